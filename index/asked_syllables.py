"""How people's questions go on from one syllable to the next, as `index.training.asked_syllables` counted it.

Reads: asked_syllables.json. Writes: SyllablePairs.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from index.marks import SyllablePairs

FILE = Path(__file__).with_name("asked_syllables.json")


@cache
def asked_syllables() -> SyllablePairs:
    """The statistics; read once."""
    return SyllablePairs.from_json(FILE.read_text(encoding="utf-8"))
