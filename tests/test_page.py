"""The page: an answer with its evidence, every address opens, nothing a document or a question says is run."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, unquote, urldefrag

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

import search_api.page

QUESTION = "Cơ quan nào chủ trì công tác hòa giải ở cơ sở?"
STATIC = Path(search_api.page.__path__[0]) / "static"
STYLE = (STATIC / "page.css").read_text(encoding="utf-8")
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
    "</title><script>alert(1)</script>",
]


def page(client, path):
    response = client.get(path, headers={"accept": "text/html"})
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return HTMLParser(response.text)


def words(node):
    return " ".join(node.text().split())


def ask(client, question):
    return page(client, f"/?q={quote(question)}")


def test_the_answer_comes_first_with_its_evidence_and_place(client):
    tree = ask(client, QUESTION)
    assert words(tree.css_first(".lead-line")) == "Sở Tư pháp; Ủy ban Mặt trận Tổ quốc tỉnh"
    together = words(tree.css_first(".answer .role-coordinate"))
    assert together == "các thành viên Ban Chỉ đạo 138 tỉnh; Ban Chỉ đạo 138 huyện, thành phố"
    assert "Ủy ban Mặt trận Tổ quốc tỉnh chủ trì" in words(tree.css_first(".evidence blockquote"))
    assert "mục II.2.1.1" in words(tree.css_first(".evidence figcaption"))


def test_the_evidence_opens_the_document_at_the_place(client):
    address = ask(client, QUESTION).css_first(".evidence .open").attributes["href"]
    path, eid = urldefrag(address)
    unit = next(n for n in page(client, path).css(".unit") if n.attributes["id"] == unquote(eid))
    assert "hòa giải ở cơ sở" in words(unit)


def test_restored_marks_are_shown(client):
    assert "hòa giải" in words(ask(client, "hoa giai co so ai chu tri").css_first(".understood"))


def test_a_body_that_is_no_more_is_followed_by_who_took_over(client):
    said = words(ask(client, QUESTION).css_first(".answer .now"))
    assert "Ban Chỉ đạo 138 huyện, thành phố →" in said
    assert "từ 01/07/2025" in said
    assert "theo " in said


def test_an_abstention_says_why_and_what_would_help(client):
    tree = ask(client, "Ai chủ trì phóng vệ tinh địa tĩnh lên quỹ đạo?")
    said = words(tree.css_first(".silent"))
    assert "Kho văn bản không có" in said
    assert "Có thể làm gì" in said
    assert tree.css_first(".lead-line") is None


def test_a_search_shows_passages_and_filters_that_can_be_taken_back(client):
    tree = page(client, f"/search?q={quote('hòa giải ở cơ sở')}")
    assert "hòa giải" in words(tree.css_first(".hit mark"))
    link = next(a for a in tree.css(".facets a") if words(a) == "Sở Tư pháp")
    narrowed = page(client, link.attributes["href"])
    chosen = narrowed.css_first(".facets a[aria-current]")
    assert "Sở Tư pháp" in words(chosen)
    assert chosen.attributes["href"] == f"/search?q={quote('hòa giải ở cơ sở').replace('%20', '+')}"


def every_page(client):
    """Every page that can be reached from the first one, with a few answers."""
    waiting = [
        "/",
        f"/search?q={quote('phòng ngừa')}",
        *("/tasks?role=lead&unassigned=true", f"/directives?type={quote('Luật')}&q=x"),
        f"/?q={quote(QUESTION)}&intent=directive&as_typed=true&agency=-&as_of=2024-03-01",
        *(f"/?q={quote(q)}" for q in (QUESTION, "Nghị định 49", "Sở Tư pháp chủ trì việc gì?")),
    ]
    seen = {}
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        response = client.get(path, headers={"accept": "text/html"})
        assert response.status_code == 200, path
        if not response.headers["content-type"].startswith("text/html"):
            continue
        seen[path] = tree = HTMLParser(response.text)
        for link in tree.css("a[href]"):
            target, _ = urldefrag(link.attributes["href"])
            # Every choice of filters and every correction is a page: those asked for above are enough.
            plain = "?" not in target
            if target.startswith("/") and plain and not target.startswith("/v1"):
                waiting.append(target)
    return seen


@pytest.fixture(scope="module")
def pages(client):
    return every_page(client)


def test_every_link_leads_somewhere(client, pages):
    assert len(pages) > 20
    for path, tree in pages.items():
        for link in tree.css("a[href]"):
            target, anchor = urldefrag(link.attributes["href"])
            here = pages.get(target or path)
            if anchor and here is not None:
                assert here.css_first(f'[id="{unquote(anchor)}"]') is not None, (
                    path,
                    link.attributes["href"],
                )


def test_every_page_can_be_used_with_the_keyboard_and_a_reader(pages):
    for path, tree in pages.items():
        assert tree.css_first("html").attributes["lang"] == "vi"
        assert words(tree.css_first("title"))
        assert len(tree.css("h1")) == 1, path
        assert tree.css_first("a.skip").attributes["href"] == "#noi-dung"
        assert tree.css_first("main").attributes["id"] == "noi-dung"
        ids = [n.attributes["id"] for n in tree.css("[id]")]
        assert len(ids) == len(set(ids)), path
        labels = {n.attributes["for"] for n in tree.css("label[for]")}
        fields = [n for n in tree.css("input, select, textarea") if n.attributes.get("type") != "hidden"]
        assert all(n.attributes["id"] in labels for n in fields), path
        assert not tree.css("[tabindex]:not([tabindex='-1'])")


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_inline(pages):
    for path, tree in pages.items():
        for node in tree.css("script, link, img, iframe, object, embed, style"):
            address = node.attributes.get("src") or node.attributes.get("href")
            assert address, (path, node.html)
            assert address.startswith(("/static/", "/v1/")), (path, node.html)
        for node in tree.css("*"):
            given = node.attributes
            assert "style" not in given
            assert not any(name.startswith("on") for name in given), (path, node.html[:200])
            assert not (given.get("href") or "").lower().startswith(("javascript:", "data:"))
    faces = re.findall(r"url\(([^)]*)\)", STYLE)
    assert faces
    assert all((STATIC / face).is_file() for face in faces)
    assert "@import" not in STYLE


def test_a_hostile_documents_words_are_shown_as_words(pages):
    tree = pages["/documents/hostile"]
    assert "<script>alert('việc')</script>" in words(tree.css_first(".text"))
    assert len(tree.css("script")) == 1


@pytest.mark.parametrize("question", HOSTILE)
def test_a_hostile_question_is_shown_as_words(client, question):
    tree = ask(client, question)
    assert words(tree.css_first("h1")) == " ".join(question.split())
    assert len(tree.css("script")) == 1
    assert not tree.css("img, svg[onload]")
    assert tree.css_first("#q").attributes["value"] == question


def test_an_error_is_a_page_for_people_and_a_problem_for_programs(client):
    tree = page(client, "/documents/khong-co")
    assert "Không có văn bản nào" in words(tree.css_first("main"))
    assert client.get("/documents/khong-co").headers["content-type"] == "application/problem+json"
    shown = client.get("/v1/documents/khong-co", headers={"accept": "text/html"})
    assert shown.headers["content-type"] == "application/problem+json"


def colours(block):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "grounds"),
    [
        ("ink", ("ground", "sheet", "mark", "note", "lead-ground")),
        ("soft", ("ground", "sheet", "lead-ground", "note")),
        ("link", ("ground", "sheet", "lead-ground", "note", "mark")),
        ("lead", ("sheet", "ground", "lead-ground")),
        ("seal", ("seal-ground",)),
        ("button-ink", ("button",)),
        *(
            (role, (f"{role}-ground",))
            for role in ("lead", "coordinate", "implement", "guide", "requested", "due")
        ),
        *(
            (role, ("sheet", "lead-ground"))
            for role in ("lead", "coordinate", "implement", "guide", "requested")
        ),
    ],
)
def test_colours_meet_wcag_aa(scheme, ink, grounds):
    light, dark = (colours(block) for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[:2])
    palette = light if scheme == "light" else light | dark
    for ground in grounds:
        assert contrast(palette[ink], palette[ground]) >= 4.5, (ink, ground)
