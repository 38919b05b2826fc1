"""What differs from a number by one sign, from a name by one word: looked up in closed lists, never guessed.

Reads: keys of numbers and names. Writes: keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

_SIGNS = "0123456789abcdđeêghiklmnopqrstuvxyâăôơư/-"
_SHORTEST = 3
"""Words of a name that is looked for so."""


def one_sign_away(key: str) -> Iterator[str]:
    """Every string that one changed, lost, added or exchanged sign makes of a number's key."""
    for at in range(len(key)):
        if at + 1 < len(key) and key[at] != key[at + 1]:
            yield key[:at] + key[at + 1] + key[at] + key[at + 2 :]
        yield key[:at] + key[at + 1 :]
        for sign in _SIGNS:
            if sign != key[at]:
                yield key[:at] + sign + key[at + 1 :]
    for at in range(len(key) + 1):
        for sign in _SIGNS:
            yield key[:at] + sign + key[at:]


class NamesByHalves:
    """Names to be found by one that differs in a word: the one half or the other of the two is the same."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._halves: dict[int, list[str]] = {}
        for name in names:
            for half in _halves(name.split()):
                self._halves.setdefault(half, []).append(name)

    def one_word_away(self, key: str) -> list[str]:
        """The values of names that have as many words as this one and all but one in common, at its place."""
        words = key.split()
        if len(words) < _SHORTEST:
            return []
        near = dict.fromkeys(name for half in _halves(words) for name in self._halves.get(half, ()))
        return list(dict.fromkeys(self._names[name] for name in near if _one_apart(words, name.split())))


def _halves(words: Sequence[str]) -> tuple[int, int]:
    """Both halves with the number of words; as numbers, since halves as long as names would fill memory."""
    middle = len(words) // 2
    return hash((len(words), 0, *words[:middle])), hash((len(words), 1, *words[middle:]))


def _one_apart(words: Sequence[str], others: Sequence[str]) -> bool:
    return len(others) == len(words) and sum(a != b for a, b in zip(words, others, strict=True)) == 1
