"""Which act a text is: by its head; where it has none, by what its file is called.

Texts that begin at Điều 1, as the codification gives them, say only `Nghị định này`. A file whose whole name is a
number with its year (`49-2020-NĐ-CP.txt`) names the act then, provided that the type in the number is the one by
which the text calls itself. A head is never overruled.

Reads: Document. Writes: Document.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from ingest.document import Citation, Document
from ingest.document_types import body_of_number, type_named, type_of_number

_NAME = re.compile(
    r"(?P<serial>\d{1,4}[a-z]?)[-_ .](?P<year>(?:19|20)\d\d)[-_ .](?P<code>[A-ZĐ][A-Za-zĐ0-9]*(?:-[A-ZĐ][\w-]*)?)"
)
_THIS = re.compile(r"(?P<type>[^\W\d].*?)[ \u00a0]này")


def identified(document: Document) -> Document:
    """The document, with number, type and issuer by its file's name where the text has none; a warning says so."""
    head = document.head
    number = _number(document.source)
    if head.number or head.type or number is None:
        return document
    type_ = type_of_number(number)
    if type_ is None or type_ != _called(document.citations):
        return document
    body = body_of_number(number)
    issuer = body.name if body and not body.place else head.issuer
    return replace(
        document,
        head=replace(head, number=number, number_read="full", type=type_, issuer=issuer),
        warnings=(*document.warnings, f"văn bản không có phần đầu; số, ký hiệu {number} lấy theo tên tệp"),
    )


def _number(source: str) -> str | None:
    """The number that a file's name spells, its slashes written as hyphens."""
    found = _NAME.fullmatch(unicodedata.normalize("NFC", PurePath(source).stem).strip())
    return f"{found['serial']}/{found['year']}/{found['code']}" if found else None


def _called(citations: Sequence[Citation]) -> str | None:
    """The type by which a text calls itself first."""
    for cited in citations:
        if cited.kind == "anaphora" and cited.target == "self" and (m := _THIS.match(cited.text)):
            known = type_named(m["type"])
            if known and not known.attached:
                return known.name
    return None
