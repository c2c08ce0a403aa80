"""Asks beside the offers of other cities."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.summaries.gap_help import Exchange, summarise_exchange
from ictrack.summaries.setting import summarise_setting
from ictrack.summaries.table import plain
from tests.engines import OpenNew
from tests.properties.tables import Cells, fill
from tests.sql.rows import LATER, PHASES
from tests.sql.test_exchange import AREAS, CITIES, DAY, of, said

SLIDES = "Has anyone slides for employers?"


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    return open_shared()


def exchange(
    database: Database, initiatives: Sequence[Cells], updates: Sequence[Cells], cities: tuple[str, ...] = ()
) -> Exchange:
    fill(
        database,
        {
            "phases": list(PHASES),
            "cities": CITIES,
            "thematic_areas": AREAS,
            "initiatives": list(initiatives),
            "status_updates": list(updates),
        },
    )
    scope = Scope(DAY, LATER, cities=cities)
    return summarise_exchange(database, scope, summarise_setting(database, date(2020, 1, 1)))


def offers_of(found: Exchange) -> list[object]:
    return [row["offer"] for row in found.asks.plain_rows()]


def test_an_ask_stands_beside_the_offers_of_its_area_those_with_most_of_its_words_first(
    database: Database,
) -> None:
    rows = [
        of("BRI"),
        of("CAR"),
        of("DER"),
        of("EXE", area_id="civic"),
        of("EXE", 2, area_id="civic", secondary_areas="jobs"),
    ]
    updates = [
        said("BRI-1", "2019-06-01", help_wanted=SLIDES, help_offered="Our own slides"),
        said("CAR-1", "2019-07-01", help_offered="A visit"),
        said("DER-1", "2019-05-01", help_offered="Slides for employers"),
        said("EXE-1", "2019-05-01", help_offered="Slides about voting"),
        said("EXE-2", "2019-05-02", help_offered="Slides"),
    ]
    found = exchange(database, rows, updates)
    assert offers_of(found) == ["Slides for employers", "Slides", "A visit"]
    # Its own offer answers nobody's ask, nor does one of another area: both are listed.
    assert {row["offer"] for row in found.offers.plain_rows()} == {"Our own slides", "Slides about voting"}
    assert found.paragraphs == (
        (
            "1 initiative asks for help, for 1 of them another city offers something in the same thematic "
            "area and 2 further offers are listed below."
        ),
    )


def test_an_ask_that_nobody_answers_is_listed_all_the_same(database: Database) -> None:
    found = exchange(database, [of("BRI")], [said("BRI-1", "2019-06-01", help_wanted=SLIDES)])
    assert offers_of(found) == ["nothing is offered in this thematic area"]


def test_an_ask_of_a_city_in_view_finds_the_offers_of_cities_that_are_not(database: Database) -> None:
    updates = [
        said("BRI-1", "2019-06-01", help_wanted=SLIDES),
        said("CAR-1", "2019-06-01", help_offered="A visit", help_wanted="A speaker"),
    ]
    found = exchange(database, [of("BRI"), of("CAR")], updates, cities=("BRI",))
    assert [[plain(cell) for cell in row] for row in found.asks.rows] == [
        ["Initiative", "Bristol", "Work", SLIDES, "1 June 2019", "A visit", "Cardiff: Initiative"]
    ]
    assert found.offers.rows == ()


def test_older_asks_are_counted_and_left_out_and_without_any_it_says_how_to_supply_them(
    database: Database,
) -> None:
    old = exchange(database, [of("BRI")], [said("BRI-1", "2018-12-30", help_wanted=SLIDES)])
    assert old.note == ("1 ask or offer was last made more than 12 months before this day and is left out.")
    assert len(old.paragraphs) == 1
    none = exchange(database, [of("BRI")], [said("BRI-1", "2018-12-30")])
    assert "help_wanted" in none.paragraphs[1]
