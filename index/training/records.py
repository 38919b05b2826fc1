"""What a training reads, as records and as one file.

Reads: a file. Writes: Material; a file.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.errors import Unusable


@dataclass(frozen=True, slots=True)
class Question:
    """A question, what answers it, and what looks as if it did."""

    text: str
    right: int
    """The passage that answers it."""
    answers: tuple[int, ...]
    """Every article that answers it: no passage of these is wrong."""
    wrong: tuple[int, ...] = ()
    """Passages that look alike and do not answer, the likest first."""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a training reads. Articles of all sets are counted through."""

    made: tuple[Question, ...]
    asked: tuple[Question, ...]
    """Questions of people that may be learned from."""
    weighed: tuple[Question, ...]
    """Questions of people by which a training is watched, and nothing is learned."""
    passages: tuple[str, ...]
    """As the model reads them: the windows of all articles first, then the passages of made questions."""
    articles: tuple[int, ...]
    """The article of each passage."""
    windows: int
    """How many of the passages are windows of articles."""
    unmarked: Mapping[str, tuple[str, ...]]
    """Syllables as they are typed without marks, with what they may stand for."""
    written: tuple[Question, ...] = ()
    """Questions that a language model wrote of articles."""


_PARTS = ("made", "asked", "weighed", "written")


def write(material: Material, path: Path) -> None:
    """Writes material as one compressed file."""
    kept = {name: getattr(material, name) for name in Material.__slots__}
    kept |= {name: [asdict(one) for one in kept[name]] for name in _PARTS}
    with lzma.open(path, "wt", encoding="utf-8", preset=6) as file:
        json.dump(kept, file, ensure_ascii=False)


def read(path: Path) -> Material:
    """The material of a file; raises Unusable where it cannot be read."""
    try:
        with lzma.open(path, "rt", encoding="utf-8") as file:
            kept: dict[str, Any] = json.load(file)
        kept |= {name: tuple(_question(one) for one in kept.get(name, ())) for name in _PARTS}
        kept |= {name: tuple(kept[name]) for name in ("passages", "articles")}
        kept["unmarked"] = {plain: tuple(marked) for plain, marked in kept["unmarked"].items()}
        return Material(**kept)
    except (OSError, EOFError, lzma.LZMAError, ValueError, KeyError, TypeError) as error:
        raise Unusable(
            f"Không đọc được dữ liệu huấn luyện {path.name}", str(error)[:200], "hãy soạn lại tệp ấy"
        ) from error


def _question(kept: dict[str, Any]) -> Question:
    return Question(kept["text"], kept["right"], tuple(kept["answers"]), tuple(kept["wrong"]))
