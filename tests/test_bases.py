"""The bases of comparable documents are proposed with their words; a law without its decree is told."""

from __future__ import annotations

import json

import pytest
from fastapi.testclient import TestClient
from made_acts import FlatQuery, built, write

TITLE = "Kế hoạch bảo tồn cây cổ thụ trên địa bàn huyện Tiên Du"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("acts")
    return built(folder / "home", write(folder / "files"))


@pytest.fixture(scope="module")
def client(home):
    from index import library
    from search_api.api.app import create_app

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "embedder_of_questions", FlatQuery)
        app = create_app(home, host_names=[])
        with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as opened:
            app.state.shelf.wait()
            yield opened


def test_what_comparable_plans_rest_on_is_proposed_with_their_words(client):
    found = client.post("/v1/bases", json={"title": TITLE, "as_of": "2025-01-01"}).json()
    first = {p["number"]: p for p in found["proposed"][:2]}
    assert set(first) == {"902/2020/QH14", "905/2021/NĐ-CP"}
    for proposed in first.values():
        assert proposed["documents"] >= 2
        assert proposed["fate"]["status"] == "in_force"
        for ground in proposed["grounds"]:
            assert ground["evidence"].startswith("Căn cứ ")
            text = client.get(f"/v1/documents/{ground['document']}").json()["text"]
            assert text[ground["start"] : ground["end"]] == ground["evidence"]
    assert found["scope"]["comparable"] >= 2


def test_a_law_without_its_decree_is_told_with_evidence(client):
    wanted = {
        "title": TITLE,
        "bases": ["Căn cứ Luật Bảo tồn cây cổ thụ số 902/2020/QH14;"],
        "as_of": "2025-01-01",
    }
    found = client.post("/v1/bases", json=wanted).json()
    missing = {m["number"]: m for m in found["missing"]}
    assert missing["905/2021/NĐ-CP"]["of_number"] == "902/2020/QH14"
    assert missing["905/2021/NĐ-CP"]["grounds"]
    assert next(p for p in found["proposed"] if p["number"] == "902/2020/QH14")["cited"]


def test_nothing_is_missing_where_both_are_there_or_the_decree_had_not_come(client):
    both = ["Luật Bảo tồn cây cổ thụ số 902/2020/QH14", "Nghị định số 905/2021/NĐ-CP"]
    found = client.post("/v1/bases", json={"title": TITLE, "bases": both}).json()
    assert not {"902/2020/QH14", "905/2021/NĐ-CP"} & {m["number"] for m in found["missing"]}


def test_a_basis_that_nobody_knows_is_told_and_not_judged(client):
    found = client.post("/v1/bases", json={"title": TITLE, "bases": ["Căn cứ tình hình thực tế"]}).json()
    assert found["scope"]["unread"] == ["Căn cứ tình hình thực tế"]
    assert found["missing"] == []


def test_a_title_like_no_document_gets_few_or_no_proposals_but_an_answer(client):
    answer = client.post("/v1/bases", json={"title": "Xây cầu vượt biển bằng thép không gỉ"})
    assert answer.status_code == 200
    assert answer.json()["scope"]["documents"] == 7


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"title": ""},
        {"title": "…"},
        {"title": "a" * 1001},
        {"title": "a", "tasks": ["b"] * 41},
        {"title": "a", "x": 1},
    ],
)
def test_a_draft_out_of_bounds_is_a_problem(client, body):
    answer = client.post("/v1/bases", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_command_reads_a_draft(home, tmp_path, capsys, monkeypatch):
    from index import library
    from search_api.commands import main

    monkeypatch.setattr(library, "embedder_of_questions", FlatQuery)
    draft = tmp_path / "du-thao.txt"
    draft.write_text(
        "ỦY BAN NHÂN DÂN\nTỈNH BẮC NINH\nSố: …/KH-UBND\nKẾ HOẠCH\nBảo tồn cây cổ thụ năm 2024\n"
        "Căn cứ Luật Bảo tồn cây cổ thụ số 902/2020/QH14;\nI. NHIỆM VỤ\n1. Lập danh sách cây cổ thụ.\n",
        encoding="utf-8",
    )
    assert main(["bases", "--draft", str(draft), "--json", "--home", str(home)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert "905/2021/NĐ-CP" in {m["number"] for m in found["missing"]}
    assert (
        main(
            [
                "bases",
                "--title",
                TITLE,
                "--base",
                "Luật Bảo tồn cây cổ thụ số 902/2020/QH14",
                "--home",
                str(home),
            ]
        )
        == 0
    )
    assert "905/2021/NĐ-CP" in capsys.readouterr().out
    assert main(["bases", "--home", str(home)]) == 2


DRAFT = f"""ỦY BAN NHÂN DÂN HUYỆN TIÊN DU
Số: 12/KH-UBND
Tiên Du, ngày 05 tháng 01 năm 2025
KẾ HOẠCH
{TITLE.removeprefix("Kế hoạch ").capitalize()}

Căn cứ Luật Bảo tồn cây cổ thụ số 902/2020/QH14;
1. Lập danh sách cây cổ thụ.
"""


def test_a_checked_draft_shows_bases_with_their_words_and_what_is_missing(client):
    answer = client.post("/check", data={"text": DRAFT, "as_of": "2025-01-01"})
    assert answer.status_code == 200
    shown = answer.text[answer.text.index('id="can-cu-goi-y"') :]
    assert "905/2021/NĐ-CP" in shown
    assert "Thường đi cùng căn cứ của dự thảo mà chưa thấy ghi" in shown
    assert "“Căn cứ " in shown
    assert "<script" not in shown.split("</section>")[0]


def test_a_sentence_without_title_and_bases_gets_no_suggestions(client):
    answer = client.post("/check", data={"text": "Giao các phòng thực hiện Thông tư 124/2021/TT-BCA."})
    assert answer.status_code == 200
    assert 'id="can-cu-goi-y"' not in answer.text
