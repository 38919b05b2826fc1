"""An act as a work, whatever paper it is printed on: its record, its id, when numbers and names are equal.

An act's number is a key only together with its date where the number carries no year.

Reads: nothing. Writes: Work.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from ingest.vocabulary import Certainty, slug

WorkFamily = Literal["quy phạm pháp luật", "hành chính", "Đảng"]
StatusWord = Literal[
    "còn hiệu lực",
    "chưa có hiệu lực",
    "hết hiệu lực một phần",
    "hết hiệu lực toàn bộ",
    "ngưng hiệu lực",
    "không còn phù hợp",
]


@dataclass(frozen=True, slots=True)
class Link:
    """Another act that replaced, amended, ended or shares the number of a work."""

    number: str
    date: str = ""
    title: str = ""
    issuer: str = ""
    effective_from: str = ""
    """Since when the act does that to the work, ISO; empty where no source says."""
    basis: str = ""
    source: str = ""
    certainty: Certainty = "unconfirmed"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a source states of a work's force, from a day on, and the last day on which it did."""

    status: StatusWord
    since: str
    as_of: str
    basis: str
    source: str
    certainty: Certainty
    note: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the text can be read."""

    url: str
    kind: Literal["official", "copy"]
    checked: str = ""
    """Day on which a source showed the address, ISO; empty where none did."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class InPlan:
    """How the plan of corpus/documents cites the work, in its own words."""

    printed: tuple[str, ...]
    sections: tuple[str, ...]
    type: str = ""
    date: str = ""
    issuer: str = ""
    title: str = ""
    relations: tuple[str, ...] = ()
    """What the plan says of it: `căn cứ`; and of two acts: `tiếp tục đẩy mạnh thực hiện 46-CT/TW`."""


@dataclass(frozen=True, slots=True)
class Work:
    """One act."""

    id: str
    type: str
    title: str
    family: WorkFamily
    number: str = ""
    """Canonical; empty for an act that has none."""
    date: str = ""
    issuer: str = ""
    level: str = ""
    title_source: Literal["official", "copy", "plan"] = "plan"
    """Whose words the title is: an official text's, a copy's or the press's, or only the plan's."""
    effective_from: str = ""
    names: tuple[str, ...] = ()
    """Names it is cited by without its number."""
    official: tuple[str, ...] = ()
    """Facts read in an official text or page: where."""
    standings: tuple[Standing, ...] = ()
    replaced_by: tuple[Link, ...] = ()
    followed_by: tuple[Link, ...] = ()
    """Acts on the same matter after it, where no source says that they replace it."""
    amended_by: tuple[Link, ...] = ()
    replaces: tuple[Link, ...] = ()
    same_number: tuple[Link, ...] = ()
    """Other acts that bear the same number."""
    addresses: tuple[Address, ...] = ()
    plan: InPlan | None = None
    contradictions: tuple[str, ...] = ()
    """Where the plan says otherwise than the sources."""
    unconfirmed: tuple[str, ...] = ()
    doubt: str = ""
    """Why the act may not exist under this number and date: what no source confirms and one speaks against."""

    @property
    def replaced_on(self) -> str:
        """First day on which a replacing act stands in its place, ISO; empty where none is known to."""
        return min((x.effective_from for x in self.replaced_by if x.effective_from), default="")


def work_id(number: str, date: str | None = None) -> str:
    """Give the id of the act with a canonical number: `49-2020-nd-cp`, `12-nq-tw-2022-03-16`.

    The date (ISO) is part of it where the number carries no year. A name serves where there is no number.
    """
    stem = slug(number)
    return stem if has_year(number) or not date else f"{stem}-{date}"


def has_year(number: str) -> bool:
    """Whether a number carries its year as a part of its own: `49/2020/NĐ-CP`."""
    return any(re.fullmatch(r"(?:19|20)\d\d", part) for part in number.split("/")[1:])


def number_key(number: str) -> str:
    """Give what equal numbers have in common: letters in any case, Đ whatever its code point, no spaces.

    Codes that differ by a letter stay apart: TTg and TTr, HĐ and HD.
    """
    text = unicodedata.normalize("NFC", number).replace("Ð", "Đ").replace("ð", "đ")
    return re.sub(r"[–—−‐‑]", "-", re.sub(r"\s+", "", text)).casefold()


_TONES = "\u0300\u0301\u0303\u0309\u0323"


def name_key(name: str) -> str:
    """Give what equal names have in common: letters and tones, whatever case, punctuation and place."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name).casefold())
    return " ".join(_tone_last(word) for word in words)


def _tone_last(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    tone = "".join(c for c in letters if c in _TONES)
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES)) + tone
