"""The catalogue: each directive that the plan cites, by number or name, with nothing that no source says."""

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.catalogue import Catalogue, Work, load_catalogue, status_at, work_id
from ingest.work import Link, name_key, number_key

CORPUS = Path(__file__).parents[1] / "corpus"
PLAN = unicodedata.normalize(
    "NFC", (CORPUS / "documents/ke-hoach-138-tuyen-quang-2024.txt").read_text("utf-8")
)
PLAN_DAY = "2024-02-21"
CITED = tuple(w for w in load_catalogue().works if w.plan)


def words(text: str) -> str:
    return re.sub(r"[\s*]+", " ", text)


@pytest.fixture
def catalogue() -> Catalogue:
    return load_catalogue()


def test_thirty_one_numbers_and_nine_names_are_catalogued() -> None:
    by_number = [w for w in CITED if w.plan and any(re.match(r"\d", p) for p in w.plan.printed)]
    assert len(by_number) == 31
    assert len(CITED) == 40


@pytest.mark.parametrize("work", CITED, ids=lambda w: w.id)
def test_what_the_plan_says_stands_in_the_plan(work: Work) -> None:
    assert work.plan
    text = words(PLAN)
    for printed in work.plan.printed:
        assert words(printed) in text
    assert words(work.plan.title) in text
    assert work.plan.issuer.casefold() in text.casefold()
    assert work.plan.sections
    if work.plan.date:
        year, month, day = (int(x) for x in work.plan.date.split("-"))
        spoken = rf"{re.escape(work.plan.printed[0])},? ngày {day:02}/0?{month}/{year}"
        assert re.search(spoken, text)


def test_relations_of_the_plan_name_catalogued_acts() -> None:
    catalogue = load_catalogue()
    for work in CITED:
        assert work.plan
        for relation in work.plan.relations:
            for number in re.findall(r"\d+[/-](?:\d{4}/)?[A-ZĐ][\w-]*(?:/\w+)?", relation):
                assert len(catalogue.numbered(number)) == 1, (work.id, relation)


def test_works_say_where_things_were_read() -> None:
    for work in load_catalogue().works:
        links = (*work.replaced_by, *work.followed_by, *work.amended_by, *work.replaces, *work.same_number)
        assert all(link.source for link in links), work.id
        assert all(
            link.basis for link in links if link.certainty == "confirmed" and link not in work.same_number
        ), work.id
        assert work.title_source != "official" or work.official, work.id
        assert not work.effective_from or work.official or work.title_source == "copy", work.id
        for day in (work.date, work.effective_from, *(a.checked for a in work.addresses)):
            assert not day or re.fullmatch(r"\d{4}-\d\d-\d\d", day), work.id


def test_sources_are_public() -> None:
    for file in (CORPUS / "catalog").glob("*.toml"):
        text = file.read_text("utf-8")
        assert not re.findall(r"shared/|collected|/work/|jsonl|recalled|file id", text), file.name


def test_ids_are_unique() -> None:
    works = load_catalogue().works
    assert len({w.id for w in works}) == len(works)


@pytest.mark.parametrize(
    ("number", "date", "identity"),
    [
        ("12-NQ/TW", "2022-03-16", "12-nq-tw-2022-03-16"),
        ("49/2020/NĐ-CP", "2020-04-17", "49-2020-nd-cp"),
        ("41/2019/QH14", None, "41-2019-qh14"),
        ("18/KH-BCĐ138/CP", "2024-01-15", "18-kh-bcd138-cp-2024-01-15"),
        ("01/2022/TTLT-VKSNDTC-TANDTC-BCA", None, "01-2022-ttlt-vksndtc-tandtc-bca"),
        ("2020/QĐ-TTg", "2016-10-24", "2020-qd-ttg-2016-10-24"),
        ("12-NQ/TW", None, "12-nq-tw"),
    ],
)
def test_work_ids(number: str, date: str | None, identity: str) -> None:
    assert work_id(number, date) == identity


