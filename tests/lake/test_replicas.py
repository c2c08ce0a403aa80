"""Two replicas of the app on one lake: what one writes the other shows, and PostgreSQL may be away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ictrack.location import Lake
from tests.unit.postgres_server import PostgresServer
from tests.unit.running_app import RunningApp, run_app, run_cli
from tests.unit.session import open_session

pytestmark = pytest.mark.system
_INITIATIVES = "initiative_id,city_id,title,phase_id,added_on\nNEW-001,BRI,{title},2,2020-01-01\n"
_SOURCE = "key,value\ntitle,A late return\n"


def environment_of(lake: Lake, replica: str) -> dict[str, str]:
    return {
        "ICTRACK_DATABASE": f"ducklake:postgres:{lake.connection}",
        "ICTRACK_LAKE_FILES": lake.root,
        "ICTRACK_REPLICA": replica,
    }


@pytest.fixture
def replicas(lake: Lake, tmp_path: Path) -> Iterator[list[RunningApp]]:
    with ExitStack() as stack:
        names = ("one", "two")
        yield [stack.enter_context(run_app(tmp_path / name, **environment_of(lake, name))) for name in names]


def _load(lake: Lake, folder: Path, title: str) -> None:
    folder.mkdir()
    (folder / "source.csv").write_text(_SOURCE, encoding="utf-8")
    (folder / "initiatives.csv").write_text(_INITIATIVES.format(title=title), encoding="utf-8")
    loaded = run_cli("load", folder, "--keep-bundled", **environment_of(lake, "one"))
    assert loaded.returncode == 0, loaded.stderr.decode()


def _shows(app: RunningApp, text: str) -> bool:
    with open_session(app.port) as session:
        return session.open("initiatives", {"cities": "BRI"}).holds(text)


def test_what_is_loaded_beside_two_replicas_both_of_them_show(
    lake: Lake, replicas: list[RunningApp], tmp_path: Path
) -> None:
    assert [_shows(app, "Opens its doors to all") for app in replicas] == [False, False]
    _load(lake, tmp_path / "late", "Opens its doors to all")
    assert [_shows(app, "Opens its doors to all") for app in replicas] == [True, True]
    assert sorted(path.name for path in lake.journal.parent.glob("*.jsonl")) == [
        "one.journal.jsonl",
        "two.journal.jsonl",
    ]


def test_while_postgresql_is_away_a_page_says_so_and_goes_on_afterwards(
    server: PostgresServer, lake: Lake, replicas: list[RunningApp], tmp_path: Path
) -> None:
    app, _other = replicas
    secret = lake.connection.rpartition("=")[2].encode()
    with open_session(app.port) as session:
        assert session.open("initiatives").holds("Bristol")
        server.stop()
        try:
            drawn = session.open("initiatives")
            assert drawn.holds("cannot reach its data")
            assert not drawn.holds("Bristol")
            assert drawn.errors == ()
            late = run_cli("summary", **environment_of(lake, "one"))
            assert (late.returncode, late.stdout) == (11, b"")
            assert b"cannot be reached" in late.stderr
            assert secret not in late.stderr
            with run_app(tmp_path / "three", **environment_of(lake, "three")) as third:
                assert third.ask("/").status == 503
                server.start()
                assert session.open("initiatives").holds("Bristol")
                _load(lake, tmp_path / "late", "After the pause")
                assert [_shows(each, "After the pause") for each in (app, third)] == [True, True]
        finally:
            server.stop()
            server.start()
    assert "cannot be reached" in app.said()
    assert secret.decode() not in app.said()
