"""PDF files: columns, running heads, footnotes and tables, told from where the words stand."""

import re

import pytest

from ingest.formats import open_source
from ingest.formats.pdf_furniture import without_furniture
from ingest.formats.pdf_lines import TextLine, visual_lines
from ingest.formats.pdf_page import Page
from ingest.formats.pdf_paragraphs import page_lines
from ingest.formats.pdf_words import Word, read_words
from ingest.text import compose, place


def line(text, top, x0=85.0, x1=530.0, size=13.0, **more):
    return TextLine(text, x0, x1, top, top + size, size, False, 30.0, **more)


def pages(*texts):
    return [
        Page(
            n,
            595.0,
            842.0,
            tuple(line(text, (50, 300, 780)[k]) for k, text in enumerate(lines)),
        )
        for n, lines in enumerate(texts, 1)
    ]


def test_running_heads_and_numbers_are_left_out_and_named():
    kept, warnings = without_furniture(
        pages(*([f"{n} SỞ TƯ PHÁP TỈNH A", "Nội dung trang", str(n)] for n in range(1, 6)))
    )
    assert [page.lines[0].text for page in kept] == ["Nội dung trang"] * 5
    assert "«SỞ TƯ PHÁP TỈNH A» (trang 1–5)" in warnings[0]


def test_text_at_the_top_that_is_not_repeated_stays():
    found = pages(["Mục tiêu chung", "x"], ["Nhiệm vụ", "y"], ["Giải pháp", "z"])
    assert without_furniture(found) == (found, [])


class Drawn:
    """A page that gives its words, each as pieces of text with their size and bottom."""

    def __init__(self, *words):
        self.words = words

    def extract_words(self, **_):
        return [{"chars": [self.letter(c, *at) for text, *at in word for c in text]} for word in self.words]

    @staticmethod
    def letter(text, size, bottom):
        return {"text": text, "size": size, "bottom": bottom, "top": bottom - size, "x0": 0, "x1": 5,
                "fontname": "Times"}  # fmt: skip


NOTE = (("14", 8.0, 740.0),)


@pytest.mark.parametrize(
    ("pieces", "read"),
    [
        ([("1.", 14.0, 200.0), ("14", 9.0, 193.0)], "1."),
        ([("dụng", 14.0, 200.0), ("14", 9.0, 193.0), (",", 14.0, 200.0)], "dụng,"),
        ([("dụng", 14.0, 200.0), ("15", 9.0, 193.0)], "dụng15"),
        ([("đồng/m", 14.0, 200.0), ("14", 9.0, 193.0)], "đồng/m14"),
        ([("CO", 14.0, 200.0), ("14", 9.0, 202.0)], "CO14"),
        ([("1.14", 14.0, 200.0)], "1.14"),
    ],
)
def test_raised_figures_of_the_notes_of_a_page_are_no_part_of_a_word(pieces, read):
    body = [[("Khoản", 14.0, 200.0)]] * 4
    assert [word.text for word in read_words(Drawn(*body, pieces, NOTE))][4:] == [read, "14"]


def test_words_of_a_line_are_put_in_order():
    words = [Word("hai", 50, 70, 100.2, 112, 12, False), Word("một", 20, 45, 100, 112, 12, False),
             Word("ba", 20, 40, 120, 132, 12, False)]  # fmt: skip
    assert [[word.text for word in row] for row in visual_lines(words)] == [["một", "hai"], ["ba"]]


def test_short_lines_end_paragraphs_and_full_ones_go_on():
    page = Page(1, 595.0, 842.0, (
        line("Thực hiện nhiệm vụ được giao theo quy định của", 100, x0=113),
        line("Ủy ban nhân dân tỉnh.", 118, x1=240),
        line("Giao Sở Tư pháp chủ trì, phối hợp với Công an", 136, x0=113),
        line("tỉnh thực hiện.", 154, x1=200),
    ))  # fmt: skip
    assert [part.ends_paragraph for part in page_lines([page])] == [False, True, False, True]


@pytest.fixture(scope="module")
def gazettes(shared):
    paths = sorted((shared / "corpus" / "pdf" / "text").glob("*.pdf"))
    assert len(paths) == 20
    return {path.stem: open_source(path) for path in paths}


@pytest.mark.slow
def test_gazettes(gazettes):
    for name, source in gazettes.items():
        text = compose(source)
        assert "CÔNG BÁO" not in text.printed, name
        assert any("CÔNG BÁO" in warning for warning in source.warnings), name
        articles = [int(number) for number in re.findall(r"(?m)^Điều (\d+)[.:]", text.printed)]
        assert sorted(set(articles)) == list(range(1, max(articles) + 1)), name
        head = text.printed[:1500]
        assert re.search(r"(?m)^CỘNG HO?[ÒÀ]A? XÃ HỘI CHỦ NGHĨA VIỆT NAM$", head), name
        assert re.search(r"(?m)^Độc lập - Tự do - Hạnh phúc$", head), name
        if "hop-nhat" not in name:
            assert re.search(r"(?m)^(?:Nghị quyết s|S)ố: \d+/(?:\d{4}/)?[\w-]+$", head), name
        pages = {origin.page for origin in text.origins}
        assert pages <= set(range(1, source.pages + 1))
        assert len(pages) >= source.pages - 1, name


@pytest.mark.slow
def test_paragraphs_of_gazettes_are_whole(gazettes):
    cut = total = 0
    for source in gazettes.values():
        text = compose(source)
        rows = {row.start for row in text.rows}
        at = 0
        for paragraph in text.printed.splitlines(keepends=True):
            if at not in rows:
                total += 1
                cut += paragraph[0].islower() and not re.match(r"[a-zđ]\d?\)", paragraph)
            at += len(paragraph)
    assert cut <= total * 0.005


@pytest.mark.slow
def test_footnotes_of_consolidated_texts_are_apart(gazettes):
    source = next(source for name, source in gazettes.items() if "4082" in name)
    text = compose(source)
    notes = re.findall(r"(?m)^(\d{1,2}) (?=\S)", text.printed)
    assert notes == [str(n) for n in range(1, len(notes) + 1)]
    assert len(notes) >= 14
    page, _ = place(text, text.printed.index("\n15 Điều 3") + 1)
    assert page is not None
    assert page > 1
