"""Texts of about one length are embedded together, so that little is padding.

Reads: lengths. Writes: positions, batch by batch.
"""

from __future__ import annotations

from collections.abc import Sequence

BATCH_TOKENS = 2_048
"""Tokens of a batch, padding included: more would spend time on padding, fewer leave the cores idle."""


def batches(lengths: Sequence[int], most: int = BATCH_TOKENS) -> list[list[int]]:
    """Positions of texts of these lengths, the longest first; every batch of at most so many tokens."""
    found: list[list[int]] = []
    width = 0
    for at in sorted(range(len(lengths)), key=lambda at: -lengths[at]):
        if not found or width * (len(found[-1]) + 1) > most:
            found.append([])
            width = lengths[at]
        found[-1].append(at)
    return found
