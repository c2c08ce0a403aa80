"""What is wrong with what a form holds, by the names of its fields."""

from __future__ import annotations

from dataclasses import replace

from ictrack.ingest.issues import Issue
from ictrack.ingest.plain_words import label_of_word, plain_issue
from ictrack.language import _


def say_issue(issue: Issue, where: str) -> str:
    """Say one problem of a form; `where` names the field, in which a word is one that is chosen."""
    value = issue.value and label_of_word(issue.value)
    what = replace(plain_issue(issue), file="", sheet=None, row=None, column=None, value=value)
    return _("{field}: {problem}", field=where, problem=what.sentence().removeprefix(": "))
