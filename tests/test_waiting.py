"""Heads that nobody could read wait for a person; what is filled in outlives rebuilds and says who and when."""

import json
import re

import pytest
from fastapi.testclient import TestClient

from index import library
from index.building import build
from index.corrections import BadCorrection, checked, fill, unread_parts
from index.errors import Unusable
from ingest.document import Head
from search_api.api.app import create_app
from search_api.commands import main

BLANK = """ỦY BAN NHÂN DÂN TỈNH TUYÊN QUANG
Số:      /KH-UBND
KẾ HOẠCH
Trồng rừng ven sông

1. Trồng tre chắn sóng.

(Sở Tư pháp chủ trì thực hiện)
"""
TOKEN = "mã"


@pytest.fixture
def home(tmp_path):
    file = tmp_path / "tre.txt"
    file.write_text(BLANK, encoding="utf-8")
    build(tmp_path / "home", [file])
    return tmp_path / "home"


@pytest.fixture(scope="module")
def shared_home(tmp_path_factory):
    """A home that no test changes."""
    folder = tmp_path_factory.mktemp("shared")
    (folder / "tre.txt").write_text(BLANK, encoding="utf-8")
    build(folder / "home", [folder / "tre.txt"])
    return folder / "home"


def head(home):
    with library.open(home) as lib:
        [stored] = lib.documents()
        return stored, lib.corrections(stored.digest)


