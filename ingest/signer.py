"""The person who signs.

Reads: lines of the tail; corpus/vocabulary/signers.toml. Writes: a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.regions import is_landmark
from ingest.vocabulary import tables, wording

_FILE = "signers.toml"
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _office_words() -> frozenset[str]:
    return frozenset(tables(_FILE)["office_words"])


def signer_of(tail: Sequence[str]) -> str | None:
    """The first personal name below the signatory's office, None where the tail holds none."""
    office = False
    for line in tail:
        if is_landmark("tail", line) or is_landmark("signatory", line) or _is_office(line):
            office = office or not line.lower().startswith("nơi nhận")
            if office and (name := _name(_behind_office(line))):
                return name
            continue
        if office and (name := _name(line)):
            return name
    return None


def _behind_office(line: str) -> str:
    """The name that stands on the line of the office: `KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Văn A`."""
    words = line.split()
    first = len(words)
    while first and _WORD.fullmatch(words[first - 1]) and words[first - 1][1:].islower():
        first -= 1
    before = words[first - 1] if first else ""
    return " ".join(words[first:]) if before.isupper() or before.endswith(")") else ""


def _is_office(line: str) -> bool:
    return line.isupper() and len(line) > 3


def _name(line: str) -> str | None:
    rank = wording(_FILE, "rank")
    words = rank.sub("", wording(_FILE, "signed").sub("", line).strip(" .*-"))
    words = rank.sub("", words).strip()
    parts = words.split()
    if not 2 <= len(parts) <= 5 or not all(
        _WORD.fullmatch(p) and p[0].isupper() and (p[1:].islower() or len(p) == 1) for p in parts
    ):
        return None
    if all(p.lower() in _office_words() for p in parts):
        return None
    return words
