"""The work that `bench.kills` kills: it runs in a process of its own, with vectors made without a model.

Reads: files. Writes: a home, an archive; what is acknowledged.
"""

from __future__ import annotations

import hashlib
import random
import zipfile
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from index import backup, building, corrections, library, restoring
from index.codification.articles import build_articles
from index.codification.importing import import_release
from index.embedding import Vectors
from index.model import Model

_WORDS = (
    "hòa giải",
    "tuyên truyền",
    "cai nghiện",
    "phòng cháy",
    "đăng ký",
    "giáo dục",
    "kiểm tra",
    "thống kê",
)
CORRECTED = "correction "
_AGENCIES = ("Sở Tư pháp", "Công an tỉnh", "Sở Y tế", "Sở Tài chính")


class ByDigest:
    """Stands in for EmbeddingProcess."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def __enter__(self) -> ByDigest:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def begin(self) -> None:
        """Nothing has to be started."""

    def passages(self, texts: Sequence[str]) -> Iterator[Vectors]:
        """A fixed vector for each text."""
        for at in range(0, len(texts), 8):
            seeds = [
                int.from_bytes(hashlib.sha256(t.encode()).digest()[:4], "big") for t in texts[at : at + 8]
            ]
            made = np.stack([np.random.default_rng(seed).standard_normal(64) for seed in seeds])
            yield (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def plan(number: int) -> str:
    """A made plan; each number gives another one."""
    chosen = random.Random(number)
    items = "\n\n".join(
        f"- Tổ chức {chosen.choice(_WORDS)} số {number} lần {n}.\n\n({chosen.choice(_AGENCIES)} chủ trì)"
        for n in range(chosen.randint(2, 12))
    )
    head = f"ỦY BAN NHÂN DÂN TỈNH\nSố: {number}/KH-UBND\n\nKẾ HOẠCH\nCông tác năm 2024"
    return f"{head}\n\nI. NHIỆM VỤ\n\n1. Công việc\n\n{items}\n"


def release(path: Path, number: int) -> Path:
    """A made release of the codification in the publisher's layout, a few subjects."""
    from tests.writers.codification import two_subjects, write_release

    made = write_release(path, *two_subjects())
    with zipfile.ZipFile(made, "a") as archive:
        archive.comment = str(number).encode()  # another digest, so that it is another release
    return made


def correction(digest: str, value: str) -> str:
    """A correction as it is acknowledged; it belongs to the content of a file, which may be exchanged."""
    return f"{CORRECTED}{digest}: {value}"


def _one_of(home: Path, number: int) -> tuple[str, str]:
    with library.open(home) as opened:
        held = sorted((document.id, document.digest) for document in opened.documents())
    return held[number % len(held)]


def work(kind: str, home: Path, files: Path, number: int, said: Connection) -> None:
    """One piece of work; says `begun`, then what is acknowledged."""
    setattr(building, "EmbeddingProcess", ByDigest)  # noqa: B010 - its type is another
    document, digest = _one_of(home, number) if kind == "correct" else ("", "")
    said.send("begun")
    if kind == "build":
        (files / f"built-{number % 7}.txt").write_text(plan(number), encoding="utf-8")
        report = building.build(home, [files])
        said.send([o.document for o in report.outcomes if o.state in ("read", "unchanged", "same")])
    elif kind == "add":
        path = home.parent / f"added-{number}.txt"
        path.write_text(plan(number), encoding="utf-8")
        report = building.add(home, [path])
        said.send([o.document for o in report.outcomes])
    elif kind == "import":
        import_release(home, release(home.parent / "release.zip", number), processes=1)
        build_articles(home, vectors=False)
        said.send(["codification"])
    elif kind == "correct":
        value = f"Về việc người đọc ghi lần {number}"
        corrections.fill(home, document, {"title": value}, "Nguyễn Văn An")
        said.send([correction(digest, value)])
    elif kind == "backup":
        backup.back_up(home, home.parent / "backup.tar")
        said.send([])
    else:
        restoring.restore(home, home.parent / "first.tar")
        said.send([])
    said.close()
