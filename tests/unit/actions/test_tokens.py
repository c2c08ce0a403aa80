"""Tokens of programs: made once, kept as a fingerprint, good for as long as was said, reading only."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from ictrack.access.rights import Grant, rights_of
from ictrack.access.roles import ROLES_OF_A_CITY, TABLE, Action, Role
from ictrack.actions.tokens import (
    MOST_DAYS,
    TOKEN_ROLES,
    MadeToken,
    MakeToken,
    RevokeToken,
    make_token,
    revoke_token,
)
from ictrack.errors import NotAllowedError, NotPermittedError, UsageError
from ictrack.store.audit_list import AuditFilter, list_entries
from ictrack.store.database import Database, open_database
from ictrack.store.replay import replay_journal
from ictrack.store.tokens import PREFIX, list_tokens, rights_of_token
from tests.engines import OpenNew, journal_of
from tests.unit.actions.loading import load
from tests.unit.people_of import NOON
from tests.unit.store.loads_of_returns import write_programme

TODAY = date(2026, 3, 2)


@pytest.fixture
def database(open_new: OpenNew, tmp_path: Path) -> Database:
    opened = open_new()
    load(opened, write_programme(tmp_path / "programme"))
    return opened


def make(database: Database, role: Role = Role.READER, city: str | None = None, days: int = 30) -> MadeToken:
    return make_token(database, MakeToken("Council website", role, days, city, today=TODAY, at=NOON))


def test_a_token_is_long_is_another_each_time_and_is_in_no_file(database: Database) -> None:
    made, other = make(database), make(database)
    assert made.token.startswith(PREFIX)
    assert len(made.token) == len(PREFIX) + 43
    assert made.token != other.token
    beside = journal_of(database).parent.iterdir()
    held = b"".join(file.read_bytes() for file in beside if file.is_file())
    assert made.kept.label.encode() in held
    assert made.token.encode() not in held
    assert made.token.removeprefix(PREFIX).encode() not in held


@pytest.mark.parametrize("days", [1, 30, MOST_DAYS])
def test_it_is_good_until_its_last_day_has_passed(database: Database, days: int) -> None:
    made = make(database, days=days)
    last = TODAY + timedelta(days=days)
    assert rights_of_token(database, made.token, TODAY) == (made.kept.token_id, made.kept.rights)
    assert rights_of_token(database, made.token, last) is not None
    assert rights_of_token(database, made.token, last + timedelta(days=1)) is None


@pytest.mark.parametrize("days", [-1, 0, MOST_DAYS + 1])
def test_it_is_never_good_for_ever(database: Database, days: int) -> None:
    with pytest.raises(UsageError, match="366"):
        make(database, days=days)


def test_what_is_no_token_lets_nobody_in(database: Database) -> None:
    made = make(database)
    for shown in ("", PREFIX, made.token[:-1], made.token + "a", made.kept.token_hash, "ñ\ud800"):
        assert rights_of_token(database, shown, TODAY) is None


def test_one_that_was_taken_back_lets_nobody_in_and_the_others_still_do(database: Database) -> None:
    made, other = make(database), make(database)
    assert revoke_token(database, RevokeToken(made.kept.token_id, at=NOON)) == made.kept
    assert rights_of_token(database, made.token, TODAY) is None
    assert rights_of_token(database, other.token, TODAY) is not None
    assert [kept.revoked_at for kept in list_tokens(database)].count(None) == 1
    for token_id in (made.kept.token_id, "token-0"):
        with pytest.raises(UsageError, match="tokens list"):
            revoke_token(database, RevokeToken(token_id))


@pytest.mark.parametrize("role", TOKEN_ROLES)
def test_it_reads_what_its_role_reads_and_does_nothing(database: Database, role: Role) -> None:
    city = "BRI" if role in ROLES_OF_A_CITY else None
    rights = make(database, role, city).kept.rights
    of_role = rights_of([Grant(role, city)])
    assert (rights.reads_all, rights.full_cities, rights.columns, rights.visibilities) == (
        *(of_role.reads_all, of_role.full_cities, of_role.columns, of_role.visibilities),
    )
    assert {action for action, _city in rights.actions} == set(TABLE[role]) & {Action.READ, Action.EXPORT}


@pytest.mark.parametrize("role", sorted(set(Role) - set(TOKEN_ROLES)))
def test_roles_that_only_add_what_can_be_done_are_for_people(database: Database, role: Role) -> None:
    with pytest.raises(NotAllowedError, match="role"):
        make(database, role, "BRI")


@pytest.mark.parametrize(
    ("role", "city"), [(Role.TASKFORCE_MEMBER, None), (Role.TASKFORCE_MEMBER, "ZZZ"), (Role.READER, "BRI")]
)
def test_a_city_fits_the_role(database: Database, role: Role, city: str | None) -> None:
    with pytest.raises(UsageError, match="city"):
        make(database, role, city)


@pytest.mark.parametrize(
    "label", ["", "  ", "x" * 81, "a\x07", "for ada@example.org", "call 0117 496 0000 12"]
)
def test_a_label_is_short_and_leads_to_nobody(database: Database, label: str) -> None:
    with pytest.raises(UsageError, match="label"):
        make_token(database, MakeToken(label, Role.READER, 1))
    assert list_tokens(database) == ()


def test_what_was_made_and_taken_back_is_recorded_and_comes_back_with_the_journal(
    database: Database, tmp_path: Path
) -> None:
    made = make(database)
    revoke_token(database, RevokeToken(make(database).kept.token_id, by="person-1", at=NOON))
    entries = list_entries(database, AuditFilter(), most=3)
    assert [(one.kind, one.changed_by) for one in entries] == [
        ("token_revoked", "person-1"),
        ("token_made", "command line"),
        ("token_made", "command line"),
    ]
    replay_journal(journal_of(database), tmp_path / "again.duckdb")
    again = open_database(tmp_path / "again.duckdb")
    assert list_tokens(again) == list_tokens(database)
    assert rights_of_token(again, made.token, TODAY) is not None
    again.close()


@pytest.mark.parametrize("role", [role for role in Role if Action.MAKE_TOKENS not in TABLE[role]])
def test_who_may_not_make_tokens_is_refused(database: Database, role: Role) -> None:
    made = make(database)
    limited = database.seen_by(rights_of([Grant(role, "BRI" if role in ROLES_OF_A_CITY else None)]))
    with pytest.raises(NotPermittedError):
        make(limited)
    with pytest.raises(NotPermittedError):
        revoke_token(limited, RevokeToken(made.kept.token_id))
    assert len(list_tokens(database)) == 1
