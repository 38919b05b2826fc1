"""Provisions: whether the act that is meant has them, and what became of them.

Reads: citations, units, Known. Writes: into Said.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from index.citation_check import provisions
from index.citation_check.acts import Acts, act_key
from index.citation_check.known import Known
from index.citation_check.provisions import Provisions
from index.citation_check.records import Check
from index.citation_check.said import Said
from index.citation_check.standing import standing_of_provision
from index.citation_check.vocabulary import pattern
from ingest.catalogue import Work, number_key
from ingest.document import Citation, Unit


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
        self._units = {unit.eid: unit for unit in units}
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
        if cited.target in (None, "self"):
            said.act = "self"
            self._own_provision(cited, said)
            return
        near = self._named(cited)
        if self._is_quoted(cited) and not (near and cited.start <= near.start < cited.end):
            said.find("not_checked", "Nằm trong nội dung sửa đổi được trích; nói về văn bản được sửa đổi.")
            return
        work = self._target(cited, said)
        if work is None:
            return
        said.act = work.id
        table = self._provisions(work)
        guess = self._acts.identify(near).guess if near else ""
        if not guess and self._is_inserted(cited):
            guess = "câu văn bổ sung chính phần này vào văn bản"
        for one in cited.provision:
            self._judge(one, work, table, said, guess)

    def _judge(self, provision: str, work: Work, table: Provisions | None, said: Said, guess: str) -> None:
        if table is None:
            said.checks.append(Check("provision", provision, None, None, "chưa có toàn văn"))
            reason = (
                f"Chưa có toàn văn {work.type} số {work.number} trong kho nên chưa kiểm tra được {provision}."
            )
            said.find("not_checked", reason)
            return
        article = provisions.article_of(provision)
        codification = self._known.library.codification
        if article and codification is not None:
            provisions.with_article(table, codification, work.number, article)
        judged = table.judge(provision)
        said.checks.append(Check("provision", provision, judged.said, judged.there))
        named = f"{work.type} số {work.number}" if work.number else work.title
        if judged.there is False and guess:
            lacks = f"{named} không có phần này ({judged.said})"
            said.find("not_checked", f"Chưa kết luận được về {provision}: {lacks}, nhưng {guess}.")
        elif judged.there is False:
            said.find("provision_not_found", f"{named} không có {provision}: {judged.said}.")
        elif judged.there is None:
            said.find("not_checked", f"Chưa kiểm tra được {provision}: {judged.said}.")
        elif effect := standing_of_provision(self._known.library, work, self._as_of, provision):
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
        if self._is_quoted(cited):
            said.find("not_checked", "Nằm trong nội dung sửa đổi được trích; nói về văn bản được sửa đổi.")
        elif judged is not None and judged.there is False and self._is_surely_own(cited, one):
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

    def _is_quoted(self, cited: Citation) -> bool:
        """Whether a citation stands in new text that an amendment quotes."""
        unit = self._units.get(cited.unit or "")
        if unit is None:
            return False
        words = self._words
        before = max(unit.start, words.rfind("\n", 0, cited.start) + 1)
        opened = words.rfind("“", before, cited.start) > words.rfind("”", before, cited.start)
        straight = words.count('"', before, cited.start) % 2 == 1
        return unit.kind == "quoted" or "__qstr_" in unit.eid or opened or straight

    def _provisions(self, work: Work) -> Provisions | None:
        if work.id not in self._tables:
            self._tables[work.id] = provisions.of_work(work, self._known)
        return self._tables[work.id]

    def _target(self, cited: Citation, said: Said) -> Work | None:
        """The record of the act that a provision belongs to; what to say where there is none."""
        near = self._named(cited)
        if near is None:
            said.find("not_checked", "Không rõ điều, khoản này của văn bản nào nên chưa kiểm tra.")
            return None
        meant = self._acts.identify(near)
        said.act = meant.work.id if meant.work else act_key(near)
        if meant.work is None or meant.work.doubt:
            named = near.number or near.target_name or near.text
            which = "; ".join(cited.provision)
            said.find(
                "not_checked", f"Chưa kiểm tra được {which}: không xác định được {named} trong kho dữ liệu."
            )
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


def _by_key(citations: Sequence[Citation]) -> dict[str, list[Citation]]:
    """The citations that name acts, in order, by all that a provision can call its act."""
    found: dict[str, list[Citation]] = {}
    for cited in citations:
        if cited.kind in ("number", "name"):
            for key in {number_key(k) for k in (cited.number, cited.target, cited.target_name) if k}:
                found.setdefault(key, []).append(cited)
    return found
