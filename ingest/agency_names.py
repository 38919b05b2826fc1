"""The names that the vocabulary holds, and how names grow: places, nouns of groups, heads of open names.

Reads: corpus/vocabulary/{agencies,levels,agency_patterns,task_verbs}.toml. Writes: lookups by words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from ingest.agency_words import Phrases
from ingest.vocabulary import agencies, bodies, provinces, tables

_DEPARTMENT = ("Sở ", "Bộ ")


@dataclass(frozen=True, slots=True)
class Name:
    """A closed name: its canonical form, and whether it is a base that takes a level (`Công an` + `tỉnh`)."""

    canonical: str
    kind: Literal["agency", "base"]
    exact: bool = False
    """A short form that counts only as printed in capitals."""


def _short(form: str) -> bool:
    letters = [c for c in form if c.isalpha()]
    return bool(letters) and len(letters) <= 3 and all(c.isupper() for c in letters)


@cache
def names() -> Phrases[Name]:
    """Every closed name and short form."""
    found: Phrases[Name] = Phrases()
    for agency in agencies():
        for form in (agency.name, *agency.aliases, *agency.abbreviations, *agency.former_names):
            found.add(form, Name(agency.name, "agency", _short(form)))
        for head in _DEPARTMENT:
            if agency.name.startswith(head):
                for form in (*agency.in_lists, *agency.abbreviations):
                    found.add(head + form, Name(agency.name, "agency"))
    for body in bodies():
        for form in (body.base, *body.aliases, *body.abbreviations):
            found.add(form, Name(body.base, "base", _short(form)))
    return found


@cache
def bases() -> Phrases[Name]:
    """Bodies that take a level, without it."""
    found: Phrases[Name] = Phrases()
    for body in bodies():
        for form in (body.base, *body.aliases, *body.abbreviations):
            found.add(form, Name(body.base, "base", _short(form)))
    return found


@cache
def branches(head: str) -> Phrases[str]:
    """What may follow a shared head (`sở`, `bộ`) in a list: `Tư pháp`, with the whole name."""
    start = head.capitalize() + " "
    found: Phrases[str] = Phrases()
    for agency in agencies():
        if agency.name.startswith(start) and agency.kind in ("sở", "bộ"):
            for form in (agency.name.removeprefix(start), *agency.in_lists, *agency.aliases):
                found.add(form.removeprefix(start), agency.name)
    return found


@cache
def listed(key: str, file: str = "agency_patterns.toml") -> tuple[str, ...]:
    """A list of agency_patterns.toml, or of another file, in its order."""
    return tuple(tables(file)[key])


@cache
def provinces_named() -> Phrases[str]:
    """The provinces and cities, present and former."""
    return Phrases((form, p.name) for p in provinces() for form in (p.name, *p.aliases))


@cache
def phrases(key: str) -> Phrases[str]:
    """A list of agency_patterns.toml as phrases."""
    return Phrases((p, p) for p in listed(key))


@cache
def verbs() -> Phrases[str]:
    """Words that open what somebody is to do."""
    return Phrases((p, p) for p in listed("verbs", "task_verbs.toml"))


@cache
def adverbs() -> Phrases[str]:
    """Words that may stand before such a verb."""
    return Phrases((p, p) for p in listed("adverbs", "task_verbs.toml"))


@cache
def modifiers() -> Phrases[bool]:
    """What may follow a group's nouns; True where more words follow up to a verb or a mark."""
    return Phrases((p.removesuffix(" ~"), p.endswith("~")) for p in listed("group_modifiers"))


def nearest(name: str) -> str | None:
    """The one department or ministry a single letter away from a misprinted name: `Sở Sây dựng`."""
    if not name.startswith(_DEPARTMENT):
        return None
    lower = name.lower()
    close = [
        a.name
        for a in agencies()
        if a.name.startswith(_DEPARTMENT) and _one_letter_apart(a.name.lower(), lower)
    ]
    return close[0] if len(close) == 1 else None


def _one_letter_apart(a: str, b: str) -> bool:
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1
