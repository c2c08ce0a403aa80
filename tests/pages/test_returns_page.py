"""The Returns page: who has sent what for a convening, whom to ask first, and the sign-off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ictrack.actions.opening import open_shared
from ictrack.store.database import Database

OpenPage = Callable[..., AppTest]
Words = Callable[[AppTest], str]


def _initiative(identifier: str, city: str, title: str, **cells: str) -> dict[str, str]:
    return {
        "initiative_id": identifier,
        "city_id": city,
        "phase_id": "1",
        "area_id": "jobs",
        "title": title,
        **cells,
    }


def _update(number: int, initiative: str, day: str, status: str) -> dict[str, str]:
    return {"update_id": f"U{number}", "initiative_id": initiative, "reported_on": day, "status": status}


def _convening(year: int, **cells: str) -> dict[str, str]:
    met = f"{year}-06-30"
    return {
        "event_id": f"E{year}",
        "kind": "convening",
        "title": f"Meeting of {year}",
        "phase_id": "1",
        "starts_on": met,
        "cut_off_on": met,
        **cells,
    }


# Cardiff has answered both of its two, Bristol one of three; Exeter is a member without initiatives.
RETURNS: Mapping[str, list[dict[str, str]]] = {
    "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2018-01", "ends_on": ""}],
    "cities": [
        {"city_id": "BRI", "name": "Bristol"},
        {"city_id": "CDF", "name": "Cardiff"},
        {"city_id": "EXE", "name": "Exeter"},
    ],
    "memberships": [{"city_id": "EXE", "phase_id": "1", "role": "member"}],
    "thematic_areas": [{"area_id": "jobs", "name": "Employment", "sort_order": "1"}],
    "events": [_convening(2019), _convening(2020, returns_due_on="2020-06-15")],
    "initiatives": [
        _initiative("A", "BRI", "Alpha"),
        _initiative("B", "BRI", "Beta"),
        _initiative("C", "BRI", "Gamma :green-badge[On track]"),
        _initiative("D", "CDF", "Delta"),
        _initiative("E", "CDF", "Epsilon"),
        _initiative("F", "CDF", "Finished before"),
    ],
    "status_updates": [
        _update(1, "A", "2020-02-01", "in_progress"),
        _update(2, "D", "2020-02-01", "in_progress"),
        _update(3, "E", "2020-03-01", "completed"),
        _update(4, "F", "2019-05-01", "completed"),
    ],
}
PREPARING = {"as_at": "2020-06-01"}


@pytest.fixture
def database() -> Callable[[], Database]:
    """Give the database that the page has opened."""
    return open_shared


def _submit(database: Database) -> None:
    made = datetime.fromisoformat("2020-05-01T10:00")
    row = ["S1", "B", "submitted", '{"reported_on": "2020-05-01"}', made, "city", None, None, None, None]
    database.write(
        lambda cursor: cursor.execute("insert into db.submission values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    )


def test_it_opens_at_the_convening_that_is_being_prepared(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("returns", PREPARING, RETURNS))
    assert "For Meeting of 2020, 3 of 5 initiatives are answered." in words
    assert "Of 2 returns 1 is complete and 1 came in part." in words
    assert "Returns are due on 15 June 2020." in words
    assert "In part: 1 of 3 answered" in words
    assert "Nothing is asked" in words


@pytest.mark.parametrize(
    ("day", "convening"),
    [
        ("2019-06-30", "Meeting of 2019"),
        ("2019-07-01", "Meeting of 2020"),
        ("2020-06-30", "Meeting of 2020"),
        ("2020-07-01", "Meeting of 2020"),
    ],
)
def test_the_next_cut_off_on_a_day_or_after_it_is_the_one_that_is_prepared(
    open_page: OpenPage, words_of: Words, day: str, convening: str
) -> None:
    assert f"For {convening}, " in words_of(open_page("returns", {"as_at": day}, RETURNS))


@pytest.mark.parametrize(
    ("day", "said"), [("2020-06-15", "are due on 15 June 2020"), ("2020-06-16", "were due on 15 June 2020")]
)
def test_a_due_day_that_has_passed_is_said_to_have(
    open_page: OpenPage, words_of: Words, day: str, said: str
) -> None:
    app = open_page("returns", {"as_at": day, "return": "BRI"}, RETURNS)
    assert f"Returns {said}." in words_of(app)
    (message,) = [code.value for code in app.code if code.value.startswith("Dear")]
    assert f"The reports for Meeting of 2020 {said}." in message


def test_an_earlier_convening_can_be_looked_at_and_nothing_is_asked_for_it(
    open_page: OpenPage, words_of: Words
) -> None:
    words = words_of(open_page("returns", {**PREPARING, "cycle": "E2019"}, RETURNS))
    assert "For Meeting of 2019, 1 of 6 initiatives are answered." in words
    assert "nothing is asked for this one any more" in words
    assert "Whom to ask first" not in words


def test_what_waits_for_review_is_shown_apart(
    open_page: OpenPage, words_of: Words, database: Callable[[], Database]
) -> None:
    open_page("returns", PREPARING, RETURNS)
    _submit(database())
    words = words_of(open_page("returns", PREPARING, RETURNS))
    assert "3 of 5 initiatives are answered, and 1 waits for review." in words
    listed = words_of(open_page("returns", {**PREPARING, "return": "BRI", "answer": "missing"}, RETURNS))
    assert "Bristol: 1 of 3 answered; 1 waits for review; nothing reported yet on 1." in listed
    assert "Gamma" in listed
    assert ">Beta<" not in listed
    assert ">Beta<" in words_of(
        open_page("returns", {**PREPARING, "return": "BRI", "answer": "waiting"}, RETURNS)
    )


def test_every_count_leads_to_its_initiatives(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("returns", PREPARING, RETURNS))
    address = "./returns?as_at=2020-06-01&amp;cycle=E2020&amp;return=BRI&amp;answer=missing"
    assert f'<a href="{address}" aria-label="Bristol, Nothing reported yet: 2">2</a>' in words
    answered = words_of(open_page("returns", {**PREPARING, "return": "all", "answer": "answered"}, RETURNS))
    assert "All cities: Answered, 3 of 5" in answered
    assert ">Epsilon<" in answered
    assert ">Beta<" not in answered


def test_what_was_finished_before_the_cycle_is_not_asked_about(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("returns", {**PREPARING, "return": "CDF"}, RETURNS))
    assert "Cardiff: 2 of 2 answered." in words
    assert "Finished before" not in words


def test_whom_to_ask_first_says_what_a_report_would_do(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("returns", PREPARING, RETURNS))
    assert (
        "The share completed is between 2 and 4 of 6; 2 reports that can be asked for would narrow it."
        in words
    )
    assert "from between 0 and 2 of 3 to between 0 and 1 of 3" in words
    assert "from between 0 and 1 of 3 to 0 of 3" in words
    assert words.index(">Beta<") < words.index(">Gamma :green-badge[On track]<")


def test_a_report_that_waits_for_review_is_not_asked_for(
    open_page: OpenPage, words_of: Words, database: Callable[[], Database]
) -> None:
    open_page("returns", PREPARING, RETURNS)
    _submit(database())
    words = words_of(open_page("returns", PREPARING, RETURNS))
    assert "1 report that can be asked for" in words
    assert ">Beta<" not in words


def test_the_message_names_what_is_missing_and_nobody(open_page: OpenPage) -> None:
    app = open_page("returns", {**PREPARING, "return": "BRI"}, RETURNS)
    (message,) = [code.value for code in app.code if code.value.startswith("Dear")]
    assert [code.value for code in app.code if code.value.startswith("Bristol: return for ")]
    assert "- Beta (B)" in message
    assert "- Gamma :green-badge[On track] (C)" in message
    assert "Alpha" not in message
    assert "due on 15 June 2020" in message
    (link,) = [text.value for text in app.markdown if "mailto:" in text.value]
    assert link.startswith("[Open in your mail program](mailto:?subject=Bristol%3A%20return")


def test_a_return_is_signed_off_and_that_is_taken_back(open_page: OpenPage, words_of: Words) -> None:
    app = open_page("returns", {**PREPARING, "return": "CDF"}, RETURNS)
    app.button(key="sign_off").click().run()
    assert " by the administrator of this computer." in words_of(app)
    assert app.button(key="sign_off").label == "Take back the sign-off"
    assert "Signed off: 2 of 2 answered" in words_of(open_page("returns", PREPARING, RETURNS))
    app.button(key="sign_off").click().run()
    assert app.button(key="sign_off").label == "Sign off this return"
    assert "Signed off: 2 of 2 answered" not in words_of(open_page("returns", PREPARING, RETURNS))


def _offers_sign_off(app: AppTest) -> bool:
    return "sign_off" in [button.key for button in app.button]


def test_nothing_is_signed_off_in_a_past_picture_or_where_nothing_was_sent(
    open_page: OpenPage, words_of: Words
) -> None:
    here: dict[str, Any] = {**PREPARING, "return": "CDF"}
    assert _offers_sign_off(open_page("returns", here, RETURNS))
    assert not _offers_sign_off(open_page("returns", {**here, "known_on": "2020-06-01"}, RETURNS))
    early = open_page("returns", {"as_at": "2019-12-31", "return": "BRI"}, RETURNS)
    assert not _offers_sign_off(early)
    assert "It can be signed off once something is sent." in words_of(early)


def test_what_the_address_asks_for_in_vain_is_named(open_page: OpenPage, words_of: Words) -> None:
    query = {**PREPARING, "cycle": "E1900", "return": "XYZ", "answer": "maybe"}
    words = words_of(open_page("returns", query, RETURNS))
    for value in ("E1900", "XYZ", "maybe"):
        assert f"'{value}'" in words
    assert "For Meeting of 2020, 3 of 5" in words


def test_filters_narrow_the_returns(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("returns", {**PREPARING, "cities": "CDF"}, RETURNS))
    assert "2 of 2 initiatives are answered" in words
    assert ">Bristol<" not in words


def test_what_was_recorded_later_is_not_known_yet(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("returns", {**PREPARING, "known_on": "2020-02-15"}, RETURNS))
    assert "2 of 5 initiatives are answered" in words


def test_without_a_convening_it_says_what_is_missing(open_page: OpenPage, words_of: Words) -> None:
    words = words_of(open_page("returns", PREPARING, {**RETURNS, "events": []}))
    assert "No convening is known that belongs to a phase" in words


def test_of_a_public_record_it_says_why_nothing_is_asked(open_page: OpenPage, words_of: Words) -> None:
    app = open_page("returns")
    assert "no city was asked to report" in words_of(app)
    assert not [button for button in app.button if button.key == "sign_off"]
    assert "Whom to ask first" not in words_of(app)
