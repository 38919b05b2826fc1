"""What a reader that nobody vouches for hands back: records as JSON, each field of the type that it has.

Whoever took the reader over can hand back wrong words, and nothing else: no code is named, and what is made
takes no more memory than a few times what was sent.

Reads: records, bytes. Writes: bytes, records.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from ingest.errors import Unreadable

Record = TypeVar("Record")

_READ, _REFUSED = b"+", b"-"
_LONGEST = 1_000
"""Code points of a part of a refusal."""
TELL = "hãy mở tệp, lưu lại thành bản mới hoặc chia nhỏ rồi thử lại"
INVALID = "bộ đọc trả về kết quả không hợp lệ"


def handed(record: object, kind: type[object]) -> bytes:
    """A record of a kind, or an Unreadable, as it goes back."""
    if isinstance(record, Unreadable):
        return _REFUSED + _refusal().dump_json((record.name, record.why, record.remedy))
    try:
        return _READ + _adapter(kind).dump_json(record)  # type: ignore[arg-type]
    except PydanticSerializationError:  # half letters, which no file should yield
        return _REFUSED + _refusal().dump_json(("", INVALID, TELL))


def taken(answer: bytes, kind: type[Record], name: str) -> Record:
    """The record that came back for the file called `name`; raises the Unreadable that came, or its own."""
    try:
        if answer[:1] == _REFUSED:
            _, why, remedy = _refusal().validate_json(answer[1:])
            raise Unreadable(name, why[:_LONGEST], remedy[:_LONGEST])
        if answer[:1] == _READ:
            found: Record = _adapter(kind).validate_json(answer[1:])  # type: ignore[arg-type]
            return found
    except (ValidationError, RecursionError) as error:
        raise Unreadable(name, INVALID, TELL) from error
    raise Unreadable(name, INVALID, TELL)


@cache
def _adapter(kind: type[object]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


@cache
def _refusal() -> TypeAdapter[tuple[str, str, str]]:
    return TypeAdapter(tuple[str, str, str])
