"""Units that nobody wrote, made from real ones, to see how the program grows past the texts at hand.

A made unit is a real article in which a share of the syllables is replaced by those of another article, and
its numbers by others: length, vocabulary and the ways of saying things stay real, while hardly two are alike.
A made vector is a real one with a little noise, brought back to length 1. What is found among made units says
nothing of quality; time, memory and agreement with exact search are what is measured.

Reads: articles, vectors. Writes: articles, files of vectors.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.lib.format import open_memmap

from bench.vector_kinds import Matrix
from index.articles.records import ArticleText

REPLACED = 0.2
"""Share of syllables that come from another article."""
NOISE = 0.15
"""Length of the noise that is added to a vector of length 1; a made vector is about 0.99 like its origin."""
ASKED_NOISE = 0.5
"""The same for a made question: about 0.9 like the article that it is about."""
_BLOCK = 16_384
_NUMBER = re.compile(r"\d+")


def made_articles(real: Sequence[ArticleText], count: int, seed: int = 1) -> Iterator[ArticleText]:
    """So many units: the real ones first, then made ones, the same for the same seed."""
    chance = random.Random(seed)
    for n in range(count):
        origin = real[n % len(real)]
        if n < len(real):
            yield origin
            continue
        other = chance.choice(real).text.split() or ["và"]
        words = [chance.choice(other) if chance.random() < REPLACED else word for word in origin.text.split()]
        text = _NUMBER.sub(
            lambda found: str(chance.randrange(1, 10 ** len(found.group()[:6]))), " ".join(words)
        )
        yield ArticleText(f"{origin.id}~{n}", origin.title, text, origin.source)


def made_vectors(real: Matrix, count: int, file: Path, noise: float = NOISE, seed: int = 1) -> None:
    """Write so many vectors: the real ones first, then real ones with noise."""
    chance = np.random.default_rng(seed)
    made = open_memmap(file, "w+", np.float32, (count, real.shape[1]))
    for at in range(0, count, _BLOCK):
        rows = np.arange(at, min(at + _BLOCK, count))
        chosen = np.array(real[rows % len(real)])
        new = rows >= len(real)
        chosen[new] = noised(chosen[new], noise, chance)
        made[rows] = chosen
    made.flush()


def noised(vectors: Matrix, noise: float, chance: np.random.Generator) -> Matrix:
    """The vectors with noise of about this length, each of length 1 again."""
    added = chance.standard_normal(vectors.shape, np.float32) * (noise / np.sqrt(vectors.shape[1]))
    moved = vectors + added
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)


def clustered(count: int, dimension: int = 384, clusters: int = 2_000, seed: int = 1) -> Matrix:
    """Vectors that stand in for real ones where there are none: clusters in a narrow cone.

    Two vectors have a product of about 0.8, two of a cluster about 0.9, as those of multilingual-e5 do.
    """
    chance = np.random.default_rng(seed)
    middle = chance.standard_normal((1, dimension), np.float32)
    centres = noised(middle / np.linalg.norm(middle), 0.35, chance)
    centres = noised(np.repeat(centres, clusters, 0), 0.35, chance)
    return noised(centres[chance.integers(0, clusters, count)], 0.35, chance)
