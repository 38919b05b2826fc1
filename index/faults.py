"""What is inconsistent in a home, and how each inconsistency is mended where nothing has to be guessed.

Derived parts are made anew from the stores; what killed work left behind is removed; a file that arrived
but was never read in is read in. A damaged store is only named: a copy of it is put back by whoever decides
which.

Reads: a home. Writes: faults; where they are mended, the home.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index import backup, checking, generation, scratch, wholeness
from index.articles import folder as articles
from index.articles.windows_store import short_files
from index.building import Report, add
from index.codification import store as codification
from index.codification.articles import articles_home, build_articles
from index.corpus_digest import corpus_digest
from index.engines import articles as engine
from index.engines.choice import chosen
from index.engines.kept import drop_collections_of, kept_engine
from index.errors import EngineUnusable, Unusable
from index.store import open_store
from ingest.confined import read_confined

_RESTORE = "hãy khôi phục từ bản sao lưu bằng «cancu restore» (bản cũ có thể có trong thư mục kept)"


@dataclass(frozen=True, slots=True)
class Fault:
    """One inconsistency."""

    part: str
    words: str
    """What is wrong, and what a person can do."""
    mend: Callable[[], object] | None
    """Puts it right; None where a person has to decide."""


def find(home: Path) -> Iterator[Fault]:
    """Every inconsistency of a home, those first that others may come from; never raises for one of them."""
    yield from _store(home)
    yield from _generation(home)
    yield from _uploads(home)
    yield from _codification(home)
    yield from _left_behind(home)


def _store(home: Path) -> Iterator[Fault]:
    for path in (generation.store_path(home), codification.store_path(home), home / backup.TOKENS):
        if path.is_file() and (found := _damage(path)):
            yield Fault(f"kho {path.name}", f"{found}; {_RESTORE}", None)


def _damage(path: Path) -> str | None:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30.0)) as db:
            said = str(db.execute("PRAGMA integrity_check(1)").fetchone()[0])
            if said != "ok":
                return said
            stray = db.execute("PRAGMA foreign_key_check").fetchone()
            return f"bảng {stray[0]} trỏ tới bản ghi không có" if stray else None
    except sqlite3.Error as error:
        return str(error)


def _generation(home: Path) -> Iterator[Fault]:
    path, served = generation.store_path(home), generation.current(home)
    if not path.is_file() or _damage(path):
        return
    if served is None:
        with closing(open_store(path)) as db:
            held = db.execute("SELECT count(*) FROM document").fetchone()[0]
        if held:
            words = f"kho có {held} văn bản nhưng chưa có chỉ mục nào được dùng; dựng lại từ kho"
            yield Fault("chỉ mục", words, lambda: add(home, []))
        return
    broken = wholeness.changed(served, digests=True)
    if broken:
        words = f"tệp {', '.join(broken[:3])} thiếu hoặc khác lúc dựng; dựng lại từ kho"
        yield Fault("chỉ mục", words, lambda: _build_anew(home, served))
        return
    wrong = [f for f in checking.check(home) if not f.ok and f.subject not in ("Mô hình", "Kho")]
    if wrong and wrong[0].subject == checking.ENGINE:
        for_another = kept_engine(served) != chosen().kind
        yield Fault("máy tìm kiếm", wrong[0].detail, (lambda: add(home, [])) if for_another else None)
        return
    if wrong:
        yield Fault("chỉ mục", f"{wrong[0].subject}: {wrong[0].detail}", lambda: _build_anew(home, served))
        return
    with closing(open_store(path)) as db:
        same = corpus_digest(db) == generation.manifest(served).corpus
    if not same:
        words = "kho đã có nội dung mới mà chỉ mục chưa có (lần dựng trước bị ngắt); dựng tiếp từ kho"
        yield Fault("kho và chỉ mục", words, lambda: add(home, []))


def _build_anew(home: Path, broken: Path) -> Report:
    """Makes the index from the store; the broken one is served until then by whoever has it open."""
    (broken / wholeness.LIST).unlink(missing_ok=True)
    (broken / "manifest.json").unlink(missing_ok=True)
    return add(home, [])


def _uploads(home: Path) -> Iterator[Fault]:
    folder, path = home / "uploads", generation.store_path(home)
    if not folder.is_dir() or not path.is_file() or _damage(path):
        return
    with closing(open_store(path)) as db:
        known = {row[0] for row in db.execute("SELECT path FROM file")}
    there = {str(p.resolve()): p for p in sorted(folder.glob("[!.]*/*")) if p.is_file()}
    stray = [p for name, p in there.items() if name not in known]
    if stray:
        words = f"{len(stray)} tệp đã nhận nhưng chưa đọc vào kho (lần gửi bị ngắt); đọc vào, tệp hỏng thì bỏ"
        yield Fault("tệp gửi lên", words, lambda: _read_in(home, stray))
    gone = [name for name in known if name.startswith(str(folder.resolve()) + os.sep) and name not in there]
    if gone:
        words = (
            f"{len(gone)} văn bản còn trong kho nhưng tệp gốc không còn; khôi phục tệp từ bản sao lưu nếu cần"
        )
        yield Fault("tệp gửi lên", words, None)


def _read_in(home: Path, stray: list[Path]) -> None:
    report = add(home, stray, read=read_confined)
    for outcome in report.failed:
        Path(outcome.path).unlink(missing_ok=True)


def _codification(home: Path) -> Iterator[Fault]:
    path, place = codification.store_path(home), articles_home(home)
    if not codification.is_begun(path) or _damage(path):
        return
    try:
        with closing(codification.open_for_reading(path)) as db:
            held = int(db.execute("SELECT count(*) FROM article").fetchone()[0])
    except Unusable as error:
        yield Fault("Bộ pháp điển", str(error), None)
        return
    served = articles.served(place)
    if served is None:
        if held:
            words = "chưa tìm được trong Bộ pháp điển; lập lại chỉ mục"
            yield Fault("tìm trong Bộ pháp điển", words, lambda: build_articles(home, vectors=False))
        return
    try:
        indexed = articles.manifest(served).articles
        short = short_files(served)
        whole = engine.whole(served, indexed)
    except EngineUnusable as error:
        yield Fault("máy tìm kiếm", str(error), None)
        return
    except (Unusable, ValueError, TypeError) as error:
        indexed, short, whole = -1, [str(error)], True
    if short:
        words = f"tệp {short[0]} hỏng; lập lại chỉ mục (phần nghĩa tính lại khi chạy lệnh nhập)"
        yield Fault("tìm trong Bộ pháp điển", words, lambda: _articles_anew(home, served))
    elif indexed != held:
        words = f"chỉ mục có {indexed} điều, kho có {held}; lập lại chỉ mục"
        yield Fault("tìm trong Bộ pháp điển", words, lambda: _articles_brought_up(home, held))
    elif not whole or kept_engine(served) != chosen().kind:
        words = "chỉ mục không ở máy tìm kiếm đang chọn; lập lại, không phải tính lại nghĩa"
        yield Fault("tìm trong Bộ pháp điển", words, lambda: build_articles(home))


def _articles_brought_up(home: Path, held: int) -> None:
    """Vectors of before are taken over, unless the index is of the same articles and says otherwise."""
    build_articles(home, vectors=False)
    served = articles.served(articles_home(home))
    if served is not None and articles.manifest(served).articles != held:
        _articles_anew(home, served)


def _articles_anew(home: Path, broken: Path) -> None:
    aside = broken.rename(broken.with_name(f"broken-{broken.name}"))
    build_articles(home, vectors=False)
    drop_collections_of(aside)
    shutil.rmtree(aside, ignore_errors=True)


def _left_behind(home: Path) -> Iterator[Fault]:
    """What killed work left; nothing while such work may be going on."""
    with _free(home / "build.lock") as free:
        stray = generation.left_behind(home) if free else []
    if stray:
        words = f"{len(stray)} thư mục hoặc tệp của lần dựng bị ngắt; xóa đi"
        yield Fault("phần còn sót", words, lambda: _sweep_builds(home))
    stray = scratch.leftovers(home)
    if stray:
        words = f"{len(stray)} thư mục của lần sao lưu, khôi phục hoặc nhận tệp bị ngắt; xóa đi"
        yield Fault("phần còn sót", words, lambda: scratch.sweep(home))
    place = articles_home(home)
    served = articles.served(place)
    with _free(codification.folder(home) / "import.lock") as free:
        others = [p for p in place.glob("*") if p.is_dir() and p != served] if free and served else []
    if others:
        words = f"{len(others)} chỉ mục điều luật không còn dùng; xóa đi"
        yield Fault("phần còn sót", words, lambda: _remove(others))


def _remove(folders: list[Path]) -> None:
    for folder in folders:
        drop_collections_of(folder)
        shutil.rmtree(folder, ignore_errors=True)


def _sweep_builds(home: Path) -> None:
    with generation.building(home):
        generation.remove_unused(home)


@contextmanager
def _free(lock: Path) -> Iterator[bool]:
    """Whether nobody works under a lock now."""
    if not lock.is_file():
        yield True
        return
    with lock.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def clock_behind(home: Path) -> str | None:
    """When the served index says that it was built, where that is still to come; the clock was set back."""
    served = generation.current(home)
    try:
        built = generation.manifest(served).built if served else ""
    except Unusable:
        return None
    return built if built > datetime.now(UTC).isoformat(timespec="seconds") else None
