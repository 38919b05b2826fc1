"""Help and usage errors of the command line, in Vietnamese.

Reads: what Typer says of a command or of a mistake. Writes: Vietnamese words on the terminal.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from typer.core import TyperCommand, TyperGroup

Internal = Any
"""Typer's contexts, options and errors, whose classes are its own."""

HELP_OPTION = "Hiện hướng dẫn này rồi thoát."


class _Spoken:
    """What a command and a group of commands have in common: their help is Vietnamese."""

    def get_help_option(self, ctx: Internal) -> Internal:
        """The `--help` option with Vietnamese words."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = HELP_OPTION
        return option

    def format_usage(self, ctx: Internal, formatter: Internal) -> None:
        """The usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces, prefix="Cách dùng: ")

    def format_help(self, ctx: Internal, formatter: Internal) -> None:
        """The help, its panels named in Vietnamese."""
        from typer import rich_utils

        rich_utils.ARGUMENTS_PANEL_TITLE = "Đối số"
        rich_utils.OPTIONS_PANEL_TITLE = "Tùy chọn"
        rich_utils.COMMANDS_PANEL_TITLE = "Lệnh"
        rich_utils.DEFAULT_STRING = "[mặc định: {}]"
        rich_utils.ENVVAR_STRING = "[biến môi trường: {}]"
        rich_utils.REQUIRED_LONG_STRING = "[bắt buộc]"
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Command(_Spoken, TyperCommand):
    """A command that speaks Vietnamese."""


class CommandGroup(_Spoken, TyperGroup):
    """The group of all commands; a mistyped name is answered with the nearest one."""

    def resolve_command(self, ctx: Internal, args: list[str]) -> Internal:
        """The command meant; a usage error names what exists."""
        if args and self.get_command(ctx, args[0]) is None:
            near = get_close_matches(args[0], list(self.commands), n=1)
            hint = f"Có phải ý bạn là “{near[0]}”?" if near else f"Các lệnh: {', '.join(self.commands)}."
            ctx.fail(f"Không có lệnh “{args[0]}”. {hint}")
        return super().resolve_command(ctx, args)


def usage_error(error: Internal) -> str:
    """One Vietnamese line for a usage error of Typer: what is wrong and where to look."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "cancu"
    return f"{_what_is_wrong(error)} Xem: {path} --help"


def _what_is_wrong(error: Internal) -> str:
    kind = type(error).__name__
    option = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    name = f"“{_printed_name(parameter)}”" if parameter is not None else "một đối số"
    if kind == "NoSuchOption":
        near = getattr(error, "possibilities", None)
        return f"Không có tùy chọn “{option}”." + (f" Có phải ý bạn là “{min(near)}”?" if near else "")
    if kind == "MissingParameter":
        return f"Thiếu {name}."
    if kind == "BadParameter":
        return f"Giá trị của {name} không dùng được: {error.message}".rstrip(".") + "."
    if option:
        return f"Tùy chọn “{option}” cần một giá trị."
    if kind == "UsageError" and str(error.message).startswith(("Got unexpected", "Missing command")):
        return "Thừa đối số." if str(error.message).startswith("Got") else "Thiếu tên lệnh."
    return str(error.message)


def _printed_name(parameter: Internal) -> str:
    names = [name for name in getattr(parameter, "opts", ()) if name.startswith("--")]
    return names[0] if names else str(parameter.metavar or parameter.name).upper()
