"""The page Phases."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.properties.tables import Files
from tests.unit.small_programme import FILES

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]


def test_it_compares_the_phases_of_the_public_record_twice(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("phases"))
    assert "8 of 42 initiatives of phase one and 12 of 52 initiatives of phase two" in words
    assert "All cities</h2>" in words
    assert "Only the 5 cities in both phases</h2>" in words
    assert "Which city took part in which phase" in words
    assert "the file initiative_links" in words


def test_the_same_cities_open_as_the_same_list(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("phases"))
    assert "./initiatives?phase=1&amp;cities=BRI&amp;cities=CAR" in words


def test_on_an_early_day_there_is_one_phase(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("phases", {"as_at": "2018-06-30"}))
    assert "Only Phase one had begun by this day" in words


def test_before_the_first_day_it_says_so(open_page: Open, words_of: Words) -> None:
    assert "No phase had begun by 31 December 2010." in words_of(open_page("phases", {"as_at": "2010"}))


def test_without_data_it_says_how_to_load_some(open_page: Open, words_of: Words) -> None:
    assert "There is no initiative yet." in words_of(open_page("phases", files={}))


def test_lineage_is_drawn_with_its_table(open_page: Open, words_of: Words) -> None:
    links = [{"from_id": "B2", "to_id": "B1", "kind": "carried_over"}]
    files: Files = {**FILES, "initiative_links": links}
    words = words_of(open_page("phases", files=files))
    assert "1 of 1 initiative of Phase one has a successor" in words
    assert "From Phase one to Phase two" in words
