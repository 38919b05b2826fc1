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
from index.articles.late import scores
from index.articles.searching import ArticleIndex
from index.articles.windows import WindowTexts
from index.articles.windows_store import Windows, progress_of
from index.errors import Unusable
from index.evaluation import beir
from index.model import located, model_folder
from index.training.partition import trained_on
from index.training.records import Material, Question
from index.training.written import written
from index.weights import weights

_LOOKED_AT = 12
"""Candidates whose passages may serve as wrong ones."""
_NEARER = 0.03
"""A window that the tokens find nearer than the right one by this answers as well."""
_OF_PEOPLE = 2
"""How often a question of people is drawn where a written one is drawn once."""
_KEPT_LAYERS = 2
"""Lower layers that learn nothing further."""


@dataclass(frozen=True, slots=True)
class SetFiles:
    """A set, its index, and the questions written of its articles."""

    home: Path
    corpus: Path
    queries: Path
    qrels: Path
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


def material(sets: Sequence[SetFiles]) -> Material:
    """Written questions of sets, those of people that may be learned from, and what looks like answers."""
    gathered, asked = _Gathered(), list[Question]()
    for files in sets:
        texts = list(beir.articles(files.corpus))
        titles = act_titles(texts)
        shown = list(WindowTexts.of([headed(one, titles) for one in texts]).texts())
        with ArticleIndex.open(files.home) as index:
            for one in _questions(files):
                question = _placed(index, one, files.home, shown, gathered)
                asked += [question] * one.times if question else []
    return Material((), tuple(asked), (), tuple(gathered.texts), tuple(gathered.of), len(gathered.texts), {})


def _questions(files: SetFiles) -> Iterator[_Asked]:
    for one in written(files.written):
        yield _Asked(one.text, {one.article: 1}, 1)
    grades = beir.qrels(files.qrels)
    for number, text in beir.queries(files.queries).items():
        if trained_on(number) and grades.get(number):
            yield _Asked(text, grades[number], _OF_PEOPLE)


def _placed(
    index: ArticleIndex, asked: _Asked, home: Path, shown: Sequence[str], gathered: _Gathered
) -> Question | None:
    """A question with the passages that matter to it; None where the search does not find its answer."""
    reading = index.read(asked.text)
    found = index.candidates(reading, weights().articles.ordered)
    names = [index.ids[row] for row in found.rows]
    right = [at for at, name in enumerate(names) if asked.grades.get(name, 0) > 0]
    if not right:
        return None
    looked_at = list(dict.fromkeys([*range(min(_LOOKED_AT, len(names))), *right]))
    nearest = _nearest(index, reading.text, [found.rows[at] for at in looked_at])
    best = dict(zip(looked_at, nearest, strict=True))
    answer = max(right, key=lambda at: best[at][0])
    most = best[answer][0] + _NEARER

    def passage(at: int) -> int:
        return gathered.passage(home, best[at][1], shown[best[at][1]], names[at])

    return Question(
        asked.text,
        passage(answer),
        tuple(gathered.article(home, name) for name, grade in asked.grades.items() if grade > 0),
        tuple(passage(at) for at in looked_at if at not in right and best[at][0] < most),
    )


def _nearest(index: ArticleIndex, question: str, rows: Sequence[int]) -> list[tuple[float, int]]:
    """For each article its window that the question's tokens find nearest: how near, which."""
    progress = progress_of(index.folder)
    _, tokens = index.encoder.question(question)
    if progress is None or tokens is None:
        raise Unusable(
            "Không huấn luyện tiếp được",
            "chỉ mục chưa có vectơ của từng tiếng",
            "hãy dựng xong chỉ mục ấy trước",
        )
    windows = Windows(index.folder, progress)
    places, owner = windows.of(rows)
    near = scores(tokens, [windows.signs(window) for window in places.tolist()])
    found = []
    for number in range(len(rows)):
        own = np.flatnonzero(owner == number)
        best = own[near[own].argmax()]
        found.append((float(near[best]), int(places[best])))
    return found


def learn(sets: Sequence[SetFiles], out: Path, seconds: float, rate: float, threads: int) -> None:
    """Writes the model of this machine, having learned further, into `out`, which must not be there."""
    import torch

    from index.training.loop import Recipe, train
    from index.training.network import Network, Reader, write

    torch.set_num_threads(threads)
    model = model_folder(located())
    known = material(sets)
    _say(f"{len(known.asked)} questions, {len(known.passages)} passages")
    reader = Reader(model)
    network = Network(model, "cpu")
    network.keep(_KEPT_LAYERS)
    size = 24
    recipe = Recipe(seconds=seconds, size=size, asked=size, wrong=2, rate=rate)
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
    learn([SetFiles(*files) for files in given.set], given.out, given.seconds, given.rate, given.threads)


if __name__ == "__main__":
    main()
