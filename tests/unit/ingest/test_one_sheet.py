"""One sheet in the words that people use becomes initiatives and updates with stable identifiers."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from ictrack.actions.load import BundledChoice, load_bundled
from ictrack.actions.receipt import FileCount, Outcome, filled_in_sheet
from ictrack.actions.submit import NewReport, SubmitReports, submit_reports
from ictrack.store.database import Database
from ictrack.store.submissions import list_taken_identifiers
from tests.engines import OpenNew
from tests.unit.actions.loading import count, load, sentences, stored
from tests.unit.ingest.programme import SHEET, rows_of, write_source

SHORT = "City,Initiative,Status,Date\n"


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    return open_new()


def sheet(folder: Path, text: str, name: str = "tracker.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sheet_loads_with_the_reference_data_of_the_public_record(
    database: Database, tmp_path: Path
) -> None:
    receipt = load(database, sheet(tmp_path, SHEET))
    assert sentences(receipt) == []
    assert receipt.files == (FileCount("tracker.csv", 4, new=4),)
    assert receipt.borrowed == (
        "phases",
        "cities",
        "thematic_areas",
        "principles",
        "memberships",
        "events",
    )
    assert stored(database, "initiative", "initiative_id", "city_id", "phase_id", "area_id", "title") == [
        ("BRI-001", "BRI", "2", None, "Street party"),
        ("CAR-001", "CAR", "1", "story", "Welcome guide"),
        ("CAR-002", "CAR", "2", "growth", "Jobs fair"),
    ]
    updates = stored(
        database, "status_update", "update_id", "reported_on_written", "status", "confidence", "summary"
    )
    assert updates == [
        ("CAR-001-U001", "2019-01", "completed", None, "Printed"),
        ("CAR-001-U002", "2018-03", "in_progress", None, "Drafted"),
        ("CAR-002-U001", "2021", "in_progress", "at_risk", "Venue lost"),
    ]


def test_the_same_sheet_twice_changes_nothing(database: Database, tmp_path: Path) -> None:
    load(database, sheet(tmp_path, SHEET))
    again = load(database, sheet(tmp_path, SHEET), today=date(2024, 5, 1))
    assert again.outcome is Outcome.NOTHING_NEW
    assert again.files == (FileCount("tracker.csv", 4, unchanged=4),)
    assert database.version() == 1


def test_rows_in_another_order_keep_their_identifiers(database: Database, tmp_path: Path) -> None:
    load(database, sheet(tmp_path, SHEET))
    header, *rows = SHEET.splitlines(keepends=True)
    again = load(database, sheet(tmp_path, header + "".join(reversed(rows))))
    assert again.outcome is Outcome.NOTHING_NEW


def test_new_rows_get_the_next_free_identifiers(database: Database, tmp_path: Path) -> None:
    load(database, sheet(tmp_path, SHEET))
    more = "Cardiff,Choir,story,2,planned,2021,\nCardiff,Jobs fair,growth,2,on hold,2022,Paused\n"
    again = load(database, sheet(tmp_path, SHEET.replace("Comment\n", "Comment\n" + more)))
    assert again.files == (FileCount("tracker.csv", 6, new=2, unchanged=4),)
    assert ("CAR-003", "Choir") in stored(database, "initiative", "initiative_id", "title")
    assert ("CAR-002-U002", "Paused") in stored(database, "status_update", "update_id", "summary")


def test_identifiers_of_new_rows_sort_after_all_that_their_initiative_has(
    database: Database, tmp_path: Path
) -> None:
    load(database, write_source(tmp_path / "full"))
    load(database, sheet(tmp_path, "Ref,Status,Date,Update id\nBRI-1,underway,2021,zz\n"))
    rows = "".join(f"BRI-1,underway,2022,Said {number}\n" for number in range(12))
    receipt = load(database, sheet(tmp_path, f"Ref,Status,Date,Notes\n{rows}"))
    given = [update_id for _row, (_initiative, update_id) in sorted(receipt.sheet_identifiers.items())]
    assert sentences(receipt) == []
    assert given == sorted(map(str, given))
    assert str(given[0]) > "zz"


@pytest.mark.parametrize("of_another_source", [True, False])
def test_they_sort_after_what_another_source_brought_or_waits_for_review_too(
    database: Database, tmp_path: Path, of_another_source: bool
) -> None:
    load(database, write_source(tmp_path / "full"))
    text = "Ref,Status,Date,Notes\nBRI-1,underway,2022,Said\n"
    if of_another_source:
        with database.cursor() as cursor:
            other = "update db.status_update set update_id = 'zz', source_id = 'other'"
            cursor.execute(f"{other} where initiative_id = 'BRI-1'")
    else:
        cells = {"initiative_id": "BRI-1", "reported_on": "2022", "status": "paused"}
        submit_reports(database, SubmitReports((NewReport(cells),), review=True, today=date(2024, 1, 15)))
    before = {update_id for _initiative, update_id in list_taken_identifiers(database, ["BRI-1"])}
    receipt = load(database, sheet(tmp_path, text))
    assert str(receipt.sheet_identifiers[2][1]) > max(before)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_sheet_comes_back_with_identifiers_and_loads_as_unchanged(
    database: Database, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"tracker.{kind}"
    if kind == "csv":
        sheet(tmp_path, SHEET)
    else:
        book = Workbook()
        for row in rows_of(SHEET):
            book.worksheets[0].append(row)
        book.save(path)
    receipt = load(database, path)
    filled = filled_in_sheet(receipt)
    (tmp_path / "filled").mkdir()
    (tmp_path / "filled" / path.name).write_bytes(filled)
    if kind == "csv":
        rows = rows_of(filled.decode("utf-8-sig"))
    else:
        page = load_workbook(io.BytesIO(filled)).worksheets[0]
        rows = [[str(cell or "") for cell in row] for row in page.iter_rows(values_only=True)]
    assert rows[0][:4] == ["initiative id", "update id", "City", "Initiative"]
    assert [row[:2] for row in rows[1:]] == [
        ["CAR-001", "CAR-001-U001"],
        ["CAR-002", "CAR-002-U001"],
        ["BRI-001", ""],
        ["CAR-001", "CAR-001-U002"],
    ]
    again = load(database, tmp_path / "filled" / path.name)
    assert sentences(again) == []
    assert again.outcome is Outcome.NOTHING_NEW


def test_a_workbook_of_one_sheet_says_the_same_as_a_csv_file(database: Database, tmp_path: Path) -> None:
    load(database, sheet(tmp_path, SHEET))
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Action plan"
    for row in rows_of(SHEET):
        page.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    month = page["F2"]
    month.value = date(2019, 1, 1)
    month.number_format = "mmm yyyy"
    book.create_sheet("Sheet2")
    book.save(tmp_path / "tracker.xlsx")
    again = load(database, tmp_path / "tracker.xlsx")
    assert sentences(again) == []
    assert again.outcome is Outcome.NOTHING_NEW
    assert again.ignored_files == ("Sheet2 (an empty sheet)",)


def test_a_date_cell_and_a_serial_number_are_read_as_days(database: Database, tmp_path: Path) -> None:
    book = Workbook()
    for row in (["City", "Initiative", "Status", "Date"], ["Bristol", "Choir", "done", date(2019, 12, 31)]):
        book.worksheets[0].append(row)
    book.worksheets[0].append(["Bristol", "Band", "done", 43830])
    book.worksheets[0].append(["Bristol", "Ball", "done", 2019])
    book.save(tmp_path / "tracker.xlsx")
    assert sentences(load(database, tmp_path / "tracker.xlsx")) == []
    assert stored(database, "status_update", "update_id", "reported_on_written") == [
        ("BRI-001-U001", "2019-12-31"),
        ("BRI-002-U001", "2019-12-31"),
        ("BRI-003-U001", "2019"),
    ]


def test_serial_numbers_count_from_1904_where_the_workbook_says_so(
    database: Database, tmp_path: Path
) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0].append(["City", "Initiative", "Status", "Date"])
    book.worksheets[0].append(["Bristol", "Choir", "done", 43830 - 1462])
    book.save(tmp_path / "tracker.xlsx")
    assert sentences(load(database, tmp_path / "tracker.xlsx")) == []
    assert stored(database, "status_update", "reported_on_written") == [("2019-12-31",)]


def test_a_serial_number_in_a_csv_file_is_a_problem_with_a_suggestion(
    database: Database, tmp_path: Path
) -> None:
    receipt = load(database, sheet(tmp_path, SHORT + "Bristol,Choir,done,43830\n"))
    assert [(issue.column, issue.suggestion) for issue in receipt.issues] == [("Date", "2019-12-31")]


def test_an_unknown_header_and_two_for_one_column_are_problems(database: Database, tmp_path: Path) -> None:
    text = "City,Project,Thems,Status,Notes,Comment\nBristol,Choir,story,done,a,b\n"
    receipt = load(database, sheet(tmp_path, text))
    assert sentences(receipt) == [
        "tracker.csv, row 1, column Comment: means the same as the column Notes. Use each column once.",
        (
            "tracker.csv, row 1, column Thems: 'Thems' is not a column of this file. Use only columns that "
            "data/README.md lists. Did you mean 'theme'?"
        ),
    ]
    assert receipt.files == (FileCount("tracker.csv", 1, rejected=1),)


def test_a_sheet_without_cities_is_a_problem(database: Database, tmp_path: Path) -> None:
    receipt = load(database, sheet(tmp_path, "Project,Status\nChoir,done\n"))
    assert [(issue.code, issue.column) for issue in receipt.issues] == [("missing_column", "city")]


def test_problems_are_named_in_the_words_of_the_sheet(database: Database, tmp_path: Path) -> None:
    text = (
        "Council,Project,RAG,As at\n"
        "Bristle,Choir,done,2019\nBristol,,done,2019\nBristol,Band,purple,May 2019\n"
    )
    receipt = load(database, sheet(tmp_path, text))
    assert sentences(receipt) == [
        (
            "tracker.csv, row 2, column Council: 'Bristle' is not a city. Use the identifier or name "
            "of a city that is known. Did you mean 'Bristol'?"
        ),
        "tracker.csv, row 3, column Project: is empty. Use a value; it is required.",
        (
            "tracker.csv, row 4, column As at: 'May 2019' is not a date that can be read. Use 2019, "
            "2019-03 or 2019-03-14. Did you mean '2019-05'?"
        ),
        (
            "tracker.csv, row 4, column RAG: 'purple' is not allowed. Use 'not_started', 'in_progress', "
            "'completed', 'paused' or 'stopped'."
        ),
    ]
    assert receipt.files == (FileCount("tracker.csv", 3, rejected=3),)


def test_a_traffic_light_beside_a_status_is_a_confidence(database: Database, tmp_path: Path) -> None:
    text = "City,Action,Progress,RAG,Updated\nBristol,Choir,underway,Red,2020\n"
    assert sentences(load(database, sheet(tmp_path, text))) == []
    assert stored(database, "status_update", "status", "confidence") == [("in_progress", "off_track")]


def test_a_row_without_a_report_is_an_initiative_only(database: Database, tmp_path: Path) -> None:
    receipt = load(database, sheet(tmp_path, SHORT + "Bristol,Choir,,\nBristol,Band,tbc,\n"))
    assert (count(database, "initiative"), count(database, "status_update")) == (2, 0)
    assert [(r.written, r.read_as) for r in receipt.readings if r.column == "Status"] == [
        ("tbc", "(no status)")
    ]


def test_the_same_title_in_two_phases_is_two_initiatives(database: Database, tmp_path: Path) -> None:
    text = "City,Initiative,Phase,Status,Date\nBristol,Choir,1,done,2018\nBristol,Choir,2,planned,2020\n"
    load(database, sheet(tmp_path, text))
    assert stored(database, "initiative", "initiative_id", "phase_id") == [("BRI-001", "1"), ("BRI-002", "2")]
    receipt = load(database, sheet(tmp_path, SHORT + "Bristol,Choir,done,2021\n", "later.csv"))
    assert [issue.code for issue in receipt.issues] == ["fits_two"]


def test_a_later_sheet_without_phases_finds_its_initiatives(database: Database, tmp_path: Path) -> None:
    load(database, sheet(tmp_path, SHEET))
    receipt = load(database, sheet(tmp_path, SHORT + "caerdydd,JOBS FAIR,completed,2023\n", "later.csv"))
    assert sentences(receipt) == []
    assert count(database, "initiative") == 3
    assert ("CAR-002-U002", "CAR-002") in stored(database, "status_update", "update_id", "initiative_id")


def test_what_a_later_sheet_does_not_say_stays_as_it_was(database: Database, tmp_path: Path) -> None:
    load(database, write_source(tmp_path / "full"))
    text = "City,Initiative,Phase,Theme,Owner\nCardiff,Welcome guide,1,,Head of Culture\n"
    receipt = load(database, sheet(tmp_path, text))
    assert sentences(receipt) == []
    assert receipt.files == (FileCount("tracker.csv", 1, changed=1),)
    assert stored(
        database,
        "initiative",
        "area_id",
        "target_on_written",
        "lead_role",
        where="initiative_id = 'CAR-1'",
    ) == [("story", "2018", "Head of Culture")]
    assert load(database, sheet(tmp_path, text)).outcome is Outcome.NOTHING_NEW


def test_rows_of_one_initiative_must_agree(database: Database, tmp_path: Path) -> None:
    text = (
        "City,Initiative,Deadline,Status,Date\n"
        "Bristol,Choir,2020,planned,2018\n"
        "Bristol,Choir,2021,underway,2019\n"
    )
    receipt = load(database, sheet(tmp_path, text))
    assert sentences(receipt) == [
        (
            "tracker.csv, row 3, column Deadline: '2021' differs from '2020' in row 2, "
            "of the same initiative. Use one value for one initiative. "
            "Write a new date in a column 'revised target date'."
        )
    ]


def test_a_known_identifier_needs_neither_city_nor_title(database: Database, tmp_path: Path) -> None:
    load(database, write_source(tmp_path / "full"))
    text = "Ref,Status,Date,Notes\nBRI-1,underway,2021,Bunting bought\n"
    assert sentences(load(database, sheet(tmp_path, text))) == []
    assert ("U4-U001", "in_progress") in stored(database, "status_update", "update_id", "status")


NOT_KNOWN = (
    "is not an initiative that is known. Use the identifier of one that is; a new one needs its city and its "
    "title beside it."
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Initiative id,Status,Date\nCAR-01,done,2021\n",
            ["tracker.csv, row 2, column Initiative id: 'CAR-01' {} Did you mean 'CAR-1'?"],
        ),
        (
            "Ref,Initiative,Status,Date\nCAR-01,Welcome guide,done,2021\n",
            ["tracker.csv, row 2, column Ref: 'CAR-01' {} Did you mean 'CAR-1'?"],
        ),
        (
            "Ref,City,Initiative,Status,Date\nCAR-01,,,done,2021\nCAR-01,,,done,2022\n",
            [
                "tracker.csv, row 2, column Ref: 'CAR-01' {} Did you mean 'CAR-1'?",
                "tracker.csv, row 3, column Ref: 'CAR-01' {} Did you mean 'CAR-1'?",
            ],
        ),
        ("Ref,Status,Date\nxyz,done,2021\n", ["tracker.csv, row 2, column Ref: 'xyz' {}"]),
        (
            "Ref,City,Initiative,Status\nCAR-01,,Choir,done\n",
            ["tracker.csv, row 2, column City: is empty. Use a value; it is required."],
        ),
    ],
)
def test_an_identifier_that_is_not_known_is_told_to_be_that(
    database: Database, tmp_path: Path, text: str, told: list[str]
) -> None:
    load(database, write_source(tmp_path / "full"))
    receipt = load(database, sheet(tmp_path, text))
    assert sentences(receipt) == [line.format(NOT_KNOWN) for line in told]
    assert receipt.total("rejected") == receipt.total("rows") == text.count("\n") - 1


@pytest.mark.parametrize("accept_valid", [False, True])
def test_an_identifier_of_another_source_is_told_to_be_that_and_no_more(
    database: Database, tmp_path: Path, accept_valid: bool
) -> None:
    load_bundled(database)
    text = "Ref,Status,Date\nCAR-04,done,2021\n"
    receipt = load(database, sheet(tmp_path, text), choice=BundledChoice.KEEP, accept_valid=accept_valid)
    assert sentences(receipt) == [
        (
            "tracker.csv, row 2, column Ref: 'CAR-04' belongs to the source 'The public record of Inclusive "
            "Cities'. Use another identifier, or replace the public record (--replace-bundled)."
        )
    ]
    assert (receipt.total("rejected"), receipt.total("rows")) == (1, 1)
    assert receipt.differences == ()


def test_a_row_of_an_unknown_identifier_keeps_no_other_row_out(database: Database, tmp_path: Path) -> None:
    load(database, write_source(tmp_path / "full"))
    text = "Ref,Status,Date\nCAR-01,done,2021\nBRI-1,done,2021\n"
    receipt = load(database, sheet(tmp_path, text), accept_valid=True)
    assert (receipt.total("new"), receipt.total("rejected")) == (1, 1)


def test_an_identifier_of_ones_own_is_taken_for_a_new_initiative_with_city_and_title(
    database: Database, tmp_path: Path
) -> None:
    load(database, write_source(tmp_path / "full"))
    text = "Ref,City,Initiative,Status,Date\nCAR-01,Cardiff,Choir,done,2021\nCAR-01,,,paused,2020\n"
    assert sentences(load(database, sheet(tmp_path, text))) == []
    assert ("CAR-01", "Choir") in stored(database, "initiative", "initiative_id", "title")


def test_an_identifier_is_never_one_that_is_in_use(database: Database, tmp_path: Path) -> None:
    files = {
        "initiatives": "initiative_id,city_id,title\nBRI-001,BRI,Library\n",
        "status_updates": "update_id,initiative_id\nBRI-002-U001,BRI-001\n",
    }
    load(database, write_source(tmp_path / "full", files))
    load(database, sheet(tmp_path, SHORT + "Bristol,Choir,done,2020\n"))
    assert ("BRI-002", "Choir") in stored(database, "initiative", "initiative_id", "title")
    assert ("BRI-002-U002", "BRI-002") in stored(database, "status_update", "update_id", "initiative_id")


def test_a_sheet_is_told_from_a_file_of_the_full_form_by_its_header(
    database: Database, tmp_path: Path
) -> None:
    receipt = load(database, sheet(tmp_path, SHORT + "Bristol,Choir,done,2020\n", "initiatives.csv"))
    assert sentences(receipt) == []
    assert stored(database, "initiative", "initiative_id") == [("BRI-001",)]


def test_bad_rows_of_a_sheet_come_back_to_be_mended(database: Database, tmp_path: Path) -> None:
    text = (
        SHEET.replace("Amber", "Purple") + "Bristol,=Choir,story,2,done,2020,+1\nBristol,Band,story,2,done\n"
    )
    receipt = load(database, sheet(tmp_path, text), accept_valid=True)
    assert receipt.files == (FileCount("tracker.csv", 6, new=4, rejected=2),)
    rows = rows_of(receipt.to_mend["tracker.csv"].decode("utf-8-sig"))
    assert [row[:3] for row in rows] == [
        ["problems", "City", "Initiative"],
        [rows[1][0], "Caerdydd", "Jobs fair"],
        [rows[2][0], "Bristol", "Band"],
    ]
    mended = (
        receipt.to_mend["tracker.csv"]
        .replace(b"Purple", b"Amber")
        .replace(b"Band,story,2,done", b"Band,story,2,done,,")
    )
    (tmp_path / "mended").mkdir()
    (tmp_path / "mended" / "tracker.csv").write_bytes(mended)
    again = load(database, tmp_path / "mended" / "tracker.csv")
    assert sentences(again) == []
    assert count(database, "status_update") == 5


def test_what_looks_like_a_formula_comes_back_as_text(database: Database, tmp_path: Path) -> None:
    receipt = load(database, sheet(tmp_path, SHORT + "Bristol,=1+1,done,2020\n"))
    assert stored(database, "initiative", "title") == [("=1+1",)]
    filled = filled_in_sheet(receipt)
    assert b"'=1+1" in filled
    (tmp_path / "tracker.csv").write_bytes(filled)
    assert load(database, tmp_path / "tracker.csv").outcome is Outcome.NOTHING_NEW


def test_each_way_in_which_rows_of_one_initiative_write_its_city_is_listed(
    database: Database, tmp_path: Path
) -> None:
    rows = "Cardiff,Choir,done,2020\nCaerdydd,Choir,done,2021\nCardiff,Choir,done,2022\nCAR,Choir,done,2023\n"
    receipt = load(database, sheet(tmp_path, SHORT + rows))
    assert {(r.written, r.read_as, r.count) for r in receipt.readings if r.column == "City"} == {
        ("Cardiff", "CAR", 2),
        ("Caerdydd", "CAR", 1),
    }


def test_when_is_the_date_of_the_update_and_by_when_the_target(database: Database, tmp_path: Path) -> None:
    text = "City,Initiative,Status,When,By when\nBristol,Choir,planned,2021-05,2022\n"
    assert sentences(load(database, sheet(tmp_path, text))) == []
    assert stored(database, "status_update", "reported_on_written") == [("2021-05",)]
    assert stored(database, "initiative", "target_on_written") == [("2022",)]


def test_when_beside_another_date_is_a_problem_and_is_not_guessed(database: Database, tmp_path: Path) -> None:
    text = "City,Initiative,Status,Date,When\nBristol,Choir,planned,2021-05,2022\n"
    assert sentences(load(database, sheet(tmp_path, text))) == [
        "tracker.csv, row 1, column When: means the same as the column Date. Use each column once."
    ]


@pytest.mark.parametrize("header", ["Whn", "When?"])
def test_a_misspelt_when_is_not_taken_for_the_target_date(
    database: Database, tmp_path: Path, header: str
) -> None:
    text = f"City,Initiative,Status,{header}\nBristol,Choir,planned,2021-05\n"
    (issue,) = load(database, sheet(tmp_path, text)).issues
    assert (issue.code, issue.suggestion) == ("unknown_column", "when")


def test_an_identifier_of_another_city_moves_no_initiative(database: Database, tmp_path: Path) -> None:
    load(database, sheet(tmp_path, SHORT + "Cardiff,Choir,started,2019\n"))
    header = "ID,City,Initiative,Status,Date\n"
    receipt = load(database, sheet(tmp_path, header + "CAR-001,Bristol,Choir,done,2020\n", "later.csv"))
    (said,) = sentences(receipt)
    assert said.startswith(
        "later.csv, row 2, column ID: 'CAR-001' is an initiative of the city CAR, and not of 'Bristol'."
    )
    assert receipt.total("rejected") == receipt.total("rows") == 1
    same = load(database, sheet(tmp_path, header + "CAR-001,caerdydd,Choir,done,2020\n", "later.csv"))
    assert same.new_updates == 1
