"""Marks left out of a query come back from the corpus's own syllable pairs; marks that stand are kept."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.knowledge import Knowledge, knowledge
from index.marks import SyllablePairs, restore
from index.syllables import comparable, fold, words

PLAN = Path(__file__).parent.parent / "corpus" / "documents" / "ke-hoach-138-tuyen-quang-2024.txt"


@cache
def known() -> Knowledge:
    return knowledge(SyllablePairs.of([PLAN.read_text(encoding="utf-8")]))


def bare(text: str) -> str:
    return "".join(fold(c) if c.isalpha() else c for c in text)


@pytest.mark.parametrize(
    "query",
    [
        "cơ quan nào chủ trì ngày hội toàn dân bảo vệ an ninh tổ quốc",
        "lập hồ sơ đưa đối tượng vào cơ sở cai nghiện bắt buộc ai chủ trì",
        "chiến lược bảo vệ an ninh quốc gia nghị quyết số mấy",
        "hòa giải cơ sở ai chủ trì",
        "ai phối hợp xác thực thuê bao di động",
        "văn bản nào quy định về tái hòa nhập cộng đồng",
        "tuyên truyền trên phát thanh truyền hình do sở nào chủ trì",
        "kế hoạch 74 do sở nào chủ trì",
    ],
)
def test_a_query_without_marks_gets_them_back(query: str) -> None:
    assert restore(bare(query), known().restoring) == query


def test_words_of_everyday_life_that_the_corpus_lacks_keep_their_sense() -> None:
    assert "kết hôn" in restore("thu tuc dang ky ket hon", known().restoring)


@pytest.mark.parametrize(
    "query",
    [
        "Ai chủ trì công tác hòa giải ở cơ sở?",
        "Đơn vị nào làm đầu mối hưởng ứng Tháng hành động phòng, chống ma túy?",
        "Cơ quan nào quản lý Quỹ phòng, chống tội phạm tỉnh?",
        "Ai là huấn luyện viên đội tuyển bóng đá quốc gia?",
        "Thủ tục đăng ký kết hôn với người nước ngoài mất bao lâu?",
        "Vận động quản trị viên hội nhóm tham gia Thế trận do cơ quan nào chủ trì?",
    ],
)
def test_a_query_with_its_marks_is_left_alone(query: str) -> None:
    assert restore(query, known().restoring) == query


def test_a_part_without_marks_is_restored_beside_one_that_has_them() -> None:
    assert (
        restore("Cơ quan nào chủ trì hoa giai o co so", known().restoring)
        == "Cơ quan nào chủ trì hòa giải ở cơ sở"
    )


def test_a_syllable_that_nobody_writes_is_read_by_its_letters() -> None:
    assert restore("hòa giẩi ở cơ sở", known().restoring) == "hòa giải ở cơ sở"


def test_spans_to_keep_stay_as_typed() -> None:
    assert restore("ca tinh", known().restoring, keep=[(0, 2)]) == "ca tỉnh"


def test_case_and_punctuation_stay() -> None:
    assert restore("CHU TRI: Hoa giai?", known().restoring) == "CHỦ TRÌ: Hòa giải?"


def test_most_syllables_of_unseen_directives_come_back(shared: Path) -> None:
    """Counted on offices' plans while the statistics come from other plans: nobody's own words are used."""
    plans = sorted((shared / "corpus" / "offices" / "ke_hoach").glob("*.md"))
    texts = [path.read_text(encoding="utf-8") for path in plans]
    pairs = knowledge(SyllablePairs.of(texts[::2])).restoring
    right = every = 0
    for text in texts[1::2]:
        for line in [line for line in text.splitlines() if 40 < len(line) < 300][:40]:
            before, after = words(line), words(restore(bare(line), pairs))
            every += len(before)
            right += sum(one == other for one, other in zip(before, after, strict=True))
    assert right / every > 0.93


def test_a_long_query_takes_milliseconds() -> None:
    query = bare("cơ quan nào chủ trì tuyên truyền phòng chống tội phạm trên không gian mạng " * 2)
    restore(query, known().restoring)
    best = min(_seconds(query) for _ in range(5))
    assert best < 0.02


def _seconds(query: str) -> float:
    start = time.perf_counter()
    restore(query, known().restoring)
    return time.perf_counter() - start


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_keeps_its_letters(text: str) -> None:
    restored = restore(text, known().restoring)
    assert [fold(word) for word in words(restored)] == [fold(word) for word in words(text)]


@given(st.lists(st.sampled_from(["hòa giải", "ở cơ sở", "an ninh", "12", "xyz", "Sở Y tế"]), max_size=12))
@settings(deadline=None)
def test_restoring_twice_changes_nothing(parts: list[str]) -> None:
    once = restore(bare(" ".join(parts)), known().restoring)
    assert restore(once, known().restoring) == once


def test_statistics_survive_being_written_down() -> None:
    pairs = known().corpus
    read = SyllablePairs.from_json(pairs.as_json())
    assert (read.single, read.pairs, read.total) == (pairs.single, pairs.pairs, pairs.total)


@pytest.mark.parametrize(
    ("old", "new"), [("hoà", "hòa"), ("uỷ", "ủy"), ("quý", "quý"), ("hoàn", "hoàn"), ("Thuỷ", "thủy")]
)
def test_one_tone_placement(old: str, new: str) -> None:
    assert comparable(old) == new
