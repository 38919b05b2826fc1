"""Pages of a long list, and the opaque tokens that lead from one to the next.

Reads: a list, a token. Writes: a part of the list, the next token.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Annotated, TypeVar

from fastapi import Query

from search_api.api.problems import Problem

T = TypeVar("T")

PageToken = Annotated[
    str | None, Query(max_length=200, description="Mã trang, lấy từ `next` của trang trước.")
]
PageSize = Annotated[int, Query(ge=1, le=500, description="Số mục mỗi trang.")]
_KIND = "cancu:"


def token(start: int) -> str:
    """The token of the page that starts there."""
    return base64.urlsafe_b64encode(f"{_KIND}{start}".encode()).decode().rstrip("=")


def start_of(page: str | None) -> int:
    """Where a page starts; raises Problem 422 where the token is none of ours."""
    if page is None:
        return 0
    try:
        words = base64.b64decode(page + "=" * (-len(page) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError) as error:
        raise _unknown() from error
    number = words.removeprefix(_KIND)
    if words == number or not number.isdigit() or len(number) > 9:
        raise _unknown()
    return int(number)


def part(items: Sequence[T], page: str | None, size: int) -> tuple[list[T], str | None]:
    """One page of a list, and the token of the next; None after the last."""
    start = start_of(page)
    end = start + size
    return list(items[start:end]), token(end) if end < len(items) else None


def _unknown() -> Problem:
    return Problem(422, "Mã trang không đúng; lấy mã ở trường `next` của trang trước.")
