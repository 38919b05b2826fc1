"""An act's fate on a day comes with the words that prove it; what nobody says is unknown."""

from __future__ import annotations

from datetime import date

import pytest
from made_acts import built, write

from index import library as opening
from index.fate import fate_of


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("acts")
    with opening.open(built(folder / "home", write(folder / "files"))) as opened:
        yield opened


@pytest.mark.parametrize(
    ("number", "day", "status", "since", "by"),
    [
        ("901/2010/QH12", "2010-07-01", "not_yet_in_force", "2011-01-01", None),
        ("901/2010/QH12", "2011-01-01", "in_force", "2011-01-01", None),
        ("901/2010/QH12", "2020-12-01", "amended", None, "903/2015/QH13"),
        ("901/2010/QH12", "2021-06-30", "amended", None, "903/2015/QH13"),
        ("901/2010/QH12", "2021-07-01", "superseded", "2021-07-01", "902/2020/QH14"),
        ("902/2020/QH14", "2021-06-30", "not_yet_in_force", "2021-07-01", None),
        ("902/2020/QH14", "2025-01-01", "in_force", "2021-07-01", None),
        ("904/2012/QH13", "2021-06-30", "unknown", None, None),
        ("904/2012/QH13", "2021-07-01", "partly_expired", "2021-07-01", "902/2020/QH14"),
        ("905/2021/NĐ-CP", "2021-09-15", "not_yet_in_force", "2021-09-16", None),
        ("905/2021/NĐ-CP", "2021-09-16", "in_force", "2021-09-16", None),
        ("911/2011/NĐ-CP", "2021-09-16", "superseded", "2021-09-16", "905/2021/NĐ-CP"),
        ("911/2011/NĐ-CP", "2021-09-15", "unknown", None, None),
        ("912/2012/NĐ-CP", "2022-01-01", "partly_expired", "2021-09-16", "905/2021/NĐ-CP"),
        ("906/2022/NĐ-CP", "2022-03-15", "in_force", "2022-03-15", None),
        ("907/2022/NĐ-CP", "2022-12-31", "in_force", "2022-06-01", None),
        ("907/2022/NĐ-CP", "2023-01-01", "repealed", "2023-01-01", None),
        ("999/2001/NĐ-CP", "2025-01-01", "unknown", None, None),
        ("không có", "2025-01-01", "unknown", None, None),
    ],
)
def test_the_fate_of_an_act_on_a_day(library, number, day, status, since, by):
    fate = fate_of(library, number, date.fromisoformat(day))
    assert (fate.status, fate.since and fate.since.isoformat(), fate.by) == (status, since, by)
    assert (fate.sentence is None) == (status == "unknown")
    assert (fate.certainty == "none") == (status == "unknown")


@pytest.mark.parametrize(
    ("provision", "status"),
    [
        ("Điều 9", "repealed"),
        ("khoản 1 Điều 9", "repealed"),
        ("khoản 2 Điều 5", "amended"),
        ("Điều 5", "amended"),
        ("điểm a khoản 2 Điều 5", "amended"),
        ("khoản 3 Điều 5", "unknown"),
        ("Điều 95", "unknown"),
    ],
)
def test_the_fate_of_a_provision(library, provision, status):
    assert fate_of(library, "904/2012/QH13", date(2025, 1, 1), provision).status == status


def test_a_provision_ends_with_its_act(library):
    assert fate_of(library, "901/2010/QH12", date(2025, 1, 1), "Điều 1").status == "superseded"


def test_the_words_stand_where_they_are_said_to_stand(library):
    for number in ("901/2010/QH12", "902/2020/QH14", "905/2021/NĐ-CP", "906/2022/NĐ-CP"):
        fate = fate_of(library, number, date(2025, 1, 1))
        assert library.text(fate.document).printed[fate.start : fate.end] == fate.sentence


def test_what_stays_in_force_is_told_in_the_words_of_the_act(library):
    fate = fate_of(library, "901/2010/QH12", date(2025, 1, 1))
    assert fate.exception == "trừ trường hợp quy định tại khoản 3 Điều này"


def test_words_over_a_list_are_part_of_the_proof(library):
    fate = fate_of(library, "911/2011/NĐ-CP", date(2025, 1, 1))
    assert fate.sentence.startswith("Các văn bản sau đây hết hiệu lực")
    assert "911/2011/NĐ-CP" in fate.sentence


def test_a_later_end_makes_force_before_it_sure(library):
    assert fate_of(library, "901/2010/QH12", date(2015, 1, 1)).certainty == "stated"
    assert fate_of(library, "902/2020/QH14", date(2025, 1, 1)).certainty == "unopposed"


def test_a_text_without_a_head_is_known_by_its_files_name_and_says_so(library):
    held = next(d for d in library.documents() if d.head.number == "906/2022/NĐ-CP")
    assert any("tên tệp" in warning for warning in held.warnings)


def test_a_files_name_that_the_text_contradicts_is_no_number(tmp_path):
    from index.identity import identified
    from ingest.reading import read

    for name, text in (
        ("906-2022-TT-BTC.txt", "Điều 1. Phạm vi\nNghị định này quy định về phí.\n"),
        ("906-2022-NĐ-CP.txt", "Điều 1. Phạm vi\nQuy định về phí.\n"),
        ("bản nháp 906.txt", "Điều 1. Phạm vi\nNghị định này quy định về phí.\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert identified(read(tmp_path / name)).head.number is None
