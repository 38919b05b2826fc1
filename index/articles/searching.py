"""A question finds articles: both indexes propose, every signal weighs, one score orders.

    with ArticleIndex.open(home) as index:
        index.search("hoa giai o co so", 10)          # -> [ArticleHit(id, score, signals)], best first

Reads: an article index, a question. Writes: ArticleHit records.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType

import numpy as np

from index.arithmetic import of_questions, quickest
from index.articles import folder as folders
from index.articles import nearest
from index.articles.encoding import ArticleEncoder
from index.articles.fusion import fused, in_band, over_best
from index.articles.late import Floats, scores
from index.articles.learned_order import LearnedOrder, learned_order
from index.articles.lexical import FieldWeights
from index.articles.lines import ArticleLines
from index.articles.naming import named_first
from index.articles.ordering import Candidates, in_learned_order
from index.articles.reading import Reading, read, statistics
from index.articles.records import ArticleHit, Mode, Signals
from index.articles.syllable_table import SyllableTable
from index.articles.windows_store import Windows, progress_of
from index.embedding import Embedders, Vectors, embedder_of_questions
from index.engines import articles as engine
from index.errors import Unusable
from index.model import located
from index.weights import ArticleWeights, weights


@dataclass(frozen=True, slots=True)
class _Vectors:
    """What is embedded so far, opened together."""

    windows: Windows
    index: engine.Nearest
    searchable: int


class ArticleIndex:
    """A built index of articles, opened; safe to share between threads. The model loads when first needed.

    Vectors that are still being made are noticed as they come.
    """

    def __init__(self, folder: Path, embedders: Embedders | None = None) -> None:
        self.folder = folder
        self._embedders: Embedders = embedders or embedder_of_questions
        self.manifest = folders.manifest(folder)
        self._engine = engine.Opened(folder)
        self.words = self._engine.words()
        self._opening = threading.Lock()
        self._vectors: _Vectors | None = None
        self._beside = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="words")
        """Looks words up while the model reads; its threads end with the index that they serve."""

    @classmethod
    def open(cls, home: Path) -> ArticleIndex:
        """The index that is served in a home; raises Unusable where there is none."""
        found = folders.served(home)
        if found is None:
            raise Unusable(
                f"Chưa có chỉ mục điều luật ở {home}", "chưa dựng lần nào", "hãy dựng chỉ mục trước"
            )
        return cls(found)

    def __enter__(self) -> ArticleIndex:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._vectors = None

    @cached_property
    def ids(self) -> list[str]:
        """The articles' ids, by row."""
        read_ids: list[str] = json.loads((self.folder / folders.IDS).read_text(encoding="utf-8"))
        return read_ids

    @cached_property
    def provisions(self) -> list[str]:
        """The articles' numbers in their acts, by row."""
        numbers: list[str] = json.loads((self.folder / folders.PROVISIONS).read_text(encoding="utf-8"))
        return numbers

    @cached_property
    def lines(self) -> ArticleLines:
        """The articles' lines."""
        return ArticleLines(self.folder)

    @cached_property
    def table(self) -> SyllableTable:
        """The syllables of the articles, by which marks are restored."""
        return statistics(self.folder)

    @cached_property
    def encoder(self) -> ArticleEncoder:
        """The model that made the vectors; raises Unusable where the machine has another one now."""
        found = located(self.manifest.model_setting)
        if (found.name, found.revision) != (self.manifest.model, self.manifest.revision):
            why = f"chỉ mục dựng bằng {self.manifest.model}@{self.manifest.revision}, máy này có {found.key}"
            raise Unusable("Mô hình không khớp với chỉ mục điều luật", why, "hãy dựng lại chỉ mục ấy")
        progress = progress_of(self.folder)
        texts = progress.arithmetic if progress else quickest()
        return ArticleEncoder(self._embedders(found, of_questions(texts)))

    @property
    def embedded(self) -> float:
        """The share of the windows that have their vectors, 0..1."""
        found = progress_of(self.folder)
        return 0.0 if found is None else found.done / found.of if found.of else 1.0

    @property
    def settings(self) -> dict[str, object]:
        """What decides the results: model, tokens, weights, kind of vector index."""
        vectors = self._opened()
        return {
            "articles": self.manifest.articles,
            "scheme": self.manifest.scheme,
            "model": f"{self.manifest.model}@{self.manifest.revision}",
            "weights": weights().version,
            "windows": vectors.searchable if vectors else 0,
            "vector_index": vectors.index.kind if vectors else None,
            "late": bool(vectors and vectors.windows.progress.late),
        }

    def read(self, question: str) -> Reading:
        """What is made of a question."""
        return read(question, self.table)

    def search(self, query: str, limit: int, mode: Mode = "fused") -> list[ArticleHit]:
        """The best articles, best first; none for a query without a letter or digit.

        Before any vector is there, words alone decide, whatever the mode.
        """
        return self.find(self.read(query), limit, mode)

    def find(
        self, reading: Reading, limit: int, mode: Mode = "fused", weighing: ArticleWeights | None = None
    ) -> list[ArticleHit]:
        """As `search`, for a question that was read; by other weights than the program's, where given."""
        if not reading.syllables or limit <= 0:
            return []
        used = weighing or weights().articles
        vectors = self._opened() if mode != "lexical" else None
        if vectors is None:
            return self._by_words(reading, limit, used)
        found = self._weighed(reading, max(limit, used.proposed), mode, vectors, used)
        if mode == "fused" and found.rows:
            if (order := self._order(vectors, used)) is not None:
                found = in_learned_order(self.lines, reading, found, order, used.ordered)
            found = named_first(self.lines, reading, found, used)
        return self._hits(found.best(limit))

    def candidates(self, reading: Reading, count: int) -> Candidates:
        """The best candidates for a question by their fused score alone, as a learned order is given them."""
        vectors, used = self._opened(), weights().articles
        if vectors is None or not reading.syllables:
            return Candidates([], {}, np.empty(0, np.float32))
        return self._weighed(reading, max(count, used.proposed), "fused", vectors, used).best(count)

    def _order(self, vectors: _Vectors, used: ArticleWeights) -> LearnedOrder | None:
        """The learned order, where all vectors are there and are those that it was learned with."""
        progress = vectors.windows.progress
        if not used.ordered or not used.late or not progress.late or not progress.complete:
            return None
        return learned_order(self.manifest.revision)

    def _hits(self, found: Candidates) -> list[ArticleHit]:
        each = {name: values.tolist() for name, values in found.signals.items()}
        return [
            ArticleHit(
                self.ids[row],
                min(1.0, max(0.0, float(found.fused[at]))),
                Signals(**{name: values[at] for name, values in each.items()}),
            )
            for at, row in enumerate(found.rows)
        ]

    def _by_words(self, reading: Reading, limit: int, used: ArticleWeights) -> list[ArticleHit]:
        found = self.words.search(reading.syllables, _fields(used), limit)
        best = found[0][1] if found else 1.0
        shares = [(row, score / best) for row, score in found]
        return [ArticleHit(self.ids[row], share, Signals(share)) for row, share in shares]

    def _weighed(
        self, reading: Reading, proposed: int, mode: Mode, vectors: _Vectors, used: ArticleWeights
    ) -> Candidates:
        beside = self._beside.submit(self._proposed, reading, proposed, used) if mode == "fused" else None
        vector, tokens = self.encoder.question(reading.text)
        near = _articles_of(vectors, vector, max(used.windows, proposed))
        lexical = beside.result() if beside else {}
        rows = list(dict.fromkeys([*lexical, *near]))
        if not rows:
            return Candidates([], {}, np.empty(0, np.float32))
        lacking = rows[len(lexical) :]
        further = self._beside.submit(self._scored, reading, lacking, used) if beside else None
        meaning = _meaning(vectors.windows, vector, rows)
        said = self._by_lines(reading, rows) if mode == "fused" else {}
        if further:
            lexical |= further.result()
        signals = {
            "words": over_best(np.array([lexical.get(row, 0.0) for row in rows], np.float32)),
            "meaning": in_band(meaning, used.meaning_low, used.meaning_high),
            **said,
        }
        if mode == "fused" and tokens is not None and used.late and vectors.windows.progress.late:
            signals["late"] = _compared(vectors.windows, tokens, rows, fused(signals, mode, used), used)
        return Candidates(rows, signals, fused(signals, mode, used))

    def _proposed(self, reading: Reading, count: int, used: ArticleWeights) -> dict[int, float]:
        return dict(self.words.search(reading.syllables, _fields(used), count))

    def _scored(self, reading: Reading, rows: Sequence[int], used: ArticleWeights) -> dict[int, float]:
        return dict(self.words.scores(reading.syllables, _fields(used), rows))

    def _by_lines(self, reading: Reading, rows: Sequence[int]) -> dict[str, Floats]:
        """What the articles' lines, titles, acts and numbers say of a question."""
        found = self.lines.likeness(reading.content or reading.syllables, rows)
        named = np.array([self.provisions[row] in reading.provisions for row in rows], np.float32)
        return {
            "line": found.line,
            "alike": found.alike,
            "whole": found.whole,
            "title": found.title,
            "act": found.act,
            "provision": named * found.act,
        }

    def _opened(self) -> _Vectors | None:
        """The vectors that are searchable by now; None before there are any."""
        held = self._vectors
        if held is not None and held.searchable == held.windows.progress.of:
            return held
        searchable = nearest.indexed(self.folder)
        if not searchable or (held is not None and held.searchable == searchable):
            return held
        with self._opening:
            progress = progress_of(self.folder)
            if progress is None:
                return None
            self._vectors = _Vectors(Windows(self.folder, progress), self._engine.nearest(), searchable)
            return self._vectors


