"""The page of returns, the workbook, what comes back in it and the form speak of the same initiatives."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ictrack.actions.load import BundledChoice, LoadSource, load_bundled, load_raw, load_source
from ictrack.actions.receipt import BundledFate, Outcome
from ictrack.actions.send_return import ReturnOutcome, preview_return, send_return
from ictrack.actions.workbook import make_workbook
from ictrack.errors import UsageError
from ictrack.ingest.gather import gather_bytes
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.summaries.reporting import CityReports, summarise_reporting
from ictrack.summaries.return_cycles import summarise_asking
from ictrack.summaries.returns import list_returns
from ictrack.summaries.setting import summarise_setting
from tests.engines import OpenNew
from tests.unit.actions.loading import stored
from tests.unit.returns_programme import ANSWERS, Cells, fill_in, make_programme, sent, workbook_of

# Phase two from 2020 on; its convenings have cut-offs on 30 September 2020 and 30 June 2021.
MORE = """\
initiative_id,city_id,phase_id,title,added_on,removed_on
BRI-20,BRI,2,Joined in the cycle,2021-05-01,
BRI-21,BRI,2,Joins after the cut-off,2021-07-01,
BRI-22,BRI,2,Left on the cut-off,2020-02-01,2021-06-30
BRI-23,BRI,2,Left on the day after,2020-02-01,2021-07-01
BRI-24,BRI,,Names no phase,2020-02-01,
"""
REPORTED = """\
update_id,initiative_id,reported_on,status
V1,BRI-02,2021-07-02,completed
V2,BRI-03,2021-03-01,completed
"""
TICK: Cells = {"No change": "Yes"}


# What somebody compiled from documents, beside what the cities report themselves.
DOCUMENTS = {
    "source": "key,value\ntitle,Documents\nrecord_kind,public_record\n",
    "initiatives": "initiative_id,city_id,phase_id,title\nBRI-90,BRI,2,Named in a speech\n",
}
OWN = {
    "source": "key,value\ntitle,Two cities\n",
    "initiatives": MORE,
    "status_updates": REPORTED,
}


def load_files(database: Database, folder: Path, files: Mapping[str, str]) -> None:
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    receipt = load_source(database, LoadSource(folder, today=date(2021, 5, 2)))
    assert [issue.sentence() for issue in receipt.issues] == []


def make_mixed(folder: Path) -> Database:
    """Make a database of two cities that report, with a record of documents beside."""
    database = make_programme(folder / "files")
    load_files(database, folder / "own", OWN)
    load_files(database, folder / "documents", DOCUMENTS)
    return database


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = make_mixed(tmp_path_factory.mktemp("programme"))
    yield opened
    opened.close()


def rows_of(workbook: bytes) -> list[str]:
    sheet = load_workbook(io.BytesIO(workbook))[ANSWERS]
    return [str(row[0]) for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]]


def asked_on(database: Database, city: str, event: str, today: date) -> list[str]:
    """List what the page of returns asks a city about, on a day."""
    scope = Scope(as_at=today, known_on=today)
    setting = summarise_setting(database, today)
    cycle = summarise_asking(database, scope, setting).cycle(event)
    (mine,) = [one for one in list_returns(database, scope, setting, cycle) if one.city_id == city]
    return sorted(one.initiative_id for one in mine.asked)


@pytest.mark.parametrize("city", ["BRI", "CAR"])
@pytest.mark.parametrize(
    ("event", "day"),
    [
        ("EV-1", date(2020, 9, 29)),
        ("EV-1", date(2020, 9, 30)),
        ("EV-1", date(2020, 10, 1)),
        ("EV-2", date(2020, 10, 1)),
        ("EV-2", date(2021, 6, 29)),
        ("EV-2", date(2021, 6, 30)),
        ("EV-2", date(2021, 7, 1)),
        ("EV-2", date(2021, 7, 2)),
        ("EV-2", date(2023, 12, 31)),
        ("EV-2", date(2024, 1, 1)),
    ],
)
def test_the_workbook_asks_about_what_the_page_of_returns_does(
    database: Database, city: str, event: str, day: date
) -> None:
    assert rows_of(make_workbook(database, city, event, day)) == asked_on(database, city, event, day)


def test_asked_about_is_what_counts_in_the_phase_of_the_citys_own_returns(database: Database) -> None:
    asked = rows_of(make_workbook(database, "BRI", "EV-2", date(2021, 7, 1)))
    assert asked == ["BRI-01", "BRI-02", "BRI-04", "BRI-06", "BRI-20", "BRI-23"]


def test_the_form_lists_what_is_open_of_the_citys_own_returns(database: Database) -> None:
    today = date(2021, 7, 1)
    found = summarise_reporting(database, Scope(today, today), summarise_setting(database, today), "", "BRI")
    assert isinstance(found, CityReports)
    asked = asked_on(database, "BRI", "EV-2", today)
    listed = [one.initiative_id for one in found.initiatives]
    assert "BRI-90" not in listed
    assert set(asked) - set(listed) == {"BRI-04", "BRI-23"}, "finished in the cycle, or left since"


def test_an_answer_on_what_was_compiled_from_documents_is_refused_and_says_what_to_do(
    tmp_path: Path,
) -> None:
    database = make_mixed(tmp_path)
    workbook = workbook_of(database)
    with database.cursor() as cursor:
        cursor.execute("update db.initiative set source_id = 'documents' where initiative_id = 'BRI-02'")
    preview = preview_return(database, sent(fill_in(workbook, {"BRI-01": TICK, "BRI-02": TICK})))
    assert [(issue.code, issue.row, issue.column) for issue in preview.issues] == [("not_asked", 3, "Code")]
    receipt = send_return(database, sent(fill_in(workbook, {"BRI-01": TICK})))
    assert receipt.outcome is ReturnOutcome.LOADED
    database.close()


@pytest.mark.parametrize("review", [True, False])
def test_a_return_is_of_the_citys_own_source_however_much_was_compiled_of_it(
    tmp_path: Path, review: bool
) -> None:
    database = make_mixed(tmp_path)
    many = "".join(f"BRI-{number},BRI,2,Compiled {number}\n" for number in range(30, 50))
    header = "initiative_id,city_id,phase_id,title\n"
    load_files(database, tmp_path / "many", {**DOCUMENTS, "initiatives": f"{header}{many}"})
    new: Cells = {"Initiative": "Named in a speech", "Status now": "Paused"}
    receipt = send_return(
        database, sent(fill_in(workbook_of(database), {"BRI-01": TICK}, [new]), review=review)
    )
    assert receipt.preview.issues == ()
    (source,) = stored(
        database, "initiative", "source_id", where="title = 'Named in a speech' and initiative_id <> 'BRI-90'"
    )
    assert source == ("two_cities",)
    assert {row[0] for row in stored(database, "status_update", "source_id")} == {"two_cities"}
    database.close()


def test_of_a_public_record_nobody_is_asked_and_the_workbook_says_so(open_new: OpenNew) -> None:
    database = open_new()
    load_bundled(database)
    today = date(2021, 6, 1)
    found = summarise_reporting(database, Scope(today, today), summarise_setting(database, today), "", "BRI")
    assert found.sentence.endswith("a report on it goes when your own data replaces that record.")
    with pytest.raises(UsageError, match=r"no city was asked to report\. No workbook was made\."):
        make_workbook(database, "BRI", "EV-07", today)


def test_once_a_citys_own_data_stand_beside_the_public_record_it_is_asked_about_them(
    open_new: OpenNew, tmp_path: Path
) -> None:
    database = open_new()
    load_bundled(database)
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("City,Initiative,Phase,Status,Date\nBristol,Mentors,2,Amber,2019-10\n", encoding="utf-8")
    load_source(database, LoadSource(sheet, bundled_choice=BundledChoice.KEEP, today=date(2019, 11, 1)))
    workbook = make_workbook(database, "BRI", "EV-07", date(2021, 6, 1))
    assert rows_of(workbook) == ["BRI-001"]
    raw = gather_bytes(fill_in(workbook, {"BRI-001": TICK}), Path("bristol.xlsx"))
    receipt = load_raw(database, raw, LoadSource(Path("bristol.xlsx"), today=date(2021, 6, 2)))
    assert (receipt.outcome, receipt.bundled, receipt.new_updates) == (Outcome.LOADED, BundledFate.KEPT, 1)
