"""What the provisions say that a question names, and what cannot be shown of them.

Their words come from the codification, which has what amended them, otherwise from the act's own text. No
other provision is shown in place of one that is not there.

Reads: asked provisions, a library. Writes: DirectiveAnswer records; sentences (Vietnamese).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.answering import directive_answer
from index.applying import Applying, Place
from index.asked_provisions import Asked, AskedProvision
from index.citation_check.provisions import held_of, path_of, with_article
from index.citation_check.standing import called
from index.codification.answering import provision_answer
from index.retrieval import text_of

if TYPE_CHECKING:
    from index.answers import DirectiveAnswer
    from index.library import Library
    from index.stored import Directive
    from ingest.document import Unit

_SHOWN = 2_000
"""Code points of a provision that are shown of an act's own text."""
_LONGEST_TITLE = 60
"""Code points of a title that stands beside a number."""


@dataclass(frozen=True, slots=True)
class ProvisionWords:
    """What was asked for by number."""

    directives: tuple[DirectiveAnswer, ...] = ()
    lacking: str | None = None
    """What of it cannot be shown, and why."""
    absent: bool = False
    """None of it is in its act, as far as the act is held."""
    alone: bool = False
    """Provisions are named, and nothing is asked beside them."""


def provision_words(asked: Asked, library: Library, day: str, most: int) -> ProvisionWords:
    """What the first `most` provisions say as of a day (ISO), and what cannot be shown."""
    first = asked.provisions[:most]
    told = [(one, _told(one, library, day)) for one in first]
    lacking = [one for one, answer in told if answer is None]
    absent = {one: why for one in lacking if (why := _absent(one, library))}
    said = [*absent.values(), *_unheld([one for one in lacking if one not in absent], library)]
    said += [f"Chưa nêu được {part}: {reason}" for part, reason in asked.unknown]
    if len(asked.provisions) > most:
        said.append(f"Chỉ nêu {most} phần đầu trong {len(asked.provisions)} phần được hỏi.")
    return ProvisionWords(
        tuple(answer for _, answer in told if answer),
        " ".join(said) or None,
        bool(first) and len(absent) == len(asked.provisions),
        bool(first) and asked.alone,
    )


def _told(one: AskedProvision, library: Library, day: str) -> DirectiveAnswer | None:
    return _codified(one, library, day) or _in_text(one, library, day)


def _codified(one: AskedProvision, library: Library, day: str) -> DirectiveAnswer | None:
    path, act = path_of(one.provision), one.act
    if library.codification is None or path is None or not act.number:
        return None
    return provision_answer(library.codification, act.id, act.number, path, day)


def _in_text(one: AskedProvision, library: Library, day: str) -> DirectiveAnswer | None:
    document = one.act.document
    unit = _unit(one, library.units(document)) if document else None
    if document is None or unit is None:
        return None
    end = _end(text_of(library, document).printed, unit)
    place = Place(document, unit.start, end, unit.page)
    applying = Applying(one.act, 1.0, 1.0, 1.0, 1.0, place, unit.section, own=True)
    answer = directive_answer(applying, library, day)
    return answer if end == unit.until else replace(answer, evidence=f"{answer.evidence} …")


def _unit(one: AskedProvision, units: Sequence[Unit]) -> Unit | None:
    """The unit of an act that a provision names; of what the act issues, the last one of that number.

    Of a điểm whose khoản is left out, where it is in one, the article.
    """
    article, para, point = path_of(one.provision) or ("", "", "")
    own = [u for u in units if u.kind in ("art", "para", "point")]
    found = [u for u in own if u.section == one.provision]
    if not found and point and not para:
        inside = re.compile(rf"điểm {re.escape(point)} khoản \S+ Điều {re.escape(article)}")
        if any(inside.fullmatch(u.section) for u in own):
            found = [u for u in own if u.section == f"Điều {article}"]
    return found[-1 if one.attached else 0] if found else None


def _end(text: str, unit: Unit) -> int:
    """Where to stop showing a unit: behind a line or a word, where it is long."""
    if unit.until - unit.start <= _SHOWN:
        return unit.until
    last, least = unit.start + _SHOWN, unit.start + _SHOWN // 2
    return next((at for sign in "\n " if (at := text.rfind(sign, least, last)) > 0), last)


def _absent(one: AskedProvision, library: Library) -> str | None:
    """That an act, as it is held, does not have a provision; None where that is not known."""
    act, path = one.act, path_of(one.provision)
    held = held_of(act.id, act.document, library)
    if held is None or path is None:
        return None
    if library.codification is not None and act.number:
        with_article(held, library.codification, act.number, path[0])
    judged = held.judge(one.provision)
    if judged.there is not False:
        return None
    return f"{_called(act, library)} không có {one.provision} ({judged.said})."


def _unheld(lacking: Sequence[AskedProvision], library: Library) -> Iterator[str]:
    """That words are not held, a sentence an act."""
    for act in dict.fromkeys(one.act for one in lacking):
        parts = ", ".join(one.provision for one in lacking if one.act == act)
        if act.document:
            yield f"Không tìm thấy {parts} trong toàn văn {_called(act, library)} đang có."
        else:
            where = f"{parts} của {_called(act, library)}"
            yield f"Kho văn bản chưa có nội dung {where}; xin thêm toàn văn văn bản ấy vào kho."


def _called(act: Directive, library: Library) -> str:
    title = act.title or act.name or ""
    if not act.number:
        return title or "văn bản ấy"
    short = f" ({title})" if 0 < len(title) <= _LONGEST_TITLE else ""
    return f"{called(library, act.number)}{short}"
