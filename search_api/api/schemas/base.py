"""What every model of an answer shares, and the words that several of them use.

Reads: nothing. Writes: models.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Intent = Literal["lead", "directive", "lookup", "search", "none"]
Kind = Literal["task", "unit", "directive"]
Role = Literal["lead", "coordinate", "implement", "guide", "requested"]


class Model(BaseModel):
    """A part of an answer, read from a record."""

    model_config = ConfigDict(from_attributes=True)
