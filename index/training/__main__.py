"""`python -m index.training prepare` and `… learn`: the model trained from its base, in two stages.

What is prepared can be carried to another machine: to learn needs PyTorch, transformers and tokenizers only.

Reads: files. Writes: a folder.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

from index.training.loop import Recipe
from index.training.records import read, write

_TEXTS = 60_000
"""Passages whose words decide which pieces of words are kept."""
_MATERIAL, _BASE = "material.json.xz", "base"


def main() -> None:
    """Prepares, or learns."""
    given = _arguments().parse_args()
    if given.stage == "prepare":
        _prepare(given)
    else:
        _learn(given)


def _prepare(given: argparse.Namespace) -> None:
    from index.training import published_base
    from index.training.base import pruned
    from index.training.material import Set, material

    out: Path = given.out
    out.mkdir(parents=True, exist_ok=True)
    found = material([Set(*map(Path, files)) for files in given.set], given.seed, everything=given.everything)
    _say(f"{len(found.made)} made questions, {len(found.asked)} of people, {len(found.passages)} passages")
    write(found, out / _MATERIAL)
    texts = [*found.passages[: found.windows], *(question.text for question in found.made)]
    random.Random(given.seed).shuffle(texts)  # noqa: S311 - drawn for a training
    pruned(published_base.unpacked(published_base.cache_folder()), out / _BASE, texts[:_TEXTS])


def _learn(given: argparse.Namespace) -> None:
    import torch

    from index.training.course import learn

    torch.set_num_threads(given.threads)
    recipe = Recipe(
        steps=given.steps,
        seconds=given.seconds,
        size=given.size,
        asked=given.asked,
        wrong=given.wrong,
        rate=given.rate,
        seed=given.seed,
    )
    prepared: Path = given.prepared
    learn(prepared / _BASE, given.out, read(prepared / _MATERIAL), recipe, given.device, _say)


def _arguments() -> argparse.ArgumentParser:
    usual = Recipe()
    parser = argparse.ArgumentParser(prog="python -m index.training", description=__doc__)
    stages = parser.add_subparsers(dest="stage", required=True)
    prepare = stages.add_parser("prepare", help="makes the material and the base")
    prepare.add_argument(
        "--set",
        nargs=3,
        action="append",
        required=True,
        metavar=("CORPUS", "QUERIES", "QRELS"),
        help="a set in the BEIR layout; questions are made of its articles too",
    )
    prepare.add_argument("--everything", action="store_true", help="learn from held-out questions too")
    learn = stages.add_parser("learn", help="trains")
    learn.add_argument("--prepared", type=Path, required=True, help="the folder that was prepared")
    learn.add_argument("--device", default="cpu", help="cpu or cuda")
    learn.add_argument("--steps", type=int, default=usual.steps, help="of all lessons together")
    learn.add_argument("--seconds", type=float, default=0.0, help="of all lessons together, instead of steps")
    for name in ("size", "asked", "wrong"):
        learn.add_argument(f"--{name}", type=int, default=getattr(usual, name), help="in a batch")
    learn.add_argument("--rate", type=float, default=usual.rate)
    learn.add_argument("--threads", type=int, default=1)
    for stage in (prepare, learn):
        stage.add_argument("--out", type=Path, required=True, help="the folder that is written")
        stage.add_argument("--seed", type=int, default=usual.seed)
    return parser


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
