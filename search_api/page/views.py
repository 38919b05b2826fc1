"""The page: every address that a person opens.

Reads: the same functions as `/v1`. Writes: HTML.
"""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from search_api.page import asked, directives, drafts, held, problems, read, tasks

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
for room in (asked, read, tasks, directives, drafts, held, problems):
    router.include_router(room.router)