@pytest.mark.parametrize(
    ("number", "date", "identity"),
    [
        ("49/2020/NĐ-CP", None, "49-2020-nd-cp"),
        ("49/2020/NÐ-CP", "2020-04-17", "49-2020-nd-cp"),
        ("49 / 2020 / nđ-cp", None, "49-2020-nd-cp"),
        ("12–NQ/TW", None, "12-nq-tw-2022-03-16"),
        ("124/TT-BCA", "2021-12-28", "124-2021-tt-bca"),
        ("623/qđ-ttg", None, "623-qd-ttg-2016-04-14"),
    ],
)
def test_numbers_are_found_however_they_are_printed(
    catalogue: Catalogue, number: str, date: str | None, identity: str
) -> None:
    assert [w.id for w in catalogue.numbered(number, date)] == [identity]


@pytest.mark.parametrize(
    ("number", "date"),
    [
        ("623/QĐ-TTr", None),  # not the Prime Minister
        ("12-NQ/TW", "2017-06-03"),  # another act of the same number
        ("46-CT/TW", "2025-05-16"),
        ("9/2020/NĐ-CP", None),  # the end of 49/2020/NĐ-CP
        ("124/TT-BCA", None),  # which year?
        ("", None),
        ("/", "2021"),
    ],
)
def test_other_numbers_are_not(catalogue: Catalogue, number: str, date: str | None) -> None:
    assert catalogue.numbered(number, date) == ()


@pytest.mark.parametrize(
    ("name", "day", "number"),
    [
        ("Luật Phòng, chống mua bán người", "2024-02-21", "66/2011/QH12"),
        ("Luật phòng chống mua bán người", "2025-06-30", "66/2011/QH12"),
        ("Luật Phòng, chống mua bán người", "2025-07-01", "53/2024/QH15"),
        ("Luật Thi hành án hình sự", "2024-02-21", "41/2019/QH14"),
        ("Luật Thi hành án hình sự", "2026-07-01", "127/2025/QH15"),
        ("Luật Ngân sách nhà nước", "2025-12-31", "83/2015/QH13"),
        ("Luật Ngân sách nhà nước năm 2015", "2026-11-23", "83/2015/QH13"),
        ("Luật Phòng, chống ma túy", "2022-01-01", "73/2021/QH14"),
        ("Luật Phòng, chống ma tuý", "2026-07-01", "120/2025/QH15"),
        (
            "Luật Lực lượng tham gia bảo vệ ANTT ở cơ sở",
            "2024-02-21",
            "30/2023/QH15",
        ),  # issued, not yet in force
        ("Đề án 06", "2024-02-21", "06/QĐ-TTg"),
        ('Đề án "Xây dựng thế trận An ninh nhân dân trên không gian mạng"', "2024-02-21", "77/QĐ-TTg"),
    ],
)
def test_a_name_stands_for_one_act_on_a_day(catalogue: Catalogue, name: str, day: str, number: str) -> None:
    assert [w.number for w in catalogue.named(name, day)] == [number]


def test_a_name_without_a_day_gives_every_act_of_the_name(catalogue: Catalogue) -> None:
    assert {w.number for w in catalogue.named("Luật Phòng, chống ma túy")} == {
        "73/2021/QH14",
        "120/2025/QH15",
    }
    assert catalogue.named("Luật Phòng") == ()
    assert catalogue.named("Luật Phòng, chống ma túy", "2010-01-01") == ()


@pytest.mark.parametrize(
    ("number", "day", "status", "as_of"),
    [
        ("41/2019/QH14", "2019-12-31", "chưa có hiệu lực", "2019-12-31"),
        ("41/2019/QH14", "2024-02-21", "còn hiệu lực", "2024-02-21"),
        ("41/2019/QH14", "2026-06-30", "còn hiệu lực", "2026-06-30"),
        ("41/2019/QH14", "2026-07-01", "hết hiệu lực toàn bộ", "2026-07-01"),
        ("49/2020/NĐ-CP", "2024-02-21", "còn hiệu lực", "2024-02-21"),
        ("49/2020/NĐ-CP", "2026-11-23", "còn hiệu lực", "2026-01-22"),
        ("30/2023/QH15", PLAN_DAY, "chưa có hiệu lực", PLAN_DAY),
        ("127/2025/QH15", "2026-11-23", "còn hiệu lực", "2026-07-01"),
    ],
)
def test_status_reaches_as_far_as_its_source(
    catalogue: Catalogue, number: str, day: str, status: str, as_of: str
) -> None:
    (work,) = catalogue.numbered(number)
    standing = status_at(work, day)
    assert standing
    assert (standing.status, standing.as_of) == (status, as_of)
    assert standing.basis
    assert standing.source


