"""The page Thematic area."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.test_city_page import FORTY_AREAS, ONE_CITY
from tests.unit.small_programme import FILES

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]


def test_it_says_where_the_area_of_the_address_stands(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("area", {"area": "growth"}))
    assert "public documents show 11 initiatives in 8 of 13 cities" in words
    assert "Mapped to this thematic area by the editor for 10, by the source for 1." in words
    assert "Business is named in 9 of 96, 5 of them here." in words
    assert "Not known: its action plan was not read." in words


def test_none_shows_those_without_an_area(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("area", {"area": "none"}))
    assert "No thematic area: at 31 December 2023" in words
    assert "7 initiatives in" in words


@pytest.mark.parametrize(
    ("areas", "shown"), [([], "Shared local story"), (["growth"], "Inclusive economic growth")]
)
def test_without_an_area_in_the_address_it_is_the_first_of_the_filter_or_of_all(
    open_page: Open, words_of: Words, areas: list[str], shown: str
) -> None:
    assert f"{shown}: at 31 December 2023" in words_of(open_page("area", {"areas": areas}))


def test_an_unknown_area_is_named_with_what_is_close(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("area", {"area": "growht"}))
    assert "Did you mean 'growth'?" in words
    assert "Shared local story: at" in words


def test_a_choice_is_written_to_the_address(open_page: Open, words_of: Words) -> None:
    app = open_page("area", {"area": "growth"})
    app.selectbox(key="choice_area").set_value("none").run()
    assert app.query_params == {"area": "none"}
    assert "No thematic area: at" in words_of(app)


def test_without_data_it_says_how_to_load_some(open_page: Open, words_of: Words) -> None:
    assert "There is no initiative yet." in words_of(open_page("area", files={}))


def test_a_programme_without_areas_shows_those_without_one(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("area", files=ONE_CITY))
    assert "No thematic area: at" in words
    assert "the cities report on 1 initiative in 1 of 1 city: 1 under way." in words
    assert "fill the column 'sectors'" in words.replace("&#39;", "'")


def test_an_area_without_an_initiative_says_so(open_page: Open, words_of: Words) -> None:
    assert "there is no initiative to show." in words_of(open_page("area", {"area": "a39"}, FORTY_AREAS))


def test_returns_speak_in_the_words_of_returns(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("area", {"area": "jobs"}, FILES))
    assert "the cities report on 3 initiatives in 3 of 4 cities" in words
    assert "public documents" not in words
