"""Tokens with which programs read: made here, kept as a fingerprint, and known again by it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime

import duckdb

from ictrack.access.rights import Grant, Rights, rights_of
from ictrack.access.roles import Action, Role
from ictrack.store.database import Database
from ictrack.store.outbox import run_recorded

PREFIX = "ictrack_"
_RANDOM_BYTES = 32
_KEY_BYTES = 8
# Whatever its role may do, a token reads.
_SCOPE = frozenset({Action.READ, Action.EXPORT})


@dataclass(frozen=True)
class KeptToken:
    """One token as it is kept; `expires_on` is the last day on which it is good."""

    token_id: str
    token_hash: str
    label: str
    role: Role
    city_id: str | None
    expires_on: date
    made_at: datetime
    made_by: str
    revoked_at: datetime | None = None

    def is_good(self, today: date) -> bool:
        """Say whether it lets a program in: it was not taken back, and its last day has not passed."""
        return self.revoked_at is None and today <= self.expires_on

    @property
    def rights(self) -> Rights:
        """Give what it lets a program read: what its role may, and nothing that its role may do."""
        rights = rights_of([Grant(self.role, self.city_id)])
        return replace(rights, actions=frozenset(one for one in rights.actions if one[0] in _SCOPE))


def new_token() -> str:
    """Make a token: 256 bits of chance, with a prefix by which one that got lost is found."""
    return f"{PREFIX}{secrets.token_urlsafe(_RANDOM_BYTES)}"


def new_token_id() -> str:
    """Make the name by which a token is listed and taken back."""
    return f"token-{secrets.token_hex(_KEY_BYTES)}"


def hash_token(token: str) -> str:
    """Give the fingerprint of a token, from which it cannot be made again."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def keep_token(database: Database, token: KeptToken) -> None:
    """Keep a token, and record it."""
    parameters = {
        "token_id": token.token_id,
        "token_hash": token.token_hash,
        "label": token.label,
        "role": token.role.value,
        "city": token.city_id,
        "expires_on": token.expires_on,
        "made_at": token.made_at,
        "made_by": token.made_by,
    }
    database.write(
        lambda cursor: run_recorded(
            cursor, "token_made", token.made_at, token.made_by, ("put_token",), parameters
        )
    )


def end_token(database: Database, token_id: str, by: str, now: datetime) -> None:
    """Take a token back, and record it."""
    parameters = {"token_id": token_id, "revoked_at": now}

    def end(cursor: duckdb.DuckDBPyConnection) -> None:
        run_recorded(cursor, "token_revoked", now, by, ("end_token",), parameters)

    database.write(end)


def list_tokens(database: Database) -> tuple[KeptToken, ...]:
    """List all tokens that were made, the first first, those that are good no more too."""
    rows = database.whole.ask("token_list")
    return tuple(KeptToken(**{**row, "role": Role(row["role"])}) for row in rows)


def rights_of_token(database: Database, token: str, today: date) -> tuple[str, Rights] | None:
    """Give the name of a token that a program shows and what it may read; nothing for one that is not good.

    It takes as long for every token that is not known, however close it is to one that is.
    """
    shown = hash_token(token)
    found: KeptToken | None = None
    for kept in list_tokens(database):
        if hmac.compare_digest(kept.token_hash, shown):
            found = kept
    if found is None or not found.is_good(today):
        return None
    return found.token_id, found.rights
