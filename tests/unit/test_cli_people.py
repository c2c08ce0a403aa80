"""`people`, `tokens` and `audit`: what they print, what they end with, and what they warn of."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ictrack.settings import current_settings
from ictrack.store.audit_list import AuditFilter, list_entries
from ictrack.store.journal import journal_path
from ictrack.store.people import begin_login
from ictrack.store.tokens import rights_of_token
from tests.unit.actions.loading import load
from tests.unit.people_of import ISSUER, come, login_of
from tests.unit.running_app import run_app, run_cli, wait_until
from tests.unit.store.loads_of_returns import opened, write_programme

Command = Callable[..., tuple[int, str, str]]
CANARY = "Canary Birdwhistle"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "own" / "own.duckdb"
    with opened(path) as database:
        load(database, write_programme(tmp_path / "programme"))
    return path


@pytest.fixture
def cli(run: Command, path: Path) -> Command:
    return lambda *words: run(*words, "--database", path)


def listed(printed: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(printed)))


def test_the_first_administrator_is_named_by_command_line_and_listed(cli: Command) -> None:
    assert cli("people", "list")[2].startswith("Nobody is known yet.")
    code, key, said = cli(
        *("people", "add", "--issuer", ISSUER, "--subject", "1", "--role", "administrator", "--name", "Ada"),
    )
    assert (code, said) == (0, f"{key.strip()}: is now administrator.\n")
    (row,) = listed(cli("people", "list", "--format", "csv")[1])
    assert (row["person_id"], row["role"], row["name"], row["granted_by"]) == (
        *(key.strip(), "administrator", "Ada", "command line"),
    )


def test_who_waits_for_a_role_is_listed_first(cli: Command, path: Path) -> None:
    with opened(path) as database:
        waits = come(database, "z", "Zoe")
    cli("people", "add", "--issuer", ISSUER, "--subject", "1", "--role", "reader", "--name", "Ada")
    _code, printed, said = cli("people", "list", "--format", "json")
    assert [(row["name"], row["role"]) for row in json.loads(printed)] == [("Zoe", None), ("Ada", "reader")]
    assert said.startswith("1 person waits for a role")
    assert cli("people", "add", waits, "--role", "taskforce_member", "--city", "BRI")[0] == 0
    assert cli("people", "list")[2] == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--role", "reader"), "KEY"),
        (("person-0", "--role", "reader"), "person-0"),
        (("--issuer", ISSUER, "--subject", "1", "--role", "senior_lead", "--city", "ZZZ"), "--city"),
        (("--issuer", ISSUER, "--subject", "1", "--role", "public"), "--role"),
        (("--issuer", ISSUER, "--subject", "1", "--role", "king"), "king"),
    ],
)
def test_what_is_not_allowed_is_said_in_one_line_and_nobody_is_added(
    cli: Command, words: tuple[str, ...], told: str
) -> None:
    code, printed, said = cli("people", "add", *words)
    assert (code, printed) == (2, "")
    assert told in said
    assert cli("people", "list", "--format", "csv")[1].count("\n") == 1


def test_the_last_administrator_is_taken_by_command_line_with_a_warning(cli: Command) -> None:
    key = cli("people", "add", "--issuer", ISSUER, "--subject", "1", "--role", "administrator")[1].strip()
    code, _printed, said = cli("people", "revoke", key, "--role", "administrator")
    assert code == 0
    assert "Warning: nobody is administrator any more" in said
    assert cli("people", "revoke", key)[0] == 2
    assert cli("people", "revoke", key, "--city", "BRI")[0] == 2


def test_signing_out_and_giving_what_is_held(cli: Command, path: Path) -> None:
    with opened(path) as database:
        key = come(database, "a", CANARY)
    assert cli("people", "sign-out", key)[0] == 0
    held = json.loads(cli("people", "export", key)[1])
    assert held["person"]["name"] == CANARY
    assert [entry["kind"] for entry in held["audit"]] == ["sign_out", "login"]
    assert held["logins"][0]["ended_at"]


def test_nobody_is_erased_where_nobody_can_be_asked(cli: Command, path: Path) -> None:
    with opened(path) as database:
        key = come(database, "a", CANARY)
    assert cli("people", "erase", key)[0] == 2
    assert CANARY in cli("people", "list")[1]
    assert cli("people", "erase", key, "--yes")[0] == 0
    assert cli("people", "erase", "person-0", "--yes")[0] == 2
    assert CANARY not in cli("people", "list")[1]


def test_a_token_is_printed_once(cli: Command, path: Path) -> None:
    code, token, said = cli("tokens", "add", "--label", "Website", "--role", "public", "--expires", "1")
    assert (code, token.startswith("ictrack_")) == (0, True)
    assert token.strip() not in said
    _code, printed, _said = cli("tokens", "list", "--format", "csv")
    (row,) = listed(printed)
    assert (row["label"], row["role"], row["is_good"]) == ("Website", "public", "yes")
    assert token.strip() not in printed
    with opened(path) as database:
        assert rights_of_token(database, token.strip(), datetime.now(UTC).date()) is not None
    assert cli("tokens", "revoke", row["token_id"])[0] == 0
    assert listed(cli("tokens", "list", "--format", "csv")[1])[0]["is_good"] == "no"
    assert cli("tokens", "revoke", row["token_id"])[0] == 2
    code, _printed, said = cli("tokens", "add", "--label", "a@b.org", "--role", "public", "--expires", "1")
    assert (code, "label" in said) == (2, True)


def test_the_audit_is_listed_narrowed(cli: Command) -> None:
    key = cli("people", "add", "--issuer", ISSUER, "--subject", "1", "--role", "reader")[1].strip()
    rows = listed(cli("audit", "list", "--kind", "role_given", "--format", "csv")[1])
    assert [(row["about"], row["what"], row["by"]) for row in rows] == [
        (key, "Gave a role: Reader", "command line")
    ]
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date()
    assert listed(cli("audit", "list", "--since", str(tomorrow), "--format", "csv")[1]) == []
    assert len(listed(cli("audit", "list", "--since", "2000", "--format", "csv")[1])) == 3
    assert listed(cli("audit", "list", "--by", "nobody", "--format", "csv")[1]) == []
    assert cli("audit", "list", "--since", "soon")[0] == 2


def test_the_audit_is_whole_and_a_head_that_was_noted_is_found(cli: Command) -> None:
    code, printed, advice = cli("audit", "verify")
    assert code == 0
    assert printed.startswith("2 entries: the chain is whole")
    assert "Note the head down" in advice
    head = printed.split("Head: ")[1].strip()
    cli("people", "add", "--issuer", ISSUER, "--subject", "1", "--role", "reader")
    code, printed, advice = cli("audit", "verify", "--head", head.upper())
    assert (code, advice) == (0, "")
    assert "stands behind entry 1; 1 entry was made since" in printed


def test_an_entry_that_was_altered_ends_with_3(cli: Command, path: Path) -> None:
    with opened(path) as database, database.cursor() as cursor:
        cursor.execute("update db.outbox set changed_by = 'somebody else' where change_id = 0")
    journal = journal_path(path)
    journal.unlink()
    code, printed, advice = cli("audit", "verify")
    assert code == 3
    assert "entry 0 is not what was recorded" in printed
    assert "Nothing was changed" in advice


def test_a_tail_that_was_cut_off_the_database_and_the_journal_is_found_by_a_head(
    cli: Command, path: Path
) -> None:
    cli("people", "add", "--issuer", ISSUER, "--subject", "1", "--role", "reader")
    head = cli("audit", "verify")[1].split("Head: ")[1].strip()
    with opened(path) as database, database.cursor() as cursor:
        cursor.execute("delete from db.outbox where change_id = 2")
    journal_path(path).unlink()
    assert cli("audit", "verify")[0] == 0
    code, printed, _advice = cli("audit", "verify", "--head", head)
    assert code == 3
    assert "is not in the chain" in printed


def test_a_running_app_carries_them_out_and_the_name_is_in_no_byte_of_what_it_holds(path: Path) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    with opened(path) as database:
        key, other = come(database, "a", CANARY, now), come(database, "b", "Who Stays", now)
    with run_app(path, ICTRACK_BACKUPS=str(path.parent / "backups")) as app:
        given = run_cli("people", "add", other, "--role", "administrator", "--database", path)
        assert (given.returncode, b"The running app" in given.stderr) == (0, True)
        erased = run_cli("people", "erase", key, "--yes", "--database", path)
        assert (erased.returncode, b"The running app" in erased.stderr) == (0, True)
        files = [file for file in path.parent.iterdir() if file.is_file() and file != app.log]
        assert not [file.name for file in files if CANARY.encode() in file.read_bytes()]
        assert b"Who Stays" in run_cli("people", "list", "--database", path).stdout
        assert run_cli("audit", "verify", "--database", path).returncode == 0
        assert app.ask("/api/v1/health").status == 200


def test_an_app_that_starts_erases_whom_nobody_has_seen_for_long(path: Path) -> None:
    long_ago = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=current_settings().stranger_days + 1)
    with opened(path) as database:
        gone = begin_login(database, login_of("a", CANARY, long_ago), long_ago)
        stays = come(database, "b", "Who Stays", long_ago + timedelta(days=2))
    with run_app(path, ICTRACK_BACKUPS=str(path.parent / "backups")) as app:
        wait_until(lambda: gone in app.said())
        assert stays not in app.said()
    assert not [file for file in path.parent.glob("own.*") if CANARY.encode() in file.read_bytes()]
    with opened(path) as database:
        last = list_entries(database, AuditFilter(), most=1)[0]
        assert (last.kind, last.changed_by, last.person_id) == ("person_erased", "ictrack", gone)
