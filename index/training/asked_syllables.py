"""How people's questions go on from one syllable to the next: counted in the written questions.

    python -m index.training.asked_syllables

Laws do not ask, and a list of ways to ask does not hold the words around them (`đúng hay sai`, `anh A mua
nhà`): marks that were left out of a question are restored by these counts too.

Reads: index/training/written/*.jsonl. Writes: index/asked_syllables.json.
"""

from __future__ import annotations

from collections import Counter

from index.asked_syllables import FILE
from index.marks import SyllablePairs
from index.training.written import FOLDER, written

_LEAST = 5
"""Times that a pair has to be seen, so that the file stays small."""
_ONE = 8
"""So many are counted as one: questions by the ten thousand are many beside a list of ways to ask."""


def counted() -> SyllablePairs:
    """The statistics of all written questions."""
    found = SyllablePairs.of(one.text for path in sorted(FOLDER.glob("*.jsonl")) for one in written(path))
    single = Counter({word: _share(n) for word, n in found.single.items() if n >= _LEAST})
    pairs = Counter({pair: _share(n) for pair, n in found.pairs.items() if n >= _LEAST})
    return SyllablePairs.counted(single, pairs)


def _share(count: int) -> int:
    return max(1, round(count / _ONE))


def main() -> None:
    """Counts, and writes the file."""
    FILE.write_text(counted().as_json(), encoding="utf-8")


if __name__ == "__main__":
    main()
