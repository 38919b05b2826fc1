"""Arrays that stay in their files.

Reads: a file of numpy. Writes: an array.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def mapped(path: Path) -> NDArray[Any]:
    """An array whose parts are read from its file as they are needed."""
    return plain(np.load(path, mmap_mode="r"))


def plain(array: NDArray[Any]) -> NDArray[Any]:
    """The same array without what numpy adds to those in files, whose slices take ten times as long."""
    return array.view(np.ndarray)
