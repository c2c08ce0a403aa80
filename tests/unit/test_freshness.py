"""What pages say of initiatives that were not reported on lately."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.summaries.areas import summarise_area
from ictrack.summaries.cities import summarise_city
from ictrack.summaries.initiative import OneInitiative, summarise_initiative
from ictrack.summaries.initiatives import InitiativeList, summarise_initiatives
from ictrack.summaries.list_asked import Asked
from ictrack.summaries.overview import summarise_overview
from ictrack.summaries.setting import summarise_setting
from ictrack.summaries.table import Marked
from ictrack.vocabulary import Standing
from tests.engines import OpenNew
from tests.properties.tables import Cells, Files, fill

TODAY = date(2021, 6, 1)
NOW = Scope(TODAY, TODAY)


def convening(number: int, day: str) -> Cells:
    """Make a convening of phase two."""
    return {
        "event_id": f"E{number}",
        "kind": "convening",
        "title": f"Meeting {number}",
        "phase_id": "2",
        "starts_on": day,
    }


def reported(number: int, day: str, status: str = "in_progress", **cells: str) -> Cells:
    """Report on one initiative once."""
    return {
        "update_id": f"U{number}",
        "initiative_id": f"I{number}",
        "reported_on": day,
        "status": status,
        **cells,
    }


# Reports close on these days; today is in the cycle after the last of them.
MET = [convening(1, "2020-03-01"), convening(2, "2020-09-01"), convening(3, "2021-03-01")]
FILES: Files = {
    "phases": [{"phase_id": "2", "name": "Phase two", "starts_on": "2019-01", "ends_on": "2023"}],
    "cities": [{"city_id": "BRI", "name": "Bristol"}],
    "thematic_areas": [{"area_id": "jobs", "name": "Jobs", "sort_order": "1"}],
    "events": MET,
    "initiatives": [
        {
            "initiative_id": f"I{number}",
            "city_id": "BRI",
            "phase_id": "2",
            "area_id": "jobs",
            "title": f"Initiative {number}",
        }
        for number in range(1, 8)
    ],
    "status_updates": [
        reported(1, "2021-04-01"),
        reported(2, "2020-08-31"),
        reported(3, "2020-02-29"),
        reported(4, "2020-01-05", "completed"),
        reported(5, "", recorded_on="2020-01-05"),
        reported(6, "2020-10-01"),
    ],
}


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    return open_shared()


def show(database: Database, scope: Scope = NOW, **files: list[Cells]) -> InitiativeList:
    """Store the programme, with other events if any, and list its initiatives."""
    fill(database, {**FILES, **files})
    return summarise_initiatives(database, scope, summarise_setting(database, TODAY), Asked())


def cells_of(listing: InitiativeList) -> list[object]:
    """Give the cells of the column that says when each was last reported on."""
    place = [column.key for column in listing.table.columns].index("last_heard_of")
    return [row[place] for row in listing.table.rows]


def test_the_list_says_when_each_was_last_reported_on_and_which_are_silent(database: Database) -> None:
    listing = show(database)
    assert cells_of(listing) == [
        "1 April 2021",
        "31 August 2020. Silent: missed one convening",
        "29 February 2020. Silent: missed two or more",
        "5 January 2020",
        "Silent: no dated report",
        "1 October 2020",
        "Silent: never reported",
    ]
    silent = [row[1].is_silent for row in listing.table.rows if isinstance(row[1], Marked)]
    assert silent == [False, True, True, False, True, False, True]
    assert "Hatched mark: silent, no recent report." in listing.mark_notes
    assert [column.key for column in listing.download.columns][-1] == "freshness"
    assert [row[-1] for row in listing.download.rows] == [
        "Recent",
        "Missed one convening",
        "Missed two or more",
        "Need not report",
        "Never reported",
        "Recent",
        "Never reported",
    ]


def test_on_the_day_that_reports_close_only_those_for_that_convening_are_recent(database: Database) -> None:
    listing = show(database, replace(NOW, as_at=date(2021, 3, 1)))
    assert cells_of(listing)[1] == "31 August 2020. Silent: missed one convening"
    assert cells_of(listing)[5] == "1 October 2020"
    day_before = show(database, replace(NOW, as_at=date(2021, 2, 28)))
    assert cells_of(day_before)[1] == "31 August 2020"


def test_a_report_of_the_last_cycle_but_of_more_than_a_year_ago_says_so(database: Database) -> None:
    few = [convening(1, "2019-06-01"), convening(2, "2021-05-01")]
    listing = show(database, events=few)
    assert cells_of(listing)[2] == "29 February 2020. Silent: over 12 months"
    found = summarise_initiative(database, NOW, summarise_setting(database, TODAY), "I3")
    assert isinstance(found, OneInitiative)
    assert found.why[-1] == "Silent: its last report is more than 12 months old."


def test_without_a_convening_days_are_named(database: Database) -> None:
    listing = show(database, replace(NOW, as_at=date(2020, 12, 31)), events=[])
    assert cells_of(listing)[1] == "31 August 2020. Silent: over 120 days"
    assert cells_of(listing)[2] == "29 February 2020. Silent: over 180 days"
    overview = summarise_overview(
        database, replace(NOW, as_at=date(2020, 12, 31)), summarise_setting(database, TODAY)
    )
    assert overview.freshness == (
        "Of 6 open initiatives 1 has a recent report, 1 was last reported on over 120 days ago, "
        "1 over 180 days ago and 3 have never been reported on."
    )


SENTENCE = (
    "Of 6 open initiatives 2 have a recent report, 1 missed one convening, 1 missed two or more and "
    "2 have never been reported on."
)


def test_the_network_a_city_and_an_area_count_each_of_them_once(database: Database) -> None:
    fill(database, FILES)
    setting = summarise_setting(database, TODAY)
    overview = summarise_overview(database, NOW, setting)
    assert overview.freshness == SENTENCE
    assert SENTENCE in summarise_city(database, NOW, setting, "BRI").notes
    assert SENTENCE in summarise_area(database, NOW, setting, "jobs").notes
    assert [column.key for column in overview.squares_table.columns][-2:] == ["open", "silent"]
    assert [row[-2:] for row in overview.squares_table.rows] == [(6, 4), (6, 4)]
    silent = [square.initiative_id for square in overview.squares[0].squares if square.is_silent]
    assert sorted(silent) == ["I2", "I3", "I5", "I7"]
    assert all(square.name.endswith("; silent") for square in overview.squares[0].squares if square.is_silent)


def test_over_time_the_silent_are_told_at_each_moment_as_that_moment_shows_them(database: Database) -> None:
    fill(database, FILES)
    setting = summarise_setting(database, TODAY)
    series = summarise_overview(database, NOW, setting).series
    place = [column.key for column in series.table.columns].index("open")
    told = {moment: row[place:] for moment, row in zip(series.moments, series.table.rows, strict=True)}
    for moment in series.moments:
        table = summarise_overview(database, NOW.at(moment), setting).squares_table
        assert told[moment] == table.rows[-1][-2:]
    assert series.silent[Standing.IN_PROGRESS][-1] == 2
    assert series.silent[Standing.NOT_REPORTED][-1] == 2
    assert Standing.COMPLETED not in series.silent


@pytest.mark.parametrize(
    ("initiative", "said"),
    [
        ("I1", ""),
        ("I2", "Silent: one convening was prepared since its last report."),
        ("I3", "Silent: two convenings or more were prepared since its last report."),
        ("I4", ""),
        ("I7", "Silent: no report with a date is known yet."),
    ],
)
def test_its_own_page_says_why_it_is_silent(database: Database, initiative: str, said: str) -> None:
    fill(database, FILES)
    found = summarise_initiative(database, NOW, summarise_setting(database, TODAY), initiative)
    assert isinstance(found, OneInitiative)
    assert found.why[-1] == said


def test_of_a_public_record_nobody_is_said_to_be_silent(database: Database) -> None:
    fill(database, FILES)
    database.write(lambda cursor: cursor.execute("update db.source set record_kind = 'public_record'"))
    setting = summarise_setting(database, TODAY)
    listing = summarise_initiatives(database, NOW, setting, Asked())
    assert not [cell for cell in cells_of(listing) if "ilent" in str(cell)]
    assert "freshness" not in [column.key for column in listing.download.columns]
    overview = summarise_overview(database, NOW, setting)
    assert overview.freshness == ""
    assert "silent" not in [column.key for column in overview.squares_table.columns]
    assert not [square for row in overview.squares for square in row.squares if square.is_silent]
    assert overview.series.silent == {}
    assert "silent" not in [column.key for column in overview.series.table.columns]
