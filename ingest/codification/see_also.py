"""What an article or a heading is said to be related to: `(Điều này có nội dung liên quan đến …; …)`.

A link leads to another place of the codification by its anchor, or to an act outside it by an address.

Reads: the HTML of such a note. Writes: Reference records.
"""

from __future__ import annotations

import html
import re

from ingest.codification.records import Reference
from ingest.codification.source_note import number_in
from ingest.codification.wording import line_of

_LINK = re.compile(r"<a\s([^<>]*)>(.*?)</a\s*>", re.IGNORECASE | re.DOTALL)
_ANCHOR = re.compile(r"ViewNoiDungPhapDien\(\s*['\"]?([\w.-]{1,200})['\"]?\s*\)")
_ADDRESS = re.compile(r"href\s*=\s*(?:'([^']*)'|\"([^\"]*)\")", re.IGNORECASE)
_OF_ACT = re.compile(r"(?:^|\s)của\s+(?=[A-ZĐ])")
_HTTP = re.compile(r"https?://\S+", re.IGNORECASE)


def read_references(markup: str) -> tuple[Reference, ...]:
    """The references of one note, in order, each once."""
    if "</a" not in markup.lower():
        return ()
    found: dict[Reference, None] = {}
    for link in _LINK.finditer(markup):
        label = line_of(link[2])
        attributes = html.unescape(link[1])
        anchor = _ANCHOR.search(attributes)
        url = "" if anchor else address_in(attributes)
        if label and (anchor or url):
            number = "" if anchor else _act_number(label)
            found[Reference(label, anchor[1] if anchor else "", number, url)] = None
    return tuple(found)


def address_in(attributes: str) -> str:
    """The web address that a link's attributes name; empty where it is none of http."""
    found = _ADDRESS.search(html.unescape(attributes))
    address = (found[1] or found[2] or "").strip() if found else ""
    return address if _HTTP.fullmatch(address) else ""


def _act_number(label: str) -> str:
    """The number of the act that a label ends with: `Điều 4. của Luật 18-L/CTN Dầu khí ban hành ngày …`."""
    starts = [found.end() for found in _OF_ACT.finditer(label)]
    return next((number for at in starts if (number := number_in(label[at:]))), "")
