"""A document as its author wrote it: a head in two columns, then paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

LEFT = ("BAN CHỈ ĐẠO 138", "TỈNH TUYÊN QUANG")
RIGHT = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_CUT_IN_TWO = re.compile(r"[a-zà-ỹđ](?!\))|\d{1,2}/\d")


@dataclass(frozen=True)
class Written:
    """Paragraphs, each a list of lines broken by hand, and two lines of the head's columns."""

    number: str
    place_and_date: str
    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def head_lines(self) -> list[str]:
        return [*LEFT, self.number, *RIGHT, self.place_and_date]


def written(path: Path, *, whole: bool = True) -> Written:
    """The plan's paragraphs; `whole` puts together what a page cut in two, as Word keeps it."""
    text = path.read_text(encoding="utf-8").replace("*", "")
    blocks = [
        [line.strip() for line in block.splitlines() if line.strip()] for block in re.split(r"\n\s*\n", text)
    ]
    number, place_and_date, *rest = [block for block in blocks if block]
    paragraphs: list[list[str]] = []
    for block in rest:
        if whole and paragraphs and _CUT_IN_TWO.match(block[0]):
            paragraphs[-1][-1] += " " + block[0]
            paragraphs[-1] += block[1:]
        else:
            paragraphs.append(list(block))
    return Written(number[0], place_and_date[0], tuple(map(tuple, paragraphs)))


def letters(text: str) -> str:
    """The text without white space, to compare what is said and not how it is set."""
    return "".join(text.split())
