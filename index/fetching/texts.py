"""The texts of acts are fetched, one act after the other.

What was fetched or looked at today is not asked for again, so that an interrupted run goes on; on another day
the site is asked whether the text changed.

Reads: Work records, the web. Writes: fetched texts; Fetched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from index.fetching.kept import Kept, fetched, keep, kept
from index.fetching.rules import RULES, Refusal, Rules, Why
from index.fetching.visiting import Reply, Visitor, web_address
from ingest.errors import Unreadable
from ingest.formats import read_source
from ingest.formats.kind import kind_of
from ingest.work import Work, number_key

_ENDINGS = {
    "pdf": "pdf",
    "docx": "docx",
    "html": "html",
    "text": "txt",
    "ole": "doc",
    "rtf": "rtf",
    "odt": "odt",
}
State = Literal["fetched", "changed", "unchanged", "known", "failed", "no address"]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one act."""

    act: str
    number: str
    state: State
    url: str = ""
    file: str = ""
    reason: str = ""
    """Why there is no text, one Vietnamese line."""
    kind: Why | None = None
    names_act: bool = True
    """Whether the text holds the act's number; where not, a person should look."""


def fetch(
    home: Path, works: Sequence[Work], rules: Rules = RULES, *, copies: bool = False, again: bool = False
) -> Iterator[Fetched]:
    """What becomes of each act; official addresses first, then copies where wanted.

    `again` asks also where the site was asked today. A host that cannot be reached is not tried twice.
    """
    unreachable: dict[str, Refusal] = {}
    with Visitor(rules) as visitor:
        for work in works:
            yield _one(home, work, visitor, copies, again, unreachable)


def _one(
    home: Path, work: Work, visitor: Visitor, copies: bool, again: bool, unreachable: dict[str, Refusal]
) -> Fetched:
    before = kept(home, work.id)
    number = work.number or work.title
    if before and before.checked == _today() and not again:
        return Fetched(work.id, number, "known", before.url, _place(home, before), names_act=before.names_act)
    wanted = ("official", "copy") if copies else ("official",)
    urls = [address.url for kind in wanted for address in work.addresses if address.kind == kind]
    if not urls:
        return Fetched(work.id, number, "no address", reason="danh mục chưa ghi địa chỉ chính thức nào")
    last = Fetched(work.id, number, "failed")
    for url in urls:
        host = ""
        try:
            host = urlsplit(web_address(url)).hostname or ""
            if host in unreachable:
                raise unreachable[host]
            return _fetch(home, work, url, visitor, before)
        except Refusal as refusal:
            if refusal.kind == "mạng":
                unreachable[host] = refusal
            last = replace(last, url=url, reason=refusal.why, kind=refusal.kind)
    return last


def _fetch(home: Path, work: Work, url: str, visitor: Visitor, before: Kept | None) -> Fetched:
    mine = before if before and before.url == url else None
    reply = visitor.get(url, mine.conditions if mine else None)
    number = work.number or work.title
    if reply.status == 304:
        if mine is None:
            raise Refusal("máy chủ", "máy chủ nói văn bản không đổi dù chưa từng gửi")
        keep(home, replace(mine, checked=_today()), None)
        return Fetched(work.id, number, "unchanged", url, _place(home, mine), names_act=mine.names_act)
    record = _record(work, url, reply)
    if mine and mine.sha256 == record.sha256:
        keep(home, replace(record, fetched=mine.fetched), None)
        return Fetched(work.id, number, "unchanged", url, _place(home, record), names_act=record.names_act)
    keep(home, record, reply.body)
    state: State = "changed" if before else "fetched"
    return Fetched(work.id, number, state, url, _place(home, record), names_act=record.names_act)


def _record(work: Work, url: str, reply: Reply) -> Kept:
    """The record of a reply. Raises Refusal where it is no text."""
    kind = kind_of(work.id, reply.body) if reply.body.strip() else "nothing"
    if kind not in _ENDINGS:
        raise Refusal("nội dung", f"trang gửi thứ không phải văn bản ({reply.content_type[:40] or kind})")
    day = _today()
    return Kept(
        *(work.id, f"{work.id}.{_ENDINGS[kind]}", url, reply.url, day, day),
        *(hashlib.sha256(reply.body).hexdigest(), len(reply.body), reply.content_type[:200]),
        *(reply.etag[:1000], reply.last_modified[:200], _names_act(work, reply.body)),
    )


def _names_act(work: Work, body: bytes) -> bool:
    """Whether a text holds the number, or the title of an act without one; True where unreadable."""
    try:
        lines = read_source(work.id, body).lines
    except Unreadable:
        return True
    return number_key(work.number or work.title) in number_key("".join(line.text for line in lines))


def _place(home: Path, record: Kept) -> str:
    return str(fetched(home) / record.act / record.file)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
