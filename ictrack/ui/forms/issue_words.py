"""What is wrong with what a form holds, by the names of its fields."""

from __future__ import annotations

from ictrack.ingest.days import allowed_on_screen
from ictrack.ingest.issues import Issue
from ictrack.language import _


def say_issue(issue: Issue, where: str) -> str:
    """Say one problem of a form; `where` names the field."""
    allowed = allowed_on_screen(issue.allowed)
    what = Issue("", None, None, None, issue.value, issue.code, issue.message, allowed, issue.suggestion)
    return _("{field}: {problem}", field=where, problem=what.sentence().removeprefix(": "))
