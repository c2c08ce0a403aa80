"""What must hold of the store itself: what breaks it is named, and a healthy store is sound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ictrack.actions.backups import MakeBackup, RestoreBackup, back_up, restore
from ictrack.actions.freeze_report import FreezeReport, freeze_report
from ictrack.actions.load import BundledChoice, load_bundled
from ictrack.actions.receipt import Outcome
from ictrack.actions.review import AcceptReports, accept_reports
from ictrack.actions.submit import NewReport, SubmitOutcome, SubmitReports, submit_reports
from ictrack.actions.undo import UndoLoad, take_back
from ictrack.demo.size import DemoSize
from ictrack.demo.write import write_demo
from ictrack.errors import UsageError
from ictrack.models import ROW_OF_FILE, day_columns_of, references_of, vocabularies_of
from ictrack.store.database import Database
from ictrack.store.invariants import Breach, Invariant, find_breaches
from ictrack.store.journal import journal_path
from ictrack.store.replay import replay_journal
from ictrack.store.submissions import Submission
from ictrack.store.tables import stored_tables
from ictrack.summaries.invariants import describe_invariant
from tests.engines import Fill, OpenNew
from tests.unit.actions.loading import TODAY, load
from tests.unit.store.loads_of_returns import opened, write_programme, write_return

NOON = datetime.fromisoformat("2024-02-01T12:00")
UNDONE = {"undone_initiative": "initiatives", "undone_status_update": "status_updates"}
FILE_OF_TABLE = {stored.table: stored.file for stored in stored_tables()}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("invariants") / "demo"
    write_demo(folder, DemoSize(cities=3, initiatives=12, updates=60))
    return folder


@pytest.fixture(scope="module")
def fill_all(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Fill:
    """Put a row into every table: a programme, a load that was undone, reports, a freeze."""

    def fill_it(database: Database) -> None:
        assert load(database, demo).outcome is Outcome.LOADED
        (city, phase), *_rest = rows(database, "select city_id, phase_id from db.action_plan order by all")
        more = write_more(tmp_path_factory.mktemp("invariants") / "more", city, phase)
        load_id = load(database, more).load_id
        assert load_id is not None
        take_back(database, UndoLoad(load_id, "a test", NOON))
        first, second, *_rest = rows(database, "select initiative_id from db.initiative order by 1")
        sent = submit(database, *first, *second)
        accept_reports(database, AcceptReports(sent[:1], today=TODAY))
        ((event,),) = rows(database, "select min(event_id) from db.event where kind = 'convening'")
        freeze_report(database, FreezeReport(event, TODAY, TODAY, {"network": "{}", "public": "{}"}))

    return fill_it


@pytest.fixture
def database(open_new: OpenNew, fill_all: Fill) -> Database:
    """Open a store that is filled so."""
    return open_new(fill_all)


def write_more(folder: Path, city: str, phase: str) -> Path:
    """Write a new initiative with every kind of update."""
    folder.mkdir()
    row = f"X1,{city},{phase},New,2020,2021,2020,2022"
    head = "initiative_id,city_id,phase_id,title,starts_on,target_on,added_on,removed_on"
    (folder / "initiatives.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    updates = (
        "update_id,initiative_id,kind,reported_on,status,confidence,revised_target_on,corrects_update_id",
        "X1-1,X1,status,2021,in_progress,at_risk,2022,",
        "X1-2,X1,correction,2021,in_progress,on_track,2022,X1-1",
        "X1-3,X1,withdrawal,,,,,X1-2",
    )
    (folder / "status_updates.csv").write_text("\n".join(updates), encoding="utf-8")
    return folder


def submit(database: Database, *initiatives: str) -> tuple[Submission, ...]:
    reports = tuple(
        NewReport({"initiative_id": each, "status": "in_progress", "reported_on": TODAY.isoformat()})
        for each in initiatives
    )
    receipt = submit_reports(database, SubmitReports(reports, review=True, today=TODAY))
    assert receipt.outcome is SubmitOutcome.SUBMITTED, receipt
    return receipt.submissions


def rows(database: Database, sql: str) -> list[tuple[Any, ...]]:
    with database.cursor() as cursor:
        return cursor.execute(sql).fetchall()


def broken(database: Database, *statements: str) -> list[Breach]:
    """Do what no action of ictrack does, and give what is then found."""
    for statement in statements:
        rows(database, statement)
    return list(find_breaches(database))


def named(found: Iterable[Breach], invariant: Invariant) -> set[tuple[str, str]]:
    """Give the table and what was found of each breach of one invariant, its column first."""
    return {(one.table, one.found.split(" ")[0]) for one in found if one.invariant is invariant}


# A healthy store.


def test_a_store_with_a_row_in_every_table_is_sound(database: Database) -> None:
    assert find_breaches(database) == ()
    tables = [
        table
        for (table,) in rows(database, "select table_name from duckdb_tables() where database_name = 'db'")
    ]
    empty = [table for table in tables if rows(database, f"select count(*) from db.{table}") == [(0,)]]
    assert sorted(empty) == [
        *("api_token", "commentary", "erased_person", "login", "person", "role_grant", "sign_off"),
        "tracker_mapping",
    ]


def test_the_public_record_is_sound(open_new: OpenNew) -> None:
    database = open_new()
    load_bundled(database)
    assert find_breaches(database) == ()


@pytest.mark.parametrize("choice", list(BundledChoice))
def test_a_store_whose_public_record_was_replaced_or_kept_is_sound(
    open_new: OpenNew, choice: BundledChoice, tmp_path: Path
) -> None:
    database = open_new()
    load_bundled(database)
    receipt = load(database, write_more(tmp_path / "own", "BRI", "2"), choice=choice)
    assert receipt.load_id is not None
    assert find_breaches(database) == ()
    take_back(database, UndoLoad(receipt.load_id, "a test", NOON))
    assert find_breaches(database) == ()


@pytest.mark.parametrize("brings_bristol", [True, False])
def test_the_public_record_is_not_replaced_from_under_what_names_its_cities(
    open_new: OpenNew, tmp_path: Path, *, brings_bristol: bool
) -> None:
    database = open_new()
    load_bundled(database)
    head = "City,Initiative,Phase,Status,Date\n"
    (tmp_path / "one.csv").write_text(f"{head}Bristol,Welcome,2,Done,2022\n", encoding="utf-8")
    assert load(database, tmp_path / "one.csv", choice=BundledChoice.KEEP).outcome is Outcome.LOADED
    own = "BRI,Bristol" if brings_bristol else "CAR,Cardiff"
    files = {
        "phases": "phase_id,name,starts_on\n2,Phase two,2019-06",
        "cities": f"city_id,name\n{own}",
        "thematic_areas": "area_id,name,sort_order\njobs,Jobs,1",
        "initiatives": f"initiative_id,city_id,phase_id,title\nY1,{own[:3]},2,Other",
    }
    (tmp_path / "other").mkdir()
    for name, text in files.items():
        (tmp_path / "other" / f"{name}.csv").write_text(f"{text}\n", encoding="utf-8")
    if brings_bristol:
        replaced = load(database, tmp_path / "other", choice=BundledChoice.REPLACE)
        assert replaced.outcome is Outcome.LOADED, replaced.issues
    else:
        with pytest.raises(UsageError, match=r"initiatives 'BRI-001' of 'one' is the first of 1\)"):
            load(database, tmp_path / "other", choice=BundledChoice.REPLACE)
    assert find_breaches(database) == ()


def test_a_store_is_sound_after_a_restore_and_after_a_replay(tmp_path: Path) -> None:
    path = tmp_path / "own" / "own.duckdb"
    with opened(path) as database:
        load(database, write_programme(tmp_path / "programme"))
        backup = back_up(database, MakeBackup(tmp_path / "backups"))
        load_id = load(database, write_return(tmp_path / "return", 1)).load_id
        assert load_id is not None
        take_back(database, UndoLoad(load_id, "a test", NOON))
        load(database, write_return(tmp_path / "return", 1))
        assert find_breaches(database) == ()
    again = tmp_path / "again.duckdb"
    replay_journal(journal_path(path), again)
    restore(RestoreBackup(backup.path, path))
    for each in (path, again):
        with opened(each) as database:
            assert find_breaches(database) == ()


# What is judged of every table, column or day that the models know: all of it broken at once.


def test_a_second_row_of_a_key_is_named_in_every_table_that_has_one(database: Database) -> None:
    keyed = [*FILE_OF_TABLE, *UNDONE, "source", "load", "load_undo", "outbox", "submission"]
    keyed += ["report_freeze", "frozen_report"]
    twice = [f"insert into db.{table} (from db.{table} limit 1)" for table in keyed]
    found = broken(database, *twice)
    assert {one.table for one in found if one.invariant is Invariant.KEY_IS_UNIQUE} == set(keyed)


def test_what_is_missing_is_named_in_every_column_that_may_not_be_empty(database: Database) -> None:
    expected = set()
    for table, file in {**FILE_OF_TABLE, **UNDONE}.items():
        needed = [name for name, field in ROW_OF_FILE[file].model_fields.items() if field.is_required()]
        for column in (*needed, "source_id", "load_id", "file_row", "sent_hash"):
            expected.add((table, column))
            if table not in UNDONE:
                rows(database, f"alter table db.{table} alter {column} drop not null")
            rows(database, f"update db.{table} set {column} = null")
    by_default = {("action_plan", "coverage"), ("status_update", "kind"), ("undone_status_update", "kind")}
    for table, column in by_default:
        if table not in UNDONE:
            rows(database, f"alter table db.{table} alter {column} drop not null")
        rows(database, f"update db.{table} set {column} = null")
    assert named(broken(database), Invariant.REQUIRED_IS_THERE) == expected | by_default


def test_a_word_that_is_not_known_is_named_in_every_column_of_controlled_words(database: Database) -> None:
    columns = {
        (table, column)
        for table, file in {**FILE_OF_TABLE, **UNDONE}.items()
        for column in vocabularies_of(ROW_OF_FILE[file])
    }
    columns |= {("source", "record_kind"), ("source", "recorded_on"), ("load", "recorded_mode")}
    columns |= {("submission", "state")}
    wrong = [f"update db.{table} set {column} = 'nonsense'" for table, column in sorted(columns)]
    assert named(broken(database, *wrong), Invariant.WORD_IS_KNOWN) == columns


@pytest.mark.parametrize(
    "wrong", ["{0} = {0} + 1, {0}_written = coalesce({0}_written, '2020')", "{0}_written = '2020-02-30'"]
)
def test_a_day_that_is_not_what_was_written_is_named(database: Database, wrong: str) -> None:
    days = {
        (table, column)
        for table, file in {**FILE_OF_TABLE, **UNDONE}.items()
        for column in day_columns_of(ROW_OF_FILE[file])
    }
    filled = [
        f"update db.{table} set {column} = '2020-12-31', {column}_written = '2020'" for table, column in days
    ]
    first = "update db.phase set starts_on = '2020-01-01'"
    assert named(broken(database, *filled, first), Invariant.DAY_IS_AS_WRITTEN) == set()
    statements = [f"update db.{table} set {wrong.format(column)}" for table, column in sorted(days)]
    assert named(broken(database, *statements), Invariant.DAY_IS_AS_WRITTEN) == days


@pytest.mark.parametrize(
    ("written", "day", "is_sound"),
    [
        ("2020", "2020-12-31", True),
        ("2020", "2020-12-30", False),
        ("2020-02", "2020-02-29", True),
        ("2020-02", "2020-02-28", False),
        ("2020-02-03", "2020-02-03", True),
        ("2020-02-03", "2020-02-04", False),
        ("2020-2-3", "2020-02-03", False),
    ],
)
def test_a_day_counts_from_the_last_of_its_period(
    database: Database, written: str, day: str, *, is_sound: bool
) -> None:
    found = broken(database, f"update db.event set starts_on = '{day}', starts_on_written = '{written}'")
    assert (named(found, Invariant.DAY_IS_AS_WRITTEN) == set()) is is_sound


@pytest.mark.parametrize(("day", "is_sound"), [("2019-01-01", True), ("2019-12-31", False)])
def test_a_phase_begins_on_the_first_of_its_period(database: Database, day: str, *, is_sound: bool) -> None:
    found = broken(database, f"update db.phase set starts_on = '{day}', starts_on_written = '2019'")
    assert (named(found, Invariant.DAY_IS_AS_WRITTEN) == set()) is is_sound


def test_what_is_named_and_not_stored_is_named_in_every_column_that_refers(database: Database) -> None:
    columns = {
        (table, column)
        for table, file in FILE_OF_TABLE.items()
        for column in references_of(ROW_OF_FILE[file])
    }
    lists = {"secondary_areas", "principles", "champions_areas"}
    wrong = [
        f"update db.{table} set {column} = {['NOWHERE'] if column in lists else repr('NOWHERE')}"
        for table, column in sorted(columns)
    ]
    assert named(broken(database, *wrong), Invariant.REFERENCE_IS_STORED) == columns


# What is judged of the whole.

UPDATE = "update db.status_update set"
TURNED = "to_id, from_id, * exclude (from_id, to_id)"


@pytest.mark.parametrize(
    ("invariant", "found", "statements"),
    [
        (Invariant.ONE_WRITE_LOCK, "holds 0 rows", ["delete from db.write_lock"]),
        (Invariant.ONE_WRITE_LOCK, "holds 2 rows", ["insert into db.write_lock from db.write_lock"]),
        (Invariant.ORIGIN_STANDS, "no load 99 of its source stands", ["update db.city set load_id = 99"]),
        (Invariant.ORIGIN_STANDS, "no load 2 of its source stands", ["update db.city set load_id = 2"]),
        (
            Invariant.ORIGIN_STANDS,
            "its source, 'gone', is not stored",
            ["update db.milestone set source_id = 'gone'"],
        ),
        (
            Invariant.LOAD_IS_NOTED,
            "there is no load 99",
            ["update db.history set load_id = 99"],
        ),
        (Invariant.LOAD_IS_NOTED, "there is no load 2", ["delete from db.load where load_id = 2"]),
        (Invariant.LOAD_IS_NOTED, "load 2 was not taken back", ["delete from db.load_undo"]),
        (
            Invariant.ONE_PUBLIC_RECORD,
            "2 sources are said to be it",
            [
                "update db.source set bundled = true",
                "insert into db.source select 'other', * exclude (source_id) from db.source",
            ],
        ),
        (Invariant.FREEZE_HOLDS, "keeps no report", ["delete from db.frozen_report"]),
        (Invariant.FREEZE_HOLDS, "no freeze has this key", ["delete from db.report_freeze"]),
        (
            Invariant.FREEZE_HOLDS,
            "when it ended and who ended it do not fit",
            ["update db.report_freeze set ended_at = frozen_at"],
        ),
        (Invariant.OUTBOX_IS_WHOLE, "there is no such change", ["delete from db.outbox where change_id = 1"]),
        (
            Invariant.OUTBOX_IS_WHOLE,
            "holds 1 of 2 parts",
            ["update db.outbox set parts = 2 where change_id = 0"],
        ),
        (
            Invariant.SUBMISSION_FITS_ITS_STATE,
            "waits for review and was decided on",
            ["update db.submission set decided_at = made_at where state = 'submitted'"],
        ),
        (
            Invariant.SUBMISSION_FITS_ITS_STATE,
            "was accepted, and nothing says when",
            ["update db.submission set decided_at = null where state = 'accepted'"],
        ),
        (
            Invariant.SUBMISSION_FITS_ITS_STATE,
            "was accepted by no load",
            ["update db.submission set load_id = null"],
        ),
        (
            Invariant.SUBMISSION_FITS_ITS_STATE,
            "no load 2 stands",
            ["update db.submission set load_id = 2 where state = 'accepted'"],
        ),
        (
            Invariant.SUBMISSION_FITS_ITS_STATE,
            "is submitted and names the load 1",
            ["update db.submission set load_id = 1 where state = 'submitted'"],
        ),
        (
            Invariant.SUBMISSION_FITS_ITS_STATE,
            "its cells cannot be read",
            ["update db.submission set cells = '{'"],
        ),
        (
            Invariant.PARTS_END,
            "leads from it to itself",
            ["update db.initiative_link set to_id = from_id"],
        ),
        (
            Invariant.PARTS_END,
            "the whole is itself a part of it",
            [
                "update db.initiative_link set kind = 'part_of'",
                f"insert into db.initiative_link select {TURNED} from db.initiative_link",
            ],
        ),
        (
            Invariant.UPDATE_FITS_ITS_KIND,
            "is of the kind withdrawal and names no update",
            [f"{UPDATE} kind = 'withdrawal', corrects_update_id = null"],
        ),
        (
            Invariant.UPDATE_FITS_ITS_KIND,
            "is of the kind reviewed_no_change and holds a status or a new target date",
            [f"{UPDATE} kind = 'reviewed_no_change', status = 'paused'"],
        ),
        (
            Invariant.UPDATE_FITS_ITS_KIND,
            "gives a confidence and no status",
            [f"{UPDATE} confidence = 'on_track', status = null"],
        ),
    ],
)
def test_what_does_not_hold_is_named(
    database: Database, invariant: Invariant, found: str, statements: Sequence[str]
) -> None:
    assert found in {one.found for one in broken(database, *statements) if one.invariant is invariant}


def test_a_convening_that_is_frozen_twice_is_named_and_one_that_was_frozen_again_is_not(
    database: Database,
) -> None:
    again = (
        "insert into db.report_freeze select 'second', * exclude (freeze_id) from db.report_freeze",
        "insert into db.frozen_report select 'second', * exclude (freeze_id) from db.frozen_report",
    )
    ended = (
        "update db.report_freeze set ended_at = frozen_at, ended_by = 'a test' where freeze_id <> 'second'"
    )
    found = broken(database, *again)
    assert [(one.invariant, one.table) for one in found] == [(Invariant.FREEZE_HOLDS, "report_freeze")] * 2
    assert broken(database, ended) == []


def correct(database: Database, update: str, other: str, initiative: str = "") -> None:
    """Make one update the correction of another."""
    of = f"'{initiative}'" if initiative else "initiative_id"
    rows(
        database,
        f"{UPDATE} kind = 'correction', corrects_update_id = '{other}', initiative_id = {of} "
        f"where update_id = '{update}'",
    )


@pytest.fixture
def three(database: Database) -> tuple[str, str, str, str]:
    """Give the identifiers of an initiative and of three plain updates that are of it alone."""
    ((initiative,),) = rows(database, "select min(initiative_id) from db.initiative")
    rows(database, f"{UPDATE} kind = 'status', corrects_update_id = null")
    rows(database, f"{UPDATE} status = coalesce(status, 'paused')")
    found = [row[0] for row in rows(database, "select update_id from db.status_update order by 1 limit 3")]
    for update in found:
        rows(database, f"{UPDATE} initiative_id = '{initiative}' where update_id = '{update}'")
    return initiative, found[0], found[1], found[2]


Three = tuple[str, str, str, str]


def test_a_chain_of_corrections_is_sound(database: Database, three: Three) -> None:
    _initiative, first, second, third = three
    correct(database, second, first)
    correct(database, third, second)
    assert broken(database) == []


def test_a_correction_of_what_is_not_stored_is_named(database: Database, three: Three) -> None:
    correct(database, three[1], "NONE")
    assert [(one.invariant, one.key, one.found) for one in broken(database)] == [
        (Invariant.CORRECTION_NAMES_ITS_OWN, three[1], "names 'NONE', which is not stored")
    ]


def test_a_correction_of_another_initiative_is_named(database: Database, three: Three) -> None:
    ((other,),) = rows(database, "select max(initiative_id) from db.initiative")
    correct(database, three[2], three[1], other)
    assert [(one.invariant, one.key, one.found) for one in broken(database)] == [
        (Invariant.CORRECTION_NAMES_ITS_OWN, three[2], f"names '{three[1]}' of the initiative '{three[0]}'")
    ]


def test_two_corrections_of_one_update_are_named(database: Database, three: Three) -> None:
    correct(database, three[2], three[1])
    correct(database, three[3], three[1])
    found = [(one.invariant, one.key) for one in broken(database)]
    assert found == [(Invariant.CORRECTED_ONCE, three[2]), (Invariant.CORRECTED_ONCE, three[3])]


@pytest.mark.parametrize("length", [1, 2, 3])
def test_corrections_in_a_circle_are_named(database: Database, three: Three, length: int) -> None:
    circle = three[1 : 1 + length]
    for update, other in zip(circle, (*circle[1:], circle[0]), strict=True):
        correct(database, update, other)
    found = [(one.invariant, one.key) for one in broken(database)]
    assert found == [(Invariant.CORRECTIONS_END, update) for update in sorted(circle)]


def test_every_invariant_says_what_it_means_and_what_to_do() -> None:
    for invariant in Invariant:
        words = describe_invariant(invariant)
        assert words.holds, invariant
        assert words.means, invariant
        assert "python -m ictrack" in words.mend
