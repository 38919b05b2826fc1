"""Measure the core as a user meets it: build, build again, serve, ask.

Run `python -m bench.core [QUESTIONS.json …]`; without arguments it asks the repository's own questions.
Prints one row a figure: measured, expected, OK / close / FAIL; exit status 1 if any row fails.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.parse
import urllib.request
from pathlib import Path

from bench.server_processes import held_mib

HERE = Path(__file__).parent
OWN_QUESTIONS = HERE.parent / "tests" / "questions" / "own_questions.json"


def cancu(home: Path, *arguments: str) -> list[str]:
    """The command line of the program in this environment."""
    return [str(Path(sys.executable).with_name("cancu")), "--home", str(home), *arguments]


def timed(command: list[str]) -> float:
    """Seconds that a command takes; raises CalledProcessError where it fails."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def free_port() -> int:
    """A port that is free on the loopback address now."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def get(url: str) -> bytes:
    """The body of an answer of the server."""
    with urllib.request.urlopen(url, timeout=60) as response:
        return bytes(response.read())


def wait_ready(base: str, seconds: float) -> float:
    """Seconds until the server says that it is ready; raises TimeoutError past the limit."""
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        try:
            get(f"{base}/readyz")
        except OSError:
            time.sleep(0.1)
        else:
            return time.perf_counter() - start
    raise TimeoutError(f"not ready within {seconds:.0f} s")


def memory_mib(pid: int, kind: str = "VmRSS") -> float:
    """Memory of a process, MiB: what it holds now, or (`VmHWM`) the most that it held."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{kind}:"):
            return int(line.split()[1]) / 1024
    raise OSError(f"no {kind}")


def ask_all(base: str, questions: list[str]) -> list[float]:
    """Milliseconds of each request; every question once, since the server remembers their vectors."""
    times = []
    for q in questions:
        start = time.perf_counter()
        get(f"{base}/v1/ask?q={urllib.parse.quote(q)}")
        times.append((time.perf_counter() - start) * 1000)
    return times


def serve_and_ask(home: Path, questions: list[str]) -> dict[str, float]:
    """Start the server, ask, stop it; seconds to ready, milliseconds and MiB."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        cancu(home, "serve", "--port", str(port)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ,
    )
    try:
        ready = wait_ready(base, 120)
        times = sorted(ask_all(base, questions))
        memory = held_mib(server.pid)
    finally:
        server.terminate()
        server.wait(30)
    return {
        "seconds_to_ready": ready,
        "ask_p50_ms": times[len(times) // 2],
        "ask_p95_ms": times[int(len(times) * 0.95)],
        "resident_mib": memory,
    }


def expected(bench: str) -> dict[str, float]:
    """What a bench's figures are held to, by name: each at most so much."""
    bars: dict[str, float] = tomllib.loads((HERE / "expected.toml").read_text(encoding="utf-8"))[bench]
    return bars


def verdict(measured: float, bar: float | None) -> str:
    """OK, close or FAIL; a figure without an expectation is only told."""
    if bar is None:
        return ""
    if measured <= bar:
        return "OK"
    return "close" if measured <= bar * 1.1 else "FAIL"


def main() -> int:
    """Measure and print; the exit status says whether every bar holds."""
    files = [Path(a) for a in sys.argv[1:]] or [OWN_QUESTIONS]
    questions = [q["q"] for f in files for q in json.loads(f.read_text(encoding="utf-8"))["questions"]]
    bars = expected("core")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        figures = {
            "first_build_seconds": timed(cancu(home, "build")),
            "second_build_seconds": timed(cancu(home, "build")),
            **serve_and_ask(home, questions),
        }
    failed = False
    for name, value in figures.items():
        word = verdict(value, bars.get(name))
        failed = failed or word == "FAIL"
        print(f"{name:24} {value:10.2f}   expected ≤ {bars.get(name, '-'):>8}   {word}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
