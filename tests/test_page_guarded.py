"""Nothing leaves and nothing hostile runs: no request to another host, no script of a document, any words shown as words."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest
from conftest import TOKEN

pytestmark = pytest.mark.browser

QUESTION = "Cơ quan nào chủ trì công tác hòa giải ở cơ sở?"
PAGES = (
    *(
        "/",
        f"/?q={quote(QUESTION)}",
        "/documents/hostile",
        "/documents/ke-hoach-138-tuyen-quang-2024",
        "/tasks",
    ),
    *(
        "/agencies",
        "/agencies/so-tu-phap",
        "/directives",
        "/directives/49-2020-nd-cp",
        "/documents",
        "/check",
    ),
)
LONG = "dài " * 25_000
TURNED = "\u202ethụt lùi\u202c \u2066lồng\u2069"
HOSTILE = (
    "ỦY BAN NHÂN DÂN\nSố: 5/KH-UBND\nKẾ HOẠCH\nVề \u202e<img src=x onerror=alert(3)>\u202c\n\n"
    f"1. {TURNED} <script>alert(4)</script> {LONG}\n(Sở Tư pháp chủ trì)\n"
)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_another_host_or_breaks_the_policy(tab, page_address, path):
    tab.size(1366, 768)
    tab.asked.clear()
    tab.complaints.clear()
    tab.open(page_address + path)
    tab.run("document.fonts.ready.then(() => 1)")
    assert tab.asked
    assert {urlsplit(url).netloc for url in tab.asked if not url.startswith("data:")} == {
        urlsplit(page_address).netloc
    }
    assert tab.complaints == []
    assert tab.dialogs == 0


def test_the_policy_allows_no_inline_script_or_style(tab, page_address):
    tab.open(page_address)
    policy = tab.run("fetch('/').then(r => r.headers.get('content-security-policy'))")
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    tab.complaints.clear()
    tab.run(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    assert tab.run("window.ran") is None


def test_turned_words_long_lines_and_scripts_of_a_document_are_words(tab, page_address):
    tab.open(page_address)
    # The form of the page sends the token as UTF-8 too.
    tab.run(f"""
      (() => {{
        const body = new FormData();
        body.append('file', new File([{HOSTILE!r}], 'hung-du.txt'));
        const token = String.fromCharCode(...new TextEncoder().encode({TOKEN!r}));
        fetch('/v1/documents', {{method: 'POST', body, headers: {{authorization: 'Bearer ' + token}}}})
          .then(r => r.json()).then(told => {{ window.added = told.document; }});
      }})()
    """)
    tab.until("window.added", seconds=90)
    tab.open(f"{page_address}/documents/{tab.run('window.added')}")
    shown = tab.run("document.querySelector('.text').textContent")
    assert "<script>alert(4)</script>" in shown
    assert LONG.strip() in shown
    assert tab.run("getComputedStyle(document.querySelector('.unit p')).unicodeBidi") == "isolate"
    assert tab.run("document.documentElement.scrollWidth") <= 1366
    assert tab.run("document.querySelectorAll('main script, main img').length") == 0
    tab.open(f"{page_address}/documents")
    assert tab.run("document.querySelectorAll('main script, main img').length") == 0
    assert tab.dialogs == 0
