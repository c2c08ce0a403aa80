"""The history strip: where many initiatives stood at each meeting, in one table."""

from __future__ import annotations

from datetime import date

import pytest

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.summaries.cities import summarise_city
from ictrack.summaries.history_strip import MOST_ROWS, HistoryStrip, trace_at_meetings
from ictrack.summaries.initiatives import summarise_initiatives
from ictrack.summaries.list_asked import AT_MEETINGS, Asked
from ictrack.summaries.setting import summarise_setting
from tests.engines import OpenNew
from tests.properties.tables import Cells, Files, fill

TODAY = date(2024, 6, 1)
AS_AT = date(2023, 12, 31)


def meeting(identifier: str, starts_on: str, cut_off_on: str = "") -> Cells:
    return {
        "event_id": identifier,
        "kind": "convening",
        "title": f"Meeting {identifier}",
        "phase_id": "1",
        "starts_on": starts_on,
        "cut_off_on": cut_off_on,
    }


def initiative(identifier: str, **more: str) -> Cells:
    return {"initiative_id": identifier, "city_id": "BRI", "phase_id": "1", "title": identifier, **more}


def update(identifier: str, of: str, day: str, status: str, **more: str) -> Cells:
    return {"update_id": identifier, "initiative_id": of, "reported_on": day, "status": status, **more}


FILES: Files = {
    "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2019-01", "ends_on": "2023"}],
    "cities": [{"city_id": "BRI", "name": "Bristol"}, {"city_id": "CAR", "name": "Caerdydd"}],
    "thematic_areas": [{"area_id": "jobs", "name": "Jobs", "sort_order": "1"}],
    "events": [
        meeting("E1", "2020-03-10", "2020-02-28"),
        meeting("E2", "2021-05"),
        meeting("E3", "2024-02"),
        {"event_id": "P", "kind": "publication", "title": "A paper", "starts_on": "2021-01"},
    ],
    "initiatives": [
        initiative("A", starts_on="2019-02"),
        initiative("B", added_on="2020-02-29", removed_on="2022-01-01"),
        initiative("C", added_on="2022-06", plan_link="unconfirmed"),
        initiative("D", city_id="CAR"),
        initiative("E"),
    ],
    "status_updates": [
        update("U1", "A", "2020-02-28", "in_progress"),
        update("U2", "A", "2021-05-31", "completed", recorded_on="2021-06-02"),
        update("U3", "D", "2020-01", "in_progress"),
        update("U4", "D", "2020-12", "paused"),
        update("U5", "D", "2022-01", "in_progress"),
    ],
    "initiative_links": [{"from_id": "E", "to_id": "A", "kind": "part_of"}],
}


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    database = open_new()
    fill(database, FILES)
    return database


def trace(
    database: Database, as_at: date = AS_AT, known_on: date = TODAY, ids: tuple[str, ...] | None = None
) -> HistoryStrip:
    setting = summarise_setting(database, TODAY)
    return trace_at_meetings(database, Scope(as_at, known_on), setting, initiatives=ids)


def words(strip: HistoryStrip) -> dict[str, tuple[str, ...]]:
    return {row.head.text: tuple(cell.words for cell in row.cells) for row in strip.rows}


def test_a_column_is_a_meeting_by_the_month_it_was_held_and_the_day_asked_about_comes_last(
    database: Database,
) -> None:
    days = trace(database).days
    assert [day.label for day in days] == ["Mar 2020", "May 2021", "31 December 2023"]
    assert [day.day for day in days] == [date(2020, 2, 28), date(2021, 5, 31), AS_AT]
    assert days[0].occasion == "Meeting E1, as at 28 February 2020"


def test_a_meeting_is_in_on_the_day_of_its_cut_off_and_not_the_day_before(database: Database) -> None:
    assert [day.day for day in trace(database, date(2021, 5, 31)).days][-1] == date(2021, 5, 31)
    assert len(trace(database, date(2021, 5, 31)).days) == 2
    assert [day.label for day in trace(database, date(2021, 5, 30)).days] == ["Mar 2020", "30 May 2021"]


def test_cells_say_the_progress_then_and_what_was_not_in_the_plan_is_empty(database: Database) -> None:
    strip = trace(database)
    assert words(strip) == {
        "A": ("Under way", "Completed", "Completed"),
        "B": ("Not in the plan yet", "Not reported; silent", "Not in the plan any more"),
        "C": ("Not in the plan yet", "Not in the plan yet", "Not reported; silent"),
        "D": ("Under way", "Paused", "Under way; silent"),
    }
    marks = [cell.marked for row in strip.rows for cell in row.cells]
    assert sum(mark is None for mark in marks) == 4
    assert [mark.is_hollow for mark in marks if mark] == [False] * 4 + [True] + [False] * 3
    assert [mark.is_silent for mark in marks if mark] == [False] * 3 + [True] * 2 + [False] * 2 + [True]


