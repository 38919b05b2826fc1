"""What the text says that one act does to another, and what the document itself does to the acts it cites.

Between two acts: the relation stands in the first one's title (`Kết luận 15-KL/TW … về tiếp tục đẩy mạnh
thực hiện Chỉ thị 46-CT/TW`) or passively between the two (`… được sửa đổi, bổ sung bởi …`). From the
document: căn cứ and the relations of its own words; an act that it only points to is `dẫn chiếu`.

Reads: Text, Head, Citations; corpus/vocabulary/relations.toml. Writes: Relation records, each pair and
relation once, in text order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.citations import details
from ingest.document import Citation, Head, Relation, Text, Unit
from ingest.vocabulary import records, wording

_ITEM = re.compile(r"[ \u00a0*“\"]*(?:[-–+•]|[a-zđ]\)|\d{1,2}[.)])[ \u00a0]")
_SENTENCE_END = re.compile(r"[;\n]|\.(?=[ \u00a0\n])|(?<=[^\d]):(?=\n)")
_REFERRED = "dẫn chiếu"
_GROUNDED = "căn cứ"
_LINE, _MOST = 6000, 400
_NEAR, _FAR = 90, 320


@dataclass(frozen=True, slots=True)
class RelationWords:
    """A relation and the words that state it."""

    name: str
    pattern: str
    examples: tuple[str, ...]
    passive: str = ""
    ends: bool = False
    """A heading can state it for the whole list below."""
    changes: bool = False
    """By it an act changes another."""
    details: bool = False
    """An act lays down what another leaves open."""


@dataclass(frozen=True, slots=True)
class _Act:
    """A cited act with the span of its date, issuer and title."""

    cited: Citation
    known_as: str
    details_end: int
    title_start: int
    reach: int


def find(
    text: Text, units: Sequence[Unit], head: Head, citations: Sequence[Citation]
) -> tuple[Relation, ...]:
    """The relations that a text states; the source of the document's own is its number, or `self`."""
    del units
    acts = [_act(text.matching, c) for c in citations if c.kind in ("number", "name")]
    own = head.number if head.number and "…" not in head.number else "self"
    found = [*_between(text, acts), *_from_document(text, acts, own)]
    once: dict[tuple[str, str, str], Relation] = {}
    for relation in sorted(found, key=lambda r: (r.start, r.end)):
        if relation.source != relation.target:
            once.setdefault((relation.source, relation.relation, relation.target), relation)
    return tuple(once.values())


@cache
def vocabulary() -> tuple[RelationWords, ...]:
    """The relations of the vocabulary."""
    return records("relations.toml", "relation", RelationWords)


@cache
def changing() -> frozenset[str]:
    """The relations by which an act changes another."""
    return frozenset(r.name for r in vocabulary() if r.changes)


@cache
def detailing() -> tuple[str, ...]:
    """The relations of an act that lays down what another leaves open."""
    return tuple(r.name for r in vocabulary() if r.details)


def _words(table: str) -> re.Pattern[str]:
    return wording("relations.toml", table)


@cache
def _active() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((r.name, re.compile(rf"(?<!\w)(?:{r.pattern})(?!\w)", re.IGNORECASE)) for r in vocabulary())


@cache
def _passive() -> tuple[tuple[str, re.Pattern[str]], ...]:
    by = _words("by").pattern
    return tuple(
        (r.name, re.compile(rf"[ \u00a0,(]*(?:đã )?(?:{r.passive}){by}", re.IGNORECASE))
        for r in vocabulary()
        if r.passive
    )


def _act(text: str, cited: Citation) -> _Act:
    around = details.read(text, cited.end)
    known_as = cited.number if cited.kind == "number" else cited.target_name
    reach = max(cited.end, around.end)
    start = around.title_start if around.title else reach
    return _Act(cited, known_as or cited.text, min(start, reach), start, reach)


