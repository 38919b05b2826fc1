"""Citations and assignments gained and lost between two revisions, by document, over corpus/ and ../shared.

    python -m bench.gains BASE [--documents FOLDER…] [--json FILE]

The base is read by its own code, out of the repository's history, in a process of its own; the working tree
by its own.

Reads: git, documents. Writes: what was gained and lost, on standard output; exit status 0 whatever that is.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared" / "corpus"
ENDINGS = (".txt", ".md", ".docx", ".html", ".pdf")
_READER = """
import json, sys
from pathlib import Path
from ingest.contract import as_json
from ingest.reading import read
for line in sys.stdin:
    path = line.rstrip("\\n")
    try:
        told = as_json(read(Path(path)))
        found = {"citations": told["citations"], "assignments": told["assignments"]}
    except Exception as error:
        found = {"error": type(error).__name__}
    print(json.dumps({"path": path, **found}, ensure_ascii=False), flush=True)
"""

Reading = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """What one document says more or less under the working tree than under the base."""

    document: str
    what: str
    """`citations` or `assignments`."""
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def changes(before: Mapping[str, Reading], after: Mapping[str, Reading]) -> Iterator[Change]:
    """Every difference, by document; mentions that are repeated count each time."""
    for document in sorted(before.keys() | after.keys()):
        old, new = before.get(document, {}), after.get(document, {})
        for what, keys in (("citations", citation_keys), ("assignments", assignment_keys)):
            had, has = Counter(keys(_list(old, what))), Counter(keys(_list(new, what)))
            gained, lost = sorted((has - had).elements()), sorted((had - has).elements())
            if gained or lost:
                yield Change(document, what, tuple(gained), tuple(lost))
        if ("error" in old) != ("error" in new):
            yield Change(document, "reading", *(((), ("read",)) if "error" in new else (("read",), ())))


def _list(reading: Reading, what: str) -> list[Mapping[str, object]]:
    found = reading.get(what)
    return found if isinstance(found, list) else []


def citation_keys(citations: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """A citation as one line: kind, what is cited, of which act."""
    for c in citations:
        what = c.get("number") or c.get("target_name") or c.get("text")
        parts = c.get("provision") or ()
        if c["kind"] == "provision" and isinstance(parts, list):
            yield from (f"provision | {p} | {c.get('target') or '?'}" for p in parts)
        else:
            fields = [c.get("type"), c.get("date"), c.get("issuer"), c.get("title"), c.get("target")]
            yield " | ".join(str(x) for x in (c["kind"], what, *(f or "" for f in fields)))


def assignment_keys(assignments: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """An assignment as lines: task, role, agency."""
    for a in assignments:
        tasks = a.get("tasks") or ()
        for task in tasks:  # type: ignore[attr-defined]
            for role in ("lead", "coordinate", "implement", "guide", "requested"):
                yield from (f"{task['text'][:60]} | {role} | {body}" for body in a.get(role) or ())  # type: ignore[attr-defined]


def readings(tree: Path, documents: Sequence[Path]) -> dict[str, Reading]:
    """What the code of a tree reads in each document."""
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    asked = "".join(f"{path}\n" for path in documents)
    done = subprocess.run(
        [sys.executable, "-c", _READER],
        input=asked,
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found = (json.loads(line) for line in done.stdout.splitlines() if line.startswith("{"))
    return {reading["path"]: reading for reading in found}


def tree_of(revision: str, folder: Path, repository: Path = REPOSITORY) -> Path:
    """The files of a revision, laid out in a folder; raises CalledProcessError where it is not known."""
    command = ["git", "-C", str(repository), "archive", revision, "ingest", "corpus"]
    packed = subprocess.run(command, capture_output=True, check=True)
    with tarfile.open(fileobj=BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def documents_below(folders: Iterable[Path]) -> list[Path]:
    """The files below folders that can be read, in order; scans are left out: they take minutes."""
    found = [
        p for folder in folders for p in sorted(folder.rglob("*")) if p.suffix in ENDINGS and p.is_file()
    ]
    return [p for p in found if "scan" not in p.parts and "vocabulary" not in p.parts]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what changed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("base")
    parser.add_argument(
        "--documents", type=Path, nargs="*", default=[REPOSITORY / "corpus" / "documents", SHARED]
    )
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    documents = documents_below(options.documents)
    with tempfile.TemporaryDirectory() as folder:
        before = readings(tree_of(options.base, Path(folder)), documents)
    after = readings(REPOSITORY, documents)
    found = list(changes(before, after))
    for change in found:
        print(f"{change.document}: {change.what} +{len(change.gained)} -{len(change.lost)}")
        for sign, lines in (("+", change.gained), ("-", change.lost)):
            print(*(f"  {sign} {line}" for line in lines), sep="\n") if lines else None
    gained, lost = sum(len(c.gained) for c in found), sum(len(c.lost) for c in found)
    changed = len({c.document for c in found})
    print(f"{len(documents)} documents, {changed} changed: {gained} gained, {lost} lost")
    if options.json:
        told = [{"document": c.document, "what": c.what, "gained": c.gained, "lost": c.lost} for c in found]
        options.json.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
