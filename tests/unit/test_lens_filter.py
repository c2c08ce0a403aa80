"""The list of initiatives narrowed to what they name or lack, as the numbers of a lens lead to it."""

from __future__ import annotations

from datetime import date

import pytest

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.summaries.initiatives import InitiativeList, summarise_initiatives
from ictrack.summaries.lens_filter import LensFilter
from ictrack.summaries.list_asked import Asked
from ictrack.summaries.setting import summarise_setting
from ictrack.summaries.table import Target, plain
from tests.engines import OpenNew
from tests.properties.tables import Files, fill

TODAY = date(2024, 6, 1)
AS_AT = date(2019, 6, 30)
NAMES = {"title": "t", "city_id": "BRI", "phase_id": "1"}
FILES: Files = {
    "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2019-01", "ends_on": "2023-12"}],
    "cities": [{"city_id": "BRI", "name": "Bristol"}],
    "principles": [{"principle_id": "P1", "name": "Lead", "sort_order": "1"}],
    "initiatives": [
        {**NAMES, "initiative_id": "A", "sectors": "health;business", "audiences": "pupils; all, old"},
        {**NAMES, "initiative_id": "B", "principles": "P1", "children_and_young_people": "yes"},
        {**NAMES, "initiative_id": "C", "champion": "Chamber", "lead_role": "Head", "schedule": "ongoing"},
        {**NAMES, "initiative_id": "D", "sectors": "health"},
    ],
    "status_updates": [
        {"update_id": "U1", "initiative_id": "D", "reported_on": "2019-02", "status": "completed"},
        {
            "update_id": "U2",
            "initiative_id": "C",
            "reported_on": "2019-02",
            "status": "in_progress",
            "evidence_url": "https://example.org/",
        },
    ],
}


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    database = open_shared()
    fill(database, FILES)
    return database


def listed(database: Database, **words: str) -> InitiativeList:
    setting = summarise_setting(database, TODAY)
    return summarise_initiatives(database, Scope(AS_AT, TODAY), setting, Asked(lens=LensFilter(**words)))


def identifiers(listing: InitiativeList) -> str:
    return "".join(str(plain(row[-1])) for row in listing.table.rows)


@pytest.mark.parametrize(
    ("words", "found", "said"),
    [
        ({"sector": "health"}, "AD", "sector health"),
        ({"sector": "not_stated"}, "BC", "sector not stated"),
        ({"for_whom": "pupils"}, "A", "for pupils"),
        ({"for_whom": "not_stated"}, "BCD", "for whom not stated"),
        ({"principle": "P1"}, "B", "principle “Lead”"),
        ({"principle": "not_stated"}, "ACD", "principle not stated"),
        ({"children": "yes"}, "B", "children and young people: yes"),
        ({"children": "not_stated"}, "ACD", "children and young people not stated"),
        ({"lacks": "owner"}, "AB", "open, no owner named"),
        ({"lacks": "target_date"}, "AB", "open, no target date given"),
        ({"lacks": "champion"}, "AB", "open, no champion named"),
        ({"lacks": "evidence"}, "AB", "open, no dated evidence"),
        ({"lacks": "nothing"}, "C", "open, with owner, target date, champion and dated evidence"),
        ({"sector": "health", "lacks": "owner"}, "A", "sector health, open, no owner named"),
    ],
)
def test_the_list_holds_what_is_asked_for_and_says_so(
    database: Database, words: dict[str, str], found: str, said: str
) -> None:
    listing = listed(database, **words)
    assert identifiers(listing) == found
    assert listing.sentence.endswith(f" of 4 initiatives match: {said}.")
    assert listing.problems == ()
    assert len(listing.download.rows) == len(found)


def test_each_word_can_be_lifted_alone_and_the_other_stays(database: Database) -> None:
    links = listed(database, sector="health", lacks="owner").named
    assert [(link.text, link.target) for link in links] == [
        ("Show every sector: 2 initiatives", Target("initiatives", (("lacks", "owner"),))),
        ("Show them whatever they lack: 2 initiatives", Target("initiatives", (("sector", "health"),))),
    ]
    assert listed(database).named == ()


def test_where_nothing_matches_each_word_that_would_help_is_offered(database: Database) -> None:
    listing = listed(database, sector="business", children="yes")
    assert (listing.matching, listing.named) == (0, ())
    assert [link.text for link in listing.lifted] == [
        "Show every sector: 1 initiative",
        "Show them whether for children and young people or not: 1 initiative",
    ]


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("sector", "local_authority, public_body, health"),
        ("for_whom", "pupils, not_stated"),
        ("principle", "P1, not_stated"),
        ("children", "yes, no, not_stated"),
        ("lacks", "owner, target_date, champion, evidence, nothing"),
    ],
)
def test_an_unknown_word_is_named_with_what_is_allowed_and_left_out(
    database: Database, name: str, allowed: str
) -> None:
    listing = listed(database, **{name: "yeti"})
    (problem,) = listing.problems
    assert f"asks for {name} 'yeti', which is not one of " in problem
    assert allowed in problem
    assert (listing.matching, listing.asked) == (4, Asked())


def test_a_sector_that_ictrack_does_not_know_may_be_asked_for_where_an_initiative_names_it(
    database: Database,
) -> None:
    assert listed(database, sector="faith").problems == ()
    assert listed(database, sector="housing").problems != ()


def test_the_files_say_what_each_names_and_lacks(database: Database) -> None:
    rows = {row["initiative_id"]: row for row in listed(database).download.plain_rows()}
    assert rows["B"]["principles"] == "P1"
    assert rows["B"]["children_and_young_people"] == "yes"
    assert rows["C"]["champion"] == "Chamber"
    assert rows["A"]["lacks"] == (
        "No owner named; No target date given; No champion named; No dated evidence"
    )
    assert (rows["C"]["lacks"], rows["D"]["lacks"]) == (None, None)
