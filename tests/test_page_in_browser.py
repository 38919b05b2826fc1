"""The page in a real browser: asked, answered, opened at the place; nothing hostile runs. Skipped without Chromium."""

from __future__ import annotations

import socket
import threading
import time
from urllib.parse import quote

import pytest
import uvicorn
from browser import CHROMIUM, Browser

from search_api.api.app import create_app

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

QUESTION = "Cơ quan nào chủ trì công tác hòa giải ở cơ sở?"


@pytest.fixture(scope="module")
def base(built_home):
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = create_app(built_home, host_names=[])
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.05)
    app.state.shelf.wait()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(30)
    listening.close()


@pytest.fixture(scope="module")
def tab(tmp_path_factory):
    opened = Browser(tmp_path_factory.mktemp("chromium"))
    yield opened
    opened.close()


def test_with_the_keyboard_alone_from_the_question_to_the_place_in_the_document(tab, base):
    tab.size(1366, 768)
    tab.open(f"{base}/")
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


def test_a_slash_goes_to_the_box(tab, base):
    tab.open(f"{base}/?q={quote(QUESTION)}")
    tab.press("/", "/")
    tab.until("document.activeElement.id === 'q'")
    assert tab.run("document.getElementById('q').value") == QUESTION


@pytest.mark.parametrize("size", [(1366, 768), (390, 844), (320, 640)])
@pytest.mark.parametrize(
    "path",
    ["/", f"/?q={quote(QUESTION)}", "/documents/hostile", "/agencies", "/agencies/so-tu-phap", "/directives"],
)
def test_no_page_is_wider_than_its_window(tab, base, size, path):
    tab.size(*size)
    tab.open(base + path)
    assert tab.run("document.documentElement.scrollWidth") <= size[0]


def test_nothing_hostile_runs(tab, base):
    script = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    for path in (f"/?q={quote(script)}", "/documents/hostile", "/agencies", f"/documents/{quote(script)}"):
        tab.open(base + path)
    assert tab.run("document.querySelectorAll('script').length") == 1
    assert tab.dialogs == 0
