"""A release of the codification: the archive, opened safely, and the pages of its subjects one by one.

Nothing is ever unpacked onto the disk. An archive whose names lead outside, that is locked or that would
unpack into more than a release can hold is refused; a single page that is broken is told where it is read.

Reads: a zip archive. Writes: Release, pages.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType

from ingest.errors import Unreadable

_MIB = 1024 * 1024
_PAGE = re.compile(r"(?:[^/]+/)?demuc/([\w-]{1,100})\.html?", re.IGNORECASE)
_TREE = re.compile(r"(?:[^/]+/)?jsonData\.js", re.IGNORECASE)
_TOPICS = re.compile(r"jdChuDe\s*=\s*(\[[^\[\]]{0,200000}\])")
_REMEDY = "hãy tải lại bản BoPhapDien.zip đầy đủ từ trang Pháp điển của Bộ Tư pháp"
_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class ReleaseLimits:
    """Bounds for one release; real ones have some 300 pages, 170 MB unpacked, the largest page 4 MB."""

    members: int = 20_000
    page_bytes: int = 64 * _MIB
    unpacked_bytes: int = 2048 * _MIB


@dataclass(frozen=True, slots=True)
class Page:
    """A subject's page in the archive."""

    id: str
    """Its file's name without folder and ending."""
    member: str
    size: int
    """Bytes once unpacked."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release, listed."""

    name: str
    digest: str
    """SHA-256 of the archive."""
    dated: str
    """The day of its newest page, ISO."""
    pages: tuple[Page, ...]
    """In order of name."""
    topics: tuple[tuple[str, str], ...] = ()
    """Numbers and names of the topics (chủ đề), where the archive carries its tree of contents."""

    @property
    def size(self) -> int:
        """Bytes of all pages, unpacked."""
        return sum(page.size for page in self.pages)


LIMITS = ReleaseLimits()


def list_release(path: Path, limits: ReleaseLimits = LIMITS) -> Release:
    """What an archive holds; raises Unreadable where it is no release or asks for too much."""
    with OpenArchive(path, limits) as archive:
        infos = archive.infos
        _must_be_harmless(path.name, infos, limits)
        pages = [
            (Page(found[1].lower(), info.filename, info.file_size), info)
            for info in infos
            if (found := _PAGE.fullmatch(info.filename))
        ]
        if not pages:
            why = "trong tệp không có thư mục demuc với các trang đề mục"
            raise Unreadable(path.name, why, _REMEDY)
        if len({page.id for page, _ in pages}) < len(pages):
            raise Unreadable(path.name, "hai trang đề mục mang cùng một tên", _REMEDY)
        tree = next((info.filename for info in infos if _TREE.fullmatch(info.filename)), None)
        return Release(
            name=path.name,
            digest=_digest(path),
            dated=max(_day(info) for _, info in pages),
            pages=tuple(sorted((page for page, _ in pages), key=lambda page: page.id)),
            topics=_topics(archive.read(tree)) if tree else (),
        )


class OpenArchive:
    """An archive opened for reading single members; a context that closes it."""

    def __init__(self, path: Path, limits: ReleaseLimits = LIMITS) -> None:
        self._name = path.name
        self._limits = limits
        if not path.is_file():
            raise Unreadable(path.name, "không có tệp này", "hãy kiểm tra đường dẫn")
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
            raise Unreadable(
                path.name, "không phải tệp zip, hoặc tệp tải về bị đứt quãng", _REMEDY
            ) from error

    def __enter__(self) -> OpenArchive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._zip.close()

    @property
    def infos(self) -> list[zipfile.ZipInfo]:
        """The directory of the archive."""
        return [info for info in self._zip.infolist() if not info.is_dir()]

    def read(self, member: str) -> bytes:
        """One member's bytes; raises Unreadable where it is broken, locked, or larger than a page may be."""
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(member) as file:
                while piece := file.read(_PIECE):
                    size += len(piece)
                    if size > self._limits.page_bytes:
                        raise Unreadable(
                            f"{self._name}: {member}", _too_large(self._limits.page_bytes), _REMEDY
                        )
                    pieces.append(piece)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            KeyError,
        ) as error:
            raise Unreadable(
                f"{self._name}: {member}", "trang này hỏng hoặc bị khóa trong tệp zip", _REMEDY
            ) from error
        return b"".join(pieces)


def _must_be_harmless(name: str, infos: list[zipfile.ZipInfo], limits: ReleaseLimits) -> None:
    if len(infos) > limits.members:
        raise Unreadable(name, f"tệp chứa quá {limits.members} tệp con", _REMEDY)
    if sum(info.file_size for info in infos) > limits.unpacked_bytes:
        raise Unreadable(name, _too_large(limits.unpacked_bytes), _REMEDY)
    for info in infos:
        parts = info.filename.replace("\\", "/").split("/")
        if ".." in parts or not parts[0] or ":" in parts[0]:
            raise Unreadable(name, "tệp con có đường dẫn chỉ ra ngoài", _REMEDY)
        if info.flag_bits & 1:
            raise Unreadable(name, "tệp zip đặt mật khẩu", _REMEDY)


def _too_large(limit: int) -> str:
    return f"nội dung sau khi giải nén vượt {limit // _MIB} MB"


def _day(info: zipfile.ZipInfo) -> str:
    try:
        return date(*info.date_time[:3]).isoformat()
    except ValueError:
        return ""


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _topics(script: bytes) -> tuple[tuple[str, str], ...]:
    """The topics that the tree of contents names; none where it has another form."""
    found = _TOPICS.search(script.decode("utf-8-sig", "replace"))
    try:
        listed = json.loads(found[1]) if found else []
        return tuple((str(topic["STT"]), " ".join(str(topic["Text"]).split())) for topic in listed)
    except (ValueError, KeyError, TypeError, RecursionError):
        return ()
