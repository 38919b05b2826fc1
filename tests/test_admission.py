"""How much at once: what is past the server's means is refused at once, with when to try again; then it recovers."""

from __future__ import annotations

import asyncio
import json

import pytest

from search_api.service.admission import Admission
from search_api.service.metrics import Metrics
from search_api.service.rates import Rates, cost_of
from search_api.service.settings import ServiceSettings


def scope_of(path="/v1/ask", method="GET", query=b"", client="10.0.0.1"):
    return {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": query,
        "headers": [], "client": (client, 1), "server": ("127.0.0.1", 80), "scheme": "http", "root_path": "",
    }  # fmt: skip


async def asked(app, scope=None, body=(b"",)):
    """What an application answers: status, headers, body."""
    parts, told = list(body), {}

    async def receive():
        if parts and isinstance(parts[0], float):
            await asyncio.sleep(parts.pop(0))
        if not parts:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

    async def send(message):
        if message["type"] == "http.response.start":
            told["status"] = message["status"]
            told["headers"] = {k.decode(): v.decode() for k, v in message["headers"]}
        else:
            told["body"] = told.get("body", b"") + message.get("body", b"")

    await app(scope or scope_of(), receive, send)
    return told


def slow(seconds):
    async def app(scope, receive, send):
        await asyncio.sleep(seconds)
        message = await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": message.get("body", b"")})

    return app


def admitted(app, **settings):
    return Admission(
        app,
        ServiceSettings(**{"rate": 0, "at_once": 2, "waiting": 3, "patience": 0.2, **settings}),
        Metrics(),
    )


def test_past_its_means_it_sheds_with_when_to_try_again_and_recovers():
    async def scene():
        gate = admitted(slow(0.5))
        first = await asyncio.gather(*(asked(gate) for _ in range(20)))
        statuses = [one["status"] for one in first]
        assert statuses.count(200) == 2, "those that had their turn"
        assert statuses.count(503) == 18
        for one in first:
            if one["status"] == 503:
                assert int(one["headers"]["retry-after"]) >= 1
                assert one["headers"]["content-type"] == "application/problem+json"
        assert [(await asked(gate))["status"] for _ in range(3)] == [200] * 3
        assert (gate.answers.at_work, gate.answers.waiting) == (0, 0)

    asyncio.run(scene())


def test_one_that_would_wait_in_vain_is_refused_at_once():
    async def scene():
        gate = admitted(slow(0.6), at_once=1, waiting=50, patience=1.5)
        for _ in range(30):
            gate.answers.kept(0.6)
        busy = [asyncio.create_task(asked(gate)) for _ in range(12)]
        done, _ = await asyncio.wait(busy, timeout=0.5)
        assert {one.result()["status"] for one in done} == {503}, "known before they wait"
        kept = [one["status"] for one in await asyncio.gather(*busy)]
        assert kept.count(200) >= 2, "whose turn comes in time is not refused"
        assert gate.answers.waiting == 0

    asyncio.run(scene())


def test_one_slow_answer_does_not_close_the_lane():
    lane = admitted(slow(0), at_once=1, patience=0.5).answers
    for _ in range(100):
        lane.kept(3600.0)
    assert asyncio.run(lane.turn.acquire())
    assert lane.turn.locked()
    assert not lane.full, "somebody may always wait or work"


def test_those_that_wait_get_their_turn():
    async def scene():
        gate = admitted(slow(0.02), patience=5.0, waiting=20)
        assert {one["status"] for one in await asyncio.gather(*(asked(gate) for _ in range(20)))} == {200}

    asyncio.run(scene())


def test_health_is_told_while_the_server_is_full():
    async def scene():
        gate = admitted(slow(0.3))
        busy = [asyncio.create_task(asked(gate)) for _ in range(10)]
        await asyncio.sleep(0.05)
        for path in ("/healthz", "/metrics", "/readyz"):
            assert (await asked(gate, scope_of(path)))["status"] == 200
        await asyncio.gather(*busy)

    asyncio.run(scene())


def test_an_answer_that_takes_too_long_is_a_problem_and_keeps_its_turn_until_it_ends():
    async def scene():
        gate = admitted(slow(0.4), seconds=0.05, at_once=1, patience=0.01)
        assert (await asked(gate))["status"] == 504
        assert (await asked(gate))["status"] == 503, "the work goes on"
        await asyncio.sleep(0.5)
        assert gate.answers.at_work == 0

    asyncio.run(scene())


def test_a_body_that_trickles_in_takes_nobodys_turn():
    async def scene():
        gate = admitted(slow(0), body_seconds=0.2, at_once=1)
        trickling = asyncio.create_task(asked(gate, scope_of(method="POST"), [b"a", 5.0, b"b"]))
        await asyncio.sleep(0.05)
        assert (await asked(gate))["status"] == 200
        assert (await trickling)["status"] == 408

    asyncio.run(scene())


def test_a_body_in_pieces_arrives_whole():
    async def scene():
        told = await asked(admitted(slow(0)), scope_of(method="POST"), [b"a", b"b", b""])
        assert told["body"] == b"a"

    asyncio.run(scene())


def test_a_client_that_asks_too_much_waits_and_others_do_not():
    async def scene():
        gate = admitted(slow(0), rate=6)
        statuses = [(await asked(gate))["status"] for _ in range(8)]
        assert statuses == [200] * 6 + [429] * 2
        told = await asked(gate)
        assert 1 <= int(told["headers"]["retry-after"]) <= 10
        assert json.loads(told["body"])["status"] == 429
        assert (await asked(gate, scope_of(client="10.0.0.2")))["status"] == 200

    asyncio.run(scene())


def test_units_come_back_with_time():
    now = [0.0]
    rates = Rates(60, lambda: now[0])
    assert rates.take("a", 60) == 0
    assert rates.take("a", 2) == pytest.approx(2)
    now[0] += 2
    assert rates.take("a", 2) == 0
    now[0] += 3600
    assert rates.take("a", 61) == 0, "no request costs more than a minute's worth"


def test_clients_without_number_are_not_all_remembered():
    rates = Rates(60, lambda: 0.0)
    for n in range(20_000):
        rates.take(f"{n}", 1)
    assert len(rates._left) <= 10_000


def test_a_request_costs_by_what_it_sends_and_wants():
    one = cost_of(scope_of(), 0)
    assert cost_of(scope_of(), 1_000_000) > 10 * one
    assert cost_of(scope_of(query=b"q=a&size=500"), 0) > 5 * one
    assert cost_of(scope_of("/v1/documents", "POST"), 0) > 10 * one
    assert cost_of(scope_of("/healthz"), 0) == 0
    assert cost_of(scope_of(query=b"size=-1&size=" + b"9" * 400), 0) < 3 * one
