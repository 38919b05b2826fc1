"""What the HTTP interface and the page share of drafts: forms that stay in memory, limits, refusals.

Reads: requests, settings. Writes: forms, drafts; problem 422 where a draft cannot be read.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser

from ingest.confined import MIB, Confinement
from ingest.errors import Unreadable
from search_api.api.limits import UPLOAD_BYTES
from search_api.api.problems import Problem
from search_api.service.settings import ServiceSettings

Read = TypeVar("Read")


class _InMemory(MultiPartParser):
    """A file of a form stays in memory, however long the gate lets it be."""

    spool_max_size = UPLOAD_BYTES + 1


@asynccontextmanager
async def draft_form(request: Request) -> AsyncIterator[FormData]:
    """The form of a request with one draft, none of which is written to a disk; raises a problem 400."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "multipart/form-data":
            form = await _InMemory(
                request.headers, request.stream(), max_files=1, max_fields=4, max_part_size=UPLOAD_BYTES
            ).parse()
        else:  # without a file nothing is long enough to be written anywhere
            form = await request.form(max_files=0, max_fields=4)
    except MultiPartException as error:
        raise HTTPException(400, error.message) from None
    try:
        yield form
    finally:
        await form.close()


def limits_of(request: Request) -> Confinement:
    """How much reading a draft may take on this server."""
    settings: ServiceSettings = request.app.state.settings
    seconds = min(settings.read_seconds, settings.draft_seconds)
    return Confinement(seconds, settings.read_mib * MIB)


DraftLimits = Annotated[Confinement, Depends(limits_of)]


def or_refused(reading: Callable[[], Read], what: str = "Tệp") -> Read:
    """What reading gives; a problem 422 says why it gives nothing."""
    try:
        return reading()
    except Unreadable as error:
        raise Problem(422, f"{what} không đọc được: {error.why}; {error.remedy}.") from None
