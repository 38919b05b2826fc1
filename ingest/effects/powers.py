"""Whether an act can change another at all.

A legal document is amended, replaced or repealed by one of the body that issued it, or repealed or
suspended by one of a body above (Luật Ban hành văn bản quy phạm pháp luật số 80/2015/QH13, Điều 12 khoản
1). So a decision of a province that tells how a decree was amended does nothing to the decree.

Reads: Head, Citation. Writes: yes or no.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import Citation, Head
from ingest.document_types import body_of_number, named_types, type_of_number
from ingest.force_of_acts import LOWEST, forces, rank_of
from ingest.work import has_year, name_key


@dataclass(frozen=True, slots=True)
class _Standing:
    """What decides: the rank of force, the body, whether it is a local one, the Party's, a normative act."""

    rank: int
    body: str
    local: bool
    party: bool
    normative: bool
    known: bool


def may_change(head: Head, called: str | None, act: Citation) -> bool:
    """Whether a document with this head, that calls itself so, can do anything to a cited act."""
    own = _of(
        head.number if head.number and "…" not in head.number else None, head.type or called, head.issuer
    )
    other = _of(act.number, act.type or _type_of_name(act.target_name or act.text), act.issuer)
    if own.rank > other.rank or (own.known and other.known and own.party != other.party):
        return False
    if own.local and not other.local:
        return False
    if own.known and other.normative and not own.normative:
        return bool(own.body) and own.body == other.body and not own.local
    return True


def _of(number: str | None, type_: str | None, issuer: str | None) -> _Standing:
    body = body_of_number(number) if number else None
    type_ = type_ or (type_of_number(number) if number else None) or ""
    named = body.name if body else issuer or ""
    return _Standing(
        _rank(type_, named),
        name_key(named),
        bool(body and body.place),
        bool(number and "-" in number.split("/")[0]),
        bool(number and has_year(number)) or type_ in named_types(),
        number is not None,
    )


def _rank(type_: str, issuer: str) -> int:
    """The rank of a type by this issuer; of the highest that issues it, where the issuer is not known."""
    if issuer:
        return rank_of(type_, issuer)
    return min((one.rank for one in forces() if type_ in one.types), default=LOWEST)


def _type_of_name(name: str) -> str | None:
    return next((t for t in named_types() if name.startswith(t)), None)
