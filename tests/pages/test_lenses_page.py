"""The page of the lenses: who takes part in each thematic area, for whom, and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from tests.properties.tables import Cells, Files

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]


def initiative(initiative_id: str, area_id: str, **cells: str) -> Cells:
    """Make an initiative of Bristol."""
    row = {"initiative_id": initiative_id, "area_id": area_id, "city_id": "BRI", "phase_id": "1"}
    return {**row, "title": "t", **cells}


def seat(member_id: str, sector: str, **cells: str) -> Cells:
    """Make a seat on Bristol's taskforce."""
    row = {"member_id": member_id, "sector": sector, "city_id": "BRI"}
    return {**row, "role": "Chair", "organisation": "Mosque", **cells}


FILES: Files = {
    "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2019-01", "ends_on": "2023-12"}],
    "cities": [{"city_id": "BRI", "name": "Bristol"}],
    "thematic_areas": [
        {"area_id": "jobs", "name": "Work", "sort_order": "1"},
        {"area_id": "civic", "name": "Taking part", "sort_order": "2"},
    ],
    "principles": [{"principle_id": "P1", "name": "Lead", "sort_order": "1"}],
    "initiatives": [
        initiative("A", "jobs", sectors="health;faith", principles="P1"),
        initiative("B", "civic", sectors="health", champion="Chamber"),
        initiative("C", "civic", children_and_young_people="yes"),
    ],
    "taskforce_members": [
        seat("M", "faith", champions_areas="civic", ends_on="2023-12-31"),
        seat("N", "business", ends_on="2023-12-30"),
    ],
}


def test_it_opens_with_the_sectors_and_says_which_are_named_nowhere_and_where_some_are_not(
    open_page: Open, words_of: Words
) -> None:
    words = unescape(words_of(open_page("lenses")))
    assert "95 of 96 initiatives say which sectors take part. Named in none: health, faith." in words
    assert "Not named in some thematic areas: arts and leisure (4 of 5), education (2 of 5)" in words
    assert 'href="./initiatives?areas=growth&sector=business"' in words
    assert 'aria-label="Business, Inclusive economic growth: 5 of 11 initiatives"' in words
    assert 'href="./initiatives?sector=not_stated"' in words
    # The thematic area, then what none of its initiatives names.
    assert "Not named: other public body, business, arts and leisure." in words


def test_a_number_leads_to_as_many_initiatives(open_page: Open, words_of: Words) -> None:
    query = {"areas": "growth", "sector": "business"}
    words = words_of(open_page("initiatives", query))
    assert "5 of 96 initiatives match: sector business, Inclusive economic growth." in words
    assert "Show every sector: 11 initiatives" in words


@pytest.mark.parametrize(
    ("lens", "said"),
    [
        ("audiences", "94 of 96 initiatives say whom they are for. Named most often: refugees, migrants,"),
        ("children", "12 of 96 initiatives say that they meet needs of children and young people, 0 that"),
        ("children", "for 84 it is not stated. None says so in Shared local story."),
        ("lacking", "41 initiatives are open: no owner is named for 1, no target date is given for 32,"),
    ],
)
def test_each_lens_opens_with_what_its_table_shows(
    open_page: Open, words_of: Words, lens: str, said: str
) -> None:
    assert said in words_of(open_page("lenses", {"lens": lens}))


def test_what_the_public_record_does_not_hold_is_one_sentence_and_how_to_supply_it(
    open_page: Open, words_of: Words
) -> None:
    words = unescape(words_of(open_page("lenses", {"lens": "principles"})))
    assert "none of 96 initiatives says which core principles it serves." in words
    assert "fill the column 'principles' of the file 'initiatives'" in words
    assert 'href="./import"' in words
    assert "<table" not in words.split("</style>")[-1]
    champions = unescape(words_of(open_page("lenses")))
    assert "fill the file 'taskforce_members'" in champions
    assert "Seats on taskforces by sector" not in champions


def test_who_champions_stands_beside_who_delivers_and_nobody_is_named(
    open_page: Open, words_of: Words
) -> None:
    words = unescape(words_of(open_page("lenses", {"as_at": "2023-12-31"}, FILES)))
    assert "1 seat on a taskforce is held; 1 says which thematic areas it champions." in words
    assert "Without a seat: local authority, other public body, health, education," in words
    assert "Champions only: faith. Delivers only: health." in words
    assert "Mosque" not in words
    assert "Chair" not in words


def test_a_seat_whose_last_day_has_passed_champions_nothing(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("lenses", {"as_at": "2023-12-30"}, FILES))
    assert "2 seats on taskforces are held; 1 say which thematic areas they champion." in words


def test_where_something_is_missing_is_counted_of_what_is_open_and_leads_to_it(
    open_page: Open, words_of: Words
) -> None:
    words = unescape(words_of(open_page("lenses", {"lens": "lacking", "as_at": "2023-12-31"}, FILES)))
    assert "3 initiatives are open: no owner is named for 3" in words
    assert 'href="./initiatives?areas=civic&lacks=champion"' in words
    assert 'aria-label="No champion named, Taking part: 1 of 2 open initiatives"' in words
    # Those that are open have no list of their own.
    assert 'title="All open initiatives, Taking part: 2"' in words


@pytest.mark.parametrize(
    ("column", "lens", "said"),
    [
        ("audiences", "audiences", "does not say whom it is for"),
        ("sectors", "sectors", "does not say which sectors take part"),
        ("children_and_young_people", "children", "whether it meets needs of children and young people"),
    ],
)
def test_where_the_only_initiative_states_nothing_it_says_so(
    open_page: Open, words_of: Words, column: str, lens: str, said: str
) -> None:
    files: Files = {**FILES, "initiatives": [{**FILES["initiatives"][0], column: ""}]}
    words = unescape(words_of(open_page("lenses", {"lens": lens}, files)))
    assert said in words
    assert f"fill the column '{column}'" in words


def test_an_unknown_lens_is_named_with_what_is_allowed(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("lenses", {"lens": "colour"})).replace("\\", "")
    assert "asks for lens 'colour', which is not one of sectors, audiences, children" in words
    assert "say which sectors take part" in words


def test_with_nothing_in_view_it_says_so_and_what_to_lift(open_page: Open, words_of: Words) -> None:
    words = unescape(words_of(open_page("lenses", {"as_at": "2010"})))
    assert "At 31 December 2010, there is no initiative to show." in words
    assert "Show the latest day: 96 initiatives" in words
    nothing = words_of(open_page("lenses", {"as_at": "2010", "lens": "lacking"}))
    assert "no initiative is open, so nothing is missing." in nothing


def test_the_gaps_lead_to_each_lens(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("gaps"))
    for lens in ("sectors", "audiences", "children", "principles", "lacking"):
        assert f'href="./lenses?lens={lens}"' in words
