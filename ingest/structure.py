"""The stored text becomes a tree of units with Akoma Ntoso ids (see eid.py for the scheme).

Kinds: part chp sec subsec art para point (Phần, Chương, Mục and the I/A headings of a plan, Tiểu mục, Điều, khoản,
điểm), item (1., 2.1.), bullet, hd (a heading without a number), p, row (of a table), head and tail (letterhead and
title; signature and recipients), basis (căn cứ), annex form att (branches of their own), quoted. Every line of the
stored text is the own text of some unit, whatever it says, so that nothing is lost.

Reads: Text. Writes: Unit records, in document order.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.document import Text, Unit
from ingest.eid import Ids, branch_step, step
from ingest.nesting import Level, Nesting
from ingest.numbering import BULLETS, DIVISIONS, Mark, follows
from ingest.regions import Piece, landmark, pieces
from ingest.text import place
from ingest.tree import Draft, finish

_KINDS = {
    "part": "part", "chapter": "chp", "section": "sec", "subsection": "subsec", "article": "art", "upper": "sec",
    "roman": "sec", "letter": "point", "letter decimal": "point", "letter paren": "point", "small roman": "point",
}  # fmt: skip
_AHEAD = 400
"""Lines within which a number that a gap would skip is looked for."""
_TITLE_LINES = 4
_PROSE = 160
"""Characters from which a line of the head is prose and no longer a title."""


def outline(text: Text) -> tuple[Unit, ...]:
    """The units of a text, in document order; their own texts make up the whole stored text. Never fails."""
    builder = _Builder(text, pieces(text))
    builder.run()
    return finish(text, builder.drafts, lambda offset: place(text, offset)[0])


@dataclass(slots=True)
class _Builder:
    """Walks the lines once, keeping the open levels of the branch that it is in."""

    text: Text
    lines: list[Piece]
    drafts: list[Draft] = field(default_factory=list)
    ids: Ids = field(default_factory=Ids)
    nesting: Nesting = field(default_factory=Nesting)
    branches: list[int] = field(default_factory=list)
    """Drafts of the open branches: an appendix, a form in it."""
    region: str = "head"
    tables: dict[int, str] = field(default_factory=dict)

    def run(self) -> None:
        """Makes a draft of every line."""
        at = 0
        while at < len(self.lines):
            at = self._line(at)

    def _line(self, at: int) -> int:
        """Handles the line at `at`; gives the next line to handle."""
        piece = self.lines[at]
        if piece.branch:
            return self._branch(at)
        if piece.quoted:
            self._plain(piece, "quoted", "qstr")
            return at + 1
        self._see_region(at)
        if self.region == "head":
            self._add(piece, "head", self.ids.counted(_join(self._base(), "preface"), "line"), self._branch_unit())
            return at + 1
        if self.region == "tail":
            self._add(piece, "tail", self.ids.counted(_join(self._base(), "conclusions"), "line"), self._branch_unit())
            return at + 1
        return self._body(at)

    def _body(self, at: int) -> int:
        piece = self.lines[at]
        if piece.row:
            self._row(piece)
            return at + 1
        found = self.nesting.place(piece.marks, self._after_colon(at), self._later(at)) if piece.marks else None
        if found:
            self.nesting_open(piece, found.depth, found.mark)
            return self._titled(at) if found.mark.style in DIVISIONS else at + 1
        if piece.capitals and 3 < len(piece.words) < _PROSE and not self.branches:
            self._heading(piece)
        elif landmark("basis").match(piece.words) and not self.nesting.levels:
            eid = self.ids.counted(_join(self._base(), "preamble"), "basis")
            self._add(piece, "basis", eid, self._branch_unit())
        else:
            del self.nesting.levels[self.nesting.numbered_depth() :]
            self._plain(piece, "p", "p")
        return at + 1

    def nesting_open(self, piece: Piece, depth: int, mark: Mark) -> None:
        """Adds a numbered unit below the first `depth` open levels."""
        parent = self.nesting.levels[depth - 1].unit if depth else self._branch_unit()
        kind = self._kind(mark, parent)
        above = self.drafts[parent].eid if parent is not None else ""
        bullet = mark.style in BULLETS
        eid = self.ids.counted(above, "bullet") if bullet else self.ids.numbered(above, step(mark, kind))
        self._add(piece, kind, eid, parent, mark)
        self.nesting.open(depth, mark.style, mark, len(self.drafts) - 1)

    def _kind(self, mark: Mark, parent: int | None) -> str:
        if mark.style in BULLETS:
            return "bullet"
        if mark.style == "decimal" and len(mark.value) == 1 and parent is not None:
            return "para" if self.drafts[parent].kind == "art" else "item"
        return _KINDS.get(mark.style, "item")

    def _add(self, piece: Piece, kind: str, eid: str, parent: int | None, mark: Mark | None = None) -> None:
        self.drafts.append(Draft(eid, kind, piece.start, piece.end, parent, mark, piece.number))

    def _plain(self, piece: Piece, kind: str, prefix: str) -> None:
        """Adds a unit without a number to the innermost numbered one."""
        depth = self.nesting.numbered_depth()
        parent = self.nesting.levels[depth - 1].unit if depth else self._branch_unit()
        above = self.drafts[parent].eid if parent is not None else ""
        self._add(piece, kind, self.ids.counted(above, prefix), parent)

    def _row(self, piece: Piece) -> None:
        assert piece.row
        depth = self.nesting.numbered_depth()
        parent = self.nesting.levels[depth - 1].unit if depth else self._branch_unit()
        above = self.drafts[parent].eid if parent is not None else ""
        table = self.tables.get(piece.row.table)
        if table is None or not table.startswith(above):
            table = self.tables[piece.row.table] = self.ids.counted(above, "table")
        self._add(piece, "row", self.ids.counted(table, "row"), parent)

    def _heading(self, piece: Piece) -> None:
        """Adds a heading without a number; it stands below articles and Roman sections, above items."""
        depth = self.nesting.depth_of("heading")
        parent = self.nesting.levels[depth - 1].unit if depth else self._branch_unit()
        above = self.drafts[parent].eid if parent is not None else ""
        self._add(piece, "hd", self.ids.counted(above, "hd"), parent)
        self.nesting.open(depth, "heading", None, len(self.drafts) - 1)

    def _titled(self, at: int) -> int:
        """Joins the lines of a division's title, set below its number, to its own text."""
        draft = self.drafts[-1]
        piece = self.lines[at]
        if draft.mark and piece.words[draft.mark.end :].strip(" .:–-"):
            return at + 1
        at += 1
        for n in range(_TITLE_LINES):
            if at >= len(self.lines) or not self._is_title(self.lines[at], first=n == 0):
                break
            draft.end = self.lines[at].end
            at += 1
        return at

    def _is_title(self, piece: Piece, *, first: bool) -> bool:
        if piece.row or piece.branch or piece.quoted or piece.marks or not piece.words:
            return False
        short = first and len(piece.words) < _PROSE and not piece.words.endswith((".", ";", ":"))
        return piece.capitals or short

    def _branch(self, at: int) -> int:
        """Opens an appendix, a form or an attached document, whose numbering is its own."""
        piece = self.lines[at]
        nested = piece.branch == "form" and self.branches and self.drafts[self.branches[0]].kind != "form"
        self.branches = self.branches[:1] if nested else []
        self.nesting = Nesting()
        parent = self.branches[-1] if self.branches else None
        above = self.drafts[parent].eid if parent is not None else ""
        kind = piece.branch or "annex"
        eid = self.ids.numbered(above, branch_step(kind, piece.number, piece.words))
        self._add(piece, kind, eid, parent)
        self.branches.append(len(self.drafts) - 1)
        self.region = "body"
        at += 1
        for _ in range(_TITLE_LINES):
            if at >= len(self.lines) or not self._is_branch_title(self.lines[at]):
                break
            self.drafts[-1].end = self.lines[at].end
            at += 1
        return at

    def _is_branch_title(self, piece: Piece) -> bool:
        if piece.row or piece.branch or piece.quoted or piece.marks:
            return False
        return piece.capitals or bool(landmark("attached").match(piece.words))

    def _see_region(self, at: int) -> None:
        """Notices the end of the head and the beginning of the tail."""
        piece = self.lines[at]
        if self.region == "head" and self._ends_head(piece):
            self.region = "body"
        elif self.region == "body" and self._begins_tail(at):
            self.region = "tail"
        elif self.region == "tail" and piece.marks and piece.marks[0].style in ("part", "chapter", "article"):
            self.region = "body"

    def _ends_head(self, piece: Piece) -> bool:
        if piece.row or not piece.words:
            return False
        if any(mark.style in DIVISIONS or mark.style in ("roman", "upper", "decimal") for mark in piece.marks):
            return True
        prose = len(piece.words) > _PROSE and not piece.capitals
        return prose or bool(landmark("basis").match(piece.words))

    def _begins_tail(self, at: int) -> bool:
        words = self.lines[at].words
        if landmark("tail").match(words):
            return True
        if not landmark("signatory").match(words):
            return False
        return at > 0 and not self.lines[at - 1].words.endswith((":", ","))

    def _after_colon(self, at: int) -> bool:
        return at > 0 and self.lines[at - 1].words.endswith(":")

    def _later(self, at: int):  # type: ignore[no-untyped-def]
        """Tells whether the number that follows a level is still to come after line `at`."""

        def later(level: Level, mark: Mark) -> bool:
            for piece in self.lines[at + 1 : at + _AHEAD]:
                if piece.branch:
                    return False
                for other in piece.marks if not piece.quoted else ():
                    if other.style == mark.style and level.mark and follows(level.mark, other) == 0:
                        return follows(level.mark, mark) > 0
                    if other.style in DIVISIONS and mark.style not in DIVISIONS:
                        return False
            return False

        return later

    def _branch_unit(self) -> int | None:
        return self.branches[-1] if self.branches else None

    def _base(self) -> str:
        return self.drafts[self.branches[-1]].eid if self.branches else ""


def _join(parent: str, last: str) -> str:
    return f"{parent}__{last}" if parent else last
