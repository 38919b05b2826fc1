"""The command `cancu`: all commands, and how any of them ends.

Exit status: 0 done; 1 the input cannot be used (one line says what, why and what to do); 2 wrong usage.

Reads: the command line. Writes: standard output, standard error, the exit status.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from search_api.cli import console
from search_api.cli.ask import ask
from search_api.cli.bases import bases
from search_api.cli.build import add, build, doctor
from search_api.cli.changes import changes
from search_api.cli.check import check
from search_api.cli.collections import import_app
from search_api.cli.directive import directive
from search_api.cli.evaluate import evaluate
from search_api.cli.export import export
from search_api.cli.fetch import fetch
from search_api.cli.keeping import backup, restore
from search_api.cli.mcp import mcp
from search_api.cli.read import read
from search_api.cli.search import search
from search_api.cli.serve import serve
from search_api.cli.sharing import publish, work
from search_api.cli.token import token_app
from search_api.cli.vietnamese import Command, CommandGroup, usage_error
from search_api.cli.waiting import fill, history, waiting

DONE, CANNOT, USAGE, STOPPED = 0, 1, 2, 130

Version = Annotated[bool, typer.Option("--version", help="In phiên bản rồi thoát.", is_eager=True)]
RootHome = Annotated[
    Path | None,
    typer.Option(
        "--home",
        envvar="CANCU_HOME",
        metavar="DIR",
        help="Thư mục chứa chỉ mục; mặc định ~/.local/share/cancu. Đặt trước hay sau tên lệnh đều được.",
        show_default=False,
    ),
]


def build_app() -> typer.Typer:
    """All commands under one name."""
    app = typer.Typer(
        name="cancu",
        cls=CommandGroup,
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        help="Căn Cứ: ai chủ trì, văn bản nào được áp dụng, kèm nguyên văn làm chứng.",
    )
    app.callback()(_root)
    for command in (build, add, fetch, read, ask, search, check, directive, bases, evaluate, serve):
        app.command(cls=Command)(command)
    for kept in (waiting, fill, history, doctor, backup, restore):
        app.command(cls=Command)(kept)
    for of_several in (publish, work):
        app.command(cls=Command)(of_several)
    for for_programs in (export, changes, mcp):
        app.command(cls=Command)(for_programs)
    app.add_typer(import_app())
    app.add_typer(token_app())
    return app


def _root(context: typer.Context, home: RootHome = None, version: Version = False) -> None:
    context.obj = home
    if version:
        from importlib.metadata import version as installed

        sys.stdout.write(f"cancu {installed('cancu')}\n")
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit status. No traceback reaches the user unless CANCU_DEBUG is set."""
    command: Any = typer.main.get_command(build_app())
    try:
        ended = command.main(
            list(sys.argv[1:] if arguments is None else arguments), "cancu", standalone_mode=False
        )
    except KeyboardInterrupt:
        console.fail("đã dừng theo yêu cầu.")
        return STOPPED
    except BrokenPipeError:
        # The reader (head, less) has gone; nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        return _ended_badly(error)
    return ended if isinstance(ended, int) else DONE


def _ended_badly(error: Exception) -> int:
    if getattr(error, "exit_code", None) == USAGE:
        if type(error).__name__ == "NoArgsIsHelpError":
            sys.stderr.write(f"{error}\n")
        else:
            console.fail(usage_error(error))
        return USAGE
    if os.environ.get("CANCU_DEBUG"):
        raise error
    from index.analysis import BadQuestionError
    from index.errors import Unusable
    from ingest.errors import Unreadable

    if isinstance(error, Unreadable | Unusable | BadQuestionError):
        console.fail(str(error))
    elif isinstance(error, OSError) and error.filename:
        console.fail(
            f"không mở được {error.filename}: {error.strerror}. Kiểm tra đường dẫn và quyền truy cập."
        )
    else:
        console.fail(
            f"sự cố ngoài dự kiến ({type(error).__name__}: {error}). "
            "Chạy lại với CANCU_DEBUG=1 để xem chi tiết và gửi cho người phát triển."
        )
    return CANNOT
