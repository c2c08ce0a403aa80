"""A picture that is kept tells what would be worked out anew: to each reader, of the data as they are."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from ictrack.access.rights import EVERYTHING, Grant, Rights, rights_of
from ictrack.access.roles import Role
from ictrack.actions.load import LoadSource, load_source
from ictrack.demo.size import DemoSize
from ictrack.demo.write import write_demo
from ictrack.location import Location
from ictrack.scope import Scope
from ictrack.store import pictures
from ictrack.store.asking import sql_of
from ictrack.store.database import Database, open_database
from ictrack.store.limiting import ASKED_BY_ACTIONS
from ictrack.store.pictures import MOST_PICTURES, days_asked_of
from tests.architecture.test_rights import questions
from tests.engines import OpenNew
from tests.reports.programmes import load_invented
from tests.sql.kept_pictures import schemas_of, worked_out
from tests.sql.test_rights import ASKED

DAY = date(2021, 6, 30)
LATER = date(2024, 12, 31)
OF_SOME = sorted(name for name in set(questions()) - ASKED_BY_ACTIONS if days_asked_of(name))


@pytest.fixture(scope="module")
def database(open_shared: OpenNew, tmp_path_factory: pytest.TempPathFactory) -> Database:
    size = DemoSize(cities=4, initiatives=40, updates=300, seed=2)
    opened = open_shared()
    load_invented(opened, tmp_path_factory.mktemp("invented"), size)
    return opened


def _cities(database: Database) -> list[str]:
    with database.cursor() as cursor:
        return [row[0] for row in cursor.execute("select city_id from db.city order by 1").fetchall()]


def _asked(database: Database, as_at: date, **others: object) -> dict[str, object]:
    first, *_rest = _cities(database)
    with database.cursor() as cursor:
        found = cursor.execute("select min(initiative_id) from db.initiative").fetchall()
    scope = Scope(as_at, LATER).parameters
    return {**ASKED, **scope, "city": first, "initiative": found[0][0], **others}


def test_most_questions_are_of_one_picture_and_those_that_find_days_themselves_of_none() -> None:
    of_one = {name for name in OF_SOME if days_asked_of(name) == (("as_at", "known_on"),)}
    assert {"summary", "initiative_list", "gap_list", "uncounted_list", "update_list"} <= of_one
    assert set(OF_SOME) - of_one == {"change_list", "return_list", "workbook_rows"}
    assert len(days_asked_of("change_list")) == 3
    assert days_asked_of("return_list") == (("as_at", "known_on"), ("cut_off_before", "known_on"))
    assert len(days_asked_of("workbook_rows")) == 3
    for name in ("standing_history", "standing_moments", "city_list"):
        assert days_asked_of(name) == ()
    for name in questions():
        asks_before = "asked_about(" in sql_of(name)
        assert asks_before == (("cut_off_before", "known_on") in days_asked_of(name))


def test_no_other_macro_asks_for_initiatives_as_at_a_day() -> None:
    asking = set()
    for file in ("macros", "update_macros", "return_macros", "audit_macros"):
        for macro in sql_of(file).split("create or replace macro ")[1:]:
            name, _bracket, body = macro.partition("(")
            code = "\n".join(line.split("--")[0] for line in body.splitlines())
            if any(f"{each}(" in code for each in ("initiative_as_at", "scoped", "counted")):
                asking.add(name)
    assert asking == {"scoped", "counted", "asked_about"}


@pytest.mark.parametrize("name", OF_SOME)
@pytest.mark.parametrize(
    "rights",
    [EVERYTHING, rights_of([Grant(Role.PUBLIC)]), rights_of([Grant(Role.READER)])],
    ids=["all", "public", "reader"],
)
def test_a_picture_tells_what_would_beworked_out(database: Database, name: str, rights: Rights) -> None:
    seen = database if rights.reads_all else database.seen_by(rights)
    for as_at in (date(2018, 1, 1), DAY):
        for cities in (None, _cities(database)[:1]):
            asked = _asked(database, as_at, cities=cities)
            assert seen.ask(name, asked) == worked_out(seen, name, asked)


@pytest.mark.parametrize("updates", [0, 10**9], ids=["worked out by itself", "from a picture"])
def test_a_few_of_many_are_told_the_same(
    own: Database, updates: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "FEW_UPDATES", updates)
    asked = _asked(own, DAY, cities=_cities(own)[:1])
    for name in ("summary", "initiative_one"):
        assert own.ask(name, asked) == worked_out(own, name, asked)
    assert len(schemas_of(own)) == int(updates > 0)


@pytest.mark.parametrize("before", [None, date(2021, 3, 31)], ids=["the first convening", "a later one"])
def test_what_cities_are_asked_about_is_told_by_the_picture_of_the_cut_off_before(
    own: Database, before: date | None
) -> None:
    asked = _asked(own, LATER, cut_off_before=before)
    anew = worked_out(own, "return_list", asked)
    for _time in range(2):
        assert own.ask("return_list", asked) == anew != []
        assert len(own.pictures) == 2


@pytest.mark.parametrize(("known_since", "pictures_of"), [(LATER, 2), (date(2022, 1, 1), 3)])
def test_a_question_of_two_days_is_asked_of_the_pictures_of_both(
    own: Database, known_since: date, pictures_of: int
) -> None:
    asked = _asked(own, date(2023, 6, 30), since=DAY, known_since=known_since)
    anew = worked_out(own, "change_list", asked)
    for _time in range(2):
        assert own.ask("change_list", asked) == anew != []
        assert len(own.pictures) == pictures_of
        assert len(schemas_of(own)) == 2 * pictures_of - 1
    assert own.ask("change_list", {**asked, "as_at": DAY}) == worked_out(
        own, "change_list", {**asked, "as_at": DAY}
    )
    _rename(own, "Other")
    assert {row["title"] for row in own.ask("change_list", asked)} == {"Other"}
    assert len(schemas_of(own)) == 2 * pictures_of - 1


def test_of_many_updates_a_picture_is_made_when_it_is_asked_for_a_second_time(
    own: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "FEW_UPDATES", 0)
    asked = _asked(own, LATER)
    for kept in (0, 1, 1):
        assert own.ask("summary", asked) == worked_out(own, "summary", asked)
        assert len(own.pictures) == len(schemas_of(own)) == kept
    _rename(own, "Other")
    for name in ("left_list", "uncounted_list"):
        own.ask(name, asked)
        assert len(own.pictures) == 1
    assert _titles(own, asked) == {"Other"}


@pytest.mark.parametrize(("more", "kept"), [(0, 1), (1, 0)])
def test_it_is_noted_for_so_many_that_they_were_asked_for(
    own: Database, monkeypatch: pytest.MonkeyPatch, more: int, kept: int
) -> None:
    monkeypatch.setattr(pictures, "FEW_UPDATES", 0)
    monkeypatch.setattr(pictures, "MOST_NOTED", 2)
    for number in range(2 + more):
        own.ask("summary", _asked(own, LATER + timedelta(days=number)))
    own.ask("summary", _asked(own, LATER))
    assert len(own.pictures) == kept


def _rename(database: Database, title: str) -> None:
    database.write(lambda cursor: cursor.execute("update db.initiative set title = ?", [title]))


def _titles(database: Database, asked: dict[str, object]) -> set[str]:
    return {row["title"] for row in database.ask("initiative_list", asked)}


@pytest.fixture
def own(open_new: OpenNew, tmp_path: Path) -> Database:
    write_demo(tmp_path / "files", DemoSize(cities=2, initiatives=10, updates=30, seed=2))
    opened = open_new()
    load_source(opened, LoadSource(tmp_path / "files"))
    return opened


def test_what_was_written_is_told_at_once_and_the_old_picture_goes(own: Database) -> None:
    asked = _asked(own, LATER)
    for title in ("Before", "After"):
        _rename(own, title)
        assert _titles(own, asked) == {title}
        assert len(schemas_of(own)) == len(own.pictures) == 1


def test_a_picture_of_another_day_stays_until_it_is_asked_for(own: Database) -> None:
    own.ask("summary", _asked(own, DAY))
    own.ask("summary", _asked(own, LATER))
    before = schemas_of(own)
    _rename(own, "Other")
    own.ask("summary", _asked(own, LATER))
    assert len(set(before) & set(schemas_of(own))) == 1
    assert _titles(own, _asked(own, DAY)) <= {"Other"}
    assert len(schemas_of(own)) == 2
    assert not set(before) & set(schemas_of(own))


@pytest.mark.parametrize("more", [0, 1])
def test_so_many_are_kept_and_the_one_not_asked_for_the_longest_goes(own: Database, more: int) -> None:
    days = [LATER + timedelta(days=number) for number in range(MOST_PICTURES + more)]
    for day in days:
        own.ask("summary", _asked(own, day))
        own.ask("summary", _asked(own, days[0]))
    assert len(schemas_of(own)) == len(own.pictures) == MOST_PICTURES


@pytest.mark.parametrize(("most", "kept"), [(9, 0), (10, 1), (19, 1), (20, 2)])
def test_no_more_are_kept_than_there_is_room_for(
    own: Database, monkeypatch: pytest.MonkeyPatch, most: int, kept: int
) -> None:
    monkeypatch.setattr(pictures, "MOST_ROWS", most)
    for number in range(3):
        asked = _asked(own, LATER + timedelta(days=number))
        assert own.ask("summary", asked) == worked_out(own, "summary", asked)
    assert len(schemas_of(own)) == kept


def test_what_is_written_anew_leaves_no_picture_of_what_was_before(own: Database) -> None:
    own.ask("summary", _asked(own, LATER))
    own.rewrite()
    assert len(schemas_of(own)) == 1
    _rename(own, "Other")
    own.rewrite()
    assert schemas_of(own) == []


def test_what_cannot_be_worked_out_leaves_no_picture(own: Database) -> None:
    with pytest.raises(Exception, match="no day"):
        own.ask("summary", {**_asked(own, LATER), "as_at": "no day"})
    assert schemas_of(own) == []
    assert own.ask("summary", _asked(own, LATER))


def test_many_read_while_one_writes_and_nobody_is_told_what_is_older_than_before(own: Database) -> None:
    asked = _asked(own, LATER)
    _rename(own, "0000")

    def read(_reader: int) -> Sequence[str]:
        told: list[str] = []
        while not told or told[-1] < "0015":
            (title,) = _titles(own, asked)
            told.append(title)
        return told

    def write(_writer: int) -> Sequence[str]:
        for number in range(1, 16):
            _rename(own, f"{number:04}")
        return ()

    with ThreadPoolExecutor(7) as threads:
        told = [threads.submit(work, number) for number, work in enumerate([*[read] * 6, write])]
        assert all(list(one.result()) == sorted(one.result()) for one in told)
    assert len(schemas_of(own)) == 1


@pytest.mark.parametrize(("few", "for_many", "threads"), [(30, True, 1), (29, True, None), (30, False, None)])
def test_few_updates_that_many_ask_for_are_read_by_one_core(
    place: Location,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    few: int,
    for_many: bool,
    threads: int | None,
) -> None:
    write_demo(tmp_path / "files", DemoSize(cities=2, initiatives=10, updates=30, seed=2))
    with closing(open_database(place)) as before:
        load_source(before, LoadSource(tmp_path / "files"))
    monkeypatch.setattr("ictrack.store.database.UPDATES_FOR_ONE_CORE", few)
    opened = open_database(place, for_many=for_many)
    with opened.cursor() as cursor:
        (found,) = cursor.execute("select current_setting('threads')").fetchall()[0]
    opened.close()
    assert found == (threads or os.cpu_count())
