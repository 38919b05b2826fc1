"""How much of real documents comes back from the encodings of before Unicode.

    python -m bench.old_encodings FOLDER... [--most 40000] [--shown 12]

Writes every document below the folders (text, Markdown) as a plain file in TCVN3, VNI, VISCII and
Windows-1258, reads it and compares with what is read of the same document in Unicode. Signs that an
encoding has no code for are left out of both. TCVN3 in plain text has no capitals with a tone: words that
differ in nothing else are counted apart.

Reads: documents. Writes: one JSON object on standard output.
"""

from __future__ import annotations

import argparse
import importlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from bench.measured import circumstances
from ingest.errors import Unreadable
from ingest.formats import read_source
from ingest.text import compose


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument(
        "--most", type=int, default=40_000, help="code points of each document that are taken"
    )
    parser.add_argument("--shown", type=int, default=12, help="kinds of differences that are shown")
    given = parser.parse_args()
    texts = [path.read_text("utf-8")[: given.most] for path in _documents(given.folders)]
    result: dict[str, Any] = {**circumstances("bench.old_encodings", ()), "documents": len(texts)}
    for name, encode in _encoders().items():
        result[name] = measured(texts, encode, given.shown)
    print(json.dumps(result, ensure_ascii=False, indent=2))


def measured(texts: list[str], encode: Callable[[str], bytes], shown: int) -> dict[str, Any]:
    """How many documents come back letter for letter, how many but for capitals, what is wrong in others."""
    exact = capitals = refused = words = 0
    wrong: Counter[str] = Counter()
    for text in texts:
        held = "".join(filter(_holds(encode), text))
        want = compose(read_source("a.txt", held.encode())).printed
        try:
            got = compose(read_source("a.txt", encode(held))).printed
        except Unreadable as error:
            refused += 1
            wrong[f"refused: {error}"] += 1
            continue
        words += len(want.split())
        exact += got == want
        capitals += got != want and got.lower() == want.lower()
        wrong.update(_differences(want, got))
    kinds = [f"{count} × {kind}" for kind, count in wrong.most_common(shown)]
    return {
        "letter_for_letter": exact,
        "but_for_capitals": capitals,
        "refused": refused,
        "words": words,
        "wrong_places": sum(wrong.values()),
        "kinds": kinds,
    }


def _differences(want: str, got: str) -> Iterator[str]:
    if got == want:
        return
    a, b = want.split(), got.split()
    for kind, i, j, k, end in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind != "equal":
            yield f"{' '.join(a[i:j])[:60]} -> {' '.join(b[k:end])[:60]}"


def _holds(encode: Callable[[str], bytes]) -> Callable[[str], bool]:
    """Whether an encoding can write a sign: it has a code for it, and the code is no letter's."""
    small = importlib.import_module("tests.writers.old_encodings").LETTERS
    letters = {letter for one in small for letter in (one, one.upper())}
    codes = {encode(letter) for letter in letters}
    known: dict[str, bool] = {}

    def holds(letter: str) -> bool:
        if letter not in known:
            try:
                known[letter] = letter in letters or letter.isascii() or encode(letter) not in codes
            except UnicodeEncodeError:
                known[letter] = False
        return known[letter]

    return holds


def _documents(folders: list[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".txt"))


def _encoders() -> dict[str, Callable[[str], bytes]]:
    found: dict[str, Callable[[str], bytes]] = importlib.import_module("tests.writers.old_encodings").ENCODERS
    return found


if __name__ == "__main__":
    main()
