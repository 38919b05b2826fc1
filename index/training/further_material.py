"""What a trained model learns further from: written questions, and what the whole search takes for answers.

The wrong passages of a question are those of the articles that the search puts near the top, each its window
that the question's tokens find nearest, without those that come nearer than the right one: laws repeat each
other.

Reads: article indexes, sets in the BEIR layout, written questions, Material. Writes: Material.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from index.articles.heading import act_titles, headed
from index.articles.late import Floats, scores
from index.articles.searching import ArticleIndex
from index.articles.windows import WindowTexts
from index.articles.windows_store import Windows, progress_of
from index.errors import Unusable
from index.evaluation import beir
from index.training.look_alikes import LIKELY_RIGHT
from index.training.material import Set
from index.training.partition import trained_on, weighed_on
from index.training.records import Material, Question
from index.training.written import written

_LOOKED_AT = 16
"""Candidates whose passages may serve as wrong ones."""
_BESIDE_MADE = 6
"""Look-alikes that a made question keeps."""


@dataclass(frozen=True, slots=True)
class WrittenSet:
    """A set with its index and the questions written of its articles."""

    home: Path
    files: Set
    written: Path


@dataclass(slots=True)
class _Gathered:
    """Passages and articles of all sets, each numbered when it is first wanted."""

    passages: dict[tuple[Path, int], int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    of: list[int] = field(default_factory=list)
    articles: dict[tuple[Path, str], int] = field(default_factory=dict)

    def article(self, home: Path, name: str) -> int:
        return self.articles.setdefault((home, name), len(self.articles))

    def passage(self, home: Path, window: int, text: str, article: str) -> int:
        if (home, window) not in self.passages:
            self.passages[home, window] = len(self.texts)
            self.texts.append(text)
            self.of.append(self.article(home, article))
        return self.passages[home, window]


def material(sets: Sequence[WrittenSet]) -> Material:
    """The questions of sets that may be learned from, by kinds, with what looks like answers; none is made.

    Raises Unusable where a file cannot be read, or an index is not whole.
    """
    gathered = _Gathered()
    found: dict[str, list[Question]] = {"written": [], "asked": [], "weighed": []}
    for one in sets:
        with ArticleIndex.open(one.home) as index:
            rows = {name: row for row, name in enumerate(index.ids)}
            placing = _Placing(index, _windows(index), rows, one.home, _shown(one.files.corpus), gathered)
            for kind, questions in _questions(one).items():
                placed = [placing.question(text, grades) for text, grades in questions]
                found[kind] += [question for question in placed if question]
    return Material(
        (),
        tuple(found["asked"]),
        tuple(found["weighed"]),
        tuple(gathered.texts),
        tuple(gathered.of),
        len(gathered.texts),
        {},
        tuple(found["written"]),
    )


def beside(known: Material, made: Material, most: int) -> Material:
    """Material with `most` of the made questions of another one, and that one's syllables without marks.

    Articles of both are counted as different ones.
    """
    passages, articles = list(known.passages), list(known.articles)
    first = max(articles, default=-1) + 1
    new: dict[int, int] = {}

    def passage(at: int) -> int:
        if at not in new:
            new[at] = len(passages)
            passages.append(made.passages[at])
            articles.append(first + made.articles[at])
        return new[at]

    taken = tuple(
        Question(
            one.text,
            passage(one.right),
            tuple(first + answer for answer in one.answers),
            tuple(map(passage, one.wrong[:_BESIDE_MADE])),
        )
        for one in made.made[:most]
    )
    return replace(
        known,
        made=taken,
        passages=tuple(passages),
        articles=tuple(articles),
        unmarked=made.unmarked,
    )


def _shown(corpus: Path) -> list[str]:
    texts = list(beir.articles(corpus))
    titles = act_titles(texts)
    return list(WindowTexts.of([headed(text, titles) for text in texts]).texts())


def _windows(index: ArticleIndex) -> Windows:
    progress = progress_of(index.folder)
    if progress is None or not progress.complete or not progress.late:
        raise Unusable(
            "Không huấn luyện tiếp được",
            "chỉ mục chưa có đủ vectơ của từng tiếng",
            "hãy dựng xong chỉ mục ấy trước",
        )
    return Windows(index.folder, progress)


_Asked = tuple[str, Mapping[str, int]]
"""A question and the grades of the articles that answer it."""


def _questions(given: WrittenSet) -> dict[str, Iterator[_Asked]]:
    """The questions of a set that may be looked at, by kinds."""
    grades, asked = beir.qrels(given.files.qrels), beir.queries(given.files.queries)

    def of_people(wanted: Callable[[str], bool]) -> Iterator[_Asked]:
        return ((text, grades[at]) for at, text in asked.items() if wanted(at) and grades.get(at))

    return {
        "written": ((one.text, {one.article: 1}) for one in written(given.written)),
        "asked": of_people(trained_on),
        "weighed": of_people(weighed_on),
    }


@dataclass(frozen=True, slots=True)
class _Placing:
    """Finds for questions of one set the passages that matter to them."""

    index: ArticleIndex
    windows: Windows
    rows: Mapping[str, int]
    home: Path
    shown: Sequence[str]
    gathered: _Gathered

    def question(self, text: str, grades: Mapping[str, int]) -> Question | None:
        """A question with its passages; None where the search does not find its answer."""
        reading = self.index.read(text)
        names = [hit.id for hit in self.index.find(reading, _LOOKED_AT)]
        found = [name for name in names if grades.get(name, 0) > 0] or [
            name for name, grade in grades.items() if grade > 0 and name in self.rows
        ]
        _, tokens = self.index.encoder.question(reading.text)
        if not found or tokens is None:
            return None
        looked_at = list(dict.fromkeys([*names, *found]))
        near = _nearest(self.windows, tokens, [self.rows[name] for name in looked_at])
        best = dict(zip(looked_at, near, strict=True))
        answer = max(found, key=lambda name: best[name][0])
        most = best[answer][0] + LIKELY_RIGHT
        answers = tuple(self.gathered.article(self.home, name) for name, grade in grades.items() if grade > 0)
        wrong = [name for name in looked_at if grades.get(name, 0) <= 0 and best[name][0] < most]
        return Question(
            text, self._passage(answer, best), answers, tuple(self._passage(one, best) for one in wrong)
        )

    def _passage(self, name: str, best: Mapping[str, tuple[float, int]]) -> int:
        window = best[name][1]
        return self.gathered.passage(self.home, window, self.shown[window], name)


def _nearest(windows: Windows, question: Floats, rows: Sequence[int]) -> list[tuple[float, int]]:
    """For each article its window that the question's tokens find nearest: how near, which."""
    places, owner = windows.of(rows)
    near = scores(question, [windows.signs(window) for window in places.tolist()])
    found = []
    for number in range(len(rows)):
        own = np.flatnonzero(owner == number)
        best = own[near[own].argmax()]
        found.append((float(near[best]), int(places[best])))
    return found
