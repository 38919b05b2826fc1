"""Which questions of a benchmark may be learned from, and which are kept for measuring.

The rule looks at a question's id only, so that the same questions are kept apart wherever the set is read.

Reads: a question's id. Writes: nothing.
"""

from __future__ import annotations

import hashlib
from typing import Literal

Part = Literal["train", "held-out", "all"]


def held_out(query_id: str) -> bool:
    """Whether a question is kept for measuring, as four of ten are; nothing is chosen by looking at one."""
    return int(hashlib.sha256(query_id.encode()).hexdigest()[:8], 16) % 10 < 4


def in_part(query_id: str, part: Part) -> bool:
    """Whether a question belongs to a part."""
    return part == "all" or held_out(query_id) == (part == "held-out")
