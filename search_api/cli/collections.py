"""`cancu import phapdien`: collections that others publish come into the home.

Reads: an archive. Writes: the codification in the home; what was done, for people or as JSON.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from search_api.cli import console
from search_api.cli.options import AsJson, Home, home_of
from search_api.cli.vietnamese import Command, CommandGroup

if TYPE_CHECKING:
    from index.codification.importing import ImportReport, Progress

STAGES = {
    "closing": "Đọc điều khoản thi hành",
    "lexical": "Lập chỉ mục từ ngữ",
    "vectors": "Tính nghĩa của các điều",
}
NoVectors = Annotated[
    bool, typer.Option("--no-vectors", help="Chỉ lập chỉ mục từ ngữ; phần nghĩa để lần chạy sau.")
]
Archive = Annotated[
    Path, typer.Argument(metavar="TỆP", help="Tệp BoPhapDien.zip tải từ trang Pháp điển của Bộ Tư pháp.")
]


def import_app() -> typer.Typer:
    """The commands below `cancu import`."""
    app = typer.Typer(
        name="import",
        cls=CommandGroup,
        no_args_is_help=True,
        add_completion=False,
        help="Nhập các bộ sưu tập do cơ quan nhà nước công bố.",
    )
    app.callback()(_import)
    app.command("phapdien", cls=Command)(phapdien)
    return app


def _import() -> None:
    """Keeps `phapdien` a command of its own while it is the only one."""


def phapdien(
    context: typer.Context,
    file: Archive,
    as_json: AsJson = False,
    no_vectors: NoVectors = False,
    home: Home = None,
) -> int:
    """Nhập Bộ pháp điển; bị ngắt thì lần sau chạy tiếp, bản mới chỉ cập nhật chỗ khác.

    Đọc xong là tìm được theo từ ngữ; phần tìm theo nghĩa được tính tiếp trong khi máy chủ đã trả lời.
    """
    from index.codification.articles import build_articles
    from index.codification.closing import build_closing
    from index.codification.importing import import_release

    place = home_of(context, home)
    with console.measured_progress("Đọc Bộ pháp điển") as advance:
        report = import_release(place, file, _told(advance))
    with console.measured_progress(STAGES["closing"]) as advance:
        build_closing(place, progress=partial(_closed, advance))
    began = time.monotonic()
    with console.measured_progress(STAGES["lexical"]) as advance:
        ready = build_articles(place, progress=_built(advance), vectors=not no_vectors)
    from index.postgres.writing import shared

    with shared(place) as writing:
        if writing is not None:
            writing.publish_codification()
    searched = Searched(ready.articles, ready.embedded, round(time.monotonic() - began, 1))
    return _tell(report, searched, as_json)


@dataclass(frozen=True, slots=True)
class Searched:
    """What of the articles can be found, and how long it took to make it so."""

    articles: int
    embedded: float
    seconds: float


def _closed(advance: console.Advance, done: int, total: int) -> None:
    advance(done, total, "")


def _built(advance: console.Advance) -> Callable[[str, int, int], None]:
    def built(stage: str, done: int, total: int) -> None:
        advance(done, total, STAGES.get(stage, stage))

    return built


def _told(advance: console.Advance) -> Progress:
    def told(done: int, total: int, subject: str) -> None:
        advance(done, total, f"Đọc đề mục {subject}" if subject else "Đọc Bộ pháp điển")

    return told


def _tell(report: ImportReport, searched: Searched, as_json: bool) -> int:
    """Say what was done; exit status 1 where a page of the release could not be read."""
    for line in report.failed:
        console.fail(line)
    if as_json:
        console.print_json({**asdict(report), "search": asdict(searched)})
    else:
        day = "/".join(reversed(report.dated.split("-")))
        console.say(
            f"Bộ pháp điển, bản ngày {day}: {report.added} điều mới, {report.changed} điều thay đổi, "
            f"{report.unchanged} điều giữ nguyên, {report.left} điều không còn (vẫn lưu)."
        )
        console.say(
            f"Trong kho: {report.articles} điều của {report.acts} văn bản, {report.subjects} đề mục. "
            f"Mất {report.seconds:.1f} giây."
        )
        console.say(
            f"Tìm được {searched.articles} điều theo từ ngữ, {searched.embedded:.0%} theo cả nghĩa. "
            f"Mất {searched.seconds:.1f} giây."
        )
        if report.failed:
            console.say("Các trang không đọc được giữ nội dung cũ; chạy lại lệnh này để thử lại.")
    return 1 if report.failed else 0
