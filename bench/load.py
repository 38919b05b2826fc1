"""Ask a running server as many at once: `python -m bench.load HOME [SECONDS] [CLIENTS] [--keep]`.

Of ten requests six are questions, three searches, one a draft whose citations are checked: the beginnings of
real documents of ../shared/corpus, a few sentences to two pages long; where they are absent, of corpus/.

Three parts: within its means (each client thinks between requests), past them (nobody thinks), and alone
again. Within: no error, and the time of answers; past: what is not answered is shed with 503 and Retry-
After, nothing else fails; alone again: answers take what they took. Memory of the server and its processes
is told before and after each; processor time of an answer too, which tells the same on a machine that others
use. Figures are held to bench/expected.toml.

Reads: a home, copied first by whoever asks. Writes: figures; bench/results/ with `--keep`; exit status 1 on
an error, or where a figure is not what is expected of it.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import random
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.core import HERE, OWN_QUESTIONS, free_port, verdict, wait_ready
from bench.measured import REPOSITORY, keep
from bench.server_processes import cpu_seconds, held_mib

THINKING = (0.5, 1.5)
"""Seconds between two requests of a client."""
_ROUTES = {"/v1/ask": 0.6, "/v1/search": 0.3, "/v1/citations/check": 0.1}
"""Shares of the requests."""
_OFFICES = REPOSITORY.parent / "shared" / "corpus" / "offices"
_DRAFTS = 60
_DRAFT_CHARACTERS = (400, 6000)
"""A few sentences; two pages."""
_OWN = ("200", "503")
"""Statuses of a server that is well."""
_WORDS = (
    "hòa giải ở cơ sở",
    "cai nghiện ma túy",
    "xử phạt vi phạm hành chính",
    "đăng ký doanh nghiệp",
    "thuế đất",
)


@dataclass
class Part:
    """What clients saw."""

    milliseconds: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)
    without_retry_after: int = 0

    def figures(self) -> dict[str, object]:
        """The part in numbers."""
        timed = {
            name: {"n": len(ms), "p50_ms": _at(ms, 0.5), "p95_ms": _at(ms, 0.95), "p99_ms": _at(ms, 0.99)}
            for name, ms in self.milliseconds.items()
        }
        return {
            "statuses": dict(self.statuses),
            "shed_without_retry_after": self.without_retry_after,
            **timed,
        }


def _at(milliseconds: list[float], share: float) -> float:
    ordered = sorted(milliseconds)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 1)


def drafts() -> list[str]:
    """Drafts of every length between a few sentences and two pages, from documents of every kind."""
    folder = _OFFICES if _OFFICES.is_dir() else REPOSITORY / "corpus"
    files = sorted(path for path in folder.rglob("*.md") if path.stat().st_size > _DRAFT_CHARACTERS[1])
    files = files or sorted(path for path in folder.rglob("*.txt"))
    chosen = random.Random(7)
    taken = chosen.sample(files, min(_DRAFTS, len(files)))
    return [path.read_text(encoding="utf-8")[: chosen.randint(*_DRAFT_CHARACTERS)] for path in taken]


@dataclass(frozen=True, slots=True)
class Material:
    """What clients ask."""

    questions: Sequence[str]
    drafts: Sequence[str]

    @classmethod
    def read(cls) -> Material:
        """The tests' own questions, and drafts."""
        told = json.loads(OWN_QUESTIONS.read_text(encoding="utf-8"))["questions"]
        return cls([one["q"] for one in told], drafts())

    def request(self, base: str, chosen: random.Random) -> httpx.Request:
        """One request; a number behind the question makes it one that the server has not met."""
        path = chosen.choices(list(_ROUTES), list(_ROUTES.values()))[0]
        if path == "/v1/citations/check":
            return httpx.Request("POST", base + path, json={"text": chosen.choice(self.drafts)})
        words = chosen.choice(_WORDS)
        if path == "/v1/ask":
            words = f"{chosen.choice(self.questions)} {chosen.randrange(10**6)}"
        return httpx.Request("GET", base + path, params={"q": words})


