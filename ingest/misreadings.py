"""What text recognition misread, where closed vocabularies or the document's own words leave no doubt.

Recognition mistakes marks before it mistakes letters: `QUYÉT ĐỊNH` for `QUYẾT ĐỊNH`, `Tông công ty` for
`Tổng công
ty`. So what has the letters of a known name, and its marks but for a few, is that name. A repaired reading
is as long as what is printed, and stands beside it.

Reads: str, comparable; document types, agencies, provinces, offices of the vocabulary. Writes: Repair.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ingest.document import Repair
from ingest.document_types import types
from ingest.letters import comparable
from ingest.syllables import is_syllable
from ingest.vocabulary import agencies, bodies, provinces

_WORD = re.compile(r"[^\W\d_]+")
_LONG = 3
"""Syllables from which on a name is told by its letters; shorter ones are other words with other marks."""
_ALIKE = 0.5
"""At least this part of a name's syllables is read with the right marks."""
_HEAD_LINES = 40
_SEEN = 2
"""How often the document itself must spell a name otherwise than its head does."""


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    bare: str


def misreadings(text: str) -> list[Repair]:
    """What is misread in a recognised text, in order, none overlapping another."""
    words = [_Word(m.start(), m.end(), m.group(), bare(m.group())) for m in _WORD.finditer(text)]
    found = [*_headings(text), *_names(text, words), *_own_words(text, words)]
    result: list[Repair] = []
    for repair in sorted(found, key=lambda r: (r.start, -r.end)):
        if not result or repair.start >= result[-1].end:
            result.append(repair)
    return result


def bare(word: str) -> str:
    """A word's letters without marks, in lower case."""
    letters = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def _headings(text: str) -> Iterator[Repair]:
    """A line in capitals of the head that has the letters of a type of document."""
    at = 0
    for line in text.split("\n")[:_HEAD_LINES]:
        for cell in re.finditer(r"[^|]+", line):
            words = cell.group().strip(" .,:;-–—_'`´‘’\"*")
            known = _types().get(bare(words)) if words.isupper() else None
            if known and known != words and len(known) == len(words):
                start = at + cell.start() + cell.group().index(words)
                yield Repair(start, start + len(words), words, known)
        at += len(line) + 1


def _names(text: str, words: Sequence[_Word]) -> Iterator[Repair]:
    """Names of the closed vocabularies, wherever they stand."""
    known = _known_names()
    at = 0
    while at < len(words):
        step = 1
        for name in known.get(words[at].bare, ()):
            run = words[at : at + len(name)]
            if [w.bare for w in run] == [bare(n) for n in name] and _together(text, run):
                step = len(name)
                if repair := _repair(text, run, name):
                    yield repair
                break
        at += step


def _repair(text: str, run: Sequence[_Word], name: Sequence[str]) -> Repair | None:
    """A run of words read as a name, where most of its marks are right; None where nothing is wrong."""
    same = sum(word.text.lower() == syllable.lower() for word, syllable in zip(run, name, strict=True))
    if same == len(name) or same < _ALIKE * len(name):
        return None
    repaired = [_in_case(syllable, word.text) for word, syllable in zip(run, name, strict=True)]
    if any(len(new) != len(word.text) for new, word in zip(repaired, run, strict=True)):
        return None
    parts, at = [], run[0].start
    for word, new in zip(run, repaired, strict=True):
        parts += [text[at : word.start], new]
        at = word.end
    return Repair(run[0].start, run[-1].end, text[run[0].start : run[-1].end], "".join(parts))


def _in_case(syllable: str, like: str) -> str:
    if like.isupper() and (len(like) > 1 or syllable.isupper()):
        return syllable.upper()
    return syllable[:1].upper() + syllable[1:].lower() if like[:1].isupper() else syllable.lower()


def _together(text: str, run: Sequence[_Word]) -> bool:
    """Whether only spaces, commas and dashes stand between words."""
    return not re.search(r"[^\s,–-]|\n\n", "".join(text[a.end : b.start] for a, b in _pairs(run)))


def _pairs(run: Sequence[_Word]) -> Iterable[tuple[_Word, _Word]]:
    return pairwise(run)


def _own_words(text: str, words: Sequence[_Word]) -> Iterator[Repair]:
    """Lines in capitals of the head, spelled as the document spells the same words where it goes on."""
    end = 0
    for line in text.split("\n")[:_HEAD_LINES]:
        end += len(line) + 1
    head = [word for word in words if word.end <= end]
    places: dict[str, list[int]] = defaultdict(list)
    for n, word in enumerate(words):
        places[word.bare].append(n)
    for run in _runs_in_capitals(text, head):
        spelled = _spelling(words, run, places[run[0].bare])
        if spelled and (repair := _repair(text, run, spelled)):
            yield repair


def _runs_in_capitals(text: str, words: Sequence[_Word]) -> Iterator[Sequence[_Word]]:
    run: list[_Word] = []
    for word in words:
        joined = run and not re.search(r"[|\n]", text[run[-1].end : word.start])
        if run and (not joined or not word.text.isupper()):
            if len(run) >= _LONG:
                yield run
            run = []
        if word.text.isupper():
            run.append(word)
    if len(run) >= _LONG:
        yield run


def _spelling(words: Sequence[_Word], run: Sequence[_Word], starts: Sequence[int]) -> list[str] | None:
    """How a document spells a run of words elsewhere, each syllable by majority; None if nowhere twice."""
    seen: list[Counter[str]] = [Counter() for _ in run]
    times = 0
    for start in starts:
        other = words[start : start + len(run)]
        if len(other) < len(run) or other[0].start == run[0].start or all(w.text.isupper() for w in other):
            continue
        if [w.bare for w in other] == [w.bare for w in run]:
            times += 1
            for counter, word in zip(seen, other, strict=True):
                counter[word.text.lower()] += 1
    if times < _SEEN:
        return None
    chosen = [counter.most_common(1)[0] for counter in seen]
    if any(count * 2 <= times or not is_syllable(spelled) for spelled, count in chosen):
        return None
    return [spelled for spelled, _ in chosen]


@cache
def _types() -> dict[str, str]:
    """Types of documents in capitals, by their letters without marks."""
    return {bare(t.name): t.name.upper() for t in types() if t.heads}


@cache
def _known_names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Names by their first syllable without marks, longest first; none whose letters another name has too."""
    names = {comparable(name) for a in agencies() for name in (a.name, *a.aliases, *a.former_names)}
    names |= {comparable(b.base) for b in bodies()} | {f"tỉnh {p.name}" for p in provinces()}
    names |= {"Cộng hòa xã hội chủ nghĩa Việt Nam", "Độc lập Tự do Hạnh phúc"}
    by_letters: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for name in names:
        syllables = tuple(_WORD.findall(name))
        if len(syllables) >= _LONG and all(map(is_syllable, syllables)):
            by_letters[tuple(map(bare, syllables))].add(tuple(s.lower() for s in syllables))
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for letters, spelled in by_letters.items():
        if len(spelled) == 1:
            found[letters[0]].append(next(iter(spelled)))
    return {first: tuple(sorted(of, key=len, reverse=True)) for first, of in found.items()}
