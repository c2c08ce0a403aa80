"""Problems in the words that people see: labels for stored words, days with the name of their month.

The command line, and programs that read a receipt, get what is stored. Here is what a page
says, and what is written beside rows that are given back to be mended.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from functools import cache

from ictrack import labels
from ictrack.dates import parse_partial_day
from ictrack.ingest.days import allowed_on_screen
from ictrack.ingest.issues import Issue
from ictrack.language import current_language, format_partial_day
from ictrack.vocabulary import (
    Confidence,
    Coverage,
    DeliveryStatus,
    EventKind,
    LinkKind,
    MembershipRole,
    PlanLink,
    RecordKind,
    Schedule,
    Sector,
    UpdateKind,
    Visibility,
)
from ictrack.words import match_word

# Days and stored words that stand by themselves: neither is part of an identifier.
_DAY = re.compile(r"(?<![\w'-])\d{4}-\d{2}(?:-\d{2})?(?![\w'-])")
_STORED_WORD = re.compile(r"(?<![\w-])[a-z]+(?:_[a-z]+)+(?![\w-])")
_QUOTED_WORD = re.compile(r"(?<=')[a-z_]+(?=')")
# Where the days are examples of how to write one, or are to be written as they stand.
_ABOUT_FORMS = frozenset({"date_form", "no_such_day", "month_first"})
_ABOUT_CHOICE = "ambiguous_day"
_ABOUT_WORDS = "unknown_word"


def plain_issue(issue: Issue) -> Issue:
    """Give a problem in the words that people see; what was sent stays as it was sent."""
    allowed, suggestion = allowed_on_screen(issue.allowed), issue.suggestion
    if issue.code == _ABOUT_CHOICE:
        allowed = _DAY.sub(lambda day: f"{day[0]} ({plain_day(day[0])})", allowed)
    elif issue.code == _ABOUT_WORDS:
        allowed = _QUOTED_WORD.sub(lambda word: label_to_write(word[0]), allowed)
        suggestion = label_to_write(suggestion)
    elif issue.code not in _ABOUT_FORMS:
        allowed = _with_plain_days(allowed)
    message = _STORED_WORD.sub(lambda word: label_of_word(word[0]), _with_plain_days(issue.message))
    return replace(issue, message=message, allowed=allowed, suggestion=suggestion)


def plain_day(written: str) -> str:
    """Write an ISO day, or a part of one, as people do; leave any other text."""
    day = parse_partial_day(written)
    return format_partial_day(day) if day else written


def label_of_word(word: str) -> str:
    """Give what people see for a stored word; any other text as it is."""
    return next((label for known, label in _labels(current_language()).items() if known == word), word)


def label_to_write(word: str) -> str:
    """Give what people see for a stored word, where that is understood in a cell too."""
    label = label_of_word(word)
    kinds = (type(known) for known in _labels(current_language()) if known == word)
    return label if any(match_word(kind, label).member == word for kind in kinds) else word


def _with_plain_days(text: str) -> str:
    return _DAY.sub(lambda day: plain_day(day[0]), text)


@cache
def _labels(_language: str) -> Mapping[StrEnum, str]:
    """Map each word that a cell may hold to what people see, in the reader's language."""
    return {
        **{word: labels.status_label(word, RecordKind.RETURNS) for word in DeliveryStatus},
        **{word: labels.confidence_label(word) for word in Confidence},
        **{word: labels.update_kind_label(word) for word in UpdateKind},
        **{word: labels.plan_link_label(word) for word in PlanLink},
        **{word: labels.schedule_label(word) for word in Schedule},
        **{word: labels.sector_label(word) for word in Sector},
        **{word: labels.visibility_label(word) for word in Visibility},
        **{word: labels.role_label(word) for word in MembershipRole},
        **{word: labels.coverage_label(word) for word in Coverage},
        **{word: labels.event_kind_label(word) for word in EventKind},
        **{word: labels.link_label(word) for word in LinkKind},
    }
