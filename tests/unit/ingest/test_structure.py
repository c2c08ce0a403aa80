"""The structure of a CSV file is proven before a cell is read, and no row is lost or shifted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ictrack.ingest.issues import Issue, IssueLog
from ictrack.ingest.mend import csv_bytes
from ictrack.ingest.structure import ReadTable, StructureError, read_csv_bytes


def read(data: bytes) -> ReadTable:
    return read_csv_bytes(data, name="cities", file="cities.csv")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_a_byte_order_mark_and_any_one_line_end_are_read(mark: bytes, end: bytes) -> None:
    found = read(mark + end.join([b"a,b", b"1,2", b"3,4"]))
    assert found.issues == ()
    assert found.table.header == ("a", "b")
    assert [row.cells for row in found.table.rows] == [("1", "2"), ("3", "4")]


def test_rows_have_the_numbers_that_a_spreadsheet_shows() -> None:
    found = read(b'a,b\n"one\r\nor two",2\n\n,\n3,4\n')
    assert [(row.number, row.cells[0]) for row in found.table.rows] == [(2, "one\r\nor two"), (5, "3")]
    assert found.issues == ()


def test_line_ends_within_a_cell_are_not_mixed_with_those_of_rows() -> None:
    assert read(b'a,b\r\n"one\nline",2\r\n').issues == ()


def test_a_trailing_comma_makes_a_row_too_wide() -> None:
    found = read(b"a,b\n1,2,\n")
    assert [(issue.code, issue.row) for issue in found.issues] == [("row_too_wide", 2)]
    assert found.table.row_count == 1


def test_columns_without_name_and_cells_are_dropped() -> None:
    found = read(b"a,b,,\n1,2,,\n3,4,,\n")
    assert found.table.header == ("a", "b")
    assert [row.cells for row in found.table.rows] == [("1", "2"), ("3", "4")]


def test_a_column_without_name_but_with_cells_stays_to_be_named() -> None:
    assert read(b"a,b,\n1,2,x\n").table.header == ("a", "b", "")


def test_white_space_round_a_cell_is_taken_off() -> None:
    assert read("a,b\n  1\u00a0,\t2 \n".encode()).table.rows[0].cells == ("1", "2")


def test_an_unclosed_quote_names_the_row_in_which_it_begins() -> None:
    with pytest.raises(StructureError) as error:
        read(b'a,b\n1,2\n3,"4\n5,6\n')
    assert (error.value.issue.code, error.value.issue.row) == ("quote", 3)


# Text that a cell may hold; spaces at its ends are not kept.
TEXT = (
    st.text(st.characters(codec="utf-8", exclude_characters="\x00\r", exclude_categories=("Cc", "Cs")))
    .map(lambda text: text.strip(" \t\n\u00a0\u200b\ufeff"))
    .filter(lambda text: not text.startswith("'"))
)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(rows=st.lists(st.tuples(TEXT, TEXT, TEXT).filter(any), min_size=1, max_size=8))
def test_what_is_written_safely_is_read_back_as_it_was(rows: list[tuple[str, str, str]]) -> None:
    # Names of columns, so that no row of chance words can be taken for a late header.
    found = read(csv_bytes([("city_id", "name", "council"), *rows]))
    assert found.issues == ()
    assert [row.cells for row in found.table.rows] == rows


@pytest.mark.parametrize("cell", ["=1+1", "+44 20", "-", "@name"])
def test_no_cell_that_is_written_can_start_a_formula(cell: str) -> None:
    written = csv_bytes([("a",), (cell,)]).decode("utf-8-sig").splitlines()[1]
    assert written == f"'{cell}"


def test_past_the_limit_problems_are_counted_by_code() -> None:
    log = IssueLog(limit=2)
    for code in ("a", "b", "b", "c", "b"):
        log.add(Issue("f.csv", None, 2, None, None, code, "is wrong"))
    assert [issue.code for issue in log.listed] == ["a", "b"]
    assert dict(log.unlisted) == {"b": 2, "c": 1}
    assert len(log) == 5


def test_a_sentence_stands_in_one_line_and_shortens_what_is_long() -> None:
    issue = Issue(
        "f.csv", "S", 3, "note", "two\nlines " + "x" * 200, "code", "is not allowed", "less", "Write less."
    )
    assert issue.sentence() == (
        f"f.csv, sheet S, row 3, column note: 'two lines {'x' * 70}…' is not allowed. Use less. Write less."
    )
