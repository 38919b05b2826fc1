"""Laws of one name replace each other: which one a name alone means, and how sure that is."""

from __future__ import annotations

from datetime import date

import pytest
from made_acts import built, write

from index import library as opening
from index.citation_check import check, draft_of_text

DATED = """ỦY BAN NHÂN DÂN
TỈNH BẮC NINH
Số: 61/KH-UBND
Bắc Ninh, ngày 07 tháng 3 năm {year}
KẾ HOẠCH
Chăm sóc cây
"""
CITED = "Thực hiện điểm c khoản 1 Điều 2 Luật Bảo tồn cây cổ thụ{which}.\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("acts")
    with opening.open(built(folder / "home", write(folder / "files"), searched=False)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("head", "which", "status", "said"),
    [
        ("", "", "not_checked", "901/2010/QH12"),
        ("", " số 902/2020/QH14", "provision_not_found", "902/2020/QH14"),
        (DATED.format(year=2023), "", "provision_not_found", "902/2020/QH14"),
    ],
)
def test_what_an_act_lacks_is_a_fault_where_that_act_is_surely_meant(library, head, which, status, said):
    report = check(library, draft_of_text(head + CITED.format(which=which)), date(2026, 11, 27))
    [item] = [i for i in report.items if i.kind == "provision"]
    assert item.status == status, item
    assert said in item.reason
