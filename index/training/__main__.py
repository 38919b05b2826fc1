"""`python -m index.training`: the model trained from its base on sets in the BEIR layout.

Reads: files. Writes: a folder.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path

from index.training import published_base
from index.training.base import pruned
from index.training.loop import Recipe, train
from index.training.material import Set, material

_TEXTS = 60_000
"""Windows whose words decide which pieces of words are kept."""


def main() -> None:
    """Makes the material, prunes the base and trains."""
    given = _arguments().parse_args()
    sets = [Set(*map(Path, files)) for files in given.set]
    recipe = Recipe(steps=given.steps, seed=given.seed, threads=given.threads)
    _say("material …")
    read = material(sets[0], sets[1:], recipe.seed, everything=given.everything)
    _say(f"{len(read.made)} made questions, {len(read.asked)} of people, {len(read.windows)} articles")
    out: Path = given.out
    with tempfile.TemporaryDirectory(prefix="cancu-base-") as held:
        small = Path(held) / "small"
        texts = [window for shown in read.windows for window in shown] + [p.question for p in read.made]
        random.Random(recipe.seed).shuffle(texts)  # noqa: S311 - drawn for a training
        pruned(published_base.unpacked(published_base.cache_folder()), small, texts[:_TEXTS])
        shutil.copytree(small, out, dirs_exist_ok=True)
        train(small, out, read, recipe, _say)


def _arguments() -> argparse.ArgumentParser:
    usual = Recipe()
    parser = argparse.ArgumentParser(prog="python -m index.training", description=__doc__)
    parser.add_argument(
        "--set",
        nargs=3,
        action="append",
        required=True,
        metavar=("CORPUS", "QUERIES", "QRELS"),
        help="a set in the BEIR layout; questions are made of the articles of the first",
    )
    parser.add_argument("--out", type=Path, required=True, help="the folder that is written")
    parser.add_argument("--steps", type=int, default=usual.steps)
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--threads", type=int, default=usual.threads)
    parser.add_argument("--everything", action="store_true", help="train on the held-out questions too")
    return parser


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
