"""Two servers on one store: `python -m bench.two_servers [HOME] [--seconds N] [--clients N] [--milvus]`.

A copy of the home is published to PostgreSQL: to the database that CANCU_STORE names, which must be empty,
else to a server of the bench's own. With `--milvus [URI]`, the copy is first built for that Milvus, which
both servers then ask; without an address, a server of milvus-lite stands for it. Then

1. answers: every question is answered from the files of the home by the embedded engine, and from what the
   servers use, and compared whole; with `--answers` that is all;
2. a death: both servers are asked, one is killed (kill -9) in the middle; a client that is refused tries the
   other one: no request may fail, no answer may differ;
3. a switch: both are asked while another machine adds a document and publishes; every answer must be, whole,
   that of the generation it names, and both servers must come to the new one.

Without a home, a small one is made of the plan and a few articles, and there is a fourth part: the
codification and the index over its articles are exchanged under load as well.

Reads: a home, questions. Writes: figures; bench/results/ with `--keep`; exit status 1 where a part fails.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from bench.core import OWN_QUESTIONS, free_port, wait_ready
from bench.killed_work import release
from bench.measured import REPOSITORY, keep
from bench.milvus_server import milvus_server
from bench.postgres_server import PostgresServer
from bench.retrying_clients import Answers, by_generation, new, quiet_answers, under_load, wrong
from index import building, library
from index.articles.folder import served
from index.asking import ask
from index.codification.articles import articles_home, build_articles
from index.codification.importing import import_release
from index.engines.choice import SECONDS
from index.engines.choice import SETTING as ENGINE
from index.postgres import writing
from index.postgres.database import SETTING
from tests.writers.codification import two_subjects, write_release

GOLD = REPOSITORY.parent / "shared" / "gold" / "plan_questions.json"
_ENGINE_SECONDS = "300"
"""For what milvus-lite compares in Python; it puts a collection in order when it is first asked."""
_OF_ARTICLES = (
    "Tiêu chí công nhận khu dân cư đạt tiêu chuẩn an toàn về an ninh, trật tự được quy định ở đâu?",
    "Thông tư 124/2021/TT-BCA quy định gì về tiêu chuẩn công nhận?",
    "Nghị định nào quy định về biện pháp vận động quần chúng?",
)
_CHANGED = ("tiêu chí công nhận", "tiêu chuẩn công nhận")
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


def compared(against: Path, place: Path, questions: Sequence[str]) -> dict[str, object]:
    """The answers from the files of a home by the embedded engine, and by what the environment sets."""
    with _without(SETTING, ENGINE), library.open(against) as local:
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


def questions_asked() -> list[str]:
    """The repository's own questions, and those of the gold file where it lies beside the repository."""
    files = [OWN_QUESTIONS, *([GOLD] if GOLD.is_file() else [])]
    asked = [q["q"] for file in files for q in json.loads(file.read_text(encoding="utf-8"))["questions"]]
    return list(dict.fromkeys(asked))


def built_for_the_engine(home: Path) -> dict[str, object]:
    """Builds a home, made for another engine, for the one that the environment sets; what it took."""
    began = time.monotonic()
    passages = building.add(home, []).passages
    articles = build_articles(home).articles if served(articles_home(home)) else 0
    return {"passages": passages, "articles": articles, "seconds": round(time.monotonic() - began, 1)}


def made_home(place: Path) -> Path:
    """A small home: the plan, and a codification of a few articles."""
    home = place / "made"
    building.build(home)
    import_release(home, release(place / "release.zip", 1), processes=1)
    build_articles(home)
    return home


def measure(
    home: Path, against: Path, place: Path, load: tuple[float, int] | None, *, articles: bool
) -> dict[str, object]:
    """The parts, on a home that may be written to: without a load (seconds, clients) only the first.

    `place` is a folder for what the servers keep; with `articles`, those are exchanged, too.
    """
    questions = questions_asked() + (list(_OF_ARTICLES) if articles else [])
    began = time.monotonic()
    with writing.shared(home) as held:
        if held is not None:
            held.publish_codification()
    found: dict[str, object] = {"seconds_to_publish": round(time.monotonic() - began, 1)}
    found["answers"] = compared(against, place / "asked", questions)
    if load is not None:
        found |= _under_load(home, place, questions, *load, articles=articles)
    found["failed"] = _failures(found)
    return found


