"""Character error of recognition, and what each step of preparation is worth.

    python -m bench.recognition [--pages 0,4,8] [--plan]

Prints the plan, seals every page, lays it askew and scans it in grey with noise; recognises it with all
steps and without each of them; compares with the words that were printed. `--plan` reads the
whole plan through every stage and counts what of its assignments and citations comes back.

Reads: the plan, fonts of the machine. Writes: one JSON object on standard output.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import json
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
from PIL import Image

from bench.measured import circumstances
from ingest.reading import read
from ingest.recognition.preparation import ALL, Steps, prepare
from ingest.recognition.tesseract import recognise, words_of

PLAN = Path(__file__).parents[1] / "corpus" / "documents" / "ke-hoach-138-tuyen-quang-2024.txt"
DPI = 200


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", default="0,4,8", help="pages of the printed plan, from 0")
    parser.add_argument("--plan", action="store_true", help="read the whole plan too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        printed, scans = printed_and_scanned(Path(folder))
        pages = [int(page) for page in given.pages.split(",")]
        result: dict[str, Any] = {
            **circumstances("bench.recognition", ("pillow", "scipy")),
            "character_error": errors(printed, scans, pages),
        }
        if given.plan:
            result["plan"] = whole_plan(printed, scans, Path(folder))
    print(json.dumps(result, ensure_ascii=False, indent=2))


def printed_and_scanned(folder: Path) -> tuple[Path, list[Image.Image]]:
    """The plan as a PDF with its text, and what a scanner makes of its pages, each with a seal on it."""
    paper = _of_tests("writers.scan")
    written = _of_tests("writers.document").written(PLAN)
    printed: Path = _of_tests("writers.pdf").write_pdf(written, folder / "plan.pdf")
    scans = [
        paper.scanned(paper.sealed(page, (0.62, 0.35 + 0.03 * n)), seed=n)
        for n, page in enumerate(paper.rendered(printed, dpi=DPI))
    ]
    return printed, scans


def errors(printed: Path, scans: list[Image.Image], pages: list[int]) -> dict[str, float]:
    """Character error with all steps, without each, and with none; of the pages chosen, together."""
    with pdfplumber.open(printed) as document:
        truth = {n: " ".join(document.pages[n].extract_text().split()) for n in pages}
    chosen = {"all steps": ALL, "no step": Steps(*[False] * len(dataclasses.fields(Steps)))}
    for field in dataclasses.fields(Steps):
        chosen[f"without {field.name}"] = dataclasses.replace(ALL, **{field.name: False})
    found: dict[str, float] = {}
    for name, steps in chosen.items():
        wrong = sum(_distance(_recognised(scans[n], steps), truth[n]) for n in pages)
        found[name] = round(wrong / sum(map(len, truth.values())), 5)
    return found


def whole_plan(printed: Path, scans: list[Image.Image], folder: Path) -> dict[str, float]:
    """F1 of assignments, of citations and of what they mean against the printed text; seconds a page."""
    scoring = _of_tests("test_scans")
    scan = _of_tests("writers.scan").as_pdf(scans, folder / "scan.pdf", dpi=DPI)
    started = time.monotonic()
    found = read(scan)
    seconds = time.monotonic() - started
    wanted = read(printed)
    return {
        "assignments_f1": round(scoring.f1(scoring.triples(found), scoring.triples(wanted)), 4),
        "citations_f1": round(scoring.f1(scoring.cited(found), scoring.cited(wanted)), 4),
        "meant_f1": round(scoring.f1(scoring.meant(found), scoring.meant(wanted)), 4),
        "seconds_a_page": round(seconds / len(scans), 2),
    }


def _of_tests(module: str) -> Any:  # noqa: ANN401 - tests carry no types
    return importlib.import_module(f"tests.{module}")


def _recognised(scan: Image.Image, steps: Steps) -> str:
    prepared = prepare(scan, DPI, steps)
    return " ".join(words_of(recognise(prepared.image, prepared.dpi)).split())


def _distance(found: str, wanted: str) -> int:
    """How many letters have to be put in, left out or changed to make one text of the other."""
    letters = np.array([ord(letter) for letter in wanted])
    places = np.arange(len(letters) + 1)
    row = places
    for n, letter in enumerate(found, 1):
        changed = np.minimum(row[1:] + 1, row[:-1] + (letters != ord(letter)))
        row = np.minimum.accumulate(np.concatenate(([n], changed)) - places) + places
    return int(row[-1])


if __name__ == "__main__":
    main()
