"""Which questions the model learns from, which its weights are looked for on, which are kept for the report.

A model remembers the questions that it was trained on, so the weights of its signals have to be looked for
on others; and what is reported, on others again.

Reads: a question's id. Writes: its part.
"""

from __future__ import annotations

import hashlib

_PARTS = 10
_HELD_OUT = (2, 3)
_WEIGHED = (0, 1)


def _part(query_id: str) -> int:
    return int(hashlib.sha256(query_id.encode("utf-8")).hexdigest()[:8], 16) % _PARTS


def held_out(query_id: str) -> bool:
    """Whether a question is kept for the report: two of ten, by a digest of its id."""
    return _part(query_id) in _HELD_OUT


def weighed_on(query_id: str) -> bool:
    """Whether weights and thresholds may be looked for on a question: two others of ten."""
    return _part(query_id) in _WEIGHED


def trained_on(query_id: str) -> bool:
    """Whether the model may learn from a question: the remaining six of ten."""
    return not held_out(query_id) and not weighed_on(query_id)
