"""Make a token with which a program reads, and take one back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from ictrack.access.identity import COMMAND_LINE
from ictrack.access.roles import Action, Role
from ictrack.actions.grants import see_that_role_fits_city
from ictrack.actions.people_in_text import PersonalTrace, find_personal_traces
from ictrack.dates import utc_now
from ictrack.errors import NotAllowedError, UsageError
from ictrack.store.database import Database
from ictrack.store.tokens import (
    KeptToken,
    end_token,
    hash_token,
    keep_token,
    list_tokens,
    new_token,
    new_token_id,
)

# What reads as such a role reads; the others only add what a token can never do.
TOKEN_ROLES = (Role.PUBLIC, Role.READER, Role.TASKFORCE_MEMBER, Role.PROJECT_MANAGER)
MOST_DAYS = 366
_LONGEST_LABEL = 80
_NOTHING = "Nothing was made."
_OF_A_PERSON = {PersonalTrace.EMAIL, PersonalTrace.TELEPHONE}


@dataclass(frozen=True)
class MakeToken:
    """Ask for a token: what it is for, what it reads as, and for how many days from `today` it is good."""

    label: str
    role: Role
    days: int
    city_id: str | None = None
    by: str = COMMAND_LINE
    today: date = field(default_factory=date.today)
    at: datetime = field(default_factory=utc_now)


@dataclass(frozen=True)
class MadeToken:
    """The token, which nobody can be told again, and what is kept of it."""

    token: str
    kept: KeptToken


@dataclass(frozen=True)
class RevokeToken:
    """Ask for a token to be taken back."""

    token_id: str
    by: str = COMMAND_LINE
    at: datetime = field(default_factory=utc_now)


def make_token(database: Database, command: MakeToken) -> MadeToken:
    """Make a token. Its label is recorded for ever, so nobody's address or number may stand in it.

    Raises UsageError for a label or a number of days that is not allowed, NotAllowedError for a role
    or a city that is not.
    """
    database = database.acting(Action.MAKE_TOKENS)
    token = new_token()
    kept = KeptToken(
        token_id=new_token_id(),
        token_hash=hash_token(token),
        label=_label_of(command.label),
        role=_role_of(command.role),
        city_id=see_that_role_fits_city(database, command.role, command.city_id, _NOTHING).city_id,
        expires_on=_last_day(command),
        made_at=command.at,
        made_by=command.by,
    )
    keep_token(database, kept)
    return MadeToken(token, kept)


def _label_of(label: str) -> str:
    written = " ".join(label.split())
    if not 0 < len(written) <= _LONGEST_LABEL or not written.isprintable():
        raise UsageError(
            f"label: say in at most {_LONGEST_LABEL} characters which program the token is for. {_NOTHING}"
        )
    found = next((text for kind, text in find_personal_traces(written) if kind in _OF_A_PERSON), "")
    if found:
        raise UsageError(
            f"label: '{found}' leads to a person, and a label is recorded for ever. {_NOTHING} "
            "Name the program or the organisation."
        )
    return written


def _role_of(role: Role) -> Role:
    if role not in TOKEN_ROLES:
        raise NotAllowedError("role", role.value, [one.value for one in TOKEN_ROLES])
    return role


def _last_day(command: MakeToken) -> date:
    if not 1 <= command.days <= MOST_DAYS:
        raise UsageError(
            f"expires: {command.days} days are not allowed. {_NOTHING} Say from 1 to {MOST_DAYS} days."
        )
    return command.today + timedelta(days=command.days)


def revoke_token(database: Database, command: RevokeToken) -> KeptToken:
    """Take a token back: it lets nobody in from now on.

    Raises UsageError where there is no such token, or it was taken back already.
    """
    database = database.acting(Action.MAKE_TOKENS)
    kept = next((one for one in list_tokens(database) if one.token_id == command.token_id), None)
    if kept is None or kept.revoked_at is not None:
        raise UsageError(
            f"{command.token_id}: there is no such token, or it was taken back already. Nothing was changed. "
            "'python -m ictrack tokens list' lists them."
        )
    end_token(database, command.token_id, command.by, command.at)
    return kept
