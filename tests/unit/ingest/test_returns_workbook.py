"""The returns workbook as it is sent out: what is in it, what is locked, what can be chosen."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ictrack.actions.load import LoadSource, load_source
from ictrack.actions.workbook import make_workbook
from ictrack.errors import NotAllowedError
from ictrack.ingest.returns.columns import sheet_columns
from ictrack.labels import confidence_label, status_label
from ictrack.store.database import Database
from ictrack.vocabulary import Confidence, DeliveryStatus, RecordKind
from tests.unit.returns_programme import ANSWERS, MADE_ON, STAMP, make_programme, workbook_of


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = make_programme(tmp_path_factory.mktemp("programme"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def book(database: Database) -> Any:
    return load_workbook(io.BytesIO(workbook_of(database)))


def rows_of(book: Any) -> list[dict[str, Any]]:
    """Give the rows of the sheet to fill in that have a code, by the words above the columns."""
    header, *rows = book[ANSWERS].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows if row[0]]


def test_it_has_a_row_for_what_is_open_and_for_what_was_finished_since_the_cut_off_before(book: Any) -> None:
    assert [row["Code"] for row in rows_of(book)] == ["BRI-01", "BRI-02", "BRI-04", "BRI-06"]


@pytest.mark.parametrize(("finished_on", "is_asked"), [("2020-09-30", False), ("2020-10-01", True)])
def test_what_was_finished_on_the_cut_off_before_was_told_then(
    tmp_path: Path, finished_on: str, is_asked: bool
) -> None:
    database = make_programme(tmp_path / "files")
    update = f"update_id,initiative_id,reported_on,status\nU9,BRI-02,{finished_on},completed\n"
    path = tmp_path / "status_updates.csv"
    path.write_text(update, encoding="utf-8")
    load_source(database, LoadSource(path, today=MADE_ON))
    listed = [row["Code"] for row in rows_of(load_workbook(io.BytesIO(workbook_of(database))))]
    database.close()
    assert ("BRI-02" in listed) is is_asked


def test_it_shows_what_was_said_last_time(book: Any) -> None:
    row = rows_of(book)[0]
    assert row["Initiative"] == "Jobs fair"
    assert row["Thematic area"] == "Jobs, skills and work"
    assert row["Last time: status"] == "Under way"
    assert row["Last time: day"] == "30 September 2020"
    assert row["Last time: confidence"] == "On track"
    assert row["Last time: target date"] == "June 2022"
    assert row["Last time: what was new"] == "Forty employers"
    assert row["Row stamp"].endswith(" U1")


def test_what_is_to_be_filled_in_is_empty_and_open_and_all_else_is_locked(book: Any) -> None:
    sheet = book[ANSWERS]
    asked = {column.label for column in sheet_columns() if column.fill == "answer"}
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    for cell, header in zip(sheet[2], sheet[1], strict=True):
        assert cell.protection.locked is (header.value not in asked), header.value
        assert (cell.value is None) or header.value not in asked


def test_no_change_can_be_ticked_only_where_there_is_a_status_to_confirm(book: Any) -> None:
    sheet = book[ANSWERS]
    ticks = next(column for column in sheet.iter_cols() if column[0].value == "No change")
    locked = {row["Code"]: ticks[number].protection.locked for number, row in enumerate(rows_of(book), 1)}
    assert locked == {"BRI-01": False, "BRI-02": True, "BRI-04": False, "BRI-06": True}


def test_a_row_for_a_new_initiative_can_be_given_a_title_and_a_plan(book: Any) -> None:
    sheet = book[ANSWERS]
    locked = {h.value for cell, h in zip(sheet[6], sheet[1], strict=True) if cell.protection.locked}
    assert not {"Initiative", "Thematic area", "Lead organisation", "Starts on", "Status now"} & locked
    assert {"Code", "No change", "Row stamp"} <= locked


def test_every_controlled_word_is_chosen_from_a_list_in_the_words_people_see(book: Any) -> None:
    lists = {}
    for validation in book[ANSWERS].data_validations.dataValidation:
        if validation.type == "list":
            sheet, cells = validation.formula1.replace("'", "").split("!")
            lists[validation.promptTitle] = [cell[0].value for cell in book[sheet][cells.replace("$", "")]]
    assert lists["Status now"] == [status_label(each, RecordKind.RETURNS) for each in DeliveryStatus]
    assert lists["Confidence"] == [confidence_label(each) for each in Confidence]
    assert lists["No change"] == ["Yes"]
    assert lists["Thematic area"] == ["Jobs, skills and work", "Civic life"]


def test_each_column_is_explained_beside_its_cells_as_far_as_excel_allows(book: Any) -> None:
    for column in sheet_columns():
        assert len(column.means) <= 255
    explained = {each.promptTitle for each in book[ANSWERS].data_validations.dataValidation}
    assert explained == {column.label for column in sheet_columns() if column.fill != "given"}


def test_no_cell_is_a_formula(book: Any) -> None:
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert [row["Initiative"] for row in rows_of(book)][-1] == "=1+1"


def test_header_and_titles_stay_in_sight_and_it_prints_on_landscape_paper(book: Any) -> None:
    sheet = book[ANSWERS]
    assert sheet.freeze_panes == "C2"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_title_cols == "$A:$B"


def test_nothing_is_hidden(book: Any) -> None:
    for sheet in book:
        assert sheet.sheet_state == "visible"
        assert not any(column.hidden for column in sheet.column_dimensions.values())
        assert not any(row.hidden for row in sheet.row_dimensions.values())


def test_the_stamp_says_for_whom_it_was_made_and_from_which_data(book: Any) -> None:
    said = {row[0]: row[1:] for row in book[STAMP].iter_rows(values_only=True)}
    assert said["City"] == ("Bristol", "city=BRI")
    assert said["Convening"] == ("Second convening (14 July 2021)", "convening=EV-2")
    assert said["Last load that it knows"] == ("1", "load=1")
    assert said["Made on"] == ("1 June 2021", "made_on=2021-06-01")


def test_the_instructions_say_until_when_and_what_an_empty_day_means(book: Any) -> None:
    said = " ".join(
        str(cell) for row in book["Instructions"].iter_rows(values_only=True) for cell in row if cell
    )
    assert "send it by 7 July 2021" in said
    assert "A day that you leave empty means 30 June 2021." in said


def test_the_same_data_and_day_give_the_same_bytes(database: Database) -> None:
    assert workbook_of(database) == workbook_of(database)


def test_a_city_is_found_by_its_name_too(database: Database) -> None:
    assert make_workbook(database, "bristol", "EV-2", MADE_ON) == workbook_of(database)


@pytest.mark.parametrize(
    ("city", "event", "suggested"),
    [("BRIS", "EV-2", "BRI"), ("Bristl", "EV-2", "BRI"), ("BRI", "EV-22", "EV-2")],
)
def test_what_is_not_known_is_named_with_what_is_close(
    database: Database, city: str, event: str, suggested: str
) -> None:
    with pytest.raises(NotAllowedError, match=f"Did you mean '{suggested}'"):
        make_workbook(database, city, event, MADE_ON)


def test_a_convening_of_no_phase_asks_for_none(tmp_path: Path) -> None:
    database = make_programme(tmp_path / "files")
    event = "event_id,kind,title,phase_id,starts_on\nEV-4,convening,A further meeting,,2022-01-20\n"
    path = tmp_path / "events.csv"
    path.write_text(event, encoding="utf-8")
    assert load_source(database, LoadSource(path, today=MADE_ON)).issues == ()
    with pytest.raises(NotAllowedError, match=r"'EV-4' is not allowed\. Use EV-1 or EV-2"):
        workbook_of(database, event="EV-4")
    database.close()


def test_only_a_convening_asks_for_returns(database: Database) -> None:
    with pytest.raises(NotAllowedError, match="Use EV-1 or EV-2"):
        make_workbook(database, "BRI", "EV-3", date(2021, 6, 1))
