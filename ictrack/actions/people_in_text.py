"""Find in free text what may point to a person: an address, a number to call, a count under five."""

from __future__ import annotations

import re
from enum import StrEnum


class PersonalTrace(StrEnum):
    """What in a text may lead to a person."""

    EMAIL = "email"
    TELEPHONE = "telephone"
    SMALL_COUNT = "small_count"


_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
# Ten digits or more, in groups as people write them, so that years and sums are none.
_TELEPHONE = re.compile(r"(?<![\w£$€.,/-])(?:\+\d{1,3}|\(?0)(?:[\s().-]*\d){9,12}(?!\d)")
_PEOPLE = (
    *("adult", "asylum seeker", "child", "children", "client", "famil(?:y|ies)", "girl", "boy", "household"),
    *("learner", "man", "men", "migrant", "newcomer", "participant", "people", "person", "persons", "pupil"),
    *("refugee", "resident", "student", "volunteer", "woman", "women", "young people"),
)
_SMALL_COUNT = re.compile(
    rf"(?<![\w£$€.,-])(?:one|two|three|four|[1-4])\s+(?:[a-z-]+\s+){{0,1}}(?:{'|'.join(_PEOPLE)})s?\b",
    re.IGNORECASE,
)


def find_personal_traces(text: str) -> tuple[tuple[PersonalTrace, str], ...]:
    """List what in a text may lead to a person, with the words it was found in."""
    patterns = (
        (PersonalTrace.EMAIL, _EMAIL),
        (PersonalTrace.TELEPHONE, _TELEPHONE),
        (PersonalTrace.SMALL_COUNT, _SMALL_COUNT),
    )
    return tuple((kind, found[0]) for kind, pattern in patterns for found in pattern.finditer(text))
