"""Ask a running server as many at once: `python -m bench.load HOME [SECONDS] [CLIENTS] [--keep]`.

Three parts: within its means (each client thinks between requests), past them (nobody thinks), and alone
again. Within: no error, and the time of answers; past: what is not answered is shed with 503 and Retry-
After, nothing else fails; alone again: answers take what they took. Memory of the server is told before and
after each.

Reads: a home, copied first by whoever asks. Writes: figures; bench/results/ with `--keep`; exit status 1 on
an error.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.core import OWN_QUESTIONS, free_port, memory_mib, wait_ready
from bench.measured import REPOSITORY, keep

THINKING = (0.5, 1.5)
"""Seconds between two requests of a client."""
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


async def ask(base: str, clients: int, seconds: float, thinking: tuple[float, float] | None) -> Part:
    """Let clients ask for some seconds; two of three requests are questions, the others searches."""
    part, until = Part(), time.monotonic() + seconds
    questions = [q["q"] for q in json.loads(OWN_QUESTIONS.read_text(encoding="utf-8"))["questions"]]
    limits = httpx.Limits(max_connections=clients, max_keepalive_connections=clients)

    async def one(number: int, client: httpx.AsyncClient) -> None:
        chosen = random.Random(number)
        while time.monotonic() < until:
            if thinking:
                await asyncio.sleep(chosen.uniform(*thinking))
            # A number behind the question makes it one that the server has not met.
            asked = chosen.random() < 2 / 3
            words = (
                f"{chosen.choice(questions)} {chosen.randrange(10**6)}" if asked else chosen.choice(_WORDS)
            )
            path = "/v1/ask" if asked else "/v1/search"
            began = time.perf_counter()
            try:
                answer = await client.get(base + path, params={"q": words})
            except httpx.HTTPError as error:
                part.statuses[type(error).__name__] += 1
                continue
            part.statuses[str(answer.status_code)] += 1
            if answer.status_code == 200:
                part.milliseconds.setdefault(path, []).append((time.perf_counter() - began) * 1000)
            elif answer.status_code == 503:
                part.without_retry_after += "retry-after" not in answer.headers
                if not thinking:
                    await asyncio.sleep(0.2)

    async with httpx.AsyncClient(timeout=60, limits=limits) as client:
        await asyncio.gather(*(one(n, client) for n in range(clients)))
    return part


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has taken, whoever else used the machine."""
    told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


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
        asyncio.run(ask(base, 8, min(10, seconds), None))  # what is loaded once is loaded
        spent = cpu_seconds(server.pid)
        memory, halves = [memory_mib(server.pid)], []
        for _ in range(2):
            halves.append(asyncio.run(ask(base, clients, seconds / 2, THINKING)))
            memory.append(memory_mib(server.pid))
        found["within_its_means"] = [half.figures() for half in halves]
        past = asyncio.run(ask(base, clients * 4, min(seconds / 4, 60), None))
        found["past_its_means"] = past.figures()
        after = asyncio.run(ask(base, 4, min(seconds / 8, 30), THINKING))
        found["alone_again"] = after.figures()
        spent = cpu_seconds(server.pid) - spent
        answered = sum(part.statuses["200"] for part in (*halves, past, after))
        found["cpu_ms_per_answer"] = round(1000 * spent / max(1, answered), 1)
        found["memory_mib"] = [round(mib) for mib in (*memory, memory_mib(server.pid))]
        found["failed"] = (
            sum(
                n
                for part in (*halves, past, after)
                for status, n in part.statuses.items()
                if status not in ("200", "503")
            )
            + sum(half.statuses["503"] for half in (*halves, after))
            + past.without_retry_after
        )
    finally:
        server.terminate()
        server.wait(60)
    return found


def main() -> int:
    """Measure and print."""
    numbers = [float(a) for a in sys.argv[2:] if a.replace(".", "").isdigit()]
    seconds = numbers[0] if numbers else 600.0
    clients = int(numbers[1]) if len(numbers) > 1 else 50
    figures = {"seconds": seconds, "clients": clients, **measure(Path(sys.argv[1]), seconds, clients)}
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    if "--keep" in sys.argv:
        keep("load", "bench.load", figures)
    return 1 if figures["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
