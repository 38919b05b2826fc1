"""The vocabularies say one thing each, and every file of corpus/vocabulary is whole."""

import re
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.vocabulary import (
    Successor,
    VocabularyError,
    abbreviations,
    agencies,
    agency_by_name,
    bodies,
    provinces,
    record,
    records,
    slug,
)

FOLDER = Path(__file__).parents[1] / "corpus" / "vocabulary"
FILES = sorted(FOLDER.glob("*.toml"))
PLACEHOLDER = re.compile(r"(?<!\\p)\{[a-z_]+\}")
MATCHED_WHOLE = ("paragraphs.toml [[alone]]",)
"""Tables whose counter-examples begin like their record; tests of their own match them whole."""
DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?")


def read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))


def pattern_tables() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for file in FILES:
        for name, table in read(file).items():
            rows = [r for r in table if isinstance(r, dict)] if isinstance(table, list) else []
            whole = [r for r in rows if "pattern" in r and not PLACEHOLDER.search(r["pattern"])]
            if whole:
                yield f"{file.name} [[{name}]]", whole


def written_out(pattern: str) -> str:
    """The classes of letters that the vocabulary may name and `re` does not know."""
    letters = [chr(c) for c in range(0x1EFA) if chr(c).isalpha()]
    upper, lower = (re.escape("".join(c for c in letters if test(c))) for test in (str.isupper, str.islower))
    for name, members in ((r"\p{Lu}", upper), (r"\p{Ll}", lower), (r"\p{L}", upper + lower)):
        pattern = re.sub(rf"(\[[^\]]*){re.escape(name)}", lambda m, s=members: m[1] + s, pattern)
        pattern = pattern.replace(name, f"[{members}]")
    return pattern


Reach = Callable[[str, str], int]


def in_line_starts(pattern: str, text: str) -> int:
    """Length matched at the start, capitals minded."""
    found = re.match(written_out(pattern), text)
    return len(found[0]) if found else -1


def at_start(pattern: str, text: str) -> int:
    found = re.match(written_out(pattern), text, re.IGNORECASE)
    return len(found[0]) if found else -1


def anywhere(pattern: str, text: str) -> int:
    return max((len(m[0]) for m in re.finditer(written_out(pattern), text, re.IGNORECASE)), default=-1)


def reach(rows: list[dict[str, Any]]) -> Reach:
    """How a table's patterns are meant: the narrowest way in which each matches its own examples."""
    for way in (in_line_starts, at_start):
        if all(way(r["pattern"], e) > 0 for r in rows for e in r.get("examples", ())):
            return way
    return anywhere


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_no_file_is_empty_or_repeats_a_record(file: Path) -> None:
    tables = read(file)
    assert tables
    for table in tables.values():
        rows = [repr(r) for r in table] if isinstance(table, list) else []
        assert not [r for r, n in Counter(rows).items() if n > 1]


@pytest.mark.parametrize(
    ("name", "rows"), list(pattern_tables()), ids=lambda x: x if isinstance(x, str) else ""
)
def test_patterns_match_their_examples_and_no_others(name: str, rows: list[dict[str, Any]]) -> None:
    length = reach(rows)
    for row in rows:
        assert row.get("examples"), f"{name}: {row['pattern']} has no example"
        for example in row["examples"]:
            own = length(row["pattern"], example)
            assert own > 0, f"{name}: {row['pattern']} does not match {example!r}"
            rivals = [r["pattern"] for r in rows if r is not row and length(r["pattern"], example) >= own]
            assert not rivals, f"{name}: {example!r} is matched by {rivals} too"
        for text in () if name in MATCHED_WHOLE else row.get("counter_examples", ()):
            assert length(row["pattern"], text) <= 0, f"{name}: {row['pattern']} matches {text!r}"


@pytest.mark.parametrize(
    ("name", "rows"), list(pattern_tables()), ids=lambda x: x if isinstance(x, str) else ""
)
def test_patterns_stay_linear_on_long_text(name: str, rows: list[dict[str, Any]]) -> None:
    length = reach(rows)
    for text in ("các sở, ban, " * 400, "1.1.1.1." * 600, "ngày 1/1" * 600, "a" * 5000, " " * 5000):
        for row in rows:
            begun = time.perf_counter()
            length(row["pattern"], text)
            assert time.perf_counter() - begun < 1.0, f"{name}: {row['pattern']} on {text[:20]!r}"


def test_every_spelling_means_one_agency() -> None:
    owners = defaultdict(set)
    for agency in agencies():
        for spelling in agency.spellings:
            owners[spelling.casefold()].add(agency.name)
    assert {s: o for s, o in owners.items() if len(o) > 1} == {}


def test_every_agency_is_found_by_its_examples() -> None:
    for agency in agencies():
        assert agency.examples
        assert set(agency.examples) <= set(agency.spellings), agency.name


def test_ids_are_unique_and_ascii() -> None:
    ids = Counter(a.id for a in agencies())
    assert max(ids.values()) == 1
    assert all(re.fullmatch(r"[a-z0-9-]+", i) for i in ids)


