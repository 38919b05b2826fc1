"""Indexes that evaluations keep: one home for each corpus and model, in which nothing is built twice.

Reads: a corpus, a folder of kept indexes. Writes: an index; Built.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from index.articles import building
from index.articles.records import ArticleText
from index.errors import Unusable
from index.evaluation import beir
from index.model import Model

Progress = Callable[[str, int, int], None]
"""Told of each step: the stage, how many of its things are done, how many there are."""
_TOLD = "evaluation.json"
INDEX = "index"
"""Where in its home the index lies."""
_EMBEDDING = "vectors"
"""The stage of a build that makes vectors."""


@dataclass(frozen=True, slots=True)
class Built:
    """What was built, and what it took, whether just now or in a run before."""

    articles: int = 0
    served: str = ""
    """The folder that was built; empty where the build was stopped."""
    with_vectors: bool = False
    index_seconds: float = 0.0
    embed_seconds: float = 0.0
    again: bool = False
    """Whether it was found ready."""


class _Clock:
    """Adds up the time of each stage that a build tells of."""

    def __init__(self, told: Progress | None) -> None:
        self.embedding = self.other = 0.0
        self._told, self._stage, self._since = told, "", time.perf_counter()

    def __call__(self, stage: str, done: int, total: int) -> None:
        self._turn(stage)
        if self._told is not None:
            self._told(stage, done, total)

    def stop(self) -> None:
        self._turn("")

    def _turn(self, stage: str) -> None:
        now = time.perf_counter()
        if self._stage == _EMBEDDING:
            self.embedding += now - self._since
        else:
            self.other += now - self._since
        self._stage, self._since = stage, now


def key(corpus: Path, model: Model) -> str:
    """Names the home of a corpus's index; in one home, a build does again only what has changed."""
    digest = hashlib.sha256(model.key.encode() + b"\0")
    for line in beir.content(corpus):
        digest.update(line)
    return digest.hexdigest()[:20]


def ready(
    home: Path, corpus: Path, model: Model, *, vectors: bool, progress: Progress | None = None
) -> Built:
    """The index in a home, brought to what the corpus and the program are now; one process at a time."""
    home.mkdir(parents=True, exist_ok=True)
    with _alone(home):
        before = _told(home)
        counted, clock = _Counted(beir.articles(corpus)), _Clock(progress)
        served = ""
        try:
            served = building.build(home / INDEX, counted, model=model, progress=clock, vectors=vectors).name
        finally:  # what a stopped build did is not done again, so its time counts
            clock.stop()
            built = _built(before, served, counted.count, vectors, clock)
            (home / _TOLD).write_text(json.dumps(asdict(built)), encoding="utf-8")
    return built


def _built(before: Built, served: str, articles: int, vectors: bool, clock: _Clock) -> Built:
    """What stands now: time is added up until an index is whole, and stays as it was when it is found so."""
    if served and served == before.served and (before.with_vectors or not vectors):
        return replace(before, again=True)
    goes_on = before.served in ("", served)
    return Built(
        articles=articles,
        served=served,
        with_vectors=vectors and bool(served),
        index_seconds=clock.other + (before.index_seconds if goes_on else 0.0),
        embed_seconds=clock.embedding + (before.embed_seconds if goes_on else 0.0),
    )


class _Counted:
    def __init__(self, articles: Iterator[ArticleText]) -> None:
        self._articles, self.count = articles, 0

    def __iter__(self) -> Iterator[ArticleText]:
        for article in self._articles:
            self.count += 1
            yield article


def _told(folder: Path) -> Built:
    try:
        return Built(**json.loads((folder / _TOLD).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Built()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "build.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unusable(
                "Không dựng được chỉ mục để đo",
                "một lần đo khác đang dựng đúng chỉ mục ấy",
                "hãy đợi lần ấy xong rồi chạy lại",
            ) from None
        yield
