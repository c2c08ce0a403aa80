"""The page Data: what is loaded, and what there is to check in it."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.properties.tables import Files

OpenPage = Callable[..., AppTest]
Words = Callable[[AppTest], str]

ONE_CITY: Files = {
    "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2017-03", "ends_on": "2019-05-31"}],
    "cities": [{"city_id": "LLA", "name": "Llŷn", "aliases": "Lleyn;Penrhyn Llŷn"}],
    "thematic_areas": [{"area_id": "jobs", "name": "Jobs", "sort_order": "1"}],
    "initiatives": [
        {"initiative_id": "L1", "city_id": "LLA", "phase_id": "1", "area_id": "jobs", "title": "*One* <b>"}
    ],
    "status_updates": [
        {"update_id": "U1", "initiative_id": "L1", "reported_on": "2018", "status": "completed"}
    ],
}


def test_the_public_record_is_named_and_what_to_check_in_it_is_counted(
    open_page: OpenPage, words_of: Words
) -> None:
    words = words_of(open_page("data"))
    assert "1 source: The public record of Inclusive Cities, 106 initiatives, 147 pieces of evidence" in words
    assert "things to check in this compilation" in words
    assert "say nothing of how a city works" in words


def test_a_city_and_a_rule_of_the_address_narrow_the_list(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("data", {"city": "GLA", "rule": "no_phase"}))
    assert "Glasgow, No phase: 2 things to check in this compilation." in words
    assert "Show all things to check" in words
    assert "No thematic area: " not in words


def test_what_the_address_asks_for_and_is_not_known_is_named(open_page: OpenPage, words_of: Words) -> None:
    app = open_page("data", {"city": "XYZ", "rule": "nonsense"})
    assert [warning.value for warning in app.warning] == [
        "'XYZ' is not a city of this data\\. All cities are shown\\.",
        "'nonsense' is not a rule of the catalogue\\. All rules are shown\\.",
    ]
    assert "Things to check by city" in words_of(app)


def test_without_data_it_says_how_to_load_some(open_page: OpenPage, words_of: Words) -> None:
    app = open_page("data", files={})
    words = words_of(app)
    assert "There is nothing to check: no rule of the catalogue finds anything." in words
    assert "python -m ictrack load SOURCE" in next(iter(app.code)).value


def test_one_city_with_one_update_shows_it_as_it_was_typed(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("data", files=ONE_CITY))
    assert "1 source: Test, 1 initiative, 1 status update; 1 thing to check." in words
    assert "Completed (2018), and no document is named." in words
    assert "*One* &lt;b&gt;" in words
    assert "Lleyn; Penrhyn Llŷn" in words
