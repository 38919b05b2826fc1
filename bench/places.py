"""Of every document: the words at each citation's place are the words that were cited.

    python -m bench.places [--corpus FOLDER ...] [--jobs 2]

Reads every file of the folders, gazettes in PDF and scans included, as a draft is read. Takes minutes; the
test of the same property takes a part.

Reads: real documents. Writes: what does not hold, figures.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench.measured import REPOSITORY
from index.citation_check import Draft, draft_of_file
from ingest.errors import Unreadable

FOLDERS = (REPOSITORY / "corpus" / "documents", REPOSITORY.parent / "shared" / "corpus")
_ENDINGS = frozenset((".txt", ".md", ".docx", ".doc", ".pdf", ".html", ".odt", ".rtf"))


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in one file."""

    name: str
    unread: str = ""
    """Why it could not be read; empty where it was."""
    citations: int = 0
    wrong: tuple[str, ...] = ()


def broken(draft: Draft) -> Iterator[str]:
    """The citations of a draft whose place holds other words, or that were read as another text was given."""
    if draft.given != draft.stored.printed:
        yield "the text that places are told in is not the one that was read"
    for cited in draft.citations:
        held = draft.given[cited.start : cited.end]
        if held != cited.text:
            yield f"{cited.start}..{cited.end}: “{held}” for “{cited.text}”"


def look(path: Path) -> Looked:
    """One file, read as a draft."""
    try:
        draft = draft_of_file(path.name, path.read_bytes())
    except Unreadable as error:
        return Looked(path.name, unread=error.why)
    return Looked(path.name, citations=len(draft.citations), wrong=tuple(broken(draft)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what does not hold; exit status 1 where anything does not."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, nargs="+", default=FOLDERS)
    parser.add_argument("--jobs", type=int, default=1, help="files read at once")
    options = parser.parse_args(arguments)
    paths = sorted(p for f in options.corpus for p in f.rglob("*") if p.suffix.lower() in _ENDINGS)
    # What takes longest begins first.
    paths.sort(key=lambda p: (p.suffix.lower() != ".pdf", -p.stat().st_size))
    read = citations = wrong = 0
    with ProcessPoolExecutor(options.jobs) as pool:
        for found in pool.map(look, paths):
            if found.unread:
                print(f"{found.name}: not read: {found.unread}", flush=True)
                continue
            read += 1
            citations += found.citations
            wrong += len(found.wrong)
            for line in found.wrong:
                print(f"{found.name}: {line}", flush=True)
    print(f"documents: {read} of {len(paths)}; citations: {citations}; at another place: {wrong}")
    return 1 if wrong or not read else 0


if __name__ == "__main__":
    sys.exit(main())
