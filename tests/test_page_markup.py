"""A document opened on the page: the words of the text, all of them, in pieces that say what they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search_api.page.markup import Marked, blocks, outline, pieces
from search_api.page.wording import day, directive_name, short, task_words

SPAN = st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["citation", "note", "misprint"]))


@given(st.text(max_size=60), st.lists(SPAN, max_size=6), st.integers(0, 9))
def test_pieces_joined_are_the_words(text, spans, start):
    marked = [Marked(min(a, b), max(a, b), kind, title="x") for a, b, kind in spans]
    assert "".join(p.text for p in pieces(text, start, marked)) == text.rstrip("\n")


def unit(eid, text, start, **more):
    given = {"number": None, "heading": None, "page": None, "parent": None, "section": ""}
    return (
        {"eid": eid, "text": text, "start": start, "end": start + len(text), "until": start + len(text)}
        | given
        | more
    )


def read_of(units, **more):
    return {"units": units, "citations": [], "assignments": [], "repairs": []} | more


def test_a_citation_is_a_link_only_where_its_act_has_a_page():
    words = "Căn cứ Nghị định 49/2020/NĐ-CP và Luật X\n"
    cited = [
        {"start": 7, "end": 30, "resolved": "49-2020-nd-cp"},
        {"start": 34, "end": 40, "resolved": None},
    ]
    [block] = blocks(
        read_of([unit("p_1", words, 0)], citations=cited), {"49-2020-nd-cp": "/directives/49-2020-nd-cp"}
    )
    assert [(p.text, p.href) for p in block.pieces if p.cited] == [
        ("Nghị định 49/2020/NĐ-CP", "/directives/49-2020-nd-cp"),
        ("Luật X", None),
    ]


def test_roles_stand_under_the_words_that_give_them():
    units = [unit("a", "1. Một\n", 0), unit("b", "2. Hai (Sở Tư pháp chủ trì)\n", 7)]
    assignment = {
        "tasks": [{"unit": "a", "start": 0}, {"unit": "b", "start": 7}],
        **{role: [] for role in ("coordinate", "implement", "guide", "requested")},
        "lead": ["Sở Tư pháp"],
        "parties": [{"role": "lead", "start": 15, "end": 25}],
        "deadline": None,
        "start": 14,
        "end": 34,
    }
    first, second = blocks(read_of(units, assignments=[assignment]), {})
    assert first.given == ()
    assert second.given[0].roles == (("lead", "Chủ trì", ("Sở Tư pháp",)),)
    assert second.given[0].tasks == 2
    assert "".join(p.text for p in second.pieces if p.note) == "(Sở Tư pháp chủ trì)"
    assert [p.text for p in second.pieces if p.role == "lead"] == ["Sở Tư pháp"]


def test_the_outline_is_the_tree_of_headings():
    units = [
        unit("sec_I", "I. MỤC ĐÍCH\n", 0, number="I", heading="MỤC ĐÍCH", until=40),
        unit("sec_I__1", "1. Một\n", 12, number="1", heading="Một", until=40, parent="sec_I"),
        unit("sec_I__1__p", "lời\n", 19, parent="sec_I__1"),
    ]
    [entry] = outline(read_of(units))
    assert entry.eid == "sec_I"
    assert [e.eid for e in entry.under] == ["sec_I__1"]
    assert entry.under[0].under == ()


def test_a_page_is_named_once_where_it_begins():
    units = [unit("a", "x\n", 0, page=1), unit("b", "y\n", 2, page=1), unit("c", "z\n", 4, page=2)]
    assert [b.page for b in blocks(read_of(units), {})] == [1, None, 2]


def test_words_for_people():
    assert day("2024-02-21") == "21/02/2024"
    assert day("2024") == "2024"
    assert day(None) == ""
    assert task_words("2.1.1. Nâng cao") == "Nâng cao"
    assert task_words("- Nâng cao") == "Nâng cao"
    assert short("một hai ba bốn", 9) == "một hai…"
    assert directive_name({"type": "Nghị định", "number": "49/2020/NĐ-CP"}) == "Nghị định 49/2020/NĐ-CP"
    assert directive_name({"title": "luật Thi hành án hình sự"}) == "Luật Thi hành án hình sự"
