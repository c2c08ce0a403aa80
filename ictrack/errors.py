"""Every error that ictrack raises on purpose, each with the exit code of its command.

Anything else that is raised is a fault of ictrack itself and ends a command with 1.
"""

from __future__ import annotations

from collections.abc import Sequence


class IctrackError(Exception):
    """Say what went wrong in one line: where, what, what is allowed, what happened, what next."""

    exit_code = 1


class UsageError(IctrackError):
    """Say that a command, an address or a setting holds a value that is not allowed."""

    exit_code = 2


class NotAllowedError(UsageError):
    """Say that a value is not allowed, what is, and which allowed one is close.

    `allowed` and `suggestion` are for callers that answer with more than a line.
    """

    def __init__(self, where: str, value: str, allowed: Sequence[str], suggestion: str = "") -> None:
        """Word the message from where the value stood, the value, and what is allowed there."""
        self.where = where
        self.value = value
        self.allowed = tuple(allowed)
        self.suggestion = suggestion
        close = f" Did you mean '{suggestion}'?" if suggestion else ""
        use = f"Use {join_alternatives(allowed)}" if allowed else "There is none yet: nothing was loaded"
        super().__init__(f"{where}: '{value}' is not allowed. {use}.{close}")

    def at(self, where: str) -> NotAllowedError:
        """Word the same error for the place where this reader wrote the value."""
        return NotAllowedError(where, self.value, self.allowed, self.suggestion)


class BrowserNeededError(UsageError):
    """Say that pictures of charts were asked for, and that no browser can draw them here."""

    def __init__(self, what: str) -> None:
        """Word the message from what happened."""
        super().__init__(
            f"Pictures of the charts: {what}. Nothing was written. "
            "Put a Chrome or Chromium into the PATH, or its place into the variable BROWSER_PATH; "
            "or ask for the report without pictures: its tables hold the same numbers."
        )


class NotPermittedError(IctrackError):
    """Say that somebody may not do what they asked for; nothing was done."""

    exit_code = 10

    def __init__(self, action: str, city_id: str = "") -> None:
        """Word the message from the action, and the city where it was asked for one."""
        self.action = action
        self.city_id = city_id
        where = f" for {city_id}" if city_id else ""
        super().__init__(
            f"You may not do this ({action}){where}. Nothing was done. "
            "Ask an administrator of ictrack for a role that allows it."
        )


class UnknownPersonError(UsageError):
    """Say that nobody is known by a key; nothing was done."""

    def __init__(self, person_id: str) -> None:
        """Word the message from the key."""
        super().__init__(
            f"'{person_id}' is the key of nobody who is known, or of somebody who was erased. Nothing was "
            "changed. 'python -m ictrack people list' lists the keys."
        )


class LastAdministratorError(UsageError):
    """Say that nobody would be left who may give roles; nothing was done."""

    def __init__(self) -> None:
        """Word the message."""
        super().__init__(
            "This is the last administrator: nobody could give roles any more. Nothing was changed. "
            "Make somebody else administrator first."
        )


MANY_ALTERNATIVES = 20


def join_alternatives(words: Sequence[str]) -> str:
    """Write alternatives as `a, b or c`; past twenty the rest are counted."""
    shown = list(words[:MANY_ALTERNATIVES])
    if len(words) > MANY_ALTERNATIVES:
        shown.append(f"one of {len(words) - MANY_ALTERNATIVES} more")
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} or {shown[-1]}"


class SourceError(IctrackError):
    """Say that a source has problems; nothing of it was loaded."""

    exit_code = 3


class DatabaseBusyError(IctrackError):
    """Say that another process holds the database."""

    exit_code = 4


class DatabaseDamagedError(IctrackError):
    """Say that the database cannot be read; the file was left as it is."""

    exit_code = 5


class DatabaseAccessError(IctrackError):
    """Say that the system does not let the database be read and written; it was left as it is."""

    exit_code = 5


class DatabaseUnreachableError(IctrackError):
    """Say that the PostgreSQL or the S3 of a lake does not answer, or refuses; nothing was read."""

    exit_code = 11


class ExtensionMissingError(IctrackError):
    """Say that an extension of DuckDB that a lake needs cannot be had; nothing was opened."""

    exit_code = 11


class SchemaTooNewError(IctrackError):
    """Say that the database was made by a newer ictrack; the file was left as it is."""

    exit_code = 5


class DecisionNeededError(IctrackError):
    """Say that a load waits for the reader's choice, and how to make it."""

    exit_code = 6


class JournalError(IctrackError):
    """Say that the journal and the database tell of different changes; both were left as they are."""

    exit_code = 7


class DiskFullError(IctrackError):
    """Say that the disk did not take a write; nothing of it was stored."""

    exit_code = 8


class JournalBehindError(IctrackError):
    """Say that a change is stored, and that the journal could not be written after it."""

    exit_code = 9
