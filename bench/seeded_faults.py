"""Drafts made from real documents with one known fault each: is it reported as its kind, and nothing else.

    python -m bench.seeded_faults --home HOME [--drafts 500] [--seed 1] [--documents FOLDER] [--keep]

A draft is a real document with one sentence more, whose citation is made from a record and then spoilt in a
known way (or left right). What is asked of the check: that citation's status; and no fault, beyond those
that the document had before, on any other.

Reads: an index, real documents. Writes: figures; with --keep bench/results/seeded_faults.json.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from bench.measured import REPOSITORY
from index import library as libraries
from index.citation_check import check, draft_of_file, draft_of_text
from index.citation_check.issuers import same_body
from index.citation_check.known import Known, known_of
from index.citation_check.provisions import of_work
from index.citation_check.records import Item, Status
from index.citation_check.titles import title_key
from index.fate import fate_of
from index.library import Library
from ingest.catalogue import Work, has_year

DOCUMENTS = REPOSITORY.parent / "shared" / "corpus" / "offices"
TODAY = date(2026, 11, 23)
LARGEST = 60_000
FAULTS: frozenset[Status] = frozenset(
    ("ambiguous", "provision_not_found", "mismatch", "malformed", "unresolved_reference")
)
"""What is a fault of the draft; an act's fate and the limits of the records are none."""
_YEARLY = ("Nghị định", "Thông tư")


@dataclass(frozen=True, slots=True)
class Seeded:
    """A sentence with one citation, and what the check must say of it."""

    kind: str
    sentence: str
    cited: str
    """Part of the citation that tells it from others of the sentence."""
    item: str
    """The kind of item: number, name, provision or anaphora."""
    expected: Status
    as_of: date = TODAY


@dataclass
class Records:
    """The records that faults are made from."""

    library: Library
    known: Known
    plain: list[Work] = field(init=False)

    def __post_init__(self) -> None:
        held = [w for w in self.known.works.values() if _usable(w)]
        self.plain = sorted((w for w in held if has_year(w.number) and w.type in _YEARLY), key=lambda w: w.id)
        self.unyearly = sorted(
            (w for w in held if not has_year(w.number) and len(self.known.numbered(w.number)) == 1),
            key=lambda w: w.id,
        )
        texts = (w for w in held if w.id in self.known.documents)
        self.whole = sorted(texts, key=lambda w: w.id)
        works = self.library.catalogue.works
        self.replaced = [(w, x) for w in works for x in w.replaced_by if x.effective_from and _usable(w)]
        self.dated = [
            w for w in works if w.effective_from and w.date and w.effective_from > w.date and _usable(w)
        ]
        self.amended = self._with_fate(("amended", "partly_expired"))
        self.repealed = self._with_fate(("repealed",))

    def _with_fate(self, wanted: Sequence[str]) -> list[Work]:
        return [w for w in self.known.works.values() if w.number and w.type and self._fate(w) in wanted]

    def _fate(self, work: Work) -> str:
        return fate_of(self.library, work.id, TODAY).status

    def sound(self, rng: random.Random) -> Work:
        """A record that can be cited rightly today."""
        while True:
            work = rng.choice(self.plain)
            if self._fate(work) in ("in_force", "unknown"):
                return work


def _usable(work: Work) -> bool:
    return (
        bool(work.number and work.type and work.date and work.issuer and work.title)
        and work.title_source != "plan"
    )


def _day(day: str) -> str:
    year, month, day_of = day.split("-")
    return f"{int(day_of)}/{int(month)}/{year}"


def written(work: Work, **changed: str) -> str:
    """A citation as authors write it, with some of its components changed."""
    title = changed.get("title", work.title)
    if title.lower().startswith(work.type.lower()):
        title = title[len(work.type) :].strip()
    about = title if title.lower().startswith(("quy định", "về", "hướng dẫn", "ban hành")) else f"về {title}"
    kind, number = changed.get("type", work.type), changed.get("number", work.number)
    day = _day(changed.get("date", work.date))
    return f"{kind} số {number} ngày {day} của {changed.get('issuer', work.issuer)} {about}"


