"""An article index is built: first the words, which are served within minutes, then the vectors behind them.

A build that is killed goes on where it stopped. Vectors of texts that were embedded before, by the same
model, are taken over from the index that is served.

Reads: articles, a model. Writes: a folder of the home; progress.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.arithmetic import Arithmetic, go_together, quickest
from index.articles import folder as folders
from index.articles import lexical, nearest, windows_store
from index.articles.encoding import ArticleEncoder
from index.articles.heading import Headed, act_titles, headed
from index.articles.late import Signs
from index.articles.lines import LineWriter
from index.articles.records import ArticleText
from index.articles.syllable_table import PairCounter
from index.articles.windows import LEAST, MOST, TOGETHER, WindowTexts
from index.articles.windows_store import Digests, Windows, WindowWriter, progress_of
from index.embedding import Embedder, Vectors
from index.engines import articles as engine
from index.model import Model, located
from index.syllables import words

Progress = Callable[[str, int, int], None]
"""Told of each step: `lexical` or `vectors`, how many articles or windows are done, how many there are."""

_SCHEME = f"3 {lexical.SCHEME}"
_AT_ONCE = 512
_INDEXED_AT = (0.05, 0.15, 0.35, 0.65)
"""Shares of the windows at which those embedded so far are made searchable."""
_SPOKEN = 2_000
"""Code points of an article whose syllables are counted for restoring marks."""


def build(
    home: Path,
    articles: Iterable[ArticleText],
    *,
    model: Model | None = None,
    progress: Progress | None = None,
    vectors: bool = True,
) -> Path:
    """Builds the index of these articles in `home` and serves it; gives its folder.

    The lexical index is served before the vectors are made; without `vectors` they are left for a later
    call. A call with the same articles does only what is still to be done. Raises Unusable where the model
    is not here.
    """
    say = progress or (lambda _stage, _done, _of: None)
    model = model or located()
    texts = list(articles)
    key, ids, taken_apart = _key(texts, model), [one.id for one in texts], _headed(texts)
    del texts  # all of the law: memory that is wanted for what follows
    folder = folders.parts(home, key)
    now, before = folders.served(home), folders.earlier(home, folder)
    if now == folder and not engine.has_words(folder, len(ids)):
        engine.write_words(folder, _searched(taken_apart, say))
    elif now != folder:
        _build_lexical(folder, ids, taken_apart, say)
        told = folders.Manifest(key, len(ids), _SCHEME, model.name, model.revision, model.setting)
        folders.publish(home, folder, told)
    if vectors:
        to_embed = WindowTexts.of(taken_apart)
        del taken_apart
        _build_vectors(folder, before, to_embed, model, say)
        folders.remove_others(home, folder)
    return folder


def _key(texts: Sequence[ArticleText], model: Model) -> str:
    digest = hashlib.sha256(f"{_SCHEME}\0{LEAST}-{MOST}-{TOGETHER}\0{model.key}\0{engine.mark()}".encode())
    for one in texts:
        digest.update("\0".join((one.id, one.title, one.act, one.source, one.text, "")).encode())
    return digest.hexdigest()[:20]


def _headed(texts: Sequence[ArticleText]) -> list[Headed]:
    titles = act_titles(texts)
    return [headed(one, titles) for one in texts]


def _build_lexical(folder: Path, ids: Sequence[str], articles: Sequence[Headed], say: Progress) -> None:
    folders.clear(folder)
    (folder / folders.IDS).write_text(json.dumps(ids, ensure_ascii=False), encoding="utf-8")
    (folder / folders.PROVISIONS).write_text(
        json.dumps([one.provision for one in articles], ensure_ascii=False), encoding="utf-8"
    )
    counter, lines = PairCounter(), LineWriter()

    def counted() -> Iterator[lexical.Searched]:
        for one in _searched(articles, say):
            for line in (one.act, one.title, *one.text[:_SPOKEN].split("\n")):
                counter.add(words(line))
            lines.add(one.act, one.title, one.text)
            yield one

    engine.write_words(folder, counted())
    counter.write(folder)
    lines.write(folder)


def _searched(articles: Sequence[Headed], say: Progress) -> Iterator[lexical.Searched]:
    for row, one in enumerate(articles):
        yield lexical.Searched(row, one.act, one.title, one.text)
        if row % _AT_ONCE == 0:
            say("lexical", row, len(articles))
    say("lexical", len(articles), len(articles))


def _build_vectors(
    folder: Path, before: Path | None, windows: WindowTexts, model: Model, say: Progress
) -> None:
    found = progress_of(folder)
    if found is not None and found.complete and engine.has_windows(folder, found.of):
        say("vectors", found.of, found.of)
        return
    digests = np.fromiter(map(_digest, windows.texts()), np.uint64, len(windows))
    arithmetic = found.arithmetic if found else quickest()
    encoder = ArticleEncoder(Embedder(model, os.cpu_count() or 1, arithmetic))
    known = _Known.of(before, folder, model, arithmetic)
    late = encoder.projection is not None
    begun = windows_store.Progress(encoder.embedder.dimension, 0, len(windows), late, arithmetic)
    writer = WindowWriter(folder, windows.rows, digests, begun)
    try:
        _embed(writer, windows, digests, encoder, known, say)
    finally:
        writer.close()
    _make_searchable(folder)
    say("vectors", len(windows), len(windows))


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def _embed(
    writer: WindowWriter,
    windows: WindowTexts,
    digests: Digests,
    encoder: ArticleEncoder,
    known: _Known,
    say: Progress,
) -> None:
    marks = [share for share in _INDEXED_AT if share * len(windows) > writer.progress.done]
    while not writer.progress.complete:
        at = writer.progress.done
        say("vectors", at, len(windows))
        texts = list(windows.texts(at, at + _AT_ONCE))
        writer.append(*known.completed(texts, digests[at : at + _AT_ONCE], encoder))
        while marks and writer.progress.done >= marks[0] * len(windows):
            marks.pop(0)
            if writer.progress.done >= nearest.EXACT_BELOW:
                _make_searchable(writer.folder)


def _make_searchable(folder: Path) -> None:
    found = progress_of(folder)
    if found is not None and found.done:
        engine.write_windows(folder, Windows(folder, found).vectors, found.of)


@dataclass(frozen=True, slots=True)
class _Known:
    """The vectors of an earlier build, by the digest of their text."""

    windows: Windows | None
    places: dict[int, int]

    @classmethod
    def of(cls, before: Path | None, folder: Path, model: Model, arithmetic: Arithmetic) -> _Known:
        if before is None or before == folder:
            return cls(None, {})
        told, found = folders.manifest(before), progress_of(before)
        if found is None or not found.done or (told.model, told.revision) != (model.name, model.revision):
            return cls(None, {})
        if not go_together(found.arithmetic, arithmetic):
            return cls(None, {})
        earlier = Windows(before, found)
        return cls(earlier, {digest: at for at, digest in enumerate(earlier.digests.tolist())})

    def completed(
        self, texts: Sequence[str], digests: Digests, encoder: ArticleEncoder
    ) -> tuple[Vectors, list[Signs]]:
        """The vectors and signs of these texts, embedded only where they are not known."""
        held = [self.places.get(digest) for digest in digests.tolist()]
        new = [at for at, place in enumerate(held) if place is None]
        fresh: tuple[Vectors, list[Signs]] = (np.empty((0, encoder.embedder.dimension), np.float32), [])
        if new:
            fresh = encoder.windows([texts[at] for at in new])
        if self.windows is None:
            return fresh
        vectors = np.empty((len(texts), encoder.embedder.dimension), np.float32)
        vectors[new] = fresh[0]
        signs = dict(zip(new, fresh[1], strict=False))
        for at, place in enumerate(held):
            if place is not None:
                vectors[at] = self.windows.vectors[place]
                if self.windows.progress.late:
                    signs[at] = self.windows.signs(place)
        return vectors, [signs[at] for at in sorted(signs)]
