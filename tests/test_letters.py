"""Tone placement, look-alike letters, known misprints: read alike, printed as they are."""

import re
import time

import pytest

from ingest.document import Line, Source
from ingest.letters import Lookalike, Misprint, clean, comparable, misprints
from ingest.text import compose
from ingest.vocabulary import records

MISPRINTS = records("misprints.toml", "misprint", Misprint)
LOOKALIKES = [
    row
    for table in ("everywhere", "between", "in_latin")
    for row in records("lookalikes.toml", table, Lookalike)
]


def mended(text):
    seen = comparable(text)
    parts, at = [], 0
    for repair in misprints(seen):
        parts += [seen[at : repair.start], repair.repaired]
        at = repair.end
    return "".join(parts) + seen[at:]


@pytest.mark.parametrize("record", MISPRINTS, ids=lambda record: record.name)
def test_misprints_read_as_their_examples_say(record):
    own = re.compile(f"{record.before}(?:{record.printed}){record.after}")
    assert record.examples
    assert record.counter_examples
    for printed, read in record.examples:
        assert own.search(comparable(printed)), printed
        assert mended(printed) == read
    for text in record.counter_examples:
        assert not own.search(comparable(text)), text


@pytest.mark.parametrize("record", MISPRINTS, ids=lambda record: record.name)
def test_an_example_is_matched_by_its_record_alone(record):
    wrong = re.compile(f"{record.before}(?:{record.printed}){record.after}")
    for printed, _ in record.examples:
        span = wrong.search(comparable(printed)).span()
        others = [
            other.name
            for other in MISPRINTS
            if other is not record
            for hit in re.finditer(f"{other.before}(?:{other.printed}){other.after}", comparable(printed))
            if hit.start() < span[1] and span[0] < hit.end()
        ]
        assert others == []


@pytest.mark.parametrize("record", LOOKALIKES, ids=lambda record: record.name)
def test_lookalikes_read_as_their_examples_say(record):
    assert len(record.printed) == len(record.read)
    for printed, read in record.examples:
        assert comparable(printed) == read
    for text in record.counter_examples:
        assert comparable(text) == text


@pytest.mark.parametrize(
    ("printed", "read"),
    [("hoà", "hòa"), ("Uỷ", "Ủy"), ("HOÀ", "HÒA"), ("thuỷ", "thủy"), ("khoẻ", "khỏe"), ("loà xoà", "lòa xòa"),
     ("quý", "quý"), ("QUỲ", "QUỲ"), ("hoàn", "hoàn"), ("huỳnh", "huỳnh"), ("hòan", "hoàn"),
     ("ngòai", "ngoài"),
     ("của", "của"), ("mùa", "mùa"), ("khoá XIII", "khóa XIII")],
)  # fmt: skip
def test_one_tone_placement(printed, read):
    assert comparable(printed) == read


def test_printed_words_keep_the_authors_spelling():
    text = compose(Source("x", "text", (Line("Thường trực Tỉnh uỷ, số 5/NÐ-CP, Lòng ghép"),)))
    assert text.printed == "Thường trực Tỉnh uỷ, số 5/NÐ-CP, Lòng ghép\n"
    assert text.matching == "Thường trực Tỉnh ủy, số 5/NĐ-CP, Lồng ghép\n"
    assert [(r.printed, r.repaired) for r in text.repairs] == [("Lòng ghép", "Lồng ghép")]


@pytest.mark.parametrize(
    ("raw", "words"),
    [("a\u200bb\u00adc", "abc"), ("a\u00a0\t b", "a b"), ("e\u0323\u0302", "ệ"), ("\x00a\x07", "a"),
     ("a\u2028b", "a b"),
     ("\uf0b7 Sở Tư pháp", "• Sở Tư pháp"), ("\ud800x", "x"), ("  ", "")],
)  # fmt: skip
def test_what_is_no_letter_goes(raw, words):
    assert clean(raw) == words


def test_hostile_text_takes_no_time():
    started = time.monotonic()
    for text in ("phần đầu " * 20_000, "BCD-" * 50_000, "òa" * 100_000, "Сa/" * 50_000, "a–" * 100_000):
        list(misprints(comparable(text)))
    assert time.monotonic() - started < 10