def _sentence(citation: str) -> str:
    return f"Căn cứ {citation};"


def found(records: Records, rng: random.Random) -> Seeded:
    """A right citation."""
    work = records.sound(rng)
    return Seeded("found", _sentence(written(work)), work.number, "number", "found")


def mismatch(records: Records, rng: random.Random) -> Seeded:
    """Date, issuer, type or title of another act."""
    work, other = records.sound(rng), rng.choice(records.plain)
    part = rng.choice(("date", "issuer", "type", "title"))
    if part == "type":
        changed = {"type": next(t for t in _YEARLY if t != work.type)}
    elif part == "issuer":
        while same_body(other.issuer, work.issuer):
            other = rng.choice(records.plain)
        changed = {"issuer": other.issuer}
    elif part == "title":
        while title_key(other.title) == title_key(work.title):
            other = rng.choice(records.plain)
        changed = {"title": other.title}
    else:
        while other.date == work.date:
            other = rng.choice(records.plain)
        changed = {"date": other.date}
    return Seeded(f"mismatch: {part}", _sentence(written(work, **changed)), work.number, "number", "mismatch")


def not_in_corpus(records: Records, rng: random.Random) -> Seeded:
    """A number that no record bears, sometimes by one sign."""
    work = records.sound(rng)
    while True:
        serial, rest = work.number.split("/", 1)
        digits = list(serial)
        at = rng.randrange(len(digits))
        digits[at] = rng.choice("123456789")
        number = f"{''.join(digits)}/{rest}"
        if not records.known.numbered(number):
            return Seeded(
                "not_in_corpus", _sentence(written(work, number=number)), number, "number", "not_in_corpus"
            )
        work = records.sound(rng)


def malformed(records: Records, rng: random.Random) -> Seeded:
    """A slash, the year or the serial number missing; a Party number in the form of the State's."""
    form = rng.choice(("slash", "year", "serial", "party"))
    if form == "party":
        work = rng.choice([w for w in records.unyearly if w.number.endswith("/TW")])
        serial, rest = work.number.split("-", 1)
        number = f"{serial}/{rest.replace('/', '-')}"
    elif form == "slash":
        work = rng.choice(
            [w for w in records.unyearly if "/" in w.number and "-" not in w.number.split("/")[0]]
        )
        number = work.number.replace("/", "", 1)
    else:
        work = records.sound(rng)
        parts = work.number.split("/")
        number = "/".join(["…", *parts[1:]] if form == "serial" else [parts[0], *parts[2:]])
    shown = number if form != "serial" else number.lstrip("…")
    return Seeded(f"malformed: {form}", _sentence(written(work, number=number)), shown, "number", "malformed")


def ambiguous(records: Records, rng: random.Random) -> Seeded:
    """A number without year and date."""
    work = rng.choice(records.unyearly)
    sentence = _sentence(f"{work.type} số {work.number} của {work.issuer}")
    return Seeded("ambiguous", sentence, work.number, "number", "ambiguous")


def provision_not_found(records: Records, rng: random.Random) -> Seeded:
    """An article, or a clause, that the act does not have."""
    while True:
        work = rng.choice(records.whole)
        table = of_work(work, records.known)
        articles = table.below.get((), []) if table else []
        if not articles:
            continue
        if rng.random() < 0.5:
            provision = f"Điều {int(articles[-1]) + rng.randint(1, 40)}"
        else:
            article = rng.choice(articles)
            paras = (table.below if table else {}).get((article,), [])
            if not paras or paras != [str(n + 1) for n in range(len(paras))]:
                continue
            provision = f"khoản {len(paras) + rng.randint(1, 5)} Điều {article}"
        sentence = f"Thực hiện {provision} {work.type} số {work.number};"
        return Seeded("provision_not_found", sentence, provision, "provision", "provision_not_found")


