"""One city: its sentence, its three lists, its areas and phases, its plans and its peers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ictrack.actions.load import load_bundled
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.summaries.attention import ShortList
from ictrack.summaries.cities import CityView, summarise_city
from ictrack.summaries.setting import Setting, summarise_setting
from ictrack.summaries.table import Linked, Outward, Target, plain
from ictrack.vocabulary import PlanLink
from tests.engines import OpenNew
from tests.properties.tables import Files, fill

TODAY = date(2024, 6, 1)
AS_AT = date(2021, 6, 30)


def initiative(identifier: str, city: str = "BRI", area: str = "jobs", **cells: str) -> dict[str, str]:
    row = {
        "initiative_id": identifier,
        "city_id": city,
        "phase_id": "2",
        "area_id": area,
        "title": identifier,
    }
    return {**row, "starts_on": "2019-09-01", **cells}


def update(identifier: str, initiative: str, day: str, status: str = "", **cells: str) -> dict[str, str]:
    row = {"update_id": identifier, "initiative_id": initiative, "reported_on": day}
    return {**row, "status": status, **cells}


# The convening's cut-off is 31 March 2020. F moved forward, K back, N has its first status
# and J joined after it; L is past its date, R at risk, P paused; D1 to D7 have dates ahead.
FILES: Files = {
    "phases": [
        {"phase_id": "1", "name": "Phase one", "starts_on": "2017-01", "ends_on": "2019-08-31"},
        {"phase_id": "2", "name": "Phase two", "starts_on": "2019-09-01", "ends_on": "2023-12-31"},
    ],
    "cities": [
        {"city_id": "BRI", "name": "Bristol"},
        {"city_id": "YNY", "name": "Ynys Môn"},
        {"city_id": "ARM", "name": "Ármagh"},
    ],
    "thematic_areas": [
        {"area_id": "jobs", "name": "Jobs", "sort_order": "1"},
        {"area_id": "story", "name": "Story", "sort_order": "2"},
        {"area_id": "civic", "name": "Civic", "sort_order": "3"},
    ],
    "memberships": [
        {"city_id": "BRI", "phase_id": "1", "role": "associate"},
        {"city_id": "BRI", "phase_id": "2", "role": "founder", "joined_on": "2019-10"},
    ],
    "action_plans": [
        {"plan_id": "P2", "city_id": "BRI", "phase_id": "2", "title": "Plan", "coverage": "not_read"}
    ],
    "events": [
        {
            "event_id": "E1",
            "kind": "convening",
            "title": "Spring meeting",
            "phase_id": "2",
            "starts_on": "2020-03",
        }
    ],
    "initiatives": [
        initiative("F"),
        initiative("K"),
        initiative("N"),
        initiative("J", starts_on="2020-04-01"),
        initiative("L", target_on="2021-03"),
        initiative("R"),
        initiative("P"),
        *(initiative(f"D{n}", target_on=f"2022-0{8 - n}-01") for n in range(1, 8)),
        initiative("NOW", target_on="2021-06-30"),
        initiative("PAST", target_on="2021-06-29", area="story"),
        initiative("NOWHERE", area=""),
        initiative("Y1", "YNY", "civic"),
        initiative("Y2", "YNY", "civic"),
        initiative("Y3", "YNY", "civic"),
        initiative("Y4", "YNY", "civic"),
        initiative("A1", "ARM", "civic"),
    ],
    "status_updates": [
        update("F1", "F", "2020-03-31", "not_started"),
        update("F2", "F", "2020-04-01", "in_progress"),
        update("K1", "K", "2020-03-01", "in_progress"),
        update("K2", "K", "2021-05-01", "paused"),
        update("N1", "N", "2020-10", "in_progress"),
        update("J1", "J", "2020-05", "completed"),
        update("L1", "L", "2020-01-05", "in_progress"),
        update("R1", "R", "2020-01-05", "in_progress", confidence="on_track"),
        update("R2", "R", "2020-01-06", "in_progress", confidence="at_risk", reason="No money"),
        update("R3", "R", "2020-02-06", "in_progress", confidence="at_risk", reason="Still no money"),
        update("P1", "P", "2019", "paused"),
        update("Y1a", "Y1", "2021-06-30", "completed"),
        update("Y2a", "Y2", "2021-06-29", "in_progress"),
        update("Y3a", "Y3", "2021-06-28", "paused"),
        update("Y4a", "Y4", "2021-01-01", "in_progress"),
        update("A1a", "A1", "2021-01-02", "completed"),
    ],
    "initiative_links": [{"from_id": "F", "to_id": "Y1", "kind": "joint_with"}],
}


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    database = open_shared()
    fill(database, FILES)
    return database


@pytest.fixture(scope="module")
def setting(database: Database) -> Setting:
    return summarise_setting(database, TODAY)


@pytest.fixture(scope="module")
def bristol(database: Database, setting: Setting) -> CityView:
    return summarise_city(database, Scope(AS_AT, TODAY), setting, "BRI")


@pytest.fixture(scope="module")
def record(open_shared: OpenNew) -> Database:
    database = open_shared()
    load_bundled(database)
    return database


def at_day(database: Database, setting: Setting, day: date, city_id: str = "BRI") -> CityView:
    return summarise_city(database, Scope(day, TODAY), setting, city_id)


def told(short: ShortList) -> list[tuple[str, str]]:
    return [(item.linked.text, item.detail) for item in short.items]


def test_returns_speak_of_what_the_city_reports(bristol: CityView) -> None:
    assert bristol.sentence.startswith(
        "At 30 June 2021, Bristol reports on 17 initiatives: 1 completed, 2 under way"
    )
    assert "2 past their date" not in bristol.sentence
    assert "1 of 17 completed; between 1 and" in bristol.sentence
    assert "not reported" in bristol.sentence


def test_what_moved_since_the_convening_is_listed_newest_first(bristol: CityView) -> None:
    assert told(bristol.lists[0]) == [
        ("K", "Under way → Paused, 1 May 2021"),
        ("N", "Not reported → Under way, October 2020"),
        ("F", "Not started → Under way, 1 April 2020"),
    ]
    assert bristol.lists[0].note == (
        "Changes since Spring meeting, March 2020. 1 initiative is new: 1 completed."
    )


def test_one_that_moved_and_returned_is_listed_though_both_ends_look_alike(
    open_new: OpenNew, setting: Setting
) -> None:
    database = open_new()
    there_and_back = [
        update("L2", "L", "2020-09", "paused"),
        update("L3", "L", "2020-10", "in_progress"),
    ]
    fill(database, {**FILES, "status_updates": [*FILES["status_updates"], *there_and_back]})
    moved = at_day(database, setting, AS_AT).lists[0]
    assert ("L", "Under way again, paused between, October 2020") in told(moved)


def test_a_report_of_the_convenings_last_day_is_not_a_move_since_then(
    database: Database, setting: Setting
) -> None:
    day_before = at_day(database, setting, date(2020, 3, 31)).lists[0]
    assert day_before.empty == (
        "There was no convening of a phase before this day, so there is nothing to compare with."
    )
    assert told(at_day(database, setting, date(2020, 4, 1)).lists[0]) == [
        ("F", "Not started → Under way, 1 April 2020")
    ]


def test_what_needs_the_lead_comes_with_its_reason_and_since_when(bristol: CityView) -> None:
    assert told(bristol.lists[1]) == [
        ("L", "Past its date, March 2021; last reported 5 January 2020"),
        ("R", "At risk since 6 January 2020. Still no money"),
        ("P", "Paused since 2019"),
        ("K", "Paused since 1 May 2021"),
    ]


def test_what_is_due_begins_with_the_as_at_date_and_holds_five(bristol: CityView) -> None:
    due = bristol.lists[2]
    assert [item.linked.text for item in due.items] == ["NOW", "D7", "D6", "D5", "D4"]
    assert due.items[0].detail == "30 June 2021; not reported"
    assert due.more == Linked("5 of 8 shown: see all", Target("initiatives", (("cities", "BRI"),)))


def test_nothing_can_fall_due_from_the_last_day_of_the_phase(database: Database, setting: Setting) -> None:
    ended = at_day(database, setting, date(2023, 12, 31)).lists[2]
    assert (ended.items, ended.empty) == ((), "Nothing can fall due any more: phase two has ended.")
    before = at_day(database, setting, date(2023, 12, 30)).lists[2]
    assert before.empty == "No open initiative has a target date ahead. 6 of 16 have no target date."


def test_every_area_has_a_row_and_those_without_one_come_last(bristol: CityView) -> None:
    rows = [(row.head.text, len(row.squares)) for row in bristol.by_area]
    assert rows == [("Jobs", 15), ("Story", 1), ("Civic", 0), ("No thematic area", 1)]
    assert bristol.by_area[0].target == Target("initiatives", (("cities", "BRI"), ("areas", "jobs")))
    assert bristol.by_area[-1].target == Target("initiatives", (("cities", "BRI"), ("areas", "none")))
    assert [row[1] for row in bristol.by_area_table.rows] == [15, 1, 0, 1, 17]


def test_phases_stand_side_by_side(bristol: CityView) -> None:
    assert bristol.by_phase_sentence == "Phase one: none. Phase two: 17 initiatives, 1 completed."
    assert [len(row.squares) for row in bristol.by_phase] == [0, 17]


def test_a_plan_that_was_not_read_makes_absence_say_nothing(bristol: CityView) -> None:
    assert bristol.part_taken.sentence == (
        "Phase one: associate. Phase two: founder since October 2019; its action plan was not read."
    )
    assert bristol.part_taken.caveat == (
        "Where a plan was not read in full, the absence of an initiative says nothing."
    )


def test_a_city_is_not_yet_a_member_before_the_day_it_joined(database: Database, setting: Setting) -> None:
    before = at_day(database, setting, date(2019, 10, 30)).part_taken.sentence
    assert "Phase two: not yet a member" in before
    assert "founder since October 2019" in at_day(database, setting, date(2019, 10, 31)).part_taken.sentence


def test_peers_of_thin_areas_are_completed_or_under_way_and_newest_first(bristol: CityView) -> None:
    rows = [[plain(cell) for cell in row[:4]] for row in bristol.peers.table.rows]
    assert rows == [
        ["Story", 1, "nothing completed or under way in any other city", None],
        ["Civic", 0, "Y1", "Ynys Môn"],
        ["Civic", 0, "Y2", "Ynys Môn"],
        ["Civic", 0, "A1", "Ármagh"],
    ]
    assert bristol.peers.sentence.startswith("Bristol has no initiative in Civic and only one in Story.")


def test_a_joint_initiative_names_the_other_city(bristol: CityView) -> None:
    assert [item.detail for item in bristol.joint] == ["joint with Ynys Môn: Y1"]


def test_updates_are_the_newest_first_with_the_date_as_written(bristol: CityView) -> None:
    assert [plain(row[0]) for row in bristol.updates.table.rows][:3] == [
        "1 May 2021",
        "October 2020",
        "May 2020",
    ]
    assert bristol.updates.sentence == "11 status updates, the newest first."


def test_filters_narrow_all_but_the_city_itself(database: Database, setting: Setting) -> None:
    scope = Scope(AS_AT, TODAY, cities=("YNY",), areas=("story",))
    city = summarise_city(database, scope, setting, "BRI")
    assert city.counts.initiatives == 1
    assert city.notes[0] == "The filter names other cities; this page shows Bristol."
    assert [row.head.text for row in city.by_area] == ["Story"]


def test_where_a_filter_hides_all_it_is_named_and_can_be_lifted(database: Database, setting: Setting) -> None:
    city = summarise_city(database, Scope(AS_AT, TODAY, phase="1"), setting, "BRI")
    assert city.sentence == "At 30 June 2021, Bristol has no initiative to report on."
    lifted = Target("city", (("city", "BRI"), ("phase", "")))
    assert city.links == (Linked("Show all phases: 17 initiatives", lifted),)


def test_the_public_record_speaks_of_documents(record: Database) -> None:
    setting = summarise_setting(record, TODAY)
    scope = Scope(date(2023, 12, 31), TODAY)
    city = summarise_city(record, scope, setting, "BRI")
    assert city.sentence == (
        "At 31 December 2023, the end of phase two, public documents show 7 initiatives in Bristol: "
        "1 completed, 6 under way. 1 of 7 completed; between 1 and 7 if those without dated evidence, "
        "and those not heard of for 12 months, are."
    )
    assert city.lists[2].empty == "Nothing can fall due any more: phase two has ended."
    tied = replace(scope, plan_links=(PlanLink.PROGRAMME_DOCUMENT,))
    assert summarise_city(record, tied, setting, "BRI").counts.initiatives == 2


def test_parts_are_shown_with_the_whole_and_not_counted(record: Database) -> None:
    city = at_day(record, summarise_setting(record, TODAY), date(2023, 12, 31), "PET")
    assert city.counts.initiatives == 8
    assert city.parts_sentence == (
        "Peterborough Communities Fund has 10 parts. Parts are shown with the whole and not counted."
    )
    assert len(city.parts.rows) == 10


def test_what_was_published_later_than_the_day_is_left_out(record: Database) -> None:
    setting = summarise_setting(record, TODAY)
    now = at_day(record, setting, date(2023, 12, 31), "PET").publications.rows
    then = at_day(record, setting, date(2019, 3, 30), "PET").publications.rows
    assert len(then) < len(now)
    assert all(isinstance(row[0], Outward) for row in now)


def test_the_joint_project_of_birmingham_is_joint_with_coventry(record: Database) -> None:
    city = at_day(record, summarise_setting(record, TODAY), date(2023, 12, 31), "BIR")
    assert [item.detail for item in city.joint] == ["joint with Coventry: MiFriendly Cities"]


def test_every_city_of_the_public_record_counts_as_the_overview_does(record: Database) -> None:
    setting = summarise_setting(record, TODAY)
    counts = [at_day(record, setting, date(2023, 12, 31), city.city_id).counts for city in setting.cities]
    assert sum(count.initiatives for count in counts) == 96
