"""Capitals with a tone, which TCVN3 writes with the small letter's code and shows by another font.

Where the font is known it decides; in plain text the words around do, the beginning of a sentence, and names
that are always written with a capital.

Reads: str; corpus/vocabulary/old_encodings.toml. Writes: str of the same length.
"""

from __future__ import annotations

import re
from functools import cache

from ingest.syllables import is_syllable
from ingest.vocabulary import tables

_TONED = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_WORD = re.compile(r"[^\W\d_]+")
_OPENS = re.compile(
    r"(?:^|(?<=[.!?] )|(?<=[.!?] [“\"(]))"
    r"(?:[-–+*•] ?|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]|[IVXLC]{1,5})[.)] ?)?[“\"(]?"
    rf"(?P<first>[{_TONED}])"
)


def with_capitals(text: str, before: str = "", after: str = "", *, begins: bool = True) -> str:
    """A text with the capitals that its encoding could not write: `ủY BAN` is `ỦY BAN`.

    `before` and `after` are the lines around it, `begins` says that a sentence begins with it.
    """
    if not any(letter in _TONED for letter in text):
        return text
    lines = text.split("\n")
    around = [before, *lines, after]
    lines = [_in_capital_words(line, around[n], around[n + 2]) for n, line in enumerate(lines)]
    text = "\n".join(lines)
    for _, pattern in _names():
        text = pattern.sub(lambda match: match.group()[0].upper() + match.group()[1:], text)
    for name, rest in _cut_names():
        if text.endswith(" " + name.lower()) and after.startswith(rest):
            text = text[: -len(name)] + name
    return _OPENS.sub(lambda m: _opened(m, begins), text)


def _opened(match: re.Match[str], begins: bool) -> str:
    if match.start() == 0 and not begins:
        return match.group()
    return match.group()[:-1] + match.group("first").upper()


def _in_capital_words(text: str, above: str, below: str) -> str:
    """Words that stand in capitals by their other letters, or else by the words and lines around them."""
    words = list(_WORD.finditer(text))
    states = [_in_capitals(match.group()) for match in words]
    told = [state for state in states if state is not None]
    doubtful = sum(
        state is None and len(match.group()) > 1 and any(letter in _TONED for letter in match.group())
        for state, match in zip(states, words, strict=True)
    )
    goes_on = below.lstrip()[:1].islower()
    whole = doubtful > 1 and not goes_on
    if doubtful == len(words):
        whole = whole or _is_title(above) or _is_title(below)
    parts: list[str] = []
    at = 0
    for n, match in enumerate(words):
        state = states[n]
        if state is None:
            before = next((known for known in reversed(states[:n]) if known is not None), None)
            after = next((known for known in states[n + 1 :] if known is not None), None)
            around = [known for known in (before, after) if known is not None]
            state = all(around) if told else whole
        parts += [text[at : match.start()], match.group().upper() if state else match.group()]
        at = match.end()
    return "".join(parts) + text[at:]


def _is_title(line: str) -> bool:
    """Whether a line stands in capitals as far as its letters tell."""
    states = [_in_capitals(match.group()) for match in _WORD.finditer(line.rpartition("\n")[2])]
    return any(states) and all(state is not False for state in states)


def _in_capitals(word: str) -> bool | None:
    """Whether a word stands in capitals, by the letters with codes for both; None where they do not tell.

    A capital at its beginning alone does not, nor does a short form of consonants such as `GTVT`.
    """
    told = [(n, letter.isupper()) for n, letter in enumerate(word) if letter not in _TONED]
    if any(not upper for _, upper in told):
        return False
    if not any(n for n, _ in told):
        return None
    return True if is_syllable(word) else None


@cache
def _names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Names that are always written with a capital, each with how it looks without."""
    names: list[str] = tables("old_encodings.toml")["capitals"]["names"]
    return tuple(
        (name, re.compile(rf"\b{name[0].lower()}{name[1:]}\b".replace(" ", r"\s+"))) for name in names
    )


@cache
def _cut_names() -> tuple[tuple[str, str], ...]:
    """Those names cut by the end of a line: the first word, and how the next line begins."""
    return tuple((first, rest) for first, _, rest in (name.partition(" ") for name, _ in _names()))
