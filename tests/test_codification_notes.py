"""The note below an article tells the act, the provision, the day of effect and what was done later."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.codification.records import Amendment, SourceAct
from ingest.codification.source_note import read_note

EFFECT = ", có hiệu lực thi hành kể từ ngày 20/05/2017)"


@pytest.mark.parametrize(
    ("note", "provision", "act"),
    [
        ("(Điều 2 Nghị định số 40/2017/NĐ-CP", "Điều 2", SourceAct("Nghị định", "40/2017/NĐ-CP")),
        (
            "(Điều 1 Luật số 57/2020/QH14 Luật Thanh niên ngày 16/06/2020 của Quốc hội",
            "Điều 1",
            SourceAct("Luật", "57/2020/QH14", "2020-06-16", "Quốc hội", "Luật Thanh niên"),
        ),
        (
            "(Điều 3 Thông tư số 49/2018/TT-BGTVT Sửa đổi một số điều của Thông tư số 35/2012/TT-BGTVT ngày 06/09/2012 "
            "của Bộ trưởng Bộ Giao thông vận tải về báo hiệu ngày 11/09/2018 của Bộ Giao thông vận tải",
            "Điều 3",
            SourceAct(
                "Thông tư",
                "49/2018/TT-BGTVT",
                "2018-09-11",
                "Bộ Giao thông vận tải",
                "Sửa đổi một số điều của Thông tư số 35/2012/TT-BGTVT ngày 06/09/2012 "
                "của Bộ trưởng Bộ Giao thông vận tải về báo hiệu",
            ),
        ),
        ("(Điều 5 Thông tư số 105 /2021/TT- BQP", "Điều 5", SourceAct("Thông tư", "105/2021/TT-BQP")),
        ("(Điều 15a Thông tư số '56/2020/TT-BCT", "Điều 15a", SourceAct("Thông tư", "56/2020/TT-BCT")),
        ("(Điều 2 Quyết định số Số: 12/2018/QĐ-TTg", "Điều 2", SourceAct("Quyết định", "12/2018/QĐ-TTg")),
        ("(Điều 3 Nghị quyết số 01/2016/NQ.HĐTP", "Điều 3", SourceAct("Nghị quyết", "01/2016/NQ.HĐTP")),
        (
            "(Điều 1 Thông tư số 29/2017/TT-BCT.Ban hành quy chuẩn ngày 01/12/2017 của Bộ Công Thương",
            "Điều 1",
            SourceAct("Thông tư", "29/2017/TT-BCT", "2017-12-01", "Bộ Công Thương", "Ban hành quy chuẩn"),
        ),
        (
            "(Điều 4 Pháp lệnh Về Hàm, cấp ngoại giao",
            "Điều 4",
            SourceAct("Pháp lệnh", "", title="Về Hàm, cấp ngoại giao"),
        ),
        (
            "(Điều 4 Thông tư liên bộ số 73/2015/TTLT-BCA-BTC",
            "Điều 4",
            SourceAct("Thông tư liên tịch", "73/2015/TTLT-BCA-BTC"),
        ),
        ("((27 Nghị định số 70/2015/NĐ-CP", "", SourceAct("Nghị định", "70/2015/NĐ-CP")),
    ],
)
def test_a_note_names_its_act_and_provision(note, provision, act):
    read = read_note(note + EFFECT + (")" if note.startswith("((") else ""))
    assert (read.provision, read.act) == (provision, act)
    assert read.effective_from == "2017-05-20"
    assert read.amendments == ()


def test_several_days_of_effect_give_the_first():
    read = read_note(
        "(Điều 4 Luật số 62/2014/QH13, khoản 1 có hiệu lực thi hành kể từ ngày 01/06/2015, khoản 2 có hiệu lực thi "
        "hành kể từ ngày 01/02/2015)"
    )
    assert read.act == SourceAct("Luật", "62/2014/QH13")
    assert read.effective_from == "2015-02-01"


def amended(words):
    return read_note(
        f"(Điều 7 Thông tư số 02/2020/TT-BTP, có hiệu lực thi hành kể từ ngày 25/04/2020, {words})"
    ).amendments


def test_one_later_act_with_one_relation():
    words = "có nội dung bị bãi bỏ bởi Điều 21 Nghị định số 17/2020/NĐ-CP có hiệu lực thi hành kể từ ngày 22/03/2020"
    made = Amendment("bãi bỏ", True, False, "Điều 21", "Nghị định", "17/2020/NĐ-CP", "2020-03-22")
    assert amended(words) == (made,)


def test_the_whole_article_is_told_from_a_part():
    words = "bị bãi bỏ bởi Điều 2 Thông tư số 38/2015/TT-BTP có hiệu lực thi hành kể từ ngày 15/09/2015"
    assert [(a.relation, a.partly) for a in amended(words)] == [("bãi bỏ", False)]


def test_several_relations_and_acts_do_not_say_which_did_which():
    words = (
        "có nội dung được sửa đổi, có nội dung được bổ sung bởi Điều 1 Nghị định số 1/2020/NĐ-CP có hiệu lực thi hành "
        "kể từ ngày 15/07/2020; Điều 3, Điều 4 Luật số 28/2018/QH14 có hiệu lực thi hành kể từ ngày 01/01/2019"
    )
    made = amended(words)
    assert [(a.relation, a.number, a.provision) for a in made] == [
        ("sửa đổi", "1/2020/NĐ-CP", "Điều 1"),
        ("sửa đổi", "28/2018/QH14", "Điều 3, Điều 4"),
        ("bổ sung", "1/2020/NĐ-CP", "Điều 1"),
        ("bổ sung", "28/2018/QH14", "Điều 3, Điều 4"),
    ]
    assert all(a.shared and a.partly for a in made)


@pytest.mark.parametrize(
    "note", ["", "()", "(Thông tư này có hiệu lực kể từ ngày 28/6/2017. Bãi bỏ Thông tư số 15/2010/TT-BGTVT)"]
)
def test_what_names_no_act_is_kept_in_its_own_words(note):
    read = read_note(note)
    assert read.act is None
    assert read.note == note


@given(st.text(alphabet="Điều 12/()ĐNCP-số,;bởi ngàyThông tưcó hiệu lực\n<>&", max_size=300))
def test_any_note_is_read(words):
    assert read_note(words).note == " ".join(words.split())


def test_a_hostile_note_takes_no_long_time():
    for words in ("ngày 1/1/2000 của " * 4000, "(Điều " * 9000, "Luật số 1/" * 5000, "(" * 50_000):
        read_note(words)
