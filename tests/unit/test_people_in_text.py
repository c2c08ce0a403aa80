"""What may point to a person is found in a text, and dates, sums and larger counts are not."""

from __future__ import annotations

import pytest

from ictrack.actions.people_in_text import PersonalTrace, find_personal_traces


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Write to jo.bloggs@example.org.uk.", PersonalTrace.EMAIL, "jo.bloggs@example.org.uk."),
        ("Ring 0117 496 0000 for more", PersonalTrace.TELEPHONE, "0117 496 0000"),
        ("Ring +44 117 496 0000", PersonalTrace.TELEPHONE, "+44 117 496 0000"),
        ("Ring (0117) 496-0000", PersonalTrace.TELEPHONE, "(0117) 496-0000"),
        ("4 people came", PersonalTrace.SMALL_COUNT, "4 people"),
        ("It helped two Syrian families.", PersonalTrace.SMALL_COUNT, "two Syrian families"),
        ("One refugee moved in", PersonalTrace.SMALL_COUNT, "One refugee"),
    ],
)
def test_what_may_point_to_a_person_is_found(text: str, kind: PersonalTrace, words: str) -> None:
    assert find_personal_traces(text) == ((kind, words),)


@pytest.mark.parametrize(
    "text",
    [
        "5 people came",
        "14 people came",
        "1,004 people came",
        "£3 people pay",
        "Opened on 2019-03-31, budget £1 200 000 000",
        "Phase 2 plan for people of the city",
        "three workshops were held",
        "@cityofsanctuary",
        "",
    ],
)
def test_dates_sums_and_larger_counts_are_not(text: str) -> None:
    assert find_personal_traces(text) == ()
