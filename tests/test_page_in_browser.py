"""The page in a real browser: asked, answered, opened at the place; nothing hostile runs. Skipped without Chromium."""

from __future__ import annotations

from urllib.parse import quote

import pytest

pytestmark = pytest.mark.browser

QUESTION = "Cơ quan nào chủ trì công tác hòa giải ở cơ sở?"


@pytest.fixture(autouse=True)
def wide(tab):
    tab.size(1366, 768)


def test_with_the_keyboard_alone_from_the_question_to_the_place_in_the_document(tab, page_address):
    tab.size(1366, 768)
    tab.open(f"{page_address}/")
    tab.until("document.activeElement === document.getElementById('q')")
    tab.send("Input.insertText", text=QUESTION)
    tab.press("Enter", "\r")
    tab.until("document.querySelector('.lead-line') !== null")
    assert "Sở Tư pháp" in tab.run("document.querySelector('.lead-line').textContent")
    for _ in range(40):
        tab.press("Tab")
        if tab.run("document.activeElement.matches('.evidence .open')"):
            break
    assert tab.run("getComputedStyle(document.activeElement).outlineStyle") != "none"
    tab.press("Enter", "\r")
    tab.until("location.pathname.startsWith('/documents/') && document.querySelector(':target') !== null")
    assert "hòa giải ở cơ sở" in tab.run("document.querySelector(':target').textContent")
    seen = "(r => r.top >= 0 && r.bottom <= innerHeight)(document.querySelector(':target').getBoundingClientRect())"
    tab.until(seen)


def test_a_slash_goes_to_the_box(tab, page_address):
    tab.open(f"{page_address}/?q={quote(QUESTION)}")
    tab.press("/", "/")
    tab.until("document.activeElement.id === 'q'")
    assert tab.run("document.getElementById('q').value") == QUESTION


@pytest.mark.parametrize("size", [(1366, 768), (390, 844), (320, 640)])
@pytest.mark.parametrize(
    "path",
    [
        *("/", f"/?q={quote(QUESTION)}", "/documents/hostile", "/agencies", "/agencies/so-tu-phap", "/tasks"),
        *("/directives", "/directives/49-2020-nd-cp", "/documents", "/check"),
    ],
)
def test_no_page_is_wider_than_its_window(tab, page_address, size, path):
    tab.size(*size)
    tab.open(page_address + path)
    assert tab.run("document.documentElement.scrollWidth") <= size[0]


def test_nothing_hostile_runs(tab, page_address):
    script = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    for path in (f"/?q={quote(script)}", "/documents/hostile", "/agencies", f"/documents/{quote(script)}"):
        tab.open(page_address + path)
    assert tab.run("document.querySelectorAll('script').length") == 1
    assert tab.dialogs == 0
