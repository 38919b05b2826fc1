"""Acts by the numbers that are typed for them, so that no question looks at every act there is.

Reads: directives, typed numbers. Writes: directives by id.
"""

from __future__ import annotations

from collections.abc import Iterable

from index.stored import Directive
from index.typed_numbers import TypedNumber, fits, parts


class NumberedActs:
    """Some acts; which of them a typed number may mean."""

    def __init__(self, acts: Iterable[Directive]) -> None:
        self._acts = tuple(acts)
        self._by_number: dict[int, list[int]] = {}
        self._named: list[int] = []
        """Those with a digit in their name: a plan known by another number than its own is found by it."""
        for at, act in enumerate(self._acts):
            if act.number and (own := parts(act.number)):
                self._by_number.setdefault(own.number, []).append(at)
            if any(sign.isdigit() for sign in _name(act)):
                self._named.append(at)

    def meant(self, numbers: Iterable[TypedNumber]) -> dict[str, Directive]:
        """The acts that one of the numbers may mean, by id, in the order in which they were given."""
        typed = tuple(numbers)
        near = {at for one in typed for at in self._near(one)}
        return {act.id: act for at in sorted(near) if any(_fits(one, act := self._acts[at]) for one in typed)}

    def _near(self, typed: TypedNumber) -> Iterable[int]:
        yield from self._by_number.get(typed.number, ())
        if typed.type:
            yield from self._named


def _fits(typed: TypedNumber, act: Directive) -> bool:
    return fits(typed, act.number or "", act.type, act.year, _name(act))


def _name(act: Directive) -> str:
    return act.name or act.title or ""
