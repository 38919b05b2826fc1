"""The labels behind a unit's word in a provision: `a, b và đ`, `5 đến 9`, `II`; lists and ranges, one by one.

Reads: the matching text behind a unit's word; corpus/vocabulary/provisions.toml. Writes: labels.
"""

from __future__ import annotations

import re
from functools import cache

from ingest.citations import vocabulary
from ingest.numerals import LETTERS, roman, to_roman
from ingest.provisions import levels

MOST = 200
"""More units or labels than this are no list that somebody wrote."""
SPACE = "[ \u00a0]"


def read(text: str, at: int, word: str) -> tuple[list[str], int]:
    """The labels behind a unit's word, ranges expanded, and where they end."""
    label = re.compile(levels()[word].label)
    space = re.compile(rf"{SPACE}+").match(text, at)
    if space is None:
        return [], at
    first = label.match(text, space.end())
    if first is None or not _ends(text, first):
        return [], at
    labels, end = [_label(first)], first.end()
    while len(labels) < MOST:
        more, end_of_more = _more(text, end, label, word, labels[-1])
        if not more:
            return labels, end
        labels += more
        end = end_of_more
    return labels, end


def _more(text: str, at: int, label: re.Pattern[str], word: str, last: str) -> tuple[list[str], int]:
    if to := vocabulary.words("label_range").match(text, at):
        again = re.compile(rf"{word}{SPACE}+", re.IGNORECASE).match(text, to.end())
        upper = label.match(text, again.end() if again else to.end())
        if upper and _ends(text, upper):
            through = _range(last, _label(upper))
            if through:
                return through, upper.end()
    if joint := vocabulary.words("label_joint").match(text, at):
        following = label.match(text, joint.end())
        if following and _ends(text, following) and after_label().match(text, following.end()):
            if _label(following).isdigit() and ";" in joint.group():
                return [], at
            return [_label(following)], following.end()
    return [], at


@cache
def after_label() -> re.Pattern[str]:
    """What may follow a label in running text: the end of a clause, or a word that no name goes on with."""
    words = vocabulary.one_of("after_label")
    return re.compile(rf"[ \u00a0]*(?:$|[\n,;.:)\]”\"|/(–-]|(?:{words})(?!\w))", re.IGNORECASE)


def _ends(text: str, label: re.Match[str]) -> bool:
    after = text[label.end() : label.end() + 2]
    return not (
        after[:1].isalnum()
        or after[:1] == "_"
        or (after[:1] in "/.,-" and after[1:2].isdigit() and after[:1] != ",")
        or after[:1] == "%"
    )


def _label(match: re.Match[str]) -> str:
    label = re.sub(r"\s+", " ", match.group().strip('“”") .-'))
    return re.sub(r"^số ", "", label)


def _range(low: str, high: str) -> list[str]:
    """What comes behind `low` up to `high`; empty where that is no range."""
    if low.isdigit() and high.isdigit() and 0 < int(high) - int(low) <= 150:
        return [str(n) for n in range(int(low) + 1, int(high) + 1)]
    if (
        low in LETTERS
        and high in LETTERS
        and len(low) == len(high) == 1
        and LETTERS.index(low) < LETTERS.index(high)
    ):
        return list(LETTERS[LETTERS.index(low) + 1 : LETTERS.index(high) + 1])
    romans = roman(low), roman(high)
    if romans[0] and romans[1] and 0 < romans[1] - romans[0] <= 40:
        return [to_roman(n) for n in range(romans[0] + 1, romans[1] + 1)]
    return []
