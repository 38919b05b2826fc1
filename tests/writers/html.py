"""HTML pages as an office's site shows a document: scripts and menus around, the head as a table."""

from __future__ import annotations

import html
from pathlib import Path

from tests.writers.document import LEFT, RIGHT, Written

PAGE = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Cổng thông tin điện tử</title>
<style>p {{ margin: 0 }}</style><script>var menu = "Trang chủ";</script></head>
<body><nav><ul><li><a href="/">Trang chủ</a></li><li>Liên hệ</li></ul></nav>
<table><tr><td><b>{left}</b></td><td><b>{right}</b></td></tr>
<tr><td>{number}</td><td><i>{date}</i></td></tr></table>
{body}
<script>document.write("Lượt xem: 12");</script></body></html>"""


def write_html(document: Written, path: Path) -> Path:
    body = []
    for lines in document.paragraphs:
        for line in lines:
            words = html.escape(line).replace(" ", "\n", 3)
            body.append(f"<p><em>{words}</em></p>" if line.startswith("(") else f"<p>{words}</p>")
    page = PAGE.format(
        left="<br>".join(LEFT),
        right="<br>".join(RIGHT),
        number=html.escape(document.number),
        date=html.escape(document.place_and_date),
        body="\n".join(body),
    )
    path.write_text(page, encoding="utf-8")
    return path
