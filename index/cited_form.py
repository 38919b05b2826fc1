"""How an act is cited in an official document: the one place that holds the rule.

Nghị định 30/2020/NĐ-CP, phụ lục I, phần II, mục 6 điểm a: an act that is cited for the first time is given
with its type, number and sign, date, issuing body and trích yếu (of a law or an ordinance: type and name);
afterwards with its type, number and sign. Party papers follow the same order by Hướng dẫn 36-HD/VPTW. Days
below 10 and months 1 and 2 take a 0 before them (the same decree, mục 4).

Laws of one name replace each other, so a checked citation of a law says which is meant: `which=True` adds
number and date behind the name.

Reads: heads, records, corpus/vocabulary/cited_form.toml, document_types.toml. Writes: the words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol

from ingest.document_types import named_types
from ingest.vocabulary import tables


class Headed(Protocol):
    """What is known of an act from its head or from the catalogue."""

    @property
    def number(self) -> str | None: ...  # noqa: D102

    @property
    def type(self) -> str | None: ...  # noqa: D102

    @property
    def date(self) -> str | None: ...  # noqa: D102

    @property
    def issuer(self) -> str | None: ...  # noqa: D102

    @property
    def title(self) -> str | None: ...  # noqa: D102


def is_named(kind: str | None) -> bool:
    """Whether acts of a type are cited by type and name: laws, ordinances."""
    return kind in named_types()


def first_citation(act: Headed, *, which: bool = False) -> str:
    """An act as it is cited for the first time; what is not known is left out."""
    kind = act.type or "Văn bản"
    title = " ".join((act.title or "").split())
    number = f"số {act.number}" if act.number else ""
    if is_named(kind) and title:
        name = _named(title, kind)
        return _joined(name, number, spelled_day(act.date)) if which else name
    issuer = f"của {act.issuer}" if act.issuer else ""
    return _joined(kind, number, spelled_day(act.date), issuer, _about(title, kind))


def spelled_day(iso: str | None) -> str:
    """`ngày 05 tháng 9 năm 2019`; empty where the day is not wholly known."""
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", iso or "")
    if match is None:
        return ""
    # The zero keeps anybody from putting a figure in front.
    month = match[2] if match[2] in ("01", "02") else match[2].lstrip("0")
    return f"ngày {match[3]} tháng {month} năm {match[1]}"


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _named(title: str, kind: str) -> str:
    """A law's name with its type before it, not in capitals throughout."""
    if title.lower().startswith(kind.lower()):
        title = title[len(kind) :].strip()
    return f"{kind} {title.capitalize() if title.isupper() else title}".strip()


def _about(title: str, kind: str) -> str:
    """The trích yếu as it goes on in a sentence: `quy định …`, `về …`."""
    if title.lower().startswith(kind.lower() + " "):
        title = title[len(kind) :].strip()
    if title.isupper():
        title = title.lower()
    if not title or title[0] in '“"':
        return title
    lowered = title[0].lower() + title[1:] if title[:2] == title[:2].capitalize() else title
    starts = _listed("title_starts")
    return lowered if lowered.lower().startswith(starts) else f"về {lowered}"


@cache
def _listed(name: str) -> tuple[str, ...]:
    return tuple(tables("cited_form.toml")[name])
