"""Whatever the lines, no letter is lost, added or moved, and every offset leads back to the file."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Line, Source
from ingest.formats import open_source, read_source
from ingest.formats.emphasis import without_emphasis
from ingest.letters import clean, comparable
from ingest.text import compose, place, repaired

WORDS = st.sampled_from(
    ["Điều 5.", "a)", "- ", "1.", "của", "số", "ngày", "(", ")", "KẾ HOẠCH",
     "Cơ quan chủ trì:", "\u200b", "\u0301",
     "49/2020/", "NĐ-CP", "hoà", "Lòng ghép", "|", "*", "**", "\f", "e\u0302\u0323",
     "...", ".", ";", "I.", "\u00a0"]
)  # fmt: skip
LINES = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=12).map(" ".join))
RECORDS = st.builds(
    Line,
    text=LINES,
    page=st.none() | st.integers(1, 9),
    number=st.none() | st.integers(1, 99),
    cells=st.just(()) | st.lists(LINES, min_size=1, max_size=4).map(tuple),
    table=st.integers(0, 3),
    role=st.sampled_from(["body", "body", "body", "footnote"]),
    ends_paragraph=st.sampled_from([None, True, False]),
)


def alphanumerics(text):
    return [c for c in text if c.isalnum()]


def said(line):
    return " ".join(map(clean, line.cells)) if line.cells else clean(line.text)


@given(st.lists(RECORDS, max_size=30))
def test_every_letter_of_the_lines_is_in_the_text(lines):
    text = compose(Source("x", "text", tuple(lines)))
    assert sorted(alphanumerics(text.printed)) == sorted(alphanumerics(" ".join(map(said, lines))))
    assert len(text.matching) == len(text.printed)
    assert text.printed == "" or text.printed.endswith("\n")


@given(st.lists(RECORDS.filter(lambda line: line.role == "body"), max_size=30))
def test_order_is_the_order_of_the_lines(lines):
    text = compose(Source("x", "text", tuple(lines)))
    assert alphanumerics(text.printed) == alphanumerics(" ".join(map(said, lines)))


@given(st.lists(RECORDS, max_size=30))
def test_rows_and_origins_lie_in_the_text(lines):
    text = compose(Source("x", "text", tuple(lines)))
    for row in text.rows:
        assert "\n" not in text.printed[row.start : row.end]
        assert text.printed[row.end] == "\n"
        assert " | ".join(text.printed[a:b] for a, b in row.cells) == text.printed[row.start : row.end]
    starts = [origin.start for origin in text.origins]
    assert starts == sorted(starts)
    known = {(line.page, line.number) for line in lines}
    assert all(place(text, n) in known for n in range(len(text.printed)))


@given(st.text())
def test_comparable_text_is_as_long_as_the_printed(text):
    assert len(comparable(text)) == len(text)


@given(st.text(), st.booleans())
def test_emphasis_takes_only_stars(line, opened):
    words, _ = without_emphasis(line, opened)
    assert words.replace("*", "") == line.replace("*", "")


@given(st.lists(LINES, max_size=20).map("\n".join))
def test_any_text_file_is_read_or_refused(text):
    data = text.encode("utf-8", "surrogatepass")
    for name in ("x.txt", "x.md"):
        try:
            source = read_source(name, data)
        except Exception as error:
            assert type(error).__name__ == "Unreadable", error
        else:
            compose(source)


def test_the_plan_keeps_every_letter(plan_path):
    raw = unicodedata.normalize("NFC", plan_path.read_text(encoding="utf-8"))
    assert alphanumerics(compose(open_source(plan_path)).printed) == alphanumerics(raw)


@pytest.mark.slow
def test_documents_of_offices_keep_every_letter(shared):
    paths = sorted((shared / "corpus" / "offices").rglob("*.md"))
    assert len(paths) == 91
    for path in paths:
        raw = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
        text = compose(open_source(path))
        assert alphanumerics(text.printed) == alphanumerics(raw), path.name
        assert len(text.matching) == len(text.printed)


def test_place_gives_the_line_of_the_file(plan_path):
    lines = plan_path.read_text(encoding="utf-8").splitlines()
    text = compose(open_source(plan_path))
    for words in (
        "KẾ HOẠCH",
        "28/02/2024",
        "(Công an tỉnh chủ trì thực hiện)",
        "đấu tranh, xử lý nghiêm minh",
    ):
        page, line = place(text, text.printed.index(words))
        assert page is None
        assert words in lines[line - 1]


def test_repaired_words_stand_beside_the_printed(plan_path):
    text = compose(open_source(plan_path))
    at = text.printed.index("Lòng ghép tuyên truyền")
    assert repaired(text, at, at + 22) == "Lồng ghép tuyên truyền"
    assert text.matching[at : at + 9] == "Lồng ghép"
    assert repaired(text, at + 5, at + 9) == "ghép"
    whole = repaired(text, 0, len(text.printed))
    assert "An ninh nhân dân trên không gian mạng, kịp thời" in whole
