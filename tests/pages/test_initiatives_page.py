"""The page Initiatives."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.unit.small_programme import FILES

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]


def test_it_lists_the_public_record_with_its_marks(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("initiatives"))
    assert "96 initiatives in 13 cities." in words
    assert 'href="./initiative?initiative=BRI-02"' in words
    assert "#WeAreBristol campaign" in words
    assert "ic-mark ic-in_progress" in words
    assert "Hollow mark: the link to the programme is not confirmed." in words
    assert "; closed with its phase" in words


def test_what_is_typed_goes_to_the_address_and_back_to_the_first_rows(
    open_page: Open, words_of: Words
) -> None:
    app = open_page("initiatives", {"start": "96"})
    app.text_input(key="list_search").set_value("wearebristol").run()
    assert app.query_params == {"search": "wearebristol"}
    assert "1 of 96 initiatives match: “wearebristol”." in words_of(app)


def test_a_choice_of_progress_and_order_goes_to_the_address(open_page: Open, words_of: Words) -> None:
    app = open_page("initiatives")
    app.selectbox(key="list_progress").set_value("completed").run()
    app.selectbox(key="list_sort").set_value("heard").run()
    assert app.query_params == {"progress": "completed", "sort": "heard"}
    assert "20 of 96 initiatives match: completed." in words_of(app)
    app.selectbox(key="list_progress").set_value("").run()
    assert app.query_params == {"sort": "heard"}


def test_where_nothing_matches_a_link_lifts_the_filter(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("initiatives", {"search": "wearebristol", "progress": "completed"}))
    assert "0 of 96 initiatives match: “wearebristol”, completed." in words
    assert 'href="./initiatives?search=wearebristol"' in words
    assert 'href="./initiatives?progress=completed"' in words


def test_unknown_words_of_the_address_are_named(open_page: Open, words_of: Words) -> None:
    words = words_of(open_page("initiatives", {"progress": "late"}))
    assert "late" in words
    assert "96 initiatives in 13 cities." in words


def test_without_data_it_says_how_to_load_some(open_page: Open, words_of: Words) -> None:
    assert "There is no initiative yet." in words_of(open_page("initiatives", files={}))


def test_a_small_programme_is_listed(open_page: Open, words_of: Words) -> None:
    assert "5 initiatives in 4 cities." in words_of(open_page("initiatives", files=FILES))


def test_a_mistyped_word_is_forgiven_and_the_page_says_what_it_was_taken_for(
    open_page: Open, words_of: Words
) -> None:
    words = words_of(open_page("initiatives", {"search": "wearebrsitol"}))
    assert "1 of 96 initiatives match: “wearebrsitol”." in words
    assert "Nothing holds “wearebrsitol”; shown is what holds “WeAreBristol”." in words
    assert 'href="./initiative?initiative=BRI-02"' in words


def test_a_word_that_is_found_is_taken_for_no_other(open_page: Open, words_of: Words) -> None:
    assert "Nothing holds" not in words_of(open_page("initiatives", {"search": "wearebristol"}))
