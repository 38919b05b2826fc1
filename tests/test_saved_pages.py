"""Pages saved from legal sites: the document and nothing around it; number, dates and status as the page states them."""

from __future__ import annotations

import re

import pytest

from ingest.formats import read_source
from ingest.reading import read
from ingest.text import compose
from tests.writers.html import (
    DECREE_HTML,
    DECREE_LINES,
    ENGLISH,
    government_site,
    national_database,
    private_site_with_summary,
    private_site_with_tabs,
)

SITES = {
    "tabs": private_site_with_tabs(),
    "tabs, text hidden": private_site_with_tabs(hidden=True),
    "summary": private_site_with_summary(),
    "database": national_database(),
}
BARE = f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{DECREE_HTML}</body></html>"


def text_of(page):
    return compose(read_source("a.html", page.encode())).printed


@pytest.fixture
def document(tmp_path):
    def made(page):
        path = tmp_path / "a.html"
        path.write_text(page, encoding="utf-8")
        return read(path)

    return made


@pytest.mark.parametrize("site", SITES)
def test_the_document_and_nothing_around_it(site):
    assert text_of(SITES[site]) == text_of(BARE)


def test_the_head_is_that_of_the_text(document):
    for page in SITES.values():
        head = document(page).head
        assert (head.number, head.number_read, head.type, head.date) == (
            "49/2020/NĐ-CP",
            "full",
            "Nghị định",
            "2020-04-17",
        )
        assert (head.issuer, head.signer) == ("Chính phủ", "Nguyễn Xuân Phúc")


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ("tabs", ("49/2020/NĐ-CP", "Nghị định", "Chính phủ", "2020-04-17", "2020-06-01", "còn hiệu lực")),
        ("summary", ("49/2020/NĐ-CP", "Nghị định", "Chính phủ", "2020-04-17", "2020-06-01", None)),
        ("database", (None, None, None, None, "2020-06-01", "hết hiệu lực một phần")),
    ],
)
def test_what_the_page_states(document, site, expected):
    stated = document(SITES[site]).stated
    found = (stated.number, stated.type, stated.issuer, stated.date, stated.effective_from, stated.status)
    assert found == expected
    assert stated.page == "https://example.org/van-ban/49-2020"
    assert stated.ends_on is None


def test_a_page_without_the_text_says_so(document):
    found = document(government_site())
    assert any("không có toàn văn" in warning for warning in found.warnings)
    assert (found.head.number, found.head.date, found.head.type) == (
        "49/2020/NĐ-CP",
        "2020-04-17",
        "Nghị định",
    )
    assert found.head.title.startswith("Quy định chi tiết")
    assert found.stated.effective_from == "2020-06-01"


def test_what_the_text_leaves_blank_comes_from_the_page_and_a_contradiction_is_said(document):
    blank = private_site_with_tabs(DECREE_HTML.replace("Số: 49/2020/NĐ-CP", "Số:    /2020/NĐ-CP"))
    assert (document(blank).head.number, document(blank).head.number_read) == ("49/2020/NĐ-CP", "full")
    other = private_site_with_tabs(DECREE_HTML.replace("Số: 49/2020/NĐ-CP", "Số: 48/2020/NĐ-CP"))
    assert document(other).head.number == "48/2020/NĐ-CP"
    assert any("«49/2020/NĐ-CP»" in warning for warning in document(other).warnings)


def test_a_table_of_tasks_is_no_table_of_properties(document):
    table = (
        "<table><tr><th>STT</th><th>Nhiệm vụ</th><th>Cơ quan chủ trì</th><th>Thời hạn</th></tr>"
        + "".join(
            f"<tr><td>{n}</td><td>Rà soát quy định về tái hòa nhập số {n}</td><td>Bộ Công an</td><td>2026</td></tr>"
            for n in range(1, 40)
        )
        + "</table>"
    )
    found = document(national_database(DECREE_HTML + "<p><b>PHỤ LỤC</b></p>" + table + "<p>Hết.</p>"))
    assert len(found.text.rows) == 40
    assert len(found.assignments) == 39
    assert found.head.number == "49/2020/NĐ-CP"
    assert found.text.printed.rstrip().endswith("Hết.")


def test_an_english_copy_behind_the_vietnamese_text_in_one_element_is_left():
    page = private_site_with_tabs(f"<div>{DECREE_HTML}</div><div>{ENGLISH}</div>")
    assert text_of(page) == text_of(BARE)


def test_a_page_in_english_alone_is_read():
    assert "social reintegration" in text_of(f"<!DOCTYPE html><html><body>{ENGLISH}</body></html>")


def test_a_page_laid_out_by_tables():
    menu = re.sub(r"<li>|</li>", "", SITES["tabs"].split('top-menu">')[1].split("</ul>")[0])
    page = (
        f"<html><body><table><tr><td>{menu}</td></tr><tr><td><table><tr><td width=150>{menu}</td>"
        f"<td><div>{DECREE_HTML}</div></td></tr></table></td></tr></table></body></html>"
    )
    assert text_of(page) == text_of(BARE)


def test_lines_are_kept_in_order():
    lines = [re.sub(r"<[^>]+>", "", line) for line in DECREE_LINES]
    printed = text_of(SITES["tabs"])
    places = [printed.find(line) for line in lines]
    assert -1 not in places
    assert places == sorted(places)
