"""One initiative's line of time: what is dated beside its updates, what was known when, its targets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.summaries.initiative import OneInitiative, summarise_initiative
from ictrack.summaries.setting import summarise_setting
from ictrack.summaries.table import Linked, open_initiative
from tests.engines import OpenNew
from tests.properties.tables import Cells, Files, fill

Read = Callable[..., OneInitiative]
TODAY = date(2024, 6, 1)
AS_AT = date(2023, 12, 31)


def update(identifier: str, day: str, recorded_on: str = "", **more: str) -> Cells:
    return {
        "update_id": identifier,
        "initiative_id": "A",
        "reported_on": day,
        "recorded_on": recorded_on,
        **more,
    }


def files(*updates: Cells, **initiative: str) -> Files:
    return {
        "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2019-01", "ends_on": "2023"}],
        "cities": [{"city_id": "BRI", "name": "Bristol"}],
        "events": [
            {
                "event_id": "E1",
                "kind": "convening",
                "title": "A meeting",
                "phase_id": "1",
                "starts_on": "2021-03-10",
                "cut_off_on": "2021-03-01",
            }
        ],
        "initiatives": [
            {"initiative_id": "A", "city_id": "BRI", "phase_id": "1", "title": "Hub", **initiative},
            {"initiative_id": "OLD", "city_id": "BRI", "phase_id": "1", "title": "Old hub"},
        ],
        "status_updates": list(updates),
    }


@pytest.fixture(scope="module")
def read(open_shared: OpenNew) -> Read:
    database = open_shared()

    def read_one(data: Files, *asked: Any, **named: Any) -> OneInitiative:
        fill(database, data)
        return read_from(database, *asked, **named)

    return read_one


def read_from(
    database: Database, as_at: date = AS_AT, known_on: date = TODAY, identifier: str = "A"
) -> OneInitiative:
    setting = summarise_setting(database, TODAY)
    found = summarise_initiative(database, Scope(as_at, known_on), setting, identifier)
    assert isinstance(found, OneInitiative)
    return found


def events_of(found: OneInitiative) -> list[tuple[str, str, str]]:
    return [(s.when, s.kind, s.summary) for s in found.history.dated if not s.update_id]


def notes_of(found: OneInitiative, identifier: str) -> tuple[str, ...]:
    return next(said.notes for said in found.history.dated if said.update_id == identifier)


def test_start_target_and_leaving_stand_in_the_line_the_newest_first(read: Read) -> None:
    data = files(starts_on="2019-07", target_on="2021", removed_on="2022-03-05", removal_reason="No money.")
    assert events_of(read(data)) == [
        ("5 March 2022", "Left the plan", "No money."),
        ("2021", "Target date", ""),
        ("July 2019", "Start", ""),
    ]


@pytest.mark.parametrize(("as_at", "seen"), [(date(2021, 12, 30), False), (date(2021, 12, 31), True)])
def test_what_is_still_to_come_is_left_out(read: Read, as_at: date, seen: bool) -> None:
    found = read(files(starts_on="2019-07", target_on="2021"), as_at)
    assert ("2021", "Target date", "") in events_of(found) or not seen
    assert len(events_of(found)) == 1 + seen


def test_the_day_from_which_it_counts_is_told_where_it_is_not_its_start(read: Read) -> None:
    assert events_of(read(files())) == [("1 January 2019", "Counts from this day on", "")]
    assert events_of(read(files(added_on="2020-05", starts_on="2020"))) == [
        ("2020", "Start", ""),
        ("May 2020", "Added to the plan", ""),
    ]


def test_a_milestone_is_late_only_where_its_dates_tell(read: Read) -> None:
    steps = [
        {"title": "Straddles", "due_on": "2020-06-30", "done_on": "2020"},
        {"title": "Months", "due_on": "2020-05", "done_on": "2020-07"},
        {"title": "Same month", "due_on": "2020-04", "done_on": "2020-04"},
    ]
    milestones = [
        {"milestone_id": f"M{number}", "initiative_id": "A", **step} for number, step in enumerate(steps)
    ]
    found = read({**files(), "milestones": milestones})
    assert [(s.kind, s.notes) for s in found.history.dated if "Milestone" in s.kind] == [
        ("Milestone reached: Straddles", ()),
        ("Milestone reached: Months", ("Reached after it was due.",)),
        ("Milestone reached: Same month", ()),
    ]
    assert {row[0]: row[2] for row in found.milestones.rows} == {
        "Straddles": "2020",
        "Months": "July 2020, after it was due",
        "Same month": "April 2020",
    }


def test_milestones_stand_in_the_line_with_what_became_of_them(read: Read) -> None:
    steps = [
        {"title": "Doors", "due_on": "2020-01-01", "done_on": "2020-01-03"},
        {"title": "Guests", "due_on": "2021-01-01"},
        {"title": "Party", "due_on": "2024-01-01"},
    ]
    milestones = [
        {"milestone_id": f"M{number}", "initiative_id": "A", **step} for number, step in enumerate(steps)
    ]
    found = read({**files(), "milestones": milestones})
    told = [(s.when, s.kind, s.notes) for s in found.history.dated if "Milestone" in s.kind]
    assert told == [
        ("1 January 2021", "Milestone due: Guests", ("Not reached by 31 December 2023.",)),
        ("3 January 2020", "Milestone reached: Doors", ("2 days after it was due.",)),
    ]


def test_what_it_came_from_stands_at_its_beginning_with_a_link(read: Read) -> None:
    links = [{"from_id": "A", "to_id": "OLD", "kind": "carried_over"}]
    data: Files = {**files(), "initiative_links": links}
    assert read(data).history.dated[-1].trail == (
        Linked("Carried over from: Old hub (OLD)", open_initiative("OLD")),
    )
    assert read(data, identifier="OLD").history.dated[-1].trail == ()


def test_a_late_report_says_by_how_much_and_which_meeting_did_not_know_it(read: Read) -> None:
    first = update("U0", "2019-03-01", "2019-03-01", status="not_started")
    late = update("U1", "2020-12-01", "2021-03-02", status="in_progress")
    found = read(files(first, late))
    assert notes_of(found, "U1")[0] == "Recorded 91 days after: not known yet at the meeting of Mar 2021."
    assert "recorded on 2 March 2021, 91 days after" in str(found.history.dated)
    assert [row["recorded_days_after"] for row in found.history.table.plain_rows()] == [91, 0]


@pytest.mark.parametrize(
    ("recorded", "notes"),
    [
        ("2021-03-01", 0),  # On the cut-off it was known to the meeting: 15 days are no word worth.
        ("2021-03-02", 1),
    ],
)
def test_a_meeting_knew_what_was_recorded_on_its_cut_off(read: Read, recorded: str, notes: int) -> None:
    first = update("U0", "2019-03-01", "2019-03-01", status="not_started")
    found = read(files(first, update("U1", "2021-02-14", recorded)))
    assert len(notes_of(found, "U1")) == notes


@pytest.mark.parametrize(
    ("recorded", "note"), [("2022-02-14", ()), ("2022-02-15", ("Recorded 31 days after.",))]
)
def test_without_a_meeting_in_between_a_month_is_worth_a_word(
    read: Read, recorded: str, note: tuple[str, ...]
) -> None:
    first = update("U0", "2019-03-01", "2019-03-01", status="not_started")
    assert notes_of(read(files(first, update("U1", "2022-01-15", recorded))), "U1") == note


def test_a_history_taken_in_at_once_is_told_once_and_not_as_late(read: Read) -> None:
    found = read(
        files(
            update("U1", "2019-03-01", "2024-05-01", status="in_progress"),
            update("U2", "2021-03-01", "2024-05-01", status="completed"),
        )
    )
    assert found.history.sentence.endswith(
        "All 2 updates of its source were recorded on 1 May 2024, so how late each was cannot be told."
    )
    assert "days after" not in str(found.history.dated)
    assert "recorded on" not in str(found.history.dated)
    assert [row["recorded_days_after"] for row in found.history.table.plain_rows()] == [None, None]


def test_after_a_history_was_taken_in_later_reports_are_judged_again(read: Read) -> None:
    found = read(
        files(
            update("U1", "2019-03-01", "2021-01-01", status="in_progress"),
            update("U2", "2020-03-01", "2021-01-01"),
            update("U3", "2022-01-01", "2022-03-01", status="completed"),
        )
    )
    assert "2 of 3 updates of its source were recorded together on 1 January 2021" in found.history.sentence
    assert notes_of(found, "U1") == ()
    assert notes_of(found, "U3")[0] == "Recorded 59 days after."


def test_assumed_recording_days_make_nothing_late(open_new: OpenNew) -> None:
    database = open_new()
    fill(database, files(update("U1", "2019-03-01", "2024-05-01"), update("U2", "2020", "2024-05-01")))
    database.write(lambda cursor: cursor.execute("update db.source set recorded_on = 'assumed'"))
    found = read_from(database)
    assert "recorded" not in f"{found.history.sentence} {found.history.dated}"


def test_a_correction_is_late_by_nature_and_says_what_it_took_back(read: Read) -> None:
    found = read(
        files(
            update("U0", "2019-03-01", "2019-03-01", status="not_started"),
            update("U1", "2020-01-01", "2020-01-02", summary="It went well."),
            update(
                "U2",
                "2020-01-01",
                "2022-01-01",
                kind="correction",
                corrects_update_id="U1",
                status="in_progress",
            ),
        )
    )
    assert notes_of(found, "U2")[0] == "Takes back U1 of 1 January 2020: “It went well”."


def test_what_was_taken_back_may_have_no_date(read: Read) -> None:
    undated = {"update_id": "U1", "initiative_id": "A", "status": "completed"}
    withdrawal = {
        "update_id": "U2",
        "initiative_id": "A",
        "kind": "withdrawal",
        "recorded_on": "2020-01-01",
        "corrects_update_id": "U1",
    }
    found = read(files(undated, withdrawal))
    assert notes_of(found, "U2") == ("Takes back U1, which has no date: “Completed”.",)


def moved(*days: tuple[str, str, str]) -> Files:
    given = [
        update(f"U{number}", said, said, revised_target_on=target, reason=why)
        for number, (said, target, why) in enumerate(days, start=1)
    ]
    return files(*given, target_on="2020-06-30")


def test_each_target_date_says_when_it_was_given_why_and_by_how_much_it_moved(read: Read) -> None:
    targets = read(
        moved(("2020-06-30", "2020-12-31", "Late."), ("2021-01-01", "2020-12-01", "Sooner."))
    ).targets
    assert [row[:4] for row in targets.table.rows] == [
        ("in the plan", "30 June 2020", None, None),
        ("30 June 2020", "31 December 2020", "184 days later", "Late."),
        ("1 January 2021", "1 December 2020", "30 days earlier, after it had passed", "Sooner."),
    ]
    assert targets.sentence == ("The target date moved 2 times: it is now 154 days later than first planned.")


def test_a_target_that_never_moved_needs_no_table(read: Read) -> None:
    assert read(moved()).targets.table.rows == ()


def test_a_target_date_that_was_taken_back_or_is_later_said_does_not_count(read: Read) -> None:
    data = moved(("2020-03-01", "2021-01-01", "Late."), ("2024-01-01", "2022-01-01", "Later."))
    assert len(read(data).targets.table.rows) == 2
    withdrawal = {
        "update_id": "W",
        "initiative_id": "A",
        "kind": "withdrawal",
        "recorded_on": "2020-04-01",
        "corrects_update_id": "U1",
    }
    taken_back: Files = {**data, "status_updates": [*data["status_updates"], withdrawal]}
    assert read(taken_back).targets.table.rows == ()
    assert len(read(taken_back, known_on=date(2020, 3, 31)).targets.table.rows) == 2


def test_a_target_without_a_first_one_has_no_slip(read: Read) -> None:
    data = files(update("U1", "2020-03-01", "2020-03-01", revised_target_on="2021"))
    targets = read(data).targets
    assert [row[:3] for row in targets.table.rows] == [("1 March 2020", "2021", None)]
    assert targets.sentence == ""


def test_a_mark_says_what_was_known_on_its_day_where_that_was_less(read: Read) -> None:
    first = update("U0", "2019-03-01", "2019-03-01", status="not_started")
    late = update("U1", "2020-12-01", "2021-03-02", status="in_progress")
    marks = read(files(first, late)).marks
    assert [(mark.day, mark.words, mark.known_then) for mark in marks.marks] == [
        ("Mar 2021", "Under way", "Not started"),
        ("Dec 2023", "Under way", ""),
    ]
    assert marks.sentence == "On 1 of these days something else was known; it stands beneath."


def test_what_was_recorded_on_the_day_of_a_mark_was_known_then(read: Read) -> None:
    first = update("U0", "2019-03-01", "2019-03-01", status="not_started")
    in_time = update("U1", "2020-12-01", "2021-03-01", status="in_progress")
    marks = read(files(first, in_time)).marks
    assert [mark.known_then for mark in marks.marks] == ["", ""]
    assert marks.sentence == ""


def test_what_was_known_before_a_history_was_taken_in_is_not_told(read: Read) -> None:
    history = (
        update("U1", "2019-03-01", "2024-05-01", status="in_progress"),
        update("U2", "2021-02-01", "2024-05-01", status="completed"),
    )
    marks = read(files(*history)).marks
    assert [mark.known_then for mark in marks.marks] == ["", ""]


def test_a_mark_of_then_is_what_the_page_of_that_day_said(read: Read) -> None:
    first = update("U0", "2019-03-01", "2019-03-01", status="not_started")
    wrong = update("U1", "2020-06-01", "2020-06-01", status="completed")
    undone = update("U2", "2020-06-01", "2022-01-01", kind="withdrawal", corrects_update_id="U1")
    data = files(first, wrong, undone)
    cut_off = date(2021, 3, 1)
    mark = read(data).marks.marks[0]
    assert (mark.words, mark.known_then) == ("Not started", "Completed")
    assert "is completed" in read(data, cut_off, cut_off).sentence
