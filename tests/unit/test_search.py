"""Where words are looked for, on which days, and what a mistyped one is taken for."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import list_initiatives
from ictrack.summaries.list_asked import Asked
from ictrack.summaries.search import Found, find_by_words
from ictrack.vocabulary import Visibility
from tests.engines import OpenNew
from tests.properties.tables import Files, fill
from tests.unit.test_initiative_list import identifiers, initiative, listed, update

AS_AT = date(2023, 12, 31)
KNOWN_ON = date(2024, 6, 1)
TOLD = ["summary", "achievements", "challenges", "next_steps", "help_wanted", "help_offered"]
FILES: Files = {
    "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2019-01", "ends_on": "2023-12"}],
    "cities": [
        {"city_id": "BRI", "name": "Bristol", "aliases": "Brizzle"},
        {"city_id": "CAR", "name": "Cardiff", "name_cy": "Caerdydd"},
    ],
    "thematic_areas": [
        {"area_id": "growth", "name": "Inclusive economy", "short_name": "Growth", "sort_order": "1"}
    ],
    "initiatives": [
        initiative("BRI-01", "BRI", title="Mentoring for newcomers", area_id="growth"),
        initiative("BRI-02", "BRI", title="Schools", description="Short-term\thelp,\nwomen’s groups"),
        initiative("CAR-01", "CAR", title="Welcome desk", partners="Refugee Council;City of Sanctuary"),
        initiative("CAR-02", "CAR", title="Employment fair", audiences="jobseekers", visibility="restricted"),
    ],
    "status_updates": [
        *(
            update(f"U{place}", "CAR-01", "2020", **{told: f"unique{told[:6]}x"})
            for place, told in enumerate(TOLD)
        ),
        update("V1", "BRI-01", "2020", summary="Withheld words"),
        update("V2", "BRI-01", "", kind="withdrawal", corrects_update_id="V1", recorded_on="2021-05-05"),
        update("V3", "BRI-01", "2022-02-02", summary="Lately spoken", recorded_on="2023-03-03"),
        update("V4", "BRI-02", "", summary="Undated remark"),
    ],
}
FILLED = partial(fill, files=FILES)


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    return open_new(FILLED)


def find(database: Database, search: str, as_at: date = AS_AT, known_on: date = KNOWN_ON) -> Found:
    scope = Scope(as_at, known_on)
    return find_by_words(database, scope, list_initiatives(database, scope), search)


@pytest.mark.parametrize(
    ("search", "where"),
    [
        ("mentoring", {"BRI-01": ("title",)}),
        ("bri-0", {"BRI-01": ("identifier",), "BRI-02": ("identifier",)}),
        ("brizzle mentor", {"BRI-01": ("title", "city")}),
        ("caerdydd welcome", {"CAR-01": ("title", "city")}),
        ("economy", {"BRI-01": ("thematic area",)}),
        ("growth", {"BRI-01": ("thematic area",)}),
        ("jobseekers", {"CAR-02": ("audiences",)}),
        ("sanctuary", {"CAR-01": ("partners",)}),
        ("women's", {"BRI-02": ("description",)}),
        ("short-te", {"BRI-02": ("description",)}),
        ("term", {"BRI-02": ("description",)}),
        ("help", {"BRI-02": ("description",)}),
        *((f"unique{told[:6]}", {"CAR-01": ("updates",)}) for told in TOLD),
    ],
)
def test_words_are_found_wherever_they_stand(
    database: Database, search: str, where: dict[str, tuple[str, ...]]
) -> None:
    assert find(database, search) == Found(where)


@pytest.mark.parametrize(
    ("search", "found"),
    [("mentors", ["BRI-01"]), ("school", ["BRI-02"]), ("helped", ["BRI-02"]), ("employers", [])],
)
def test_the_forms_of_an_english_word_are_found(database: Database, search: str, found: list[str]) -> None:
    assert find(database, search) == Found(find(database, search).places)
    assert list(find(database, search).places) == found


@pytest.mark.parametrize(
    ("search", "as_at", "known_on", "is_found"),
    [
        ("withheld", AS_AT, date(2021, 5, 4), True),
        ("withheld", AS_AT, date(2021, 5, 5), False),
        ("spoken", date(2022, 2, 1), KNOWN_ON, False),
        ("spoken", date(2022, 2, 2), KNOWN_ON, True),
        ("spoken", AS_AT, date(2023, 3, 2), False),
        ("spoken", AS_AT, date(2023, 3, 3), True),
        ("remark", date(2019, 2, 1), KNOWN_ON, True),
    ],
)
def test_updates_are_searched_as_at_and_as_known_on_a_day(
    database: Database, search: str, as_at: date, known_on: date, is_found: bool
) -> None:
    assert bool(find(database, search, as_at, known_on).places) == is_found


def test_days_that_were_looked_at_before_are_told_apart(database: Database) -> None:
    days = [date(2023, 3, day) for day in (2, 3, 2, 4, 5, 6, 7, 8, 3, 2)]
    found = [bool(find(database, "spoken", AS_AT, day).places) for day in days]
    assert found == [day >= date(2023, 3, 3) for day in days]


@pytest.mark.parametrize(
    ("search", "found", "notes"),
    [
        ("mentorring", ["BRI-01"], ("Nothing holds “mentorring”; shown is what holds “Mentoring”.",)),
        (
            "wlecome dsek",
            ["CAR-01"],
            (
                "Nothing holds “wlecome”; shown is what holds “Welcome”.",
                "Nothing holds “dsek”; shown is what holds “desk”.",
            ),
        ),
        ("wlecome refugee", ["CAR-01"], ("Nothing holds “wlecome”; shown is what holds “Welcome”.",)),
        ("wlecome school", [], ()),
        ("bri-03", [], ()),
        ("qqqqqqqqqq", [], ()),
    ],
)
def test_where_nothing_holds_a_word_what_is_close_is_shown_and_named(
    database: Database, search: str, found: list[str], notes: tuple[str, ...]
) -> None:
    assert (list(find(database, search).places), find(database, search).notes) == (found, notes)


def test_of_many_words_that_may_be_meant_three_are_named(open_new: OpenNew) -> None:
    database = open_new()
    titles = ("card", "cart", "care", "cars", "cards")
    rows = [initiative(f"X{number}", "BRI", title=title) for number, title in enumerate(titles)]
    fill(database, {**FILES, "initiatives": rows, "status_updates": []})
    assert find(database, "carx").notes == (
        "Nothing holds “carx”; shown is what holds “card”, “cards”, “care” or 2 other words like it.",
    )


def test_a_filter_does_not_make_a_word_a_misspelling(database: Database) -> None:
    listing = listed(database, Asked(search="schools"), cities=("CAR",))
    assert (listing.matching, listing.taken_notes) == (0, ())


def test_what_may_not_be_seen_is_neither_found_nor_named(database: Database) -> None:
    everyone = listed(database, Asked(search="emploiment"))
    assert identifiers(everyone) == ["CAR-02"]
    public = listed(database, Asked(search="emploiment"), visibilities=(Visibility.NETWORK,))
    assert (public.matching, public.taken_notes) == (0, ())


def test_a_write_is_found_at_once(database: Database) -> None:
    assert not find(database, "marvel").places
    database.write(
        lambda cursor: cursor.execute(
            "update db.initiative set title = 'A marvel' where initiative_id = 'BRI-02'"
        )
    )
    assert list(find(database, "marvel").places) == ["BRI-02"]
    assert not find(database, "schools").places
