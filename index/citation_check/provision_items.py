"""Provisions: whether the act that is meant has them, and what became of them.

Reads: citations, units, Known. Writes: into Said.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.citation_check import provisions
from index.citation_check.acts import Acts, act_key
from index.citation_check.known import Known
from index.citation_check.new_text import Brought, NewTexts
from index.citation_check.provisions import Provisions
from index.citation_check.records import Check
from index.citation_check.said import Said
from index.citation_check.standing import is_changed, standing_of_provision
from index.citation_check.vocabulary import pattern
from ingest.catalogue import Work, number_key
from ingest.document import Citation, Unit

OF_UNKNOWN = "Nằm trong nội dung sửa đổi được trích; không xác định được văn bản được sửa đổi."
_BROUGHT = "có trong nội dung sửa đổi, bổ sung mà văn bản này trích"
_PERHAPS_ADDED = "phần này có thể đã được bổ sung trước đó, hoặc kho chưa có toàn văn"


class ProvisionItems:
    """The provisions that a draft cites, its own among them."""

    def __init__(
        self,
        words: str,
        units: Sequence[Unit],
        citations: Sequence[Citation],
        acts: Acts,
        known: Known,
        as_of: date,
    ) -> None:
        self._words = words
        self.new_texts = NewTexts(words, units, citations)
        self._own = provisions.of_units(units, "văn bản này")
        self._acts = acts
        self._known = known
        self._as_of = as_of
        self._tables: dict[str, Provisions | None] = {}
        self._by_key = _by_key(citations)
        self._named_at = [c.start for c in citations if c.kind in ("number", "name")]
        self._first_act = self._named_at[0] if self._named_at else len(words)

    def check(self, cited: Citation, said: Said) -> None:
        """Say whether the act that is meant has what is cited of it."""
        near = self._named(cited)
        inside = near is not None and cited.start <= near.start < cited.end
        if self.new_texts.is_quoted(cited) and not inside:
            self._quoted(cited, said)
            return
        if cited.target in (None, "self"):
            said.act = "self"
            self._own_provision(cited, said)
            return
        work = self._target(cited, near, said)
        if work is None:
            return
        said.act = work.id
        table = self._provisions(work)
        guess = self._acts.identify(near).guess if near else ""
        if not guess and self._is_inserted(cited):
            guess = "câu văn bổ sung chính phần này vào văn bản"
        brought = self.new_texts.brought(cited.target)
        meant = [self.new_texts.completed(cited, one) for one in cited.provision]
        self._judge_all(meant, work, table, said, guess, brought)

    def _quoted(self, cited: Citation, said: Said) -> None:
        """A provision in quoted words: of the act that is amended there, where that is known."""
        new = self.new_texts.around(cited)
        if new is None:
            said.find("not_checked", "Nằm trong phần trích dẫn; nói về văn bản được trích, chưa kiểm tra.")
            return
        named = self.act_called(new.target)
        if named is None or (cited.target not in (None, "self") and not _is(cited.target, named)):
            said.find("not_checked", OF_UNKNOWN)
            return
        meant = [new.place.complete(p) for p in cited.provision]
        left = [p for p in meant if not self._brought(p, named, new.target, said)]
        work = self._target(replace(cited, provision=tuple(left)), named, said) if left else None
        if work is None:
            return
        said.act = work.id
        table, brought = self._provisions(work), self.new_texts.brought(new.target)
        guess = "" if self._is_as_read(work, table) else _PERHAPS_ADDED
        self._judge_all(left, work, table, said, guess, brought, standing=False)
        if table and not said.findings:
            there = f"có trong {table.source} hoặc trong nội dung sửa đổi"
            said.reason = f"{_listed(meant)} của {_called(work)}: {there}."

    def _brought(self, provision: str, named: Citation, target: str | None, said: Said) -> bool:
        """Whether the new texts of the draft decide on a provision of the act that they amend."""
        brought = self.new_texts.brought(target)
        decided = brought.judge(provision) if brought else None
        if decided is None or decided.there is None:
            return False
        work = self._acts.identify(named).work
        said.act = work.id if work else act_key(named)
        called = _called(work) if work else _written(named)
        said.checks.append(Check("provision", provision, decided.said, decided.there, _BROUGHT))
        if decided.there:
            there = [c.written or "" for c in said.checks if c.ok and c.note == _BROUGHT]
            said.reason = _in_new_text(there, called)
        else:
            said.find(
                "provision_not_found", f"Nội dung mới của {called} không có {provision}: {decided.said}."
            )
        return True

    def _is_as_read(self, work: Work, table: Provisions | None) -> bool:
        """Whether the provisions of an act are surely those that its text in the library has."""
        if table is None or not table.whole:
            return False
        return not is_changed(self._known.library, work, self._as_of)

    def _judge_all(
        self,
        every: Sequence[str],
        work: Work,
        table: Provisions | None,
        said: Said,
        guess: str,
        brought: Brought | None,
        *,
        standing: bool = True,
    ) -> None:
        """Say of each provision whether the act has it, by its text or by what the draft brings into it."""
        if table is not None:
            for provision in every:
                self._judge(provision, work, table, said, guess, brought, standing=standing)
            return
        there = [p for p in every if brought and (judged := brought.judge(p)) and judged.there]
        left = [p for p in every if p not in there]
        said.checks += [Check("provision", p, None, True, _BROUGHT) for p in there]
        said.checks += [Check("provision", p, None, None, "chưa có toàn văn") for p in left]
        said.reason = _in_new_text(there, _called(work))
        if left:
            which = ", ".join(left)
            reason = f"Chưa có toàn văn {_called(work)} trong kho nên chưa kiểm tra được {which}."
            said.find("not_checked", reason)

    def _judge(
        self,
        provision: str,
        work: Work,
        table: Provisions,
        said: Said,
        guess: str,
        brought: Brought | None,
        *,
        standing: bool,
    ) -> None:
        article = provisions.article_of(provision)
        codification = self._known.library.codification
        if article and codification is not None:
            provisions.with_article(table, codification, work.number, article)
        judged = table.judge(provision)
        named = _called(work)
        added = brought.judge(provision) if brought and not judged.there else None
        if added is not None and added.there:
            said.checks.append(Check("provision", provision, added.said, True, _BROUGHT))
            said.reason = _in_new_text([provision], named)
            return
        said.checks.append(Check("provision", provision, judged.said, judged.there))
        if not guess and brought and brought.touches(provision):
            guess = _PERHAPS_ADDED
        if judged.there is False and guess:
            lacks = f"{named} không có phần này ({judged.said})"
            said.find("not_checked", f"Chưa kết luận được về {provision}: {lacks}, nhưng {guess}.")
        elif judged.there is False:
            said.find("provision_not_found", f"{named} không có {provision}: {judged.said}.")
        elif judged.there is None:
            said.find("not_checked", f"Chưa kiểm tra được {provision}: {judged.said}.")
        elif standing and (
            effect := standing_of_provision(self._known.library, work, self._as_of, provision)
        ):
            said.checks.append(effect.check)
            if effect.finding:
                said.findings.append(effect.finding)
        said.reason = f"Có trong {table.source}."

    def _own_provision(self, cited: Citation, said: Said) -> None:
        own = self._own.below.get((), [])
        for one in cited.provision:
            if one.endswith("này") or provisions.article_of(one) is None:
                said.checks.append(Check("provision", one, None, None, "phần của chính văn bản này"))
                continue
            said.checks.append(self._own_check(cited, one, bool(own), said))
        said.reason = "Phần của chính văn bản này."

    def _own_check(self, cited: Citation, one: str, divided: bool, said: Said) -> Check:
        """One provision of the draft itself; where it has none such, the words may mean another act."""
        judged = self._own.judge(one) if divided else None
        if judged is not None and judged.there is False and self._is_surely_own(cited, one):
            said.find("provision_not_found", f"Văn bản này không có {one}: {judged.said}.")
        elif judged is None or judged.there is False:
            self._of_nobody(cited, one, said)
        found = judged.said if judged else None
        return Check("provision", one, found, judged.there if judged else None)

    def _is_surely_own(self, cited: Citation, one: str) -> bool:
        """`khoản 9 Điều 3` where the draft has an Điều 3 and no act is named just before, or `này`."""
        if pattern("own", any_case=True).search(cited.text):
            return True
        line = self._words.rfind("\n", 0, cited.start) + 1
        if bisect_left(self._named_at, cited.start) > bisect_left(self._named_at, line):
            return False
        return (provisions.article_of(one) or "") in self._own.below.get((), [])

    def _is_inserted(self, cited: Citation) -> bool:
        """`Bổ sung điểm c khoản 1 Điều 8 như sau`: what is put in was not there before."""
        line = self._words.rfind("\n", 0, cited.start) + 1
        return pattern("inserting", any_case=True).search(self._words, line, cited.start) is not None

    def _of_nobody(self, cited: Citation, one: str, said: Said) -> None:
        """A provision that is not the draft's, and whose act the sentence does not name."""
        words = f"Câu văn không nói {one} của văn bản nào, và văn bản này không có {one}."
        if cited.start < self._first_act:
            said.find("unresolved_reference", words)
        else:
            said.find("not_checked", f"{words} Nếu là của văn bản nêu ở câu trước, nên ghi rõ.")

    def _provisions(self, work: Work) -> Provisions | None:
        if work.id not in self._tables:
            self._tables[work.id] = provisions.of_work(work, self._known)
        return self._tables[work.id]

    def _target(self, cited: Citation, near: Citation | None, said: Said) -> Work | None:
        """The record of the act that a provision belongs to; what to say where there is none."""
        if near is None:
            said.find("not_checked", "Không rõ điều, khoản này của văn bản nào nên chưa kiểm tra.")
            return None
        meant = self._acts.identify(near)
        said.act = meant.work.id if meant.work else act_key(near)
        if meant.work is None or meant.work.doubt:
            which = ", ".join(cited.provision)
            why = f"kho dữ liệu không có hồ sơ xác định được của {_written(near)}"
            said.find("not_checked", f"Chưa kiểm tra được {which}: {why}.")
            said.checks += [Check("provision", one, None, None) for one in cited.provision]
            return None
        return meant.work

    def _named(self, cited: Citation) -> Citation | None:
        """Where the act of a provision is named: within it, else last before it, else first behind it."""
        named = self._by_key.get(number_key(cited.target or ""), [])
        at = bisect_left(named, cited.start, key=lambda c: c.start)
        if at < len(named) and named[at].start < cited.end:
            return named[at]
        return named[at - 1] if at else named[0] if named else None

    def act_called(self, target: str | None) -> Citation | None:
        """Where the draft names the act that it calls so."""
        return next(iter(self._by_key.get(number_key(target or ""), [])), None)


def _is(target: str | None, named: Citation) -> bool:
    """Whether a provision's act is the one named there."""
    keys = {number_key(k) for k in (named.number, named.target, named.target_name) if k}
    return number_key(target or "") in keys


def _in_new_text(provisions_there: Sequence[str], called: str) -> str:
    return f"{_listed(provisions_there)} của {called} {_BROUGHT}."


def _listed(every: Sequence[str]) -> str:
    words = ", ".join(every)
    return words[:1].upper() + words[1:]


def _written(named: Citation) -> str:
    """An act as the draft names it."""
    if named.number:
        return f"{named.type or 'văn bản'} số {named.number}"
    return named.target_name or named.text


def _called(work: Work) -> str:
    return f"{work.type} số {work.number}" if work.number else work.title


def _by_key(citations: Sequence[Citation]) -> dict[str, list[Citation]]:
    """The citations that name acts, in order, by all that a provision can call its act."""
    found: dict[str, list[Citation]] = {}
    for cited in citations:
        if cited.kind in ("number", "name"):
            for key in {number_key(k) for k in (cited.number, cited.target, cited.target_name) if k}:
                found.setdefault(key, []).append(cited)
    return found