def test_a_late_report_shows_only_from_the_day_it_was_known(database: Database) -> None:
    assert (
        words(trace(database, known_on=date(2021, 6, 1)))["A"] == ("Under way",) + ("Under way; silent",) * 2
    )
    assert words(trace(database, known_on=date(2021, 6, 2)))["A"][1] == "Completed"


def test_the_sentence_counts_changes_and_keeps_first_reports_apart(database: Database) -> None:
    assert trace(database).sentence == (
        "From one meeting to the next, and since the last of them, 2 of 4 initiatives changed progress, "
        "3 times in all. 1 joined after the last meeting. 1 left the plan."
    )
    assert trace(database, date(2021, 5, 31)).sentence == (
        "From one meeting to the next, 2 of 3 initiatives changed progress, 2 times in all."
    )
    assert trace(database, date(2020, 12, 30)).sentence == (
        "Since the meeting of Mar 2020, none of 3 initiatives changed progress. "
        "1 joined after the last meeting."
    )


def test_a_first_report_is_no_change_of_progress(database: Database) -> None:
    later = update("U9", "C", "2023", "in_progress")
    events = [*FILES["events"], meeting("E4", "2022-07")]
    fill(database, {**FILES, "events": events, "status_updates": [later]})
    assert "none of 4 initiatives changed progress. For 1 a first status was reported." in (
        trace(database).sentence
    )


def test_without_a_meeting_it_says_how_to_supply_one(database: Database) -> None:
    fill(database, {**FILES, "events": []})
    strip = trace(database)
    assert strip.sentence.startswith("No meeting of the cities by 31 December 2023 is recorded")
    assert [day.label for day in strip.days] == ["31 December 2023"]


def test_two_meetings_of_one_cut_off_are_one_column(database: Database) -> None:
    fill(database, {**FILES, "events": [meeting("E1", "2021-05"), meeting("E2", "2021-05")]})
    assert [day.occasion for day in trace(database).days] == [
        "Meeting E1; Meeting E2, as at 31 May 2021",
        "The day of this page",
    ]


def test_the_rows_asked_for_come_in_their_order_and_no_others(database: Database) -> None:
    assert [row.head.text for row in trace(database, ids=("D", "A")).rows] == ["D", "A"]


def test_the_file_has_a_column_for_each_day(database: Database) -> None:
    rows = trace(database).table.plain_rows()
    assert rows[1] == {
        "initiative": "B",
        "city": "Bristol",
        "2020-02-28": "Not in the plan yet",
        "2021-05-31": "Not reported; silent",
        "2023-12-31": "Not in the plan any more",
    }


def test_a_city_shows_its_own_and_one_that_left(database: Database) -> None:
    setting = summarise_setting(database, TODAY)
    city = summarise_city(database, Scope(AS_AT, TODAY), setting, "BRI")
    assert [row.head.text for row in city.strip.rows] == ["A", "B", "C"]


def test_a_long_strip_shows_the_first_rows_and_leads_to_the_rest(database: Database) -> None:
    many = [initiative(f"I{number:03}") for number in range(MOST_ROWS + 1)]
    fill(database, {**FILES, "initiatives": many, "status_updates": [], "initiative_links": []})
    setting = summarise_setting(database, TODAY)
    scope = Scope(AS_AT, TODAY)
    strip = summarise_city(database, scope, setting, "BRI").strip
    assert (len(strip.rows), len(strip.table.rows)) == (MOST_ROWS, MOST_ROWS + 1)
    assert strip.more is not None
    assert dict(strip.more.target.opens) == {"cities": "BRI", "by": AT_MEETINGS}
    second = summarise_initiatives(database, scope, setting, Asked(by=AT_MEETINGS, start="101"))
    assert second.strip is not None
    assert [row.head.text for row in second.strip.rows] == ["I100"]
    assert dict(second.pages[0].target.opens) == {"by": AT_MEETINGS}


def test_the_list_has_no_strip_unless_asked_and_names_an_unknown_view(database: Database) -> None:
    setting = summarise_setting(database, TODAY)
    listing = summarise_initiatives(database, Scope(AS_AT, TODAY), setting, Asked(by="weeks"))
    assert listing.strip is None
    assert listing.problems == (
        "The address asks for by 'weeks', which is not one of meetings. It was left out.",
    )
