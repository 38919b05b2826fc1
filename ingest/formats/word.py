"""Word documents (.docx).

Reads: bytes. Writes: Source.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.document import Source
from ingest.encodings import converted
from ingest.errors import Unreadable
from ingest.formats.word_body import Body
from ingest.formats.word_numbering import Numbering
from ingest.formats.word_package import SAVE_AGAIN, Element, Package, W, open_package
from ingest.formats.word_runs import Runs
from ingest.formats.word_styles import Styles
from ingest.limits import LIMITS, Limits

_SHOWN = 200


def read_word(name: str, data: bytes, limits: Limits = LIMITS) -> Source:
    """The paragraphs and table rows of a Word document in order, with the numbers that Word draws.

    The text is as it reads once all tracked changes are accepted. Text boxes follow the paragraph that
    anchors them, footnotes and endnotes the one that marks them; headers and footers, comments and hidden
    text are no part of it. The warnings say what was changed, hidden or left out. Raises `Unreadable` for a
    damaged file, for one that unpacks beyond the limits, for one that declares entities.
    """
    package = open_package(name, data, limits)
    try:
        body = _body(package, limits)
        root = package.document.find(f"{W}body")
        lines = tuple(body.lines(root if root is not None else (), 0))
        warnings = tuple(_warnings(package, body, limits))
    except Exception as error:  # well-formed XML can still be no document
        raise Unreadable(name, "tệp Word hỏng", SAVE_AGAIN) from error
    if body.exhausted:
        raise Unreadable(name, f"tệp có hơn {limits.lines} đoạn", "hãy tách tệp thành nhiều phần")
    if not any(line.text.strip() for line in lines):
        raise Unreadable(name, "tệp Word không có chữ (có thể chỉ chứa ảnh)", "hãy nhận dạng chữ (OCR) trước")
    return Source(name, "docx", lines, warnings=warnings)


def _body(package: Package, limits: Limits) -> Body:
    styles = Styles.of(package.styles)
    notes = {**_notes("footnote", package.footnotes), **_notes("endnote", package.endnotes)}
    return Body(Runs(styles, notes), Numbering.of(package.numbering, styles), limits)


def _notes(kind: str, root: Element | None) -> dict[str, Any]:
    """The footnotes or endnotes by kind and id, without the rules that part them from the text."""
    if root is None:
        return {}
    own = (note for note in root if note.get(f"{W}type") in (None, "normal"))
    return {f"{kind} {note.get(f'{W}id')}": note for note in own}


def _warnings(package: Package, body: Body, limits: Limits) -> Iterator[str]:
    """What a reader of the text should know of the file."""
    seen = body.runs.seen
    changes = [(seen["added"], "thêm"), (seen["deleted"], "xóa"), (seen["moved"], "chuyển chỗ")]
    if any(count for count, _ in changes):
        told = ", ".join(f"{count} chỗ {what}" for count, what in changes if count)
        yield f"Tệp còn sửa đổi đang theo dõi ({told}): nội dung đọc như khi chấp nhận tất cả."
    if seen["hidden"]:
        yield f"Có {seen['hidden']} chỗ chữ ẩn, không đưa vào nội dung."
    if package.comments is not None and len(package.comments):
        yield f"Có {len(package.comments)} nhận xét bên lề, không đưa vào nội dung."
    if told := _margins(package, limits):
        yield f"Đầu trang, chân trang để riêng, không đưa vào nội dung: {told}."
    if package.links:
        yield f"Tệp gọi {package.links} phần ở nơi khác (ảnh, mẫu, tài liệu): không tải về."
    if seen["chunks"]:
        yield f"Có {seen['chunks']} tài liệu nhúng trong tệp, không đọc được: hãy lưu riêng từng tài liệu."
    if body.too_deep:
        yield f"Bảng lồng nhau quá {limits.depth} lớp: phần sâu hơn không đọc."


def _margins(package: Package, limits: Limits) -> str:
    """What stands in headers and footers besides page numbers, every text once, in quotes."""
    texts: dict[str, None] = {}
    for part in package.margins:
        lines = tuple(_body(package, limits).lines(part, 0))
        for line in converted(Source("", "docx", lines)).lines:
            words = " ".join(line.text.split())
            if any(letter.isalpha() for letter in _without_page(words)):
                texts[f"«{words[:_SHOWN]}»"] = None
    return ", ".join(list(texts)[:5]) + (", …" if len(texts) > 5 else "")


def _without_page(words: str) -> str:
    return "" if words.lower().replace("trang", "").strip(" 0123456789/|-–.") == "" else words
