"""How texts and searches are cut into words, and which words are alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ictrack.search_words import (
    MOST_WORDS,
    count_errors,
    entries_of,
    errors_forgiven,
    form_of,
    letters_of,
    terms_of,
    words_of,
)
from tests.properties.search_oracle import errors_between

LETTERS = st.text("abcéχ", min_size=0, max_size=7)


@pytest.mark.parametrize(
    ("search", "terms"),
    [
        ("BRI-01  Ŵyl!", ("bri 01", "wyl")),
        ("women’s women's", ("women s",)),
        ("Ynys\u00a0Môn", ("ynys", "mon")),
        ("not_started", ("not started",)),
        ("™", ("tm",)),
        ("?! -", ()),
        ("a-b-c-d-e-f-g", ("a b c d e f",)),
    ],
)
def test_a_term_is_a_run_of_typed_characters(search: str, terms: tuple[str, ...]) -> None:
    assert terms_of(search) == terms


def test_a_run_stands_under_each_of_its_words_with_what_follows() -> None:
    assert entries_of("(Short-term") == [("short term", "Short term"), ("term", "term")]
    assert entries_of("Llŷn,") == [("llyn", "Llŷn")]
    assert entries_of("...") == []


def test_of_a_long_run_no_more_is_compared_than_of_a_term() -> None:
    entries = entries_of("https://a.b/c/d/e/f/g/h")
    assert entries[0][0] == "https a b c d e"
    assert [len(text.split()) for text, _written in entries] == [6, 6, 6, 6, 5, 4, 3, 2, 1]
    assert MOST_WORDS == 6


@pytest.mark.parametrize(
    "family",
    [
        "school schools",
        "mentor mentors mentored mentoring",
        "city cities",
        "train trains trained training",
        "house houses housing housed",
        "plan plans planned planning",
        "class classes",
        "bus buses",
        "library libraries",
        "welcome welcomes welcomed welcoming",
        "refugee refugees",
        "area areas",
        "access accesses accessing",
        "counsel counselling counselled",
    ],
)
def test_the_forms_of_one_english_word_are_alike(family: str) -> None:
    assert len({form_of(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    "words",
    [
        "employer employment",
        "new news",
        "bring br",
        "thin thing",
        "process proce",
        "need ne",
        "serie series",
        "campus camp",
        "child children",
        "mentoring mentorring",
    ],
)
def test_other_words_are_not_taken_for_forms_of_one(words: str) -> None:
    one, other = words.split()
    assert form_of(one) != form_of(other)


@pytest.mark.parametrize("word", ["ab", "2017", "llŷn", "co operative", "b2b"])
def test_what_is_no_english_word_has_no_forms(word: str) -> None:
    assert form_of(word) is None


@pytest.mark.parametrize(
    ("term", "errors"),
    [
        ("bus", 0),
        ("buse", 1),
        ("seventh", 1),
        ("eighthly", 2),
        ("bri 01", 0),
        ("2017", 0),
        ("co operative", 2),
    ],
)
def test_errors_are_forgiven_in_words_of_four_letters_and_more(term: str, errors: int) -> None:
    assert errors_forgiven(term) == errors


@pytest.mark.parametrize(
    ("term", "text", "errors"),
    [
        ("mentoring", "mentoring", 0),
        ("mentorring", "mentoring", 1),
        ("mnetoring", "mentoring", 1),
        ("mentxr", "mentoring", 1),
        ("mentr", "mentoring", 1),
        ("mnetroring", "mentoring", 2),
        ("mentoring", "monitoring", 2),
        ("llynn", "llyn", 1),
        ("θεμα", "θμεα", 1),
    ],
)
def test_a_letter_more_or_less_or_another_or_two_that_changed_places_is_one_error(
    term: str, text: str, errors: int
) -> None:
    assert count_errors(term, [text]) == [errors]


@settings(deadline=None, derandomize=True)
@given(st.text("abcéχ", min_size=4, max_size=9), st.lists(LETTERS, max_size=6))
def test_errors_are_counted_against_every_beginning(term: str, texts: list[str]) -> None:
    longest = len(term) + errors_forgiven(term)
    fewest = [
        min(errors_between(term, text[:end]) for end in range(min(len(text), longest) + 1)) for text in texts
    ]
    assert count_errors(term, texts) == fewest


@settings(deadline=None, derandomize=True)
@given(LETTERS, LETTERS)
def test_the_letters_never_turn_away_what_is_close(term: str, text: str) -> None:
    lacking = (letters_of(term) & ~letters_of(text)).bit_count()
    assert lacking <= errors_between(term, text)


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=30), st.data())
def test_every_word_of_a_text_is_found_by_each_of_its_beginnings(text: str, data: st.DataObject) -> None:
    entries = [entry for run in text.split() for entry, _written in entries_of(run)]
    for word in words_of(text):
        beginning = word[: data.draw(st.integers(1, len(word)))]
        for term in terms_of(beginning):
            assert any(entry.startswith(term) for entry in entries)
