"""What became of the files of a folder, for people as tables, for programs as JSON.

Reads: outcomes. Writes: standard output, standard error, a report file.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from search_api.cli import console

if TYPE_CHECKING:
    from index.intake import Outcome

STATES: dict[str, str] = {
    "new": "sẽ đọc",
    "read": "đã đọc",
    "unchanged": "không đổi",
    "same": "trùng nội dung với văn bản đã có",
    "text": "trùng lời văn với văn bản đã có",
    "form": "ghép vào văn bản đã có (dạng khác của cùng văn bản)",
    "failed": "không đọc được",
    "removed": "bỏ khỏi chỉ mục",
    "left": "bỏ qua",
}
_SHOWN = 40
"""Rows of a table for people; the report file has all."""


def must_be_writable(file: Path) -> None:
    """Raise a usage error where a report cannot be written to a place, before anything is read."""
    if file.is_dir() or not file.absolute().parent.is_dir():
        raise typer.BadParameter(
            f"không ghi được báo cáo vào {file}: thư mục không có, hoặc đó là một thư mục"
        )


def say_each(outcome: Outcome) -> None:
    """One line on standard error for a file whose outcome is stored for good."""
    console.tell(f"{STATES[outcome.state]}: {outcome.path}")


def as_report(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """All outcomes with their counts, and the works that came in several forms."""
    forms: dict[str, list[str]] = {}
    for outcome in outcomes:
        if outcome.document:
            forms.setdefault(outcome.document, []).append(outcome.path)
    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "counts": dict(Counter(outcome.state for outcome in outcomes)),
        "formats": dict(Counter(outcome.format for outcome in outcomes if outcome.format)),
        "works_with_several_files": {key: paths for key, paths in forms.items() if len(paths) > 1},
        "files": [asdict(outcome) for outcome in outcomes],
    }


def write_report(file: Path, outcomes: Sequence[Outcome]) -> None:
    """Write the report as JSON, in place of an older one only once it is whole."""
    beside = file.with_name(f".{file.name}.part")
    beside.write_text(json.dumps(as_report(outcomes), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    beside.replace(file)


def tell_outcomes(outcomes: Sequence[Outcome], as_json: bool, file: Path | None) -> int:
    """Say what would be done; exit status 1 where a file cannot be opened."""
    if file is not None:
        write_report(file, outcomes)
    if as_json:
        console.print_json(as_report(outcomes))
    else:
        show_folder(outcomes)
        console.say(f"Chạy thử, chưa ghi gì: {counted(outcomes)}.")
    failed = [outcome for outcome in outcomes if outcome.state == "failed"]
    for outcome in failed:
        console.fail(outcome.reason or f"Không đọc được «{outcome.path}».")
    return 1 if failed else 0


def counted(outcomes: Sequence[Outcome]) -> str:
    """How many files came to each end, in words."""
    counts = Counter[str](outcome.state for outcome in outcomes)
    return ", ".join(f"{counts[s]} {words}" for s, words in STATES.items() if counts[s]) or "không có tệp nào"


def show_folder(outcomes: Sequence[Outcome]) -> None:
    """Tables of what was read how, what was joined, what is doubtful, what was left or failed."""
    _show_formats(outcomes)
    _show_files("Trùng hoặc ghép", [(o, _with(o)) for o in outcomes if o.state in ("same", "text", "form")])
    doubtful = [(o, "; ".join((*o.doubts, *o.warnings))) for o in outcomes if o.doubts or o.warnings]
    _show_files("Cần xem lại", doubtful)
    _show_files("Bỏ qua", [(o, o.reason or "") for o in outcomes if o.state == "left"])
    _show_files("Không đọc được", [(o, o.reason or "") for o in outcomes if o.state == "failed"])


def _with(outcome: Outcome) -> str:
    joined = f" «{outcome.document}»" if outcome.document else ""
    return f"{outcome.reason or STATES[outcome.state]}{joined}"


def _show_formats(outcomes: Sequence[Outcome]) -> None:
    from rich.table import Table

    formats = sorted({o.format for o in outcomes if o.format})
    if not formats:
        return
    table = Table("Định dạng", "Tệp", "Đọc mới", "Không đổi", "Trùng, ghép", "Trang", title="Đọc như thế nào")
    for name in formats:
        mine = [o for o in outcomes if o.format == name]
        states = Counter(o.state for o in mine)
        joined = states["same"] + states["text"] + states["form"]
        pages = sum(o.pages or 0 for o in mine)
        figures = (len(mine), states["read"], states["unchanged"], joined, pages or "")
        table.add_row(name, *map(str, figures))
    console.out().print(table)


def _show_files(title: str, rows: Sequence[tuple[Outcome, str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return
    table = Table("Tệp", "Vì sao", title=f"{title}: {len(rows)}", show_lines=False)
    for outcome, words in rows[:_SHOWN]:
        table.add_row(Text(console.one_line(Path(outcome.path).name)), Text(console.one_line(words)))
    if len(rows) > _SHOWN:
        table.add_row("…", f"và {len(rows) - _SHOWN} tệp nữa; dùng --report TỆP để xem tất cả")
    console.out().print(table)
