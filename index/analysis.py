"""A question becomes a plan: marks restored, short forms written out, numbers, agencies and dates found.

No index is needed beyond the syllable statistics, so that all of it can be tested without one.

Reads: a question, Knowledge. Writes: Plan.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.expansion import expansions, written_out
from index.intent import Found, askings, intent, role_words
from index.knowledge import Knowledge
from index.marks import restore
from index.plan import Corrected, Plan
from index.records import Filters
from index.syllables import comparable_text
from index.terms import Asking, tells, terms_of
from index.typed_numbers import TypedNumber, typed_numbers
from index.weights import Weights
from index.wording import Asks, Role, Wording, wording
from ingest.agency import Mention, find_agencies

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff]+")
_SPACES = re.compile(r"\s+")
_ANY_ACT = frozenset({"Văn bản", "Quy định", "Ý kiến"})
_SHORTEST_TYPE = 3
"""Letters of a type's name; shorter ones are codes, which questions do not ask with."""


class BadQuestionError(ValueError):
    """A question that cannot be asked; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A question in its readings, and what stands in it."""

    text: str
    comparable: str
    restored: str | None
    askings: tuple[Found, ...]
    roles: tuple[Found, ...]
    numbers: tuple[TypedNumber, ...]
    agencies: tuple[Mention, ...]


def accepted(question: str, longest: int) -> str:
    """The question composed, without control characters and doubled spaces.

    Raises BadQuestionError where nothing is left or it is longer than `longest` characters.
    """
    if len(question) > longest:
        raise BadQuestionError(
            f"Câu hỏi dài {len(question):,} ký tự, vượt quá {longest:,} ký tự; xin rút ngắn câu hỏi.".replace(
                ",", "."
            )
        )
    text = _SPACES.sub(" ", _CONTROL.sub(" ", unicodedata.normalize("NFC", question))).strip()
    if not text:
        raise BadQuestionError("Câu hỏi trống; xin nhập nội dung cần hỏi.")
    return text


def _read(text: str, known: Knowledge, words: Wording, corrected: Corrected) -> _Reading:
    typed = typed_numbers(comparable_text(text), known.types)
    short = expansions(text, known.syllables)
    keep = [(one.start, one.end) for one in short] + [
        (one.end - len(one.text.split()[-1]), one.end) for one in typed
    ]
    restored = text if corrected.as_typed else restore(text, known.restoring, keep)
    reading = unicodedata.normalize("NFC", written_out(restored, short))
    comparable = comparable_text(reading)
    return _Reading(
        reading,
        comparable,
        restored if restored != text else None,
        askings(comparable, words),
        role_words(comparable, words),
        typed_numbers(comparable, known.types),
        tuple(m for m in find_agencies(reading) if m.kind == "body" and _is_meant(m, corrected)),
    )


def _is_meant(mention: Mention, corrected: Corrected) -> bool:
    return corrected.agencies is None or mention.canonical in corrected.agencies


def _moment(text: str, words: Wording, today: date) -> tuple[str | None, tuple[int, int]]:
    """The date for which a question asks, ISO, and where it says so; a month or year means its last day."""
    for pattern in words.moments:
        if m := pattern.search(text):
            given = m.groupdict()
            if not given.get("year"):
                return today.isoformat(), m.span()
            year, month = int(given["year"]), int(given.get("month") or 12)
            if given.get("day"):
                return _day(year, month, int(given["day"])), m.span()
            return _day(year, month, monthrange(year, month)[1] if 1 <= month <= 12 else 0), m.span()
    return None, (0, 0)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _types(read: _Reading, known: Knowledge) -> tuple[str, ...]:
    """The types of acts named where the question asks for an act, but for the words that mean any act."""
    found: list[str] = []
    for one in read.askings:
        if one.what == "act":
            asked = read.comparable[one.start : one.end]
            named = [spelled for spelled in known.types if " " in spelled or len(spelled) > _SHORTEST_TYPE]
            held = [spelled for spelled in named if re.search(rf"(?<!\w){re.escape(spelled)}(?!\w)", asked)]
            found += [known.types[max(held, key=len)]] if held else []
    return tuple(dict.fromkeys(name for name in found if name not in _ANY_ACT))


def _unique(found: Sequence[Found]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f.what for f in found))


def analyse(
    question: str,
    known: Knowledge,
    weights: Weights,
    today: date,
    as_of: str | None = None,
    corrected: Corrected = Corrected(),  # noqa: B008 - frozen
) -> Plan:
    """The plan of a question, for an answer as of a date (ISO; otherwise the one that the question says).

    What is `corrected` takes the place of what would be understood.
    Raises BadQuestionError where the question is empty or too long.
    """
    words = wording()
    text = accepted(question, weights.limits.longest_query)
    read = _read(text, known, words, corrected)
    said, where = _moment(read.comparable, words, today)
    asked: tuple[Asks, ...] = _unique(read.askings)  # type: ignore[assignment]
    roles: tuple[Role, ...] = _unique(read.roles)  # type: ignore[assignment]
    agencies = tuple(dict.fromkeys((*(m.canonical for m in read.agencies), *(corrected.agencies or ()))))
    masked = [where, *((n.start, n.end) for n in read.numbers)]
    named = [(m.start, m.end) for m in read.agencies]
    asking = Asking(read.comparable, read.askings, read.roles, masked)
    about = terms_of(replace(asking, masked=[*masked, *named]), known, words, weights.evidence)
    subject = tells(about)
    tasks_of = bool(agencies) and (
        ("tasks" in asked and "agency" not in asked) or not (subject or read.numbers)
    )
    terms = about if tasks_of else terms_of(replace(asking, agencies=named), known, words, weights.evidence)
    content = tells(terms)
    understood = intent(asked, roles, agencies=bool(agencies), numbers=bool(read.numbers), content=content)
    wanted = corrected.intent or understood
    filters = Filters(agencies=agencies if tasks_of else (), roles=roles if tasks_of else ())
    found_by = " ".join([*(t.word for t in terms if t.weight > 0), *(typed.text for typed in read.numbers)])
    return Plan(
        question,
        read.text,
        read.restored,
        wanted,
        asked,
        roles,
        agencies,
        read.numbers,
        _types(read, known),
        as_of or said,
        terms,
        found_by or read.comparable,
        found_by or read.text,
        filters,
        weights.version,
    )