def provision_found(records: Records, rng: random.Random) -> Seeded:
    """An article that the act has."""
    while True:
        work = rng.choice(records.whole)
        table = of_work(work, records.known)
        articles = table.below.get((), []) if table else []
        provision = f"Điều {rng.choice(articles)}" if articles else ""
        if provision and fate_of(records.library, work.id, TODAY, provision).status in (
            "in_force",
            "unknown",
        ):
            sentence = f"Thực hiện {provision} {work.type} số {work.number};"
            return Seeded("found: provision", sentence, provision, "provision", "found")


def not_yet_in_force(records: Records, rng: random.Random) -> Seeded:
    """An act cited between its day and that of its effect."""
    work = rng.choice(records.dated)
    day = date.fromisoformat(work.effective_from) - timedelta(days=1)
    return Seeded(
        "not_yet_in_force", _sentence(written(work)), work.number, "number", "not_yet_in_force", day
    )


def superseded(records: Records, rng: random.Random) -> Seeded:
    """An act cited after another took its place; a law sometimes by its name and year."""
    work, link = rng.choice(records.replaced)
    day = date.fromisoformat(link.effective_from) + timedelta(days=rng.randint(0, 60))
    if rng.random() < 0.5:
        name = f"{work.title} năm {work.date[:4]}"
        return Seeded("superseded: name", _sentence(name), work.title, "name", "superseded", day)
    return Seeded("superseded", _sentence(written(work)), work.number, "number", "superseded", day)


def amended(records: Records, rng: random.Random) -> Seeded:
    """An act that a text says was amended."""
    work = rng.choice(records.amended)
    return Seeded("amended", _sentence(f"{work.type} số {work.number}"), work.number, "number", "amended")


def repealed(records: Records, rng: random.Random) -> Seeded:
    """An act that a text says was repealed."""
    work = rng.choice(records.repealed)
    day = f" ngày {_day(work.date)}" if len(work.date) == len("2020-01-01") else ""
    return Seeded(
        "repealed", _sentence(f"{work.type} số {work.number}{day}"), work.number, "number", "repealed"
    )


def unresolved_reference(records: Records, rng: random.Random) -> Seeded:
    """A reference to an act of a type that was not named before."""
    del records
    kind = rng.choice(("Pháp lệnh", "Thông tư liên tịch", "Sắc lệnh", "Nghị quyết liên tịch"))
    words = f"{kind} {rng.choice(('nêu trên', 'nói trên', 'đó'))}"
    sentence = f"Tiếp tục thực hiện quy định của {words} trên địa bàn."
    return Seeded("unresolved_reference", sentence, words, "anaphora", "unresolved_reference")


def not_checked(records: Records, rng: random.Random) -> Seeded:
    """A provision of an act whose text nobody holds."""
    codified = records.library.codification
    while True:
        work = rng.choice(records.unyearly)
        if work.id not in records.known.documents and not (codified and codified.names_of_work(work.id, 1)):
            provision = f"khoản 2 Điều {rng.randint(1, 20)}"
            sentence = f"Thực hiện {provision} {work.type} số {work.number} ngày {_day(work.date)};"
            return Seeded("not_checked", sentence, provision, "provision", "not_checked")


KINDS: tuple[Callable[[Records, random.Random], Seeded], ...] = (
    found, provision_found, mismatch, not_in_corpus, malformed, ambiguous, provision_not_found,
    not_yet_in_force,
    superseded, amended, repealed, unresolved_reference, not_checked,
)  # fmt: skip


@dataclass
class Outcome:
    """What was counted."""

    seeded: Counter[str] = field(default_factory=Counter)
    reported: Counter[str] = field(default_factory=Counter)
    untouched: int = 0
    new_faults: int = 0
    standing_faults: int = 0
    missed: list[str] = field(default_factory=list)
    disturbed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def run(library: Library, documents: Sequence[Path], drafts: int, seed: int) -> Outcome:
    """Make and check the drafts."""
    records = Records(library, known_of(library))
    pools = {amended: records.amended, repealed: records.repealed, superseded: records.replaced,
             not_yet_in_force: records.dated, provision_not_found: records.whole,
             provision_found: records.whole, ambiguous: records.unyearly}  # fmt: skip
    kinds = [kind for kind in KINDS if kind not in pools or pools[kind]]
    outcome = Outcome(skipped=[kind.__name__ for kind in KINDS if kind not in kinds])
    texts = [draft_of_file(path.name, path.read_bytes()).given for path in documents]
    baselines: dict[tuple[int, date], list[Item]] = {}
    for n in range(drafts):
        rng = random.Random(seed * 1_000_003 + n)
        seeded = kinds[n % len(kinds)](records, rng)
        at_document = rng.randrange(len(texts))
        key = (at_document, seeded.as_of)
        if key not in baselines:
            baselines[key] = list(check(library, draft_of_text(texts[at_document]), seeded.as_of).items)
        _one(library, texts[at_document], baselines[key], seeded, rng, outcome)
    return outcome


