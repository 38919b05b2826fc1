"""What each type of problem means: the address that `type` of a problem names.

Reads: the types of problems. Writes: HTML.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from search_api.api.problem_types import EXPLAINED_AT, PROBLEM_TYPES
from search_api.api.problems import TITLES
from search_api.page.environment import page

router = APIRouter()


@router.get(EXPLAINED_AT)
def problem_types() -> Response:
    """What each type of problem means, and what helps."""
    return page("problems.html", types=PROBLEM_TYPES, titles=TITLES)
