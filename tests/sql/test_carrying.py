"""A picture that is carried on over a write tells what would be worked out anew, and reads little for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ictrack.access.rights import EVERYTHING, Grant, Rights, rights_of
from ictrack.access.roles import Role
from ictrack.actions.load import LoadSource, load_source
from ictrack.actions.sign_off import SignOff, sign_off_return
from ictrack.actions.submit import NewReport, SubmitOutcome, SubmitReports, submit_reports
from ictrack.actions.undo import UndoLoad, take_back
from ictrack.demo.size import DemoSize
from ictrack.demo.write import write_demo
from ictrack.scope import Scope
from ictrack.store import carrying
from ictrack.store.database import Database
from ictrack.store.limiting import ASKED_BY_ACTIONS
from ictrack.store.pictures import days_asked_of
from tests.architecture.test_rights import questions
from tests.engines import FilePlaces
from tests.sql.kept_pictures import schemas_of, worked_out
from tests.sql.test_rights import ASKED

LAST = date(2030, 12, 31)
OF_SOME = sorted(name for name in set(questions()) - ASKED_BY_ACTIONS if days_asked_of(name))
PUBLIC = rights_of([Grant(Role.PUBLIC)])


def _fill(database: Database) -> None:
    with TemporaryDirectory() as folder:
        write_demo(Path(folder), DemoSize(cities=3, initiatives=12, updates=60, seed=4))
        load_source(database, LoadSource(Path(folder)))


@pytest.fixture
def database(file_places: FilePlaces) -> Iterator[Database]:
    with file_places.opened(_fill) as opened:
        yield opened


def _one(database: Database, sql: str) -> str:
    with database.cursor() as cursor:
        return str(cursor.execute(sql).fetchall()[0][0])


def _kept(database: Database) -> list[int]:
    """Count the initiatives of each picture that is kept, the fewest first."""
    with database.cursor() as cursor:
        return sorted(
            int(cursor.execute(f"select count(*) from memory.{schema}.initiative").fetchall()[0][0])
            for schema in schemas_of(database)
            if "_and_" not in schema
        )


def _asked(database: Database, cities: list[str] | None = None) -> dict[str, object]:
    scope = {**Scope(LAST, LAST).parameters, "cities": cities}
    first = {
        "city": _one(database, "select min(city_id) from db.city"),
        "initiative": _one(database, "select min(initiative_id) from db.initiative"),
    }
    return {**ASKED, **scope, **first}


def _seen(database: Database, rights: Rights) -> Database:
    return database if rights.reads_all else database.seen_by(rights)


def _ask_all(database: Database, rights: Rights) -> None:
    """Have every picture made that a question is asked of."""
    seen, asked = _seen(database, rights), _asked(database)
    for name in OF_SOME:
        seen.ask(name, asked)


def _see_that_all_is_told(database: Database, rights: Rights, *, of_one_city: bool) -> None:
    seen = _seen(database, rights)
    cities = [_one(database, "select min(city_id) from db.city")] if of_one_city else None
    asked = _asked(database, cities)
    for name in OF_SOME:
        assert seen.ask(name, asked) == worked_out(seen, name, asked), name


def _report(database: Database, **cells: str) -> None:
    told = {
        "initiative_id": _one(database, "select max(initiative_id) from db.initiative"),
        "reported_on": "2026-06-01",
        "status": "paused",
        "reason": "Waits for a room",
        "summary": "Made up.",
        **cells,
    }
    command = SubmitReports((NewReport(told),), review=False, today=LAST)
    receipt = submit_reports(database, command)
    assert receipt.outcome is SubmitOutcome.LOADED, receipt.issues


def _correct(database: Database) -> None:
    """Correct an update that is in force."""
    update = "select update_id from db.status_update where corrects_update_id is null order by 1 limit 1"
    named = _one(database, update)
    initiative = _one(database, f"select initiative_id from db.status_update where update_id = '{named}'")
    _report(database, initiative_id=initiative, kind="correction", corrects_update_id=named)


def _add_initiative(database: Database, title: str = "A further one") -> None:
    city = _one(database, "select min(city_id) from db.city")
    _load(database, "further", f"initiative_id,city_id,title,phase_id\nNEW-1,{city},{title},2\n")


def _change_initiative(database: Database) -> None:
    _add_initiative(database)
    database.ask("initiative_list", _asked(database))
    _add_initiative(database, "Under another title")


def _load(database: Database, title: str, initiatives: str) -> int:
    assert database.path is not None
    folder = database.path.parent / title
    folder.mkdir(exist_ok=True)
    (folder / "source.csv").write_text(f"key,value\ntitle,{title}\n", encoding="utf-8")
    (folder / "initiatives.csv").write_text(initiatives, encoding="utf-8")
    loaded = load_source(database, LoadSource(folder))
    assert loaded.load_id is not None, loaded
    return loaded.load_id


def _undo(database: Database) -> None:
    _add_initiative(database)
    database.ask("initiative_list", _asked(database))
    take_back(database, UndoLoad(int(_one(database, "select max(load_id) from db.load"))))


def _sign_off(database: Database) -> None:
    event = _one(database, "select min(event_id) from db.event where kind = 'convening'")
    city = _one(database, "select min(city_id) from db.city")
    sign_off_return(database, SignOff(event, city))


def _rename(database: Database) -> None:
    database.write(lambda cursor: cursor.execute("update db.initiative set title = title || '!'"))


WRITES: dict[str, tuple[Callable[[Database], None], bool]] = {
    "a report": (_report, True),
    "a report of a day before": (lambda database: _report(database, reported_on="2019-01-01"), True),
    "a correction": (_correct, True),
    "an initiative of a new source": (_add_initiative, False),
    "a sign-off": (_sign_off, True),
    "another title": (_change_initiative, False),
    "a load taken back": (_undo, False),
    "what is recorded nowhere": (_rename, False),
}


@pytest.mark.parametrize(
    ("rights", "of_one_city"), [(EVERYTHING, False), (PUBLIC, True)], ids=["all", "public of one city"]
)
@pytest.mark.parametrize("write", WRITES)
def test_after_a_write_each_question_tells_what_would_be_worked_out(
    database: Database, write: str, rights: Rights, of_one_city: bool
) -> None:
    _ask_all(database, rights)
    work, _is_carried = WRITES[write]
    work(database)
    _see_that_all_is_told(database, rights, of_one_city=of_one_city)


def test_after_a_further_write_each_question_tells_what_would_be_worked_out(database: Database) -> None:
    _ask_all(database, EVERYTHING)
    for work in (_report, _correct, _sign_off):
        work(database)
        for of_one_city in (False, True):
            _see_that_all_is_told(database, EVERYTHING, of_one_city=of_one_city)


@pytest.mark.parametrize("write", WRITES)
def test_only_what_may_have_changed_is_worked_out_anew(database: Database, write: str) -> None:
    asked = _asked(database)
    all_of_them = len(database.ask("initiative_list", {**asked, "include_parts": True}))
    (before,) = schemas_of(database)
    work, is_carried = WRITES[write]
    work(database)
    database.ask("initiative_list", asked)
    assert (before in schemas_of(database)) == is_carried
    assert (_kept(database)[0] <= 1 < all_of_them) == is_carried


def test_an_initiative_of_a_source_that_is_known_is_added_to_a_picture(database: Database) -> None:
    _add_initiative(database)
    database.ask("initiative_list", _asked(database))
    (before,) = schemas_of(database)
    city = _one(database, "select min(city_id) from db.city")
    _load(database, "further", f"initiative_id,city_id,title,phase_id\nNEW-2,{city},Another,2\n")
    _see_that_all_is_told(database, EVERYTHING, of_one_city=False)
    assert before in schemas_of(database)


def test_it_is_carried_on_from_what_was_worked_out_and_what_is_between_goes(database: Database) -> None:
    asked = _asked(database)
    database.ask("initiative_list", asked)
    (first,) = schemas_of(database)
    for number in range(1, 4):
        _report(database, reported_on=f"2026-06-0{number}")
        database.ask("initiative_list", asked)
        assert len(schemas_of(database)) == 2
        assert first in schemas_of(database)
    _rename(database)
    database.ask("initiative_list", asked)
    assert len(schemas_of(database)) == len(database.pictures) == 1


@pytest.mark.parametrize(("most", "is_carried"), [(0, False), (1, True)])
def test_of_so_many_it_is_worked_out(
    database: Database, monkeypatch: pytest.MonkeyPatch, most: int, is_carried: bool
) -> None:
    monkeypatch.setattr(carrying, "MOST_CARRIED_ON", most)
    database.ask("initiative_list", _asked(database))
    (before,) = schemas_of(database)
    _report(database)
    database.ask("initiative_list", _asked(database))
    assert (before in schemas_of(database)) == is_carried


def test_what_is_written_anew_leaves_nothing_that_was_carried_on(database: Database) -> None:
    database.ask("initiative_list", _asked(database))
    _report(database)
    database.ask("initiative_list", _asked(database))
    assert len(schemas_of(database)) == 2
    database.rewrite()
    assert schemas_of(database) == []
