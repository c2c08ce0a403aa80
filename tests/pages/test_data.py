"""The page Data: what is loaded."""

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


def test_it_leads_to_the_things_to_check_of_all_or_of_the_city_and_rule_of_the_address(
    open_page: OpenPage, words_of: Words
) -> None:
    all_of_them = words_of(open_page("data"))
    assert 'href="./data_quality"' in all_of_them
    assert "Things to check, city by city, and lists to send" in all_of_them
    narrowed = words_of(open_page("data", {"city": "GLA", "rule": "no_phase"}))
    assert 'href="./data_quality?city=GLA&amp;rule=no_phase"' in narrowed
    assert "Things to check for Glasgow" in narrowed


def test_without_data_it_says_how_to_load_some(open_page: OpenPage, words_of: Words) -> None:
    app = open_page("data", files={})
    assert "1 source: Test, 0 initiatives, 0 status updates; 0 things to check." in words_of(app)
    assert "python -m ictrack load SOURCE" in next(iter(app.code)).value


def test_one_city_with_one_update_shows_it_as_it_was_typed(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("data", files=ONE_CITY))
    assert "1 source: Test, 1 initiative, 1 status update; 1 thing to check." in words
    assert "Lleyn; Penrhyn Llŷn" in words
