"""Which Điều, khoản and điểm an act has, and whether a cited one is among them.

A text that is held in full says it; of an act that only the codification holds, the articles that are
codified are known, and the numbers of the others (on effect and transition) are not: there absence proves
nothing unless the number lies far behind the last codified article.

Reads: units, codified articles. Writes: Provisions, judgements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.codification.clauses import own_words
from ingest.document import Unit
from ingest.numerals import LETTERS

if TYPE_CHECKING:
    from index.citation_check.known import Known
    from index.codification.reading import Codification
    from index.library import Library
    from ingest.catalogue import Work

_PARTS = re.compile(
    r"(?:điểm (?P<point>[a-zđ]\d{0,2}|\d+(?:\.\d+)*)\)? )?"
    r"(?:khoản (?P<para>\d{1,3}[a-zđ]{0,2}) )?Điều (?P<art>\d{1,4}[a-zđ]{0,2})$"
)
_PARA = re.compile(r"^[ “\"]*(\d{1,3}[a-zđ]?)\.[ \u00a0]", re.MULTILINE)
_POINT = re.compile(r"^[ “\"]*([a-zđ]\d?)\)[ \u00a0]", re.MULTILINE)
_UNCODIFIED = 10
"""An act hardly has more articles behind the last codified one."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a provision is there; None where it cannot be told. The range where it is not."""

    there: bool | None
    said: str


@dataclass(slots=True)
class Provisions:
    """The parts of an act: labels below each part, in order."""

    whole: bool
    """Whether every article is known."""
    source: str
    below: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    """() → articles; (article,) → khoản; (article, khoản) → điểm; (article, "") → điểm without khoản."""

    def add(self, path: tuple[str, ...], label: str) -> None:
        """Note a label below a part."""
        labels = self.below.setdefault(path, [])
        if label not in labels:
            labels.append(label)

    def judge(self, provision: str) -> Judged:
        """Whether the act has this provision."""
        parts = _PARTS.match(provision)
        if parts is None:
            return Judged(None, _unread(provision))
        article, para, point = parts["art"], parts["para"], parts["point"]
        known = self._article(article)
        if known is not None:
            return known
        if para is not None and not self._has((article,), para):
            return self._missing((article,), para, f"Điều {article}", "khoản")
        if point is not None and not self._has((article, para or ""), point):
            where = f"khoản {para} Điều {article}" if para else f"Điều {article}"
            return self._missing((article, para or ""), point, where, "điểm")
        return Judged(True, f"có {provision}")

    def _article(self, article: str) -> Judged | None:
        """A judgement where the article decides; None where it is there."""
        articles = self.below.get((), [])
        if article in articles:
            return None
        if article == "0":
            return Judged(False, "các điều được đánh số từ 1")
        last = max((int(re.match(r"\d+", a)[0]) for a in articles), default=0)  # type: ignore[index]
        number = int(re.match(r"\d+", article)[0])  # type: ignore[index]
        if not articles:
            return Judged(None, "chưa có toàn văn")
        if self.whole and _runs(articles):
            return Judged(False, f"văn bản có từ Điều {articles[0]} đến Điều {articles[-1]}")
        if not self.whole and number > last + _UNCODIFIED:
            return Judged(False, f"{self.source}: điều có số lớn nhất là Điều {last}")
        return Judged(None, f"{self.source} không có Điều {article}; phần này có thể không được đưa vào")

    def _has(self, path: tuple[str, ...], label: str) -> bool:
        return label in self.below.get(path, [])

    def _missing(self, path: tuple[str, ...], label: str, where: str, kind: str) -> Judged:
        labels = self.below.get(path, [])
        if not labels:
            return (
                Judged(False, f"{where} không chia {kind}")
                if self._plain(path)
                else Judged(None, f"không rõ {where} chia {kind} thế nào")
            )
        if not (_runs(labels) if kind == "khoản" else _letters_run(labels)):
            return Judged(None, f"không đọc chắc được các {kind} của {where}")
        return Judged(False, f"{where} có từ {kind} {labels[0]} đến {kind} {labels[-1]}")

    def _plain(self, path: tuple[str, ...]) -> bool:
        """Whether nothing at all is divided below a part that is known."""
        return not any(other[: len(path)] == path for other in self.below if other)


