"""A lake whose files are on S3 holds and tells what a file does, and says in words what S3 refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import duckdb
import pytest

from ictrack.actions.load import LoadSource, load_source
from ictrack.dates import utc_now
from ictrack.errors import DatabaseUnreachableError, UsageError
from ictrack.location import Lake
from ictrack.scope import Scope
from ictrack.settings import PUBLIC_RECORD, current_settings
from ictrack.store.backups import DATABASE_NAME, make_backup
from ictrack.store.database import Database, open_database
from ictrack.store.maintaining import maintain
from ictrack.store.moving import move_database
from ictrack.store.queries import fingerprint_data
from ictrack.store.restoring import restore_backup
from ictrack.store.s3 import reach_files
from ictrack.store.verifying import verify
from tests.lake.many_cities import name_cities
from tests.lake.test_replicas import environment_of
from tests.lakes import new_lake
from tests.sql.test_rights import ASKED
from tests.unit.postgres_server import PostgresServer
from tests.unit.running_app import free_port, run_cli
from tests.unit.s3_server import BUCKET, MISSING_BUCKET, OTHER_BUCKET, S3Server, s3_server

pytestmark = pytest.mark.system
SCOPE = Scope(date(2020, 3, 31), date(2026, 6, 1))
QUESTIONS = ("city_list", "initiative_list", "progress_series", "source_list", "summary", "update_list")


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with s3_server(tmp_path_factory.mktemp("s3")) as started:
        yield started


@pytest.fixture(autouse=True)
def environment(s3: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in {**s3.environment, "ICTRACK_BACKUPS": str(tmp_path / "backups")}.items():
        monkeypatch.setenv(name, value)
    current_settings.cache_clear()
    yield
    current_settings.cache_clear()


@pytest.fixture
def lake(server: PostgresServer, tmp_path: Path) -> Lake:
    return _new_lake(server, tmp_path)


def _new_lake(server: PostgresServer, folder: Path) -> Lake:
    own = new_lake(server, folder)
    return replace(own, root=f"s3://{BUCKET}/{uuid4().hex}")


@pytest.fixture
def database(lake: Lake) -> Iterator[Database]:
    with closing(open_database(lake)) as opened:
        load_source(opened, LoadSource(PUBLIC_RECORD))
        yield opened


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("file") / "ictrack.duckdb"
    with closing(open_database(path)) as opened:
        load_source(opened, LoadSource(PUBLIC_RECORD))
    return path


def _told(database: Database) -> list[str]:
    answers = [database.ask(name, {**ASKED, **SCOPE.parameters}) for name in QUESTIONS]
    # When it was loaded differs.
    plain = [[{k: v for k, v in row.items() if not k.endswith("_at")} for row in rows] for rows in answers]
    return [json.dumps(rows, default=str, sort_keys=True) for rows in plain]


def _names_in_files(s3: S3Server, lake: Lake, folder: Path) -> set[str]:
    """Read every name of a city in any file of a lake, whether its catalogue knows the file or not."""
    prefix = lake.root.partition(f"{BUCKET}/")[2]
    files = [str(path) for path in s3.fetch_all(prefix, folder) if path.parent.name == "city"]
    sql = "select distinct name from read_parquet($files, union_by_name = true)"
    return {name for (name,) in duckdb.connect().execute(sql, {"files": files}).fetchall()}


def test_questions_are_answered_as_of_a_file_and_the_files_are_on_s3(
    s3: S3Server, lake: Lake, database: Database, file: Path, tmp_path: Path
) -> None:
    with closing(open_database(file)) as other:
        assert fingerprint_data(database) == fingerprint_data(other)
        assert _told(database) == _told(other)
    # Its journal is on this computer.
    assert lake.journal.is_file()
    assert verify(database).differences == ()
    database.write(partial(name_cities, start=0, end=1_000))
    assert "City 5" in _names_in_files(s3, lake, tmp_path / "fetched")


def test_what_one_writes_another_reads_and_what_is_erased_is_in_no_file(
    s3: S3Server, lake: Lake, database: Database, tmp_path: Path
) -> None:
    with closing(open_database(replace(lake, journal=lake.journal.with_name("two.journal.jsonl")))) as other:
        other.write(partial(name_cities, start=0, end=1_000))
        database.write(partial(name_cities, start=1_000, end=2_000))
        named = {row["city_id"] for row in other.ask("city_list")}
        assert named == {row["city_id"] for row in database.ask("city_list")} >= {"C5", "C1005"}
        other.write(lambda cursor: cursor.execute("update db.city set name = 'gone' where city_id = 'C5'"))
    before = fingerprint_data(database)
    database.rewrite()
    names = _names_in_files(s3, lake, tmp_path / "fetched")
    assert "City 5" not in names
    assert {"City 6", "City 1005", "gone"} <= names
    done = maintain(database, timedelta(seconds=-1), utc_now())
    assert done.after.files <= done.before.files
    assert fingerprint_data(database) == before


def test_a_database_moves_to_s3_and_back_and_is_backed_up_and_restored_there(
    lake: Lake, file: Path, server: PostgresServer, tmp_path: Path
) -> None:
    move_database(file, lake)
    back = tmp_path / "back.duckdb"
    move_database(lake, back)
    with closing(open_database(file)) as original, closing(open_database(back)) as copy:
        before, told = fingerprint_data(original), _told(original)
        assert (fingerprint_data(copy), _told(copy)) == (before, told)
    with closing(open_database(lake)) as database:
        kept = make_backup(database, tmp_path / "backups")
        database.write(partial(name_cities, start=0, end=1_000))
        after = fingerprint_data(database)
    restored = restore_backup(kept.path, lake)
    another = _new_lake(server, tmp_path)
    restore_backup(kept.path, another)
    for each in (lake, another):
        with closing(open_database(each)) as database:
            assert (fingerprint_data(database), _told(database)) == (before, told)
            assert verify(database).differences == ()
    assert restored.former is not None
    with closing(open_database(restored.former / DATABASE_NAME)) as former:
        assert fingerprint_data(former) == after


def test_no_other_bucket_and_no_file_can_be_read_or_written(
    s3: S3Server, lake: Lake, database: Database, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    s3.put("secret.csv", b"a\n1\n")
    beside = f"s3://{BUCKET}/secret.csv"
    with database.cursor() as cursor:
        for statement in (
            f"from read_csv('{secret}')",
            f"from read_csv('{beside}')",
            f"from read_csv('{lake.root}/other.csv')",
            f"from read_csv('s3://{OTHER_BUCKET}/x.csv')",
            f"copy (select 1) to '{beside}'",
            f"copy (select 1) to 's3://{OTHER_BUCKET}/x.csv'",
            f"from read_csv('{s3.endpoint}/{BUCKET}/secret.csv')",
            "set enable_external_access = true",
        ):
            with pytest.raises((duckdb.PermissionException, duckdb.InvalidInputException)):
                cursor.execute(statement)
    # A way up from its own folder is not signed as S3 asks for it.
    with database.cursor() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(f"from read_csv('{lake.files}../../secret.csv')")


def _open_refused(lake: Lake) -> str:
    with pytest.raises(DatabaseUnreachableError) as refused:
        open_database(lake)
    assert refused.value.exit_code == 11
    assert str(refused.value).startswith(f"{lake.root}: cannot be reached")
    return str(refused.value)


def test_a_wrong_key_is_told_in_one_sentence_that_shows_none(
    s3: S3Server, lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = "not-the-secret-of-this-key"
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", wrong)
    told = run_cli("summary", **environment_of(lake, "one"))
    assert (told.returncode, told.stdout) == (11, b"")
    assert b"S3 refuses it (SignatureDoesNotMatch)" in told.stderr
    assert told.stderr.count(b"\n") == 1
    assert not [word for word in (wrong, s3.key, s3.secret) if word.encode() in told.stderr]
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "NOBODYSKEY")
    assert "S3 refuses it (InvalidAccessKeyId)" in _open_refused(lake)


@pytest.mark.parametrize(
    ("bucket", "said"),
    [
        (MISSING_BUCKET, "there is no such bucket (NoSuchBucket)"),
        (OTHER_BUCKET, "S3 refuses it (AccessDenied)"),
    ],
)
def test_a_bucket_that_is_not_there_or_is_of_others_is_told(lake: Lake, bucket: str, said: str) -> None:
    assert said in _open_refused(replace(lake, root=f"s3://{bucket}/ictrack"))


def test_an_s3_that_does_not_answer_is_told(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    assert "S3 does not answer" in _open_refused(lake)
    # The name for S3 alone goes before that for all of AWS.
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "https://no-such-host.invalid")
    assert "S3 does not answer" in _open_refused(lake)


def test_who_is_refused_while_it_is_open_is_told_and_goes_on_afterwards(
    s3: S3Server, lake: Lake, database: Database
) -> None:
    before = fingerprint_data(database)
    s3.refuse()
    try:
        with pytest.raises(DatabaseUnreachableError, match="S3 refuses it"):
            database.write(partial(name_cities, start=0, end=1_000))
        assert "S3 refuses it" in _open_refused(lake)
    finally:
        s3.allow()
    assert fingerprint_data(database) == before
    database.write(partial(name_cities, start=0, end=1_000))
    assert "C5" in {row["city_id"] for row in database.ask("city_list")}


def test_without_a_key_a_profile_of_the_computer_is_used(
    s3: S3Server, lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    profile = tmp_path / "credentials"
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(profile))
    assert "no key was found" in _open_refused(lake)
    written = f"[default]\naws_access_key_id={s3.key}\naws_secret_access_key={s3.secret}\n"
    profile.write_text(written, encoding="ascii")
    with closing(open_database(lake)) as database:
        database.write(partial(name_cities, start=0, end=1_000))
        assert "C5" in {row["city_id"] for row in database.ask("city_list")}


@pytest.mark.parametrize("address", ["127.0.0.1:9000", "ftp://s3.example.org", "https://", "https://s3/path"])
def test_what_is_no_address_of_an_s3_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", address)
    with pytest.raises(UsageError, match="AWS_ENDPOINT_URL: is not where an S3 answers"):
        reach_files(duckdb.connect(), f"s3://{BUCKET}/ictrack")


@pytest.mark.parametrize("name", ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
def test_half_a_key_is_refused(name: str, lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(name)
    with pytest.raises(UsageError, match="one is set and the other is not"):
        open_database(lake)
