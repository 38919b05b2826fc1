"""Acts cited by name, by a short name, or by their type alone."""

import pytest

from ingest.citations import find, short_names, vocabulary
from ingest.document import Head, Text


def cited(text, kind, head=Head()):  # noqa: B008 - frozen
    return [c for c in find(Text(text, text), (), head) if c.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo Luật Giáo dục nghề nghiệp.", ["Luật Giáo dục nghề nghiệp"]),
        ("theo Luật Giáo dục và Luật Đất đai.", ["Luật Giáo dục", "Luật Đất đai"]),
        ("quy định của Luật Phòng, chống ma túy, các văn bản", ["Luật Phòng, chống ma túy"]),
        ("Luật Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ có hiệu lực",
         ["Luật Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ"]),
        ("theo Luật Vận tải vũ trụ được Quốc hội thông qua", ["Luật Vận tải vũ trụ"]),
        ("một số điều của luật người khuyết tật.", ["Luật người khuyết tật"]),
        ("Luật Ban hành văn bản quy phạm pháp luật năm 2025", ["Luật Ban hành văn bản quy phạm pháp luật"]),
        ("Bộ luật Hình sự, Bộ luật Tố tụng hình sự", ["Bộ luật Hình sự", "Bộ luật Tố tụng hình sự"]),
        ("Luật Luật sư", ["Luật Luật sư"]),
        ("Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam", ["Hiến pháp"]),
        ("triển khai Đề án 06 của Chính phủ về dữ liệu", ["Đề án 06 của Chính phủ"]),
        ("thực hiện Đề án “Vận động toàn dân; cảm hóa, giáo dục”.",
         ["Đề án “Vận động toàn dân; cảm hóa, giáo dục”"]),
        ("Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII; các",
         ["Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII"]),
        ("Luật Di sản văn hóa dự kiến lập hồ sơ đề nghị công nhận;", ["Luật Di sản văn hóa"]),
    ],
)  # fmt: skip
def test_a_name_ends_where_it_ends(text, expected):
    assert [c.target_name for c in cited(text, "name")] == expected


@pytest.mark.parametrize(
    "text",
    ["luật sư bào chữa", "Luật sư Nguyễn Văn A", "theo quy định của pháp luật về đất đai",
     "Trường Đại học Luật Hà Nội",
     "Chủ tịch phê duyệt Đề án vị trí việc làm của đơn vị", "các Chương trình, Đề án của Trung ương"],
)  # fmt: skip
def test_what_only_sounds_like_an_act_is_none(text):
    assert cited(text, "name") == []


def test_the_number_that_the_document_itself_gives_a_name_is_taken():
    text = "Căn cứ Luật Đường thủy số 12/2031/QH18;\nTheo Luật Đường thủy, tàu phải đăng ký.\n"
    (found,) = cited(text, "name")
    assert (found.number, found.target) == ("12/2031/QH18", "12/2031/QH18")


def test_an_old_law_of_the_name_mentioned_in_passing_does_not_give_the_number():
    text = (
        "Căn cứ Luật Đường thủy ngày 01 tháng 6 năm 2031;\nTheo Luật Đường thủy, tàu phải đăng ký.\n"
        "Luật Đường thủy số 5/2011/QH13 hết hiệu lực.\n"
    )
    assert [c.number for c in cited(text, "name")] == [None, None]


def test_a_programme_is_what_the_act_that_approves_it_is():
    text = (
        "Quyết định số 623/QĐ-TTg ngày 14/4/2016 của Thủ tướng Chính phủ "
        "về phê duyệt Chiến lược quốc gia về an toàn giao thông;"
    )
    (found,) = cited(text, "name")
    assert (found.target_name, found.number) == ("Chiến lược quốc gia về an toàn giao thông", "623/QĐ-TTg")


def test_a_defined_short_name_means_its_act_from_there_on():
    text = (
        "Nghị định số 15/2020/NĐ-CP ngày 03/02/2020 của Chính phủ về viễn thông "
        "(sau đây gọi tắt là Nghị định 15). Theo Nghị định 15, phải khai báo."
    )
    assert [(c.text, c.number) for c in cited(text, "name")] == [("Nghị định 15", "15/2020/NĐ-CP")]


@pytest.mark.parametrize("definition", short_names.definitions(), ids=lambda d: d.id)
def test_an_example_of_a_definition_is_matched_by_exactly_its_record(definition):
    import re

    for example in definition.examples:
        hits = [d.id for d in short_names.definitions() if re.fullmatch(d.pattern, example)]
        assert hits == [definition.id]


@pytest.mark.parametrize(
    ("text", "own", "expected"),
    [
        ("Quyết định này có hiệu lực", "Quyết định", [("Quyết định này", "self")]),
        ("Quy chế này quy định", "Quyết định", [("Quy chế này", "self")]),
        ("theo Điều này và khoản này", "Luật", [("Điều này", "self"), ("khoản này", "self")]),
        ("Thông tư số 2/2020/TT-BTC về phí. Thông tư nêu trên bãi bỏ", "Kế hoạch",
         [("Thông tư nêu trên", "2/2020/TT-BTC")]),
        ("Điều 3 Quyết định này", "Quyết định", []),
        ("quyết định này của người có thẩm quyền", "Nghị định", []),
        ("Nghị định nêu trên", "Kế hoạch", [("Nghị định nêu trên", None)]),
    ],
)  # fmt: skip
def test_references_by_type_alone_are_aimed(text, own, expected):
    assert [(c.text, c.target) for c in cited(text, "anaphora", Head(type=own))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nghị định số 30/2020/NĐ-CP. Thể thức theo Nghị định 30 và Nghị định số 30.",
         [("Nghị định 30", "30/2020/NĐ-CP"), ("Nghị định số 30", "30/2020/NĐ-CP")]),
        ("Nghị định số 30/2020/NĐ-CP, Nghị định số 30/2021/NĐ-CP. Theo Nghị định 30, văn bản", []),
        ("Nghị quyết số 2/2020/NQ-HĐND. Ban hành Nghị quyết 2 lần", []),
        ("Theo Nghị định 30, văn bản", []),
    ],
)  # fmt: skip
def test_a_number_alone_means_the_one_act_cited_under_it(text, expected):
    assert [(c.text, c.target) for c in cited(text, "name")] == expected


@pytest.mark.parametrize("act", vocabulary.named_acts(), ids=lambda act: act[0].id)
def test_acts_with_a_name_of_their_own_are_cited_by_it(act):
    record, _ = act
    for example in record.examples:
        (found,) = cited(f"theo quy định của {example}, các cấp", "name")
        assert (found.text, found.type) == (example, record.type)
        assert found.target_name == (record.name or example)


def test_every_known_name_is_found_whole():
    for (kind, _), names in vocabulary.law_names().items():
        for name in names:
            if name:
                text = f"theo {kind.capitalize()} {name[0].upper()}{name[1:]} được áp dụng"
                found = [c.target_name.lower() for c in cited(text, "name")]
                assert found[:1] == [f"{kind} {name}"], text
