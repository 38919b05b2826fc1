"""Which questions a model and weights may be tuned on, and which are kept for the report.

Reads: a question's id. Writes: a decision.
"""

from __future__ import annotations

import hashlib

_PARTS = 10
_HELD_OUT = 4


def held_out(query_id: str) -> bool:
    """Whether a question is kept for the report: four of ten, by a digest of its id."""
    digest = hashlib.sha256(query_id.encode("utf-8")).hexdigest()
    return int(digest[:8], 16) % _PARTS < _HELD_OUT
