"""What is said of the rows that a number counts, and of those that it leaves out."""

from __future__ import annotations

from datetime import date

import pytest

from ictrack.actions.load import load_bundled
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import list_initiatives
from ictrack.summaries.areas import summarise_area
from ictrack.summaries.cities import summarise_city
from ictrack.summaries.initiatives import summarise_initiatives
from ictrack.summaries.list_asked import Asked
from ictrack.summaries.overview import summarise_overview
from ictrack.summaries.phases import summarise_phases
from ictrack.summaries.progress import count_progress
from ictrack.summaries.rows_counted import rows_in_words
from ictrack.summaries.setting import Setting, summarise_setting
from ictrack.summaries.table import Linked, open_initiatives
from tests.engines import OpenNew
from tests.properties.tables import Files, fill

TODAY = date(2026, 11, 24)
AT_END = Scope(date(2023, 12, 31), TODAY)

FILES: Files = {
    "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2020-01", "ends_on": "2022-12"}],
    "cities": [{"city_id": "A", "name": "Abertawe"}],
    "initiatives": [
        {"initiative_id": "whole", "city_id": "A", "phase_id": "1", "title": "t"},
        {"initiative_id": "part", "city_id": "A", "phase_id": "1", "title": "t"},
        {"initiative_id": "ongoing", "city_id": "A", "phase_id": "1", "title": "t", "schedule": "ongoing"},
        {"initiative_id": "stopped", "city_id": "A", "phase_id": "1", "title": "t"},
        {"initiative_id": "left", "city_id": "A", "phase_id": "1", "title": "t", "removed_on": "2021-06-30"},
        {"initiative_id": "later", "city_id": "A", "phase_id": "1", "title": "t", "added_on": "2021-07-01"},
        {"initiative_id": "phaseless", "city_id": "A", "title": "t"},
    ],
    "initiative_links": [{"from_id": "part", "to_id": "whole", "kind": "part_of"}],
    "status_updates": [
        {"update_id": "U", "initiative_id": "stopped", "reported_on": "2020-05-01", "status": "stopped"}
    ],
}


@pytest.fixture(scope="module")
def record(open_shared: OpenNew) -> Database:
    database = open_shared()
    load_bundled(database)
    return database


@pytest.fixture(scope="module")
def setting(record: Database) -> Setting:
    return summarise_setting(record, TODAY)


@pytest.fixture(scope="module")
def small(open_shared: OpenNew) -> Database:
    database = open_shared()
    fill(database, FILES)
    return database


def told(database: Database, day: str, phase: str | None = None) -> list[str | Linked]:
    scope = Scope(date.fromisoformat(day), TODAY, phase)
    counts = count_progress(list_initiatives(database, scope), scope.as_at)
    return list(rows_in_words(database, scope, counts, open_initiatives()))


def test_every_reason_to_leave_one_out_is_named_with_its_number(small: Database) -> None:
    assert told(small, "2021-06-30", "1") == [
        "At 30 June 2021 3 initiatives are counted here.",
        Linked("Show the 3 in the list", open_initiatives()),
        (
            "Not counted: 1 part, shown with its whole; 1 that joined a plan after this day; "
            "1 that had left its plan; 1 without a phase."
        ),
        "Counted, but left out of the share completed: 1 stopped; 1 ongoing or recurring.",
    ]


def test_joined_and_left_change_on_their_days(small: Database) -> None:
    assert told(small, "2021-06-29")[2] == (
        "Not counted: 1 part, shown with its whole; 1 that joined a plan after this day."
    )
    assert told(small, "2021-07-01")[2] == (
        "Not counted: 1 part, shown with its whole; 1 that had left its plan."
    )


def test_what_is_counted_and_what_is_not_add_up_to_all_that_is_loaded(
    record: Database, setting: Setting
) -> None:
    rows = summarise_overview(record, AT_END, setting).rows
    assert rows[0] == "At 31 December 2023 96 initiatives are counted here."
    assert rows[2] == "Not counted: 10 parts, shown with their whole."
    assert sum(source.initiatives for source in setting.sources) == 96 + 10


def test_the_link_lists_as_many_as_are_counted(record: Database, setting: Setting) -> None:
    listed = summarise_initiatives(record, AT_END.of_city("CAR"), setting, Asked())
    rows = summarise_city(record, AT_END, setting, "CAR").rows
    assert rows[1] == Linked(f"Show the {listed.matching} in the list", open_initiatives(cities="CAR"))
    listed = summarise_initiatives(record, AT_END.of_area("growth"), setting, Asked())
    rows = summarise_area(record, AT_END, setting, "growth").rows
    assert rows[1] == Linked(f"Show the {listed.matching} in the list", open_initiatives(areas="growth"))


def test_phases_say_how_many_have_none(record: Database, setting: Setting) -> None:
    phases = summarise_phases(record, AT_END, setting)
    assert phases.comparisons[0].months.sentence.endswith(
        "At 31 December 2023 it is 12 of 52 of phase two: since then 1 no longer counts as completed."
    )
    assert phases.notes[0] == "2 of 96 initiatives have no phase, so 94 are compared here."
    assert phases.rows[:2] == (
        "At 31 December 2023 94 initiatives are counted here.",
        "Not counted: 10 parts, shown with their whole; 2 without a phase.",
    )
