"""What `cancu doctor` looks at, one finding a part.

Reads: the home. Writes: findings.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.library import Library


@dataclass(frozen=True, slots=True)
class Finding:
    """One part, whether it is well, and what to do where it is not."""

    part: str
    well: bool
    words: str


QUESTION = "chủ trì thực hiện nhiệm vụ phòng ngừa"


def examine(home: Path, *, mend: bool = False) -> Iterator[Finding]:
    """Look at the program, the index and the model; a part that depends on a broken one is not looked at.

    With `mend`, inconsistencies of the home are put right where nothing has to be guessed.
    """
    from search_api.api.version import program_version

    yield Finding("chương trình", True, f"cancu {program_version()}, Python {platform.python_version()}")
    yield Finding("thư mục", True, str(home))
    yield _office()
    yield from _faults(home, mend)
    from index.errors import Unusable
    from index.library import open as open_library

    try:
        library = open_library(home)
    except Unusable as error:
        yield Finding("chỉ mục", False, str(error))
        return
    with library:
        yield from _inside(library)
    yield from _codification(home)


def _office() -> Finding:
    """What reads the files of other office programs; the program does without it."""
    from ingest.formats.office import soffice

    found = soffice()
    return Finding("LibreOffice", True, found or "chưa có: không đọc được tệp .doc, .rtf, .odt")


def _faults(home: Path, mend: bool) -> Iterator[Finding]:
    """Inconsistencies of the home; none found is told once."""
    from index import faults
    from index.errors import Unusable

    found = 0
    for fault in faults.find(home):
        found += 1
        if not mend or fault.mend is None:
            how = " (chạy «cancu doctor --mend» để sửa)" if fault.mend else ""
            yield Finding(fault.part, False, fault.words + how)
            continue
        try:
            fault.mend()
        except (Unusable, OSError) as error:
            yield Finding(fault.part, False, f"{fault.words}; chưa sửa được: {error}")
        else:
            yield Finding(fault.part, True, f"đã sửa: {fault.words}")
    if not found:
        yield Finding("kho và tệp", True, "không có gì sai lệch")
    if built := faults.clock_behind(home):
        yield Finding(
            "đồng hồ", False, f"chỉ mục dựng lúc {built}, sau giờ của máy; hãy chỉnh lại giờ của máy"
        )


def _codification(home: Path) -> Iterator[Finding]:
    """The codification, where one was imported."""
    from index.codification.reading import find
    from index.errors import Unusable

    part = "Bộ pháp điển"
    try:
        held = find(home)
        if held is None:
            return
        with held:
            release = held.release
            whole = bool(release and release.finished)
            day = "/".join(reversed(release.dated.split("-"))) if release else ""
            words = (
                f"bản ngày {day}, {held.count} điều" if whole else "chưa nhập xong; hãy chạy lại lệnh nhập"
            )
            yield Finding(part, whole, words)
            yield _articles(home)
    except Unusable as error:
        yield Finding(part, False, str(error))


def _articles(home: Path) -> Finding:
    """How much of the codification can be found."""
    from index.codification.articles import find_articles

    part = "tìm trong Bộ pháp điển"
    index = find_articles(home)
    if index is None:
        return Finding(part, False, "chưa có chỉ mục; hãy chạy lại lệnh nhập")
    far = index.embedded
    left = "" if far >= 1 else "; hãy chạy lại lệnh nhập để tính tiếp"
    return Finding(part, far >= 1, f"{index.manifest.articles} điều, tính được nghĩa của {far:.0%}{left}")


def _inside(library: Library) -> Iterator[Finding]:
    from index.asking import ask
    from index.errors import Unusable

    told = library.manifest
    yield Finding(
        "chỉ mục",
        True,
        f"{told.id}: {told.documents} văn bản, {told.passages} đoạn, {told.directives} viện dẫn",
    )
    held = len(library.documents())
    yield Finding("kho và chỉ mục khớp nhau", held == told.documents, f"{held} trên {told.documents} văn bản")
    try:
        yield Finding("mô hình", True, library.model.key)
        ask(library, QUESTION)
    except Unusable as error:
        yield Finding("mô hình", False, str(error))
    except Exception as error:
        yield Finding("hỏi thử", False, f"sự cố {type(error).__name__}; dựng lại bằng «cancu build»")
    else:
        yield Finding("hỏi thử", True, "trả lời được")
