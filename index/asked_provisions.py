"""Provisions that a question names, as `Điều 5 Nghị định 49/2020/NĐ-CP`: what they say is what is asked for.

A question is read for citations as a document is. A provision that stands for itself belongs to the one act
that the question names. Its words come from the act's own text where the library has it, otherwise from the
codification; where both lack it, that is said, and no other article is shown in its place.

Reads: a question, a library. Writes: DirectiveAnswer records; a reason (Vietnamese).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from index.answering import directive_answer
from index.applying import Applying, Place
from index.citation_check.provisions import article_of, held_of, path_of, with_article
from index.codification.answering import provision_answer
from index.retrieval import text_of
from ingest.citations import find, provision, resolve
from ingest.document import Citation, Head, Text
from ingest.work import number_key

if TYPE_CHECKING:
    from index.answers import DirectiveAnswer
    from index.library import Library
    from index.stored import Directive
    from ingest.document import Unit

_SHOWN = 2_000
"""Code points of a provision that are shown of an act's own text, up to the end of a line."""


@dataclass(frozen=True, slots=True)
class AskedProvision:
    """A provision with the acts that its act's name may mean, the likeliest first."""

    provision: str
    """In the official form: `khoản 2 Điều 5`."""
    acts: tuple[Directive, ...]


@dataclass(frozen=True, slots=True)
class AskedProvisions:
    """What the provisions that a question names come to."""

    directives: tuple[DirectiveAnswer, ...] = ()
    absent: str | None = None
    """Why none of them can be shown, where their act is held and they are not in it."""
    unheld: str | None = None
    """Why none of them can be shown, where their act is known and its words are not."""


def asked_provisions(
    reading: str, library: Library, day: str, meant: Mapping[str, Directive], most: int
) -> AskedProvisions:
    """What the first `most` provisions say that a question names, as of a day (ISO).

    `meant` are the acts that the numbers typed in it may mean.
    """
    asked = list(islice(dict.fromkeys(_asked(reading, library, day, meant)), most))
    told = tuple(answer for one in asked if (answer := _told(one, library, day)))
    if told or not asked:
        return AskedProvisions(told)
    lacking = [why for one in asked if (why := _lacking(one, library))]
    unheld = [f"{one.provision} của {_called(one.acts[0])}" for one in asked]
    return AskedProvisions(
        absent="; ".join(lacking) or None,
        unheld=f"Kho văn bản chưa có nội dung {', '.join(unheld)}; xin thêm toàn văn văn bản ấy vào kho.",
    )


def _asked(
    reading: str, library: Library, day: str, meant: Mapping[str, Directive]
) -> Iterator[AskedProvision]:
    if not provision.find(reading):
        return
    head = Head(date=day)
    cited = resolve(find(Text(reading, reading), (), head), head, library.catalogue)
    named = {own: one for one in cited if one.kind in ("number", "name") and (own := _act(one, meant))}
    only = next(iter(named or meant)) if len(named or meant) == 1 else None
    for one in cited:
        if one.kind == "provision":
            own = _act(one, meant) or (only if one.target in (None, "self") or not named else None)
            acts = tuple(_acts(own, named.get(own or "", one), library))
            yield from (AskedProvision(part, acts) for part in one.provision if acts and path_of(part))


def _act(cited: Citation, meant: Mapping[str, Directive]) -> str | None:
    """The act that a citation means: as the catalogue knows it, or by the number that was typed."""
    if cited.resolved:
        return cited.resolved
    key = number_key(cited.number or cited.target or "")
    return next((own for own, act in meant.items() if act.number and number_key(act.number) == key), None)


def _acts(identity: str | None, cited: Citation, library: Library) -> Iterator[Directive]:
    """The act itself, then others of its name, the later first."""
    act = library.directive(identity or "")
    if act is None:
        return
    yield act
    named = library.catalogue.named(cited.target_name) if cited.target_name else ()
    for work in sorted(named, key=lambda one: one.date, reverse=True):
        if work.id != act.id and (other := library.directive(work.id)):
            yield other


def _told(one: AskedProvision, library: Library, day: str) -> DirectiveAnswer | None:
    for act in one.acts:
        for told in (_in_text, _codified):
            if found := told(one.provision, act, library, day):
                return found
    return None


def _in_text(asked: str, act: Directive, library: Library, day: str) -> DirectiveAnswer | None:
    if act.document is None:
        return None
    unit = _unit(asked, library.units(act.document))
    if unit is None:
        return None
    end = unit.until
    if end - unit.start > _SHOWN:
        line_end = text_of(library, act.document).printed.rfind("\n", unit.start, unit.start + _SHOWN)
        end = line_end if line_end > 0 else unit.start + _SHOWN
    place = Place(act.document, unit.start, end, unit.page)
    return directive_answer(Applying(act, 1.0, 1.0, 1.0, 1.0, place, asked, own=True), library, day)


def _unit(asked: str, units: Iterable[Unit]) -> Unit | None:
    return next((u for u in units if u.kind in ("art", "para", "point") and u.section == asked), None)


def _codified(asked: str, act: Directive, library: Library, day: str) -> DirectiveAnswer | None:
    path = path_of(asked)
    if library.codification is None or path is None or not act.number:
        return None
    return provision_answer(library.codification, act.id, act.number, path, day)


def _lacking(one: AskedProvision, library: Library) -> str | None:
    """Why an act does not have a provision; None where that is not known."""
    act, article = one.acts[0], article_of(one.provision)
    held = held_of(act.id, act.document, library)
    if held is None or article is None:
        return None
    if library.codification is not None and act.number:
        with_article(held, library.codification, act.number, article)
    judged = held.judge(one.provision)
    if judged.there is not False:
        return None
    return f"{_called(act)} không có {one.provision} ({judged.said})."


def _called(act: Directive) -> str:
    return " ".join(part for part in (act.type, act.number or act.name or act.title) if part)
