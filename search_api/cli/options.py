"""Options that several commands share.

Reads: the command line and the environment. Writes: nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Home = Annotated[
    Path | None,
    typer.Option(
        "--home", metavar="DIR", help="Thư mục chứa chỉ mục (hoặc biến CANCU_HOME).", show_default=False
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="In đúng một đối tượng JSON ra đầu ra chuẩn.")]


def default_home() -> Path:
    """Where the index lives when nobody says otherwise."""
    return Path.home() / ".local" / "share" / "cancu"


def home_of(context: typer.Context, here: Path | None) -> Path:
    """The index's folder: the option after the command wins over the one before it, over the environment."""
    chosen = here or context.obj or default_home()
    return Path(chosen).expanduser()
