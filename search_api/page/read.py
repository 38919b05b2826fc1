"""Reading: a document as a document, its printed pages beside it, a place in it as it is cited.

Reads: the same functions as `/v1/documents`. Writes: HTML.
"""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from index.library import Library
from search_api import cited_form, codified, holdings, printed_page
from search_api.addresses import directive_page
from search_api.api.problems import Problem
from search_api.api.shelf import OpenLibrary
from search_api.page import markup, wording
from search_api.page.environment import page

router = APIRouter()

Eid = Annotated[str, Query(max_length=500)]
PageNumber = Annotated[int, Query(ge=1, le=10_000)]
NOT_HERE = "Không có văn bản nào mang mã này trong chỉ mục."


@router.get("/documents/{document}")
def document(document: str, library: OpenLibrary, trang: PageNumber = 1) -> Response:
    """A document as a tree, to be opened at any of its units, beside the printed page where there is one."""
    found = holdings.document(library, document)
    stored = library.document(document)
    if found is None or stored is None:
        raise Problem(404, NOT_HERE)
    plain = found.model_dump()
    pages = {d.id: directive_page(d.id) for d in library.directives()}
    printed = stored.pages if printed_page.printed_file(stored) else None
    if printed and trang > printed:
        raise Problem(404, f"Văn bản này chỉ có {printed} trang.")
    roles = Counter(role for a in found.assignments for role, _ in wording.ROLE_LABELS if getattr(a, role))
    return page(
        "document.html",
        here="/documents",
        name=holdings.title_of(stored),
        cited=cited_form.cited(stored.head),
        document=document,
        head=found.document,
        head_parts={field: label for field, label, _ in wording.TO_FILL.values()},
        warnings=found.warnings,
        outline=markup.outline(plain),
        blocks=markup.blocks(plain, pages),
        agency_names={a.name for a in library.agencies()},
        printed=printed,
        shown_page=trang,
        roles=roles,
        unassigned=len(found.unassigned),
        repairs=len(found.repairs),
    )


@router.get("/documents/{document}/quote")
def quote(document: str, library: OpenLibrary, unit: Eid) -> Response:
    """A unit as it is cited, with its words, as a fragment; a page of its own where scripts do not run."""
    stored = library.document(document)
    place = library.unit(document, unit) if stored else None
    if stored is None or place is None:
        raise Problem(404, "Không có mục nào ở địa chỉ này.")
    units = {one.eid: one for one in library.units(document)}
    where = cited_form.place(unit, units)
    words = _words(library, document, place.start, place.end)
    return page(
        "quote.html",
        eid=unit,
        document=document,
        where=where or wording.UNNUMBERED,
        source=f"{where} {cited_form.cited(stored.head)}".strip(),
        quoted=cited_form.quoted(words, where, stored.head),
    )


def _words(library: Library, document: str, start: int, end: int) -> str:
    return library.text(document).printed[start:end].strip()


@router.get("/articles/{anchor}")
def article(anchor: str, library: OpenLibrary) -> Response:
    """An article of the codification: its words, its act, what it is related to."""
    found = codified.article(library, anchor)
    if found is None:
        raise Problem(404, "Không có điều nào mang mã này trong Bộ pháp điển đã nhập.")
    return page("article.html", here="/directives", article=found)
