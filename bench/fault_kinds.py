"""The faults that drafts get, one maker a kind: a sentence whose citation is made from a record, then spoilt.

What an act's record says makes the citation right; one component is then changed in a way that the check
must tell: another act's date, a missing slash, an article that the act does not have. Some sentences stay
right, for the check must say that too.

Reads: an index's records. Writes: Seeded sentences.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bench.fault_records import TODAY, YEARLY, Records
from index.citation_check.issuers import same_body
from index.citation_check.provisions import of_work
from index.citation_check.records import Status
from index.citation_check.titles import title_key
from index.fate import fate_of
from ingest.catalogue import Work


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


def _day(day: str) -> str:
    year, month, day_of = day.split("-")
    return f"{int(day_of)}/{int(month)}/{year}"


def _full(work: Work) -> str:
    """Type, number, day and issuer, as far as the record has them: what tells an act from its namesakes."""
    day = f" ngày {_day(work.date)}" if len(work.date) == len("2020-01-01") else ""
    return f"{work.type} số {work.number}{day}" + (f" của {work.issuer}" if work.issuer else "")


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
        changed = {"type": next(t for t in YEARLY if t != work.type)}
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
        sentence = f"Thực hiện {provision} {_full(work)};"
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
            sentence = f"Thực hiện {provision} {_full(work)};"
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
    return Seeded("amended", _sentence(_full(work)), work.number, "number", "amended")


def repealed(records: Records, rng: random.Random) -> Seeded:
    """An act that a text says was repealed."""
    work = rng.choice(records.repealed)
    return Seeded("repealed", _sentence(_full(work)), work.number, "number", "repealed")


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


Maker = Callable[[Records, random.Random], Seeded]
KINDS: tuple[Maker, ...] = (
    found, provision_found, mismatch, not_in_corpus, malformed, ambiguous, provision_not_found,
    not_yet_in_force,
    superseded, amended, repealed, unresolved_reference, not_checked,
)  # fmt: skip


def possible(records: Records) -> list[Maker]:
    """The kinds for which there are records to make them from."""
    pools = {amended: records.amended, repealed: records.repealed, superseded: records.replaced,
             not_yet_in_force: records.dated, provision_not_found: records.whole,
             provision_found: records.whole, ambiguous: records.unyearly}  # fmt: skip
    return [kind for kind in KINDS if kind not in pools or pools[kind]]
