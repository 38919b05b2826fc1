"""`cancu read`: what a file says, without any index.

Reads: a file. Writes: the read object, or a summary for people.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from search_api.cli import console
from search_api.cli.options import AsJson, Home

if TYPE_CHECKING:
    from ingest.document import Assignment, Document

File = Annotated[
    Path,
    typer.Argument(
        metavar="TỆP",
        help="Tệp .txt, .md, .docx, .doc, .rtf, .odt, .html, .pdf hoặc ảnh quét (.png, .jpg, .tif).",
    ),
]


def read(file: File, as_json: AsJson = False, home: Home = None) -> None:
    """Đọc một văn bản: đầu văn bản, các mục, viện dẫn, phân công."""
    del home  # accepted everywhere, of no use here
    from ingest.reading import read as read_file

    with console.progress("Đang đọc văn bản…") as advance:
        document = read_file(file, lambda done, total: advance(done, total, "Nhận dạng chữ trong ảnh"))
    if as_json:
        from ingest.contract import as_json as contract

        console.print_json(contract(document))
    else:
        _show(document)
    for warning in document.warnings:
        console.warn(warning)


def _show(document: Document) -> None:
    from rich.table import Table

    head = document.head
    facts = Table.grid(padding=(0, 2))
    for label, value in (
        ("Tên loại", head.type),
        ("Số, ký hiệu", head.number),
        ("Ngày", head.date),
        ("Cơ quan ban hành", head.issuer),
        ("Trích yếu", head.title),
        ("Người ký", head.signer),
    ):
        facts.add_row(label, value or "không đọc được")
    out = console.out()
    out.print(facts, markup=False)
    counts = (
        f"{len(document.units)} mục · {len(document.citations)} viện dẫn · "
        f"{len(document.relations)} quan hệ · {len(document.assignments)} phân công · "
        f"{len(document.targets)} chỉ tiêu"
    )
    out.print(f"\n{counts}", markup=False)
    if document.assignments:
        out.print(_assignments(document.assignments))


def _assignments(assignments: tuple[Assignment, ...]) -> object:
    from rich.table import Table
    from rich.text import Text

    table = Table("Mục", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", show_lines=True)
    for a in assignments:
        first = a.tasks[0].text if a.tasks else ""
        more = f" (và {len(a.tasks) - 1} việc nữa)" if len(a.tasks) > 1 else ""
        cells = (
            a.section,
            f"{first[:100]}{'…' if len(first) > 100 else ''}{more}",
            ", ".join(p.name for p in a.lead or a.implement),
            ", ".join(p.name for p in a.coordinate),
            a.deadline or "",
        )
        table.add_row(*(Text(cell) for cell in cells))
    return table
