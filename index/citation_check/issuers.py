"""Whether the issuing body that an author wrote is the record's.

A minister stands for the ministry, a conference for the committee that met; a term of office, a place left
out and `của` make no difference. The Prime Minister is not the Government, the Political Bureau not the
Central Committee.

Reads: names. Writes: a judgement.
"""

from __future__ import annotations

import re
from functools import cache

from ingest.catalogue import name_key
from ingest.vocabulary import agencies

_HEADS = (
    "hội nghị lần thứ *",
    "bộ trưởng",
    "giám đốc",
    "chủ tịch",
    "thống đốc",
    "tổng thanh tra",
    "chánh án",
    "viện trưởng",
    "tổng kiểm toán",
    "tổng cục trưởng",
    "cục trưởng",
    "chủ nhiệm",
    "trưởng",
    "ban thường vụ",
)
_FAR = re.compile(r"\(.*?\)|(?<!\w)khóa [IVXLC\d]+", re.IGNORECASE)
_SILENT = frozenset(name_key("của và nước").split())
_ORDINAL = re.compile(r"^hội nghị lần thứ \S+ ", re.IGNORECASE)


def same_body(written: str, recorded: str) -> bool:
    """Whether both name one body."""
    ours, theirs = _words(written), _words(recorded)
    if not ours or not theirs or ours == theirs:
        return True
    shorter, longer = sorted((ours, theirs), key=len)
    return shorter[:2] == longer[:2] and _in_order(shorter, longer)


def _in_order(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    rest = iter(longer)
    return all(word in rest for word in shorter)


@cache
def _words(name: str) -> tuple[str, ...]:
    name = _ORDINAL.sub("", _FAR.sub(" ", name).strip())
    name = " ".join(_short_forms().get(word, word) for word in name.split())
    key = name_key(name)
    for head in _heads():
        if key.startswith(head + " "):
            key = key[len(head) + 1 :]
    words = tuple(w for w in key.split() if w not in _SILENT)
    for tail in (
        _tail("trung ương đảng cộng sản việt nam"),
        _tail("trung ương đảng"),
        _tail("trung ương"),
        _tail("đảng"),
    ):
        if len(words) > len(tail) and words[-len(tail) :] == tail:
            return words[: -len(tail)]
    return words


@cache
def _tail(words: str) -> tuple[str, ...]:
    return tuple(name_key(words).split())


@cache
def _heads() -> tuple[str, ...]:
    return tuple(name_key(head) for head in _HEADS if "*" not in head)


@cache
def _short_forms() -> dict[str, str]:
    """Short forms as they are printed, with the names they stand for."""
    found = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}
    for agency in agencies():
        for short in agency.abbreviations:
            if short.isupper() and " " not in short:
                found.setdefault(short, agency.name)
    return found
