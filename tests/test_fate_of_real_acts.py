"""Every act of the shared texts has a status on a day, with the sentence that proves it, or none is stated."""

from __future__ import annotations

from datetime import date

import pytest
from made_acts import built

from index import library as opening
from index.fate import fate_of

PLAN_DAY, TODAY = date(2024, 2, 21), date(2026, 11, 27)
CITED = {
    "06/2014/NĐ-CP": "2014-03-08",
    "105/2021/NĐ-CP": "2022-01-01",
    "11/2017/QH14": "2018-01-01",
    "116/2021/NĐ-CP": "2022-01-01",
    "124/2021/TT-BCA": "2022-02-10",
    "30/2023/QH15": "2024-07-01",
    "41/2019/QH14": "2020-01-01",
    "49/2020/NĐ-CP": "2020-06-15",
    "66/2011/QH12": "2012-01-01",
    "73/2021/QH14": "2022-01-01",
    "83/2015/QH13": "2017-01-01",
    "07/2026/QĐ-TTg": "2026-03-16",
    "120/2025/QH15": "2026-07-01",
    "127/2025/QH15": "2026-07-01",
}


@pytest.fixture(scope="module")
def library(shared, tmp_path_factory):
    folders = [shared / "corpus" / name for name in ("cited", "superseding")]
    if not all(folder.is_dir() for folder in folders):
        pytest.skip("the texts of cited acts are not beside the repository")
    with opening.open(built(tmp_path_factory.mktemp("acts"), folders, searched=False)) as opened:
        yield opened


@pytest.mark.slow
def test_every_act_begins_on_the_day_that_its_own_words_tell(library):
    for number, since in CITED.items():
        begun = date.fromisoformat(since)
        fate = fate_of(library, number, begun)
        assert (fate.status, fate.since, fate.basis) == ("in_force", begun, "text"), number
        printed = library.text(fate.document).printed
        assert printed[fate.start : fate.end] == fate.sentence
        assert "có hiệu lực" in fate.sentence


@pytest.mark.slow
def test_the_law_on_execution_of_sentences_was_in_force_and_is_replaced(library):
    then = fate_of(library, "41/2019/QH14", PLAN_DAY)
    assert (then.status, then.certainty) == ("in_force", "stated")
    now = fate_of(library, "41/2019/QH14", TODAY)
    assert (now.status, now.by, now.since) == ("superseded", "127/2025/QH15", date(2026, 7, 1))
    assert "hết hiệu lực kể từ ngày Luật này có hiệu lực thi hành" in now.sentence
    assert now.exception.startswith("trừ trường hợp")


@pytest.mark.slow
def test_what_texts_end_is_told_with_their_words(library):
    for number, by in {
        "53/2010/QH12": "41/2019/QH14",
        "69/2006/QH11": "11/2017/QH14",
        "06/2008/PL-UBTVQH12": "30/2023/QH15",
        "80/2011/NĐ-CP": "49/2020/NĐ-CP",
        "23/2000/QH10": "73/2021/QH14",
        "01/2002/QH11": "83/2015/QH13",
        "80/2001/NĐ-CP": "105/2021/NĐ-CP",
        "147/2003/NĐ-CP": "116/2021/NĐ-CP",
        "23/2012/TT-BCA": "124/2021/TT-BCA",
        "04/2019/QĐ-TTg": "07/2026/QĐ-TTg",
        "73/2021/QH14": "120/2025/QH15",
        "54/2022/QH15": "127/2025/QH15",
    }.items():
        fate = fate_of(library, number, TODAY)
        assert (fate.status, fate.by) == ("superseded", by), number
        assert number in fate.sentence
    assert fate_of(library, "140/2018/NĐ-CP", TODAY).provisions == ("Chương III",)
    assert fate_of(library, "37/2018/QH14", TODAY, "khoản 2 Điều 46").status == "repealed"
    assert fate_of(library, "15/2012/QH13", TODAY, "khoản 5 Điều 90").status == "repealed"


@pytest.mark.slow
def test_nothing_is_stated_without_words(library):
    for directive in library.directives():
        for day in (PLAN_DAY, TODAY):
            fate = fate_of(library, directive.id, day)
            assert (fate.status == "unknown") == (not fate.sentence), directive.id
            if fate.document:
                printed = library.text(fate.document).printed
                assert printed[fate.start : fate.end].strip() in fate.sentence
