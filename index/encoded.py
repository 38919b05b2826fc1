"""What a loaded model gives, and what is asked of one.

Reads: nothing. Writes: Encoded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""One row a text, each of length 1."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A batch."""

    places: list[int]
    """Which of the texts these are."""
    vectors: Vectors
    tokens: list[NDArray[np.float32]]
    """One array a text, a row a token; empty unless asked for."""


class Loaded(Protocol):
    """A loaded model."""

    @property
    def prompts(self) -> Mapping[str, str]:
        """What the model wants before a text, by the text's role."""

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""

    def run(self, texts: Sequence[str], *, tokens: bool) -> Iterator[Encoded]:
        """Embeds texts, prompts and all, batch by batch."""
