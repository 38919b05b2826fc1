"""What differs from a number by one sign, from a name by one word: looked up in closed lists, never guessed.

Reads: keys of numbers and names. Writes: keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_SIGNS = "0123456789abcdđeêghiklmnopqrstuvxyâăôơư/-"


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


def one_word_away(key: str, names: Mapping[str, str]) -> list[str]:
    """The values of names that have as many words as this one and all but one in common, at its place."""
    words = key.split()
    if len(words) < 3:
        return []
    found = []
    for name, value in names.items():
        others = name.split()
        if len(others) == len(words) and sum(a != b for a, b in zip(words, others, strict=True)) == 1:
            found.append(value)
    return list(dict.fromkeys(found))