def test_what_waits_is_filled_with_who_and_when_and_outlives_a_rebuild(home, tmp_path, monkeypatch):
    stored, none = head(home)
    assert (stored.head.number, stored.head.number_read) == ("…/KH-UBND", "partial")
    assert none == ()
    fill(home, "tre", {"number": "75/KH-UBND", "date": "2024-03-02"}, "Nguyễn Văn An")
    stored, corrections = head(home)
    assert (stored.head.number, stored.head.number_read) == ("75/KH-UBND", "full")
    assert stored.head.date == "2024-03-02"
    assert stored.work
    assert [(c.field, c.value, c.before, c.who) for c in corrections] == [
        ("number", "75/KH-UBND", "…/KH-UBND", "Nguyễn Văn An"),
        ("date", "2024-03-02", None, "Nguyễn Văn An"),
    ]
    assert corrections[0].at.startswith("20")
    fill(home, "tre", {"number": "76/KH-UBND"}, "Bình")  # the latest word counts
    stored, corrections = head(home)
    assert (stored.head.number, corrections[-1].before) == ("76/KH-UBND", "75/KH-UBND")
    monkeypatch.setattr("index.fingerprint.reader", lambda: "another state of the code")
    report = build(home, [tmp_path / "tre.txt"])
    assert [outcome.state for outcome in report.outcomes] == ["read"]
    assert head(home)[0].head == stored.head


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "…/KH-UBND"),
        ("number", "không rõ"),
        ("number", ""),
        ("date", "2024-02-31"),
        ("date", "hôm qua"),
        ("type", "Tờ giấy"),
        ("issuer", "x" * 501),
        ("signer", "ai đó"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(shared_home, field, value):
    home, before = shared_home, head(shared_home)
    with pytest.raises(BadCorrection) as caught:
        fill(home, "tre", {field: value}, "An")
    assert "\n" not in str(caught.value)
    assert head(home) == before


def test_a_correction_needs_a_person_a_value_and_a_document(shared_home):
    for document, values, who in (
        ("tre", {"number": "1/KH-UBND"}, " "),
        ("tre", {}, "An"),
        ("x", {"type": "Kế hoạch"}, "An"),
    ):
        with pytest.raises(Unusable):
            fill(shared_home, document, values, who)


@pytest.mark.parametrize(
    "number", ["143/QĐ-UBQGNCT", "261/2025/NĐ-CP", "12-NQ/TW", "9703/VPCP-CN", "41/2019/QH14"]
)
def test_numbers_of_every_family_can_be_filled(number):
    assert checked("number", f" {number} ") == number


def test_of_a_scan_what_is_absent_waits_too():
    assert unread_parts(Head(number="1/KH-UBND", number_read="full", type="Kế hoạch"), "scan") == (
        "date",
        "issuer",
    )
    assert unread_parts(Head(), "text") == ()
    assert unread_parts(Head(number="…/KH-UBND", number_read="partial"), "pdf") == ("number",)


def test_commands_list_and_fill(home, capsys):
    assert main(["--home", str(home), "waiting", "--json"]) == 0
    [one] = json.loads(capsys.readouterr().out)["waiting"]
    assert (one["id"], one["number"], one["unread"]) == ("tre", "…/KH-UBND", ["number"])
    assert main(["--home", str(home), "waiting"]) == 0
    assert "số, ký hiệu" in capsys.readouterr().out
    assert main(["--home", str(home), "fill", "tre", "--number", "x", "--who", "An"]) == 1
    assert "143/QĐ-TTg" in capsys.readouterr().err
    assert main(["--home", str(home), "fill", "tre", "--number", "75/KH-UBND"]) == 2
    capsys.readouterr()
    assert main(["--home", str(home), "fill", "tre", "--number", "75/KH-UBND", "--who", "An", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["corrected"][0]["before"] == "…/KH-UBND"
    assert main(["--home", str(home), "waiting"]) == 0
    assert "Không có văn bản nào" in capsys.readouterr().out
    assert main(["--home", str(home), "history"]) == 0
    assert re.search(r"tre: số, ký hiệu: …/KH-UBND → 75/KH-UBND \(An\)", capsys.readouterr().out)
    assert main(["--home", str(home), "history", "tre", "--json"]) == 0
    [made] = json.loads(capsys.readouterr().out)["history"]
    assert (made["document"], made["before"], made["value"], made["who"]) == (
        *("tre", "…/KH-UBND", "75/KH-UBND", "An"),
    )
    assert made["at"].startswith("20")
    assert main(["--home", str(home), "history", "x"]) == 1


def test_nothing_was_filled_in(shared_home, capsys):
    assert main(["--home", str(shared_home), "history"]) == 0
    assert "Chưa có phần nào" in capsys.readouterr().out


def test_over_http_anyone_lists_and_the_token_fills(home):
    app = create_app(home, token=TOKEN)
    key = {"authorization": f"Bearer {TOKEN}".encode()}
    with TestClient(app, raise_server_exceptions=False) as client:
        app.state.shelf.wait()
        assert client.get("/v1/waiting").json()["total"] == 1
        there = "/v1/documents/tre/head"
        body = {"who": "An", "number": "75/KH-UBND"}
        for response, status in (
            (client.post(there, json=body), 401),
            (client.post(there, json=body, headers={"authorization": "Bearer x"}), 401),
            (client.post(there, json={"number": "75/KH-UBND"}, headers=key), 422),
            (client.post(there, json={"who": "An", "number": "x"}, headers=key), 422),
            (client.post(there, json={"who": "An"}, headers=key), 422),
            (client.post(there, json={**body, "signer": "x"}, headers=key), 422),
            (client.post("/v1/documents/none/head", json=body, headers=key), 404),
        ):
            assert response.status_code == status, response.text
            assert response.headers["content-type"] == "application/problem+json"
        filled = client.post(there, json=body, headers=key)
        assert filled.status_code == 200, filled.text
        assert filled.json()["number"] == "75/KH-UBND"
        assert filled.json()["corrected"][0]["who"] == "An"
        assert client.get("/v1/documents/tre").json()["document"]["corrected"][0]["before"] == "…/KH-UBND"
        assert client.get("/v1/waiting").json() == {"waiting": [], "total": 0, "next": None}
        page = client.get("/documents/tre").text
        assert "Số, ký hiệu: <b>75/KH-UBND</b>, trước đó: …/KH-UBND" in " ".join(page.split())
        assert "(An, " in page
    with TestClient(create_app(home), raise_server_exceptions=False) as closed:
        assert (
            closed.post(
                "/v1/documents/tre/head", json={"who": "An", "number": "1/KH-UBND"}, headers=key
            ).status_code
            == 403
        )
