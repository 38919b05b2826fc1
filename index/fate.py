"""What became of an act by a day: in force, amended, superseded, repealed; with the words that say so.

    fate_of(library, "41/2019/QH14", date(2026, 11, 27))
    # Fate("superseded", since=date(2026, 7, 1), by="127/2025/QH15", sentence="Luật Thi hành án …", …)

Nothing is stated without words: what neither a text of the library nor a source of the catalogue nor a
release of the codification says is `unknown`. Texts come first, then sources, then the release.

Reads: the library. Writes: Fate.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from index import fate_sources
from index.fate_record import Fate, FateBasis, FateCertainty, FateStatus
from index.statements import Statement, of_act
from ingest.provisions import touches, within
from ingest.work import number_key

if TYPE_CHECKING:
    from index.library import Library

__all__ = [
    "Fate",
    "FateBasis",
    "FateCertainty",
    "FateStatus",
    "act_of",
    "acts_numbered",
    "fate_of",
    "fate_of_act",
]


def fate_of(library: Library, number: str, as_of: date, provision: str | None = None) -> Fate:
    """The standing of the act with this number (or directive id) on a day; of a provision of it, where named.

    `unknown` where nothing says it, and where several acts bear the number.
    """
    act = act_of(library, number)
    return fate_of_act(library, act, as_of, provision) if act else Fate("unknown", as_of)


def act_of(library: Library, number: str) -> str | None:
    """The directive id that a number (or an id) means; None where none or several acts bear it."""
    if library.directive(number):
        return number
    found = acts_numbered(library, number)
    return found.pop() if len(found) == 1 else None


def acts_numbered(library: Library, number: str) -> set[str]:
    """The directive ids of all acts that bear a number."""
    plain = "".join(c.lower() if c.isascii() else c for c in number)  # as both kinds of SQL lower letters
    rows = library.records.all("SELECT id FROM directive WHERE lower(number) = ?", plain)
    found = {str(row["id"]) for row in rows}
    same = (w.id for w in library.catalogue.numbered(number) if number_key(w.number) == number_key(number))
    return found | set(same)


def fate_of_act(library: Library, act: str, as_of: date, provision: str | None = None) -> Fate:
    """The standing of the act with this directive id."""
    said = of_act(library, act)
    day = as_of.isoformat()
    work = library.catalogue.get(act)
    ended = _first(said, day, ("superseded", "repealed", "lapses"), provision)
    if ended:
        return _fate(ended.kind, as_of, ended)
    by_source = fate_sources.ended(work, as_of) if work else None
    if by_source:
        return by_source
    began = _beginning(said, provision)
    if began and began.day and day < began.day:
        return _fate("not_yet_in_force", as_of, began)
    suspended = _first(said, day, ("suspended",), provision)
    if suspended:
        return _fate("suspended", as_of, suspended)
    changed = _changed(said, day, provision)
    if changed:
        return _fate(changed[0], as_of, changed[1])
    sourced = fate_sources.standing(library, act, work, as_of, provision)
    if began and began.day and (sourced is None or sourced.status in ("in_force", "unknown")):
        sure = _still_stands(said, day) or (sourced is not None and sourced.certainty == "stated")
        return _fate("in_force", as_of, began, "stated" if sure else "unopposed")
    return sourced or Fate("unknown", as_of)


def _beginning(said: list[Statement], provision: str | None) -> Statement | None:
    """The sentence by which the act takes effect; the provision's own, where it has one."""
    begun = [s for s in said if s.kind == "begins" and s.day]
    if provision:
        own = [s for s in begun if any(within(provision, p) for p in s.provisions)]
        if own:
            return own[0]
    return next((s for s in begun if not s.provisions), None)


def _first(
    said: list[Statement], day: str, kinds: tuple[str, ...], provision: str | None
) -> Statement | None:
    """The first statement of these kinds that holds on a day for all that is asked."""
    found = [
        s
        for s in said
        if s.kind in kinds
        and _holds(s, day)
        and (not s.partly or (provision is not None and any(within(provision, p) for p in s.provisions)))
    ]
    return min(found, key=lambda s: s.day or s.stated or "", default=None)


def _changed(said: list[Statement], day: str, provision: str | None) -> tuple[FateStatus, Statement] | None:
    """The latest statement on a part: `partly_expired` where one ended, `amended` where one was rewritten."""
    found = [
        s
        for s in said
        if s.kind not in ("begins", "lapses") and s.partly and _holds(s, day) and _concerns(s, provision)
    ]
    ended = [s for s in found if s.kind in ("superseded", "repealed")]
    rewritten = [s for s in found if s.kind in ("amended", "corrected")]
    by_status: tuple[tuple[FateStatus, list[Statement]], ...] = (
        ("partly_expired", ended),
        ("amended", rewritten),
    )
    for status, statements in by_status:
        if statements:
            in_order = sorted(statements, key=lambda s: (s.day or s.stated or "", bool(s.day)))
            return status, in_order[-1]
    return None


def _concerns(said: Statement, provision: str | None) -> bool:
    if provision is None:
        return True
    return bool(said.provisions) and any(touches(provision, p) for p in said.provisions)


def _holds(said: Statement, day: str) -> bool:
    """Whether it is so on a day: from its day on; where none is told, once the text saying so is written."""
    since = said.day or said.stated
    return since is not None and since <= day


def _still_stands(said: list[Statement], day: str) -> bool:
    """Whether a text says that the act ends on a later day, and so that it has not ended."""
    return any(
        s.kind in ("superseded", "repealed", "lapses") and not s.partly and s.day is not None and s.day > day
        for s in said
    )


def _fate(status: str, as_of: date, said: Statement, certainty: FateCertainty = "stated") -> Fate:
    return Fate(
        status="repealed" if status == "lapses" else status,  # type: ignore[arg-type]
        as_of=as_of,
        since=_day(said.day),
        by=said.by,
        sentence=said.sentence,
        document=said.document,
        start=said.start,
        end=said.end,
        certainty=certainty,
        basis="text" if said.document else "release",
        exception=said.exception,
        provisions=said.provisions,
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