def _one(
    library: Library,
    text: str,
    baseline: Sequence[Item],
    seeded: Seeded,
    rng: random.Random,
    outcome: Outcome,
) -> None:
    breaks = [
        i + 1 for i, c in enumerate(text) if c == "\n" and text[i + 1 : i + 3].strip() and i > len(text) // 10
    ]
    at = rng.choice(breaks)
    inserted = f"\n{seeded.sentence}\n\n"
    report = check(library, draft_of_text(text[:at] + inserted + text[at:]), seeded.as_of)
    end = at + len(inserted)
    inside = [i for i in report.items if at <= i.start < end]
    hit = next((i for i in inside if i.kind == seeded.item and seeded.cited in i.text), None)
    outcome.seeded[seeded.kind] += 1
    if hit is not None and hit.status == seeded.expected:
        outcome.reported[seeded.kind] += 1
    else:
        got = f"{hit.status}: {hit.reason}" if hit else f"no such citation in {[i.text for i in inside]}"
        outcome.missed.append(f"{seeded.kind}: {seeded.sentence} → {got}")
    before = {(i.start, i.end, i.kind): i.status for i in baseline}
    for item in report.items:
        if at <= item.start < end:
            continue
        moved = item.start - (len(inserted) if item.start >= end else 0)
        outcome.untouched += 1
        was = before.get((moved, moved + item.end - item.start, item.kind))
        if item.status in FAULTS:
            outcome.standing_faults += was == item.status
            if was != item.status:
                outcome.new_faults += 1
                outcome.disturbed.append(f"{item.text} {was} → {item.status}: {item.reason}")


def told(outcome: Outcome) -> dict[str, object]:
    """The figures."""
    by_status: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for kind, count in outcome.seeded.items():
        by_status[kind.partition(":")[0]][0] += outcome.reported[kind]
        by_status[kind.partition(":")[0]][1] += count
    seeded, reported = sum(outcome.seeded.values()), sum(outcome.reported.values())
    return {
        "drafts": seeded,
        "reported_as_their_kind": reported / seeded if seeded else 0.0,
        "by_status": {status: f"{right}/{every}" for status, (right, every) in sorted(by_status.items())},
        "untouched": outcome.untouched,
        "new_faults_on_untouched": outcome.new_faults / max(1, outcome.untouched),
        "faults_the_documents_had": outcome.standing_faults / max(1, outcome.untouched),
        "statuses_without_records": outcome.skipped,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; exit status 1 where a bar is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--documents", type=Path, default=DOCUMENTS)
    parser.add_argument("--drafts", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args(arguments)
    paths = [p for p in sorted(options.documents.rglob("*.md")) if p.stat().st_size < LARGEST]
    if not paths:
        print(f"no documents in {options.documents}", file=sys.stderr)
        return 1
    with libraries.open(options.home) as library:
        outcome = run(library, paths, options.drafts, options.seed)
    for line in (*outcome.missed, *outcome.disturbed):
        print(line)
    figures = told(outcome)
    for name, value in figures.items():
        print(f"{name}: {value}")
    if options.keep:
        from bench.measured import keep

        keep("seeded_faults", "bench.seeded_faults", figures)
    share, wrong = figures["reported_as_their_kind"], figures["new_faults_on_untouched"]
    return 0 if float(str(share)) >= 0.99 and float(str(wrong)) <= 0.005 else 1


if __name__ == "__main__":
    sys.exit(main())
