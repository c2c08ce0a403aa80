"""One initiative: where it stands and why, its history, its dates, what it belongs with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.summaries.history import Said, row_in_words
from ictrack.summaries.initiative import OneInitiative, UnknownInitiative, summarise_initiative
from ictrack.summaries.setting import summarise_setting
from ictrack.summaries.table import Linked, Marked, Outward, Target, open_initiative
from ictrack.vocabulary import Standing
from tests.engines import OpenNew
from tests.properties.tables import Files, fill

TODAY = date(2024, 6, 1)
AS_AT = date(2023, 12, 31)

FILES: Files = {
    "phases": [
        {"phase_id": "1", "name": "Phase one", "starts_on": "2017-03", "ends_on": "2019-05"},
        {"phase_id": "2", "name": "Phase two", "starts_on": "2019-06", "ends_on": "2023-12"},
    ],
    "cities": [{"city_id": "BRI", "name": "Bristol"}, {"city_id": "CAR", "name": "Caerdydd"}],
    "thematic_areas": [{"area_id": "jobs", "name": "Jobs", "short_name": "Jobs", "sort_order": "1"}],
    "events": [
        {
            "event_id": "E1",
            "kind": "convening",
            "title": "First meeting",
            "phase_id": "1",
            "starts_on": "2017-10",
        },
        {
            "event_id": "E2",
            "kind": "convening",
            "title": "Last meeting",
            "phase_id": "2",
            "starts_on": "2024-02",
        },
        {"event_id": "E3", "kind": "publication", "title": "A paper", "starts_on": "2018-01"},
    ],
    "initiatives": [
        {
            "initiative_id": "BRI-01",
            "city_id": "BRI",
            "phase_id": "2",
            "area_id": "jobs",
            "area_mapped_by": "editor",
            "title": "Welcome hub",
            "partners": "A;B",
            "target_on": "2021-06",
            "starts_on": "2019-07-01",
            "source_title": "The plan",
            "source_url": "https://example.org/plan",
            "source_locator": "page 4",
            "visibility": "internal",
        },
        {"initiative_id": "BRI-02", "city_id": "BRI", "phase_id": "2", "title": "A part of it"},
        {
            "initiative_id": "BRI-03",
            "city_id": "BRI",
            "phase_id": "2",
            "title": "Removed",
            "added_on": "2020-01-01",
            "removed_on": "2021-03-05",
            "removal_reason": "No money.",
        },
        {"initiative_id": "CAR-01", "city_id": "CAR", "phase_id": "1", "title": "Croeso"},
    ],
    "milestones": [
        {
            "milestone_id": "M1",
            "initiative_id": "BRI-01",
            "title": "Doors open",
            "due_on": "2020",
            "done_on": "2021",
        },
        {"milestone_id": "M2", "initiative_id": "BRI-01", "title": "First guest", "due_on": "2023-12-30"},
        {"milestone_id": "M3", "initiative_id": "BRI-01", "title": "Last guest", "due_on": "2023-12-31"},
    ],
    "status_updates": [
        {
            "update_id": "U1",
            "initiative_id": "BRI-01",
            "reported_on": "2020-02",
            "status": "in_progress",
            "summary": "Begun.",
            "source_title": "A page",
            "source_url": "https://example.org/page",
        },
        {
            "update_id": "U2",
            "initiative_id": "BRI-01",
            "reported_on": "2021-05-04",
            "status": "completed",
            "summary": "Done, by mistake.",
        },
        {
            "update_id": "U3",
            "initiative_id": "BRI-01",
            "kind": "withdrawal",
            "recorded_on": "2021-05-10",
            "corrects_update_id": "U2",
        },
        {
            "update_id": "U4",
            "initiative_id": "BRI-01",
            "reported_on": "2021-07-01",
            "status": "in_progress",
            "confidence": "at_risk",
            "reason": "The roof leaks.",
            "revised_target_on": "2022-06",
        },
        {"update_id": "U5", "initiative_id": "BRI-01", "summary": "Somebody said so."},
        {"update_id": "U6", "initiative_id": "BRI-01", "reported_on": "2024-01-01", "status": "completed"},
    ],
    "initiative_links": [
        {"from_id": "BRI-02", "to_id": "BRI-01", "kind": "part_of", "note": "A grant."},
        {"from_id": "BRI-01", "to_id": "CAR-01", "kind": "evolved_from"},
    ],
}
FILLED = partial(fill, files=FILES)


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    return open_new(FILLED)


def read(database: Database, identifier: str, as_at: date = AS_AT, known_on: date = TODAY) -> OneInitiative:
    setting = summarise_setting(database, TODAY)
    found = summarise_initiative(database, Scope(as_at, known_on), setting, identifier)
    assert isinstance(found, OneInitiative)
    return found


def updates_of(found: OneInitiative) -> list[Said]:
    """Give the updates of the line of time, without what else is dated."""
    return [said for said in found.history.dated if said.update_id]


def test_the_sentence_says_where_it_stands_and_when_it_was_last_heard_of(database: Database) -> None:
    assert (
        read(database, "BRI-01").sentence
        == "Welcome hub is past its date; its last report is of 1 July 2021."
    )


def test_why_names_the_rule_the_update_and_its_row(database: Database) -> None:
    why = " ".join(read(database, "BRI-01").why)
    assert "its target date has passed" in why
    assert "update U4 of 1 July 2021 (status_updates.csv, row 5)" in why
    assert "June 2022, before 31 December 2023" in why


def test_a_day_before_the_target_has_passed_it_is_at_risk(database: Database) -> None:
    on_the_day = read(database, "BRI-01", date(2022, 6, 30))
    assert on_the_day.sentence.startswith("Welcome hub is at risk")
    assert read(database, "BRI-01", date(2022, 7, 1)).sentence.startswith("Welcome hub is past its date")


def test_an_identifier_is_found_case_apart(database: Database) -> None:
    assert read(database, "bri_01") == read(database, "BRI-01")


def test_history_stands_in_one_line_the_newest_first_and_later_days_are_left_out(database: Database) -> None:
    found = read(database, "BRI-01")
    history = found.history
    assert [said.update_id for said in updates_of(found)] == ["U4", "U3", "U2", "U1"]
    assert [said.when for said in updates_of(found)] == [
        "1 July 2021",
        "10 May 2021",
        "4 May 2021",
        "February 2020",
    ]
    assert [said.update_id for said in history.undated] == ["U5"]
    assert history.sentence == (
        "2 dated updates. 1 was taken back. 1 more speaks of a day after 31 December 2023 and is left out."
    )
    assert len(history.table.rows) == 5


def test_the_day_of_an_update_is_in_and_the_day_before_is_not(database: Database) -> None:
    assert "U6" in [said.update_id for said in read(database, "BRI-01", date(2024, 1, 1)).history.dated]


def test_what_was_taken_back_says_by_what_in_words(database: Database) -> None:
    said = {said.update_id: said for said in read(database, "BRI-01").history.dated}
    assert said["U2"].is_taken_back
    assert said["U2"].notes == ("Taken back by U3 on 10 May 2021: it no longer counts.",)
    assert said["U3"].notes == ("Takes back U2 of 4 May 2021: “Completed”.",)
    assert not said["U4"].is_taken_back


def test_before_the_withdrawal_was_known_nothing_was_taken_back(database: Database) -> None:
    found = read(database, "BRI-01", known_on=date(2021, 5, 9))
    assert [said.is_taken_back for said in updates_of(found)] == [False, False]
    assert found.sentence.startswith("Welcome hub is completed")


def test_an_update_shows_its_source_and_the_day_it_was_recorded(database: Database) -> None:
    said = updates_of(read(database, "BRI-01"))[-1]
    assert said.trail == (
        Outward("Source: A page", "https://example.org/page"),
        "recorded on 29 February 2020",
        "status_updates.csv, row 2",
    )


def test_assumed_recording_days_are_not_shown(database: Database) -> None:
    database.write(lambda cursor: cursor.execute("update db.source set recorded_on = 'assumed'"))
    assert "recorded" not in str(updates_of(read(database, "BRI-01"))[-1].trail)


def test_facts_give_first_and_current_target_the_reason_and_the_slip(database: Database) -> None:
    facts = dict(read(database, "BRI-01").facts)
    assert facts["First target date"] == "June 2021"
    assert facts["Current target date"] == "June 2022"
    assert facts["Why it moved"] == "The roof leaks."
    assert facts["Moved by"] == "365 days later than first planned"
    assert facts["Who may see it"] == "The city and the project manager"
    assert facts["Source"] == Outward("The plan", "https://example.org/plan")
    assert facts["Loaded from"] == "Test: initiatives.csv, row 2"


def test_before_the_target_moved_there_is_one_target_date(database: Database) -> None:
    facts = dict(read(database, "BRI-01", date(2021, 6, 30)).facts)
    assert facts["Target date"] == "June 2021"
    assert "Why it moved" not in facts


def test_what_is_not_stated_is_named_once(database: Database) -> None:
    found = read(database, "CAR-01")
    assert "lead" in found.not_stated
    assert "target date" in found.not_stated
    assert all(value for _name, value in found.facts)


def test_marks_stand_at_convenings_and_phase_ends_up_to_the_day(database: Database) -> None:
    marks = read(database, "BRI-01").marks.marks
    assert [(mark.day, mark.words) for mark in marks] == [
        ("Oct 2017", "Not in the plan yet"),
        ("May 2019", "Not in the plan yet"),
        ("Dec 2023", "Past its date"),
    ]
    assert marks[0].marked is None
    assert marks[2].marked == Marked("Past its date", Standing.BEHIND)


def test_a_part_names_its_whole_and_the_whole_its_parts(database: Database) -> None:
    part = read(database, "BRI-02")
    assert part.not_counted == "It is part of Welcome hub (BRI-01) and is not counted by itself."
    assert part.links.rows[0][:2] == ("Part of", Linked("Welcome hub (BRI-01)", open_initiative("BRI-01")))
    assert [(row[0], *row[2:]) for row in read(database, "BRI-01").links.rows] == [
        ("Grew out of", "Caerdydd", "Phase one", None),
        ("Has the part", "Bristol", "Phase two", "A grant."),
    ]


@pytest.mark.parametrize(
    ("as_at", "words"),
    [
        (date(2019, 12, 31), "It is not counted yet: it joins on 1 January 2020."),
        (date(2020, 1, 1), ""),
        (date(2021, 3, 4), ""),
        (date(2021, 3, 5), "It is not counted: it left the plan on 5 March 2021. No money."),
    ],
)
def test_what_does_not_count_says_why(database: Database, as_at: date, words: str) -> None:
    assert read(database, "BRI-03", as_at).not_counted == words


def test_milestones_say_what_became_of_them(database: Database) -> None:
    assert [row[1:] for row in read(database, "BRI-01").milestones.rows] == [
        ("2020", "2021, after it was due"),
        ("30 December 2023", "past its date"),
        ("31 December 2023", "to come"),
    ]


def test_neighbours_are_those_of_the_same_city_counted_or_not(database: Database) -> None:
    assert [link.text for link in read(database, "BRI-01").neighbours] == ["Next in Bristol: A part of it"]
    assert [link.text for link in read(database, "BRI-02").neighbours] == [
        "Previous in Bristol: Welcome hub",
        "Next in Bristol: Removed",
    ]
    assert read(database, "CAR-01").neighbours == ()


def test_an_unknown_identifier_gets_a_suggestion_and_a_search(database: Database) -> None:
    setting = summarise_setting(database, TODAY)
    found = summarise_initiative(database, Scope(AS_AT, TODAY), setting, "BRI-0l")
    assert isinstance(found, UnknownInitiative)
    assert found.sentence == "There is no initiative 'BRI-0l' in this data."
    assert found.suggestions[0].text.startswith("Did you mean BRI-0")
    assert Target("initiatives", (("search", "BRI-0l"),)) in [link.target for link in found.suggestions]


def test_without_an_identifier_the_list_is_offered(open_new: OpenNew) -> None:
    database = open_new()
    setting = summarise_setting(database, TODAY)
    found = summarise_initiative(database, Scope(AS_AT, TODAY), setting, "")
    assert isinstance(found, UnknownInitiative)
    assert found.suggestions[0].target == Target("initiatives")


def test_nothing_reported_is_said_as_such(database: Database) -> None:
    found = read(database, "CAR-01")
    assert found.sentence == "Nothing reported yet says where Croeso stands."
    assert found.history.sentence == "Nothing was reported on it."
    database.write(lambda cursor: cursor.execute("update db.source set record_kind = 'public_record'"))
    assert read(database, "CAR-01").sentence == "No dated evidence says where Croeso stands."


def test_a_row_of_a_workbook_is_named_by_its_sheet() -> None:
    assert row_in_words("initiatives", 3, "plan.xlsx") == "plan.xlsx, sheet initiatives, row 3"
    assert row_in_words("initiatives", 3, "plan.xlsx: Our plan") == "plan.xlsx, sheet Our plan, row 3"
    assert row_in_words("initiatives", 3, "tracker.csv") == "tracker.csv, row 3"
    assert row_in_words("initiatives", 3, "public-record") == "initiatives.csv, row 3"


def test_filters_other_than_the_dates_are_set_aside(database: Database) -> None:
    setting = summarise_setting(database, TODAY)
    scope = Scope(AS_AT, TODAY)
    narrowed = replace(scope, phase="1", cities=("CAR",))
    assert summarise_initiative(database, narrowed, setting, "BRI-01") == read(database, "BRI-01")
