"""Whether an index is whole: its parts agree with each other, with its manifest and with this program.

Reads: a home. Writes: findings.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index import fingerprint, generation, lexical, library
from index.corpus_digest import corpus_digest
from index.errors import EngineUnusable, Unusable
from index.library import Library
from index.store import open_store


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    ok: bool
    subject: str
    """What was looked at, in Vietnamese."""
    detail: str
    """What was found, and what to do where it is not right."""


_REBUILD = "hãy chạy lại «cancu build»"
ENGINE = "Máy tìm kiếm"
"""The subject of a finding about the engine, which building anew does not mend."""


def check(home: Path) -> list[Finding]:
    """Everything that doctor tells of a home; never raises for what is wrong with it."""
    try:
        with library.open(home) as opened:
            findings = [*agreement(opened), *_content(opened), *_program(opened)]
    except EngineUnusable as error:
        findings = [Finding(False, ENGINE, str(error))]
    except Unusable as error:
        findings = [Finding(False, "Chỉ mục", str(error))]
    except (OSError, sqlite3.Error, ValueError, RuntimeError) as error:
        findings = [Finding(False, "Chỉ mục", f"không mở được ({' '.join(str(error).split())}); {_REBUILD}")]
    return [*findings, *_store(home)]


def agreement(opened: Library) -> Iterator[Finding]:
    """Whether the parts of a generation agree; quick, so that readiness can ask for it."""
    told = opened.manifest
    words, meanings = opened.engine.held()
    counts = {
        "bản ghi": opened.records.count("passage"),
        "chỉ mục từ": words,
        "chỉ mục vectơ": meanings,
    }
    wrong = {name: count for name, count in counts.items() if count != told.passages}
    listed = ", ".join(f"{name} {count}" for name, count in counts.items())
    detail = (
        f"{told.passages} đoạn" if not wrong else f"kê khai {told.passages} đoạn nhưng {listed}; {_REBUILD}"
    )
    yield Finding(not wrong, "Các phần của chỉ mục", detail)
    documents, directives = opened.records.count("document"), opened.records.count("directive")
    same = (documents, directives) == (told.documents, told.directives)
    detail = f"{documents} văn bản trong kho, {directives} văn bản được biết đến"
    yield Finding(same, "Văn bản", detail if same else f"{detail}, khác tệp kê khai; {_REBUILD}")


def _content(opened: Library) -> Iterator[Finding]:
    db = opened.records.connection()
    same = corpus_digest(db, opened.records.has("correction")) == opened.manifest.corpus
    keys = np.fromiter((row[0] for row in db.execute("SELECT key FROM passage ORDER BY key")), np.int64)
    yield Finding(same, "Dấu kiểm của nội dung", "khớp" if same else f"không khớp tệp kê khai; {_REBUILD}")
    same = np.array_equal(keys, opened.engine.keys())
    yield Finding(same, "Khóa của các đoạn", "khớp" if same else f"bản ghi và vectơ không khớp; {_REBUILD}")


def _program(opened: Library) -> Iterator[Finding]:
    told = opened.manifest
    try:
        yield Finding(True, "Mô hình", opened.model.key)
    except Unusable as error:
        yield Finding(False, "Mô hình", str(error))
    same = told.vocabulary == fingerprint.vocabulary()
    detail = told.vocabulary if same else f"chỉ mục dựng bằng phiên bản khác của chương trình; {_REBUILD}"
    yield Finding(same, "Từ vựng và bộ đọc", detail)
    same = told.tokens == lexical.SCHEME
    yield Finding(same, "Cách tách từ", told.tokens if same else f"khác chương trình này; {_REBUILD}")


def _store(home: Path) -> Iterator[Finding]:
    path = generation.store_path(home)
    if not path.is_file():
        return
    try:
        with closing(open_store(path)) as db:
            found = db.execute("PRAGMA quick_check").fetchone()[0]
    except (Unusable, sqlite3.Error) as error:
        found = str(error)
    yield Finding(found == "ok", "Kho", "lành" if found == "ok" else f"{found}; hãy dựng ở thư mục mới")
