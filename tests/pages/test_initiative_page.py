"""The page of one initiative."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.properties.tables import Files
from tests.unit.small_programme import FILES

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]


def test_it_opens_with_where_the_initiative_stands(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("initiative", {"initiative": "BRI-02"}))
    assert "#WeAreBristol campaign is under way, last heard of in March 2022." in words
    assert "BRI-02-U4 of March 2022" in words
    assert "load of" in words
    assert 'href="./initiative?initiative=BRI-01"' in words


def test_a_part_links_to_its_whole(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("initiative", {"initiative": "PET-09"}))
    assert "It is part of Peterborough Communities Fund (PET-01) and is not counted by itself." in words
    assert 'href="./initiative?initiative=PET-01"' in words


def test_an_early_day_says_that_it_is_not_counted_yet(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("initiative", {"initiative": "BRI-02", "as_at": "2018-06-30"}))
    assert "It is not counted yet: it joins on 18 July 2019." in words
    assert "4 more speak of days after 30 June 2018 and are left out." in words


def test_an_unknown_one_gets_a_suggestion_and_a_search(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("initiative", {"initiative": "BRJ-02"}))
    assert "There is no initiative &#39;BRJ-02&#39; in this data." in words
    assert 'href="./initiative?initiative=BRI-02"' in words
    assert 'href="./initiatives?search=BRJ-02"' in words


def test_without_an_initiative_the_list_is_offered(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("initiative"))
    assert "Choose an initiative from the list." in words
    assert 'href="./initiatives"' in words


def test_without_data_it_says_how_to_load_some(open_page: Open, words_of: Words) -> None:
    assert "There is no initiative yet." in words_of(open_page("initiative", {"initiative": "X"}, files={}))


def test_what_was_taken_back_is_struck_through_and_says_so(open_page: Open, words_of: Words) -> None:
    updates = [
        {
            "update_id": "U1",
            "initiative_id": "B1",
            "reported_on": "2018",
            "status": "completed",
            "summary": "Done.",
        },
        {
            "update_id": "U2",
            "initiative_id": "B1",
            "kind": "withdrawal",
            "recorded_on": "2019-02-03",
            "corrects_update_id": "U1",
        },
    ]
    files: Files = {**FILES, "status_updates": updates}
    words = words_of(open_page("initiative", {"initiative": "B1"}, files=files))
    assert "<del>Done.</del>" in words
    assert "Taken back by U2 on 3 February 2019: it no longer counts." in words


def test_nasty_texts_stay_texts(open_page: Open, words_of: Words) -> None:
    nasty = "<script>alert(1)</script> **Llŷn** " + "x" * 200
    initiatives = [
        {"initiative_id": "<b>", "city_id": "BRI", "phase_id": "1", "title": nasty, "description": nasty}
    ]
    files: Files = {**FILES, "initiatives": initiatives, "status_updates": []}
    words = words_of(open_page("initiative", {"initiative": "<b>"}, files=files))
    assert "<script>" not in words
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **Llŷn**" in words


def test_what_was_heard_last_is_not_said_to_tell_a_status_that_it_does_not(
    open_page: Open, words_of: Words
) -> None:
    words = words_of(open_page("initiative", {"initiative": "CAR-01"}))
    assert "inclusive growth stands: what was found last, of September 2018, does not say." in words
