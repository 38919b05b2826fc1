"""Every task in one table: narrowed, counted, exported; its deadlines in a calendar that others read."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
from icalendar import Calendar

from search_api.assigned import TaskRow, Wanted, by_deadline, facets, narrowed
from search_api.deadline_calendar import as_calendar
from search_api.suggesting import suggestions

TODAY = date(2026, 1, 10)


def row(task="việc", **given):
    found = TaskRow(
        *("d", "Kế hoạch", "II.1", task, "sec_II__item_1", 0, 4, None),
        *((), (), (), (), ()),
        *(None, None, "", False),
    )
    return replace(found, **given)


ROWS = (
    row("một", lead=("A",), coordinate=("B",), deadline="trước 05/01/2026", due=date(2026, 1, 5)),
    row("hai", lead=("B",), section="II.2.1", deadline="trước 30/01/2026", due=date(2026, 1, 30)),
    row("ba", section="III", unassigned=True),
    row("bốn", implement=("A",), document="e", deadline="hằng tháng"),
)


def tasks(**wanted):
    return [r.task for r in narrowed(ROWS, Wanted(**wanted), TODAY)]


def test_an_agency_and_a_role_belong_together():
    assert tasks(agency="B") == ["một", "hai"]
    assert tasks(agency="B", role="lead") == ["hai"]
    assert tasks(role="implement") == ["bốn"]


def test_a_section_holds_those_below_it_and_no_other():
    assert tasks(section="II") == ["một", "hai", "bốn"]
    assert tasks(section="II.2") == ["hai"]
    assert tasks(section="I") == []


def test_deadlines_are_passed_soon_set_or_none():
    assert tasks(deadline="passed") == ["một"]
    assert tasks(deadline="soon") == ["hai"]
    assert tasks(deadline="set") == ["một", "hai", "bốn"]
    assert tasks(deadline="none") == ["ba"]
    assert tasks(unassigned=True) == ["ba"]


def test_the_earliest_deadline_comes_first_and_none_last():
    assert [r.task for r in by_deadline(reversed(ROWS))] == ["một", "hai", "bốn", "ba"]


def test_a_facet_counts_what_its_value_would_leave():
    for name, counted in facets(ROWS, Wanted(role="lead"), TODAY).items():
        for value, count in counted:
            chosen = {"role": "lead", name: True if value == "true" else value}
            assert len(tasks(**chosen)) == count, (name, value)


def test_a_calendar_holds_the_deadlines_that_mean_a_day():
    read = Calendar.from_ical(as_calendar("Hạn", ROWS, "http://127.0.0.1:8138/"))
    entries = read.walk("VEVENT")
    assert [e.decoded("dtstart") for e in entries] == [date(2026, 1, 5), date(2026, 1, 30)]
    assert "trước 05/01/2026" in str(entries[0]["summary"])
    assert str(entries[0]["url"]) == "http://127.0.0.1:8138/documents/d#sec_II__item_1"
    again = Calendar.from_ical(as_calendar("Hạn", ROWS, "http://x")).walk("VEVENT")
    assert [str(e["uid"]) for e in again] == [str(e["uid"]) for e in entries]


def test_the_table_over_http_is_the_table_that_is_exported(client):
    narrow = {"agency": "Sở Tư pháp", "role": "lead"}
    body = client.get("/v1/tasks", params=narrow).json()
    assert body["total"] == len(body["tasks"]) > 0
    assert all("Sở Tư pháp" in task["lead"] for task in body["tasks"])
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/v1/tasks.xlsx", params=narrow).content)).active
    assert [r[1] for r in sheet.iter_rows(min_row=2, values_only=True)] == [t["task"] for t in body["tasks"]]
    assert client.get("/v1/tasks.csv", params=narrow).text.count("\r\n") >= body["total"] + 1


def test_suggestions_come_from_what_is_held_and_need_no_marks(client):
    library = client.app.state.shelf.library()
    assert suggestions(library, "so tu phap")[0].id == "so-tu-phap"
    assert suggestions(library, "49/2020")[0].id == "49-2020-nd-cp"
    assert suggestions(library, "Sở tư")[0] == suggestions(library, "so tu")[0]
    assert suggestions(library, "s") == []
    assert suggestions(library, "phóng vệ tinh địa tĩnh") == []
    every = client.get("/v1/suggest", params={"q": "nghi dinh"}).json()["suggestions"]
    assert "49-2020-nd-cp" in [one["id"] for one in every]
