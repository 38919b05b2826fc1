"""Clients that ask one of several servers, and the other where that one does not answer; what they saw.

Reads: addresses, questions. Writes: Seen.
"""

from __future__ import annotations

import hashlib
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import httpx

from search_api.api.shelf import GENERATION

PATIENCE = 60.0
"""Seconds after which a client gives a request up."""
Answers = Mapping[str, tuple[str, str]]
"""By question: the generation, and the digest of the whole answer."""


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
        self._http = httpx.Client(timeout=PATIENCE)

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
    with httpx.Client(timeout=PATIENCE) as client:
        for question in questions:
            answer = client.get(f"{base}/v1/ask", params={"q": question}).raise_for_status()
            found[question] = answer.headers[GENERATION], _digest(answer.content)
    return found


def wrong(seen: Seen, expected: Sequence[Answers]) -> int:
    """Answers that are not, whole, those of the generation that they name."""
    right = {(q, *answer) for answers in expected for q, answer in answers.items()}
    return sum(n for key, n in seen.answers.items() if key not in right)


def new(seen: Seen, before: Answers) -> int:
    """Answers that were given under load and are not those of before."""
    old = {(q, *answer) for q, answer in before.items()}
    return sum(n for key, n in seen.answers.items() if key not in old)


def by_generation(seen: Seen) -> dict[str, int]:
    """How many answers each generation gave."""
    found: Counter[str] = Counter()
    for (_, name, _), n in seen.answers.items():
        found[name] += n
    return dict(found)
