"""A draft of a hundred pages through the API: seconds, memory above the idle server, what is left of it.

    python -m bench.long_draft [--home HOME] [--documents FOLDER] [--keep]

Without --home an index over corpus/ is built first. The draft is real documents put together, as text and
as Word.

Reads: real documents. Writes: a row a figure; exit status 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from bench.core import HERE, cancu, free_port, timed, verdict, wait_ready
from bench.measured import REPOSITORY, keep
from bench.server_processes import held_mib, peak_mib

PAGES = 100
SIGNS_A_PAGE = 2_900
"""Of a page of A4 in 14 points, as Nghị định 30/2020/NĐ-CP wants it."""
DOCUMENTS = REPOSITORY.parent / "shared" / "corpus" / "offices"
SECRET = "đoạn văn riêng của dự thảo đo tốc độ"
RUNS = 5


def draft_of(folder: Path) -> str:
    """A hundred pages of real documents, with words of its own that can be looked for."""
    parts, size = [SECRET], 0
    for path in sorted(folder.rglob("*.md")):
        words = path.read_text(encoding="utf-8")
        parts.append(words)
        size += len(words)
        if size > PAGES * SIGNS_A_PAGE:
            break
    return "\n\n".join(parts)[: PAGES * SIGNS_A_PAGE]


def as_word(text: str) -> bytes:
    """The draft as a .docx."""
    import docx

    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph("".join(c for c in line if c.isprintable()))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def post(url: str, body: bytes, kind: str) -> bytes:
    """The body of the answer."""
    request = urllib.request.Request(url, data=body, headers={"content-type": kind}, method="POST")
    with urllib.request.urlopen(request, timeout=120) as response:
        return bytes(response.read())


def upload(name: str, data: bytes) -> tuple[bytes, str]:
    """A form with one file."""
    edge = "ranh-gioi-cua-bieu-mau"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return head.encode() + data + f"\r\n--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"


def measure(home: Path, text: str) -> dict[str, float]:
    """Serve, check, look for what is left."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("wb") as out:
            server = subprocess.Popen(
                cancu(home, "serve", "--port", str(port)), stdout=out, stderr=out, env=_environment(folder)
            )
        try:
            wait_ready(base, 120)
            time.sleep(2)
            idle = held_mib(server.pid)
            with peak_mib(server.pid) as most:
                figures = _check(f"{base}/v1/citations/check", text)
            figures["mib_above_idle"] = most[0] - idle
            figures["files_left"] = _left(home, Path(folder))
        finally:
            server.terminate()
            server.wait(30)
        figures["lines_of_log_with_its_words"] = log.read_text(encoding="utf-8").count(SECRET)
    return figures


def _environment(folder: str) -> dict[str, str]:
    import os

    return {**os.environ, "TMPDIR": folder}


def _check(url: str, text: str) -> dict[str, float]:
    body = json.dumps({"text": text}).encode()
    word, kind = upload("du-thao.docx", as_word(text))
    figures: dict[str, float] = {}
    asked = (
        ("text", url, body, "application/json"),
        ("word", url, word, kind),
        ("word_with_remarks", f"{url}?output=docx", word, kind),
    )
    for name, where, sent, sort in asked:
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            answer = post(where, sent, sort)
            times.append(time.perf_counter() - start)
        figures[f"{name}_seconds"] = sorted(times)[RUNS // 2]
        if name == "text":
            figures["citations"] = json.loads(answer)["summary"]["occurrences"]
    return figures


def _left(home: Path, folder: Path) -> int:
    """How many files of the home and of the folder for passing files hold words of the draft."""
    files = [p for root in (home, folder) for p in root.rglob("*") if p.is_file()]
    return sum(SECRET.encode() in p.read_bytes() for p in files)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path)
    parser.add_argument("--documents", type=Path, default=DOCUMENTS)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args(arguments)
    text = draft_of(options.documents)
    if len(text) < PAGES * SIGNS_A_PAGE:
        print(f"no hundred pages of documents in {options.documents}", file=sys.stderr)
        return 1
    expected = tomllib.loads((HERE / "expected.toml").read_text(encoding="utf-8"))["long_draft"]
    with tempfile.TemporaryDirectory() as folder:
        home = options.home or Path(folder)
        if options.home is None:
            timed(cancu(home, "build"))
        figures = measure(home, text)
    words = {name: verdict(value, expected.get(name)) for name, value in figures.items()}
    for name, value in figures.items():
        print(f"{name:30} {value:10.2f}   expected ≤ {expected.get(name, '-'):>8}   {words[name]}")
    if options.keep:
        keep("long_draft", "bench.long_draft", figures)
    return 1 if "FAIL" in words.values() else 0


if __name__ == "__main__":
    sys.exit(main())
