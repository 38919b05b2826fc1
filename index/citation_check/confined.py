"""Drafts that come to a server are read, and remarked on, by a process of their own with limits.

Whatever a draft does to its reader costs one error. Nothing of it is written to a disk
(`ingest.reading_room`).

    python -m index.citation_check.confined

Reads: a text or a file as bytes, Report. Writes: Draft, a .docx as bytes.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from functools import cache

from pydantic import TypeAdapter

from index.citation_check.draft import Draft, draft_of_file, draft_of_text
from index.citation_check.records import Report
from index.intake import default_paths
from ingest.confined import Confinement, broken, too_long, too_much_memory
from ingest.errors import Unreadable
from ingest.formats.kind import kind_of
from ingest.handed_back import handed, taken
from ingest.reading_room import BrokenError, ReadingRoom, TooLongError, keep, may_write

PASTED = "văn bản gửi kiểm tra"
_LIMITS = Confinement()
_THROUGH_FILES = ("doc", "rtf", "odt")
"""Kinds that another program converts, which reads and writes files."""
_SAMPLE = (
    "ỦY BAN NHÂN DÂN\nTỈNH HÀ GIANG\n\nSố: 12/KH-UBND\n\nHà Giang, ngày 3 tháng 5 năm 2023\n\nKẾ HOẠCH\n\n"
    "| Nhiệm vụ | Chủ trì |\n|---|---|\n| Theo khoản 2 Điều này | Sở Y tế |\n\n"
    "Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18 tháng 01 năm 2024;\n\nNơi nhận:\n- Như trên.\n"
)
"""A draft with what documents may have and the program's own lack."""


@cache
def room() -> ReadingRoom:
    """The one process in which this one lets drafts be read."""
    return ReadingRoom("index.citation_check.confined")


def text_read(words: str, limits: Confinement = _LIMITS) -> Draft:
    """`draft_of_text`, confined; raises Unreadable."""
    draft = taken(_given("text", words.encode("utf-8", "surrogatepass"), PASTED, limits), Draft, PASTED)
    if draft.alignment is None:
        return draft
    # Its own words do not come back: they may hold what no answer can, and are here already.
    return replace(draft, given=words, alignment=replace(draft.alignment, given=words))


def file_read(name: str, data: bytes, limits: Confinement = _LIMITS) -> Draft:
    """`draft_of_file`, confined; raises Unreadable."""
    return taken(_given("file", _with({"name": name}, data), name, limits), Draft, name)


def remarked(data: bytes, report: Report, every: bool, limits: Confinement = _LIMITS) -> bytes:
    """The .docx that was checked with remarks on its citations; raises Unreadable."""
    about = {"report": _reports().dump_python(report, mode="json"), "every": every}
    answer = _given("remarks", _with(about, data), report.source, limits)
    if answer[:1] != b"=":
        taken(answer, Report, report.source)
        raise broken(report.source)
    return answer[1:]


def _given(task: str, data: bytes, name: str, limits: Confinement) -> bytes:
    try:
        return room().give(task, data, limits)
    except TooLongError:
        raise too_long(name, limits.seconds) from None
    except BrokenError:
        raise broken(name) from None


def _with(about: object, data: bytes) -> bytes:
    return json.dumps(about).encode() + b"\n" + data


@cache
def _reports() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


def _read_text(data: bytes) -> bytes:
    may_write(False)
    try:
        draft = draft_of_text(data.decode("utf-8", "surrogatepass"))
    except Unreadable as error:
        return handed(error, Draft)
    except (MemoryError, RecursionError):
        return handed(too_much_memory(PASTED), Draft)
    aligned = draft.alignment and replace(draft.alignment, given="")
    return handed(replace(draft, given="", alignment=aligned), Draft)


def _read_file(data: bytes) -> bytes:
    about, _, content = data.partition(b"\n")
    name = str(json.loads(about)["name"])
    try:
        may_write(kind_of(name, content) in _THROUGH_FILES)
        return handed(draft_of_file(name, content), Draft)
    except Unreadable as error:
        return handed(error, Draft)
    except (MemoryError, RecursionError):
        return handed(too_much_memory(name), Draft)


def _remark(data: bytes) -> bytes:
    from index.citation_check.word_comments import commented

    may_write(False)
    head, _, content = data.partition(b"\n")
    about = json.loads(head)
    report = _reports().validate_python(about["report"])
    try:
        return b"=" + commented(content, report, every=bool(about["every"]))[0]
    except (MemoryError, RecursionError):
        return handed(too_much_memory(report.source), Report)


def _load() -> None:
    """Everything that reading a draft needs, so that children find it loaded.

    Whole documents are read: the vocabulary of agencies alone takes longer to load than a draft to be read,
    and is loaded only for a document with a head.
    """
    import docx  # noqa: F401
    import lxml.etree  # noqa: F401

    from index.citation_check import word_comments  # noqa: F401
    from ingest.formats import html, pdf, word  # noqa: F401

    own = (file for folder in default_paths() for file in sorted(folder.iterdir()))
    for words in (_SAMPLE, *(file.read_text(encoding="utf-8") for file in own)):
        with suppress(Unreadable):
            handed(draft_of_text(words), Draft)
    _reports()


if __name__ == "__main__":
    _load()
    keep({"text": _read_text, "file": _read_file, "remarks": _remark})
