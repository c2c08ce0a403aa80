"""The page City."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.properties.tables import Files
from tests.unit.small_programme import FILES

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]

LONG = "Llanfairpwllgwyngyll & <b>Ńí</b> " * 6
ONE_CITY: Files = {
    "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2019-01"}],
    "cities": [{"city_id": "ONE", "name": LONG}],
    "initiatives": [{"initiative_id": "I1", "city_id": "ONE", "phase_id": "1", "title": LONG}],
    "status_updates": [
        {"update_id": "U1", "initiative_id": "I1", "reported_on": "2020", "status": "in_progress"}
    ],
}
FORTY_AREAS: Files = {
    **ONE_CITY,
    "thematic_areas": [
        {"area_id": f"a{n}", "name": f"Thematic area {n}", "sort_order": str(n)} for n in range(40)
    ],
}


def test_it_says_where_the_city_of_the_address_stands(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("city", {"city": "BRI"}))
    assert "public documents show 7 initiatives in Bristol: 1 completed, 6 under way." in words
    assert "What moved" in words
    assert "Nothing is known to be past its date, off track, at risk or paused." in words
    assert "Nothing can fall due any more: phase two has ended." in words
    assert 'href="./initiative?initiative=BRI-02"' in words


def test_without_a_city_in_the_address_it_is_the_first_of_the_filter_or_by_name(
    open_page: Open, words_of: Words
) -> None:
    assert "initiatives in Belfast" in words_of(open_page("city"))
    assert "initiatives in Newport" in words_of(open_page("city", {"cities": ["NEW", "BRI"]}))


def test_an_unknown_city_is_named_with_what_is_close(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("city", {"city": "Bristo"}))
    assert "'Bristo'" in words
    assert "Did you mean 'Bristol'?" in words
    assert "initiatives in Belfast" in words


def test_a_city_may_be_written_by_its_name(open_page: Open, words_of: Words) -> None:
    app = open_page("city", {"city": "bristol"})
    assert "initiatives in Bristol" in words_of(app)
    assert not app.warning


def test_a_choice_is_written_to_the_address(open_page: Open, words_of: Words) -> None:
    app = open_page("city", {"city": "BRI", "phase": "2"})
    app.selectbox(key="choice_city").set_value("CAR").run()
    assert app.query_params == {"city": "CAR", "phase": "2"}
    assert "in Cardiff" in words_of(app)


def test_the_menu_opens_the_city_that_was_opened_last(open_page: Open, words_of: Words) -> None:
    app = open_page("city", {"city": "BRI", "phase": "2"})
    app.switch_page("../../pages/area.py").run()
    links = {link.proto.label: link.proto.query_string for link in app.get("page_link")}
    assert links["City"] == "phase=2&city=BRI"
    del app.query_params["city"]
    app.switch_page("../../pages/city.py").run()
    assert "initiatives in Bristol" in words_of(app)


def test_parts_and_joint_initiatives_are_named(open_page: Open, words_of: Words) -> None:
    assert "Peterborough Communities Fund has 10 parts." in words_of(open_page("city", {"city": "PET"}))


def test_every_city_opens_at_an_early_day(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("city", {"city": "CAR", "as_at": "2018-06-30"}))
    assert "At 30 June 2018, public documents show" in words


def test_without_data_it_says_how_to_load_some(open_page: Open, words_of: Words) -> None:
    assert "There is no initiative yet." in words_of(open_page("city", files={}))


def test_one_city_with_one_update_has_its_page(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("city", files=ONE_CITY))
    assert "reports on 1 initiative: 1 under way." in words
    assert "Llanfairpwllgwyngyll &amp; &lt;b&gt;Ńí&lt;/b&gt;" in words
    assert "<b>" not in words


def test_forty_areas_have_a_row_each(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("city", files=FORTY_AREAS))
    assert "Thematic area 39" in words
    assert "has no initiative in 40 thematic areas." in words


def test_returns_speak_in_the_words_of_returns(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("city", {"city": "BRI"}, FILES))
    assert "Bristol reports on 2 initiatives: 1 completed, 1 under way." in words
    assert "public documents" not in words
