"""`cancu directive`: an act by itself, on the terminal or in a form for other programs.

Reads: a number, the index. Writes: the act's record.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from search_api.cli import console
from search_api.cli.options import AsJson, Home, home_of

if TYPE_CHECKING:
    from index.library import Library
    from search_api.api.schemas import DirectiveRead

SHOWN = 8

Number = Annotated[str, typer.Argument(metavar="SỐ", help="Số, ký hiệu (41/2019/QH14) hoặc mã văn bản.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="NGÀY", help="Hiệu lực vào ngày này, dạng 2024-02-21.")
]
Form = Annotated[
    Literal["text", "json", "jsonld", "akn", "svg"],
    typer.Option(
        "--format", help="Dạng in ra: jsonld (schema.org), akn (Akoma Ntoso 3.0), svg (hình quan hệ)."
    ),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="TỆP", help="Ghi ra tệp thay vì in.")]


def directive(
    context: typer.Context,
    number: Number,
    as_of: AsOf = None,
    form: Form = "text",
    out: Out = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Xem một văn bản: hiệu lực vào một ngày, quan hệ, nhiệm vụ dựa trên nó, nơi viện dẫn."""
    if as_of is not None:
        console.must_be_day("--as-of", as_of)
    from index.library import open as open_library
    from search_api import exporting

    with open_library(home_of(context, home)) as library:
        found = _known(library, number, date.fromisoformat(as_of) if as_of else None)
        if as_json:
            form = "json"
        if form == "text":
            for line in _lines(found):
                console.say(line)
            return
        body = exporting.exported(library, found, form)
    if body is None:
        console.fail(f"chưa có toàn văn của {number} trong chỉ mục. Thêm bằng «cancu add TỆP» rồi xuất lại.")
        raise typer.Exit(1)
    if out is not None:
        out.write_bytes(body)
    else:
        sys.stdout.buffer.write(body + b"\n")
        sys.stdout.flush()


def _known(library: Library, number: str, as_of: date | None) -> DirectiveRead:
    """The act that a number means; ends the command with a line where none or several do."""
    from index.fate import act_of, acts_numbered
    from search_api import holdings

    act = act_of(library, number)
    found = holdings.directive(library, act, as_of) if act else None
    if found is not None:
        return found
    several = acts_numbered(library, number)
    if several:
        console.fail(f"{len(several)} văn bản mang số {number}; gọi bằng mã: {', '.join(sorted(several))}.")
    else:
        console.fail(f"không có văn bản nào mang số {number} trong danh mục hay trong các viện dẫn.")
    raise typer.Exit(1)


def _lines(found: DirectiveRead) -> Iterator[str]:
    yield " ".join(part for part in (found.type, found.number, found.title) if part)
    facts = [f"ngày {found.date}" if found.date else "", found.issuer or ""]
    if any(facts):
        yield ", ".join(fact for fact in facts if fact)
    yield found.fate.words
    if found.fate.sentence:
        yield f"  Nguyên văn: {' '.join(found.fate.sentence.split())}"
    for label, relations in (
        ("Tác động đến", found.relations_out),
        ("Chịu tác động của", found.relations_in),
    ):
        for one in relations[:SHOWN]:
            part = f" ({', '.join(one.provisions)})" if one.provisions else ""
            yield f"{label}: {one.relation} {one.number or one.title or one.document_title}{part}"
        if len(relations) > SHOWN:
            yield f"  … và {len(relations) - SHOWN} quan hệ nữa; thêm --json để xem hết."
    for task in found.tasks[:SHOWN]:
        who = f" ({', '.join(task.lead)} chủ trì)" if task.lead else ""
        yield f"Nhiệm vụ: {task.text[:160]}{who}"
    yield f"Được viện dẫn {len(found.citations)} lần; có {len(found.provisions)} điều trong toàn văn."
