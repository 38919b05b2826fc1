"""Checking a draft: a text that is pasted or a file; each finding beside the words that it speaks of.

Nothing of a draft is kept: the answer to the request is the only place where it stands.

Reads: the same functions as `/v1/citations/check`. Writes: HTML.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from index.citation_check import Draft, check
from index.citation_check.confined import file_read, text_read
from index.citation_check.contract import as_json
from index.citation_check.records import REPLACEMENT
from index.fate_words import SHORT_WORDS
from index.library import Library
from search_api.api.problems import Problem
from search_api.api.schemas.bases import BASES, BASIS_CHARACTERS, TITLE_CHARACTERS, BasesRead
from search_api.api.shelf import OpenLibrary
from search_api.api.submitted_drafts import draft_form, limits_of, or_refused
from search_api.api.uploads import safe_name
from search_api.legal_bases import found_for
from search_api.page import markup, wording
from search_api.page.environment import page

router = APIRouter()

WHOLE_TEXT = 200_000
"""Letters of a draft that are shown whole; of a longer one only the paragraphs with a citation."""


@router.get("/check")
def start() -> Response:
    """The form."""
    return page("check.html", here="/check", report=None)


async def given(request: Request) -> tuple[Draft, date | None]:
    """The draft of a form; raises a problem 422 that says what is wrong with it."""
    limits = limits_of(request)
    async with draft_form(request) as form:
        file, words, day = form.get("file"), form.get("text"), form.get("as_of")
        if isinstance(file, UploadFile) and file.filename:
            name, data = safe_name(file.filename), await file.read()
            reading = partial(file_read, name, data, limits)
        elif isinstance(words, str) and words.strip():
            reading = partial(text_read, words, limits)
        else:
            raise Problem(422, "Chưa có gì để kiểm tra: dán nội dung dự thảo hoặc chọn một tệp.")
    return await run_in_threadpool(or_refused, reading, "Dự thảo"), _day(day)


def _day(day: object) -> date | None:
    if not day:
        return None
    try:
        return date.fromisoformat(str(day))
    except ValueError:
        raise Problem(422, "Ngày phải có dạng NĂM-THÁNG-NGÀY, ví dụ 2024-02-21.") from None


Given = Annotated[tuple[Draft, date | None], Depends(given)]


@router.post("/check")
def checked(request: Request, library: OpenLibrary, submitted: Given) -> Response:
    """Every citation of the draft, with what is to be said of it; a fragment where a script asks for it."""
    draft, day = submitted
    report = as_json(check(library, draft, day))
    fragment = request.headers.get("x-fragment") == "1"
    return page(
        "check_result.html" if fragment else "check.html",
        here="/check",
        report=report,
        paragraphs=markup.checked_paragraphs(report["text"], report["citations"], WHOLE_TEXT),
        whole=len(report["text"]) <= WHOLE_TEXT,
        part_labels=wording.PART_LABELS,
        grave=wording.GRAVE,
        replacement=REPLACEMENT,
        bases=bases_of(library, draft, day),
        titled=bool(_title(draft)),
        fate_labels=SHORT_WORDS,
    )


def bases_of(library: Library, draft: Draft, day: date | None) -> BasesRead | None:
    """Bases to suggest for a draft, by its title and its own ones; None where it has neither."""
    title, printed = _title(draft), draft.stored.printed
    own = [printed[u.start : u.end].strip() for u in draft.units if u.kind == "basis"]
    own = [written[:BASIS_CHARACTERS] for written in own if written][:BASES]
    return found_for(library, title, (), own, day) if title or own else None


def _title(draft: Draft) -> str:
    named = " ".join(part for part in (draft.head.type, draft.head.title) if part and draft.head.title)
    return named[:TITLE_CHARACTERS]
