"""The page Data quality: what there is to check, city by city, and the lists to send."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.test_data import ONE_CITY

OpenPage = Callable[..., AppTest]
Words = Callable[[AppTest], str]


def downloads(app: AppTest) -> list[str]:
    return [button.proto.label.replace("\\", "") for button in app.get("download_button")]


def test_all_things_to_check_are_counted_by_city_and_listed_by_rule(
    open_page: OpenPage, words_of: Words
) -> None:
    app = open_page("data_quality")
    words = words_of(app)
    assert "things to check in this compilation, in 13 cities." in words
    assert "say nothing of how a city works" in words
    assert "Things to check by city" in words
    assert 'href="./data_quality?city=GLA"' in words
    assert "No phase: 2 found" in words
    assert "Download a list for each city (ZIP of CSV files)" in downloads(app)


def test_a_city_of_the_address_has_its_own_list_and_leads_to_its_page(
    open_page: OpenPage, words_of: Words
) -> None:
    app = open_page("data_quality", {"city": "GLA"})
    words = words_of(app)
    assert "Glasgow: 3 things to check in this compilation." in words
    assert 'href="./city?city=GLA"' in words
    assert "Things to check by city" not in words
    assert downloads(app)[0] == "Download the list for Glasgow (CSV)"


def test_a_city_and_a_rule_of_the_address_narrow_the_list(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("data_quality", {"city": "GLA", "rule": "no_phase"}))
    assert "Glasgow, No phase: 2 things to check in this compilation." in words
    assert "Show all things to check" in words
    assert "No thematic area: " not in words


def test_a_city_with_nothing_to_check_has_no_list(open_page: OpenPage, words_of: Words) -> None:
    app = open_page("data_quality", {"city": "GLA", "rule": "dated_in_future"})
    assert "Glasgow, Dated in the future: 0 things to check in this compilation." in words_of(app)
    assert not [label for label in downloads(app) if "list" in label]


def test_what_the_address_asks_for_and_is_not_known_is_named(open_page: OpenPage, words_of: Words) -> None:
    app = open_page("data_quality", {"city": "XYZ", "rule": "nonsense"})
    assert [warning.value for warning in app.warning] == [
        "'XYZ' is not a city of this data\\. All cities are shown\\.",
        "'nonsense' is not a rule of the catalogue\\. All rules are shown\\.",
    ]
    assert "Things to check by city" in words_of(app)


def test_without_data_there_is_nothing_to_check(open_page: OpenPage, words_of: Words) -> None:
    app = open_page("data_quality", files={})
    assert "There is no initiative yet." in words_of(app)
    assert "Download a list for each city (ZIP of CSV files)" not in downloads(app)


def test_where_no_rule_finds_anything_it_says_so(open_page: OpenPage, words_of: Words) -> None:
    sound = {**ONE_CITY["status_updates"][0], "evidence_url": "https://example.org/evidence"}
    app = open_page("data_quality", files={**ONE_CITY, "status_updates": [sound]})
    assert "There is nothing to check: no rule of the catalogue finds anything." in words_of(app)
    assert "Download a list for each city (ZIP of CSV files)" not in downloads(app)


def test_one_city_with_one_thing_to_check_shows_it_as_it_was_typed(
    open_page: OpenPage, words_of: Words
) -> None:
    words = words_of(open_page("data_quality", files=ONE_CITY))
    assert "1 thing to check, in 1 city." in words
    assert "Completed (2018), and no document is named." in words
    assert "*One* &lt;b&gt;" in words


def test_the_page_of_a_city_leads_to_its_things_to_check(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("city", {"city": "GLA"}))
    assert 'href="./data_quality?city=GLA"' in words
    assert "Things to check for Glasgow" in words
