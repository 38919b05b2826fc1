"""The parts of a Word file (.docx) that hold its text, taken out of the archive within limits.

Nothing that a part refers to outside the archive is looked at: there is no code here that could fetch it.

Reads: bytes. Writes: Package.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from typing import Any, TypeAlias

from ingest.errors import Unreadable
from ingest.limits import Limits

Element: TypeAlias = Any
"""An element of a Word file as lxml gives it, without types."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SAVE_AGAIN = "hãy mở bằng Word và lưu lại thành .docx"
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
"""Names of ISO/IEC 29500 Strict for what Word usually writes."""
_ORDINARY_LINKS = frozenset(("hyperlink",))


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word file as XML; None where it has no such part."""

    document: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None
    comments: Element | None
    margins: tuple[Element, ...]
    """Headers and footers."""
    links: int
    """How many pictures, templates, documents it wants from elsewhere."""


def open_package(name: str, data: bytes, limits: Limits) -> Package:
    """The parts of a Word file. Raises `Unreadable` for a damaged or locked one, or one beyond the limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            check_archive(name, packed, len(data), limits)
            return _Parts(name, packed, limits).package()
    except Unreadable:
        raise
    except Exception as error:  # an archive of XML can be damaged in any of its codecs
        raise Unreadable(name, "tệp Word hỏng", SAVE_AGAIN) from error


def check_archive(name: str, packed: zipfile.ZipFile, size: int, limits: Limits) -> None:
    """Refuse an archive that says itself that it holds too much, or that is locked. Raises `Unreadable`."""
    members = packed.infolist()
    total = sum(member.file_size for member in members)
    bomb = total > limits.packed_ratio * max(size, limits.packed_ratio_from // limits.packed_ratio)
    if len(members) > limits.packed_members or total > limits.unpacked_bytes or bomb:
        raise Unreadable(name, "tệp nén quá lớn so với giới hạn", SAVE_AGAIN)
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(name, "tệp đặt mật khẩu", "hãy gỡ mật khẩu rồi thử lại")


@dataclass(slots=True)
class _Parts:
    """Reads parts of one archive, counting how much they unpack into."""

    name: str
    packed: zipfile.ZipFile
    limits: Limits
    unpacked: int = 0

    def package(self) -> Package:
        main = next(
            (target for kind, target in self._links("") if kind == "officeDocument"), "word/document.xml"
        )
        by_kind: dict[str, list[str]] = {}
        outside = 0
        for kind, target in self._links(main):
            if target:
                by_kind.setdefault(kind, []).append(target)
            else:
                outside += kind not in _ORDINARY_LINKS

        def part(kind: str) -> Element | None:
            found = by_kind.get(kind, [])
            return self._xml(found[0]) if found and found[0] in self._names() else None

        margins = [t for kind in ("header", "footer") for t in by_kind.get(kind, []) if t in self._names()]
        return Package(
            self._xml(main),
            part("styles"),
            part("numbering"),
            part("footnotes"),
            part("endnotes"),
            part("comments"),
            tuple(self._xml(target) for target in dict.fromkeys(margins)),
            outside,
        )

    def _names(self) -> set[str]:
        return set(self.packed.namelist())

    def _links(self, part: str) -> list[tuple[str, str]]:
        """What a part refers to: the kind, and the name inside the archive, empty for what lies outside."""
        folder, file = posixpath.split(part)
        place = posixpath.join(folder, "_rels", f"{file}.rels")
        if place not in self._names():
            return []
        links: list[tuple[str, str]] = []
        for item in self._xml(place):
            if not isinstance(item.tag, str):
                continue
            kind = item.get("Type", "").rsplit("/", 1)[-1]
            target = item.get("Target", "")
            outside = item.get("TargetMode") == "External"
            inner = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            links.append((kind, "" if outside else inner))
        return links

    def _xml(self, part: str) -> Element:
        """A part as XML without entities of its own, whose size and number of elements are bounded."""
        from lxml import etree

        room = min(self.limits.xml_bytes, self.limits.unpacked_bytes - self.unpacked)
        with self.packed.open(part) as file:
            data = file.read(room + 1)
        self.unpacked += len(data)
        if len(data) > room or data.count(b"<") > self.limits.xml_tags:
            raise Unreadable(self.name, "tệp nén quá lớn so với giới hạn", "hãy tách tệp thành nhiều phần")
        if _DOCTYPE.search(data):
            raise self._unsafe()
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
        )
        root = etree.fromstring(data, parser)
        if root.getroottree().docinfo.doctype:
            raise self._unsafe()
        return root

    def _unsafe(self) -> Unreadable:
        return Unreadable(self.name, "tệp Word có khai báo thực thể XML (không an toàn)", SAVE_AGAIN)
