"""Commands work whether or not the app holds the database; the app's key lets only its owner in."""

from __future__ import annotations

import json
import os
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import PIPE, CompletedProcess, Popen

import pytest

from ictrack.commands.key import key_path
from tests.unit.running_app import (
    PROJECT,
    RunningApp,
    free_port,
    own_addresses,
    run_app,
    run_cli,
    run_process,
    wait_until,
)
from tests.unit.secrets_file import write_secrets
from tests.unit.small_programme import make_database

Printed = CompletedProcess[bytes]
BothWays = Callable[..., tuple[Printed, Printed]]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return make_database(tmp_path / "small.duckdb")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Write a source for the small programme: one new initiative with one report."""
    folder = tmp_path / "returns"
    folder.mkdir()
    initiatives = "initiative_id,city_id,phase_id,area_id,title\nX1,BRI,2,jobs,A new one\n"
    (folder / "initiatives.csv").write_text(initiatives, encoding="utf-8")
    updates = "update_id,initiative_id,reported_on,status\nX1-1,X1,2022-01-01,in_progress\n"
    (folder / "status_updates.csv").write_text(updates, encoding="utf-8")
    return folder


@pytest.fixture
def bad_source(tmp_path: Path) -> Path:
    folder = tmp_path / "bad"
    folder.mkdir()
    rows = "initiative_id,city_id,phase_id,title\nX1,Bristle,2,A\nX2,BRI,9,B\n"
    (folder / "initiatives.csv").write_text(rows, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """Run an app for the tests that change nothing."""
    with run_app(make_database(tmp_path_factory.mktemp("running") / "small.duckdb")) as app:
        yield app


@pytest.fixture
def both_ways(running: RunningApp, database: Path) -> BothWays:
    """Run a command on two databases that are alike: one that nothing holds, one that an app holds."""

    def run_both(*arguments: str | Path) -> tuple[Printed, Printed]:
        alone = run_cli(*arguments, "--database", database)
        held = run_cli(*arguments, "--database", running.database)
        assert b"carried this out" in held.stderr
        assert b"carried this out" not in alone.stderr
        return alone, held

    return run_both


def assert_same(alone: Printed, held: Printed) -> None:
    assert (alone.returncode, alone.stdout) == (held.returncode, held.stdout)
    assert alone.stderr == b"".join(held.stderr.splitlines(keepends=True)[1:])


def test_summary_prints_the_same_both_ways(both_ways: BothWays) -> None:
    alone, held = both_ways("summary", "--by", "city,area")
    assert alone.returncode == 0
    assert_same(alone, held)


def test_changes_are_the_same_both_ways(both_ways: BothWays) -> None:
    alone, held = both_ways("changes", "--since", "2019-07", "--until", "2020", "--format", "csv")
    assert alone.returncode == 0
    assert alone.stdout.startswith(b"initiative_id,")
    assert_same(alone, held)


def test_gaps_are_the_same_both_ways(both_ways: BothWays) -> None:
    alone, held = both_ways("gaps", "--as-at", "2020", "--format", "csv")
    assert alone.returncode == 0
    assert alone.stdout.startswith(b"city_id,area_id,state,")
    assert_same(alone, held)


def test_a_refused_summary_is_the_same_both_ways(both_ways: BothWays) -> None:
    alone, held = both_ways("summary", "--phase", "3")
    assert alone.returncode == 2
    assert_same(alone, held)


@pytest.mark.parametrize("form", ["text", "json"])
def test_check_prints_the_same_both_ways(both_ways: BothWays, bad_source: Path, form: str) -> None:
    alone, held = both_ways("check", bad_source, "--format", form)
    assert alone.returncode == 3
    assert_same(alone, held)


def test_a_preview_prints_the_same_both_ways(both_ways: BothWays, source: Path) -> None:
    alone, held = both_ways("load", source, "--dry-run")
    assert alone.returncode == 0
    assert_same(alone, held)


def test_a_refused_load_is_the_same_both_ways(both_ways: BothWays, bad_source: Path) -> None:
    alone, held = both_ways("load", bad_source)
    assert alone.returncode == 3
    assert_same(alone, held)


def test_a_load_does_the_same_both_ways_and_the_app_shows_it_at_once(database: Path, source: Path) -> None:
    with run_app(database) as app:
        before = app.ask("/api/v1/health").data["data_version"]
        assert app.ask("/api/v1/summary.json").data[0]["initiatives"] == 5
        loaded = run_cli("load", source, "--database", database)
        assert loaded.returncode == 0, loaded.stderr.decode()
        assert app.ask("/api/v1/health").data["data_version"] > before
        assert app.ask("/api/v1/summary.json").data[0]["initiatives"] == 6
        app.stop()
    alone = run_cli("summary", "--format", "json", "--database", database)
    assert json.loads(alone.stdout)[0]["initiatives"] == 6


def test_a_path_as_the_caller_sees_it_is_found_by_the_app(both_ways: BothWays, source: Path) -> None:
    alone, held = both_ways("check", os.path.relpath(source, PROJECT))
    assert alone.returncode == 0, alone.stderr.decode()
    assert_same(alone, held)


def test_loads_that_meet_in_the_app_all_succeed(database: Path, tmp_path: Path) -> None:
    folders = []
    for number in range(4):
        folder = tmp_path / f"returns-{number}"
        folder.mkdir()
        rows = f"initiative_id,city_id,phase_id,title\nY{number},BRI,2,New\n"
        (folder / "initiatives.csv").write_text(rows, encoding="utf-8")
        folders.append(folder)
    with run_app(database) as app:
        with ThreadPoolExecutor(4) as pool:
            done = list(pool.map(lambda folder: run_cli("load", folder, "--database", database), folders))
        assert [load.returncode for load in done] == [0, 0, 0, 0], [load.stderr for load in done]
        assert app.ask("/api/v1/summary.json").data[0]["initiatives"] == 9


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"kind":"summary","today":"2024-01-01","request":{},"form":"table"}', 200),
        (b'{"kind":"summary","today":"2024-01-01","request":{},"form":"table","more":1}', 400),
        (b'{"kind":"load","today":"2024-01-01","source":"not/absolute"}', 400),
        (b'{"kind":"drop"}', 400),
        (b"{}", 400),
        (b"", 400),
        (b" " * 1_000_001, 413),
    ],
)
def test_only_what_is_a_command_is_carried_out(running: RunningApp, body: bytes, status: int) -> None:
    token = json.loads(key_path(running.database).read_bytes())["token"]
    answered = running.ask("/api/v1/commands", "POST", body, Authorization=f"Bearer {token}")
    assert answered.status == status
    assert answered.data


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer ", "Bearer wrong", "Basic {token}", "{token}"]
)
def test_commands_without_the_token_are_refused(running: RunningApp, authorization: str) -> None:
    token = json.loads(key_path(running.database).read_bytes())["token"]
    body = b'{"kind":"summary","today":"2024-01-01","request":{}}'
    header = authorization.format(token=token)
    answered = running.ask("/api/v1/commands", "POST", body, Authorization=header)
    assert answered.status == 403
    assert token.encode() not in answered.body


def test_commands_are_only_posted(running: RunningApp) -> None:
    answered = running.ask("/api/v1/commands")
    assert (answered.status, answered.headers["allow"]) == (405, "POST")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_the_key_can_be_read_by_its_owner_only(running: RunningApp) -> None:
    assert stat.S_IMODE(key_path(running.database).stat().st_mode) == 0o600


def test_the_key_says_where_the_app_listens(running: RunningApp) -> None:
    key = json.loads(key_path(running.database).read_bytes())
    assert (key["host"], key["port"]) == ("127.0.0.1", running.port)
    assert len(key["token"]) >= 40


def test_the_key_goes_with_the_app(database: Path) -> None:
    with run_app(database) as app:
        assert key_path(database).exists()
        app.stop()
        assert not key_path(database).exists()
    assert run_cli("summary", "--database", database).returncode == 0


def test_a_key_that_a_killed_app_left_behind_does_no_harm(database: Path) -> None:
    with run_app(database) as app:
        app.process.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        app.process.wait(timeout=30)
    assert key_path(database).exists()
    assert run_cli("summary", "--database", database).returncode == 0
    with run_app(database) as again:
        assert json.loads(key_path(database).read_bytes())["port"] == again.port


def test_another_program_that_holds_the_file_is_named_in_one_sentence(database: Path) -> None:
    hold = "import sys; from pathlib import Path; from ictrack.store.database import open_database; "
    hold += "kept = open_database(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    with Popen([sys.executable, "-c", hold, str(database)], stdin=PIPE, stdout=PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        without_key = run_cli("summary", "--database", database)
        key_path(database).write_text(
            json.dumps({"host": "127.0.0.1", "port": free_port(), "token": "t", "pid": 1}), encoding="utf-8"
        )
        with_stale_key = run_cli("summary", "--database", database)
        assert holder.stdin is not None
        holder.stdin.close()
    for printed in (without_key, with_stale_key):
        assert (printed.returncode, printed.stdout) == (4, b"")
        assert printed.stderr.count(b"\n") == 1
    assert f"process {holder.pid}".encode() in without_key.stderr
    assert b"does not answer" in with_stale_key.stderr


def test_a_second_app_says_where_the_first_one_is_and_goes_on_once_it_has_ended(database: Path) -> None:
    with run_app(database) as first, run_app(database) as second:
        refused = second.ask("/")
        assert refused.status == 503
        assert f"http://127.0.0.1:{first.port}".encode() in refused.body
        assert f"http://127.0.0.1:{first.port}" in second.said()
        assert "Traceback" not in second.said()
        assert second.ask("/api/v1/summary.csv").status == 503
        assert second.ask("/api/v1/health").data["reason"] == "DatabaseBusyError"
        first.stop()
        wait_until(lambda: second.ask("/").status == 200)
        assert second.ask("/api/v1/summary.csv").status == 200
        assert json.loads(key_path(database).read_bytes())["port"] == second.port


def test_serve_serves_what_streamlit_run_serves(database: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "ictrack", "serve", "--port", str(port)]
    with run_process(command, port, database, STREAMLIT_SERVER_HEADLESS="true") as app:
        assert app.ask("/").status == 200
        assert app.ask("/api/v1/summary.json").data[0]["initiatives"] == 5


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])  # noqa: S104 - refused
def test_serve_refuses_an_address_that_others_can_reach(host: str) -> None:
    refused = run_cli("serve", "--host", host)
    assert refused.returncode == 2
    assert b"no login is set up, so whoever reaches it could read and change everything" in refused.stderr
    assert refused.stderr.count(b"\n") == 1


def test_serve_refuses_an_address_that_others_can_reach_where_logins_would_be_in_the_clear(
    tmp_path: Path,
) -> None:
    secrets = write_secrets(tmp_path, "http://ictrack.example/oauth2callback")
    refused = run_cli("serve", "--host", "0.0.0.0", STREAMLIT_SECRETS_FILES=str(secrets))  # noqa: S104
    assert refused.returncode == 2
    assert b"without HTTPS logins could be read on the way" in refused.stderr
    assert refused.stderr.count(b"\n") == 1


def test_serve_refuses_an_address_that_others_can_reach_where_logins_are_set_up_wrongly(
    tmp_path: Path,
) -> None:
    secrets = write_secrets(tmp_path, cookie_secret="short")  # noqa: S106 - not enough for one
    refused = run_cli("serve", "--host", "0.0.0.0", STREAMLIT_SECRETS_FILES=str(secrets))  # noqa: S104
    assert refused.returncode == 2
    assert b"cookie_secret" in refused.stderr


def test_serve_serves_others_once_people_log_in_over_https(database: Path, tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "ictrack", "serve", "--host", "0.0.0.0", "--port", str(port)]  # noqa: S104
    own = {"STREAMLIT_SECRETS_FILES": str(write_secrets(tmp_path)), "STREAMLIT_SERVER_HEADLESS": "true"}
    with run_process(command, port, database, **own) as app:
        for address in ("127.0.0.1", *own_addresses()):
            assert app.ask("/", address=address, Host="ictrack.example").status == 200
            # Who calls from elsewhere names the app as it is known there.
            assert app.ask("/", address=address, Host="another.example").status == 400
        loaded = run_cli("summary", "--database", database)
        assert b"carried this out" in loaded.stderr


def test_the_first_start_loads_the_public_record_and_says_so(tmp_path: Path) -> None:
    with run_app(tmp_path / "new.duckdb") as app:
        assert app.ask("/api/v1/summary.json").data[0]["initiatives"] == 96
        assert app.said().count("the public record of the programme was loaded first") == 1


def test_an_app_on_a_file_that_is_no_database_says_so_and_leaves_it_as_it_is(tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.duckdb"
    spoilt.write_bytes(b"not a database " * 1_000)
    with run_app(spoilt) as app:
        for path in ("/", "/city", "/api/v1/summary.csv"):
            answered = app.ask(path)
            assert answered.status == 503
            assert b"is not a database that ictrack can read" in answered.body
            assert answered.headers["x-frame-options"] == "DENY"
        assert app.ask("/api/v1/health").data["reason"] == "DatabaseDamagedError"
        assert "Traceback" not in app.said()
    assert spoilt.read_bytes() == b"not a database " * 1_000
