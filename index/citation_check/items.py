"""One citation becomes one item: identified, compared, with everything that there is to say of it.

Reads: Citation, Draft, Known. Writes: Item.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from index.citation_check import components, form, identity, provisions, wording
from index.citation_check.draft import Draft
from index.citation_check.identity import Identified
from index.citation_check.known import Known
from index.citation_check.provisions import Provisions
from index.citation_check.records import PART_LABELS, STATUSES, Candidate, Check, Finding, Item, Status
from index.citation_check.standing import standing, standing_of_provision
from ingest.catalogue import Work, number_key, work_id
from ingest.document import Citation, Unit
from ingest.document_types import type_named
from ingest.vocabulary import slug

_YEAR = re.compile(r"(?:năm )?((?:19|20)\d\d)\)?$")
_LAWS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
_OWN = re.compile(r"này(?!\w)", re.IGNORECASE)
_BRANCHES = ("annex", "form", "att_")


@dataclass(slots=True)
class Said:
    """What is gathered for an item."""

    findings: list[Finding] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    suggestion: str | None = None
    act: str | None = None
    reason: str = ""
    """What to say where nothing is wrong."""

    def find(self, status: Status, reason: str) -> None:
        """Note one finding."""
        self.findings.append(Finding(status, reason))


class Checker:
    """Holds what is looked up once for a draft."""

    def __init__(self, draft: Draft, known: Known, as_of: date) -> None:
        self.draft = draft
        self.known = known
        self.as_of = as_of
        self._own = provisions.of_units(draft.units, "văn bản này")
        self._acts: dict[str, Provisions | None] = {}
        self._identified: dict[int, Identified] = {}
        self._dates = _dates(draft.citations)
        self._units = {unit.eid: unit for unit in draft.units}

    def item(self, cited: Citation) -> Item | None:
        """The item of a citation; None where its place in the submitted text was not found."""
        place = self.draft.place(cited.start, cited.end)
        if place is None:
            return None
        said = Said()
        if cited.kind in ("number", "name"):
            self._act(cited, said)
        elif cited.kind == "provision":
            self._provision(cited, said)
        else:
            self._reference(cited, said)
        findings = sorted(said.findings, key=lambda f: STATUSES.index(f.status))
        unit = self._units.get(cited.unit or "")
        return Item(
            text=self.draft.given[place[0] : place[1]],
            start=place[0],
            end=place[1],
            page=cited.page,
            section=unit.section if unit else "",
            kind=cited.kind,
            normalized=_normalized(cited),
            parsed=_parsed(cited),
            status=findings[0].status if findings else "found",
            reason=findings[0].reason if findings else said.reason,
            findings=tuple(findings),
            checks=tuple(said.checks),
            candidates=tuple(dict.fromkeys(said.candidates)),
            suggestion=said.suggestion,
            act=said.act,
            stored=(cited.start, cited.end),
            footnote=_in_footnote(unit),
        )

    # Numbers and names

    def _act(self, cited: Citation, said: Said) -> None:
        if self._is_blank_of_form(cited):
            said.find("not_checked", "Chỗ để điền trong mẫu, phụ lục; không phải viện dẫn một văn bản đã có số.")
            return
        if wrong := form.malformed(cited):
            said.find("malformed", wrong)
        if cited.target == "self":
            said.reason = "Chính văn bản này."
            said.act = "self"
            return
        meant = self._identify(cited)
        work = meant.work
        said.act = work.id if work else _act_key(cited)
        said.candidates += meant.candidates
        if work is None:
            self._unknown(cited, meant, said)
            return
        said.suggestion = wording.official_form(work)
        if work.doubt:
            said.find("not_in_corpus", f"Không nguồn nào trong kho xác nhận văn bản này. {work.doubt}")
            said.suggestion = None
            said.checks += [replace(c, ok=None) for c in components.checks(cited, work, self.known)]
            return
        said.checks += components.checks(cited, work, self.known)
        self._compare_name(cited, work, said)
        wrong_parts = [c for c in said.checks if c.ok is False]
        if wrong_parts:
            said.find("mismatch", " ".join(_differs(c) for c in wrong_parts))
        effect = standing(self.known.library, work, self.as_of)
        said.checks.append(effect.check)
        if effect.finding:
            said.findings.append(effect.finding)
        if effect.successor:
            said.candidates += [
                identity.candidate(w, "văn bản thay thế", self.known)
                for w in self.known.numbered(effect.successor)
            ]
        said.reason = _agrees(said.checks, work)

    def _is_blank_of_form(self, cited: Citation) -> bool:
        """`Quyết định số …/QĐ-UBND` in a form that somebody will fill in."""
        return (cited.number or "").startswith("…") and (cited.unit or "").startswith(_BRANCHES)

    def _identify(self, cited: Citation) -> Identified:
        key = cited.start * 2 + (cited.kind == "name")
        found = self._identified.get(key)
        if found is None:
            found = self._identified[key] = self._looked_up(cited)
        return found

    def _looked_up(self, cited: Citation) -> Identified:
        if cited.kind == "name":
            return identity.by_name(cited, self.draft.head, self.known, self.as_of.isoformat())
        if cited.number_read != "full" or (cited.number or "").startswith("…"):
            reason = "Số, ký hiệu không đầy đủ nên không tra được trong kho dữ liệu."
            return Identified(None, "not_checked", reason)
        dates = self._dates.get(number_key(cited.number or ""), [])
        return identity.by_number(cited, dates, self.draft.head, self.known)

    def _unknown(self, cited: Citation, meant: Identified, said: Said) -> None:
        said.find(meant.status, meant.reason)
        said.checks += [
            Check(part, value, None, None)
            for part, value in (("number", cited.number), ("date", cited.date), ("issuer", cited.issuer))
            if value
        ]
        if meant.likely is not None:
            said.suggestion = wording.official_form(meant.likely)
        elif len(meant.candidates) == 1 and meant.status == "ambiguous":
            only = self.known.numbered(meant.candidates[0].number)
            said.suggestion = wording.official_form(only[0]) if only else None

    def _compare_name(self, cited: Citation, work: Work, said: Said) -> None:
        """A law's name printed with its number or year: does the record bear that name, that year?"""
        if cited.kind == "number" and cited.target_name and work.type in _LAWS:
            named = self.known.library.catalogue.named(cited.target_name)
            if named and work not in named and all(w.number != work.number for w in named):
                numbers = ", ".join(f"{w.number}" for w in named if w.number)
                said.checks.append(Check("title", cited.target_name, work.title, False, f"tên này là của {numbers}"))
                said.candidates += [identity.candidate(w, "văn bản mang tên này") for w in named]
        year = _YEAR.search(cited.text) if cited.kind == "name" and cited.type in _LAWS else None
        if year and work.date and not cited.date:
            same = work.date[:4] == year[1]
            said.checks.append(Check("date", f"năm {year[1]}", work.date[:4], same))

    # Provisions

    def _provision(self, cited: Citation, said: Said) -> None:
        if cited.target in (None, "self"):
            said.act = "self"
            self._own_provision(cited, said)
            return
        work = self._target(cited, said)
        if work is None:
            return
        said.act = work.id
        table = self._provisions(work)
        for one in cited.provision:
            self._judge(one, work, table, said)

    def _judge(self, provision: str, work: Work, table: Provisions | None, said: Said) -> None:
        if table is None:
            said.checks.append(Check("provision", provision, None, None, "chưa có toàn văn"))
            reason = f"Chưa có toàn văn {work.type} số {work.number} trong kho nên chưa kiểm tra được {provision}."
            said.find("not_checked", reason)
            return
        article = provisions.article_of(provision)
        codification = self.known.library.codification
        if article and codification is not None:
            provisions.with_article(table, codification, work.number, article)
        judged = table.judge(provision)
        said.checks.append(Check("provision", provision, judged.said, judged.there))
        if judged.there is False:
            named = f"{work.type} số {work.number}" if work.number else work.title
            said.find("provision_not_found", f"{named} không có {provision}: {judged.said}.")
        elif judged.there is None:
            said.find("not_checked", f"Chưa kiểm tra được {provision}: {judged.said}.")
        elif effect := standing_of_provision(self.known.library, work, self.as_of, provision):
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
        """One provision of the draft itself; where it has none such, the words decide whether another act is meant."""
        judged = self._own.judge(one) if divided else None
        if self._is_quoted(cited):
            said.find("not_checked", "Nằm trong nội dung sửa đổi được trích; nói về văn bản được sửa đổi.")
        elif judged is None:
            words = f"Văn bản này không chia theo Điều, và câu văn không nói {one} của văn bản nào."
            said.find("unresolved_reference", words)
        elif judged.there is False and _OWN.search(cited.text):
            said.find("provision_not_found", f"Văn bản này không có {one}: {judged.said}.")
        elif judged.there is False:
            words = f"Văn bản này không có {one} ({judged.said}), và câu văn không nói {one} của văn bản nào."
            last = self._own.below[()][-1]
            inside = int(re.sub(r"\D", "", provisions.article_of(one) or "0")) <= int(re.sub(r"\D", "", last))
            said.find("provision_not_found" if inside else "unresolved_reference", words)
        found = judged.said if judged else None
        return Check("provision", one, found, judged.there if judged else None)

    def _is_quoted(self, cited: Citation) -> bool:
        """Whether a citation stands in new text that an amendment quotes."""
        unit = self._units.get(cited.unit or "")
        if unit is None:
            return False
        words = self.draft.stored.printed
        before = max(unit.start, words.rfind("\n", 0, cited.start) + 1)
        opened = words.rfind("“", before, cited.start) > words.rfind("”", before, cited.start)
        return unit.kind == "quoted" or "__qstr_" in unit.eid or opened

    def _provisions(self, work: Work) -> Provisions | None:
        if work.id not in self._acts:
            self._acts[work.id] = provisions.of_work(work, self.known)
        return self._acts[work.id]

    def _target(self, cited: Citation, said: Said) -> Work | None:
        """The record of the act that a provision belongs to; what to say where there is none."""
        acts = [c for c in self.draft.citations if c.kind in ("number", "name") and _means(cited, c)]
        inside = [c for c in acts if cited.start <= c.start < cited.end]
        near = inside or [c for c in acts if c.start < cited.start][-1:] or acts[:1]
        if not near:
            said.find("not_checked", "Không rõ điều, khoản này của văn bản nào nên chưa kiểm tra.")
            return None
        meant = self._identify(near[0])
        said.act = meant.work.id if meant.work else _act_key(near[0])
        if meant.work is None or meant.work.doubt:
            named = near[0].number or near[0].target_name or near[0].text
            which = "; ".join(cited.provision)
            said.find("not_checked", f"Chưa kiểm tra được {which}: không xác định được {named} trong kho dữ liệu.")
            said.checks += [Check("provision", one, None, None) for one in cited.provision]
            return None
        return meant.work

    # References

    def _reference(self, cited: Citation, said: Said) -> None:
        if cited.target is None:
            said.find("unresolved_reference", cited.reason or f"Không rõ “{cited.text}” chỉ văn bản nào.")
            return
        if cited.target == "self":
            said.act = "self"
            if self._foreign(cited):
                words = f"Văn bản này là {self.draft.head.type}, không phải {cited.type}; không rõ “{cited.text}” chỉ văn bản nào."
                said.find("unresolved_reference", words)
                return
            said.checks.append(Check("reference", cited.text, "chính văn bản này", True))
            said.reason = "Chỉ chính văn bản này."
            return
        said.checks.append(Check("reference", cited.text, cited.target, True))
        said.act = cited.resolved or slug(cited.target)
        said.reason = f"Chỉ {cited.target}, đã nêu ở trên."

    def _foreign(self, cited: Citation) -> bool:
        """`Nghị định này` in a plan that has named no decree before."""
        own, word = self.draft.head.type, type_named(cited.type or "")
        if own is None or own == "Văn bản hợp nhất" or word is None or word.attached:
            return False
        same = own.lower().startswith(word.name.lower()) or word.name.lower().startswith(own.lower())
        return not same and cited.text.rstrip().lower().endswith("này") and word.yearly


