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
from index.asked_acts import AskedAct, Known, asked_acts, named_in_full
from index.citation_check.provisions import path_of
from index.weights import weights
from ingest.citations import find, provision, resolve
from ingest.document import Citation, Head, Text
from ingest.vocabulary import tables

if TYPE_CHECKING:
    from index.library import Library
    from index.stored import Directive
    from index.typed_numbers import TypedNumber

_HEADED = re.compile(r"(?i)(?<!\w)(điều \d{1,4}[a-zđ]?) ?[.:](?= )")
_CAPITAL = re.compile(r"(?<!\w)([Đđ]iều \d{1,4})([A-ZĐ])(?!\w)")


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


def asked_provisions(
    reading: str, numbers: Sequence[TypedNumber], library: Library, day: str, meant: Mapping[str, Directive]
) -> Asked:
    """The provisions that a question names, its acts as they stood on a day (ISO).

    `numbers` are those typed in it, `meant` the acts that these may mean, by id.
    """
    spelled = _CAPITAL.sub(lambda m: m[1] + m[2].lower(), _HEADED.sub(r"\1 ", reading))
    if not provision.find(spelled):
        return Asked()
    text = named_in_full(spelled, library)
    head, known = Head(date=day), Known(library, day, meant)
    cited = resolve(find(Text(text, text), (), head), head, library.catalogue)
    acts = asked_acts(cited, numbers if len(text) == len(reading) else (), known)
    found: dict[AskedProvision, None] = {}
    unknown: dict[tuple[str, str], None] = {}
    provisions = [c for c in cited if c.kind == "provision"]
    for one in provisions:
        own = _own(one, text, acts, known)
        act = library.directive(own.identity) if own and own.identity else None
        for part in filter(path_of, one.provision):
            if act is not None:
                found[AskedProvision(part, act, _attached().search(one.text) is not None)] = None
            elif own and own.reason:
                unknown[part, own.reason] = None
    spans = [(act.start, act.end) for act in acts] + [(one.start, one.end) for one in provisions]
    alone = len(content(_without(text, spans))) < weights().codification.least
    return Asked(tuple(found), tuple(unknown), alone)


def _own(cited: Citation, text: str, acts: Sequence[AskedAct], known: Known) -> AskedAct | None:
    """The act of a provision, by its own words or by what it stands beside; None where there is none."""
    if cited.target not in (None, "self"):
        return AskedAct(cited.start, cited.end, known.act(cited), cited.reason)
    between = [(text[cited.end : act.start], act) for act in acts if act.start >= cited.end]
    between += [(text[act.end : cited.start], act) for act in reversed(acts) if act.end <= cited.start]
    return next((act for words, act in between if _beside().fullmatch(words)), None)


@cache
def _beside() -> re.Pattern[str]:
    words = sorted(tables("question_words.toml")["provision_of_act"]["between"], key=len, reverse=True)
    return re.compile(rf"(?i)(?:[\s,;.:()–-]|(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w))*")


@cache
def _attached() -> re.Pattern[str]:
    words = tables("question_words.toml")["provision_of_act"]["attached"]
    return re.compile("(?i)" + "|".join(map(re.escape, words)))


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text without some places."""
    signs = list(text)
    for start, end in spans:
        signs[start:end] = " " * (end - start)
    return "".join(signs)
