"""What closing articles and amending ones say of effect is read from the words, and from nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import effects
from ingest.citations import find as find_citations
from ingest.document import Head, Text

LAW = Head(number="902/2020/QH14", number_read="full", type="Luật", date="2020-11-10", issuer="Quốc hội")
DECREE = Head(
    number="905/2021/NĐ-CP", number_read="full", type="Nghị định", date="2021-08-02", issuer="Chính phủ"
)
DECISION = Head(number="7/2025/QĐ-UBND", number_read="full", type="Quyết định", date="2025-11-20")
PLAN = Head(number="51/KH-UBND", number_read="full", type="Kế hoạch", date="2025-03-07")


def said(text, head=DECREE):
    stored = Text(text, text)
    cited = find_citations(stored, (), head)
    found = effects.find(stored, head, cited)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
    return [
        (
            one.kind,
            cited[one.target].number if one.target is not None else None,
            one.provisions,
            one.day,
            one.counted,
        )
        for one in found
    ]


@pytest.mark.parametrize(
    ("words", "day", "counted"),
    [
        ("Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 7 năm 2026.", "2026-07-01", "written"),
        ("1. Nghị định này có hiệu lực từ ngày 10/02/2022./.", "2022-02-10", "written"),
        ("Nghị định này có hiệu lực thi hành kể từ ngày ký ban hành.", "2021-08-02", "signed"),
        ("Nghị định có hiệu lực kể ngày ký.", "2021-08-02", "signed"),
        ("Nghị định này có hiệu lực thi hành sau 45 ngày, kể từ ngày ký.", "2021-09-16", "after_signing"),
        ("Nghị định này có hiệu lực sau 15 ngày, kể từ ngày đăng Công báo.", None, "unknown"),
        ("Nghị định này có hiệu lực thi hành từ năm ngân sách 2017.", "2017-01-01", "budget_year"),
        (
            "Điều 9. Nghị định này thay thế mọi quy định trước và có hiệu lực từ ngày 05-6-2022.",
            "2022-06-05",
            "written",
        ),
    ],
)
def test_the_day_of_effect_is_told_in_many_ways(words, day, counted):
    assert ("begins", None, (), day, counted) in said(words)


@pytest.mark.parametrize(
    "words",
    [
        "Hồ sơ tiếp nhận trước ngày Nghị định này có hiệu lực thi hành thì tiếp tục giải quyết.",
        "Giấy phép có hiệu lực từ ngày 01 tháng 7 năm 2026.",
        "Quyết định này có hiệu lực kể từ ngày ký.",
        "“Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026.”",
        "Kể từ ngày Nghị định này có hiệu lực thi hành, các cơ sở thực hiện theo quy định mới.",
    ],
)
def test_what_others_say_of_effect_is_not_the_texts_own(words):
    assert not [one for one in said(words) if one[0] == "begins"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Nghị định này có hiệu lực từ ngày 01/7/2022 đến hết ngày 31 tháng 12 năm 2022.", "2023-01-01"),
        ("Nghị định này có hiệu lực từ ngày 01/8/2022 và được thực hiện trong 05 năm.", "2027-08-01"),
        ("Nghị định này có hiệu lực từ ngày 01/8/2022 và áp dụng đến hết năm 2025.", "2026-01-01"),
    ],
)
def test_a_text_may_set_its_own_end(words, day):
    assert ("lapses", None, (), day, "written") in said(words)


def test_a_part_may_begin_on_a_day_of_its_own():
    found = said(
        "1. Nghị định này có hiệu lực thi hành từ ngày 01/7/2022.\n"
        "2. Khoản 3 Điều 1 Nghị định này có hiệu lực thi hành kể từ ngày 01/01/2023.\n"
    )
    assert ("begins", None, (), "2022-07-01", "written") in found
    assert ("begins", None, ("khoản 3 Điều 1",), "2023-01-01", "written") in found


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "2. Nghị định số 80/2011/NĐ-CP ngày 16 tháng 9 năm 2011 của Chính phủ hết hiệu lực kể từ ngày Nghị định này "
            "có hiệu lực thi hành.",
            [("superseded", "80/2011/NĐ-CP", ())],
        ),
        (
            "Nghị định này có hiệu lực từ ngày 05/01/2022; bãi bỏ Điều 10 Nghị định số 21/2005/NĐ-CP ngày 01 tháng 3 năm "
            "2005 của Chính phủ quy định chi tiết thi hành một số điều của Luật Giao thông.",
            [("repealed", "21/2005/NĐ-CP", ("Điều 10",))],
        ),
        (
            "Nghị định này thay thế Nghị định số 98/2010/NĐ-CP và Nghị định số 61/2016/NĐ-CP.",
            [("superseded", "98/2010/NĐ-CP", ()), ("superseded", "61/2016/NĐ-CP", ())],
        ),
        (
            "2. Các văn bản sau đây hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành:\n"
            "a) Nghị định số 911/2011/NĐ-CP;\nb) Chương II của Nghị định số 912/2012/NĐ-CP.\n"
            "3. Đối với hồ sơ đã nộp theo Nghị định số 913/2013/NĐ-CP thì tiếp tục giải quyết.",
            [("superseded", "911/2011/NĐ-CP", ()), ("superseded", "912/2012/NĐ-CP", ("Chương II",))],
        ),
        (
            "Điều 3. Sửa đổi, bổ sung một số điều của Nghị định số 72/2020/NĐ-CP\n"
            "1. Sửa đổi khoản 1 Điều 7 như sau:\n“1. Cán bộ quản lý. Bãi bỏ Nghị định số 1/1999/NĐ-CP.”\n"
            "2. Bổ sung khoản 4 sau khoản 3 Điều 9 như sau:\n“4. Nội dung mới.”\n3. Bãi bỏ Điều 11.\n"
            "Điều 4. Trách nhiệm\n1. Bãi bỏ khoản 2 Điều 5.",
            [
                ("amended", "72/2020/NĐ-CP", ()),
                ("amended", "72/2020/NĐ-CP", ("khoản 1 Điều 7",)),
                ("amended", "72/2020/NĐ-CP", ("khoản 4 Điều 9",)),
                ("repealed", "72/2020/NĐ-CP", ("Điều 11",)),
            ],
        ),
        (
            "Điều 3. Sửa đổi, bổ sung các luật có liên quan\n2. Bổ sung điểm c vào sau điểm b khoản 4 Điều 12 của Nghị "
            "định về cây số 72/2020/NĐ-CP đã được sửa đổi, bổ sung theo Nghị định số 5/2022/NĐ-CP như sau:\n“c) Mới.”.",
            [("amended", "72/2020/NĐ-CP", ("điểm c khoản 4 Điều 12",))],
        ),
        (
            "Thay thế cụm từ “huyện” bằng cụm từ “xã” tại khoản 3 Điều 2 Nghị định số 72/2020/NĐ-CP.",
            [("amended", "72/2020/NĐ-CP", ("khoản 3 Điều 2",))],
        ),
        (
            "Ngưng hiệu lực thi hành Nghị định số 72/2020/NĐ-CP đến hết ngày 31 tháng 12 năm 2021.",
            [("suspended", "72/2020/NĐ-CP", ())],
        ),
    ],
)  # fmt: skip
def test_what_is_done_to_other_acts_and_their_parts(words, expected):
    assert [one[:3] for one in said(words) if one[0] != "begins"] == expected


def test_a_second_sentence_of_an_item_does_not_end_the_list():
    found = said(
        "2. Các văn bản sau đây hết hiệu lực:\n"
        "a) Nghị định số 911/2011/NĐ-CP. Riêng hồ sơ đã nộp thì tiếp tục giải quyết.\n"
        "b) Nghị định số 912/2012/NĐ-CP.\n"
    )
    assert [one[1] for one in found] == ["911/2011/NĐ-CP", "912/2012/NĐ-CP"]


def test_acts_named_in_passing_do_not_end():
    found = said(
        "2. Luật Cây số 41/2010/QH12 đã được sửa đổi, bổ sung một số điều theo Luật số 59/2014/QH13 và Luật số "
        "86/2015/QH13, Nghị quyết số 54/2012/QH13 ngày 16 tháng 6 năm 2012 của Quốc hội thí điểm mô hình hết hiệu lực kể "
        "từ ngày Luật này có hiệu lực thi hành, trừ trường hợp quy định tại khoản 2 Điều 180 của Luật này.",
        LAW,
    )
    assert [(one[0], one[1]) for one in found] == [
        ("superseded", "41/2010/QH12"),
        ("superseded", "54/2012/QH13"),
    ]


def test_an_act_in_the_title_of_another_one_does_not_end():
    found = said(
        "Điều 10. Hiệu lực\n2. Quyết định này thay thế các văn bản và các Điều, Khoản trong các văn bản liên quan sau:\n"
        "a) Quyết định số 18/2011/QĐ-TTg ngày 18 tháng 3 năm 2011 của Thủ tướng Chính phủ về cây;\n"
        "b) Mục I (xác định cây) và Khoản 1 Mục II Hướng dẫn số 04/HD-BCA(A11) ngày 16 tháng 3 năm 2009 của Bộ Công an "
        "hướng dẫn thực hiện Chỉ thị số 06/2008/CT-TTg ngày 01 tháng 02 năm 2008 của Thủ tướng Chính phủ về cây.",
        Head(
            number="12/2018/QĐ-TTg",
            number_read="full",
            type="Quyết định",
            date="2018-03-06",
            issuer="Thủ tướng",
        ),
    )
    assert ("superseded", "18/2011/QĐ-TTg", ()) in [one[:3] for one in found]
    assert ("superseded", "04/HD-BCA", ("Mục I", "khoản 1 Mục II")) in [one[:3] for one in found]
    assert "06/2008/CT-TTg" not in {one[1] for one in found}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "2. Nghị quyết số 144/2016/QH13 ngày 29 tháng 6 năm 2016 của Quốc hội về việc lùi hiệu lực thi hành của Bộ luật "
            "Hình sự số 100/2015/QH13, Bộ luật Tố tụng hình sự số 101/2015/QH13, Luật Thi hành tạm giữ, tạm giam số "
            "94/2015/QH13 hết hiệu lực kể từ ngày Luật này có hiệu lực thi hành.",
            [("144/2016/QH13", (), False)],
        ),
        (
            "2. Nghị định số 7/2007/NĐ-CP ngày 12 tháng 01 năm 2007 của Chính phủ hướng dẫn thi hành một số điều của Luật "
            "Cây, Nghị định số 14/2013/NĐ-CP ngày 05 tháng 02 năm 2013 của Chính phủ sửa đổi Nghị định số 7/2007/NĐ-CP hết "
            "hiệu lực kể từ ngày Luật này có hiệu lực.",
            [("7/2007/NĐ-CP", (), False), ("14/2013/NĐ-CP", (), False)],
        ),
        (
            "2. Bãi bỏ Thông tư số 26/2016/TT-BTC ngày 29 tháng 6 năm 2016 của Bộ Tài chính sửa đổi, bổ sung một số điều của "
            "Thông tư số 15/2012/TT-BTC, Thông tư số 07/2012/TT-BTC và Thông tư số 88/2008/TT-BTC.",
            [("26/2016/TT-BTC", (), False)],
        ),
        (
            "2. Nghị định này thay thế Nghị định số 2/2022/NĐ-CP ngày 29 tháng 01 năm 2022 của Chính phủ điều chỉnh mức trợ "
            "cấp đối với cán bộ đã nghỉ việc theo Quyết định số 130/2001/QĐ-TTg ngày 20 tháng 6 năm 2001 của Thủ tướng Chính "
            "phủ và Quyết định số 111/2001/QĐ-TTg ngày 13 tháng 10 năm 2001 của Thủ tướng Chính phủ.",
            [("2/2022/NĐ-CP", (), False)],
        ),
        (
            "2. Điều lệ bảo vệ cây ban hành kèm theo Nghị định số 58/2002/NĐ-CP ngày 03 tháng 6 năm 2002 của Chính phủ; Nghị "
            "định số 2/2007/NĐ-CP ngày 05 tháng 01 năm 2007 của Chính phủ về cây hết hiệu lực kể từ ngày Luật này có hiệu lực.",
            [("58/2002/NĐ-CP", (), True), ("2/2007/NĐ-CP", (), False)],
        ),
        (
            "2. Bãi bỏ Thông tư số 53/2010/TT-BTC ngày 10/9/2010 của Bộ Tài chính về việc sửa đổi một số Điều của Quyết định "
            "số 86/2005/QĐ-BTC ngày 26/12/2005 và Thông tư số 06/2010/TT-BTC ngày 02/02/2010.",
            [("53/2010/TT-BTC", (), False)],
        ),
        (
            "2. Bãi bỏ Thông tư số 5/2010/TT-BQP ngày 10/9/2010 của Bộ trưởng Bộ Quốc phòng quy định cơ cấu tổ chức của cơ "
            "quan thi hành án dân sự trong Quân đội và Điều 2, Quyết định số 93/2005/QĐ-BQP ngày 07 tháng 7 năm 2005 của Bộ "
            "trưởng Bộ Quốc phòng về cây.",
            [("5/2010/TT-BQP", (), False), ("93/2005/QĐ-BQP", ("Điều 2",), True)],
        ),
        (
            "2. Chương IX - Đánh giá, cấp chứng chỉ kỹ năng của Luật Dạy nghề số 76/2006/QH11 hết hiệu lực kể từ ngày Luật "
            "này có hiệu lực.",
            [("76/2006/QH11", ("Chương IX",), True)],
        ),
        (
            "2. Bãi bỏ khoản 2 Điều 37, Điều 38 của Quy chế hoạt động văn hóa công cộng ban hành kèm theo Nghị định số "
            "103/2009/NĐ-CP ngày 06 tháng 11 năm 2009 của Chính phủ.",
            [("103/2009/NĐ-CP", ("khoản 2 Điều 37", "Điều 38"), True)],
        ),
        (
            "2. Bãi bỏ quy trình đo địa chấn được ban hành tại Quyết định số 661/2004/QĐ-BTC ngày 23 tháng 12 năm 2004.",
            [("661/2004/QĐ-BTC", (), True)],
        ),
        (
            "2. Thông tư số 6/2018/TT-BTC ngày 28 tháng 02 năm 2018 của Bộ Tài chính quy định việc xác định chỉ tiêu, trình "
            "độ, được sửa đổi, bổ sung tại Thông tư số 01/2019/TT-BTC ngày 25 tháng 02 năm 2019 hết hiệu lực kể từ ngày Luật "
            "này có hiệu lực.",
            [("6/2018/TT-BTC", (), False)],
        ),
    ],
)  # fmt: skip
def test_a_title_is_not_what_ends_and_a_part_is_not_the_whole(words, expected):
    stored = Text(words, words)
    head = DECREE if "Nghị định này" in words else LAW
    cited = find_citations(stored, (), head)
    found = [e for e in effects.find(stored, head, cited) if e.kind not in ("begins", "lapses")]
    assert [(cited[e.target].number, e.provisions, e.partly) for e in found] == expected


def test_an_act_named_in_passing_behind_a_short_name_does_not_end():
    found = said(
        "2. Nghị định số 11/2016/NĐ-CP ngày 03 tháng 02 năm 2016 của Chính phủ về cây (sau đây gọi là Nghị định số "
        "11/2016/NĐ-CP) đã được sửa đổi, bổ sung tại Nghị định số 140/2018/NĐ-CP ngày 08 tháng 10 năm 2018 của Chính phủ "
        "về vườn (sau đây gọi là Nghị định số 140/2018/NĐ-CP) và Nghị định số 75/2014/NĐ-CP ngày 28 tháng 7 năm 2014 của "
        "Chính phủ về rừng hết hiệu lực thi hành kể từ ngày Nghị định này có hiệu lực."
    )
    assert [(one[0], one[1]) for one in found] == [
        ("superseded", "11/2016/NĐ-CP"),
        ("superseded", "75/2014/NĐ-CP"),
    ]


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("Bãi bỏ thành phần hồ sơ. Sửa đổi Điều 109 của Nghị định số 65/2023/NĐ-CP.", PLAN),
        ("Bãi bỏ Luật Cây số 41/2010/QH12.", DECREE),
        ("Quyết định này thay thế Thông tư số 5/2020/TT-BTC.", DECISION),
        ("7. Bãi bỏ Nghị định số 72/2020/NĐ-CP.", Head(type="Văn bản hợp nhất", number="8/VBHN-BTC")),
    ],
)
def test_an_act_does_nothing_to_what_it_has_no_power_over(words, head):
    assert said(words, head) == []


@pytest.mark.parametrize(
    "words",
    [
        "cấp có thẩm quyền phải ban hành quyết định hủy bỏ quyết định xử lý theo Nghị định số 72/2020/NĐ-CP.",
        "Trường hợp Nghị định số 72/2020/NĐ-CP được sửa đổi, bổ sung hoặc thay thế thì áp dụng văn bản mới.",
        "Giấy phép cấp theo Nghị định số 72/2020/NĐ-CP hết hiệu lực sau 05 năm.",
        "theo quy định của Luật Cây số 41/2010/QH12 đã được sửa đổi, bổ sung theo Luật số 59/2014/QH13.",
    ],
)
def test_rules_that_speak_of_ending_end_nothing(words):
    assert said(words, LAW) == []


@given(
    st.text(
        alphabet=st.sampled_from("Nghị định này có hiệu lực từ ngày 1/2/2020; bãi bỏ Điều 5“”.\n:a)-"),
        max_size=300,
    )
)
def test_any_text_is_read_and_every_place_lies_in_it(text):
    said(text)


def test_a_long_list_is_read_in_linear_time():
    line = "- Nghị định số 72/2020/NĐ-CP ngày 30 tháng 6 năm 2020 của Chính phủ về việc cây cổ thụ;\n"
    found = said("2. Các văn bản sau đây hết hiệu lực:\n" + line * 400)
    assert len(found) == 400
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", DECREE.date)