def _means(provision: Citation, act: Citation) -> bool:
    target = provision.target or ""
    return target in (act.number, act.target, act.target_name) or (
        act.number is not None and number_key(act.number) == number_key(target)
    )


def _dates(citations: Sequence[Citation]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for c in citations:
        if c.kind == "number" and c.number and c.date:
            found.setdefault(number_key(c.number), []).append(c.date)
    return found


def _normalized(cited: Citation) -> str | None:
    if cited.kind == "provision":
        where = "" if cited.target in (None, "self") else f" {cited.target}"
        return "; ".join(cited.provision) + where
    return cited.number or cited.target_name or cited.target


def _parsed(cited: Citation) -> dict[str, object]:
    return {
        "number": cited.number,
        "number_read": cited.number_read,
        "type": cited.type,
        "date": cited.date,
        "issuer": cited.issuer,
        "title": cited.title,
        "target_name": cited.target_name,
        "provision": list(cited.provision),
        "target": cited.target,
    }


def _act_key(cited: Citation) -> str | None:
    if cited.number and cited.number_read == "full":
        return work_id(cited.number, cited.date)
    return slug(cited.target_name or cited.number or cited.text)


def _differs(check: Check) -> str:
    label = PART_LABELS[check.component]
    note = f" ({check.note})" if check.note else ""
    return f"{label}: văn bản ghi “{check.written}”, hồ sơ ghi “{check.found}”{note}."


def _agrees(checks: Sequence[Check], work: Work) -> str:
    agreed = [PART_LABELS[c.component].lower() for c in checks if c.ok and c.component != "effect"]
    if components.plan_only(work):
        return "Có hồ sơ, nhưng hồ sơ chỉ dựa trên một văn bản viện dẫn nó; chưa có nguồn khác xác nhận."
    if work.unconfirmed and not work.official and not work.addresses:
        return f"Có hồ sơ (chưa xác minh); khớp {', '.join(agreed)}." if agreed else "Có hồ sơ (chưa xác minh)."
    return f"Khớp {', '.join(agreed)}." if agreed else "Có trong hồ sơ."


def _in_footnote(unit: Unit | None) -> bool:
    return unit is not None and unit.kind in ("footnote", "note")
