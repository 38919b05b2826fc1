"""A trained model learns further, within an hour of two cores: written questions and what looks like answers.

    python -m index.training.further --set HOME CORPUS QUERIES QRELS WRITTEN … --out MODEL

Every HOME is the folder `index` of what `cancu evaluate --cache` keeps, made with the model that learns on.
The wrong passages of a question are those of the articles that the whole search puts near the top, without
those that come nearer than the right one: laws repeat each other. The pieces' vectors and the lower layers
stay as they are, so that what was learned from the ten times more made questions is not lost.

Reads: article indexes, sets in the BEIR layout, written questions. Writes: a model's folder.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from index.articles.heading import act_titles, headed
from index.articles.late import Floats, scores
from index.articles.searching import ArticleIndex
from index.articles.windows import WindowTexts
from index.articles.windows_store import Windows, progress_of
from index.errors import Unusable
from index.evaluation import beir
from index.model import located, model_folder
from index.training.look_alikes import LIKELY_RIGHT
from index.training.material import Set
from index.training.partition import trained_on
from index.training.records import Material, Question
from index.training.written import written
from index.weights import weights

_LOOKED_AT = 12
"""Candidates whose passages may serve as wrong ones."""
_OF_PEOPLE = 2
"""How often a question of people is drawn where a written one is drawn once."""
_KEPT_LAYERS = 2
"""Lower layers that learn nothing further."""
_AT_ONCE = 24
"""Questions of a batch."""
_WRONG = 2
"""Look-alikes that come with each."""


@dataclass(frozen=True, slots=True)
class WrittenSet:
    """A set with its index and the questions written of its articles."""

    home: Path
    files: Set
    written: Path


@dataclass(frozen=True, slots=True)
class _Asked:
    text: str
    grades: Mapping[str, int]
    times: int


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
    """Written questions of sets, those of people that may be learned from, and what looks like answers.

    Raises Unusable where a file cannot be read, or an index is not whole.
    """
    gathered, asked = _Gathered(), list[Question]()
    for one in sets:
        texts = list(beir.articles(one.files.corpus))
        titles = act_titles(texts)
        shown = list(WindowTexts.of([headed(text, titles) for text in texts]).texts())
        with ArticleIndex.open(one.home) as index:
            windows = _windows(index)
            for question in _questions(one):
                placed = _placed(index, windows, question, one.home, shown, gathered)
                asked += [placed] * question.times if placed else []
    return Material((), tuple(asked), (), tuple(gathered.texts), tuple(gathered.of), len(gathered.texts), {})


def _windows(index: ArticleIndex) -> Windows:
    progress = progress_of(index.folder)
    if progress is None or not progress.complete or not progress.late:
        raise Unusable(
            "Không huấn luyện tiếp được",
            "chỉ mục chưa có đủ vectơ của từng tiếng",
            "hãy dựng xong chỉ mục ấy trước",
        )
    return Windows(index.folder, progress)


def _questions(given: WrittenSet) -> Iterator[_Asked]:
    for one in written(given.written):
        yield _Asked(one.text, {one.article: 1}, 1)
    grades = beir.qrels(given.files.qrels)
    for number, text in beir.queries(given.files.queries).items():
        if trained_on(number) and grades.get(number):
            yield _Asked(text, grades[number], _OF_PEOPLE)


def _placed(
    index: ArticleIndex,
    windows: Windows,
    asked: _Asked,
    home: Path,
    shown: Sequence[str],
    gathered: _Gathered,
) -> Question | None:
    """A question with the passages that matter to it; None where the search does not find its answer."""
    reading = index.read(asked.text)
    found = index.candidates(reading, weights().articles.ordered)
    names = [index.ids[row] for row in found.rows]
    right = [at for at, name in enumerate(names) if asked.grades.get(name, 0) > 0]
    _, tokens = index.encoder.question(reading.text)
    if not right or tokens is None:
        return None
    looked_at = list(dict.fromkeys([*range(min(_LOOKED_AT, len(names))), *right]))
    nearest = _nearest(windows, tokens, [found.rows[at] for at in looked_at])
    best = dict(zip(looked_at, nearest, strict=True))
    answer = max(right, key=lambda at: best[at][0])
    most = best[answer][0] + LIKELY_RIGHT

    def passage(at: int) -> int:
        return gathered.passage(home, best[at][1], shown[best[at][1]], names[at])

    return Question(
        asked.text,
        passage(answer),
        tuple(gathered.article(home, name) for name, grade in asked.grades.items() if grade > 0),
        tuple(passage(at) for at in looked_at if at not in right and best[at][0] < most),
    )


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


def learn(sets: Sequence[WrittenSet], out: Path, seconds: float, rate: float, threads: int) -> None:
    """Writes the model of this machine, having learned further, into `out`.

    Raises Unusable where `out` is there, and as `material` does.
    """
    import torch

    from index.training.loop import Recipe, train
    from index.training.network import Network, Reader, write

    if out.exists():
        raise Unusable(f"Không ghi được mô hình vào {out}", "thư mục ấy đã có", "hãy chọn một tên khác")
    torch.set_num_threads(threads)
    model = model_folder(located())
    known = material(sets)
    _say(f"{len(known.asked)} questions, {len(known.passages)} passages")
    reader = Reader(model)
    network = Network(model, "cpu")
    network.keep(_KEPT_LAYERS)
    recipe = Recipe(seconds=seconds, size=_AT_ONCE, asked=_AT_ONCE, wrong=_WRONG, rate=rate)
    train(network, reader, known, reader.passages(known.passages), recipe, _say)
    shutil.copytree(model, out)
    write(network, out)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def main() -> None:
    """Learns further and writes the model."""
    parser = argparse.ArgumentParser(prog="python -m index.training.further", description=__doc__)
    parser.add_argument(
        "--set",
        nargs=5,
        action="append",
        required=True,
        type=Path,
        metavar=("HOME", "CORPUS", "QUERIES", "QRELS", "WRITTEN"),
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=2100.0)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    sets = [WrittenSet(home, Set(*files), asked) for home, *files, asked in given.set]
    learn(sets, given.out, given.seconds, given.rate, given.threads)


if __name__ == "__main__":
    main()
