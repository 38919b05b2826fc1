"""A folder of a thousand files is added, killed in the middle, and added again: `python -m bench.folder`.

The files are real documents of offices as Markdown, plain text, HTML and Word, and copies of them.

Reads: the shared corpus, the plan. Writes: bench/results/folder-*.json; exit status 1 where a file was lost.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx

from bench.measured import REPOSITORY, keep

OFFICES = REPOSITORY.parent / "shared" / "corpus" / "offices"
PLAN = REPOSITORY / "corpus" / "documents"
_COMMAND = "import sys; from search_api.commands import main; sys.exit(main(sys.argv[1:]))"
_STORED = ("đã đọc: ", "trùng ", "ghép ")


def make(folder: Path, files: int) -> None:
    """Writes a folder with this many files; every round over the documents changes their numbers."""
    sources = sorted([*OFFICES.rglob("*.md"), *PLAN.glob("*.txt")])
    for n in range(files):
        source = sources[n // 4 % len(sources)]
        text = source.read_text(encoding="utf-8").replace("/2025/", f"/2{n // (4 * len(sources)):03}/")
        place = folder / f"{n % 10}"
        place.mkdir(parents=True, exist_ok=True)
        stem = place / f"{n:05}"
        if n % 4 == 1:
            lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())
            stem.with_suffix(".html").write_text(
                f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{lines}</body></html>",
                "utf-8",
            )
        elif n % 4 == 2:
            file = docx.Document()
            for line in text.splitlines():
                file.add_paragraph("".join(c for c in line if c.isprintable()))
            file.save(str(stem.with_suffix(".docx")))
        else:
            stem.with_suffix(source.suffix).write_text(text, "utf-8")


def add(folder: Path, home: Path, kill_after: int | None = None) -> tuple[list[str], float, int, int]:
    """Adds a folder in a process; gives what it said, its seconds, its exit status and its memory in MiB."""
    began = time.monotonic()
    command = [sys.executable, "-c", _COMMAND, "add", str(folder), "--home", str(home), "--each", "--json"]
    process = subprocess.Popen(
        command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr
    said: list[str] = []
    for line in process.stderr:
        if line.startswith(_STORED):
            said.append(line.rstrip("\n").partition(": ")[2])
        if kill_after is not None and len(said) >= kill_after:
            os.kill(process.pid, signal.SIGKILL)
            kill_after = None
    _, status, used = os.wait4(process.pid, 0)
    return said, time.monotonic() - began, os.waitstatus_to_exitcode(status), used.ru_maxrss // 1024


def held(home: Path) -> set[str]:
    """The files that the store holds."""
    db = sqlite3.connect(f"file:{home / 'store.sqlite'}?mode=ro", uri=True)
    try:
        return {row[0] for row in db.execute("SELECT path FROM file")}
    finally:
        db.close()


def main() -> int:
    """Adds, kills, adds again, and keeps the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=1000)
    given = parser.parse_args()
    if not OFFICES.is_dir():
        print("the shared corpus is not beside the repository")
        return 0
    with tempfile.TemporaryDirectory() as place:
        folder, home = Path(place) / "files", Path(place) / "home"
        make(folder, given.files)
        said, first, _, _ = add(folder, home, kill_after=given.files // 2)
        lost = sorted(set(said) - held(home))
        again, second, status, memory = add(folder, home)
        third_said, third, _, _ = add(folder, home)
        figures = {
            "files": given.files,
            "said_before_kill": len(said),
            "lost": len(lost),
            "read_twice": len(set(said) & set(again)),
            "held_at_the_end": len(held(home)),
            "exit_status": status,
            "seconds": {
                "until_killed": round(first, 1),
                "rest": round(second, 1),
                "unchanged": round(third, 1),
            },
            "files_a_second": round(given.files / (first + second), 2),
            "memory_mib": memory,
            "said_when_unchanged": len(third_said),
        }
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    keep("folder", "bench.folder", figures)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
