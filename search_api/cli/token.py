"""`cancu token`: tokens are made, listed and revoked.

Reads: the command line, the home. Writes: `tokens.sqlite` in the home; a new token, once.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from search_api.cli import console
from search_api.cli.options import AsJson, Home, home_of
from search_api.cli.vietnamese import Command, CommandGroup

STANDING = {"valid": "còn hiệu lực", "revoked": "đã thu hồi", "expired": "hết hạn"}

Name = Annotated[str, typer.Argument(metavar="TÊN", help="Ai hay chương trình nào dùng mã này.")]
Key = Annotated[str, typer.Argument(metavar="ID", help="Id của mã, như «cancu token list» in ra.")]
Scopes = Annotated[
    list[str] | None,
    typer.Option(
        "--scope",
        metavar="QUYỀN",
        help="read (đọc), check (kiểm tra dự thảo) hoặc write (ghi); lặp lại được. Mặc định read.",
        show_default=False,
    ),
]
Days = Annotated[int, typer.Option("--days", metavar="NGÀY", min=1, max=3650, help="Số ngày mã có hiệu lực.")]


def token_app() -> typer.Typer:
    """The commands below `cancu token`."""
    app = typer.Typer(
        name="token",
        cls=CommandGroup,
        no_args_is_help=True,
        add_completion=False,
        help="Mã truy cập cho người và chương trình gọi tới máy chủ.",
    )
    for command, name in ((create, "create"), (list_tokens, "list"), (revoke, "revoke")):
        app.command(name, cls=Command)(command)
    return app


def create(
    context: typer.Context,
    name: Name,
    scope: Scopes = None,
    days: Days = 365,
    as_json: AsJson = False,
    home: Home = None,
) -> int:
    """Tạo một mã truy cập; mã chỉ hiện một lần, kho chỉ giữ dấu băm."""
    from search_api.service import audit
    from search_api.service.tokens import SCOPES, Tokens

    wanted = scope or ["read"]
    if unknown := [s for s in wanted if s not in SCOPES]:
        raise typer.BadParameter(f"--scope không có «{unknown[0]}»; chọn trong: {', '.join(SCOPES)}")
    place = home_of(context, home)
    place.mkdir(parents=True, exist_ok=True)
    made, words = Tokens(place).create(name, tuple(s for s in SCOPES if s in wanted), days)
    audit.record(
        place,
        "token create",
        audit.COMMAND,
        token=made.id,
        scopes=" ".join(made.scopes),
        expires=made.expires,
    )
    if as_json:
        console.print_json({**asdict(made), "token": words})
    else:
        console.say(words)
        what = f"mã {made.id} cho «{made.name}», quyền {', '.join(made.scopes)}, hết hạn {made.expires}"
        console.warn(f"{what}; hãy cất ngay, mã không hiện lại.")
    return 0


def list_tokens(context: typer.Context, as_json: AsJson = False, home: Home = None) -> int:
    """Liệt kê các mã truy cập: cho ai, quyền gì, đến bao giờ."""
    from search_api.service.tokens import Tokens

    now = datetime.now(UTC)
    found = Tokens(home_of(context, home)).all()
    if as_json:
        console.print_json({"tokens": [{**asdict(one), "standing": one.standing(now)} for one in found]})
        return 0
    for one in found:
        words = STANDING[one.standing(now)]
        console.say(f"{one.id}  {one.name}: {', '.join(one.scopes)}; {words}, đến {one.expires}")
    if not found:
        console.say("Chưa có mã truy cập nào.")
    return 0


def revoke(context: typer.Context, key: Key, as_json: AsJson = False, home: Home = None) -> int:
    """Thu hồi một mã truy cập; máy chủ đang chạy từ chối mã ấy ngay."""
    from search_api.service import audit
    from search_api.service.tokens import Tokens

    place = home_of(context, home)
    gone = Tokens(place).revoke(key)
    audit.record(place, "token revoke", audit.COMMAND, token=gone.id)
    if as_json:
        console.print_json(asdict(gone))
    else:
        console.say(f"Đã thu hồi mã {gone.id} ({gone.name}).")
    return 0
