"""Two servers on one store: `python -m bench.two_servers HOME [SECONDS] [CLIENTS] [--keep] [--against HOME]`.

The home (copied first by whoever asks) is published to PostgreSQL: to the database that CANCU_STORE names,
which must be empty, else to a server of the bench's own. Then

1. answers: every question is answered from the files of the home (`--against`: of another one, built of the
   same store for the embedded engine) and from the database, and compared whole;
2. a death: both servers are asked, one is killed (kill -9) in the middle; a client that is refused tries the
   other one: no request may fail, no answer may differ;
3. a switch: both are asked while another machine adds a document and publishes; every answer must be, whole,
   that of the generation it names, and both servers must come to the new one.

Reads: a home, questions. Writes: figures; bench/results/ with `--keep`; exit status 1 where a part fails.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.core import OWN_QUESTIONS, free_port, wait_ready
from bench.measured import REPOSITORY, keep
from bench.postgres_server import PostgresServer
from index import library
from index.asking import ask
from index.postgres import writing
from index.postgres.database import SETTING
from search_api.api.shelf import GENERATION

GOLD = REPOSITORY.parent / "shared" / "gold" / "plan_questions.json"
PATIENCE = 60.0
"""Seconds after which a client gives a request up."""
_COMMAND = "import sys; from search_api.commands import main; sys.exit(main())"
_ADDED = """CHÍNH PHỦ
Số: 7/2021/NĐ-CP
Hà Nội, ngày 5 tháng 1 năm 2021
NGHỊ ĐỊNH
Quy định về hòa giải ở cơ sở, cai nghiện ma túy và phòng ngừa tội phạm

