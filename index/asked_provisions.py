"""Provisions that a question names: `Điều 5 Nghị định 06/2014/NĐ-CP`, `luật công chứng điều 8`.

A question is read for citations as a document is. A provision that stands by itself belongs to the act beside
which it stands, with nothing but words of asking between them; otherwise to none.

Reads: a question in its reading, a library; corpus/vocabulary/question_words.toml. Writes: AskedProvision.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.articles.reading import content
from index.asked_acts import AskedAct, Known, asked_acts, left_over, named_in_full
from index.citation_check.provisions import path_of
from index.syllables import words
from index.weights import weights
from ingest.citations import find, provision, resolve
from ingest.document import Citation, Head, Text
from ingest.vocabulary import tables

if TYPE_CHECKING:
    from index.library import Library
    from index.stored import Directive


@dataclass(frozen=True, slots=True)
class AskedProvision:
    """A provision in the official form (`khoản 2 Điều 5`), and its act."""

    provision: str
    act: Directive
    attached: bool = False
    """It belongs to what the act issues: `Quy chế ban hành kèm theo Quyết định …`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question names."""

    provisions: tuple[AskedProvision, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    """Provisions whose act is not known, each with the reason (Vietnamese)."""
    alone: bool = False
    """The question asks for nothing beside them."""


def asked_provisions(reading: str, library: Library, day: str, meant: Mapping[str, Directive]) -> Asked:
    """The provisions that a question names, its acts as they stood on a day (ISO).

    `meant` are the acts that the numbers typed in it may mean, by id.
    """
    spelled = _as_documents_do(reading)
    if not provision.find(spelled):
        return Asked()
    text = named_in_full(spelled, library)
    head, known = Head(date=day), Known(library, day, meant)
    cited = resolve(find(Text(text, text), (), head), head, library.catalogue)
    acts = asked_acts(text, cited, known)
    found: dict[AskedProvision, None] = {}
    unknown: dict[tuple[str, str], None] = {}
    provisions = [c for c in cited if c.kind == "provision"]
    for one in provisions:
        own = _own(one, text, acts, known)
        act = library.directive(own.identity) if own and own.identity else None
        for part in filter(path_of, one.provision):
            if act is not None:
                found[AskedProvision(part, act, _attached().search(one.text) is not None)] = None
            elif acts or (own and own.reason):
                unknown[part, (own and own.reason) or "không rõ của văn bản nào."] = None
    spans = [(act.start, act.end) for act in acts] + [(one.start, one.end) for one in provisions]
    spans += [joint.span() for joint in _between().finditer(text)]
    alone = left_over(text, spans) < weights().codification.least
    return Asked(tuple(found), tuple(unknown), alone)


def _as_documents_do(reading: str) -> str:
    """A question whose provisions are no headings before their acts, and have no capital letter."""
    typed = tables("question_words.toml")["provision_as_typed"]
    inline = re.sub(typed["headed"], r"\1 ", reading)
    return re.sub(typed["capital"], lambda found: found[1] + found[2].lower(), inline)


def _own(cited: Citation, text: str, acts: Sequence[AskedAct], known: Known) -> AskedAct | None:
    """The act of a provision, by its own words or by what it stands beside; None where there is none."""
    if cited.target not in (None, "self"):
        return AskedAct(cited.start, cited.end, known.act(cited), cited.reason)
    behind = [act for act in acts if act.start >= cited.end and _joined(text[cited.end : act.start])]
    if behind:
        return behind[0]
    before = [act for act in acts if act.end <= cited.start and _joined(text[act.end : cited.start])]
    return before[-1] if before and _ends(text[cited.end :]) else None


def _joined(between: str) -> bool:
    return _beside().fullmatch(between) is not None


def _ends(behind: str) -> bool:
    """Whether a reference ends here: no other thing follows of which the provision could be."""
    rest = _beside().sub("", behind, count=1)
    following = words(rest)[:1]
    return not following or content(rest)[:1] != tuple(following) or provision.find(behind) != []


@cache
def _between() -> re.Pattern[str]:
    between = sorted(tables("question_words.toml")["provision_of_act"]["between"], key=len, reverse=True)
    return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(map(re.escape, between))})(?!\w)")


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(rf"(?:[\s,;.:()–-]|{_between().pattern.removeprefix('(?i)')})*", re.IGNORECASE)


@cache
def _attached() -> re.Pattern[str]:
    return re.compile("(?i)" + re.escape(tables("question_words.toml")["provision_of_act"]["attached"]))
