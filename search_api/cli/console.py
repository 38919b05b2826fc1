"""How a command speaks: one JSON object on standard output, everything else on standard error.

Reads: what a command has to say. Writes: standard output and standard error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from rich.console import Console

Advance = Callable[[int, int, str], None]
"""Told how many of how many things are done, and of what."""


@cache
def out() -> Console:
    """Where people read answers."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


@cache
def err() -> Console:
    """Where progress, warnings and errors go."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def print_json(value: object) -> None:
    """One JSON object on standard output, and nothing else there."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2))
    sys.stdout.write("\n")
    sys.stdout.flush()


def plain(record: DataclassInstance) -> dict[str, Any]:
    """A record as plain JSON."""
    return asdict(record)


def say(line: str) -> None:
    """One line for people on standard output; control characters of a document cannot move the cursor."""
    safe = "".join(c if c.isprintable() or c == "\n" else " " for c in line)
    out().print(safe, markup=False, highlight=False, soft_wrap=True)


def must_be_day(option: str, value: str) -> None:
    """Raise a usage error where an option's value is no day."""
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise typer.BadParameter(f"{option} cần ngày dạng 2024-02-21") from error


def one_line(text: str) -> str:
    """The text without line breaks or control characters, so that a message stays one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def tell(message: str) -> None:
    """One line of progress, at once."""
    sys.stderr.write(f"{one_line(message)}\n")
    sys.stderr.flush()


def warn(message: str) -> None:
    """One line of warning."""
    sys.stderr.write(f"Lưu ý: {one_line(message)}\n")


def fail(message: str) -> None:
    """One line that says what failed."""
    sys.stderr.write(f"Lỗi: {one_line(message)}\n")


@contextmanager
def progress(what: str) -> Iterator[Advance]:
    """A progress bar on a terminal; gives what it is told by, which is silent elsewhere."""
    if not err().is_terminal:
        yield lambda done, total, label: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err(), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def advance(done: int, total: int, label: str) -> None:
            bar.update(task, completed=done, total=total or None, description=label or what)

        yield advance


@contextmanager
def measured_progress(what: str) -> Iterator[Advance]:
    """A progress bar with the share that is done and the time left, for long work of known length."""
    if not err().is_terminal:
        yield lambda done, total, label: None
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    left = TimeRemainingColumn(elapsed_when_finished=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("còn"), left)
    with Progress(*columns, console=err(), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def advance(done: int, total: int, label: str) -> None:
            bar.update(task, completed=done, total=total or None, description=label or what)

        yield advance


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """A spinner on a terminal while something of unknown length runs."""
    if not err().is_terminal:
        yield
        return
    with err().status(what):
        yield
