"""Everybody can use the page: nothing found by axe-core on any page, wide, narrow and dark; the six flows by keyboard alone."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
DRAFT = (
    "ỦY BAN NHÂN DÂN TỈNH TUYÊN QUANG\\nSố: 12/KH-UBND\\nKẾ HOẠCH\\nPhòng, chống tội phạm năm 2027\\n\\n"
    "Căn cứ Nghị định số 49/2020/NĐ-CP ngày 17 tháng 4 năm 2020 của Chính phủ;\\n"
)
QUESTION = "hoa giai co so ai chu tri"
PLAN = "ke-hoach-138-tuyen-quang-2024"
PAGES = (
    *("/", f"/?q={quote(QUESTION)}", f"/?q={quote('Nghị định 49')}", f"/?q={quote('Ai phóng vệ tinh?')}"),
    *(f"/search?q={quote('hòa giải')}", f"/documents/{PLAN}#sec_I", "/documents/hostile", "/tasks"),
    *("/tasks?role=lead&agency=khong-co", "/agencies", "/agencies/so-tu-phap", "/directives"),
    *("/directives/49-2020-nd-cp", "/documents", "/check", "/documents/khong-co"),
)


def findings(tab):
    tab.run(AXE + ";0")
    return tab.run(
        f"axe.run(document, {RULES}).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).slice(0, 3)))"
    )


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(tab, page_address, path):
    found = {}
    for name, size, scheme in (("wide", (1366, 768), "light"), ("narrow and dark", (390, 844), "dark")):
        tab.size(*size)
        tab.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        tab.open(page_address + path)
        if "#" in path:
            tab.until("!document.getElementById('muc-chon').hidden")
        found[name] = findings(tab)
    tab.send("Emulation.setEmulatedMedia", features=[])
    assert found == {"wide": [], "narrow and dark": []}


def test_axe_finds_nothing_while_suggestions_or_a_card_are_open(tab, page_address):
    tab.size(1366, 768)
    tab.open(page_address)
    tab.run("document.getElementById('q').focus()")
    tab.type("so tu")
    tab.until("!document.getElementById('goi-y').hidden")
    assert findings(tab) == []
    tab.open(f"{page_address}/documents/{PLAN}")
    tab.run("document.querySelector('a[data-card]').focus()")
    tab.until("document.querySelector('.card') !== null")
    assert findings(tab) == []


def test_axe_finds_nothing_on_a_checked_draft_with_its_bases(tab, page_address):
    tab.size(1366, 768)
    tab.open(f"{page_address}/check")
    tab.run(f"document.getElementById('chu-du-thao').value = `{DRAFT}`")
    tab.run("document.querySelector('#du-thao button').click()")
    tab.until("document.getElementById('can-cu-goi-y') !== null")
    assert findings(tab) == []


def test_axe_finds_nothing_in_the_form_for_what_waits(tab, page_address):
    tab.size(390, 844)
    tab.open(f"{page_address}/documents")
    tab.run("document.querySelectorAll('#cho + ul details').forEach(d => d.open = true)")
    assert tab.run("document.querySelector('form.fill input[name=who]') !== null")
    assert findings(tab) == []


@pytest.fixture
def keyboard(tab):
    tab.size(1366, 768)
    return tab


def test_the_skip_link_comes_first(keyboard, page_address):
    keyboard.open(f"{page_address}/tasks")
    keyboard.press("Tab")
    assert keyboard.run("document.activeElement.className") == "skip"
    keyboard.press("Enter", "\r")
    keyboard.until("document.activeElement.id === 'noi-dung'")


def test_reading_by_keyboard(keyboard, page_address):
    keyboard.open(f"{page_address}/documents/{PLAN}")
    keyboard.tab_to(".outline a")
    keyboard.press("Enter", "\r")
    keyboard.until(
        "document.querySelector(':target') !== null && !document.getElementById('muc-chon').hidden"
    )
    keyboard.tab_to("a[data-card]", most=300)
    keyboard.until("document.querySelector('.card') !== null")
    keyboard.press("Enter", "\r")
    keyboard.until("location.pathname.startsWith('/directives/')")


def test_filtering_tasks_by_keyboard(keyboard, page_address):
    keyboard.open(f"{page_address}/tasks")
    keyboard.tab_to("#f-role")
    keyboard.press("c", "c")  # the first choice that begins so: Chủ trì
    keyboard.tab_to(".filters button")
    keyboard.press("Enter", "\r")
    keyboard.until("location.search.includes('role=lead') && document.querySelector('.chosen')")
    keyboard.tab_to(".tasks td a")
    keyboard.press("Enter", "\r")
    keyboard.until("location.pathname.startsWith('/documents/')")


def test_finding_a_directive_by_keyboard(keyboard, page_address):
    keyboard.open(f"{page_address}/directives")
    keyboard.tab_to("#f-q")
    keyboard.type("nghi dinh 49")
    keyboard.press("Enter", "\r")
    keyboard.until("location.search.includes('q=nghi') && document.querySelector('.chosen')")
    keyboard.tab_to(".directive .name a")
    keyboard.press("Enter", "\r")
    keyboard.until("location.pathname === '/directives/49-2020-nd-cp'")


def test_adding_a_file_by_keyboard(keyboard, page_address, tmp_path):
    file = tmp_path / "ban-phim.txt"
    file.write_text("Một dòng.\n", encoding="utf-8")
    keyboard.open(f"{page_address}/documents")
    keyboard.tab_to("#ma")
    keyboard.type("sai")
    keyboard.tab_to("#tep")
    keyboard.choose_files("#tep", file)
    keyboard.tab_to("#them-tep button")
    keyboard.press("Enter", "\r")
    keyboard.until("document.getElementById('ket-qua').textContent.includes('Mã truy cập')")


def test_checking_a_draft_by_keyboard_and_axe_finds_nothing_in_the_result(keyboard, page_address):
    keyboard.open(f"{page_address}/check")
    keyboard.tab_to("#chu-du-thao")
    keyboard.type("Căn cứ Nghị định số 49/2020/NĐ-CP ngày 18 tháng 4 năm 2020 của Chính phủ;")
    keyboard.tab_to("#du-thao button")
    keyboard.press("Enter", "\r")
    keyboard.until("document.querySelector('#ket-qua-kiem-tra .finding') !== null")
    keyboard.tab_to("mark + sup a")
    keyboard.press("Enter", "\r")
    keyboard.until("location.hash.startsWith('#f-')")
    assert findings(keyboard) == []
