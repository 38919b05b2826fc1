"""`cancu fetch`: official texts come politely, whole or not at all, from the web and from nowhere else."""

from __future__ import annotations

import hashlib
import json
import socket
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from misbehaving_server import DECREE, serving

from index.fetching import guard, texts
from index.fetching.kept import kept
from index.fetching.rules import Refusal, Rules
from index.fetching.texts import fetch
from ingest.work import Address, Work
from search_api.commands import main

RULES = Rules(pause=0.01, seconds=1.0, silence=0.7, reply_bytes=1 << 20, private=True, longest_pause=1.0)


@pytest.fixture
def server():
    with serving() as running:
        yield running


def decree(*urls, kind="official"):
    addresses = tuple(Address(url, kind) for url in urls)
    return Work(
        "49-2020-nd-cp", "Nghị định", "Nghị định", "quy phạm pháp luật", "49/2020/NĐ-CP", addresses=addresses
    )


def one(home, server, path, rules=RULES, **named):
    [outcome] = fetch(home, [decree(server.address + path)], rules, **named)
    return outcome


def test_a_text_is_kept_with_its_day_and_checksum(tmp_path, server):
    outcome = one(tmp_path, server, "/text")
    assert (outcome.state, outcome.names_act) == ("fetched", True)
    assert Path(outcome.file).read_bytes() == DECREE
    record = json.loads(Path(outcome.file).with_name("record.json").read_text())
    assert record["sha256"] == hashlib.sha256(DECREE).hexdigest()
    assert record["fetched"] == time.strftime("%Y-%m-%d", time.gmtime())
    assert (record["etag"], record["url"]) == ('"abc"', server.address + "/text")
    assert server.asked[-1][1]["User-Agent"].startswith("CanCu/")


def test_what_was_fetched_today_is_not_asked_again_and_later_only_if_it_changed(tmp_path, server):
    one(tmp_path, server, "/text")
    asked = len(server.asked)
    assert one(tmp_path, server, "/text").state == "known"
    assert len(server.asked) == asked
    assert one(tmp_path, server, "/text", again=True).state == "unchanged"
    assert server.asked[-1][1]["If-None-Match"] == '"abc"'
    assert server.asked[-1][1]["If-Modified-Since"].startswith("Mon, 01 Jan 2024")


def test_a_text_that_was_damaged_on_disk_comes_anew(tmp_path, server):
    outcome = one(tmp_path, server, "/text")
    Path(outcome.file).write_bytes(b"x")
    assert one(tmp_path, server, "/text").state == "fetched"
    assert "If-None-Match" not in server.asked[-1][1]


@pytest.mark.parametrize("path", ["/moved", "/packed", "/busy-once"])
def test_ways_in_which_a_text_still_comes(tmp_path, server, path):
    outcome = one(tmp_path, server, path)
    assert outcome.state == "fetched", outcome
    assert Path(outcome.file).read_bytes() == DECREE


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/slow-body", "giới hạn", "quá chậm"),
        ("/slow-head", "giới hạn", "quá chậm"),
        ("/huge", "giới hạn", "lớn hơn"),
        ("/gzip-bomb", "giới hạn", "lớn hơn"),
        ("/cut-off", "máy chủ", "ngắt giữa chừng"),
        ("/cut-off-gzip", "máy chủ", "ngắt giữa chừng"),
        ("/garbage", "máy chủ", "giao thức"),
        ("/odd-packing", "nội dung", "nén"),
        ("/image", "nội dung", "không phải văn bản"),
        ("/nothing", "nội dung", "không phải văn bản"),
        ("/error", "máy chủ", "500"),
        ("/missing", "máy chủ", "404"),
        ("/come-back-tomorrow", "máy chủ", "86400"),
        ("/loop", "máy chủ", "chuyển hướng"),
        ("/to-file", "địa chỉ", "http"),
    ],
)
def test_ways_in_which_none_comes(tmp_path, server, path, kind, words):
    began = time.monotonic()
    outcome = one(tmp_path, server, path)
    assert (outcome.state, outcome.kind) == ("failed", kind), outcome
    assert words in outcome.reason
    assert time.monotonic() - began < 4
    assert not list(tmp_path.rglob("*.*"))


def test_a_text_that_lies_about_its_length_is_no_more_than_it_said(tmp_path, server):
    assert one(tmp_path, server, "/length-too-short").state in ("failed", "fetched")
    assert all(len(path.read_bytes()) <= 10 for path in tmp_path.rglob("49-2020-nd-cp.*"))


def test_a_page_that_does_not_name_the_act_is_kept_and_said(tmp_path, server):
    assert one(tmp_path, server, "/other-text").names_act is False


