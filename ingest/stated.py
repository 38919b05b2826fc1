"""What the page that a file was saved from states completes the head that its text prints.

The text's own words come first: a page may be filled in wrongly, and where both differ a person is told.

Reads: Head, Stated. Writes: Head; warnings.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from ingest.document import Head, Stated
from ingest.document_types import type_named
from ingest.work import name_key, number_key

_NAMES = {"number": "số, ký hiệu", "date": "ngày ban hành", "type": "loại văn bản"}


def completed(head: Head, stated: Stated | None) -> tuple[Head, tuple[str, ...]]:
    """The head with what only the page says, and a warning for each part in which page and text differ."""
    if stated is None:
        return head, ()
    if stated.alone:
        head = Head()
    kind = type_named(stated.type or "")
    told = {
        "number": stated.number if head.number_read != "full" else None,
        "type": kind.name if kind and not head.type else None,
        "date": stated.date if not head.date else None,
        "issuer": stated.issuer if not head.issuer else None,
        "title": stated.title if not head.title else None,
        "signer": stated.signer if not head.signer else None,
    }
    new = dataclasses.replace(head, **{name: value for name, value in told.items() if value})  # type: ignore[arg-type]
    if told["number"]:
        new = dataclasses.replace(new, number_read="full")
    return new, tuple(_differences(head, stated, kind.name if kind else None))


def _differences(head: Head, stated: Stated, kind: str | None) -> list[str]:
    pairs: dict[str, tuple[str | None, str | None, Callable[[str], str]]] = {
        "number": (head.number if head.number_read == "full" else None, stated.number, number_key),
        "date": (head.date, stated.date, str),
        "type": (head.type, kind, name_key),
    }
    return [
        f"Trang ghi {_NAMES[name]} «{said}», văn bản ghi «{printed}»: giữ theo văn bản, hãy xem lại."
        for name, (printed, said, key) in pairs.items()
        if printed and said and key(printed) != key(said)
    ]
