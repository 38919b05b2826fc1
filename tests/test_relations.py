"""What the text says that one act does to another."""

import re

import pytest

from ingest import relations
from ingest.citations import find
from ingest.document import Head, Text


def stated(text, head=Head()):  # noqa: B008 - frozen
    stored = Text(text, text)
    return {
        (r.source, r.relation, r.target) for r in relations.find(stored, (), head, find(stored, (), head))
    }


@pytest.mark.parametrize("words", relations.vocabulary(), ids=lambda w: w.name)
def test_an_example_is_matched_whole_by_exactly_its_relation(words):
    for example in words.examples:
        hits = [w.name for w in relations.vocabulary() if re.fullmatch(w.pattern, example)]
        assert hits == [words.name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kết luận số 15-KL/TW của Ban Bí thư về tiếp tục đẩy mạnh thực hiện Chỉ thị số 46-CT/TW",
         ("15-KL/TW", "tiếp tục đẩy mạnh thực hiện", "46-CT/TW")),
        ("Kế hoạch 73/KH-UBND ngày 17/8/2016 của UBND tỉnh về tổ chức thực hiện Quyết định số 623/QĐ-TTg",
         ("73/KH-UBND", "tổ chức thực hiện", "623/QĐ-TTg")),
        ("Nghị định số 49/2020/NĐ-CP của Chính phủ quy định chi tiết thi hành Luật Thi hành án hình sự",
         ("49/2020/NĐ-CP", "quy định chi tiết thi hành", "Luật Thi hành án hình sự")),
        ("Luật Phí số 97/2015/QH13 được sửa đổi, bổ sung bởi Luật số 56/2024/QH15 và Luật số 90/2025/QH15",
         ("90/2025/QH15", "sửa đổi bổ sung", "97/2015/QH13")),
        ("Quyết định số 77/QĐ-TTg của Thủ tướng Chính phủ phê duyệt Đề án “Xây dựng thế trận mới”",
         ("77/QĐ-TTg", "phê duyệt", "Đề án “Xây dựng thế trận mới”")),
    ],
)  # fmt: skip
def test_between_two_acts(text, expected):
    assert expected in stated(text)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Căn cứ Nghị định số 15/2020/NĐ-CP ngày 03/02/2020 của Chính phủ;", "căn cứ"),
        ("Thực hiện Nghị định số 15/2020/NĐ-CP, Ủy ban nhân dân ban hành", "thực hiện"),
        ("Điều 2. Quyết định này thay thế Nghị định số 15/2020/NĐ-CP.", "thay thế"),
        ("Bãi bỏ Nghị định số 15/2020/NĐ-CP.", "bãi bỏ"),
        ("Nghị định số 15/2020/NĐ-CP hết hiệu lực kể từ ngày Luật này có hiệu lực.", "bãi bỏ"),
        ("Sửa đổi, bổ sung một số điều của Nghị định số 15/2020/NĐ-CP", "sửa đổi bổ sung"),
        ("theo quy định tại Điều 5 Nghị định số 15/2020/NĐ-CP", "dẫn chiếu"),
        ("bổ sung máy móc quy định tại Nghị định số 15/2020/NĐ-CP", "dẫn chiếu"),
        ("Các Nghị định sau đây hết hiệu lực:\n- Nghị định số 15/2020/NĐ-CP;\n", "bãi bỏ"),
    ],
)
def test_from_the_document(text, relation):
    assert ("1/QĐ-UBND", relation, "15/2020/NĐ-CP") in stated(text, Head(number="1/QĐ-UBND"))


def test_the_evidence_is_the_texts_own_words(plan_path):
    from ingest.reading import read

    document = read(plan_path)
    for relation in relations.find(document.text, document.units, document.head, document.citations):
        assert relation.evidence == document.text.printed[relation.start : relation.end]
        assert relation.source != relation.target


def test_the_vocabulary_tells_which_relations_change_an_act_and_which_detail_one():
    assert {"sửa đổi bổ sung", "thay thế", "bãi bỏ"} <= relations.changing()
    assert set(relations.detailing()) == {"quy định chi tiết", "quy định chi tiết thi hành", "hướng dẫn"}
    assert not relations.changing() & {*relations.detailing(), "thực hiện", "phê duyệt"}