def _under_load(
    home: Path, place: Path, questions: Sequence[str], seconds: float, clients: int, *, articles: bool
) -> dict[str, object]:
    """A death and the switches."""
    found: dict[str, object] = {}
    ports = [free_port(), free_port()]
    bases = [f"http://127.0.0.1:{port}" for port in ports]

    def switched(
        event: Callable[[], None], before: Answers, asked: Sequence[str]
    ) -> tuple[dict[str, object], Answers]:
        seen = under_load(bases, asked, clients, seconds, event)
        after = [quiet_answers(base, asked) for base in bases]
        return {
            **seen.figures(),
            "wrong": wrong(seen, [before, after[0]]),
            "servers_agree": after[0] == after[1],
            "answers_by_generation": by_generation(seen),
            "new_answers": new(seen, before),
            "questions_answered_otherwise": sum(before[q][1] != after[0][q][1] for q in asked),
        }, after[0]

    with server(place / "one", ports[0]) as first, server(place / "two", ports[1]):
        before = quiet_answers(bases[0], questions)
        same = before == quiet_answers(bases[1], questions)
        seen = under_load(bases, questions, clients, seconds, first.kill)
        found["death"] = {**seen.figures(), "servers_agree": same, "wrong": wrong(seen, [before])}
        first.wait()
        with server(place / "one", ports[0]):
            found["switch"], after = switched(lambda: _add(home, place), before, questions)
            if articles:
                found["switch_of_articles"], _ = switched(lambda: _import(home, place), after, _OF_ARTICLES)
    return found


def _add(home: Path, place: Path) -> None:
    """Another machine adds a document and publishes."""
    added = place / "nghi-dinh-7.txt"
    added.write_text(_ADDED, encoding="utf-8")
    _cancu(home, "add", str(added))


def _import(home: Path, place: Path) -> None:
    """Another machine imports a release in which articles have changed, and publishes."""
    safety, order = two_subjects()
    changed = replace(safety, content=safety.content.replace(*_CHANGED))
    newer = write_release(place / "newer.zip", changed, order, day=(2025, 9, 2))
    _cancu(home, "import", "phapdien", str(newer))


def _cancu(home: Path, *arguments: str) -> None:
    command = [sys.executable, "-c", _COMMAND, "--home", str(home), *arguments]
    subprocess.run(command, cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)


def _failures(found: Mapping[str, object]) -> int:
    """How much went wrong in all parts that were measured."""
    parts = ("answers", "death", "switch", "switch_of_articles")
    answers, death, *switches = (_part(found, part) for part in parts)
    failed = len(answers["differing"])
    for part in filter(None, (death, *switches)):
        failed += part["failed_after_retry"] + part["wrong"] + (not part["servers_agree"])
    for switch in filter(None, switches):
        # Old and new must have answered, and differently: else nothing was shown.
        failed += not 0 < switch["new_answers"] < switch["answered"]
        failed += not switch["questions_answered_otherwise"]
    return int(failed)


def _part(found: Mapping[str, object], name: str) -> dict[str, Any]:
    return cast("dict[str, Any]", found.get(name, {}))


@contextmanager
def _settings(place: Path, milvus: str | None) -> Iterator[None]:
    """Servers of the bench's own, named in the environment; a store that is named there already is used."""
    with ExitStack() as held:
        if milvus is not None:
            address = milvus or held.enter_context(milvus_server(place / "milvus", free_port()))
            os.environ[ENGINE] = f"milvus:{address}"
            os.environ.setdefault(SECONDS, _ENGINE_SECONDS)
        if not os.environ.get(SETTING):
            own = PostgresServer()
            held.callback(own.remove)
            os.environ[SETTING] = own.database("cancu")
        yield


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.two_servers", description=__doc__)
    parser.add_argument("home", type=Path, nargs="?")
    parser.add_argument("--seconds", type=float, default=60.0, help="of load, for each part")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--milvus", nargs="?", const="", metavar="URI", help="search by Milvus")
    parser.add_argument("--answers", action="store_true", help="only compare answers")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    figures: dict[str, object] = {"engine": "embedded" if options.milvus is None else "milvus"}
    load = None if options.answers else (options.seconds, options.clients)
    if load is not None:
        figures |= {"seconds": options.seconds, "clients": options.clients}
    with tempfile.TemporaryDirectory(prefix="cancu-servers-") as scratch:
        place = Path(scratch)
        for name in ("one", "two", "asked"):
            (place / name).mkdir()
        given = options.home or made_home(place)
        home = Path(shutil.copytree(given, place / "home", symlinks=True))
        with _settings(place, options.milvus):
            if options.milvus is not None:
                with _without(SETTING):
                    figures["built"] = built_for_the_engine(home)
            figures |= measure(home, given, place, load, articles=options.home is None)
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    if options.keep:
        packages = ("psycopg", "psycopg-pool", "pymilvus", "milvus-lite")
        keep("two_servers", "bench.two_servers", figures, packages)
    return 1 if figures["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
