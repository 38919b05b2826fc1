"""`cancu search`: passages near to some words, narrowed by filters.

Reads: words, the index. Writes: the passages.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from search_api.cli import console
from search_api.cli.options import AsJson, Home, home_of
from search_api.page.wording import KINDS, directive_name, short

if TYPE_CHECKING:
    from index.searching import Result, SearchPage

SHOWN_CHARACTERS = 300
ROLES = ("lead", "coordinate", "implement", "guide", "requested")

Words = Annotated[str, typer.Argument(metavar="TỪ_NGỮ", help="Từ ngữ cần tìm, đặt trong ngoặc kép.")]
Types = Annotated[list[str] | None, typer.Option("--type", metavar="LOẠI", help="Tên loại văn bản.")]
Issuers = Annotated[list[str] | None, typer.Option("--issuer", metavar="TÊN", help="Cơ quan ban hành.")]
Years = Annotated[list[int] | None, typer.Option("--year", metavar="NĂM", help="Năm ban hành.")]
Agencies = Annotated[list[str] | None, typer.Option("--agency", metavar="TÊN", help="Cơ quan được giao.")]
Roles = Annotated[
    list[str] | None, typer.Option("--role", metavar="VAI_TRÒ", help=f"Một trong: {', '.join(ROLES)}.")
]
Documents = Annotated[list[str] | None, typer.Option("--document", metavar="MÃ", help="Mã văn bản.")]
Limit = Annotated[int, typer.Option("--limit", metavar="SỐ", min=1, max=50, help="Số đoạn mỗi trang.")]
Page = Annotated[str | None, typer.Option("--page", metavar="MÃ", help="Mã trang sau của lần tìm trước.")]


def search(
    context: typer.Context,
    words: Words,
    as_json: AsJson = False,
    type_: Types = None,
    issuer: Issuers = None,
    year: Years = None,
    agency: Agencies = None,
    role: Roles = None,
    document: Documents = None,
    limit: Limit = 10,
    page: Page = None,
    home: Home = None,
) -> None:
    """Tìm các đoạn gần với từ ngữ; đoạn khớp nhất trước."""
    if any(one not in ROLES for one in role or ()):
        raise typer.BadParameter(f"--role phải là một trong: {', '.join(ROLES)}")
    from index.library import open as open_library
    from index.records import Filters
    from index.searching import search as search_index

    filters = Filters(
        documents=tuple(document or ()),
        types=tuple(type_ or ()),
        issuers=tuple(issuer or ()),
        years=tuple(year or ()),
        agencies=tuple(agency or ()),
        roles=tuple(role or ()),
    )
    with open_library(home_of(context, home)) as library, console.waiting("Đang tìm…"):
        found = search_index(library, words, filters, limit=limit, page_token=page)
        names = {d.id: d.head.number or d.head.title or d.id for d in library.documents()}
    if as_json:
        plain = asdict(found)
        plain["next"] = plain.pop("next_page")
        console.print_json(plain)
    else:
        _show(found, names)


def _show(found: SearchPage, names: dict[str, str]) -> None:
    console.say(f"{found.total} đoạn")
    for one in found.results:
        console.say("")
        console.say(f"[{KINDS[one.kind]}] {_name(one, names)}{f', trang {one.page}' if one.page else ''}")
        console.say(f"  {short(' '.join(one.text.split()), SHOWN_CHARACTERS)}")
    for law in found.law:
        console.say("")
        console.say(f"[Bộ pháp điển] {law.provision}, {directive_name(law)}: {law.article_title or ''}")
        console.say(f"  {short(law.evidence or '', SHOWN_CHARACTERS)}")
    if found.next_page:
        console.say(f"\nTrang sau: thêm --page {found.next_page}")


def _name(one: Result, names: dict[str, str]) -> str:
    return directive_name(one) if one.kind == "directive" else names.get(one.document, one.document)
