"""`cancu export`: everything that the index holds of one kind, as lines of JSON or a table.

Reads: the index. Writes: standard output or a file.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from search_api.cli import console
from search_api.cli.options import Home, home_of

if TYPE_CHECKING:
    from search_api.api.schemas.exports import Exported, ExportFormat

KINDS = ("documents", "units", "citations", "relations", "tasks")
SHAPES = ("jsonl", "csv")

What = Annotated[str, typer.Argument(metavar="LOẠI", help=f"Một trong: {', '.join(KINDS)}.")]
Shape = Annotated[str, typer.Option("--format", metavar="DẠNG", help="jsonl hoặc csv (bảng cho Excel).")]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="TỆP", help="Ghi vào tệp này; bỏ trống để in ra đầu ra chuẩn."),
]


def export(
    context: typer.Context, what: What, shape: Shape = "jsonl", out: Out = None, home: Home = None
) -> None:
    """Kết xuất mọi văn bản, mục, viện dẫn, quan hệ hay nhiệm vụ trong chỉ mục."""
    if what not in KINDS:
        raise typer.BadParameter(f"LOẠI phải là một trong: {', '.join(KINDS)}")
    if shape not in SHAPES:
        raise typer.BadParameter(f"--format phải là một trong: {', '.join(SHAPES)}")
    from index.changes import latest
    from index.library import open as open_library
    from search_api.exports import exported

    with open_library(home_of(context, home)) as library, console.waiting("Đang kết xuất…"):
        blocks = exported(library, cast("Exported", what), cast("ExportFormat", shape))
        since = latest(library)
        if out is None:
            for block in blocks:
                sys.stdout.buffer.write(block)
            sys.stdout.flush()
        else:
            # The file is whole or not there: who reads it never meets a half.
            unfinished = out.with_name(f".{out.name}.{os.getpid()}")
            try:
                with unfinished.open("wb") as file:
                    file.writelines(blocks)
                unfinished.replace(out)
            finally:
                unfinished.unlink(missing_ok=True)
    sys.stderr.write(f"Những thay đổi sau bản này: cancu changes --since {since}\n")
