"""`cancu check`: a draft's citations, every one held against the records; a Word file with remarks.

Reads: a file, the index. Writes: the check object, or a list for people; a .docx.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from search_api.cli import console
from search_api.cli.options import AsJson, Home, home_of

if TYPE_CHECKING:
    from index.citation_check.records import Item, Report

_NUMBERED = re.compile(r"[IVXLC]+(?:\.|$)|\d")
"""Numbers of an administrative paper's sections, which people read with `mục` before them."""
File = Annotated[Path, typer.Argument(metavar="TỆP", help="Dự thảo: tệp .txt, .md, .docx, .html hoặc .pdf.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="NGÀY", help="Hiệu lực tính đến ngày này, dạng 2024-02-21; mặc định hôm nay."
    ),
]
Docx = Annotated[
    Path | None,
    typer.Option(
        "--docx",
        metavar="TỆP",
        help="Ghi bản Word có lời nhận xét tại từng viện dẫn (dự thảo phải là .docx).",
    ),
]
Every = Annotated[
    bool, typer.Option("--every", help="Trong bản Word, nhận xét cả những viện dẫn khớp hồ sơ.")
]


def check(
    context: typer.Context,
    file: File,
    as_of: AsOf = None,
    docx: Docx = None,
    every: Every = False,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Kiểm tra từng viện dẫn của một dự thảo: đúng, sai, hết hiệu lực, hay chưa kiểm tra được."""
    if as_of is not None:
        console.must_be_day("--as-of", as_of)
    if every and docx is None:
        raise typer.BadParameter("--every chỉ dùng cùng --docx")
    from index.citation_check import check as check_draft
    from index.citation_check import draft_of_file
    from index.citation_check.contract import as_json as contract
    from index.library import open as open_library
    from ingest.formats import read_bytes

    with open_library(home_of(context, home)) as library, console.waiting("Đang kiểm tra viện dẫn…"):
        data = read_bytes(file)
        draft = draft_of_file(file.name, data)
        report = check_draft(library, draft, date.fromisoformat(as_of) if as_of else None)
    if docx is not None:
        _write(docx, file, data, report, every)
    if as_json:
        console.print_json(contract(report))
    else:
        for line in lines(report):
            console.say(line)
    for warning in report.warnings:
        console.warn(warning)


def _write(out: Path, file: Path, data: bytes, report: Report, every: bool) -> None:
    from index.citation_check.word_comments import commented
    from ingest.errors import Unreadable

    if report.format != "docx":
        raise Unreadable(
            file.name,
            "không phải tệp .docx nên không ghi được lời nhận xét",
            "bỏ --docx hoặc lưu dự thảo thành .docx",
        )
    if out.exists() and file.exists() and out.samefile(file):
        raise Unreadable(out.name, "trùng với chính dự thảo", "chọn tên khác cho --docx")
    marked, count = commented(data, report, every=every)
    out.write_bytes(marked)
    console.warn(f"đã ghi {count} lời nhận xét vào {out}")


def lines(report: Report) -> Iterator[str]:
    """A report in words: what is to be looked at again, and what was held against what."""
    from index.citation_check.wording import counted

    yield report.summary.verdict
    for item in report.items:
        if item.status != "found":
            yield from _item(item)
    scope = report.scope
    yield "\nPhạm vi kiểm tra:"
    yield f"- Tính đến ngày {'/'.join(reversed(scope.as_of.split('-')))}."
    known = f"biết điều khoản của {counted(scope.full_texts)} văn bản"
    held = f"Có hồ sơ của {counted(scope.acts)} văn bản, {known}."
    yield f"- Đối chiếu với: {'; '.join(scope.corpus)}. {held}"
    yield f"- Loại viện dẫn được kiểm tra: {'; '.join(scope.kinds)}."
    for left in scope.unchecked:
        count = f" ({left.count})" if left.count else ""
        yield f"- Chưa kiểm tra{count}: {left.what}: {left.why}"
    yield f"- {scope.note}"


def _item(item: Item) -> Iterator[str]:
    from index.citation_check.records import LABELS
    from index.cited_form import first_citation

    section = f"mục {item.section}" if _NUMBERED.match(item.section) else item.section
    where = ", ".join(x for x in (section, f"trang {item.page}" if item.page else "") if x)
    yield f"\n{item.text}{f' ({where})' if where else ''}: {LABELS[item.status]}"
    for finding in item.findings:
        yield f"   {finding.reason}"
    for candidate in item.candidates[:5]:
        why = f" ({candidate.doubt})" if candidate.doubt else ""
        yield f"   {candidate.lead}: {first_citation(candidate, which=True)}{why}"
    if item.suggestion:
        yield f"   Cách ghi theo thể thức: {item.suggestion}"
