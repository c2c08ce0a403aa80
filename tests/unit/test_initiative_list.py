"""The list of initiatives: search, filter, order, pages, and what excludes everything."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from ictrack.scope import Scope
from ictrack.search_words import terms_of
from ictrack.store.database import Database
from ictrack.summaries.initiatives import InitiativeList, summarise_initiatives
from ictrack.summaries.list_asked import Asked
from ictrack.summaries.setting import summarise_setting
from ictrack.summaries.table import Linked, Marked, Target
from tests.engines import OpenNew
from tests.properties.tables import Files, fill

TODAY = date(2024, 6, 1)
AS_AT = date(2023, 12, 31)


def initiative(identifier: str, city: str, **cells: str) -> dict[str, str]:
    return {"initiative_id": identifier, "city_id": city, "phase_id": "1", "title": identifier, **cells}


def update(identifier: str, initiative: str, day: str, **cells: str) -> dict[str, str]:
    return {"update_id": identifier, "initiative_id": initiative, "reported_on": day, **cells}


FILES: Files = {
    "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2019-01", "ends_on": "2023-12"}],
    "cities": [
        {"city_id": "BRI", "name": "Bristol"},
        {"city_id": "YNY", "name": "Ynys Môn"},
        {"city_id": "ARM", "name": "Ármagh"},
    ],
    "initiatives": [
        initiative("BRI-01", "BRI", title="Welcome hub", lead_organisation="The Council", target_on="2022"),
        initiative("BRI-02", "BRI", title="Jobs of 2001", partners="Refugee Action;Bristol Museum"),
        initiative("YNY-01", "YNY", title="Croeso i Ŵyl Llŷn", audiences="newcomers;pupils"),
        initiative("ARM-01", "ARM", title="Co-operative kitchen", target_on="2021-03"),
    ],
    "status_updates": [
        update("U1", "BRI-01", "2020", status="in_progress", summary="A bus was painted."),
        update("U2", "YNY-01", "2021-05-05", status="completed", summary="Done in the new library."),
        update("U3", "ARM-01", "2023-12-31", status="paused"),
        update("U4", "BRI-02", "2024-01-01", status="completed", summary="A later marvel."),
    ],
}
FILLED = partial(fill, files=FILES)


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    return open_new(FILLED)


def listed(database: Database, asked: Asked | None = None, **scope: object) -> InitiativeList:
    setting = summarise_setting(database, TODAY)
    looked = Scope(AS_AT, TODAY, **scope)  # type: ignore[arg-type]
    return summarise_initiatives(database, looked, setting, asked or Asked())


def identifiers(listing: InitiativeList) -> list[str]:
    column = [c.key for c in listing.table.columns].index("initiative_id")
    return [str(row[column]) for row in listing.table.rows]


def test_all_are_listed_by_city_name_accents_apart_and_then_by_identifier(database: Database) -> None:
    listing = listed(database)
    assert listing.sentence == "4 initiatives in 3 cities."
    assert identifiers(listing) == ["ARM-01", "BRI-01", "BRI-02", "YNY-01"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("welcome", ["BRI-01"]),
        ("WYL", ["YNY-01"]),
        ("llyn", ["YNY-01"]),
        ("ynys mon", ["YNY-01"]),
        ("bri-01", ["BRI-01"]),
        ("co-op", ["ARM-01"]),
        ("council", ["BRI-01"]),
        ("refugee", ["BRI-02"]),
        ("pupils", ["YNY-01"]),
        ("painted", ["BRI-01"]),
        ("bus hub", ["BRI-01"]),
        ("bus kitchen", []),
        ("uncil", []),
        ("counicl", ["BRI-01"]),
    ],
)
def test_search_finds_the_words_that_begin_with_what_is_typed(
    database: Database, search: str, found: list[str]
) -> None:
    assert identifiers(listed(database, Asked(search=search))) == found


def test_search_does_not_find_what_was_said_after_the_as_at_date(database: Database) -> None:
    assert identifiers(listed(database, Asked(search="marvel"))) == []


def test_search_says_where_the_words_stand(database: Database) -> None:
    listing = listed(database, Asked(search="bristol"))
    assert [row[-1] for row in listing.table.rows] == ["city", "city, partners"]


def test_an_identifier_is_one_term() -> None:
    assert terms_of("BRI-01  Ŵyl!") == ("bri 01", "wyl")


def test_a_search_without_a_word_is_named_and_shows_all(database: Database) -> None:
    listing = listed(database, Asked(search="?!"))
    assert "'?!' holds no word" in listing.problems[0]
    assert listing.matching == 4


def test_a_filter_says_what_it_did(database: Database) -> None:
    listing = listed(database, Asked(progress="needs_attention"))
    assert listing.sentence == "2 of 4 initiatives match: needs attention."
    assert identifiers(listing) == ["ARM-01", "BRI-01"]


@pytest.mark.parametrize(
    ("progress", "found"),
    [
        ("behind", ["BRI-01"]),
        ("paused", ["ARM-01"]),
        ("completed", ["YNY-01"]),
        ("not_reported", ["BRI-02"]),
        ("under_way", []),
        ("in_progress", []),
    ],
)
def test_progress_is_a_group_or_a_standing(database: Database, progress: str, found: list[str]) -> None:
    assert identifiers(listed(database, Asked(progress=progress))) == found


def test_unknown_words_of_the_address_are_named_and_left_out(database: Database) -> None:
    listing = listed(database, Asked(progress="late", sort="size", start="-1"))
    assert [problem.split("'")[1] for problem in listing.problems] == ["late", "size", "-1"]
    assert listing.asked == Asked()
    assert listing.matching == 4


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("progress", ["YNY-01", "BRI-01", "ARM-01", "BRI-02"]),
        ("heard", ["ARM-01", "YNY-01", "BRI-01", "BRI-02"]),
        ("target", ["ARM-01", "BRI-01", "BRI-02", "YNY-01"]),
    ],
)
def test_the_list_stands_in_the_order_asked_for(database: Database, sort: str, found: list[str]) -> None:
    assert identifiers(listed(database, Asked(sort=sort))) == found


def test_a_row_opens_its_initiative_and_says_its_progress_beside_the_mark(database: Database) -> None:
    row = listed(database, Asked(search="arm-01")).table.rows[0]
    assert row[0] == Linked("Co-operative kitchen", Target("initiative", (("initiative", "ARM-01"),)))
    assert isinstance(row[1], Marked)
    assert (row[1].text, row[1].standing) == ("Paused", "paused")


def test_where_nothing_matches_each_filter_that_excludes_can_be_lifted(database: Database) -> None:
    listing = listed(database, Asked(search="welcome", start="101"), cities=("YNY",))
    assert listing.matching == 0
    assert listing.lifted == (
        Linked("Show without “welcome”: 1 initiative", Target("initiatives")),
        Linked(
            "Show all cities: 1 initiative",
            Target("initiatives", (("search", "welcome"), ("cities", ""))),
        ),
    )


def test_where_no_single_filter_excludes_all_of_them_can_be_lifted(database: Database) -> None:
    listing = listed(database, Asked(search="welcome", progress="completed"), cities=("ARM",))
    assert listing.lifted == (
        Linked("Show without any filter: 4 initiatives", Target("initiatives", (("cities", ""),))),
    )


def test_before_the_first_day_the_latest_can_be_looked_at(database: Database) -> None:
    setting = summarise_setting(database, TODAY)
    listing = summarise_initiatives(database, Scope(date(2018, 12, 31), TODAY), setting, Asked())
    assert listing.sentence == "At 31 December 2018 there is no initiative to show."
    assert listing.lifted == (
        Linked("Show the latest day: 4 initiatives", Target("initiatives", (("as_at", ""),))),
    )


def test_the_download_holds_every_matching_row_and_a_screen_a_hundred(open_new: OpenNew) -> None:
    database = open_new()
    many = [initiative(f"B{number:03}", "BRI") for number in range(250)]
    fill(database, {**FILES, "initiatives": many, "status_updates": []})
    first = listed(database)
    assert (len(first.table.rows), len(first.download.rows)) == (100, 250)
    assert first.table.caption == "Initiatives 1 to 100 of 250"
    assert [page.text for page in first.pages] == ["Next: 101 to 200"]
    last = listed(database, Asked(start="201"))
    assert (last.table.rows[0][0], len(last.table.rows)) == (
        Linked("B200", Target("initiative", (("initiative", "B200"),))),
        50,
    )
    assert [page.text for page in last.pages] == ["Previous: 101 to 200"]
    assert listed(database, Asked(start="9999")).table.caption == "Initiatives 201 to 250 of 250"


@pytest.mark.parametrize(("count", "links"), [(100, 0), (101, 1)])
def test_a_second_page_begins_after_a_hundred(open_new: OpenNew, count: int, links: int) -> None:
    database = open_new()
    many = [initiative(f"B{number:03}", "BRI") for number in range(count)]
    fill(database, {**FILES, "initiatives": many, "status_updates": []})
    assert len(listed(database).pages) == links


def test_an_empty_database_says_so(open_new: OpenNew) -> None:
    database = open_new()
    setting = summarise_setting(database, TODAY)
    listing = summarise_initiatives(database, Scope(TODAY, TODAY), setting, Asked())
    assert listing.sentence == "At 1 June 2024 there is no initiative to show."
    assert listing.lifted == ()