def _fields(used: ArticleWeights) -> FieldWeights:
    return FieldWeights(used.syllable, used.pair, used.heading, used.heading_pair)


def _articles_of(vectors: _Vectors, vector: Vectors, limit: int) -> list[int]:
    """The articles of the nearest windows, nearest first."""
    rows = vectors.windows.rows
    return list(dict.fromkeys(int(rows[window]) for window, _ in vectors.index.search(vector, limit)))


def _meaning(windows: Windows, vector: Vectors, rows: Sequence[int]) -> Floats:
    """The inner product of each article's nearest window; the lowest one where it has no window yet."""
    places, owner = windows.of(rows)
    if not len(places):
        return np.zeros(len(rows), np.float32)
    near = windows.vectors.take(places, axis=0).astype(np.float32) @ vector
    found = np.full(len(rows), near.min(), np.float32)
    np.maximum.at(found, owner, near)
    return found


def _compared(
    windows: Windows, tokens: Floats, rows: Sequence[int], before: Floats, used: ArticleWeights
) -> Floats:
    """The late comparison of the best candidates `before` it; the others get the lowest one's score."""
    chosen = np.argsort(-before, kind="stable")[: used.compared]
    places, owner = windows.of([rows[at] for at in chosen.tolist()])
    near = scores(tokens, [windows.signs(window) for window in places.tolist()])
    best = np.full(len(rows), -1.0, np.float32)
    np.maximum.at(best, chosen[owner], near)
    lowest = near.min(initial=1.0)
    return in_band(np.where(best < lowest, lowest, best), used.late_low, used.late_high)