def _last_words(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The relation whose words stand last in a stretch, and where they start."""
    found = [(m.end(), -m.start(), name) for name, p in _active() for m in p.finditer(text, start, end)]
    return (max(found)[2], -max(found)[1]) if found else None


def _first_words(text: str, start: int, end: int) -> str | None:
    """Give the relation whose words stand first in a title, unless they only point elsewhere."""
    found = [(m.start(), -m.end(), name) for name, p in _active() for m in p.finditer(text, start, end)]
    if not found:
        return None
    _, minus_end, name = min(found)
    return None if name not in changing() and _words("pointing").search(text, -minus_end, end) else name


def _between(text: Text, acts: Sequence[_Act]) -> Iterator[Relation]:
    covered = -1
    for at, act in enumerate(acts):
        if act.reach > act.title_start:
            yield from _in_title(text, act, acts, at)
        if act.cited.start >= covered:
            yield from _passively(text, act, acts, at)
        covered = max(covered, act.reach)


def _in_title(text: Text, act: _Act, acts: Sequence[_Act], at: int) -> Iterator[Relation]:
    """The acts that the title names behind words of a relation; a list shares them."""
    name: str | None = None
    reached = act.title_start
    for other in _after(acts, at):
        start = other.cited.start
        if start >= act.reach:
            break
        if start < reached and name is None:
            continue
        gap = text.matching[reached:start]
        if name is None or not _words("list_joint").fullmatch(gap):
            if name is not None:
                break
            name = _first_words(text.matching, act.title_start, start)
        if name is None:
            break
        yield _relation(text, act.known_as, name, other, act.cited.start)
        reached = max(reached, other.reach if other.reach < act.reach else other.cited.end)


def _after(acts: Sequence[_Act], at: int) -> Iterator[_Act]:
    """The acts behind one, without copying them."""
    return (acts[i] for i in range(at + 1, min(len(acts), at + _MOST)))


def _passively(text: Text, act: _Act, acts: Sequence[_Act], at: int) -> Iterator[Relation]:
    """`Luật A … được sửa đổi, bổ sung bởi Luật B và Luật C`: B and C do it to A."""
    for name, pattern in _passive():
        m = pattern.match(text.matching, act.reach) or pattern.match(text.matching, act.details_end)
        if m is None:
            continue
        reached, kind, closed = m.end(), "", False
        for other in _after(acts, at):
            if other.cited.start < reached:
                continue
            gap = text.matching[reached : other.cited.start]
            if gap.strip(" \u00a0") and not _words("list_joint").fullmatch(gap):
                break
            if kind and (closed or kind != (other.cited.type or "?")):
                break  # `theo Luật A và Luật B, Nghị quyết C hết hiệu lực`: C is another subject
            kind, closed = other.cited.type or "?", "và" in gap
            end = other.cited.end
            evidence = text.printed[act.cited.start : end]
            yield Relation(other.known_as, name, act.known_as, evidence, act.cited.start, end)
            reached = other.details_end
        return


def _from_document(text: Text, acts: Sequence[_Act], own: str) -> Iterator[Relation]:
    covered = -1
    listed = _Listed(text.matching)
    segments = _segments(text.matching)
    segment: list[tuple[_Act, str]] = []
    segment_start = -1
    for act in acts:
        if act.cited.target == "self" or act.cited.start < covered:
            continue
        start = segments[bisect_right(segments, act.cited.start) - 1]
        if start != segment_start:
            segment, segment_start = [], start
        covered = max(covered, act.reach)
        name, said = _own(text.matching, act, start, segment, listed)
        segment.append((act, name))
        yield _relation(text, own, name, act, said)


def _segments(text: str) -> list[int]:
    """Where the parts of sentences begin: behind each `;`, full stop and line end."""
    return [0, *(m.end() for m in _SENTENCE_END.finditer(text))]


def _line_start(text: str, at: int) -> int:
    """Where the line begins, or as far back as is looked."""
    back = max(0, at - _LINE)
    return max(back, text.rfind("\n", back, at) + 1)


def _own(
    text: str, act: _Act, segment: int, earlier: list[tuple[_Act, str]], listed: _Listed
) -> tuple[str, int]:
    """What the document does to an act, and where the words that say so start."""
    at = act.cited.start
    opening = segment + _blank(text, segment)
    if earlier and _words("list_joint").fullmatch(text, earlier[-1][0].reach, at):
        return earlier[-1][1], at
    line = _line_start(text, at)
    basis, other = _words("basis"), _words("other_basis")
    if basis.match(text, opening) or (basis.match(text, line) and not other.match(text, opening)):
        return (_REFERRED if earlier else _GROUNDED), opening
    if not earlier and _ITEM.match(text, line) and (name := listed.relation(line)) is not None:
        return name, opening
    stretch = max(segment, at - _FAR, earlier[-1][0].cited.end if earlier else 0)
    said = _last_words(text, stretch, at)
    if said is not None and _governs(text, said, at, segment):
        return said
    if not earlier and _words("ended").match(text, act.cited.end):
        return "bãi bỏ", at
    near = at - _NEAR
    return _REFERRED, opening if opening >= near else text.find(" ", near, at) + 1 or at


def _governs(text: str, said: tuple[str, int], act: int, segment: int) -> bool:
    """Whether words of a relation reach the act: close by, or at the head of the sentence that changes it."""
    name, start = said
    if _words("not_doing").search(text, max(0, start - 14), start):
        return False
    if _words("regulated" if name in changing() else "pointing").search(text, start, act):
        return False
    if act - start <= _NEAR:
        return True
    return name in changing() and _words("changing").fullmatch(text, segment, start) is not None


def _blank(text: str, at: int) -> int:
    return len(text[at : at + 60]) - len(text[at : at + 60].lstrip())


def _relation(text: Text, source: str, name: str, act: _Act, start: int) -> Relation:
    start = min(start, act.cited.start)
    end = act.details_end
    return Relation(source, name, act.known_as, text.printed[start:end], start, end)


class _Listed:
    """Which relation a heading line (`… sau đây hết hiệu lực:`) states for the list under it."""

    def __init__(self, text: str) -> None:
        self._by_line: dict[int, str | None] = {}
        current: str | None = None
        at = 0
        for line in text.splitlines(keepends=True):
            heading = line.rstrip().endswith(":")
            if heading:
                current = _list_heading(line)
            elif not _ITEM.match(line[:20]):
                current = None
            self._by_line[at] = None if heading else current
            at += len(line)

    def relation(self, line: int) -> str | None:
        """The relation stated for the line that starts here."""
        return self._by_line.get(line)


def _list_heading(line: str) -> str | None:
    if len(line) > 400 or not _words("heading").search(line):
        return None
    if _words("expiring").search(line):
        return "bãi bỏ"
    acts = _words("listed_acts").pattern
    for r in (r for r in vocabulary() if r.ends):
        said = rf"(?<!\w)(?:{r.pattern})"
        if re.search(rf"^[^;.]{{0,30}}{said}[^;]*văn bản|{said} {acts}", line, re.IGNORECASE):
            return r.name
    return None
