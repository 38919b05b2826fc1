"""The legal bases that drafters of comparable documents cite, and what usually stands beside a draft's.

Comparable are the documents whose titles or tasks are found by the draft's: by words, and by meaning
where the index has vectors. Each proposal names the documents that cite the act as `Căn cứ …`, and their
words. A companion is an act that details or guides one that the draft cites (or that it details), by the
words of some text, or one that most documents cite beside it.

Reads: the library. Writes: BasesFound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from index.fate import Fate, fate_of_act
from index.records import Candidate, Filters
from index.statements import printed
from ingest import citations
from ingest.document import Citation, Head, Text
from ingest.force_of_acts import LOWEST, rank_of
from ingest.relations import detailing
from ingest.work import work_id

if TYPE_CHECKING:
    from index.library import Library
    from index.stored import Directive

GROUNDED = "căn cứ"
_CANDIDATES = 60
"""Passages looked at for each of the draft's texts."""
_COMPARABLE = 25
"""Documents that count as comparable at most."""
_NEAR_ENOUGH = 0.35
"""Share of the best document's likeness below which a document is not comparable."""
_GROUNDS = 5
"""Documents named for one proposal."""
_BESIDE, _OFTEN = 2, 0.5
"""How many documents must cite two acts together, and which share of those that cite the one."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A document that cites the act as a basis, with its words."""

    document: str
    evidence: str
    start: int
    end: int
    likeness: float
    """How near the document is to the draft, 0..1; 1 for words that state a relation."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """An act that the draft may rest on."""

    act: Directive
    score: float
    """To order proposals by; nothing else."""
    documents: int
    """How many comparable documents cite it as a basis."""
    grounds: tuple[Ground, ...]
    fate: Fate
    cited: bool
    """Whether the draft cites it already."""


@dataclass(frozen=True, slots=True)
class Companion:
    """An act that usually stands beside a basis of the draft and does not there."""

    of: str
    """Directive id of the draft's basis."""
    act: Directive
    relation: str
    """`được quy định chi tiết bởi`, `quy định chi tiết`, `cùng được viện dẫn`."""
    grounds: tuple[Ground, ...]
    fate: Fate


@dataclass(frozen=True, slots=True)
class BasesFound:
    """What was found for a draft."""

    proposed: tuple[Proposed, ...]
    missing: tuple[Companion, ...]
    own: tuple[str, ...]
    """Directive ids of the draft's own bases, as far as they are known."""
    unread: tuple[str, ...]
    """Those of the draft's own bases in which no known act was found."""
    comparable: tuple[tuple[str, float], ...]
    """The documents that counted as comparable, with their likeness."""
    documents: int
    """How many documents were looked at."""


def bases_for(
    library: Library,
    title: str,
    tasks: Sequence[str] = (),
    own: Sequence[str] = (),
    as_of: date | None = None,
) -> BasesFound:
    """The bases to propose for a draft with this title and these tasks; `own`: those it has."""
    day = as_of or date.today()
    near = comparable(library, title, tasks)
    known, unread = read_bases(library, own)
    return BasesFound(
        proposed=tuple(_proposed(library, near, set(known), day)),
        missing=tuple(_missing(library, known, day)),
        own=tuple(known),
        unread=tuple(unread),
        comparable=tuple(near.items()),
        documents=library.manifest.documents,
    )


def comparable(library: Library, title: str, tasks: Sequence[str]) -> dict[str, float]:
    """Documents like the draft, nearest first, with their likeness to the nearest one, 0..1."""
    scores: dict[str, float] = defaultdict(float)
    texts = library.records.all("SELECT id, work, type FROM document ORDER BY id")
    by_work = {row["work"]: row["id"] for row in texts if row["work"]}
    of_type = {row["id"]: row["type"] or "" for row in texts}
    for weight, words, kinds in (
        (1.0, title, ("directive",)),
        (0.5, title, ("unit", "task")),
        *((1.0 / max(1, len(tasks)), task, ("task", "unit")) for task in tasks),
    ):
        best: dict[str, float] = {}
        for document, score in _found(library, words, kinds, by_work):
            best[document] = max(best.get(document, 0.0), score)
        for document, score in best.items():
            scores[document] += weight * score
    kind = next((t for t in set(of_type.values()) if t and title.casefold().startswith(t.casefold())), "")
    for document in scores:
        scores[document] *= 1.25 if kind and of_type.get(document) == kind else 1.0
    top = max(scores.values(), default=0.0)
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:_COMPARABLE]
    return {d: round(s / top, 4) for d, s in ranked if top and s / top >= _NEAR_ENOUGH}


def _found(
    library: Library, words: str, kinds: tuple[str, ...], by_work: dict[str, str]
) -> Iterable[tuple[str, float]]:
    """Documents with a passage that the words find, each with its share of the best score."""
    if not words.strip():
        return
    filters = Filters(kinds=kinds)  # type: ignore[arg-type]
    for ranking in (
        library.engine.lexical(words, filters, _CANDIDATES),
        library.engine.nearest(words, filters, _CANDIDATES),
    ):
        shares = _shares(ranking)
        for passage in library.passages(shares):
            document = by_work.get(passage.document) if passage.kind == "directive" else passage.document
            if document:
                yield document, shares[passage.key] / 2


def _shares(ranking: Sequence[Candidate]) -> dict[int, float]:
    """Scores as shares of the best, from the last one up."""
    if not ranking:
        return {}
    high, low = ranking[0].score, ranking[-1].score
    spread = (high - low) or 1.0
    return {one.key: (one.score - low) / spread for one in ranking}


