"""The second clock beside every page: what was known on a day."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.properties.tables import Files
from tests.unit.small_programme import FILES

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]

MET: Files = {
    **FILES,
    "events": [
        {
            "event_id": "E1",
            "kind": "convening",
            "title": "First meeting",
            "phase_id": "1",
            "starts_on": "2019-09-25",
            "cut_off_on": "2019-09-10",
        },
        {
            "event_id": "E2",
            "kind": "convening",
            "title": "Far meeting",
            "phase_id": "2",
            "starts_on": "2199-01-01",
        },
    ],
}


def test_what_a_past_meeting_knew_is_offered_and_a_meeting_to_come_is_not(open_page: Open) -> None:
    choice = open_page("overview", files=MET).selectbox(key="filter_known_on")
    assert choice.label == "As known on"
    assert choice.options == ["As we know it now", "10 September 2019: First meeting"]
    assert choice.value == "latest"


def test_a_chosen_day_goes_to_the_address_and_what_was_recorded_later_is_left_out(
    open_page: Open, words_of: Words
) -> None:
    app = open_page("initiatives", {"as_at": "2019-08-31"}, files=MET)
    assert "Completed" in words_of(app)
    app.selectbox(key="filter_known_on").set_value("2019-09-10").run()
    assert app.query_params == {"as_at": "2019-08-31", "known_on": "2019-09-10"}
    words = words_of(app)
    assert "as known on 10 September 2019" in words
    assert "ic-mark ic-completed" not in words
    assert "known_on=2019-09-10" in words
    app.selectbox(key="filter_known_on").set_value("latest").run()
    assert app.query_params == {"as_at": "2019-08-31"}
    assert "as known on" not in words_of(app)


def test_a_day_may_be_typed_as_a_month(open_page: Open, words_of: Words) -> None:
    app = open_page("overview", {"known_on": "2019-09"}, files=MET)
    assert app.selectbox(key="filter_known_on").value == "2019-09-30"
    assert "as known on 30 September 2019" in words_of(app)


def test_it_is_cleared_with_the_filters(open_page: Open, words_of: Words) -> None:
    app = open_page("overview", {"known_on": "2019-09-10"}, files=MET)
    app.button(key="filter_clear").click().run()
    assert app.query_params == {}
    assert "as known on" not in words_of(app)


def test_where_recording_days_are_assumed_no_such_day_is_offered(open_page: Open, words_of: Words) -> None:
    app = open_page("overview", {"known_on": "2019-09-10"})
    assert "filter_known_on" not in {box.key for box in app.selectbox}
    assert "as known on 10 September 2019" in words_of(app)
    app.button(key="filter_clear").click().run()
    assert app.query_params == {}
