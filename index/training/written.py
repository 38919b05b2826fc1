"""Questions that were written of articles, each with the article that answers it.

A language model wrote them: it was shown articles (of the codification some drawn by chance, of ALQAC 2025
nearly all), told how people ask and shown questions of the part that is trained on, none that is held out.
One file for each set, a JSON object a line: the article's `id`, `q`.

Reads: index/training/written/*.jsonl. Writes: Written records.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from index.errors import Unusable

FOLDER = Path(__file__).with_name("written")
"""Where the questions lie: `alqac.jsonl` of the articles of the ALQAC 2025 set, `codification.jsonl`."""


@dataclass(frozen=True, slots=True)
class Written:
    """A question, and the id of the article of which it was written."""

    number: str
    """Names the question among those of its file."""
    text: str
    article: str


def written(path: Path) -> list[Written]:
    """The questions of a file, in its order; raises Unusable where it cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        read = [json.loads(line) for line in lines]
        return [Written(f"{path.stem} {at}", one["q"], one["id"]) for at, one in enumerate(read)]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unusable(
            f"Không đọc được các câu hỏi {path.name}", str(error)[:200], "hãy lấy lại tệp ấy từ kho mã"
        ) from error
