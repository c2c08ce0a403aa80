"""The page Gaps."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from tests.properties.tables import Files
from tests.sql.rows import PHASES
from tests.sql.test_exchange import AREAS, CITIES, of, said
from tests.unit.small_programme import FILES as WITHOUT_MEMBERS
from tests.unit.test_gap_words import FILES

ASKING: Files = {
    "phases": list(PHASES),
    "cities": CITIES,
    "thematic_areas": AREAS,
    "memberships": [{"city_id": "BRI", "phase_id": "1", "role": "associate"}],
    "initiatives": [of("BRI"), of("CAR")],
    "status_updates": [
        said("BRI-1", "2019-06-01", help_wanted="Slides for employers"),
        said("CAR-1", "2019-06-01", help_offered="A visit"),
    ],
}
Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]


def test_it_opens_with_how_many_places_move_and_shows_each_of_them(open_page: Open, words_of: Words) -> None:
    words = unescape(words_of(open_page("gaps")))
    assert "of 65 places, 13 cities by 5 thematic areas, 4 are moving" in words
    assert words.count('<td><div><a class="ic-symbol"') == 65
    # The word leads to the initiatives, the symbol to the rule.
    assert 'href="./initiatives?cities=BRI&areas=services"' in words
    assert 'aria-label="Bristol, Inclusive public services: Not heard of. No document of the 12' in words
    assert 'href="./gaps?state=silent" aria-label="What “Not heard of” means"' in words


def test_a_place_without_any_initiative_leads_to_its_rule_alone(open_page: Open, words_of: Words) -> None:
    words = unescape(words_of(open_page("gaps")))
    assert 'href="./initiatives?cities=BEL&areas=story"' not in words
    # One that holds only what closed with its phase still leads to that.
    assert 'href="./initiatives?cities=BRI&areas=growth"' in words


def test_it_opens_with_whom_the_first_city_could_ask_about_its_most_pressing_gap(
    open_page: Open, words_of: Words
) -> None:
    words = unescape(words_of(open_page("gaps")))
    assert "Belfast could ask London and Peterborough about Connecting communities: at 31 December" in words
    assert words.index("Belfast could ask") < words.index("of 65 places")
    assert "In Belfast itself: not heard of. No document of the 12 months" in words
    assert '<a href="./initiative?initiative=LON-03">Sport Unites</a>' in words
    assert "Greater London Authority; no post is named" in words
    assert "Chosen from 6 initiatives of other cities by what they share with what Belfast has" in words


def test_the_address_says_which_city_asks_about_what_and_with_which_words(
    open_page: Open, words_of: Words
) -> None:
    asked = {"city": "NWP", "area": "growth", "words": "enterprise"}
    words = unescape(words_of(open_page("gaps", asked)))
    assert "could ask" in words.split("about Inclusive economic growth")[0]
    assert "It holds words that you typed" in words


def test_a_place_without_an_initiative_leads_to_whom_to_ask(open_page: Open, words_of: Words) -> None:
    words = unescape(words_of(open_page("gaps")))
    assert '<a href="./gaps?city=BEL&area=story"' in words
    assert "Whom Belfast could ask about Shared local story" in words


def test_what_is_asked_for_stands_beside_what_other_cities_offer(open_page: Open, words_of: Words) -> None:
    words = unescape(words_of(open_page("gaps", {"as_at": "2019-12-31"}, ASKING)))
    assert "1 initiative asks for help, for 1 of them another city offers" in words
    assert "What another city offers" in words


def test_where_nobody_asks_it_says_how_to_supply_asks(open_page: Open, words_of: Words) -> None:
    words = unescape(words_of(open_page("gaps")))
    assert "In the 12 months up to this day no initiative asked for help or offered it." in words
    assert "the columns help_wanted and help_offered of status_updates.csv" in words


def test_each_state_that_occurs_is_explained_with_its_places_and_their_initiatives(
    open_page: Open, words_of: Words
) -> None:
    words = unescape(words_of(open_page("gaps")))
    assert "Not heard of: 18 places" in words
    assert "of nothing that is open any document with a date speaks in the 12 months" in words
    assert '<a href="./initiative?initiative=BRI-04">BRI-04</a>' in words
    assert "Only one:" not in words
    assert "Inclusive public services: what is open in Sheffield was announced" in words


def test_one_state_of_the_address_is_explained_alone_before_the_table(
    open_page: Open, words_of: Words
) -> None:
    words = unescape(words_of(open_page("gaps", {"state": "planned_only"})))
    assert "Announced only: 1 place" in words
    assert words.index("Announced only: 1 place") < words.index("By city and thematic area")
    assert "Not heard of: 18 places" not in words
    assert '<a href="./gaps">All states</a>' in words


def test_a_state_that_no_place_has_is_explained_all_the_same(open_page: Open, words_of: Words) -> None:
    words = unescape(words_of(open_page("gaps", {"state": "thin"})))
    assert "Only one: 0 places" in words
    assert "There is only 1 initiative, and it is further" in words


def test_an_unknown_state_is_named_with_what_is_allowed(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("gaps", {"state": "quiet"})).replace("\\", "")
    assert "asks for state 'quiet', which is not one of not_known, none, all_completed" in words
    assert "Not heard of: 18 places" in words


def test_with_one_city_in_view_the_questions_are_of_that_city(open_page: Open, words_of: Words) -> None:
    words = unescape(words_of(open_page("gaps", {"cities": "BRI"})))
    assert "Bristol: nothing recent is known of what is open in Shared local story and" in words


@pytest.mark.parametrize("state", ["", "silent"])
def test_where_no_city_is_a_member_it_says_so(open_page: Open, words_of: Words, state: str) -> None:
    words = words_of(open_page("gaps", {"state": state} if state else {}, WITHOUT_MEMBERS))
    assert "none of the cities in view is a member in any phase." in words
    assert "stands in the file memberships." in words
    assert "<table" not in words
    assert "What it means" not in words


def test_returns_speak_in_the_words_of_returns(open_page: Open, words_of: Words) -> None:
    words = unescape(words_of(open_page("gaps", {"as_at": "2020-03"}, FILES)))
    assert "The only open initiative here has not moved forward since 31 March 2019." in words
    assert "which is the second cut-off before the as-at date" in words
    assert "document" not in words.split("</style>")[-1]


def test_the_page_for_the_taskforce_is_made_and_offered_until_something_else_is_chosen(
    open_page: Open,
) -> None:
    app = open_page("gaps", {"city": "BRI", "area": "growth"})
    next(button for button in app.button if button.label == "Make the page").click()
    app.run()
    assert not app.exception
    offered = [button.proto.label for button in app.get("download_button")]
    assert offered[:3] == ["Download PDF (.pdf)", "Download Word (.docx)", "Download Web page (.html)"]
    app.radio(key="taskforce_kind").set_value("area")
    app.run()
    assert not app.exception
    assert "Download PDF (.pdf)" not in [button.proto.label for button in app.get("download_button")]
