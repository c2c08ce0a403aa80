"""A suggestion that is taken stands in the cell that it was made for, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ictrack.actions.load import LoadSource, load_raw
from ictrack.actions.receipt import Outcome, Receipt
from ictrack.ingest.gather import gather, gather_bytes
from ictrack.ingest.mended import MendedCell, mend_source, suggested_cells
from ictrack.ingest.source import RawSource
from tests.engines import OpenNew
from tests.unit.ingest.programme import spoil, write_source

# Its first letter is Cyrillic.
LOOKS_ALIKE = "\u0421ardiff"
SHEET = f"City,Initiatve,Status\nCardif,One,Complte\n{LOOKS_ALIKE},Two,Done\nBristol,Th\x07ree,completed\n"


Preview = Callable[[RawSource], Receipt]


@pytest.fixture(scope="module")
def preview(open_shared: OpenNew) -> Preview:
    database = open_shared()
    return lambda raw: load_raw(database, raw, LoadSource(raw.path, dry_run=True))


def _read(text: str, name: str = "returns.csv") -> RawSource:
    return gather_bytes(text.encode(), Path(name))


def test_a_column_is_renamed_first_and_then_its_cells_are_judged(preview: Preview) -> None:
    raw = _read(SHEET)
    originally = raw
    named = suggested_cells(raw, preview(raw).issues)
    assert named == (MendedCell("returns.csv", None, 1, "Initiatve", "Initiatve", "initiative"),)
    raw = mend_source(raw, named)
    cells = suggested_cells(raw, preview(raw).issues)
    assert [(cell.row, cell.before, cell.after) for cell in cells] == [
        (2, "Complte", "completed"),
        (2, "Cardif", "Cardiff"),
        (3, LOOKS_ALIKE, "Cardiff"),
        (4, "Th\x07ree", "Three"),
    ]
    assert preview(mend_source(raw, cells)).outcome is Outcome.PREVIEWED
    assert mend_source(originally, (*named, *cells)) == mend_source(raw, cells)


def test_a_suggestion_that_is_not_taken_stays_a_problem(preview: Preview) -> None:
    raw = _read(SHEET.replace("Initiatve", "Initiative"))
    cells = suggested_cells(raw, preview(raw).issues)
    receipt = preview(mend_source(raw, [cell for cell in cells if cell.row != 3]))
    assert [(issue.row, issue.code) for issue in receipt.issues] == [(3, "unknown_city")]


def test_one_item_of_a_list_is_mended_and_the_others_stay(preview: Preview, tmp_path: Path) -> None:
    header = "initiative_id,city_id,phase_id,area_id,title,target_on"
    files = spoil("initiatives", header, header.replace("target_on", "secondary_areas"))
    files["initiatives"] = files["initiatives"].replace(",2018\n", ",stori; growth\n").replace("2022-06", "")
    raw = gather(write_source(tmp_path, files))
    (cell,) = suggested_cells(raw, preview(raw).issues)
    assert (cell.before, cell.after) == ("stori", "story")
    mended = mend_source(raw, [cell])
    assert mended.tables["initiatives"].rows[0].cells[-1] == "story; growth"
    assert preview(mended).outcome is Outcome.PREVIEWED


def test_advice_is_no_suggestion_for_a_cell(preview: Preview, tmp_path: Path) -> None:
    raw = gather(write_source(tmp_path, spoil("initiatives", "2022-06", "ongoing")))
    receipt = preview(raw)
    assert [issue.suggestion for issue in receipt.issues] == [
        "Leave the date empty and write 'ongoing' in the column schedule."
    ]
    assert suggested_cells(raw, receipt.issues) == ()


@pytest.mark.parametrize("column", ["Elsewhere", "City"])
def test_a_cell_that_is_not_there_is_passed_over(column: str) -> None:
    raw = _read("City,Initiative\nCardiff,One\n")
    gone = MendedCell("returns.csv", None, 7, column, "Cardif", "Cardiff")
    assert mend_source(raw, [gone]) == raw
