"""What is remembered of a library, kept by the library itself: it goes when that is let go.

A cache of the whole process would keep every generation that was ever served, and their files with it.

Reads: functions of a library. Writes: the same, which remember.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

_Of = TypeVar("_Of")
_Rest = ParamSpec("_Rest")
_Made = TypeVar("_Made")
_HELD = "_remembered"


def of_library(
    most: int,
) -> Callable[[Callable[Concatenate[_Of, _Rest], _Made]], Callable[Concatenate[_Of, _Rest], _Made]]:
    """Makes a function remember its latest `most` values, for each library its own.

    The other arguments must be hashable.
    """

    def remembering(
        made: Callable[Concatenate[_Of, _Rest], _Made],
    ) -> Callable[Concatenate[_Of, _Rest], _Made]:
        @wraps(made)
        def remembered(library: _Of, /, *rest: _Rest.args, **named: _Rest.kwargs) -> _Made:
            held: dict[object, Callable[..., Any]] = vars(library).setdefault(_HELD, {})
            found = held.get(made)
            if found is None:
                found = held.setdefault(made, lru_cache(maxsize=most)(partial(made, library)))
            value: _Made = found(*rest, **named)
            return value

        return remembered

    return remembering


def forget(library: object) -> None:
    """Lets go of all that is remembered of a library."""
    vars(library).pop(_HELD, None)
