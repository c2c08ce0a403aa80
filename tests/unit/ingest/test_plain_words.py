"""Problems in the words that people see: labels for stored words, days with the name of their month."""

from __future__ import annotations

import pytest

from ictrack.ingest.issues import Issue
from ictrack.ingest.plain_words import plain_issue
from ictrack.vocabulary import Confidence, DeliveryStatus


def said(code: str, message: str, allowed: str = "", suggestion: str = "", value: str = "x") -> str:
    """Say a problem of one cell in plain words."""
    return plain_issue(Issue("f", None, None, None, value, code, message, allowed, suggestion)).sentence()


def test_a_day_bears_the_name_of_its_month() -> None:
    assert said("day_to_come", "is a day to come", "a day up to today, 2025-09-30") == (
        "f: 'x' is a day to come. Use a day up to today, 30 September 2025."
    )
    assert said("changed_target", "differs from the first target date, 2022-06") == (
        "f: 'x' differs from the first target date, June 2022."
    )


def test_days_to_choose_from_are_given_as_they_are_to_be_written_too() -> None:
    allowed = "2021-02-01 or 2021-01-02; or load with --day-first, if the day stands first in every date"
    assert said("ambiguous_day", "can be two days", allowed) == (
        "f: 'x' can be two days. Use 2021-02-01 (1 February 2021) or 2021-01-02 (2 January 2021)."
    )


@pytest.mark.parametrize("code", ["date_form", "no_such_day"])
def test_an_example_of_how_to_write_a_day_stays(code: str) -> None:
    assert said(code, "cannot be read", "2019, 2019-03 or 2019-03-14").endswith(
        "Use 2019, 2019-03 or 2019-03-14."
    )


@pytest.mark.parametrize("part", ["BRI-2020-01", "'2020-01'", "EV_2020-01-31"])
def test_an_identifier_that_looks_like_a_day_stays(part: str) -> None:
    assert said("x", f"is named by {part} already") == f"f: 'x' is named by {part} already."


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        (DeliveryStatus, "'Not started', 'Under way', 'Completed', 'Paused' or 'Stopped'"),
        (Confidence, "'On track', 'At risk' or 'Off track'"),
    ],
)
def test_the_words_of_a_list_are_those_that_people_see(kind: type[DeliveryStatus], shown: str) -> None:
    *words, last = (f"'{word}'" for word in kind)
    told = said("unknown_word", "is not allowed", f"{', '.join(words)} or {last}", list(kind)[1])
    assert told.startswith(f"f: 'x' is not allowed. Use {shown}.")
    assert "_" not in told


def test_a_word_that_people_see_and_no_cell_may_hold_is_given_as_it_is_written() -> None:
    assert said("unknown_word", "is not allowed", "'dated' or 'ongoing'").endswith(
        "Use 'dated' or 'ongoing'."
    )


def test_stored_words_within_a_sentence_are_those_that_people_see() -> None:
    assert said("colour_contradicts", "is the colour of a cell that says off_track") == (
        "f: 'x' is the colour of a cell that says Off track."
    )
    assert said("changed_cell", "said 'in_progress' of 2019-03 (U1)") == (
        "f: 'x' said 'Under way' of March 2019 (U1)."
    )


def test_names_of_columns_stay() -> None:
    allowed = "revised_target_on in a status update for a new date"
    assert said("changed_target", "differs", allowed).endswith(f"Use {allowed}.")


def test_what_was_sent_stays() -> None:
    assert said("x", "is not allowed", value="off_track 2025-09-30") == (
        "f: 'off_track 2025-09-30' is not allowed."
    )
