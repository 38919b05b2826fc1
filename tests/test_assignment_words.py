"""The words of roles, labels, deadlines and targets are data: each matches its examples and nobody else's."""

from __future__ import annotations

import re
import time

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


def targets_of(sentence):
    unit = Unit("p_1", "p", None, None, 0, len(sentence), len(sentence))
    return targets.find(Text(sentence, sentence), (unit,))


@pytest.mark.parametrize(
    ("sentence", "text", "value", "measure", "period"),
    [
        ("hạn chế tỷ lệ tái phạm tội (duy trì dưới 3%).", "duy trì dưới 3%", "3", "%", None),
        ("Năm 2024, phấn đấu xây dựng 50% xã, phường điển hình.", "50%", "50", "%", "Năm 2024"),
        ("kéo giảm ít nhất 5 % số vụ phạm tội.", "kéo giảm ít nhất 5 %", "5", "%", None),
        ("đến năm 2030 đạt 100% chỉ tiêu.", "đạt 100%", "100", "%", "đến năm 2030"),
        ("tăng trưởng 8,19% trong năm 2025.", "8,19%", "8,19", "%", "trong năm 2025"),
        ("Đến hết năm 2025: Có ≥ 30% doanh nghiệp.", "≥ 30%", "30", "%", "Đến hết năm 2025"),
        ("Đầu tư mới trạm 5G: 35 trạm.", "35 trạm", "35", "trạm", None),
        ("Mỗi năm mở ít nhất 02 lớp tập huấn.", "ít nhất 02 lớp", "02", "lớp", "Mỗi năm"),
        ("thu hút tối thiểu 1.200 tỷ đồng.", "tối thiểu 1.200 tỷ đồng", "1.200", "tỷ đồng", None),
        ("giảm 5% so với năm 2023.", "giảm 5% so với năm 2023", "5", "%", None),
        (
            "Năm 2024 giảm 5% so với cùng kỳ năm 2023.",
            "giảm 5% so với cùng kỳ năm 2023",
            "5",
            "%",
            "Năm 2024",
        ),
        ("theo Kế hoạch ngày 15 tháng 11 năm 2021 đạt 90%.", "đạt 90%", "90", "%", None),
        ("theo Quyết định số 12/2025/QĐ-UBND đạt 90%.", "đạt 90%", "90", "%", None),
    ],
)
def test_targets(sentence, text, value, measure, period):
    (target,) = targets_of(sentence)
    assert (target.text, target.value, target.unit_of_measure, target.period) == (
        text,
        value,
        measure,
        period,
    )
    assert sentence[target.start : target.end] == target.text
    assert target.unit == "p_1"


@pytest.mark.parametrize(
    "sentence",
    ["04 xã ven biển của tỉnh", "trong vòng 10 ngày", "ít nhất 02 Phó Chủ tịch", "Luật số 12/2020/QH14"],
)
def test_a_number_that_binds_nobody_is_no_target(sentence):
    assert targets_of(sentence) == ()


def test_the_time_of_a_heading_holds_for_the_figures_below():
    words = "II. Đến năm 2030\n- đạt 60% doanh nghiệp\n- đạt 20% trong năm 2026\n"
    first, second = words.index("- đạt 60"), words.index("- đạt 20")
    units = (
        Unit("sec_II", "section", "II", "Đến năm 2030", 0, first, len(words)),
        Unit("b_1", "bullet", None, None, first, second, second, parent="sec_II"),
        Unit("b_2", "bullet", None, None, second, len(words), len(words), parent="sec_II"),
    )
    found = targets.find(Text(words, words), units)
    assert [(t.value, t.period, t.unit) for t in found] == [
        ("60", "Đến năm 2030", "b_1"),
        ("20", "trong năm 2026", "b_2"),
    ]


@pytest.mark.parametrize(
    ("measure", "example"),
    [(m.id, e) for m in records("targets.toml", "measure", targets.Measure) for e in m.examples],
)
def test_a_figure_is_matched_by_its_own_measure(measure, example):
    (target,) = targets_of(f"phấn đấu xây dựng: {example}")
    assert target.text.endswith(example)
    assert (target.unit_of_measure == "%") == (measure == "percent")


@pytest.mark.parametrize(
    "example", [e for p in records("targets.toml", "period", targets.Period) for e in p.examples]
)
def test_a_period_is_matched_whole(example):
    (target,) = targets_of(f"Phấn đấu {example} đạt 90% kế hoạch")
    assert target.period == example


@pytest.mark.parametrize(
    "example", [e for p in records("targets.toml", "baseline", targets.Period) for e in p.examples]
)
def test_a_baseline_is_no_period(example):
    (target,) = targets_of(f"giảm 5% {example}")
    assert (target.text, target.period) == (f"giảm 5% {example}", None)


@pytest.mark.parametrize(
    "example", [e for b in records("targets.toml", "bound", targets.Bound) for e in b.examples]
)
def test_a_bound_belongs_to_its_figure(example):
    assert [t.text for t in targets_of(f"số vụ {example} so cùng kỳ")] == [example]


@pytest.mark.parametrize("piece", ["đạt ", "100% ", "năm 2030 ", "ít nhất 1.000.", "so với năm ", "1" * 50])
def test_figures_in_long_text_are_found_in_linear_time(piece):
    words = piece * (40_000 // len(piece))
    started = time.monotonic()
    targets_of(words)
    find_deadline(words, 0, len(words))
    assert time.monotonic() - started < 5


def test_targets_of_the_plan(plan_path):
    from ingest.reading import read

    found = {t.text for t in read(plan_path).targets}
    assert {"duy trì dưới 3%", "100%"} <= found
    assert any(t.endswith("ít nhất 5%") for t in found)
    assert any(t.endswith("50%") for t in found)
