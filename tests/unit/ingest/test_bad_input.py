"""Each bad input gets its clear message, and loads nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from ictrack.actions.load import LoadSource, load_source
from ictrack.actions.receipt import Outcome
from ictrack.ingest.check import check_source
from ictrack.store.database import Database
from tests.engines import OpenNew
from tests.unit.ingest.bad_input import CSV_INPUTS
from tests.unit.ingest.bad_workbook import WORKBOOKS
from tests.unit.ingest.programme import write_source

MAKERS = {**CSV_INPUTS, **{f"{name} (workbook)": make for name, make in WORKBOOKS.items()}}
# Of every kind of fault one: of bytes, columns, rows, references, sets and workbooks.
SOME = (
    "UTF-16",
    "an unknown column",
    "a row too wide",
    "an unknown city",
    "an unknown status",
    "a duplicate identifier",
    "corrections in a circle",
    "merged cells (workbook)",
    "a password (workbook)",
)
SAID_FILE = Path(__file__).parent / "said_of_bad_input.txt"


def said_of_bad_input() -> dict[str, list[str]]:
    """Read what is to be said of each bad input: a heading each, then a line per problem."""
    said: dict[str, list[str]] = {}
    for line in SAID_FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            said[line[2:]] = []
        elif line:
            list(said.values())[-1].append(line)
    return said


SAID = said_of_bad_input()


@pytest.fixture(scope="module")
def empty(open_shared: OpenNew) -> Database:
    return open_shared()


@pytest.fixture(scope="module")
def loaded(open_shared: OpenNew, tmp_path_factory: pytest.TempPathFactory) -> Database:
    database = open_shared()
    load_source(database, LoadSource(write_source(tmp_path_factory.mktemp("good"))))
    return database


def test_every_bad_input_has_its_sentences() -> None:
    assert SAID.keys() == MAKERS.keys()


@pytest.mark.parametrize("name", MAKERS)
def test_a_bad_input_gets_its_message_and_loads_nothing(name: str, tmp_path: Path, empty: Database) -> None:
    receipt = load_source(empty, LoadSource(MAKERS[name](tmp_path)))
    assert [issue.sentence() for issue in receipt.issues] == SAID[name]
    assert receipt.outcome is Outcome.REFUSED
    assert receipt.load_id is None
    assert receipt.total("new") == receipt.total("changed") == 0
    assert empty.version() == 0


@pytest.mark.parametrize("name", SOME)
def test_a_bad_input_changes_nothing_of_what_is_stored(name: str, tmp_path: Path, loaded: Database) -> None:
    version = loaded.version()
    receipt = load_source(loaded, LoadSource(MAKERS[name](tmp_path)))
    assert receipt.outcome is Outcome.REFUSED
    assert loaded.version() == version


@pytest.mark.parametrize("name", SOME)
def test_a_check_names_the_same_problems_as_a_load(name: str, tmp_path: Path, empty: Database) -> None:
    checked = check_source(MAKERS[name](tmp_path), empty)
    assert [issue.sentence() for issue in checked.issues] == SAID[name]


def test_all_problems_of_all_files_are_named_at_once(tmp_path: Path, empty: Database) -> None:
    folder = write_source(
        tmp_path,
        {
            "cities": "city_id,name,colour\nCAR,Cardiff,red\n",
            "phases": "phase_id;name\n1;One\n",
            "initiatives": "initiative_id,city_id,phase_id,title,target_on\nA,CAR,7,,soon\nB,CRA,1,b,\n",
            "status_updates": (
                "update_id,initiative_id,status,reported_on\nU,A,done,2020\nU,Z,green?,31/31/2020\n"
            ),
        },
    )
    codes = [(issue.file, issue.row, issue.code) for issue in load_source(empty, LoadSource(folder)).issues]
    assert codes == [
        ("cities.csv", 1, "unknown_column"),
        ("initiatives.csv", 2, "required"),
        ("initiatives.csv", 2, "date_form"),
        ("initiatives.csv", 3, "unknown_city"),
        ("phases.csv", None, "separator"),
        ("status_updates.csv", 2, "duplicate_identifier"),
        ("status_updates.csv", 3, "no_such_day"),
        ("status_updates.csv", 3, "unknown_word"),
        ("status_updates.csv", 3, "unknown_initiative"),
        ("status_updates.csv", 3, "duplicate_identifier"),
    ]


def test_a_row_with_one_problem_is_still_asked_about_its_references(tmp_path: Path, empty: Database) -> None:
    updates = (
        "update_id,initiative_id,kind,status,corrects_update_id\n"
        "U1,CAR-1,,done,\nU2,CAR-1,correction,blue,U9\nU3,BRI-1,correction,purple,U1\n"
    )
    receipt = load_source(empty, LoadSource(write_source(tmp_path, {"status_updates": updates})))
    assert [(issue.row, issue.code) for issue in receipt.issues] == [
        (3, "unknown_word"),
        (3, "names_unknown_update"),
        (4, "unknown_word"),
        (4, "names_other_initiative"),
    ]
