"""The forms in which an act is given to other programs.

Reads: the library, DirectiveRead. Writes: bytes with their media types.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Literal

from search_api import akoma_ntoso, linked_data, relation_picture

if TYPE_CHECKING:
    from index.library import Library
    from search_api.api.schemas import DirectiveRead

Format = Literal["json", "jsonld", "akn", "svg"]
_MEDIA: dict[Format, str] = {
    "json": "application/json",
    "jsonld": linked_data.MEDIA_TYPE,
    "akn": akoma_ntoso.MEDIA_TYPE,
    "svg": relation_picture.MEDIA_TYPE,
}
_ALSO: dict[str, Format] = {"application/xml": "akn", "text/xml": "akn"}
MEDIA_TYPES = tuple(_MEDIA.values())


def media_type(form: Format) -> str:
    """The media type of a form."""
    return _MEDIA[form]


def accepted(header: str) -> Format:
    """The form that an Accept header likes best; JSON where it names none of them or likes JSON as well."""
    wanted: list[tuple[float, Format]] = []
    known: dict[str, Format] = {kind: form for form, kind in _MEDIA.items()} | _ALSO
    for part in header.split(",")[:50]:
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        form = known.get(kind.lower())
        if form:
            wanted.append((_quality(parameters), form))
    best = max((quality for quality, _ in wanted), default=0.0)
    liked = [form for quality, form in wanted if quality == best and quality > 0]
    return "json" if not liked or "json" in liked or "text/html" in header else liked[0]


def _quality(parameters: list[str]) -> float:
    for one in parameters:
        name, _, value = one.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def exported(library: Library, found: DirectiveRead, form: Format, base: str = "") -> bytes | None:
    """An act in a form; None where its text would be needed and is not held."""
    if form == "jsonld":
        return json.dumps(linked_data.as_json_ld(found, base), ensure_ascii=False, indent=2).encode()
    if form == "svg":
        return relation_picture.as_svg(found)
    if form == "json":
        return found.model_dump_json(indent=2).encode()
    if found.document is None:
        return None
    text = library.text(found.document)
    return akoma_ntoso.as_akoma_ntoso(found, text.printed, library.units(found.document), date.today())
