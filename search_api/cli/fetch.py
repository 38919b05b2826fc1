"""`cancu fetch`: official texts of catalogued acts, from the addresses that sources recorded.

Reads: numbers, the catalogue, the web. Writes: fetched texts in the home; what was done.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from search_api.cli import console
from search_api.cli.options import AsJson, Home, home_of

if TYPE_CHECKING:
    from index.fetching.texts import Fetched
    from ingest.work import Work

STATES = {
    "fetched": "đã lấy",
    "changed": "có bản mới",
    "unchanged": "không đổi từ lần trước",
    "known": "đã lấy hôm nay",
    "failed": "không lấy được",
    "no address": "chưa có địa chỉ",
}
Numbers = Annotated[
    list[str] | None,
    typer.Argument(metavar="SỐ…", help="Số, ký hiệu văn bản; bỏ trống để lấy mọi văn bản trong danh mục."),
]
Copies = Annotated[bool, typer.Option("--copies", help="Không có trang chính thức thì lấy ở trang sao chép.")]
Again = Annotated[bool, typer.Option("--again", help="Hỏi lại cả những trang đã hỏi hôm nay.")]
Pause = Annotated[
    float, typer.Option("--pause", min=1.0, metavar="GIÂY", help="Nghỉ giữa hai lần hỏi một máy chủ.")
]
Contact = Annotated[
    str,
    typer.Option(
        "--contact",
        envvar="CANCU_CONTACT",
        metavar="ĐỊA_CHỈ",
        help="Thư điện tử hoặc trang của cơ quan, để người quản trị trang web biết ai đang hỏi.",
        show_default=False,
    ),
]


def fetch(
    context: typer.Context,
    numbers: Numbers = None,
    copies: Copies = False,
    again: Again = False,
    pause: Pause = 2.0,
    contact: Contact = "",
    as_json: AsJson = False,
    home: Home = None,
) -> int:
    """Lấy toàn văn chính thức của các văn bản trong danh mục; bị ngắt thì chạy lại, chương trình làm tiếp.

    Mỗi lần hỏi một trang, có nghỉ, theo robots.txt. Lấy xong, dùng «cancu add» với thư mục được nêu.
    """
    from index.fetching.kept import fetched
    from index.fetching.rules import Rules
    from index.fetching.texts import fetch as fetch_texts

    if not contact.isascii() or not contact.isprintable():
        raise typer.BadParameter("--contact chỉ nhận chữ không dấu")
    place = home_of(context, home)
    works = wanted(numbers or [])
    done: list[Fetched] = []
    with console.progress("Lấy văn bản") as advance:
        for one in fetch_texts(place, works, Rules(pause=pause, contact=contact), copies=copies, again=again):
            done.append(one)
            advance(len(done), len(works), one.number)
    if as_json:
        console.print_json({"folder": str(fetched(place)), "acts": [asdict(one) for one in done]})
    return _tell(done, str(fetched(place)), as_json)


def wanted(numbers: list[str]) -> tuple[Work, ...]:
    """The catalogued works of these numbers or ids; all, if none is named. May raise Unusable."""
    from index.errors import Unusable
    from ingest.catalogue import load_catalogue

    catalogue = load_catalogue()
    if not numbers:
        return catalogue.works
    found: dict[str, Work] = {}
    for number in numbers:
        known = catalogue.get(number)
        works = (known,) if known else catalogue.numbered(number)
        if not works:
            remedy = "hãy xem lại số, ký hiệu; danh mục chỉ có các văn bản được kế hoạch viện dẫn"
            raise Unusable(f"Không lấy được «{number}»", "danh mục không có văn bản này", remedy)
        found |= {work.id: work for work in works}
    return tuple(found.values())


def _tell(done: list[Fetched], folder: str, as_json: bool) -> int:
    """Say what was done; exit status 1 where a text could not be had."""
    failed = [one for one in done if one.state == "failed"]
    tried = [one for one in done if one.state not in ("known", "no address")]
    if failed and len(failed) == len(tried) and all(one.kind == "mạng" for one in failed):
        console.fail(
            f"không có mạng hoặc không nối được tới trang nào ({failed[0].reason}); "
            "hãy kiểm tra kết nối rồi chạy lại «cancu fetch»."
        )
    else:
        for one in failed:
            console.fail(f"{one.number}: {one.reason} ({one.url}).")
    for one in done:
        if one.file and not one.names_act:
            console.warn(f"{one.number}: trang lấy về không nêu số, ký hiệu này; hãy xem lại {one.file}")
    if not as_json:
        counts = [(sum(one.state == state for one in done), words) for state, words in STATES.items()]
        console.say(", ".join(f"{count} {words}" for count, words in counts if count) + ".")
        if any(one.file for one in done):
            console.say(f"Văn bản nằm ở {folder}; đưa vào chỉ mục: cancu add {folder}")
    return 1 if failed else 0
