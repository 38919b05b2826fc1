"""The words of roles, labels, deadlines and targets are data: each matches its examples and nobody else's."""

from __future__ import annotations

import re

import pytest

from ingest import targets
from ingest.agency_words import words_of
from ingest.assignments.vocabulary import Pattern, RoleWords, label_of, role_words, section_kinds
from ingest.deadlines import DeadlineShape, find_deadline, shapes
from ingest.document import Text, Unit
from ingest.vocabulary import records

LABELS = [(r.id, e) for r in records("roles.toml", "label", Pattern) for e in r.examples]
ROLES = [(r.id, e, r.words) for r in records("roles.toml", "role", RoleWords) for e in r.examples]
OPENINGS = [(r, e) for r in records("roles.toml", "opening", RoleWords) for e in r.examples]
SECTIONS = [(r.id, e) for r in records("roles.toml", "section", Pattern) for e in r.examples]
DEADLINES = [
    (i, e) for i, r in enumerate(records("deadlines.toml", "deadline", DeadlineShape)) for e in r.examples
]


@pytest.mark.parametrize(("label", "example"), LABELS)
def test_a_label_is_matched_by_its_own_pattern_alone(label, example):
    hits = [
        r.id
        for r in records("roles.toml", "label", Pattern)
        if re.fullmatch(r.pattern, example, re.IGNORECASE)
    ]
    assert hits == [label]
    assert label_of(example + ":") == label


@pytest.mark.parametrize(
    "words",
    ["Đơn vị công tác", "Đơn vị tính", "Cơ quan nơi đến", "Cơ quan báo chí", "Tổ chức", "Thời gian qua"],
)
def test_other_words_before_a_colon_are_no_label_of_a_role(words):
    assert label_of(words) is None


@pytest.mark.parametrize(("role", "example", "words"), ROLES)
def test_role_words_give_their_role(role, example, words):
    assert any(w in example for w in words)
    assert all(role_words().longest(words_of(w), 0) == (len(w.split()), role) for w in words)


@pytest.mark.parametrize(("record", "example"), OPENINGS)
def test_openings_begin_their_example(record, example):
    assert any(example.lower().startswith(w) for w in record.words)


@pytest.mark.parametrize(("kind", "example"), SECTIONS)
def test_headings_say_whether_tasks_stand_below(kind, example):
    hits = [(m.start(), name) for name, p in section_kinds() if (m := p.search(example))]
    assert min(hits)[1] == kind


@pytest.mark.parametrize(("shape", "example"), DEADLINES)
def test_a_deadline_is_matched_whole_by_its_own_shape(shape, example):
    whole = [i for i, p in enumerate(shapes()) if p.fullmatch(example)]
    assert whole == [shape]
    assert find_deadline(f"báo cáo kết quả {example}.", 0, 100) is not None


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("xây dựng kế hoạch (hoàn thành trong tháng 11/2025) gửi về", "hoàn thành trong tháng 11/2025"),
        ("gửi về Cơ quan thường trực trước ngày 28/02/2024 để tổng hợp", "trước ngày 28/02/2024"),
        ("báo cáo kết quả thực hiện trước ngày 20 hằng tháng.", "trước ngày 20 hằng tháng"),
        ("tham mưu chậm nhất là ngày 15/12/2025.", "chậm nhất là ngày 15/12/2025"),
        (
            "báo cáo kết quả hằng năm (trước ngày 15 tháng 11) hoặc theo đề nghị để tổng hợp",
            "hằng năm (trước ngày 15 tháng 11) hoặc theo đề nghị",
        ),
        (
            "định kỳ trước ngày 01/6 và 15/11 hằng năm (hoặc đột xuất khi có yêu cầu) báo cáo",
            "định kỳ trước ngày 01/6 và 15/11 hằng năm (hoặc đột xuất khi có yêu cầu)",
        ),
        ("báo cáo 6 tháng (trước ngày 15/6), gửi", "6 tháng (trước ngày 15/6)"),
        ("gửi trước 15 giờ ngày 20/11.", "gửi trước 15 giờ ngày 20/11"),
        ("khi Bộ Công an có văn bản triển khai", None),
        ("đến năm 2030 đạt 100% xã, phường không ma túy", None),
        ("giai đoạn 2026 - 2030", None),
    ],
)
def test_deadlines_as_printed(sentence, printed):
    found = find_deadline(sentence, 0, len(sentence))
    assert (sentence[slice(*found)] if found else None) == printed


@pytest.mark.parametrize(
    ("sentence", "text", "value", "period"),
    [
        ("hạn chế tỷ lệ tái phạm tội (duy trì dưới 3%).", "duy trì dưới 3%", "3", None),
        ("Năm 2024, phấn đấu xây dựng 50% xã, phường điển hình.", "50%", "50", "Năm 2024"),
        ("kéo giảm ít nhất 5 % số vụ phạm tội.", "kéo giảm ít nhất 5 %", "5", None),
        ("đến năm 2030 đạt 100% chỉ tiêu.", "đạt 100%", "100", "đến năm 2030"),
        ("tăng trưởng 8,19% trong năm 2025.", "8,19%", "8,19", "trong năm 2025"),
    ],
)
def test_targets(sentence, text, value, period):
    unit = Unit("p_1", "p", None, None, 0, len(sentence), len(sentence))
    (target,) = targets.find(Text(sentence, sentence), (unit,))
    assert (target.text, target.value, target.unit_of_measure, target.period) == (text, value, "%", period)
    assert sentence[target.start : target.end] == target.text
    assert target.unit == "p_1"


def test_targets_of_the_plan(plan_path):
    from ingest.reading import read

    found = {t.text for t in read(plan_path).targets}
    assert {"duy trì dưới 3%", "100%"} <= found
    assert any(t.endswith("ít nhất 5%") for t in found)
    assert any(t.endswith("50%") for t in found)
