"""What kind of answer a question wants, by rules over the words that people ask with.

Reads: a question in its comparable spelling. Writes: the ways of asking found in it; an intent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.plan import Intent
from index.wording import Asks, Role, Wording


@dataclass(frozen=True, slots=True)
class Found:
    """Words of the question that ask for something (or name a role), and where they stand."""

    what: Asks | Role
    start: int
    end: int


def _longest(found: Iterable[Found]) -> tuple[Found, ...]:
    """Where matches overlap the longest stays; in order of place."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda f: f.start))


def askings(text: str, wording: Wording) -> tuple[Found, ...]:
    """The ways of asking in a question (comparable spelling), in order; the longest where several overlap."""
    return _longest(
        Found(asking.asks, m.start(), m.end())
        for asking in wording.askings
        for m in asking.pattern.finditer(text)
    )


def role_words(text: str, wording: Wording) -> tuple[Found, ...]:
    """The words of roles in a question (comparable spelling), in order."""
    return _longest(
        Found(role.role, m.start(), m.end()) for role in wording.roles for m in role.pattern.finditer(text)
    )


def intent(
    asked: Sequence[Asks], roles: Sequence[Role], *, agencies: bool, numbers: bool, content: bool
) -> Intent:
    """The kind of answer wanted.

    `agencies` and `numbers` say whether the question names any, `content` whether it names a subject beside
    them.
    """
    if not (agencies or numbers or content):
        return "none"
    if "agency" in asked:
        return "lead"
    if "act" in asked:
        return "directive"
    if "tasks" in asked:
        return "lead" if agencies else "search"
    if agencies and not content and not numbers:
        return "lead"
    if numbers and (not content or "content" in asked or not roles):
        return "lookup"
    if "deadline" in asked or "lead" in roles or "coordinate" in roles:
        return "lead"
    return "search"