@pytest.mark.parametrize(
    ("robots", "state"),
    [
        (None, "fetched"),
        ("User-agent: *\nDisallow:", "fetched"),
        ("User-agent: *\nDisallow: /\n\nUser-agent: CanCu\nAllow: /", "fetched"),
        ("User-agent: *\nDisallow: /text", "failed"),
        ("User-agent: cancu\nDisallow: /", "failed"),
        ("User-agent: *\nCrawl-delay: 3600", "failed"),
        ("broken", "failed"),
    ],
)
def test_robots_are_heeded(tmp_path, server, robots, state):
    server.robots = robots
    outcome = one(tmp_path, server, "/text")
    assert outcome.state == state
    assert ("/text" in server.paths()) == (state == "fetched")
    if state == "failed":
        assert outcome.kind == "robots"


def test_requests_to_one_host_have_pauses(tmp_path, server):
    works = [replace(decree(f"{server.address}/text?{n}"), id=f"a-{n}") for n in range(3)]
    outcomes = list(fetch(tmp_path, works, replace(RULES, pause=0.2)))
    assert [o.state for o in outcomes] == ["fetched"] * 3
    times = [at for *_, at in server.asked]
    assert len(times) == 4  # robots.txt once
    assert all(after - before >= 0.19 for before, after in pairwise(times))


def test_the_next_address_is_tried_and_copies_only_where_wanted(tmp_path, server):
    work = decree(server.address + "/missing")
    work = replace(work, addresses=(*work.addresses, Address(server.address + "/text", "copy")))
    assert [o.state for o in fetch(tmp_path, [work], RULES)] == ["failed"]
    assert [o.state for o in fetch(tmp_path, [work], RULES, copies=True)] == ["fetched"]
    assert [o.state for o in fetch(tmp_path, [replace(work, id="x", addresses=())], RULES)] == ["no address"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.0.0.8/", "http://192.168.1.1/a",
        "http://169.254.169.254/latest", "http://0.0.0.0/", "http://[::ffff:127.0.0.1]/", "http://2130706433/",
        "http://[fd00::1]/", "http://100.64.0.1/", "file:///etc/passwd", "ftp://example.org/", "gopher://x/",
        "http://user@example.org/", "http://", "http://[", "//example.org/a", "http://127.0.0.1:0/",
    ],
)  # fmt: skip
def test_addresses_that_are_not_of_the_public_web_are_not_asked(tmp_path, url):
    [outcome] = fetch(tmp_path, [decree(url)], replace(RULES, private=False))
    assert (outcome.state, outcome.kind) == ("failed", "địa chỉ"), outcome


def test_a_redirect_leads_to_no_private_address(tmp_path, server, monkeypatch):
    real = guard.public_address
    monkeypatch.setattr(
        guard, "public_address", lambda host, port, *, private: real(host, port, private=host == "127.0.0.1")
    )
    outcome = one(tmp_path, server, "/to-private")
    assert (outcome.state, outcome.kind) == ("failed", "địa chỉ")


def test_a_name_with_one_private_address_is_not_asked(monkeypatch):
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("8.8.8.8", "10.1.2.3")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: answers)
    with pytest.raises(Refusal, match="nội bộ"):
        guard.public_address("example.org", 80)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: answers[:1])
    assert guard.public_address("example.org", 80) == "8.8.8.8"


def test_without_a_network_there_is_one_line(tmp_path, monkeypatch, capsys):
    def no_names(*arguments, **named):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", no_names)
    assert main(["fetch", "--home", str(tmp_path), "--copies"]) == 1
    out, err = capsys.readouterr()
    assert err.count("\n") == 1
    assert "không có mạng" in err
    assert "không lấy được" in out


def test_unknown_numbers_are_one_line(tmp_path, capsys):
    assert main(["fetch", "1/1900/XX-YY", "--home", str(tmp_path)]) == 1
    assert "danh mục không có văn bản này" in capsys.readouterr().err


def test_the_command_says_where_the_texts_are(tmp_path, server, monkeypatch, capsys):
    from index.fetching import visiting
    from search_api.cli import fetch as command

    monkeypatch.setattr(command, "wanted", lambda numbers: (decree(server.address + "/text"),))
    monkeypatch.setattr(visiting, "Transport", lambda rules: guard.Transport(replace(rules, private=True)))
    arguments = [
        "fetch",
        "49/2020/NĐ-CP",
        "--home",
        str(tmp_path),
        "--pause",
        "1",
        "--contact",
        "vp@example.org",
    ]
    assert main([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["acts"][0]["state"] == "fetched"
    assert server.asked[-1][1]["User-Agent"].endswith("(+vp@example.org)")
    assert main(arguments) == 0
    assert "1 đã lấy hôm nay" in capsys.readouterr().out


def test_an_interrupted_run_goes_on(tmp_path, server, monkeypatch):
    works = [replace(decree(f"{server.address}/text?{n}"), id=f"a-{n}") for n in range(3)]
    run = fetch(tmp_path, works, RULES)
    next(run)
    run.close()
    assert kept(tmp_path, "a-0")
    assert [o.state for o in fetch(tmp_path, works, RULES)] == ["known", "fetched", "fetched"]
    monkeypatch.setattr(texts, "_today", lambda: "2999-01-01")
    assert [o.state for o in fetch(tmp_path, works, RULES)] == ["unchanged"] * 3
