"""Syllable pairs of a large corpus in arrays: the same restoring of marks as from a dictionary of pairs."""

from __future__ import annotations

import pytest

from index.articles.syllable_table import PairCounter, SyllableTable
from index.marks import SyllablePairs, restore
from index.syllables import words

TEXTS = [
    "Cơ quan quản lý thuế có trách nhiệm hướng dẫn người nộp thuế",
    "Hòa giải ở cơ sở do tổ hòa giải thực hiện",
    "Người nộp thuế nộp hồ sơ khai thuế trước ngày 20 hằng tháng",
]
NOTHING = SyllablePairs.of(())


@pytest.fixture
def table(tmp_path):
    counter = PairCounter()
    for text in TEXTS:
        counter.add(words(text))
    counter.write(tmp_path)
    return SyllableTable(tmp_path, NOTHING)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nguoi nop thue nop ho so", "người nộp thuế nộp hồ sơ"),
        ("hoa giai o co so", "hòa giải ở cơ sở"),
        ("Co quan quan ly thue", "Cơ quan quản lý thuế"),
        ("methadone 2024", "methadone 2024"),
        ("hòa giải ở cơ sở", "hòa giải ở cơ sở"),
    ],
)
def test_marks_come_back(table, typed, meant):
    assert restore(typed, table) == meant


def test_it_agrees_with_the_statistics_in_a_dictionary(table):
    small = SyllablePairs.of(TEXTS)
    for typed in ("nguoi nop thue", "ho so khai thue truoc ngay 20", "to hoa giai thuc hien"):
        assert restore(typed, table) == restore(typed, small)


def test_words_of_asking_are_added(tmp_path):
    counter = PairCounter()
    counter.add(words("Nghị định này quy định về muối"))
    counter.write(tmp_path)
    asking = SyllablePairs.of(["được quy định như thế nào"])
    assert restore("muoi duoc quy dinh nhu the nao", SyllableTable(tmp_path, asking)) == (
        "muối được quy định như thế nào"
    )


def test_a_rare_syllable_says_more_than_a_common_one(table):
    assert table.information("hằng") > table.information("thuế")
    assert table.information("lạ") > table.information("hằng")


def test_counting_in_parts_is_counting(tmp_path, monkeypatch):
    from index.articles import syllable_table

    def counted(folder, chunk):
        monkeypatch.setattr(syllable_table, "_CHUNK", chunk)
        folder.mkdir()
        counter = PairCounter()
        for text in TEXTS * 3:
            counter.add(words(text))
        counter.write(folder)
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    whole, parts = counted(tmp_path / "whole", 10_000), counted(tmp_path / "parts", 70)
    assert whole["syllables.json"] == parts["syllables.json"]
    assert whole["syllable_pair_counts.npy"] == parts["syllable_pair_counts.npy"]
