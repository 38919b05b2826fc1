"""Faults that the check reports on documents as they were issued: each is a real one, or the check is wrong.

    python -m bench.unaltered --home HOME [--corpus FOLDER] [--codified tune|report] [--pdf] [--keep]

Faults that a reader of the document found real stand in unaltered.toml, each with why; what remains counts
as false. `--codified` takes articles of the codification instead of documents: every so-many-th act by a
hash of its number, of which one half is looked at while the check is mended (`tune`) and the other is only
counted (`report`).

Reads: an index, real documents. Writes: figures; with --keep bench/results/unaltered.json.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bench.core import expected, verdict
from bench.measured import REPOSITORY
from bench.seeded_faults import FAULTS
from index import library as libraries
from index.citation_check import check, draft_of_file, draft_of_text
from index.citation_check.records import Item, Report
from index.library import Library
from ingest.citations import number as numbers
from ingest.errors import Unreadable

CORPUS = REPOSITORY.parent / "shared" / "corpus"
FOLDERS = ("offices", "cited", "superseding", "plan")
KNOWN = Path(__file__).with_name("unaltered.toml")
TODAY = date(2026, 11, 23)
_AROUND = 90


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault that was reported, with its surroundings."""

    document: str
    text: str
    status: str
    reason: str
    context: str
    real: str
    """Why it is one of the document itself; empty where nobody has said so."""


@dataclass
class Outcome:
    """What was counted."""

    documents: int = 0
    citations: int = 0
    faults: list[Fault] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    unused: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Real:
    """A fault of a document itself."""

    document: str
    """Its file's name, without the ending; `*` for the same words wherever they stand."""
    text: str
    status: str
    why: str


def known_real(path: Path = KNOWN) -> tuple[Real, ...]:
    """The faults that were found real."""
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("real", [])
    return tuple(Real(**row) for row in rows)


def documents(corpus: Path, *, pdf: bool) -> Iterator[Path]:
    """The real documents, text first."""
    endings = (".md", ".txt", ".pdf", ".docx") if pdf else (".md", ".txt", ".docx")
    for folder in (*FOLDERS, *(("pdf",) if pdf else ())):
        yield from sorted(p for p in (corpus / folder).rglob("*") if p.suffix in endings)


def codified(library: Library, half: str, every: int) -> Iterator[tuple[str, str]]:
    """The articles of some acts of the codification, each act as one text below a head of its own."""
    held = library.codification
    if held is None:
        return
    for act in held.acts():
        digest = int.from_bytes(hashlib.sha256(act.number.encode()).digest()[:4], "big")
        if digest % every == (0 if half == "tune" else 1) and numbers.find(f"số {act.number}"):
            names = {n.key: n for n in held.names_of_work(act.work)}
            day = (
                f"ngày {int(act.date[8:])} tháng {int(act.date[5:7])} năm {act.date[:4]}" if act.date else ""
            )
            head = f"Số: {act.number}\nHà Nội, {day}\n{act.type.upper()}\n{act.title}\n"
            texts = (f"{_label(names[a.key].provision)}. {a.title}\n{a.text}" for a in held.articles(names))
            yield act.number, head + "\n" + "\n\n".join(texts)


def _label(provision: str) -> str:
    return provision if provision.startswith("Điều") else f"Điều {provision}"


def look(
    report: Report,
    document: str,
    real: Sequence[Real],
    outcome: Outcome,
    used: set[Real],
    *,
    whole: bool = True,
) -> None:
    """Add a document's citations and faults; of a part of a text, what it lacks itself proves nothing."""
    outcome.documents += 1
    outcome.citations += len(report.items)
    outcome.statuses.update(item.status for item in report.items)
    for item in report.items:
        if item.status in FAULTS and (whole or item.act != "self"):
            found = next((r for r in real if _is(r, document, item)), None)
            if found:
                used.add(found)
            start, end = max(0, item.start - _AROUND), item.end + _AROUND
            around = f"{report.text[start : item.start]}⟦{item.text}⟧{report.text[item.end : end]}"
            outcome.faults.append(
                Fault(
                    document,
                    item.text,
                    item.status,
                    item.reason,
                    " ".join(around.split()),
                    found.why if found else "",
                )
            )


def _is(real: Real, document: str, item: Item) -> bool:
    here = real.document in ("*", document)
    return here and real.status == item.status and " ".join(item.text.split()) == real.text


def run(library: Library, options: argparse.Namespace) -> Outcome:
    """Check everything as it stands."""
    outcome, real, used = Outcome(), known_real(), set[Real]()
    if options.codified:
        for number, words in codified(library, options.codified, options.every):
            look(check(library, draft_of_text(words), TODAY), number, real, outcome, used, whole=False)
        return outcome
    for path in documents(options.corpus, pdf=options.pdf):
        try:
            draft = draft_of_file(path.name, path.read_bytes())
        except Unreadable as error:
            outcome.unread.append(f"{path.name}: {error.why}")
            continue
        look(check(library, draft, TODAY), path.stem, real, outcome, used)
    outcome.unused = [f"{r.document}: {r.text}" for r in real if r not in used]
    return outcome


def told(outcome: Outcome) -> dict[str, object]:
    """The figures."""
    false = [f for f in outcome.faults if not f.real]
    every = max(1, outcome.citations)
    return {
        "documents": outcome.documents,
        "citations": outcome.citations,
        "faults": len(outcome.faults),
        "faults_share": len(outcome.faults) / every,
        "real_faults": len(outcome.faults) - len(false),
        "false_faults": len(false),
        "false_share": len(false) / every,
        "by_status": dict(outcome.statuses.most_common()),
        "unread": outcome.unread,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print each fault and the figures; exit status 1 where too many are false (expected.toml)."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--codified", choices=("tune", "report"))
    parser.add_argument("--every", type=int, default=40)
    parser.add_argument("--pdf", action="store_true", help="PDF files too")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args(arguments)
    with libraries.open(options.home) as library:
        outcome = run(library, options)
    if not outcome.documents:
        print("no documents", file=sys.stderr)
        return 1
    for fault in outcome.faults:
        kind = f"real ({fault.real})" if fault.real else "FALSE"
        print(f"{fault.document} | {fault.status} | {kind}\n    {fault.context}\n    {fault.reason}")
    for line in outcome.unused:
        print(f"stands in {KNOWN.name} and was not reported: {line}")
    figures = told(outcome)
    for name, value in figures.items():
        print(f"{name}: {value}")
    if options.keep:
        from bench.measured import keep

        keep("unaltered", "bench.unaltered", figures)
    bar = expected("unaltered")["false_share"]
    return 0 if verdict(float(str(figures["false_share"])), bar) == "OK" else 1


if __name__ == "__main__":
    sys.exit(main())
