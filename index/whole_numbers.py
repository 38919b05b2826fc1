"""Linear layers in 8-bit whole numbers.

Reads: a module of torch. Writes: the same module, changed.
"""

from __future__ import annotations

import warnings
from typing import Any

import torch


def in_whole_numbers(module: Any) -> None:  # noqa: ANN401 - torch is not followed
    """Runs the linear layers in a module in whole numbers, each row of weights with a scale of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch says that this will move to a package of its own
        per_row = torch.ao.quantization.per_channel_dynamic_qconfig
        torch.ao.quantization.quantize_dynamic(module, {torch.nn.Linear: per_row}, inplace=True)
