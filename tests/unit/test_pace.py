"""Pace: what fell due by a convening, and whether it was done in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ictrack.scope import Scope
from ictrack.summaries.pace import Outcome, Pace, outcome_of, six_months_after, summarise_pace
from ictrack.summaries.setting import summarise_setting
from tests.engines import OpenNew
from tests.properties.tables import Files, fill

Read = Callable[..., Pace]
TODAY = date(2024, 6, 1)
AS_AT = date(2022, 12, 31)
PHASES = [{"phase_id": "1", "name": "Phase one", "starts_on": "2017-01", "ends_on": "2023"}]
CITIES = [{"city_id": "BRI", "name": "Bristol"}, {"city_id": "CDF", "name": "Cardiff"}]
CONVENING = {
    "event_id": "E1",
    "kind": "convening",
    "title": "Third convening",
    "phase_id": "1",
    "starts_on": "2021-06-09",
    "ends_on": "2021-06-10",
}
COVID = {
    "event_id": "E2",
    "kind": "disruption",
    "title": "COVID-19: services closed",
    "starts_on": "2020-03",
    "ends_on": "2020-10",
}


def initiative(identifier: str, target: str = "2019-06-30", **cells: str) -> dict[str, str]:
    row = {"initiative_id": identifier, "city_id": "BRI", "phase_id": "1", "title": identifier}
    return {**row, "target_on": target, **cells}


def update(initiative: str, day: str, status: str = "completed", **cells: str) -> dict[str, str]:
    identifier = f"U-{initiative}-{day}-{status}"
    return {
        "update_id": identifier,
        "initiative_id": initiative,
        "reported_on": day,
        "status": status,
        **cells,
    }


FIVE = [initiative(f"B{n}") for n in range(1, 6)]
FILES: Files = {
    "phases": PHASES,
    "cities": CITIES,
    "events": [CONVENING, COVID],
    "initiatives": FIVE,
    "status_updates": [
        update("B1", "2019-06-30"),
        update("B2", "2019-07-01"),
        update("B3", "2019-12-31"),
        update("B4", "2019"),
    ],
}


@pytest.fixture(scope="module")
def read(open_shared: OpenNew) -> Read:
    database = open_shared()

    def read_one(files: Files, as_at: date = AS_AT, **scope: Any) -> Pace:
        fill(database, files)
        setting = summarise_setting(database, TODAY)
        return summarise_pace(database, Scope(as_at, TODAY, **scope), setting)

    return read_one


def numbers(pace: Pace, row: int = 0) -> tuple[object, ...]:
    assert pace.table is not None
    return pace.table.rows[row][1:]


def test_the_sentence_says_what_was_done_in_time_and_of_how_many_it_cannot_be_told(read: Read) -> None:
    assert read(FILES).sentence == (
        "Of 5 that fell due by Third convening (10 June 2021), 1 was done in time, 2 within six months; "
        "of 1 it cannot be told."
    )


def test_every_initiative_that_fell_due_is_in_one_outcome(read: Read) -> None:
    pace = read(FILES)
    # fell due, in time, within six months, later, not known to be done, not over, cannot be told
    assert numbers(pace) == (5, 1, 2, 1, 1, 0, 1)
    assert pace.rows is not None
    assert [row[-1] for row in pace.rows.rows] == [
        "Done in time",
        "Done within six months",
        "Done later",
        "Cannot be told: the date is not known exactly enough",
        "Not known to be done",
    ]


@pytest.mark.parametrize(
    ("target", "done", "outcome"),
    [
        ("2019-06-30", "2019-06-30", Outcome.IN_TIME),
        ("2019-06-30", "2019-07-01", Outcome.WITHIN_SIX_MONTHS),
        ("2019-06-30", "2019-12-30", Outcome.WITHIN_SIX_MONTHS),
        ("2019-06-30", "2019-12-31", Outcome.LATER),
        # A month is over on its last day; so is a year.
        ("2019-06-30", "2019-06", Outcome.IN_TIME),
        ("2019-06-29", "2019-06", Outcome.CANNOT_TELL),
        ("2019-06-30", "2018", Outcome.IN_TIME),
        ("2019-06-30", "2019", Outcome.CANNOT_TELL),
        ("2019-01-01", "2019", Outcome.CANNOT_TELL),
        ("2018-12-31", "2019-01", Outcome.WITHIN_SIX_MONTHS),
        # Surely not in time, but whether within six months is not known.
        ("2018-12-31", "2019", Outcome.CANNOT_TELL),
        ("2018-06-30", "2019", Outcome.LATER),
        # A target of a month or a year counts from its last day.
        ("2019-06", "2019-06-30", Outcome.IN_TIME),
        ("2019", "2019", Outcome.IN_TIME),
        ("2019-06", "2019-12-31", Outcome.WITHIN_SIX_MONTHS),
        ("2019-06", "2020-01-01", Outcome.LATER),
        ("2019", "2020-06", Outcome.WITHIN_SIX_MONTHS),
        ("2019", "2020-07", Outcome.LATER),
    ],
)
def test_a_day_or_a_period_is_held_against_the_first_target(
    open_new: OpenNew, target: str, done: str, outcome: Outcome
) -> None:
    files: Files = {
        **FILES,
        "initiatives": [initiative("B1", target)],
        "status_updates": [update("B1", done)],
    }
    database = open_new()
    fill(database, files)
    [row] = database.ask("pace", {**Scope(AS_AT, TODAY).parameters, "due_by": AS_AT})
    assert outcome_of(row["target_on"], target, row["done_on_written"], AS_AT) is outcome


@pytest.mark.parametrize(
    ("as_at", "outcome"), [(date(2019, 12, 29), Outcome.NOT_OVER), (date(2019, 12, 30), Outcome.NOT_DONE)]
)
def test_what_is_not_done_waits_until_the_six_months_are_over(as_at: date, outcome: Outcome) -> None:
    assert outcome_of(date(2019, 6, 30), "2019-06-30", None, as_at) is outcome


def test_it_is_said_for_how_many_the_six_months_are_not_over(read: Read) -> None:
    late = [initiative(f"B{n}", "2021-06-10") for n in range(1, 6)]
    files: Files = {**FILES, "initiatives": late, "status_updates": []}
    assert "Six months are not over for 5." in read(files, date(2021, 12, 9)).notes
    assert numbers(read(files, date(2021, 12, 9))) == (5, 0, 0, 0, 0, 5, 0)
    assert numbers(read(files, date(2021, 12, 10))) == (5, 0, 0, 0, 5, 0, 0)


def test_six_months_after_the_end_of_a_long_month_is_the_end_of_a_short_one() -> None:
    assert six_months_after(date(2019, 8, 31), is_day=True) == date(2020, 2, 29)
    assert six_months_after(date(2019, 6, 30), is_day=False) == date(2019, 12, 31)


@pytest.mark.parametrize(("target", "fell_due"), [("2021-06-10", 6), ("2021-06-11", 5), ("2021-06", 5)])
def test_what_falls_due_on_the_last_day_of_the_convening_fell_due_by_it(
    read: Read, target: str, fell_due: int
) -> None:
    files: Files = {**FILES, "initiatives": [*FIVE, initiative("B6", target)]}
    assert numbers(read(files))[0] == fell_due


def test_a_cut_off_stands_before_the_convening(read: Read) -> None:
    files: Files = {
        **FILES,
        "events": [{**CONVENING, "cut_off_on": "2021-05-31"}],
        "initiatives": [*FIVE, initiative("B6", "2021-06-01")],
    }
    assert read(files).sentence.startswith("Of 5 that fell due by Third convening (31 May 2021)")


def test_a_convening_is_past_on_its_last_day(read: Read) -> None:
    assert read(FILES, date(2021, 6, 10)).table is not None
    before = read(FILES, date(2021, 6, 9))
    assert before.table is None
    assert before.sentence == (
        "No convening had taken place by 9 June 2021, so nothing can be said of what fell due by one."
    )


def test_only_convenings_of_a_phase_count(read: Read) -> None:
    other = {**CONVENING, "event_id": "E3", "title": "Open day", "phase_id": "", "starts_on": "2022-01-01"}
    other |= {"ends_on": "2022-01-01"}
    assert "Third convening" in read({**FILES, "events": [CONVENING, other]}).sentence


def test_of_fewer_than_five_nothing_is_said(read: Read) -> None:
    four = read({**FILES, "initiatives": FIVE[:4]})
    assert (four.table, four.rows, four.notes) == (None, None, ())
    assert four.sentence == (
        "Only 4 initiatives fell due by Third convening (10 June 2021): too few to speak of their pace."
    )


def test_of_none_it_says_so(read: Read) -> None:
    none = read({**FILES, "initiatives": [initiative("B1", "")]})
    assert none.sentence.startswith("No initiative had a first target date by Third convening")


def test_stopped_ongoing_and_recurring_ones_are_left_out_and_named(read: Read) -> None:
    more = [
        initiative("B6"),
        initiative("B7", schedule="ongoing"),
        initiative("B8", schedule="recurring"),
        initiative("B9", schedule="ongoing"),
    ]
    updates = [update("B6", "2019-01-01", "stopped"), update("B9", "2019-01-01", "stopped")]
    pace = read(
        {
            **FILES,
            "initiatives": [*FIVE, *more],
            "status_updates": [*FILES["status_updates"], *updates],
        }
    )
    assert numbers(pace)[0] == 5
    assert "Left out: 2 stopped and 2 ongoing or recurring." in pace.notes


@pytest.mark.parametrize(
    ("target", "kept"),
    [("2020-02-29", 6), ("2020-03-01", 5), ("2020-03", 5), ("2020-10-31", 5), ("2020-11-01", 6), ("2020", 6)],
)
def test_those_due_while_covid_19_disrupted_the_work_are_left_out_in_a_second_row(
    read: Read, target: str, kept: int
) -> None:
    pace = read({**FILES, "initiatives": [*FIVE, initiative("B6", target)]})
    assert numbers(pace)[0] == 6
    assert numbers(pace, 1)[0] == kept


def test_both_are_said_with_and_without_the_disruption(read: Read) -> None:
    assert read(FILES).notes[0] == "None of them fell due during COVID-19 (March 2020 to October 2020)."
    pace = read({**FILES, "initiatives": [*FIVE, initiative("B6", "2020-04-30")]})
    assert pace.notes[0] == (
        "Without the 1 that fell due during COVID-19 (March 2020 to October 2020): "
        "of 5, 1 was done in time, 2 within six months; of 1 it cannot be told."
    )


def test_too_few_without_the_disruption_are_not_spoken_of(read: Read) -> None:
    pace = read({**FILES, "initiatives": [*FIVE[:4], initiative("B5", "2020-04-30")]})
    assert pace.notes[0] == (
        "Without the 1 that fell due during COVID-19 (March 2020 to October 2020): 4 remain, too few."
    )
    assert numbers(pace, 1) == (4, None, None, None, None, None, None)


def test_a_disruption_that_began_after_the_convening_is_not_spoken_of(read: Read) -> None:
    later = {**COVID, "starts_on": "2021-07", "ends_on": "2021-08"}
    pace = read({**FILES, "events": [CONVENING, later]})
    assert pace.table is not None
    assert len(pace.table.rows) == 1


def test_where_most_dates_are_of_a_year_only_it_says_so_and_nothing_else(read: Read) -> None:
    # Of nine dates, four targets and one day of completion are years: five.
    years = [initiative(f"B{n}", "2019") for n in range(1, 5)]
    hidden = read({**FILES, "initiatives": [*years, initiative("B5")]})
    assert hidden.table is None
    assert "known to the year only" in hidden.sentence
    shown = read({**FILES, "initiatives": [*years[:3], initiative("B4"), initiative("B5")]})
    assert shown.table is not None


def test_the_first_target_counts_and_not_the_current_one(read: Read) -> None:
    moved = update("B5", "2019-01-01", "in_progress", revised_target_on="2022-01-01")
    files: Files = {**FILES, "status_updates": [*FILES["status_updates"], moved]}
    assert numbers(read(files))[0] == 5


def test_one_that_was_reopened_is_not_done_and_one_completed_twice_was_done_first(read: Read) -> None:
    reopened = update("B1", "2020-01-01", "in_progress")
    files: Files = {**FILES, "status_updates": [*FILES["status_updates"], reopened]}
    assert numbers(read(files)) == (5, 0, 1, 1, 2, 0, 1)
    again = update("B1", "2020-02-01")
    files = {**FILES, "status_updates": [*FILES["status_updates"], reopened, again]}
    assert numbers(read(files)) == (5, 1, 2, 1, 1, 0, 1)


def test_what_was_taken_back_or_not_yet_known_does_not_make_it_done(read: Read) -> None:
    taken_back = {
        "update_id": "W1",
        "initiative_id": "B1",
        "kind": "withdrawal",
        "corrects_update_id": "U-B1-2019-06-30-completed",
        "recorded_on": "2020-01-01",
    }
    files: Files = {**FILES, "status_updates": [*FILES["status_updates"], taken_back]}
    assert numbers(read(files)) == (5, 0, 1, 1, 2, 0, 1)
    late = {**update("B5", "2019-06-30"), "recorded_on": "2024-06-02"}
    files = {**FILES, "status_updates": [*FILES["status_updates"], late]}
    assert numbers(read(files)) == (5, 1, 2, 1, 1, 0, 1)


def test_the_filters_narrow_it(read: Read) -> None:
    elsewhere = initiative("C1", city_id="CDF")
    files: Files = {**FILES, "initiatives": [*FIVE, elsewhere]}
    assert numbers(read(files))[0] == 6
    assert numbers(read(files, cities=("BRI",)))[0] == 5
