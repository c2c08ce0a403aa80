"""One problem in one place of a source, and the list of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from ictrack.escapes import terminal_text

# Past this number problems are counted by code instead of listed.
LISTED_ISSUES = 100_000
_SHOWN_VALUE = 80


@dataclass(frozen=True)
class Issue:
    """Hold one problem: where it is, what it is, what is allowed, what is close.

    `row` is the number that a spreadsheet shows; the header is row 1. `message` goes on
    from the value ("is not allowed"), or stands alone where there is none. `suggestion`
    is a value to write instead, or advice: a sentence that ends with a full stop.
    """

    file: str
    sheet: str | None
    row: int | None
    column: str | None
    value: str | None
    code: str
    message: str
    allowed: str = ""
    suggestion: str = ""

    @property
    def place(self) -> str:
        """Say where the problem is, such as `cities.csv, row 3, column name`."""
        parts = [self.file]
        parts += [f"sheet {self.sheet}"] if self.sheet else []
        parts += [f"row {self.row}"] if self.row else []
        parts += [f"column {self.column}"] if self.column else []
        return ", ".join(parts)

    def sentence(self) -> str:
        """Say the whole problem in one line."""
        said = f"{self.place}: {_quoted(self.value)}{self.message}."
        if self.allowed:
            said += f" Use {self.allowed}."
        if self.suggestion:
            said += f" {_advice(self.suggestion)}"
        return terminal_text(said)


def _quoted(value: str | None) -> str:
    if not value:
        return ""
    line = " ".join(value.split())
    return f"'{line if len(line) <= _SHOWN_VALUE else line[:_SHOWN_VALUE] + '…'}' "


def _advice(suggestion: str) -> str:
    return suggestion if suggestion.endswith(".") else f"Did you mean '{suggestion}'?"


@dataclass
class IssueLog:
    """Collect problems; past the limit they are counted by code, so that memory is bounded."""

    limit: int = LISTED_ISSUES
    listed: list[Issue] = field(default_factory=list)
    unlisted: Counter[str] = field(default_factory=Counter)

    def add(self, issue: Issue) -> None:
        """Add one problem."""
        if len(self.listed) < self.limit:
            self.listed.append(issue)
        else:
            self.unlisted[issue.code] += 1

    def extend(self, issues: Iterable[Issue]) -> None:
        """Add several problems."""
        for issue in issues:
            self.add(issue)

    def __len__(self) -> int:
        """Count all problems, listed or not."""
        return len(self.listed) + sum(self.unlisted.values())

    def copy(self) -> IssueLog:
        """Give a log of its own that begins with these problems."""
        return IssueLog(self.limit, list(self.listed), Counter(self.unlisted))
