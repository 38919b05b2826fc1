"""A trained model learns further: from written questions, and from judges that read what it only compares.

    python -m index.training.further prepare --prepared PREPARED
        --set HOME CORPUS QUERIES QRELS WRITTEN … --out FURTHER
    python -m index.training.further learn --further FURTHER --base PREPARED/base --out MODEL --device cuda

PREPARED is what `python -m index.training prepare` wrote. Every HOME is the folder `index` of what `cancu
evaluate --cache` keeps, made with the model that learns on. Two judges learn first, one of the base's twelve
layers, one of the model's own; neither is shown a question of people, so that their judgements of these are
worth something. What is prepared can be carried to another machine, as for `index.training`.

Reads: article indexes, sets in the BEIR layout, written questions. Writes: Material; a model's folder.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import Unusable
from index.model import located, model_folder
from index.training.lists import Share, lists
from index.training.loop import Recipe
from index.training.records import Material, read, write

if TYPE_CHECKING:
    from index.training.network import Texts

_MADE = 36_000
"""Made questions that are kept beside the written ones."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """How long each network learns, in seconds, and what comes into a batch."""

    first_judge: float = 165.0
    """Of the base's layers."""
    second_judge: float = 65.0
    """Of the model's own layers."""
    model: float = 195.0
    rate_of_judges: float = 1e-4
    rate: float = 1e-4
    judged: tuple[int, int] = (88, 40)
    """Written and made questions of a judge's batch."""
    written: int = 112
    """Of the model's batch, as the next two."""
    people: int = 8
    made: int = 32
    wrong: int = 5
    """Look-alikes that come with each question."""


@dataclass(frozen=True, slots=True)
class Judgements:
    """What judges say of each question of a kind: in logits, of its right passage, then of the others."""

    written: list[list[float]]
    asked: list[list[float]]
    weighed: list[list[float]]


def learn(base: Path, known: Material, out: Path, lessons: Lessons, device: str) -> Judgements:
    """Writes the model of this machine, having learned further, into `out`; gives what the judges say.

    Raises Unusable where `out` is there.
    """
    from index.training.network import Reader

    if out.exists():
        raise Unusable(f"Không ghi được mô hình vào {out}", "thư mục ấy đã có", "hãy chọn một tên khác")
    model = model_folder(located())
    _say(f"{len(known.written)} written, {len(known.asked)} of people, {len(known.passages)} passages")
    other = Reader(base)
    first = _judge(base, (other, other.passages(known.passages)), known, lessons, lessons.first_judge, device)
    reader = Reader(model)
    texts = (reader, reader.passages(known.passages))
    second = _judge(model, texts, known, lessons, lessons.second_judge, device)
    both = Judgements(*(_mean(getattr(first, of), getattr(second, of)) for of in Judgements.__slots__))
    _tell("both judges", both)
    shutil.copytree(model, out)
    _distilled(out, texts, known, both, lessons, device)
    return both


def _judge(
    folder: Path, texts: Texts, known: Material, lessons: Lessons, seconds: float, device: str
) -> Judgements:
    """What a network of a folder's kind says, once it has learned to judge."""
    from index.training.cross_encoder import CrossEncoder, judgements, learn_to_judge

    network = CrossEncoder(folder, device)
    shares = (Share(known.written, lessons.judged[0]), Share(known.made, lessons.judged[1]))
    recipe = Recipe(seconds=seconds, wrong=lessons.wrong, rate=lessons.rate_of_judges)
    learn_to_judge(network, texts, lists(shares, lessons.wrong, known.unmarked, 0), recipe, _say)
    kinds = (known.written, known.asked, known.weighed)
    found = Judgements(*(judgements(network, texts, questions) for questions in kinds))
    _tell(folder.name, found)
    return found


def _tell(who: str, judged: Judgements) -> None:
    from index.training.cross_encoder import right_first

    shares = ", ".join(f"{of} {right_first(getattr(judged, of)):.4f}" for of in Judgements.__slots__)
    _say(f"{who}: right ones first of {shares}")


def _mean(one: Sequence[Sequence[float]], other: Sequence[Sequence[float]]) -> list[list[float]]:
    both = zip(one, other, strict=True)
    return [[(a + b) / 2 for a, b in zip(left, right, strict=True)] for left, right in both]


def _distilled(
    folder: Path, texts: Texts, known: Material, judged: Judgements, lessons: Lessons, device: str
) -> None:
    """Lets the model of a folder learn, and writes it there."""
    from index.training.distilling import distil
    from index.training.network import Network
    from index.training.network import write as write_model

    network = Network(folder, device)
    network.keep_pieces()
    shares = (
        Share(known.written, lessons.written, judged.written),
        Share(known.asked, lessons.people, judged.asked),
        Share(known.made, lessons.made),
    )
    drawn = lists(shares, lessons.wrong, known.unmarked, 1)
    recipe = Recipe(seconds=lessons.model, wrong=lessons.wrong, rate=lessons.rate)
    distil(network, texts, drawn, known.articles, recipe, _say)
    write_model(network, folder)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def main() -> None:
    """Prepares, or learns."""
    given = _arguments().parse_args()
    if given.stage == "prepare":
        _prepare(given)
    else:
        import torch

        torch.set_num_threads(given.threads)
        lengths = {name: getattr(given, name) for name in ("first_judge", "second_judge", "model")}
        learn(given.base, read(given.further), given.out, replace(Lessons(), **lengths), given.device)


def _prepare(given: argparse.Namespace) -> None:
    from index.training.further_material import WrittenSet, beside, material
    from index.training.material import Set

    known = material([WrittenSet(home, Set(*files), asked) for home, *files, asked in given.set])
    write(beside(known, read(given.prepared / "material.json.xz"), _MADE), given.out)


def _arguments() -> argparse.ArgumentParser:
    usual = Lessons()
    parser = argparse.ArgumentParser(prog="python -m index.training.further", description=__doc__)
    stages = parser.add_subparsers(dest="stage", required=True)
    prepare = stages.add_parser("prepare", help="makes the material")
    prepare.add_argument(
        "--set",
        nargs=5,
        action="append",
        required=True,
        type=Path,
        metavar=("HOME", "CORPUS", "QUERIES", "QRELS", "WRITTEN"),
    )
    prepare.add_argument("--prepared", type=Path, required=True, help="the folder of the first training")
    learning = stages.add_parser("learn", help="trains")
    learning.add_argument("--further", type=Path, required=True, help="the file that was prepared")
    learning.add_argument("--base", type=Path, required=True, help="the base, of which the first judge is")
    learning.add_argument("--device", default="cpu", help="cpu or cuda")
    learning.add_argument("--threads", type=int, default=1)
    for name in ("first_judge", "second_judge", "model"):
        option = f"--{name.replace('_', '-')}"
        learning.add_argument(option, type=float, default=getattr(usual, name), help="seconds")
    for stage in (prepare, learning):
        stage.add_argument("--out", type=Path, required=True, help="what is written")
    return parser


if __name__ == "__main__":
    main()
