"""`cancu waiting`, `cancu fill`, `cancu history`: heads that nobody could read, and who filled them in.

Reads: the index, a person's words. Writes: the list, corrections in the index.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from search_api.cli import console
from search_api.cli.options import AsJson, Home, home_of

DocumentId = Annotated[str, typer.Argument(metavar="MÃ", help="Mã văn bản, như «cancu waiting» nêu.")]
Who = Annotated[str, typer.Option("--who", help="Tên người đã đọc bản gốc.", metavar="TÊN")]
Number = Annotated[str | None, typer.Option("--number", help="Số, ký hiệu, ví dụ 143/QĐ-TTg.", metavar="SỐ")]
Type = Annotated[str | None, typer.Option("--type", help="Tên loại, ví dụ Quyết định.", metavar="LOẠI")]
Day = Annotated[str | None, typer.Option("--date", help="Ngày, dạng 2025-10-08.", metavar="NGÀY")]
Issuer = Annotated[str | None, typer.Option("--issuer", help="Cơ quan ban hành.", metavar="CƠ_QUAN")]
Title = Annotated[str | None, typer.Option("--title", help="Trích yếu.", metavar="TRÍCH_YẾU")]


def waiting(context: typer.Context, as_json: AsJson = False, home: Home = None) -> None:
    """Liệt kê văn bản còn phần đầu chưa đọc được, chờ người điền."""
    from index.library import open as open_library
    from search_api import holdings

    with open_library(home_of(context, home)) as library:
        found = holdings.waiting(library)
    if as_json:
        console.print_json({"waiting": [one.model_dump() for one in found], "total": len(found)})
        return
    for one in found:
        read = one.number or "chưa rõ số"
        console.say(f"{one.id}: {read} ({one.source}); chờ điền: {', '.join(one.unread_words)}")
    if found:
        console.say(f"{len(found)} văn bản. Điền bằng: cancu fill MÃ --number … --date … --who TÊN")
    else:
        console.say("Không có văn bản nào chờ điền.")


def fill(
    context: typer.Context,
    document: DocumentId,
    who: Who,
    number: Number = None,
    kind: Type = None,
    day: Day = None,
    issuer: Issuer = None,
    title: Title = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Điền phần đầu văn bản mà máy chưa đọc được; lưu người điền và thời điểm, dựng lại vẫn còn."""
    from index.corrections import fill as fill_in

    given = {"number": number, "type": kind, "date": day, "issuer": issuer, "title": title}
    values = {field: value for field, value in given.items() if value is not None}
    with console.waiting("Đang ghi nhận…"):
        made = fill_in(home_of(context, home), document, values, who)
    if as_json:
        console.print_json({"document": document, "corrected": [asdict(one) for one in made]})
        return
    for one in made:
        console.say(f"Đã ghi nhận {one.field}: {one.value} (trước đó: {one.before or 'không có'}).")


def history(
    context: typer.Context,
    document: Annotated[
        str | None, typer.Argument(metavar="[MÃ]", help="Mã văn bản; mặc định: mọi văn bản.")
    ] = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Liệt kê những gì người đã điền vào phần đầu văn bản: ai, lúc nào, trước đó ghi gì."""
    from index.corrections import FIELD_NAMES
    from index.errors import Unusable
    from index.library import open as open_library

    with open_library(home_of(context, home)) as library:
        held = [one for one in library.documents() if document in (None, one.id)]
        made = [(one.id, correction) for one in held for correction in library.corrections(one.digest)]
    if document is not None and not held:
        raise Unusable(
            f"Không có văn bản «{document}»", "chỉ mục không có mã này", "hãy bỏ trống để xem mọi văn bản"
        )
    if as_json:
        rows = [{"document": key, **asdict(correction)} for key, correction in made]
        console.print_json({"history": rows, "total": len(rows)})
        return
    for key, one in made:
        before = one.before or "không có"
        console.say(f"{one.at}  {key}: {FIELD_NAMES[one.field]}: {before} → {one.value} ({one.who})")
    if not made:
        console.say("Chưa có phần nào do người điền.")
