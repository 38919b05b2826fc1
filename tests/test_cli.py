"""The command line: exit statuses, one Vietnamese line for every failure, JSON and nothing else on standard output."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from search_api.commands import main

ONE_OF_EACH = ("build", "add", "read", "ask", "search", "evaluate", "serve", "doctor")


def run(capsys, *arguments):
    status = main([str(a) for a in arguments])
    out, err = capsys.readouterr()
    return status, out, err


def one_line(err):
    assert "Traceback" not in err
    assert err.count("\n") == 1, err
    assert err.startswith("Lỗi: ")
    return err


@pytest.fixture(autouse=True)
def no_home_of_ours(monkeypatch, tmp_path):
    monkeypatch.setenv("CANCU_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CANCU_DEBUG", raising=False)


def test_read_prints_one_json_object_with_the_names_of_the_contract(capsys, plan_path):
    status, out, err = run(capsys, "read", plan_path, "--json")
    assert status == 0, err
    body = json.loads(out)
    assert {
        "document",
        "units",
        "citations",
        "relations",
        "assignments",
        "targets",
        "warnings",
    } <= body.keys()
    assert {
        "number",
        "number_read",
        "type",
        "date",
        "issuer",
        "title",
        "signer",
        "language",
        "pages",
        "source",
    } <= body["document"].keys()
    assert "".join(unit["text"] for unit in body["units"]) == body["text"]
    first = body["assignments"][0]
    assert {
        "section",
        "tasks",
        "evidence",
        "lead",
        "coordinate",
        "implement",
        "guide",
        "requested",
        "deadline",
    } <= first.keys()
    assert {"text", "start", "end", "unit"} <= first["tasks"][0].keys()
    assert body["text"][first["start"] : first["end"]] == first["evidence"]


def test_read_for_people_names_the_agencies(capsys, plan_path):
    status, out, _ = run(capsys, "read", plan_path)
    assert status == 0
    assert "Sở Tư pháp" in " ".join(out.split())


def test_read_needs_no_torch(plan_path):
    code = (
        "import sys; from search_api.commands import main; status = main(['read', sys.argv[1], '--json']);"
        " assert status == 0; assert not {'torch', 'fastapi', 'sentence_transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(plan_path)], check=True, stdout=subprocess.DEVNULL)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rong.txt", b""),
        ("x.pdf", b"%PDF-1.7\nbroken"),
        ("x.docx", b"PK\x03\x04broken"),
        ("x.bin", b"\x7fELF\x00\x01"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line_and_status_1(capsys, tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    status, out, err = run(capsys, "read", path, "--json")
    assert (status, out) == (1, "")
    assert name in one_line(err)


def test_a_file_that_is_not_there_is_one_line_and_status_1(capsys, tmp_path):
    for path in (tmp_path / "khong-co.txt", tmp_path):
        status, out, err = run(capsys, "read", path)
        assert (status, out) == (1, "")
        one_line(err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["reed"],
        ["read"],
        ["read", "a", "b"],
        ["read", "a", "--jsn"],
        ["ask"],
        ["add"],
        ["--home"],
        ["serve", "--port", "x"],
        ["serve", "--port", "99999"],
        ["ask", "x", "--as-of", "hôm qua"],
        ["search"],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--year", "nay"],
        ["search", "x", "--role", "boss"],
    ],
)
def test_wrong_usage_is_one_line_and_status_2(capsys, arguments):
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert "--help" in one_line(err)


def test_a_mistyped_command_is_answered_with_the_nearest(capsys):
    assert "read" in run(capsys, "reed")[2]


@pytest.mark.parametrize("command", ONE_OF_EACH)
def test_every_command_explains_itself_in_vietnamese(capsys, command):
    status, out, _ = run(capsys, command, "--help")
    assert status == 0
    assert "Cách dùng: " in out
    assert "--home" in out
    assert "Show this message" not in out


def test_without_an_index_asking_says_what_to_do(capsys):
    status, out, err = run(capsys, "ask", "hòa giải")
    assert (status, out) == (1, "")
    assert "cancu build" in one_line(err)


def test_an_empty_or_endless_question_is_one_line_and_status_1(capsys, built_home):
    for question in ("", "   ", "a" * 10_000):
        status, out, err = run(capsys, "--home", built_home, "ask", question)
        assert (status, out) == (1, "")
        one_line(err)


@pytest.mark.parametrize("place", ["before", "after", "environment"])
def test_the_home_may_stand_anywhere(capsys, monkeypatch, built_home, place):
    question = ["ask", "Cơ quan nào chủ trì công tác hòa giải ở cơ sở?", "--json"]
    if place == "before":
        arguments = ["--home", built_home, *question]
    elif place == "after":
        arguments = [*question, "--home", built_home]
    else:
        monkeypatch.setenv("CANCU_HOME", str(built_home))
        arguments = question
    status, out, err = run(capsys, *arguments)
    assert status == 0, err
    assert json.loads(out)["answers"][0]["lead"] == ["Sở Tư pháp", "Ủy ban Mặt trận Tổ quốc tỉnh"]


def test_an_answer_for_people_has_the_roles_and_the_words(capsys, built_home):
    status, out, _ = run(capsys, "ask", "hoa giai co so ai chu tri", "--home", built_home)
    assert status == 0
    said = " ".join(out.split())
    assert "Chủ trì: Sở Tư pháp; Ủy ban Mặt trận Tổ quốc tỉnh" in said
    assert "hòa giải" in said
    assert "II.2.1.1" in said


def test_a_search_is_one_object_that_filters_narrow(capsys, built_home):
    asked = ["search", "hòa giải ở cơ sở", "--json", "--home", built_home]
    _, out, _ = run(capsys, *asked)
    whole = json.loads(out)
    assert {"query", "total", "results", "facets", "next"} <= whole.keys()
    _, out, _ = run(capsys, *asked, "--agency", "Sở Tư pháp", "--role", "lead")
    assert 0 < json.loads(out)["total"] < whole["total"]
    status, out, _ = run(capsys, "search", "hòa giải ở cơ sở", "--home", built_home)
    assert status == 0
    assert "hòa giải" in out


def test_an_explanation_is_part_of_the_one_object(capsys, built_home):
    status, out, _ = run(capsys, "ask", "hòa giải ở cơ sở", "--explain", "--json", "--home", built_home)
    assert status == 0
    assert {"plan", "weighed"} <= json.loads(out).keys()


def test_words_of_a_document_cannot_move_the_cursor(capsys, built_home, monkeypatch):
    from search_api.cli import console

    console.say("một\x1b[2Jhai")
    assert "\x1b" not in capsys.readouterr().out


def test_a_second_build_reads_nothing_again(capsys, built_home, plan_path):
    arguments = ("build", plan_path, built_home.parent / "hostile.txt", "--json", "--home", built_home)
    status, out, err = run(capsys, *arguments)
    assert status == 0, err
    report = json.loads(out)
    assert not report["published"]
    assert {o["state"] for o in report["outcomes"]} == {"unchanged"}


def test_the_doctor_says_what_is_well_and_what_is_missing(capsys, built_home):
    status, out, _ = run(capsys, "doctor", "--json", "--home", built_home)
    assert (status, json.loads(out)["healthy"]) == (0, True)
    status, out, _ = run(capsys, "doctor")
    assert status == 1
    assert "cancu build" in out


def test_an_unexpected_failure_is_one_line_too(capsys, monkeypatch, plan_path):
    def crash(_path, _told):
        raise RuntimeError("hai\ndòng")

    monkeypatch.setattr("ingest.reading.read", crash)
    status, out, err = run(capsys, "read", plan_path)
    assert (status, out) == (1, "")
    assert "hai dòng" in one_line(err)
