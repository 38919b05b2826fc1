"""`cancu backup`, `cancu restore`: a home in one file, and back, while it is served.

Reads: the home, an archive. Writes: an archive; the home; what was done.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from search_api.cli import console
from search_api.cli.options import AsJson, Home, home_of

if TYPE_CHECKING:
    from index.backup import Kept

ArchiveToWrite = Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp sao lưu sẽ được ghi.")]
ArchiveToRead = Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp do «cancu backup» ghi.")]


def backup(context: typer.Context, file: ArchiveToWrite, as_json: AsJson = False, home: Home = None) -> int:
    """Sao lưu kho, văn bản gửi lên và chỉ mục vào một tệp; máy chủ vẫn chạy."""
    from index.backup import back_up

    with console.waiting("Đang sao lưu"):
        kept = back_up(home_of(context, home), file)
    return _tell("Đã sao lưu", kept, as_json)


def restore(context: typer.Context, file: ArchiveToRead, as_json: AsJson = False, home: Home = None) -> int:
    """Khôi phục từ tệp sao lưu; tệp được kiểm tra trọn vẹn trước khi thay thế bất cứ gì."""
    from index.restoring import restore as put_back
    from search_api.service import audit

    place = home_of(context, home)
    with console.waiting("Đang kiểm tra và khôi phục"):
        kept = put_back(place, file)
    audit.record(place, "restore", audit.COMMAND, made=kept.made, generation=kept.generation)
    return _tell("Đã khôi phục", kept, as_json)


def _tell(done: str, kept: Kept, as_json: bool) -> int:
    if as_json:
        console.print_json(asdict(kept))
    else:
        size = f"{kept.bytes / 2**20:.1f}".replace(".", ",")
        held = f"{kept.files} tệp, {size} MiB, lập lúc {kept.made}"
        console.say(f"{done}: {kept.path}, {held}. Mất {kept.seconds:.1f} giây.")
    return 0
