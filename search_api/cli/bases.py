"""`cancu bases`: the legal bases of comparable documents for a draft.

Reads: a title, tasks and bases, or a draft; the index. Writes: suggestions with their grounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from search_api.cli import console
from search_api.cli.options import AsJson, Home, home_of

if TYPE_CHECKING:
    from ingest.document import Document
    from search_api.api.schemas.bases import ActNamed, BasesRead, GroundRead

SHOWN, GROUNDS = 12, 2

Title = Annotated[str | None, typer.Option("--title", metavar="CHỮ", help="Trích yếu của dự thảo.")]
Tasks = Annotated[
    list[str] | None, typer.Option("--task", metavar="CHỮ", help="Một nhiệm vụ của dự thảo; lặp lại được.")
]
Bases = Annotated[
    list[str] | None, typer.Option("--base", metavar="CHỮ", help="Một căn cứ dự thảo đã ghi; lặp lại được.")
]
Draft = Annotated[
    Path | None,
    typer.Option("--draft", metavar="TỆP", help="Dự thảo; lấy trích yếu, nhiệm vụ, căn cứ từ đó."),
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="NGÀY", help="Xét hiệu lực vào ngày này, dạng 2024-02-21.")
]


def bases(
    context: typer.Context,
    title: Title = None,
    task: Tasks = None,
    base: Bases = None,
    draft: Draft = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Gợi ý căn cứ pháp lý cho một dự thảo, kèm văn bản đã viện dẫn và nguyên văn."""
    if as_of is not None:
        console.must_be_day("--as-of", as_of)
    tasks, own = list(task or ()), list(base or ())
    if draft is not None:
        with console.waiting("Đang đọc dự thảo…"):
            title, tasks, own = _from_draft(draft, title, tasks, own)
    if not title or not title.strip():
        raise typer.BadParameter("cần --title, hoặc --draft là một dự thảo có trích yếu.")
    from index.library import open as open_library
    from search_api.legal_bases import found_for

    with open_library(home_of(context, home)) as library, console.waiting("Đang tìm…"):
        found = found_for(library, title, tasks, own, date.fromisoformat(as_of) if as_of else None)
    if as_json:
        console.print_json(found.model_dump(mode="json"))
        return
    for line in _lines(found):
        console.say(line)


def _from_draft(
    path: Path, title: str | None, tasks: list[str], own: list[str]
) -> tuple[str | None, list[str], list[str]]:
    """What a draft says of itself, where the options do not."""
    from ingest import reading

    read = reading.read(path)
    named = " ".join(part for part in (read.head.type, read.head.title) if part)
    given = [task.text for assignment in read.assignments for task in assignment.tasks]
    return title or named or None, tasks or given[:20], own or _own_bases(read)


def _own_bases(read: Document) -> list[str]:
    return [
        read.text.printed[unit.start : unit.end].strip()
        for unit in read.units
        if unit.kind == "basis" and read.text.printed[unit.start : unit.end].strip()
    ]


def _lines(found: BasesRead) -> Iterator[str]:
    scope = found.scope
    yield f"Đã xem {scope.documents} văn bản, {scope.comparable} văn bản tương tự. Chỉ là gợi ý."
    for unread in scope.unread:
        yield f"Chưa nhận ra căn cứ: {unread}"
    new = [p for p in found.proposed if not p.cited]
    if new:
        yield "\nVăn bản tương tự lấy làm căn cứ:"
    for one in new[:SHOWN]:
        yield f"- {_name(one)} ({one.documents} văn bản)"
        yield from _proof(one, one.grounds)
    if found.missing:
        yield "\nThường đi cùng căn cứ của dự thảo mà chưa thấy ghi:"
    for missing in found.missing:
        yield f"- {_name(missing)}: {missing.relation} {missing.of_number or missing.of}"
        yield from _proof(missing, missing.grounds)
    if not new and not found.missing:
        yield "Không có gợi ý nào ngoài những căn cứ dự thảo đã ghi."


def _name(one: ActNamed) -> str:
    type_ = one.type if one.type and not (one.title or "").startswith(one.type) else ""
    return " ".join(part for part in (type_, one.number, one.title) if part)


def _proof(one: ActNamed, grounds: list[GroundRead]) -> Iterator[str]:
    yield f"    Hiệu lực: {one.fate.words}"
    for ground in grounds[:GROUNDS]:
        yield f"    {ground.title or ground.document}: “{' '.join(ground.evidence.split())[:200]}”"
