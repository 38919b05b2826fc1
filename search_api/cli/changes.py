"""`cancu changes`: which documents came, changed and went since a point.

Reads: the index. Writes: entries of the feed, for people or as JSON.
"""

from __future__ import annotations

from typing import Annotated

import typer

from search_api.cli import console
from search_api.cli.options import AsJson, Home, home_of

KINDS = {"added": "thêm", "changed": "thay đổi", "removed": "bỏ đi"}
REASONS = {
    "content": "",
    "reading": " (chương trình đọc khác trước)",
    "links": " (viện dẫn nay trỏ tới văn bản khác)",
}

Since = Annotated[
    str | None,
    typer.Option("--since", metavar="MÃ", help="Mã của lần hỏi trước; bỏ trống để nhận từ đầu."),
]
Limit = Annotated[int, typer.Option("--limit", metavar="SỐ", min=1, max=1000, help="Số thay đổi mỗi lần.")]


def changes(
    context: typer.Context,
    since: Since = None,
    limit: Limit = 100,
    as_json: AsJson = False,
    home: Home = None,
) -> int:
    """Văn bản nào được thêm, thay đổi, bỏ đi từ lần hỏi trước."""
    from dataclasses import asdict

    from index.changes import BadCursorError, CursorGoneError
    from index.changes import changes as changes_of
    from index.library import open as open_library

    try:
        with open_library(home_of(context, home)) as library:
            found = changes_of(library, since, limit)
    except BadCursorError as error:
        raise typer.BadParameter("--since cần mã mà lần hỏi trước đã in ra") from error
    except CursorGoneError:
        console.fail(
            "chỉ mục đã được dựng lại từ đầu hoặc khôi phục về trước mã này; "
            "hãy chạy lại «cancu export documents» rồi theo dõi tiếp từ mã mà lệnh ấy in ra."
        )
        return 1
    if as_json:
        console.print_json(asdict(found))
        return 0
    for one in found.changes:
        console.say(f"{one.at}  {KINDS[one.kind]}: {one.document}{REASONS[one.reason]}")
    console.say(
        f"{'Còn nữa; hỏi' if found.more else 'Hết; lần sau hỏi'} tiếp: cancu changes --since {found.next}"
    )
    return 0
