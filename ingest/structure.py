"""The stored text becomes a tree of units with Akoma Ntoso ids (see eid.py for the scheme).

Kinds: part chp sec subsec art para point (Phần, Chương, Mục and the I/A headings of a plan, Tiểu mục, Điều,
khoản, điểm), item (1., 2.1.), bullet, hd (a heading without a number), p, row (of a table), head and tail
(letterhead and title; signature and recipients), basis (căn cứ), formula (QUYẾT ĐỊNH:), annex form att
(branches of their own), quoted. Every line of the stored text is the own text of some unit, whatever it says,
so that nothing is lost.

Reads: Text. Writes: Unit records, in document order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.document import Text, Unit
from ingest.eid import Ids, branch_step, join, step
from ingest.frame import Region, region_after
from ingest.nesting import Level, Nesting
from ingest.numbering import BULLETS, DIVISIONS, Mark, follows, marks
from ingest.regions import Piece, is_landmark, pieces
from ingest.text import place
from ingest.tree import Draft, finish

_KINDS = {
    "part": "part", "chapter": "chp", "section": "sec", "subsection": "subsec", "article": "art",
    "upper": "sec", "roman": "sec", "letter": "point", "letter decimal": "point", "letter paren": "point",
    "small roman": "point",
}  # fmt: skip
_AHEAD = 400
"""Lines within which a number that a gap would skip is looked for."""
_TITLE_LINES = 4
_LONGEST_TITLE = 160


def outline(text: Text) -> tuple[Unit, ...]:
    """The units of a text, in document order; their own texts make up the whole stored text. Never fails."""
    builder = _Builder(pieces(text))
    builder.run()
    return finish(text, builder.drafts, lambda offset: place(text, offset)[0])


@dataclass(slots=True)
class _Builder:
    """Walks the lines once, keeping the open levels of the branch that it is in."""

    lines: list[Piece]
    drafts: list[Draft] = field(default_factory=list)
    ids: Ids = field(default_factory=Ids)
    nesting: Nesting = field(default_factory=Nesting)
    branches: list[int] = field(default_factory=list)
    """Drafts of the open branches: an appendix, a form in it."""
    region: Region = "head"
    tables: dict[tuple[str, int], str] = field(default_factory=dict)

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
        self.region = region_after(self.region, self.lines, at, in_branch=bool(self.branches))
        if piece.quoted:
            self._plain(piece, "quoted", "qstr")
        elif self.region == "head":
            self._outer(piece, "head", "preface", "line")
        elif self.region == "tail":
            self._outer(piece, "tail", "conclusions", "line")
        elif piece.row:
            self._row(piece, piece.row.table)
        else:
            return self._body(at)
        return at + 1

    def _body(self, at: int) -> int:
        piece = self.lines[at]
        found = (
            self.nesting.place(piece.marks, self._after_colon(at), self._later(at)) if piece.marks else None
        )
        if (
            not self.nesting.levels
            and is_landmark("basis", piece.words)
            and (not found or found.mark.style in BULLETS)
        ):
            self._outer(piece, "basis", "preamble", "basis")
        elif found:
            self._numbered(piece, found.depth, found.mark)
            return self._titled(at) if found.mark.style in DIVISIONS else at + 1
        elif is_landmark("formula", piece.words) and not self.branches:
            self._outer(piece, "formula", "preamble", "formula")
        elif piece.capitals and 3 < len(piece.words) < _LONGEST_TITLE and not self.branches:
            self._heading(piece)
        elif self._closes(at):
            self._closing(piece)
        else:
            self.nesting.close(self.nesting.numbered_depth())
            self._plain(piece, "p", "p")
        return at + 1

    def _numbered(self, piece: Piece, depth: int, mark: Mark) -> None:
        """Adds a numbered unit below the first `depth` open levels, and one more that its line begins too."""
        inner = _second_mark(piece, mark)
        cut = piece.start + inner[0] if inner else piece.end
        self._open(depth, mark, piece.start, cut)
        if inner:
            self._open(depth + 1, inner[1], cut, piece.end)

    def _open(self, depth: int, mark: Mark, start: int, end: int) -> None:
        parent = self.nesting.levels[depth - 1].unit if depth else self._branch_unit()
        above = self.drafts[parent].eid if parent is not None else ""
        kind = self._kind(mark, parent)
        bullet = mark.style in BULLETS
        eid = self.ids.counted(above, "bullet") if bullet else self.ids.numbered(above, step(mark, kind))
        self.drafts.append(Draft(eid, kind, start, end, parent, mark))
        self.nesting.open(depth, mark.style, mark, len(self.drafts) - 1)

    def _kind(self, mark: Mark, parent: int | None) -> str:
        if mark.style in BULLETS:
            return "bullet"
        if mark.style == "decimal" and len(mark.value) == 1 and parent is not None:
            return "para" if self.drafts[parent].kind == "art" else "item"
        return _KINDS.get(mark.style, "item")

    def _outer(self, piece: Piece, kind: str, container: str, prefix: str) -> None:
        """Adds a line of the head, the preamble or the tail of the open branch."""
        parent = self._branch_unit()
        above = self.drafts[parent].eid if parent is not None else ""
        eid = self.ids.counted(join(above, container), prefix)
        self.drafts.append(Draft(eid, kind, piece.start, piece.end, parent))

    def _plain(self, piece: Piece, kind: str, prefix: str) -> None:
        """Adds a unit without a number to the innermost numbered one."""
        parent = self._innermost()
        above = self.drafts[parent].eid if parent is not None else ""
        self.drafts.append(Draft(self.ids.counted(above, prefix), kind, piece.start, piece.end, parent))

    def _row(self, piece: Piece, table: int) -> None:
        parent = self._innermost()
        above = self.drafts[parent].eid if parent is not None else ""
        if (above, table) not in self.tables:
            self.tables[above, table] = self.ids.counted(above, "table")
        eid = self.ids.counted(self.tables[above, table], "row")
        self.drafts.append(Draft(eid, "row", piece.start, piece.end, parent))

    def _heading(self, piece: Piece) -> None:
        """Adds a heading without a number; it stands below Điều and Roman sections, above items."""
        self.nesting.close(self.nesting.depth_of("heading"))
        depth = len(self.nesting.levels)
        self._plain(piece, "hd", "hd")
        self.nesting.open(depth, "heading", None, len(self.drafts) - 1)

    def _closes(self, at: int) -> bool:
        """Whether a paragraph ends the section, not the last item: `Trong quá trình thực hiện, nếu có …`."""
        if not is_landmark("closing", self.lines[at].words):
            return False
        following = next((line for line in self.lines[at + 1 : at + 4] if line.words), None)
        if following is None or following.branch or is_landmark("tail", following.words):
            return True
        outer = (*DIVISIONS, "roman", "upper")
        ends = bool(following.marks) and following.marks[0].style in outer
        return ends or is_landmark("signatory", following.words)

    def _closing(self, piece: Piece) -> None:
        depth = self.nesting.depth_of("heading")
        if depth:
            self.nesting.close(depth)
        self._plain(piece, "p", "p")

    def _titled(self, at: int) -> int:
        """Joins the lines of a division's title, set below its number, to its own text."""
        draft, piece = self.drafts[-1], self.lines[at]
        at += 1
        if draft.mark and piece.words[draft.mark.end :].strip(" .:–-"):
            return at
        for n in range(_TITLE_LINES):
            if at >= len(self.lines) or not _is_title(self.lines[at], first=n == 0):
                break
            draft.end = self.lines[at].end
            at += 1
        return at

    def _branch(self, at: int) -> int:
        """Opens an appendix, a form or an attached document, whose numbering is its own."""
        piece = self.lines[at]
        kind = piece.branch or "annex"
        outer = {"form": ("att", "annex"), "annex": ("att",)}.get(kind, ())
        self.branches = [n for n in self.branches if self.drafts[n].kind in outer]
        self.nesting = Nesting()
        parent = self._branch_unit()
        above = self.drafts[parent].eid if parent is not None else ""
        eid = self.ids.numbered(above, branch_step(kind, piece.number, piece.words))
        self.drafts.append(Draft(eid, kind, piece.start, piece.end, parent, number=piece.number))
        self.branches.append(len(self.drafts) - 1)
        self.region = "body"
        return self._branch_titled(at, at + piece.title_lines)

    def _branch_titled(self, at: int, note: int) -> int:
        """Joins a branch's title to its own text: all lines down to its note, else capitals and notes."""
        at += 1
        last = max(note, at + _TITLE_LINES - 1)
        while at < len(self.lines) and at <= last and not self.lines[at].branch:
            if at > note and not _is_branch_title(self.lines[at]):
                break
            self.drafts[-1].end = self.lines[at].end
            at += 1
        return at

    def _after_colon(self, at: int) -> bool:
        return at > 0 and self.lines[at - 1].words.endswith(":")

    def _later(self, at: int) -> Callable[[Level, Mark], bool]:
        """Tells whether the number that follows a level is still to come after line `at`."""

        def later(level: Level, mark: Mark) -> bool:
            for piece in self.lines[at + 1 : at + _AHEAD]:
                if piece.branch:
                    return False
                for other in piece.marks[:1] if not piece.quoted else ():
                    if other.style == mark.style and level.mark and follows(level.mark, other) == 0:
                        return follows(level.mark, mark) > 0
                    if other.style in DIVISIONS and mark.style not in DIVISIONS:
                        return False
            return False

        return later

    def _innermost(self) -> int | None:
        """The innermost numbered unit, or the branch."""
        depth = self.nesting.numbered_depth()
        return self.nesting.levels[depth - 1].unit if depth else self._branch_unit()

    def _branch_unit(self) -> int | None:
        return self.branches[-1] if self.branches else None


def _second_mark(piece: Piece, mark: Mark) -> tuple[int, Mark] | None:
    """The enumerator that follows another on its line, `1. a) …`, and where it starts in the line."""
    if mark.style not in ("decimal", "article") or len(mark.value) > 1:
        return None
    rest = piece.words[mark.end :].lstrip()
    inner = next((m for m in marks(rest) if m.first), None)
    wanted = "letter" if mark.style == "decimal" else "decimal"
    if inner is None or inner.style != wanted:
        return None
    return len(piece.words) - len(rest), inner


def _is_title(piece: Piece, *, first: bool) -> bool:
    if piece.row or piece.branch or piece.quoted or piece.marks or not piece.words:
        return False
    short = first and len(piece.words) < _LONGEST_TITLE and not piece.words.endswith((".", ";", ":"))
    return piece.capitals or short


def _is_branch_title(piece: Piece) -> bool:
    if piece.row or piece.branch or piece.quoted or piece.marks:
        return False
    return piece.capitals or is_landmark("attached", piece.words)
