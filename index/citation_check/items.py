"""One citation becomes one item: identified, compared, with everything that there is to say of it.

Reads: Citation, Draft, Known. Writes: Item.
"""

from __future__ import annotations

from datetime import date

from index.citation_check.acts import Acts
from index.citation_check.draft import Draft
from index.citation_check.known import Known
from index.citation_check.new_text import NewText
from index.citation_check.provision_items import OF_UNKNOWN, ProvisionItems
from index.citation_check.records import STATUSES, Check, Item
from index.citation_check.said import Said
from ingest.citations.vocabulary import phrases as words
from ingest.document import Citation
from ingest.document_types import type_named
from ingest.vocabulary import slug


class Checker:
    """Makes the items of one draft."""

    def __init__(self, draft: Draft, known: Known, as_of: date) -> None:
        self._draft = draft
        self._own_type = draft.head.type
        self._sections = {unit.eid: unit.section for unit in draft.units}
        self._acts = Acts(draft.citations, draft.head, known, as_of)
        self._provisions = ProvisionItems(
            draft.stored.printed, draft.units, draft.citations, self._acts, known, as_of
        )

    def item(self, cited: Citation) -> Item | None:
        """The item of a citation; None where its place in the submitted text was not found."""
        place = self._draft.place(cited.start, cited.end)
        if place is None:
            return None
        said = Said()
        if cited.kind in ("number", "name"):
            self._acts.check(cited, said)
        elif cited.kind == "provision":
            self._provisions.check(cited, said)
        else:
            self._reference(cited, said)
        findings = sorted(said.findings, key=lambda f: STATUSES.index(f.status))
        return Item(
            text=self._draft.given[place[0] : place[1]],
            start=place[0],
            end=place[1],
            page=cited.page,
            section=self._sections.get(cited.unit or "", ""),
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
        )

    def _reference(self, cited: Citation, said: Said) -> None:
        new = self._provisions.new_texts.around(cited)
        if new is not None and cited.text.rstrip().lower().endswith("này"):
            self._of_amended(cited, new, said)
            return
        if cited.target is None and self._may_be_common(cited):
            said.find("not_checked", f"“{cited.text}” ở đầu câu có thể không chỉ một văn bản; chưa kiểm tra.")
            return
        if cited.target is None:
            said.find("unresolved_reference", cited.reason or f"Không rõ “{cited.text}” chỉ văn bản nào.")
            return
        if cited.target == "self":
            said.act = "self"
            if self._foreign(cited):
                own = f"Văn bản này là {self._own_type}, không phải {cited.type}"
                said.find("unresolved_reference", f"{own}; không rõ “{cited.text}” chỉ văn bản nào.")
                return
            said.checks.append(Check("reference", cited.text, "chính văn bản này", True))
            said.reason = "Chỉ chính văn bản này."
            return
        named = _named(cited.type, cited.target)
        said.checks.append(Check("reference", cited.text, named, True))
        said.act = cited.resolved or slug(cited.target)
        said.reason = f"Chỉ {named}, đã nêu ở trên."

    def _of_amended(self, cited: Citation, new: NewText, said: Said) -> None:
        """`Nghị định này`, `Điều này` in new text that an amendment quotes: the amended act, or its part."""
        target = new.target if cited.target in (None, "self") else cited.target
        act = self._provisions.act_called(target)
        kinds = {act.type if act else None, cited.type} - {None}
        if target is None or len(kinds) > 1:
            said.find("not_checked", OF_UNKNOWN)
            return
        named = _named(act.type if act else cited.type, target)
        meant = f"{new.place.complete(cited.text)} của {named}" if cited.type is None else named
        said.checks.append(Check("reference", cited.text, meant, True))
        said.act = cited.resolved or slug(target)
        said.reason = f"Nằm trong nội dung sửa đổi được trích; chỉ {meant}."

    def _may_be_common(self, cited: Citation) -> bool:
        """`Kế hoạch đó phải …`: a capital of the sentence only, of a word with other meanings."""
        before = self._draft.stored.printed[max(0, cited.start - 4) : cited.start].rstrip(" \u00a0*_")
        opens = before[-1:] in ("", ".", "\n", ";", ")", "-")
        return opens and cited.text.lower().startswith(words("not_pointers"))

    def _foreign(self, cited: Citation) -> bool:
        """`Nghị định này` in a plan that has named no decree before."""
        own, word = self._own_type, type_named(cited.type or "")
        if own is None or own == "Văn bản hợp nhất" or word is None or word.attached:
            return False
        same = own.lower().startswith(word.name.lower()) or word.name.lower().startswith(own.lower())
        return not same and cited.text.rstrip().lower().endswith("này") and word.yearly


def _named(kind: str | None, target: str) -> str:
    """An act as people call it: `Thông tư số 09/2025/TT-BCT`; a law by its name alone."""
    return f"{kind or 'văn bản'} số {target}" if target[:1].isdigit() else target


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