async def ask(
    base: str, clients: int, seconds: float, thinking: tuple[float, float] | None, material: Material
) -> Part:
    """Let clients ask for some seconds."""
    part, until = Part(), time.monotonic() + seconds
    limits = httpx.Limits(max_connections=clients, max_keepalive_connections=clients)

    async def one(number: int, client: httpx.AsyncClient) -> None:
        chosen = random.Random(number)
        while time.monotonic() < until:
            if thinking:
                await asyncio.sleep(chosen.uniform(*thinking))
            request = material.request(base, chosen)
            began = time.perf_counter()
            try:
                answer = await client.send(request)
            except httpx.HTTPError as error:
                part.statuses[type(error).__name__] += 1
                continue
            part.statuses[str(answer.status_code)] += 1
            if answer.status_code == 200:
                path = request.url.path
                part.milliseconds.setdefault(path, []).append((time.perf_counter() - began) * 1000)
            elif answer.status_code == 503:
                part.without_retry_after += "retry-after" not in answer.headers
                if not thinking:
                    await asyncio.sleep(0.2)

    async with httpx.AsyncClient(timeout=60, limits=limits) as client:
        await asyncio.gather(*(one(n, client) for n in range(clients)))
    return part


def measure(home: Path, seconds: float, clients: int) -> dict[str, object]:
    """Serve a home and ask; gives the figures of all parts."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    code = "import sys; from search_api.commands import main; sys.exit(main())"
    server = subprocess.Popen(
        [sys.executable, "-c", code, "--home", str(home), "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=REPOSITORY,
        env={**os.environ, "CANCU_RATE": "0"},
    )
    try:
        ready = wait_ready(base, 120)
        found: dict[str, object] = {"seconds_to_ready": round(ready, 1), "load_before": os.getloadavg()[0]}
        found |= _parts(base, server.pid, seconds, clients)
    finally:
        server.terminate()
        server.wait(60)
    return found


def _parts(base: str, pid: int, seconds: float, clients: int) -> dict[str, object]:
    """The figures of all parts, asked one after the other."""
    material = Material.read()
    asyncio.run(ask(base, 8, min(20, seconds), None, material))  # what is loaded once is loaded
    own, spent, memory, halves = time.process_time(), cpu_seconds(pid), [held_mib(pid)], []
    grown: list[float] = []
    for _ in range(2):
        halves.append(asyncio.run(ask(base, clients, seconds / 2, THINKING, material)))
        memory.append(held_mib(pid))
        grown.append(held_mib(pid, "Anonymous"))  # not the indexes' files, whose pages can be given back
    spent, own = cpu_seconds(pid) - spent, time.process_time() - own
    past = asyncio.run(ask(base, clients * 4, min(seconds / 4, 60), None, material))
    memory.append(held_mib(pid))
    after = asyncio.run(ask(base, 4, min(seconds / 8, 30), THINKING, material))
    memory.append(held_mib(pid))
    within = sum(half.statuses["200"] for half in halves)
    others = [
        n for part in (*halves, past, after) for status, n in part.statuses.items() if status not in _OWN
    ]
    asked = [ms for half in halves for ms in half.milliseconds.get("/v1/ask", [])]
    again = after.milliseconds.get("/v1/ask", [])
    return {
        "within_its_means": [half.figures() for half in halves],
        "past_its_means": past.figures(),
        "alone_again": after.figures(),
        "memory_mib": [round(mib) for mib in memory],
        "answers_a_second": round(within / seconds, 1),
        "client_cpu_share": round(own / seconds, 2),
        "held": {
            "ask_p95_ms": _at(asked, 0.95) if asked else math.inf,
            "ask_p95_ms_alone_again": _at(again, 0.95) if again else math.inf,
            "cpu_ms_per_answer": round(1000 * spent / max(1, within), 1),
            "mib_grown_between_halves": round(grown[1] - grown[0], 1),
            "failed": sum(others) + past.without_retry_after,
            "shed_within_its_means": sum(half.statuses["503"] for half in (*halves, after)),
        },
    }


def main() -> int:
    """Measure and print."""
    numbers = [float(a) for a in sys.argv[2:] if a.replace(".", "").isdigit()]
    seconds = numbers[0] if numbers else 600.0
    clients = int(numbers[1]) if len(numbers) > 1 else 50
    figures = {"seconds": seconds, "clients": clients, **measure(Path(sys.argv[1]), seconds, clients)}
    held, expected = figures["held"], tomllib.loads((HERE / "expected.toml").read_text(encoding="utf-8"))
    assert isinstance(held, dict)
    words = {name: verdict(value, expected["load"].get(name)) for name, value in held.items()}
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    for name, value in held.items():
        print(f"{name:26} {value:10.2f}   expected ≤ {expected['load'].get(name, '-'):>8}   {words[name]}")
    if "--keep" in sys.argv:
        keep("load", "bench.load", figures)
    return 1 if "FAIL" in words.values() else 0


if __name__ == "__main__":
    sys.exit(main())
