"""Marks of Markdown that are formatting and not words: emphasis, headings, escapes, entities.

Reads: a line. Writes: the line's words.
"""

from __future__ import annotations

import html
import re

_RUN = re.compile(r"\*+")
_ONLY_STARS = re.compile(r"[\s*]*")
_UNDERSCORED = re.compile(r"(?<![\w_])(_{1,2})(?=[^\s_])([^_]+)(?<=[^\s_])\1(?![\w_])")
_HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s+|$)")
_HEADING_END = re.compile(r"\s#+\s*$")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|apos|ndash|mdash|hellip|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def without_emphasis(line: str, opened: bool) -> tuple[str, bool]:
    """The line without its emphasis marks, and whether an emphasis is still open at its end.

    `opened` says whether one was open before the line. A star that is a word of its own stays: `5*3`, `(*)`,
    a star between spaces, a star that starts a line and is closed nowhere (a bullet).
    """
    if "*" not in line:
        return line, opened
    if _ONLY_STARS.fullmatch(line):
        return "", False
    runs = [run for run in _RUN.finditer(line) if not _is_word(line, run)]
    if _starts_as_bullet(line, runs, opened):
        runs = runs[1:]
    parts: list[str] = []
    at = 0
    for run in runs:
        parts.append(line[at : run.start()])
        at = run.end()
        opened = not opened
    return "".join(parts) + line[at:], opened


def _is_word(line: str, run: re.Match[str]) -> bool:
    before = line[run.start() - 1 : run.start()]
    after = line[run.end() : run.end() + 1]
    if before == "(" and after == ")":
        return True
    if run.end() - run.start() > 1:
        return False
    return (before.isdigit() and after.isdigit()) or (before.isspace() and after.isspace())


def _starts_as_bullet(line: str, runs: list[re.Match[str]], opened: bool) -> bool:
    if opened or not runs or len(runs) % 2 == 0:
        return False
    first = runs[0]
    return (
        first.end() - first.start() == 1
        and not line[: first.start()].strip()
        and line[first.end() : first.end() + 1].isspace()
    )


def without_marks(line: str) -> tuple[str, bool]:
    """The line without Markdown's other marks, and whether it was a heading.

    Underscored emphasis, backslash escapes, entities; a line break `<br>` becomes a newline.
    """
    heading = _HEADING.match(line)
    if heading:
        line = _HEADING_END.sub("", line[heading.end() :])
    if "_" in line:
        line = _UNDERSCORED.sub(r"\2", line)
    if "<" in line:
        line = _BREAK.sub("\n", line)
    if "\\" in line:
        line = _ESCAPE.sub(r"\1", line)
    if "&" in line:
        line = _ENTITY.sub(lambda entity: html.unescape(entity.group()), line)
    return line, heading is not None
