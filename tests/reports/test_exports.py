"""Exports open safely, and reading them back gives the same rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ictrack.escapes import unguard
from ictrack.reports.exports import table_csv, table_json, table_parquet, table_xlsx
from ictrack.summaries.table import (
    Column,
    Fact,
    Linked,
    Marked,
    Outward,
    Plain,
    Table,
    open_area,
    open_city,
    open_initiative,
    with_identifiers,
)
from ictrack.vocabulary import Standing
from tests.nasty import ACCEPTED

# What else a table could read back as something that it was not.
NASTY = (
    *ACCEPTED.values(),
    *("+44", "-", "@x", "\t=1", " =1+1", "''-", "'plain", " spaces ", "one\ntwo", "x" * 10_000),
    *("NA", "None", "null", "007", "1e5", "2019-03", "TRUE"),
)
COLUMNS = (Column("title", "Title"), Column("note", "Note"), Column("n", "Number", is_number=True))
ABOUT = (Fact("as_at", "As at", "2023-12-31"), Fact("sources", "Sources", "=1+1"))

# What `ictrack.models` lets in: no control characters but tabs and line breaks.
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\n"), min_size=1),
)
cells: st.SearchStrategy[Plain] = st.one_of(st.none(), texts)
numbers = st.one_of(st.none(), st.integers(-(2**31), 2**31))
rows = st.lists(st.tuples(cells, cells, numbers), max_size=6)
Rows = Sequence[tuple[Plain, ...]]


def table_of(rows: Rows) -> Table:
    return Table("Nasty strings", COLUMNS, tuple(rows))


def read_csv(data: bytes) -> list[tuple[Plain, ...]]:
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert lines[0] == [column.key for column in COLUMNS]
    return [(unguard(a) or None, unguard(b) or None, int(n) if n else None) for a, b, n in lines[1:]]


def spreadsheet_lines(value: Plain) -> Plain:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


@given(rows)
@settings(deadline=None, derandomize=True)
def test_a_csv_file_reads_back_as_the_same_rows(rows: Rows) -> None:
    assert read_csv(table_csv(table_of(rows))) == list(rows)


@given(rows)
@settings(deadline=None, derandomize=True)
def test_no_text_in_a_csv_file_can_start_a_formula(rows: Rows) -> None:
    for line in csv.reader(io.StringIO(table_csv(table_of(rows)).decode("utf-8-sig"), newline="")):
        for text in line[:2]:
            assert not text.lstrip().startswith(("=", "+", "-", "@"))


def test_a_negative_number_needs_no_apostrophe() -> None:
    assert b"-5" in table_csv(table_of([(None, None, -5)]))
    assert b"'-5" not in table_csv(table_of([(None, None, -5)]))


@given(rows)
@settings(deadline=None, derandomize=True, max_examples=40)
def test_a_workbook_reads_back_as_the_same_rows(rows: Rows) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(table_xlsx(table_of(rows), ABOUT))).active
    found = [tuple(row) for row in sheet.iter_rows(min_row=2, max_col=3, values_only=True)]
    found += [(None, None, None)] * (len(rows) - len(found))
    assert found == [tuple(spreadsheet_lines(value) for value in row) for row in rows]


@pytest.mark.parametrize("text", NASTY)
def test_a_workbook_holds_every_text_as_text(text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(table_xlsx(table_of([(text, None, None)])))).active
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", spreadsheet_lines(text))


@given(rows)
@settings(deadline=None, derandomize=True)
def test_a_json_file_reads_back_as_the_same_rows(rows: Rows) -> None:
    found = json.loads(table_json(table_of(rows), ABOUT))["rows"]
    assert [tuple(row.values()) for row in found] == list(rows)
    assert all(list(row) == ["title", "note", "n"] for row in found)


@given(rows)
@settings(deadline=None, derandomize=True)
def test_a_parquet_file_reads_back_as_the_same_rows(rows: Rows) -> None:
    found = pq.read_table(io.BytesIO(table_parquet(table_of(rows), ABOUT)))
    assert [tuple(row.values()) for row in found.to_pylist()] == list(rows)
    assert found.column_names == ["title", "note", "n"]


@pytest.mark.parametrize("write", [table_csv, table_xlsx, table_json, table_parquet])
def test_a_table_without_rows_is_a_file_all_the_same(write: object) -> None:
    assert callable(write)
    assert write(table_of([]))


def test_a_file_says_inside_what_it_is_of() -> None:
    table = table_of([("a", "b", 1)])
    book = openpyxl.load_workbook(io.BytesIO(table_xlsx(table, ABOUT)))
    assert book.sheetnames == ["Nasty strings", "About"]
    told = [tuple(row) for row in book["About"].iter_rows(min_row=2, values_only=True)]
    assert told == [(fact.label, fact.value) for fact in ABOUT]
    assert {cell.data_type for row in book["About"] for cell in row} == {"s"}
    assert json.loads(table_json(table, ABOUT))["about"] == {fact.key: fact.value for fact in ABOUT}
    written = pq.read_schema(io.BytesIO(table_parquet(table, ABOUT))).metadata
    assert {key: written[f"ictrack.{key}".encode()].decode() for key in ("as_at", "sources")} == {
        "as_at": "2023-12-31",
        "sources": "=1+1",
    }


def test_a_csv_file_holds_nothing_but_its_table() -> None:
    table = table_of([("a", "b", 1)])
    assert table_csv(table, ABOUT) == table_csv(table)


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("Initiatives by city and progress", "Initiatives by city and…"),
        ("What was found: [all] of 3/4?", "What was found all of 3 4"),
        ("'quoted'", "quoted"),
        ("About", "Table"),
        ("History", "Table"),
        ("***", "Table"),
        ("x" * 40, f"{'x' * 30}…"),
        ("Ŵyl 🙂", "Ŵyl 🙂"),
    ],
)
def test_a_sheet_is_named_for_its_table_as_far_as_excel_allows(caption: str, name: str) -> None:
    table = Table(caption, COLUMNS, ())
    assert openpyxl.load_workbook(io.BytesIO(table_xlsx(table, ABOUT))).sheetnames == [name, "About"]


def test_names_of_cities_areas_and_initiatives_have_their_identifiers_beside_them() -> None:
    columns = (
        Column("city", "City"),
        Column("thematic_area", "Thematic area"),
        Column("initiative", "Initiative"),
        Column("n", "Number", is_number=True),
    )
    linked = (
        Linked("Bristol", open_city("BRI")),
        Linked("Growth", open_area("growth")),
        Linked("Festival", open_initiative("BRI-01")),
        1,
    )
    named = ("Bristol", "Growth", "Festival", 2)
    table = with_identifiers(
        Table("Names", columns, (linked, named, ("All", None, None, 3))),
        {"city": {"Bristol": "BRI"}, "thematic_area": {"Growth": "growth"}},
    )
    assert [column.key for column in table.columns] == [
        *("city", "city_id", "thematic_area", "area_id", "initiative", "initiative_id", "n")
    ]
    assert [[row[key] for key in ("city_id", "area_id", "initiative_id")] for row in table.plain_rows()] == [
        ["BRI", "growth", "BRI-01"],
        ["BRI", "growth", None],
        [None, None, None],
    ]


def test_a_table_that_has_the_identifiers_stays_as_it_is() -> None:
    columns = (Column("city_id", "Identifier"), Column("city", "City"))
    table = Table("Cities", columns, (("BRI", "Bristol"),))
    assert with_identifiers(table, {"city": {"Bristol": "BRI"}}) == table


def test_a_download_holds_what_a_cell_says_and_not_where_it_leads() -> None:
    row = (Linked("Bristol", open_city("BRI")), Marked("Completed", Standing.COMPLETED), 3)
    other = (Outward("The plan", "https://example.org/plan"), None, None)
    table = Table("Cells", COLUMNS, (row, other))
    assert read_csv(table_csv(table)) == [("Bristol", "Completed", 3), ("The plan", None, None)]
