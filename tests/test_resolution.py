"""Which act of the catalogue a citation means: one, or none with the reason."""

import pytest

from ingest.catalogue import Catalogue, Work
from ingest.citations import find, resolve
from ingest.document import Head, Text
from ingest.work import Link


def work(number, date, kind, title, **more):
    from ingest.catalogue import work_id

    return Work(work_id(number, date), kind, title, "hành chính", number=number, date=date, **more)


OLD = work("66/2011/QH12", "2011-03-29", "Luật", "Luật Đường thủy", effective_from="2012-01-01",
           replaced_by=(Link("53/2024/QH15", effective_from="2025-07-01"),))  # fmt: skip
NEW = work("53/2024/QH15", "2024-11-28", "Luật", "Luật Đường thủy", effective_from="2025-07-01")
FIRST = work("12-NQ/TW", "2022-03-16", "Nghị quyết", "Nghị quyết về lực lượng")
SECOND = work("12-NQ/TW", "2017-06-03", "Nghị quyết", "Nghị quyết về doanh nghiệp")
DECREE = work("49/2020/NĐ-CP", "2020-04-17", "Nghị định", "Nghị định về tái hòa nhập")
LOCAL = work(
    "50/KH-UBND",
    "2023-03-20",
    "Kế hoạch",
    "Kế hoạch A",
    issuer="Ủy ban nhân dân tỉnh Tuyên Quang",
    level="tỉnh",
)
CATALOGUE = Catalogue((OLD, NEW, FIRST, SECOND, DECREE, LOCAL))


def first(text, head=Head()):  # noqa: B008 - frozen
    return resolve(find(Text(text, text), (), head), head, CATALOGUE)[0]


@pytest.mark.parametrize(
    ("text", "day", "identity"),
    [
        ("Nghị định số 49/2020/NĐ-CP", None, "49-2020-nd-cp"),
        ("Nghị quyết số 12-NQ/TW ngày 16/3/2022", None, "12-nq-tw-2022-03-16"),
        ("Nghị quyết số 12-NQ/TW ngày 03/6/2017", None, "12-nq-tw-2017-06-03"),
        ("Luật Đường thủy", "2024-02-21", "66-2011-qh12"),
        ("Luật Đường thủy", "2025-12-01", "53-2024-qh15"),
        ("Luật Đường thủy năm 2011", "2025-12-01", "66-2011-qh12"),
        ("Luật Đường thủy ngày 28 tháng 11 năm 2024", None, "53-2024-qh15"),
        ("khoản 1 Điều 5 Nghị định số 49/2020/NĐ-CP", None, "49-2020-nd-cp"),
        (
            "Kế hoạch số 50/KH-UBND ngày 20/3/2023 của Ủy ban nhân dân tỉnh Tuyên Quang",
            None,
            "50-kh-ubnd-2023-03-20",
        ),
    ],
)
def test_one_work_that_fits_is_named(text, day, identity):
    assert first(text, Head(date=day)).resolved == identity


def test_the_year_alone_decides_a_name_that_meant_one_act_all_year():
    assert first("Luật Đường thủy", Head(year="2024")).resolved == OLD.id
    assert first("Luật Đường thủy", Head(year="2026")).resolved == NEW.id
    assert first("Luật Đường thủy", Head(year="2025")).resolved is None
    assert first("Luật Đường thủy", Head()).resolved is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nghị quyết số 12-NQ/TW", "không ghi ngày"),
        ("Nghị quyết số 12-NQ/TW ngày 01/01/2020", "danh mục có số này ngày"),
        ("Nghị định số 49/2020/NĐ-CP ngày 18/4/2020", "danh mục có số này ngày 17/04/2020"),
        ("Thông tư số 49/2020/NĐ-CP", "không phải là Thông tư"),
        ("Nghị định số 50/2020/NĐ-CP", "chưa có"),
        ("Luật Đường thủy", "nhiều văn bản"),
        ("Luật Đường thủy năm 1999", "không khớp năm"),
        ("Tờ trình số …/TTr-STC", "không đọc được"),
        (
            "Kế hoạch số 50/KH-UBND ngày 20/3/2023 của Ủy ban nhân dân tỉnh Phú Thọ",
            "Ủy ban nhân dân tỉnh Tuyên Quang",
        ),
    ],
)
def test_where_none_or_several_fit_the_reason_is_given(text, words):
    found = first(text)
    assert found.resolved is None
    assert words in found.reason


def test_a_plan_of_a_province_is_the_plan_of_the_citing_documents_province():
    text = "Kế hoạch số 50/KH-UBND ngày 20/3/2023 của Ủy ban nhân dân tỉnh"
    assert first(text, Head(issuer="Ủy ban nhân dân tỉnh Tuyên Quang")).resolved == LOCAL.id
    assert first(text, Head(issuer="Ủy ban nhân dân tỉnh Phú Thọ")).resolved is None


def test_the_date_printed_with_another_mention_serves():
    text = "Nghị quyết số 12-NQ/TW ngày 16/3/2022; thực hiện Nghị quyết số 12-NQ/TW."
    found = resolve(find(Text(text, text), (), Head()), Head(), CATALOGUE)
    assert {c.resolved for c in found} == {"12-nq-tw-2022-03-16"}


def test_a_work_added_later_lights_up_what_was_unresolved():
    text = "Nghị định số 50/2020/NĐ-CP"
    before = find(Text(text, text), (), Head())
    again = resolve(
        before, Head(), CATALOGUE.with_works([work("50/2020/NĐ-CP", "2020-04-20", "Nghị định", "B")])
    )
    assert before[0].resolved is None
    assert (again[0].resolved, again[0].reason) == ("50-2020-nd-cp", None)
