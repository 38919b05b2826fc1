"""Indexes that evaluations keep: one folder for each corpus and way of indexing it, built once.

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

Progress = Callable[[str, int, int], None]
"""Told of each step: the stage, how many of its things are done, how many there are."""
_TOLD = "evaluation.json"
_EMBEDDING = "embedding"


@dataclass(frozen=True, slots=True)
class Built:
    """What was built, and what it took, whether just now or in a run before."""

    articles: int = 0
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


def key(corpus: Path) -> str:
    """Names an index by what decides it: the corpus's content and the way in which it is indexed."""
    digest = hashlib.sha256(building.scheme().encode() + b"\0")
    for line in beir.content(corpus):
        digest.update(line)
    return digest.hexdigest()[:20]


def ready(folder: Path, corpus: Path, *, vectors: bool, progress: Progress | None = None) -> Built:
    """The index in `folder`, built where it is not there yet; one process at a time builds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        before = _told(folder)
        if before.articles and (before.with_vectors or not vectors):
            return replace(before, again=True)
        return _build(folder, corpus, before, vectors=vectors, progress=progress)


def _build(folder: Path, corpus: Path, before: Built, *, vectors: bool, progress: Progress | None) -> Built:
    counted = _Counted(beir.articles(corpus))
    clock = _Clock(progress)
    done = before
    try:
        building.build(folder / "index", counted, progress=clock, vectors=vectors)
        done = replace(before, articles=counted.count or before.articles, with_vectors=vectors)
    finally:  # what a stopped build did is not done again, so its time counts
        clock.stop()
        done = replace(
            done,
            index_seconds=before.index_seconds + clock.other,
            embed_seconds=before.embed_seconds + clock.embedding,
        )
        (folder / _TOLD).write_text(json.dumps(asdict(done)), encoding="utf-8")
    return done


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
