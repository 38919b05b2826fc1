"""docs/commands.md, made from the commands' own help: `make docs`.

For developers. The help is Vietnamese, since its readers are; the reference keeps those words.

Reads: the commands. Writes: docs/commands.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from search_api.commands import build_app

PLACE = Path(__file__).parent.parent / "docs" / "commands.md"
HEADER = """# Commands

Made by `make docs` from each command's own help, in the words of its users: do not edit. `--help` after any
command shows the same. Environment variables: [settings.md](settings.md).

Exit status: 0 done; 1 the input cannot be used, and one line says why and what to do; 2 wrong usage.
"""
Internal = Any
"""Typer's commands and parameters, whose classes are its own."""


def made() -> str:
    """The reference as it ought to be."""
    root: Internal = typer.main.get_command(build_app())
    return HEADER + "".join(_section(path, command) for path, command in commands(root, "cancu"))


def commands(command: Internal, path: str) -> Iterator[tuple[str, Internal]]:
    """A command with its full name, and all commands below it, in the order of the help."""
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, f"{path} {name}")


def main() -> int:
    """Write the reference."""
    PLACE.write_text(made(), encoding="utf-8")
    sys.stdout.write(f"{PLACE.name} written\n")
    return 0


def _section(path: str, command: Internal) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    usage = [path, *(_value(p) if p.required else f"[{_value(p)}]" for p in arguments)]
    usage += ["…"] if getattr(command, "commands", None) else []
    rows = [f"| `{_shown(p)}` | {_told(p)} |" for p in command.params if not getattr(p, "hidden", False)]
    table = "\n".join(["| | |", "|---|---|", *rows]) + "\n" if rows else ""
    return f"\n## `{path}`\n\n{_one_line(command.help)}\n\n```\n{' '.join(usage)}\n```\n\n{table}"


def _shown(parameter: Internal) -> str:
    if parameter.param_type_name == "argument":
        return _value(parameter)
    names = ", ".join([*parameter.opts, *parameter.secondary_opts])
    return names if parameter.is_flag else f"{names} {_value(parameter)}"


def _value(parameter: Internal) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _told(parameter: Internal) -> str:
    words, default = _one_line(parameter.help), parameter.default
    if isinstance(default, str | int) and not isinstance(default, bool):
        words += f" Mặc định: `{default}`."
    return words + (f" Biến môi trường: `{parameter.envvar}`." if parameter.envvar else "")


def _one_line(words: str | None) -> str:
    return " ".join((words or "").split()).replace("|", "\\|")


if __name__ == "__main__":
    raise SystemExit(main())
