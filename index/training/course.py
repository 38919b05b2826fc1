"""The course of a training: a large network learns, finds look-alikes, and teaches the small one.

The small one begins as some of the large one's layers. Each network learns in two lessons, with look-alikes
found anew between them.

Reads: a base, Material. Writes: the small model's folder.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.training.base import LAYERS, layers_kept
from index.training.look_alikes import mined, ranked
from index.training.loop import Recipe, train
from index.training.network import Network, Numbers, Reader, write
from index.training.records import Material


@dataclass(frozen=True, slots=True)
class Course:
    """How long each network learns, before and after look-alikes are found anew; shares of the recipe."""

    teacher: tuple[float, ...] = (0.15, 0.2)
    student: tuple[float, ...] = (0.35, 0.3)


def learn(
    base: Path,
    out: Path,
    material: Material,
    recipe: Recipe,
    device: str,
    say: Callable[[str], None],
    course: Course | None = None,
    layers: Sequence[int] = LAYERS,
) -> None:
    """Trains on a base of all layers, and writes the small model into `out`, which may be there."""
    course = course or Course()
    reader = Reader(base)
    passages = reader.passages(material.passages)
    teacher = Network(base, device)
    for part in course.teacher:
        train(teacher, reader, material, passages, _part(recipe, part), say)
        _tell(teacher, reader, material, passages, say)
        material = mined(teacher, reader, material, passages)
    with tempfile.TemporaryDirectory(prefix="cancu-teacher-") as held:
        folder = Path(held) / "teacher"
        shutil.copytree(base, folder)
        write(teacher, folder)
        layers_kept(folder, out, layers)
    student = Network(out, device)
    for number, part in enumerate(course.student):
        if number:
            material = mined(student, reader, material, passages)
        train(student, reader, material, passages, _part(recipe, part), say, teacher)
        write(student, out)
        _tell(student, reader, material, passages, say)


def _tell(
    network: Network,
    reader: Reader,
    material: Material,
    passages: Sequence[Numbers],
    say: Callable[[str], None],
) -> None:
    score = ranked(network, reader, material, passages)
    say(f"watched questions: nDCG@10 {score.dense:.4f} by vectors, {score.both:.4f} with tokens")


def _part(recipe: Recipe, share: float) -> Recipe:
    return replace(recipe, steps=max(1, round(recipe.steps * share)), seconds=recipe.seconds * share)