def successions() -> Iterator[tuple[str, str, Successor]]:
    for agency in agencies():
        for successor in agency.successors:
            yield agency.name, agency.until, successor


def test_successors_are_known_bodies_and_come_after() -> None:
    for name, until, successor in successions():
        assert successor.name in agency_by_name(), f"{name} → {successor.name}"
        assert DAY.fullmatch(successor.since), f"{name} → {successor.name}: {successor.since}"
        assert successor.since > until, (
            f"{name} ended on {until}, {successor.name} began on {successor.since}"
        )
        assert successor.basis, f"{name} → {successor.name} names no act"
        assert successor.source, f"{name} → {successor.name} names no source"


def test_a_body_that_ended_says_when_by_what_and_who_took_over() -> None:
    for agency in agencies():
        if agency.until:
            assert DAY.fullmatch(agency.until), agency.name
            assert agency.basis, agency.name
            assert agency.successors or agency.unconfirmed, agency.name
        assert not agency.since or DAY.fullmatch(agency.since)


def test_same_as_and_members_of_name_records() -> None:
    for agency in agencies():
        assert not agency.same_as or agency.same_as in agency_by_name(), agency.name
        assert not agency.members_of or agency.members_of in agency_by_name(), agency.name


def test_sources_are_public() -> None:
    text = "\n".join(f.read_text("utf-8") for f in FILES)
    assert not re.findall(r"shared/|collected:|/work/|jsonl|\.md\b", text)
    assert not re.findall(r"recalled|inferred|file id", text)


def test_what_rests_on_copies_is_not_confirmed() -> None:
    doubtful = ("bách khoa", "bản sao", "chưa đọc", "báo", "cafef", "suy ra")
    for name, _, successor in successions():
        if any(word in successor.source for word in doubtful):
            assert successor.certainty == "unconfirmed", f"{name} → {successor.name}: {successor.source}"


def test_bases_of_agencies_are_bodies_with_that_level() -> None:
    for body in bodies():
        assert body.examples
        spellings = (body.base, *body.aliases, *body.abbreviations)
        assert all(any(e.casefold().startswith(s.casefold()) for s in spellings) for e in body.examples), (
            body.base
        )


def test_short_forms_with_several_meanings_have_a_rule_for_each() -> None:
    meanings = defaultdict(list)
    for item in abbreviations():
        meanings[item.short].append(item)
    for short, items in meanings.items():
        for item in items:
            assert short in item.example or item.example in item.examples, item
            if len(items) == 1:
                continue
            assert item.context, f"{short} = {item.meaning} has no rule"
            assert item.examples, f"{short} = {item.meaning} has no example"
            for example in item.examples:
                chosen = [i.meaning for i in items if re.search(i.context, example)]
                assert chosen == [item.meaning], example


def test_short_forms_do_not_contradict_agencies() -> None:
    agency_shorts = {s for a in agencies() for s in a.abbreviations}
    assert not {a.short for a in abbreviations()} & agency_shorts


def test_thirty_four_provinces_and_what_became_of_the_others() -> None:
    present = {p.name: p for p in provinces() if not p.until}
    former = [p for p in provinces() if p.until]
    assert len(present) == 34
    assert sum(p.kind == "thành phố" for p in present.values()) == 6
    assert len([p for p in former if p.until == "2025-06-30"]) == 63 - 34
    for province in former:
        assert province.name not in present
        merged = present[province.merged_into]
        assert province.until < (merged.since or "2025-01-01")
        assert not merged.formed_from or province.name in merged.formed_from
    assert all(p.basis for p in provinces() if p.until or p.formed_from)


@dataclass(frozen=True)
class Sample:
    id: str
    words: tuple[str, ...] = ()
    count: int = 0


@pytest.mark.parametrize(
    ("item", "complaint"),
    [
        ({}, "missing field id"),
        ({"id": "a", "colour": "red"}, "(a): unknown field colour; known: id, words, count"),
        ({"id": 3}, "id: expected str, found 3"),
        ({"id": "a", "words": "b"}, "words: expected a list, found 'b'"),
        ({"id": "a", "words": ["b", 1]}, "words: expected str, found 1"),
        ({"id": "a", "count": True}, "count: expected int, found True"),
        ([], "expected a table, found []"),
    ],
)
def test_a_record_that_does_not_fit_is_refused_by_name(item: object, complaint: str) -> None:
    with pytest.raises(VocabularyError, match=re.escape(complaint)):
        record(Sample, item, "corpus/vocabulary/x.toml [[x]] 1")


def test_a_certainty_is_one_of_two() -> None:
    fields = {"name": "A", "function": "b", "since": "2025-03-01", "basis": "c", "source": "d"}
    with pytest.raises(VocabularyError, match="'sure' is none of 'confirmed', 'unconfirmed'"):
        record(Successor, {**fields, "certainty": "sure"}, "x")


def test_an_absent_table_is_named() -> None:
    with pytest.raises(VocabularyError, match=re.escape("agencies.toml: no [[agencies]]")):
        records("agencies.toml", "agencies", Sample)


@given(st.text())
def test_slugs_are_ascii_whatever_comes(text: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(text))