Điều 1. Phạm vi
Nghị định này quy định về công tác hòa giải ở cơ sở theo Nghị định số 49/2020/NĐ-CP.
Điều 2. Thực hiện
1. Nâng cao hiệu quả công tác hòa giải ở cơ sở, cai nghiện ma túy tại cộng đồng.
(Bộ Tư pháp chủ trì; Bộ Công an phối hợp thực hiện)
"""


@dataclass
class Seen:
    """What clients saw."""

    statuses: Counter[str] = field(default_factory=Counter)
    """Of every try."""
    retried: int = 0
    failed: int = 0
    """Requests without an answer after every retry."""
    answers: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """By question, generation and digest of the whole answer."""

    def figures(self) -> dict[str, object]:
        """What was seen, in numbers."""
        return {
            "answered": sum(self.answers.values()),
            "tries": dict(self.statuses),
            "retried": self.retried,
            "failed_after_retry": self.failed,
        }


class Client:
    """Asks one server, and the other where that one does not answer, until its patience ends."""

    def __init__(self, bases: Sequence[str], seen: Seen, number: int) -> None:
        self._bases, self._seen = list(bases), seen
        random.Random(number).shuffle(self._bases)
        self._http = httpx.Client(timeout=30)

    def ask(self, question: str) -> None:
        """One request, with its retries."""
        until = time.monotonic() + PATIENCE
        for n in range(10**6):
            answer = self._tried(question)
            if answer is not None:
                key = question, answer.headers.get(GENERATION, ""), _digest(answer.content)
                self._seen.answers[key] += 1
                return
            if time.monotonic() > until:
                self._seen.failed += 1
                return
            self._seen.retried += n == 0
            self._bases.reverse()
            time.sleep(0.2 * (n > 0))

    def _tried(self, question: str) -> httpx.Response | None:
        try:
            answer = self._http.get(f"{self._bases[0]}/v1/ask", params={"q": question})
        except httpx.HTTPError as error:
            self._seen.statuses[type(error).__name__] += 1
            return None
        self._seen.statuses[str(answer.status_code)] += 1
        return answer if answer.status_code == 200 else None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


@contextmanager
def server(home: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server with nothing but the store, in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", _COMMAND, "--home", str(home), "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=(home.parent / f"{home.name}.log").open("wb"),
        cwd=REPOSITORY,
        env={**os.environ, "CANCU_RATE": "0"},
    )
    try:
        wait_ready(f"http://127.0.0.1:{port}", 180)
        yield process
    finally:
        process.terminate()
        process.wait(60)


def under_load(
    bases: Sequence[str], questions: Sequence[str], clients: int, seconds: float, event: Callable[[], None]
) -> Seen:
    """Lets clients ask for some seconds; the event happens after a third of them, and is waited for."""
    seen, stop = Seen(), threading.Event()

    def one(number: int) -> None:
        client, chosen = Client(bases, seen, number), random.Random(number)
        while not stop.is_set():
            client.ask(chosen.choice(questions))

    threads = [threading.Thread(target=one, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    time.sleep(seconds / 3)
    event()
    time.sleep(seconds * 2 / 3)
    stop.set()
    for thread in threads:
        thread.join(PATIENCE * 2)
    return seen


def quiet_answers(base: str, questions: Sequence[str]) -> dict[str, tuple[str, str]]:
    """What a server answers to each question alone: generation and digest."""
    found: dict[str, tuple[str, str]] = {}
    with httpx.Client(timeout=60) as client:
        for question in questions:
            answer = client.get(f"{base}/v1/ask", params={"q": question}).raise_for_status()
            found[question] = answer.headers[GENERATION], _digest(answer.content)
    return found


def wrong(seen: Seen, expected: Sequence[Mapping[str, tuple[str, str]]]) -> int:
    """Answers that are not, whole, those of the generation that they name."""
    right = {(q, *answer) for answers in expected for q, answer in answers.items()}
    return sum(n for key, n in seen.answers.items() if key not in right)


def compared(against: Path, place: Path, questions: Sequence[str]) -> dict[str, object]:
    """The answers from the files of a home and from the store, by the settings of the environment."""
    with _without(SETTING, "CANCU_ENGINE"), library.open(against) as local:
        mine = [ask(local, question) for question in questions]
    with library.open(place) as shared:
        theirs = [ask(shared, question) for question in questions]
    differing = [q for q, a, b in zip(questions, mine, theirs, strict=True) if a != b]
    return {"questions": len(questions), "identical": len(questions) - len(differing), "differing": differing}


@contextmanager
def _without(*names: str) -> Iterator[None]:
    kept = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)


def measure(home: Path, against: Path, seconds: float, clients: int, place: Path) -> dict[str, object]:
    """All parts, on a home that may be written to; `place` is a folder for what the servers keep."""
    questions = [q["q"] for q in json.loads(OWN_QUESTIONS.read_text(encoding="utf-8"))["questions"]]
    if GOLD.is_file():
        questions += [q["q"] for q in json.loads(GOLD.read_text(encoding="utf-8"))["questions"]]
    questions = list(dict.fromkeys(questions))
    began = time.monotonic()
    with writing.shared(home) as held:
        if held is not None:
            held.publish_codification()
    found: dict[str, object] = {"seconds_to_publish": round(time.monotonic() - began, 1)}
    found["answers"] = compared(against, place / "asked", questions)
    ports = [free_port(), free_port()]
    bases = [f"http://127.0.0.1:{port}" for port in ports]
    with server(place / "one", ports[0]) as first, server(place / "two", ports[1]):
        before = quiet_answers(bases[0], questions)
        same = before == quiet_answers(bases[1], questions)
        seen = under_load(bases, questions, clients, seconds, first.kill)
        found["death"] = {**seen.figures(), "servers_agree": same, "wrong": wrong(seen, [before])}
        first.wait()
        with server(place / "one", ports[0]):
            seen = under_load(bases, questions, clients, seconds, lambda: _add(home, place))
            after = [quiet_answers(base, questions) for base in bases]
        found["switch"] = {
            **seen.figures(),
            "wrong": wrong(seen, [before, after[0]]),
            "servers_agree": after[0] == after[1],
            "answers_by_generation": _by_generation(seen),
            "questions_answered_otherwise": sum(before[q][1] != after[0][q][1] for q in questions),
        }
    found["failed"] = _failures(found)
    return found


def _add(home: Path, place: Path) -> None:
    """Another machine adds a document and publishes."""
    added = place / "nghi-dinh-7.txt"
    added.write_text(_ADDED, encoding="utf-8")
    command = [sys.executable, "-c", _COMMAND, "--home", str(home), "add", str(added)]
    subprocess.run(command, cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)


def _by_generation(seen: Seen) -> dict[str, int]:
    found: Counter[str] = Counter()
    for (_, name, _), n in seen.answers.items():
        found[name] += n
    return dict(found)


def _failures(found: Mapping[str, object]) -> int:
    """How much went wrong in all parts."""
    answers, death, switch = (dict(found[part]) for part in ("answers", "death", "switch"))  # type: ignore[call-overload]
    failed = len(answers["differing"])
    for part in (death, switch):
        failed += part["failed_after_retry"] + part["wrong"] + (not part["servers_agree"])
    # Both generations must have answered, and differently: else nothing was shown.
    failed += len(switch["answers_by_generation"]) != 2
    failed += not switch["questions_answered_otherwise"]
    return int(failed)


def main() -> int:
    """Measure and print."""
    home = Path(sys.argv[1])
    against = Path(sys.argv[sys.argv.index("--against") + 1]) if "--against" in sys.argv else home
    numbers = [float(a) for a in sys.argv[2:] if a.replace(".", "").isdigit()]
    seconds = numbers[0] if numbers else 60.0
    clients = int(numbers[1]) if len(numbers) > 1 else 8
    own = None if os.environ.get(SETTING) else PostgresServer()
    try:
        if own is not None:
            os.environ[SETTING] = own.database("cancu")
        with tempfile.TemporaryDirectory(prefix="cancu-servers-") as scratch:
            place = Path(scratch)
            for name in ("one", "two", "asked"):
                (place / name).mkdir()
            measured = measure(home, against, seconds, clients, place)
    finally:
        if own is not None:
            own.remove()
    figures = {"seconds": seconds, "clients": clients, **measured}
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    if "--keep" in sys.argv:
        keep("two_servers", "bench.two_servers", figures, ("psycopg", "psycopg-pool"))
    return 1 if figures["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