def read_bases(library: Library, own: Sequence[str]) -> tuple[list[str], list[str]]:
    """The acts that strings name (`Căn cứ Luật … số …;`), and the strings in which none is known."""
    known: dict[str, None] = {}
    unread = []
    for written in own:
        text = Text(written, written)
        found = citations.resolve(citations.find(text, (), Head()), Head(), library.catalogue)
        acts = [
            c.resolved or (work_id(c.number, c.date) if c.number and c.number_read == "full" else None)
            for c in found
            if c.kind in ("number", "name")
        ]
        first = next((act for act in acts if act), None) or _named(library, found)
        if first and library.directive(first):
            known[first] = None
        else:
            unread.append(written)
    return list(known), unread


def _named(library: Library, found: Sequence[Citation]) -> str | None:
    """The one act of the library that is called as a citation calls it, of that day where it tells one."""
    for cited in found:
        if cited.kind != "name":
            continue
        name = cited.target_name or cited.text
        rows = library.records.all("SELECT id, date FROM directive WHERE title = ? OR name = ?", name, name)
        fitting = {row["id"] for row in rows if not cited.date or row["date"] in (None, cited.date)}
        dated = {row["id"] for row in rows if cited.date and row["date"] == cited.date}
        for acts in (dated, fitting):
            if len(acts) == 1:
                return str(acts.pop())
    return None


def _proposed(library: Library, near: dict[str, float], cited: set[str], day: date) -> list[Proposed]:
    grounds: dict[str, dict[str, Ground]] = defaultdict(dict)
    for document, likeness in near.items():
        for row in _grounded(library, "document", document):
            grounds[str(row["target"])].setdefault(document, _ground(library, row, likeness))
    found = []
    for act, by_document in grounds.items():
        directive = library.directive(act)
        if directive is None:
            continue
        named = sorted(by_document.values(), key=lambda g: -g.likeness)
        score = sum(g.likeness for g in named)
        found.append(
            Proposed(
                directive,
                round(score, 4),
                len(named),
                tuple(named[:_GROUNDS]),
                fate_of_act(library, act, day),
                act in cited,
            )
        )
    return sorted(found, key=lambda p: (-p.score, p.act.id))


def _grounded(library: Library, column: str, value: str) -> list[dict[str, object]]:
    rows = library.records.all(
        f"SELECT * FROM link WHERE {column} = ? AND relation = ? ORDER BY document, start, rowid",  # noqa: S608 - ours
        value,
        GROUNDED,
    )
    return [dict(row) for row in rows]


def _ground(library: Library, row: dict[str, object], likeness: float) -> Ground:
    document, start, end = str(row["document"]), int(str(row["start"])), int(str(row["end"]))
    return Ground(document, printed(library, document, start, end), start, end, likeness)


def _missing(library: Library, own: Sequence[str], day: date) -> list[Companion]:
    found: dict[str, Companion] = {}
    for act in own:
        for one in (*_detailing(library, act, day), *_beside(library, act, day)):
            if one.act.id not in own and one.fate.status not in ("superseded", "repealed"):
                found.setdefault(one.act.id, one)
    return list(found.values())


def _detailing(library: Library, act: str, day: date) -> Iterable[Companion]:
    """Acts that detail or guide the basis, and those that it details, by the words that state it."""
    marks = ",".join("?" * len(detailing()))
    for own, other, words in (
        ("target", "source", "được quy định chi tiết, hướng dẫn bởi"),
        ("source", "target", "quy định chi tiết, hướng dẫn"),
    ):
        rows = library.records.all(
            f"SELECT * FROM link WHERE {own} = ? AND relation IN ({marks}) AND {other} IS NOT NULL"  # noqa: S608
            " ORDER BY document, start, rowid",
            act,
            *detailing(),
        )
        by_act: dict[str, list[dict[str, object]]] = defaultdict(list)
        for row in rows:
            by_act[row[other]].append(dict(row))
        for key, stated in by_act.items():
            directive = library.directive(key)
            if directive and _lawful(directive):
                grounds = tuple(_ground(library, row, 1.0) for row in stated[:_GROUNDS])
                yield Companion(act, directive, words, grounds, fate_of_act(library, key, day))


def _beside(library: Library, act: str, day: date) -> Iterable[Companion]:
    """Acts that most documents with this basis cite as a basis too."""
    citing = {str(row["document"]) for row in _grounded(library, "target", act)}
    if len(citing) < _BESIDE:
        return
    together: dict[str, dict[str, Ground]] = defaultdict(dict)
    for document in sorted(citing):
        for row in _grounded(library, "document", document):
            together[str(row["target"])].setdefault(document, _ground(library, row, 1.0))
    for key, by_document in together.items():
        share = len(by_document) / len(citing)
        directive = library.directive(key) if key != act else None
        if directive and len(by_document) >= _BESIDE and share >= _OFTEN and _lawful(directive):
            words = f"cùng là căn cứ trong {len(by_document)} trên {len(citing)} văn bản"
            grounds = tuple(by_document.values())[:_GROUNDS]
            yield Companion(act, directive, words, grounds, fate_of_act(library, key, day))


def _lawful(directive: Directive) -> bool:
    """Whether an act is of a kind with force of law, which a basis has a companion of."""
    return rank_of(directive.type or "", directive.issuer or "") < LOWEST or directive.type in (None, "Luật")
