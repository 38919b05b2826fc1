"""In which numbers a model computes: which are quick on this machine, and which of them go together.

Vectors in bfloat16 have a cosine above 0.999 with those in float32, so questions in one go with texts in the
other. Those in int8 are off by a tenth: texts embedded so are to be asked in the same numbers.

Reads: a model's folder, the processor. Writes: a name.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

Arithmetic = Literal["float32", "bfloat16", "int8"]
"""Of the linear layers. `bfloat16` is computed in float32 where the processor is slow at it, and `int8` where
the model's folder does not allow it."""

WHOLE_NUMBERS = "int8_linear"
"""The setting of a model's folder that lets its linear layers run in 8-bit whole numbers."""


def quick_at_bfloat16() -> bool:
    """Whether this processor has instructions for bfloat16; without them it is slower than float32."""
    from torch import cpu

    told = (getattr(cpu, name, None) for name in ("_is_avx512_bf16_supported", "_is_amx_tile_supported"))
    return any(asked is not None and asked() for asked in told)


def allows_whole_numbers(folder: Path) -> bool:
    """Whether a model's folder says that its linear layers may be run in 8-bit whole numbers."""
    settings = folder / "config_sentence_transformers.json"
    return settings.is_file() and bool(json.loads(settings.read_text(encoding="utf-8")).get(WHOLE_NUMBERS))


def quickest() -> Arithmetic:
    """The numbers for texts by the ten thousand on this machine."""
    return "bfloat16" if quick_at_bfloat16() else "int8"


def go_together(one: Arithmetic, other: Arithmetic) -> bool:
    """Whether vectors made in these numbers may be compared with each other."""
    return (one == "int8") == (other == "int8")


def of_questions(texts: Arithmetic) -> Arithmetic:
    """The numbers for questions to texts that were embedded in these."""
    return "int8" if texts == "int8" else "bfloat16"
