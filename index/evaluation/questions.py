"""Which of a set's questions are asked, and with or without their marks.

Reads: questions, grades. Writes: Asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from index.errors import Unusable
from index.evaluation.metrics import Grades, relevant
from index.training.partition import held_out

Part = Literal["train", "held-out", "all"]
"""The questions that the program may be tuned on, those kept for the report, or both."""

_MARKS = re.compile(r"[\u0300-\u036f]")
_LETTERS = str.maketrans("đĐðÐ", "dDdD")


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of one measurement."""

    questions: dict[str, str]
    qrels: dict[str, Grades]
    """Of these questions only."""
    unjudged: int
    """Questions of the part that were left out: nothing is known to be relevant to them."""


def chosen(
    questions: Mapping[str, str], qrels: Mapping[str, Grades], part: Part = "all", *, marks: bool = True
) -> Asked:
    """The judged questions of a part; Unusable where there is none."""
    of_part = {key: text for key, text in questions.items() if in_part(key, part)}
    judged = {key: text for key, text in of_part.items() if relevant(qrels.get(key, {}))}
    if not judged:
        raise Unusable(
            "Không có gì để đo",
            f"không câu hỏi nào (phần «{part}») có đánh giá",
            "hãy kiểm tra mã câu hỏi trong hai tệp --queries và --qrels",
        )
    return Asked(
        {key: text if marks else without_marks(text) for key, text in judged.items()},
        {key: qrels[key] for key in judged},
        len(of_part) - len(judged),
    )


def in_part(query_id: str, part: Part) -> bool:
    """Whether a question belongs to a part."""
    return part == "all" or held_out(query_id) == (part == "held-out")


def without_marks(text: str) -> str:
    """The text as typed by a person who types no marks: letters keep their case, đ becomes d."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text)).translate(_LETTERS)
    return unicodedata.normalize("NFC", bare)
