"""The page Gaps."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from tests.unit.small_programme import FILES as WITHOUT_MEMBERS
from tests.unit.test_gap_words import FILES

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
