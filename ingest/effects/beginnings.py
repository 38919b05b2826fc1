"""Since when a text binds, the whole of it and parts that begin on days of their own.

    Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026.
    Khoản 13 Điều 1 Thông tư này có hiệu lực thi hành kể từ ngày 01 tháng 01 năm 2018.

The first sentence about the whole counts: forms in appendices have such sentences too. The text calls
itself by its type; a regulation that a decision carries is not the decision.

Reads: the matching text, sentences, Head, Citations. Writes: Effect records (`begins`, `lapses`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.document import Citation, Effect, Head
from ingest.effects.days import first_after, told
from ingest.effects.sentences import Sentence
from ingest.effects.vocabulary import words

_GAP = 400
"""Code points that may stand between what a text calls itself and the words of effect."""


def self_type(head: Head, said: Sequence[Sentence], text: str) -> str | None:
    """What a text calls itself: its head's type, or the type of its first sentence on effect."""
    if head.type:
        return head.type
    for sentence in said:
        if found := _whole(text, sentence, None):
            return found[0]
    return None


def names_itself(text: str, start: int, end: int, type_: str | None) -> re.Match[str] | None:
    """Where a stretch calls the text by its own type with `này`."""
    for m in words("self").finditer(text, start, end):
        if type_ is None or type_.startswith(m["type"]):  # a joint circular calls itself `Thông tư này`
            return m
    return None


def beginnings(
    text: str, said: Sequence[Sentence], head: Head, citations: Sequence[Citation]
) -> Iterator[Effect]:
    """The sentences by which the text takes effect."""
    type_ = self_type(head, said, text)
    whole = False
    parts = _provisions_by_place(citations)
    for sentence in said:
        found = _whole(text, sentence, type_)
        if found is None:
            continue
        _, subject, at = found
        provisions = tuple(
            p
            for start, end, listed in parts
            if sentence.start <= start < subject.start() and end >= subject.start() - 2
            for p in listed
        )
        if not provisions and (whole or subject.start() - sentence.start > _LEAD):
            continue
        when = told(text, at, sentence.end, head)
        if when is None:
            continue
        whole = whole or not provisions
        exception = words("exception").search(text, when.end, sentence.end)
        yield Effect(
            "begins",
            sentence.start,
            sentence.end,
            provisions=provisions,
            partly=bool(provisions),
            day=when.day,
            counted=when.counted,
            exception=text[exception.start() : sentence.end].strip(" ,.") if exception else "",
        )
        ended = first_after(text, when.end, sentence.end, when.day) if when.day and not provisions else None
        if ended:
            yield Effect("lapses", sentence.start, sentence.end, day=ended, counted="written")


_LEAD = 4
"""Code points that may stand before a text's own name where it speaks of the whole of itself."""


def _whole(text: str, sentence: Sentence, type_: str | None) -> tuple[str, re.Match[str], int] | None:
    """What the text calls itself in a sentence of effect, where, and where the words of effect end."""
    subject = names_itself(text, sentence.start, sentence.end, type_)
    if subject is None:
        return None
    if words("before_self").search(text, max(sentence.start, subject.start() - 14), subject.start()):
        return None
    for m in words("beginning").finditer(text, subject.end(), min(sentence.end, subject.end() + _GAP)):
        gap = text[subject.end() : m.start()]
        if not words("otherwise").search(gap):
            return subject["type"], subject, m.end()
    return None


def _provisions_by_place(citations: Sequence[Citation]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Provisions of the text itself, by place."""
    return [(c.start, c.end, c.provision) for c in citations if c.kind == "provision" and c.target == "self"]
