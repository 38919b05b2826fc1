"""Numbers and names: which record is meant, and what each component says beside it.

Reads: citations, Known. Writes: into Said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.citation_check import components, form, identity, names, wording
from index.citation_check.identity import Identified
from index.citation_check.known import Known
from index.citation_check.records import PART_LABELS, REPLACEMENT, Check, Part
from index.citation_check.said import Said
from index.citation_check.standing import standing
from index.cited_form import is_named
from ingest.catalogue import Work, number_key, work_id
from ingest.document import Citation, Head
from ingest.vocabulary import slug

_BRANCHES = ("annex", "form", "att_")


class Acts:
    """The acts that a draft cites by number or name."""

    def __init__(self, citations: Sequence[Citation], head: Head, known: Known, as_of: date) -> None:
        self._head = head
        self._known = known
        self._as_of = as_of
        self._identified: dict[tuple[int, str], Identified] = {}
        self._dates = _dates(citations)

    def check(self, cited: Citation, said: Said) -> None:
        """Say of a number or a name everything that the record lets say."""
        if self._is_blank_of_form(cited):
            said.find(
                "not_checked", "Chỗ để điền trong mẫu, phụ lục; không phải viện dẫn một văn bản đã có số."
            )
            return
        if wrong := form.malformed(cited):
            said.find("malformed", wrong)
        if cited.target == "self":
            said.reason = "Chính văn bản này."
            said.act = "self"
            return
        meant = self.identify(cited)
        work = meant.work
        said.act = work.id if work else act_key(cited)
        said.candidates += meant.candidates
        if work is None:
            self._unknown(cited, meant, said)
            return
        said.suggestion = wording.official_form(work)
        if work.doubt:
            doubt = f"Không nguồn nào trong kho dữ liệu xác nhận văn bản này. {work.doubt}"
            said.find("not_in_corpus", f"{doubt} Đề nghị đối chiếu lại số, ngày với bản gốc.")
            said.suggestion = None
            said.checks += [replace(c, ok=None) for c in components.checks(cited, work, self._known)]
            return
        said.checks += components.checks(cited, work, self._known)
        self._compare_name(cited, work, said)
        wrong_parts = [c for c in said.checks if c.ok is False]
        if wrong_parts:
            said.find("mismatch", " ".join(_differs(c) for c in wrong_parts))
        effect = standing(self._known.library, work, self._as_of)
        said.checks.append(effect.check)
        if effect.finding:
            said.findings.append(effect.finding)
        if effect.successor:
            said.candidates += [
                identity.candidate(w, REPLACEMENT, self._known)
                for w in self._known.numbered(effect.successor)
            ]
        said.reason = _agrees(said.checks, work)

    def _is_blank_of_form(self, cited: Citation) -> bool:
        """`Quyết định số …/QĐ-UBND` in a form that somebody will fill in."""
        blank = (cited.number or "").startswith("…") and cited.date is None
        return blank and (cited.unit or "").startswith(_BRANCHES)

    def identify(self, cited: Citation) -> Identified:
        """Which record a number or a name means; looked up once."""
        key = (cited.start, cited.kind)
        found = self._identified.get(key)
        if found is None:
            found = self._identified[key] = self._looked_up(cited)
        return found

    def _looked_up(self, cited: Citation) -> Identified:
        if cited.kind == "name":
            return names.by_name(cited, self._head, self._known, self._as_of.isoformat())
        if cited.number_read != "full" or (cited.number or "").startswith("…"):
            reason = "Số, ký hiệu không đầy đủ nên không tra được trong kho dữ liệu."
            return Identified(None, "not_checked", reason)
        dates = self._dates.get(number_key(cited.number or ""), [])
        return identity.by_number(cited, dates, self._head, self._known)

    def _unknown(self, cited: Citation, meant: Identified, said: Said) -> None:
        said.find(meant.status, meant.reason)
        written: tuple[tuple[Part, str | None], ...] = (
            ("number", cited.number),
            ("date", cited.date),
            ("issuer", cited.issuer),
        )
        said.checks += [Check(part, value, None, None) for part, value in written if value]
        if meant.likely is not None:
            said.suggestion = wording.official_form(meant.likely)
        elif len(meant.candidates) == 1 and meant.status == "ambiguous":
            only = self._known.numbered(meant.candidates[0].number)
            said.suggestion = wording.official_form(only[0]) if only else None

    def _compare_name(self, cited: Citation, work: Work, said: Said) -> None:
        """A law's name printed with its number or year: whether the record bears that name, that year."""
        if cited.kind == "number" and cited.target_name and work.title and is_named(work.type):
            named = self._known.library.catalogue.named(cited.target_name)
            if named and work not in named and all(w.number != work.number for w in named):
                numbers = ", ".join(f"{w.number}" for w in named if w.number)
                said.checks.append(
                    Check("title", cited.target_name, work.title, False, f"tên này là của {numbers}")
                )
                said.candidates += [identity.candidate(w, "văn bản mang tên này") for w in named]
        year = names.year_of(cited) if cited.kind == "name" else ""
        if year and work.date and not cited.date:
            said.checks.append(Check("date", f"năm {year}", work.date[:4], work.date[:4] == year))


def _dates(citations: Sequence[Citation]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for c in citations:
        if c.kind == "number" and c.number and c.date:
            found.setdefault(number_key(c.number), []).append(c.date)
    return found


def act_key(cited: Citation) -> str | None:
    """What tells an act without a record from others."""
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
        return (
            f"Có hồ sơ (chưa xác minh); khớp {', '.join(agreed)}." if agreed else "Có hồ sơ (chưa xác minh)."
        )
    return f"Khớp {', '.join(agreed)}." if agreed else "Có trong hồ sơ."