def of_units(units: Sequence[Unit], source: str) -> Provisions:
    """The provisions of a text that was read; new text that an amendment quotes is not the act's own."""
    found = Provisions(True, source)
    for unit in units:
        parts = _PARTS.match(unit.section) if unit.kind in ("art", "para", "point") else None
        if parts is None:
            continue
        if unit.kind == "art":
            found.add((), parts["art"])
        elif unit.kind == "para" and parts["para"]:
            found.add((parts["art"],), parts["para"])
        elif parts["point"]:
            found.add((parts["art"], parts["para"] or ""), parts["point"])
    return found


def of_work(work: Work, known: Known) -> Provisions | None:
    """The provisions of an act, by its text or by its codified articles; None where neither is held."""
    return held_of(work.id, known.documents.get(work.id), known.library)


def held_of(work: str, document: str | None, library: Library) -> Provisions | None:
    """The same for the act with this work id, `document` being its text where the library has it."""
    if document is not None:
        return of_units(library.units(document), "toàn văn trong kho")
    codification = library.codification
    if codification is None:
        return None
    names = codification.names_of_work(work)
    if not names:
        return None
    found = Provisions(False, "Bộ pháp điển")
    for name in names:
        if article := _number(name.provision):
            found.add((), article)
    return found


def with_article(found: Provisions, codification: Codification, number: str, article: str) -> None:
    """Add what stands below one codified article, read from its text when it is asked for."""
    if found.whole or article not in found.below.get((), []) or (article,) in found.below:
        return
    held = [a for a in codification.by_provision(number, article) if a.in_force]
    if len(held) != 1:
        return
    for path, label in _divided(held[0].text, article):
        found.add(path, label)


def _unread(provision: str) -> str:
    """Why a provision cannot be looked up."""
    if provision.endswith(" này"):
        return f"không xác định được “{provision[provision.rfind(' ', 0, -4) + 1 :]}” là phần nào"
    if provision.startswith(("khoản ", "điểm ")):
        return "câu văn không ghi phần này thuộc Điều nào"
    return "chỉ kiểm tra Điều, khoản, điểm; phần này thuộc loại khác"


def article_of(provision: str) -> str | None:
    """`5` of `khoản 2 Điều 5`; None where it names no article."""
    parts = _PARTS.match(provision)
    return parts["art"] if parts else None


def path_of(provision: str) -> tuple[str, str, str] | None:
    """`("5", "2", "a")` of `điểm a khoản 2 Điều 5`, empty for what it leaves out; None without an article."""
    parts = _PARTS.match(provision)
    return (parts["art"], parts["para"] or "", parts["point"] or "") if parts else None


def _number(provision: str) -> str | None:
    found = re.fullmatch(r"(?:Điều )?(\d{1,4}[a-zđ]{0,2})", provision.strip())
    return found[1] if found else None


def _divided(text: str, article: str) -> Iterable[tuple[tuple[str, ...], str]]:
    """The khoản and điểm of an article's text, without those that it quotes."""
    text = own_words(text)
    marks = sorted(
        [(m.start(), "para", m[1]) for m in _PARA.finditer(text)]
        + [(m.start(), "point", m[1]) for m in _POINT.finditer(text)]
    )
    para = ""
    for _, kind, label in marks:
        if kind == "para":
            para = label
            yield (article,), label
        else:
            yield (article, para), label


def _runs(labels: Sequence[str]) -> bool:
    """Whether labels go from 1 on without a gap, inserted ones (5a) aside: then they were read rightly."""
    plain = [int(label) for label in labels if label.isdigit()]
    return bool(plain) and plain == list(range(1, len(plain) + 1))


def _letters_run(labels: Sequence[str]) -> bool:
    plain = [label for label in labels if len(label) == 1]
    return bool(plain) and plain == list(LETTERS[: len(plain)])