def test_what_no_source_states_has_no_status(catalogue: Catalogue) -> None:
    for number in ("12-NQ/TW", "04/KH-BCĐ", "623/QĐ-TTg", "77/QĐ-TTg", "18/KH-BCĐ138/CP"):
        (work,) = catalogue.numbered(number)
        assert status_at(work, "2026-11-23") is None, number


def test_the_lapse_of_a_law_names_what_ended_it(catalogue: Catalogue) -> None:
    (work,) = catalogue.numbered("41/2019/QH14")
    standing = status_at(work, "2026-11-23")
    assert standing
    assert "127/2025/QH15" in standing.basis
    assert standing.certainty == "confirmed"


def test_known_contradictions_of_the_plan_are_told(catalogue: Catalogue) -> None:
    for number, word in (
        ("51-NQ/TW", "Bộ Chính trị"),
        ("124/2021/TT-BCA", "thiếu năm"),
        ("77/QĐ-TTg", "1496"),
    ):
        (work,) = catalogue.numbered(number)
        assert any(word in c for c in work.contradictions), number


def test_extending_leaves_the_catalogue_as_it_was(catalogue: Catalogue) -> None:
    before = len(catalogue)
    new = Work(work_id("99/2026/NĐ-CP"), "Nghị định", "Nghị định thử", "quy phạm pháp luật", "99/2026/NĐ-CP")
    longer = catalogue.with_works([new, new])
    assert (len(catalogue), len(longer)) == (before, before + 1)
    assert catalogue.numbered("99/2026/NĐ-CP") == ()
    assert longer.numbered("99/2026/nđ-cp") == (new,)
    assert longer.get(new.id) is new
    assert longer.with_works([new]) is longer


def test_two_acts_of_one_number_are_both_given() -> None:
    works = [Work(f"w{d}", "Nghị quyết", "T", "Đảng", "12-NQ/TW", d) for d in ("2017-06-03", "2022-03-16")]
    both = Catalogue(tuple(works))
    assert both.numbered("12-NQ/TW") == tuple(works)
    assert both.numbered("12-NQ/TW", "2022-03-16") == (works[1],)


def test_a_name_is_ambiguous_while_two_acts_are_in_force() -> None:
    works = [
        Work(i, "Luật", "Luật Chung", "quy phạm pháp luật", i, effective_from="2020-01-01") for i in "ab"
    ]
    assert len(Catalogue(tuple(works)).named("luật chung", "2021-01-01")) == 2


def test_replacement_without_a_day_does_not_end_a_work() -> None:
    work = Work("a", "Luật", "L", "quy phạm pháp luật", "1/2000/QH10", replaced_by=(Link("2/2010/QH12"),))
    assert status_at(work, "2026-01-01") is None


@given(st.text(max_size=60), st.text(max_size=12))
def test_any_text_can_be_looked_up(text: str, other: str) -> None:
    catalogue = load_catalogue()
    for found in (catalogue.numbered(text, other), catalogue.named(text, other)):
        assert isinstance(found, tuple)
    work_id(text, other)


@given(st.sampled_from([w.number for w in load_catalogue().works if w.number]))
def test_keys_do_not_depend_on_case_or_spaces(number: str) -> None:
    spaced = number.replace("/", " / ")
    assert number_key(spaced.lower()) == number_key(spaced.upper()) == number_key(number)


def test_name_keys_ignore_tone_placement() -> None:
    assert name_key("Hòa giải, ma túy ủy") == name_key("HOÀ GIẢI ma tuý uỷ")
    assert name_key("thế") != name_key("thể")


def test_the_plans_gold_resolves(shared: Path) -> None:
    gold = json.loads((shared / "gold/plan_citations.json").read_text("utf-8"))
    catalogue = load_catalogue()
    for item in gold["numbered"]:
        assert [w.id for w in catalogue.numbered(item["number"], item["date"])] == [
            work_id(item["number"], item["date"])
        ]
    for item in gold["named"]:
        (work,) = catalogue.named(item["name"], PLAN_DAY)
        assert work.number == (item["number"] or "")
