"""Whether a number is printed as numbers of its kind are: a slash, the year, the body where they belong.

Nghị định 30/2020/NĐ-CP, appendix I part II item 3 (number and sign), for administrative documents; Luật Ban
hành văn bản quy phạm pháp luật for the year in the number of normative ones; Hướng dẫn 36-HD/VPTW for the
Party's.

Reads: citations. Writes: what is wrong, in Vietnamese; None where nothing is.
"""

from __future__ import annotations

import re

from index.citation_check.vocabulary import pattern
from ingest.catalogue import has_year, number_key
from ingest.document import Citation
from ingest.document_types import type_named

_FIRST_YEARLY = 1997
"""Since the first law on legal documents (of 1996), numbers of normative acts carry their year."""


def malformed(cited: Citation) -> str | None:
    """What is wrong with a number as it is printed, in one Vietnamese sentence; None where nothing is."""
    if cited.kind != "number" or not cited.number:
        return None
    number = cited.number
    if number.startswith("…"):
        return "Số của văn bản để trống, chỉ có ký hiệu."
    if cited.number_read != "full":
        return f"Số, ký hiệu “{_printed(cited)}” thiếu ký hiệu của loại văn bản hoặc cơ quan ban hành."
    if (party := pattern("party_exchanged").match(number)) and not has_year(number):
        serial = number.split("/", 1)[0]
        right = f"{serial}-{party['code']}/{party['tail']}"
        return f"Văn bản của Đảng ghi gạch nối trước loại, gạch chéo trước cơ quan: {right}."
    if not _ends_with(cited.text, number):
        return None if pattern("before_years").search(cited.text) else _difference(cited, number)
    return _year_missing(cited)


def _printed(cited: Citation) -> str:
    found = re.search(r"\d\S*(?: ?[/-] ?\S+)*$", cited.text)
    return found.group() if found else cited.text


def _ends_with(text: str, number: str) -> bool:
    """Whether the printed words end with the number, spaces and capitals aside."""
    return number_key(text).endswith(number_key(number))


def _difference(cited: Citation, number: str) -> str | None:
    printed = number_key(cited.text)
    serial, _, rest = number_key(number).partition("/")
    if printed.endswith(serial + rest) and _is_before_years(number):
        return f"Thiếu gạch nối giữa số và ký hiệu: {number.replace('/', '-')}."
    if printed.endswith(serial + rest):
        return f"Thiếu dấu gạch chéo giữa số và ký hiệu: {number}."
    year = re.match(r"((?:19|20)\d\d)/(.+)", rest)
    if year and printed.endswith(f"{serial}/{year[2]}"):
        return f"Thiếu năm ban hành trong số, ký hiệu: {number}."
    if year and printed.endswith(f"{serial}/{year[1]}"):
        return f"Thiếu ký hiệu loại văn bản và cơ quan ban hành: {number}."
    if re.search(r"(?:ttlt|nqlt)/", printed):
        return None  # joint acts were numbered with slashes, too
    if _loose(printed).endswith(_loose(number_key(number))):
        return f"Dấu ngăn cách trong số, ký hiệu không đúng: {number}."
    return None


def _is_before_years(number: str) -> bool:
    return pattern("before_years").fullmatch(number) is not None


def _loose(key: str) -> str:
    return re.sub(r"[/\-]", "", key)


def _year_missing(cited: Citation) -> str | None:
    kind = type_named(cited.type or "")
    if kind is None or not kind.yearly or has_year(cited.number or ""):
        return None
    code = re.match(r"\d+[a-zđ]?/([^/-]+)-", cited.number or "")
    if code is None or code[1] not in kind.every_code:
        return None
    if cited.date and int(cited.date[:4]) < _FIRST_YEARLY:
        return None
    return f"Thiếu năm ban hành trong số, ký hiệu của {kind.name.lower()}."
