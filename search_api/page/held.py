"""The library: what is in the corpus, how it was read, what waits for a person, the state of the index.

Reads: the same functions as `/v1/documents`. Writes: HTML; uploads through the same door as `/v1/documents`.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from search_api import codified, holdings
from search_api.api.shelf import OnShelf, OpenLibrary
from search_api.page import wording
from search_api.page.environment import page

router = APIRouter()


@router.get("/documents")
def documents(request: Request, library: OpenLibrary, shelf: OnShelf) -> Response:
    """The documents that the index holds, and how to add to them."""
    del shelf
    found = [(holdings.summary(library, d), holdings.title_of(d), d.warnings) for d in library.documents()]
    waiting = [one for one in found if wording.waits_for(one[0], one[2])]
    to_fill = {one.id: [wording.TO_FILL[field] for field in one.unread] for one in holdings.waiting(library)}
    return page(
        "documents.html",
        here="/documents",
        documents=found,
        waiting=waiting,
        to_fill=to_fill,
        waits_for=wording.waits_for,
        formats=wording.FORMATS,
        manifest=library.manifest,
        codification=codified.codification(library),
        can_add=request.app.state.takes_writing(),
    )
