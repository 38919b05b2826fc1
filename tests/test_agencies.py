"""Bodies are found in words, lists are taken apart, names are canonical."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.agency import find_agencies, list_of_agencies
from ingest.vocabulary import agency_by_name


def names(words, level="tỉnh"):
    return [m.canonical for m in find_agencies(words, level)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Các sở: Thông tin và Truyền thông, Tư pháp, Văn hóa - Thể thao và Du lịch; "
            "Liên đoàn Lao động tỉnh chủ trì",
            [
                "Sở Thông tin và Truyền thông",
                "Sở Tư pháp",
                "Sở Văn hóa, Thể thao và Du lịch",
                "Liên đoàn Lao động tỉnh",
            ],
        ),
        ("Các sở, ngành: Tài chính, Công Thương, Y tế", ["Sở Tài chính", "Sở Công Thương", "Sở Y tế"]),
        ("Sở Du lịch, Nội vụ và Y tế", ["Sở Du lịch", "Sở Nội vụ", "Sở Y tế"]),
        ("Các Bộ: Quốc phòng, Công an chủ động chỉ đạo", ["Bộ Quốc phòng", "Bộ Công an"]),
        ("Bộ Tài chính, Công an tỉnh", ["Bộ Tài chính", "Công an tỉnh"]),
        (
            "Viện Kiểm sát nhân dân, Tòa án nhân dân tỉnh",
            ["Viện kiểm sát nhân dân tỉnh", "Tòa án nhân dân tỉnh"],
        ),
        (
            "Viện kiểm sát nhân dân và Toà án nhân dân tỉnh",
            ["Viện kiểm sát nhân dân tỉnh", "Tòa án nhân dân tỉnh"],
        ),
        (
            "UBND các xã: Gia Thuận, Tân Điền và Tân Phú Đông",
            [f"Ủy ban nhân dân xã {x}" for x in ("Gia Thuận", "Tân Điền", "Tân Phú Đông")],
        ),
        (
            "các Tập đoàn: Bưu chính Viễn thông Việt Nam, Công nghiệp - Viễn thông Quân đội "
            "và các địa phương",
            [
                "Tập đoàn Bưu chính Viễn thông Việt Nam",
                "Tập đoàn Công nghiệp - Viễn thông Quân đội",
                "các địa phương",
            ],
        ),
    ],
)
def test_lists_are_distributed(words, expected):
    assert names(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("CA tỉnh làm gì", ["Công an tỉnh"]),
        (
            "Sở TTTT, Sở LĐTBXH, STP",
            ["Sở Thông tin và Truyền thông", "Sở Lao động - Thương binh và Xã hội", "Sở Tư pháp"],
        ),
        ("sở y tế chủ trì những việc gì", ["Sở Y tế"]),
        ("VKSND tỉnh phối hợp với ai", ["Viện kiểm sát nhân dân tỉnh"]),
        ("UBND cấp xã", ["Ủy ban nhân dân cấp xã"]),
        ("UBND các xã, phường", ["Ủy ban nhân dân xã, phường"]),
        ("BCĐ 138 làm những gì", ["Ban Chỉ đạo 138 tỉnh"]),
        ("Sở Sây dựng", ["Sở Xây dựng"]),
        ("MTTQ tỉnh", ["Ủy ban Mặt trận Tổ quốc tỉnh"]),
    ],
)
def test_short_and_misprinted_forms(words, expected):
    assert names(words) == expected


def test_police_alone_is_the_police_of_the_level():
    assert names("Công an chủ trì", "tỉnh") == ["Công an tỉnh"]
    assert names("Công an chủ trì", "thành phố") == ["Công an thành phố"]
    assert names("Công an chủ trì", None) == ["Công an"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "các Sở, ban, ngành liên quan tham mưu Ủy ban nhân dân tỉnh",
            ["các sở, ban, ngành liên quan", "Ủy ban nhân dân tỉnh"],
        ),
        ("Các Sở, ban, ngành, UBND xã, phường", ["các sở, ban, ngành", "Ủy ban nhân dân xã, phường"]),
        ("các cơ quan, tổ chức có liên quan căn cứ", ["các cơ quan, tổ chức có liên quan"]),
        ("các địa phương ven biển đẩy mạnh tuyên truyền", ["các địa phương ven biển"]),
        (
            "các đơn vị, địa phương có liên quan tại khu vực biên giới, cửa khẩu đẩy mạnh",
            ["các đơn vị, địa phương có liên quan tại khu vực biên giới, cửa khẩu"],
        ),
        (
            "các Sở, ban, ngành, đoàn thể cấp tỉnh, cơ quan ngành dọc đóng trên địa bàn xây dựng kế hoạch",
            ["các sở, ban, ngành, đoàn thể cấp tỉnh", "cơ quan ngành dọc đóng trên địa bàn"],
        ),
    ],
)
def test_groups_end_where_the_verb_begins(words, expected):
    found = find_agencies(words, "tỉnh")
    assert [m.canonical for m in found] == expected
    assert all(not m.known for m in found if m.kind == "group")


@pytest.mark.parametrize(
    "words",
    [
        "Tổ chức thực hiện Kế hoạch",
        "TỔ CHỨC THỰC HIỆN",
        "Ban hành quy chế",
        "Báo cáo kết quả",
        "Phòng ngừa tội phạm",
        "Hội nghị phổ biến",
        "Kết quả thực hiện nhiệm vụ được giao",
        "Bộ máy",
    ],
)
def test_a_verb_or_a_common_word_is_no_body(words):
    assert names(words) == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ban Quản lý Khu kinh tế Đông Nam", "Ban Quản lý Khu kinh tế Đông Nam"),
        ("Ban quản lý Khu Kinh tế Phú Yên", "Ban quản lý Khu Kinh tế Phú Yên"),
        ("Ngân hàng Nhà nước Khu vực 12", "Ngân hàng Nhà nước Khu vực 12"),
        ("Ngân hàng nhà nước khu vực XII", "Ngân hàng nhà nước khu vực XII"),
        ("Sở Y tế Đồng Nai", "Sở Y tế"),
        ("Báo và Phát thanh, Truyền hình Cần Thơ", "Báo và Phát thanh, Truyền hình Cần Thơ"),
        ("Ban thường vụ Tỉnh ủy", "Ban Thường vụ Tỉnh ủy"),
    ],
)
def test_a_place_of_its_own_stays_with_a_known_body(words, name):
    assert [m.canonical for m in find_agencies(words, "tỉnh")] == [name]


@pytest.mark.parametrize(
    ("words", "main"),
    [
        ("Ban Quản lý Khu kinh tế", "Ban Quản lý Khu kinh tế tỉnh"),
        ("Ban Quản lý các khu công nghiệp", "Ban Quản lý các khu công nghiệp tỉnh"),
        ("Mặt trận Tổ quốc Việt Nam tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
        ("Mặt trận Tổ quốc tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
    ],
)
def test_a_shorter_name_stays_as_printed_and_tells_its_body(words, main):
    assert names(words) == [words]
    assert agency_by_name()[words].same_as == main


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("các ngành, các cấp", ["các ngành, các cấp"]),
        ("Sở Y tế, các cấp, các ngành", ["Sở Y tế", "các cấp, các ngành"]),
        ("các sở, các huyện", ["các sở", "các huyện"]),
        ("các cấp, các", ["các cấp"]),
        ("Hội đồng Thi đua - Khen thưởng các cấp", ["Hội đồng Thi đua - Khen thưởng các cấp"]),
    ],
)
def test_levels_and_branches_are_one_set(words, expected):
    assert names(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "các đơn vị trực thuộc Sở và các cơ quan liên quan tổ chức thực hiện",
            ["các đơn vị trực thuộc Sở", "các cơ quan liên quan"],
        ),
        ("các đơn vị trực thuộc phối hợp với Sở Y tế", ["các đơn vị trực thuộc", "Sở Y tế"]),
        ("các đơn vị trực thuộc, Sở Y tế triển khai", ["các đơn vị trực thuộc", "Sở Y tế"]),
    ],
)
def test_a_set_may_say_whom_it_belongs_to(words, expected):
    assert names(words) == expected


def test_offices_in_a_row():
    found = find_agencies(
        "Bộ trưởng, Thủ trưởng cơ quan ngang bộ, Thủ trưởng cơ quan thuộc Chính phủ, Chủ tịch Ủy ban nhân "
        "dân tỉnh chịu trách nhiệm thi hành Quyết định này."
    )
    assert [m.canonical for m in found] == [
        "Bộ trưởng",
        "Thủ trưởng cơ quan ngang bộ",
        "Thủ trưởng cơ quan thuộc Chính phủ",
        "Chủ tịch Ủy ban nhân dân tỉnh",
    ]


def test_names_the_vocabulary_lacks_are_kept_as_printed():
    found = list_of_agencies(
        "Viettel Đồng Nai, Trung tâm Chuyển đổi số Thành phố; các đơn vị liên quan", 0, 73
    )
    assert [(m.canonical, m.known) for m in found] == [
        ("Viettel Đồng Nai", False),
        ("Trung tâm Chuyển đổi số Thành phố", False),
        ("các đơn vị liên quan", False),
    ]


def test_a_mention_covers_its_own_words():
    words = "Giao Sở Tư pháp chủ trì, phối hợp với Công an tỉnh"
    assert [words[m.start : m.end] for m in find_agencies(words)] == ["Sở Tư pháp", "Công an tỉnh"]


_KEYWORDS = st.sampled_from(
    [
        *(
            "các",
            "từng",
            "Sở",
            "sở",
            "Bộ",
            "Tư pháp",
            "Tài chính",
            ",",
            ";",
            ":",
            "và",
            "-",
            "(",
            ")",
            ".",
            "&",
        ),
        *(
            "Công an",
            "tỉnh",
            "xã",
            "phường",
            "UBND",
            "Thủ trưởng",
            "thành viên",
            "Ban Chỉ đạo 138",
            "cơ quan",
        ),
        *("đơn vị", "liên quan", "của", "trên địa bàn", "chủ trì", "phối hợp với", "tổ chức", "Trung tâm"),
    ]
)


@given(st.lists(_KEYWORDS, max_size=40).map(" ".join) | st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_words_give_mentions_inside_them_in_order(words):
    for found in (find_agencies(words, "tỉnh"), list_of_agencies(words, 0, len(words), None)):
        assert all(0 <= m.start < m.end <= len(words) for m in found)
        assert all(a.start <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "piece",
    [
        "các cơ quan của ",
        "các đơn vị và ",
        "Sở Tư pháp, ",
        "Ban Quản lý và ",
        "các sở: ",
        "Trung tâm A và ",
        "thành viên ",
        "của các cơ quan thuộc ",
    ],
)
def test_long_words_are_read_in_linear_time(piece):
    words = piece * 4000
    start = time.perf_counter()
    find_agencies(words, "tỉnh")
    assert time.perf_counter() - start < 8
