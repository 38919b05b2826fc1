"""Head, body and tail: which of the three a line of a document stands in.

Reads: Piece records; corpus/vocabulary/structure.toml, document_types.toml. Writes: a region per line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ingest.document_types import type_of_heading
from ingest.numbering import DIVISIONS
from ingest.regions import Piece, is_landmark

Region = Literal["head", "body", "tail"]
_PROSE = 160
"""Characters from which a line of the head that is not its title is prose."""
_BELOW_SIGNATURE = 8
"""Lines below a signatory's office within which nothing numbered follows."""
_NUMBERED = ("roman", "upper", "decimal", "capital decimal")


def region_after(region: Region, lines: Sequence[Piece], at: int, *, in_branch: bool) -> Region:
    """The region of the line at `at`, given that of the line before it.

    Behind a signature numbered parts begin another text; in an appendix, whose forms have signatures of their
    own, sections do so too.
    """
    piece = lines[at]
    if region == "head":
        return "body" if _ends_head(lines, at) else "head"
    if region == "body":
        return "tail" if _begins_tail(lines, at) else "body"
    resumed = (
        ("part", "chapter", "article", "roman", "upper") if in_branch else ("part", "chapter", "article")
    )
    return "body" if piece.marks and piece.marks[0].style in resumed else "tail"


def is_title_line(lines: Sequence[Piece], at: int) -> bool:
    """Whether the line stands right below the line that names the document's type."""
    above = lines[at - 1] if at else None
    return above is not None and not above.row and type_of_heading(above.words) is not None


def _ends_head(lines: Sequence[Piece], at: int) -> bool:
    piece = lines[at]
    if piece.row or not piece.words:
        return False
    style = piece.marks[0].style if piece.marks else ""
    if is_title_line(lines, at) and _can_be_title(piece.words, style):
        return False
    if style in DIVISIONS or is_landmark("basis", piece.words) or piece.quoted:
        return True
    return style in _NUMBERED or (len(piece.words) > _PROSE and not piece.capitals)


def _can_be_title(words: str, style: str) -> bool:
    if style in (*DIVISIONS, "decimal") or words.startswith("Căn cứ"):
        return False
    return not words.endswith((".", ";", ":"))


def _begins_tail(lines: Sequence[Piece], at: int) -> bool:
    words = lines[at].words
    if is_landmark("tail", words) or _authenticated(lines, at):
        return True
    if not is_landmark("signatory", words) or (at and lines[at - 1].words.endswith((":", ","))):
        return False
    for piece in lines[at + 1 : at + 1 + _BELOW_SIGNATURE]:
        if piece.branch:
            return True
        if piece.marks and not piece.quoted and piece.marks[0].style in (*DIVISIONS, *_NUMBERED):
            return False
    return True


def _authenticated(lines: Sequence[Piece], at: int) -> bool:
    """Whether body, number and `XÁC THỰC VĂN BẢN HỢP NHẤT` follow, the tail of a consolidated text."""
    words = lines[at].words
    if not words or words.endswith((".", ";", ":")) or lines[at].marks:
        return False
    return any(is_landmark("authentication", line.words) for line in lines[at : at + 4])
