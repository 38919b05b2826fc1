"""Ids of units, in the manner of Akoma Ntoso, unique within a document and told by a unit's own place alone.

An id is its parent's id, two underscores, and a step: a prefix for the kind, an underscore, the number.

    part_1 chp_2 sec_1 subsec_3        Phần thứ nhất, Chương II, Mục 1, Tiểu mục 3
    art_15a para_2 point_đ             Điều 15a, khoản 2, điểm đ: chp_1__art_5__para_2__point_a
    sec_II sec_A                       the Roman and capital headings of an administrative document
    item_2 item_2-1 item_2-1-1         1., 2.1., 2.1.1.: sec_II__item_2__item_2-1__item_2-1-1
    subitem_1 subpoint_iv              1) or (1), iv) or (iv)
    bullet_3 p_1 hd_1                  what bears no number, counted within its parent
    table_1__row_2                     table and row, counted within the parent
    preface__line_1 preamble__basis_1  letterhead and title, legal basis
    conclusions__line_1                signature block and recipients
    annex_II form_01 att_quy-che       Phụ lục II, Mẫu số 01, an attached Quy chế: branches of their own
    qstr_1                             words quoted into another act, within the unit that quotes them

Chapters, parts and Mục are numbered in Arabic digits whatever the print, so that a correction of the print
leaves the id as it was. A step that a parent already has gets `~2`, `~3`, … A change elsewhere in the
document changes no id.

Reads: steps and parents. Writes: ids.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.document_types import type_of_heading
from ingest.numbering import Mark
from ingest.vocabulary import slug

_PREFIX = {
    "part": "part", "chapter": "chp", "section": "sec", "subsection": "subsec", "article": "art",
    "upper": "sec", "roman": "sec", "decimal": "item", "capital decimal": "item", "bracket": "subitem",
    "paren": "subitem",
    "letter": "point", "letter decimal": "point", "letter paren": "subpoint", "small roman": "subpoint",
}  # fmt: skip
_ARABIC = ("part", "chapter", "section", "subsection")
_SEPARATORS = re.compile(r"[^0-9a-zđA-ZĐ]+")


@dataclass(slots=True)
class Ids:
    """Gives out the ids of one document."""

    taken: set[str] = field(default_factory=set)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def numbered(self, parent: str, step: str) -> str:
        """The id of a part whose step is told by its number."""
        return self._unique(join(parent, step))

    def counted(self, parent: str, prefix: str) -> str:
        """The id of a part without a number: the next of its prefix within its parent."""
        count = self.counts[parent, prefix] = self.counts.get((parent, prefix), 0) + 1
        return self._unique(join(parent, f"{prefix}_{count}"))

    def _unique(self, eid: str) -> str:
        if eid in self.taken:
            count = self.counts.get((eid, "~"), 1) + 1
            while f"{eid}~{count}" in self.taken:
                count += 1
            self.counts[eid, "~"] = count
            eid = f"{eid}~{count}"
        self.taken.add(eid)
        return eid


def step(mark: Mark, kind: str) -> str:
    """The last step of a numbered unit's id: `art_5`, `item_2-1`, `point_a`."""
    prefix = "para" if kind == "para" else _PREFIX[mark.style]
    if mark.style in _ARABIC:
        suffix = mark.number[-1].lower() if mark.sub else ""
        return f"{prefix}_{mark.value[0]}{suffix}"
    number = _SEPARATORS.sub("-", mark.number).strip("-")
    return f"{prefix}_{number if mark.style in ('upper', 'roman', 'capital decimal') else number.lower()}"


def branch_step(kind: str, number: str | None, title: str) -> str:
    """The step of an appendix, a form or an attached document: `annex_II`, `form_01`, `att_quy-che`."""
    if kind == "att":
        kind_of = type_of_heading(title)
        return f"att_{slug(kind_of[0]) if kind_of else '-'.join(slug(title).split('-')[:2]) or 'x'}"
    label = _SEPARATORS.sub("-", number or "").strip("-")
    return f"{kind}_{label}" if label else kind


def join(parent: str, last: str) -> str:
    """The id of a step below a parent's; the empty parent is the document."""
    return f"{parent}__{last}" if parent else last
