"""A file of any kind becomes lines with page and position.

Reads: a path. Writes: Source.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import stat
from pathlib import Path

from ingest.document import Source
from ingest.encodings import converted
from ingest.errors import Unreadable
from ingest.formats.kind import foreign_kind, kind_of
from ingest.limits import LIMITS, Limits
from ingest.progress import Told, silent


def open_source(path: Path, limits: Limits = LIMITS, told: Told = silent) -> Source:
    """The lines of the file at `path`, whose format is told by its content and not by its name.

    Raises `Unreadable`, with one Vietnamese line, for anything that cannot be used: a missing file, a folder,
    a device, an empty, encrypted, foreign or damaged file, a scan that cannot be recognised, a file beyond
    `limits`. `told` hears how many pages of a scan are recognised, and of how many.
    """
    data = read_bytes(path, limits)
    source = read_source(path.name, data, limits, told)
    return dataclasses.replace(source, digest=hashlib.sha256(data).hexdigest())


def read_bytes(path: Path, limits: Limits = LIMITS) -> bytes:
    """The bytes of a regular file, read once and never beyond `limits.file_bytes`; raises `Unreadable`."""
    try:
        if path.is_dir():
            raise IsADirectoryError
        # Not to wait for a writer when the path names a pipe.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise _cannot_open(path, error) from error
    except ValueError as error:
        raise Unreadable(
            str(path), "đường dẫn có ký tự không hợp lệ", "hãy kiểm tra lại đường dẫn"
        ) from error
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise Unreadable(
                str(path), "đây không phải tệp thường (thư mục, thiết bị…)", "hãy chọn một tệp văn bản"
            )
        data = file.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise Unreadable(
            path.name,
            f"tệp lớn hơn {limits.file_bytes // (1024 * 1024)} MiB",
            "hãy tách tệp hoặc nâng giới hạn dung lượng",
        )
    return data


def read_source(name: str, data: bytes, limits: Limits = LIMITS, told: Told = silent) -> Source:
    """The lines of a file given as bytes; `name` is what the person calls it. Raises `Unreadable`."""
    if not data.strip(b"\0 \t\r\n\f\xef\xbb\xbf"):
        raise Unreadable(name, "tệp rỗng", "hãy chọn tệp có nội dung")
    return converted(_read_kind(name, data, kind_of(name, data), limits, told))


def _read_kind(name: str, data: bytes, kind: str, limits: Limits, told: Told) -> Source:
    """The lines of a file of a kind, in whatever encoding they stand."""
    if kind == "pdf":
        from ingest.formats.pdf import read_pdf

        return read_pdf(name, data, limits, told)
    if kind == "image":
        from ingest.formats.scan import read_image

        return read_image(name, data, limits, told)
    if kind == "docx":
        from ingest.formats.word import read_word

        return read_word(name, data, limits)
    if kind in ("doc", "rtf", "odt"):
        from ingest.formats.office import to_word
        from ingest.formats.word import read_word

        read = read_word(name, to_word(name, data, kind, limits), limits)
        through = f"Đọc qua LibreOffice (tệp .{kind} chuyển thành .docx)."
        return dataclasses.replace(read, format=kind, warnings=(through, *read.warnings))
    if kind == "html":
        from ingest.formats.html import read_html

        return read_html(name, data, limits)
    if kind == "text":
        from ingest.formats.plain import read_plain

        return read_plain(name, data, limits)
    raise foreign_kind(name, kind)


def _cannot_open(path: Path, error: OSError) -> Unreadable:
    """The line for a path that the system would not open."""
    if isinstance(error, FileNotFoundError):
        return Unreadable(str(path), "không có tệp này", "hãy kiểm tra lại đường dẫn")
    if isinstance(error, IsADirectoryError):
        return Unreadable(str(path), "đây là một thư mục", "hãy chọn một tệp văn bản trong thư mục")
    if isinstance(error, PermissionError):
        return Unreadable(str(path), "không có quyền đọc", "hãy cấp quyền đọc tệp")
    return Unreadable(str(path), "hệ thống không mở được tệp", "hãy kiểm tra lại đường dẫn và liên kết")
