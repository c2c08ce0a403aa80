"""The SQL that is derived from the models judges every row as they do, and reads the same from it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Annotated, ClassVar

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BeforeValidator, Field, field_validator, model_validator

from ictrack.ingest.check import STORED_ROWS
from ictrack.ingest.columns import read_header
from ictrack.ingest.gather import gather
from ictrack.ingest.issues import IssueLog
from ictrack.ingest.raw_rows import RawRow, TextRows
from ictrack.ingest.row_rules import NotDerivableError, rules_of
from ictrack.ingest.rows import RowReader
from ictrack.ingest.rows_at_once import read_file
from ictrack.ingest.sent_bytes import STEP
from ictrack.ingest.source import RawTable, RejectedRow, TypedFile
from ictrack.ingest.structure import ReadTable, StructureError, read_csv_bytes
from ictrack.ingest.text import clean
from ictrack.ingest.text_rows import read_text_columns
from ictrack.models import (
    Identifier,
    OptionalText,
    Row,
    StatusUpdateRow,
    Text,
    columns_of,
    day_columns_of,
    vocabularies_of,
)
from ictrack.settings import PUBLIC_RECORD
from ictrack.store.staging import Staging, open_staging
from ictrack.words import _words_of
from tests.engines import OpenNew
from tests.held_block import HeldBlock

IN_PUBLIC_RECORD = [row for row in STORED_ROWS if (PUBLIC_RECORD / f"{row.file}.csv").exists()]
THOROUGH = settings(max_examples=40, deadline=None, derandomize=True)
DAYS = (
    *(
        "2019",
        "2019-03",
        "2019-03-14",
        "2020-02-29",
        "2019-02-29",
        "1899-12-31",
        "2200",
        "2019-13",
        "19-03-14",
    ),
    *(
        "31/12/2019",
        "12/31/2019",
        "01/02/2019",
        "30/02/2019",
        "٢٠١٩-٠٣-١٤",
        "spring 2019",
        "ongoing",
        "43830",
    ),
)
TEXTS = (
    *(
        "a",
        "A-1",
        "b",
        "a;b",
        "; ;a",
        "x" * 201,
        "é" * 150,
        "x" * 10_001,
        "two\nlines",
        "a\u2028b",
        "a\u200bb",
    ),
    *(
        "'=1",
        "'a",
        " a",
        "a\u00a0",
        "\ufeff",
        "\u200b",
        "\x07",
        "a\u202eb",
        "\x85",
        "\ufffe",
        "'",
        "\ufdd0",
        "0",
    ),
)
ADDRESSES = (
    *(
        "https://example.org",
        "http://a.b-c.org/x/y?z=1&w=%20~.",
        "https://example.org:0",
        "ftp://a.org",
        "a.org",
    ),
    *("https://", "https://a b.org", "https://[::1]/", "https://a..org", "HTTPS://A.ORG", "https://a.org/ä"),
)
WORDS = (
    "health",
    "NHS",
    "nhs ",
    "universty",
    "3",
    "-12",
    "1.5",
    "n/a",
    "tbc",
    "-",
    "unknown",
    "amber",
    "GREEN",
)
ANYTHING = st.sampled_from((*DAYS, *TEXTS, *ADDRESSES, *WORDS)) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\x1f"), max_size=4
)


@pytest.fixture(scope="module")
def staging(open_shared: OpenNew) -> Iterator[Staging]:
    """Open a staging beside an empty store."""
    database = open_shared()
    with open_staging(database) as staged:
        yield staged


def cells_of(row: type[Row]) -> dict[str, st.SearchStrategy[str]]:
    """Draw cells of each column: mostly such as belong there, blank ones and any others too."""
    fitting: dict[str, st.SearchStrategy[str]] = {}
    for column, field in row.model_fields.items():
        if column in vocabularies_of(row):
            own = st.sampled_from(sorted(_words_of(vocabularies_of(row)[column])))
        elif column in day_columns_of(row) or column.endswith("_on"):
            own = st.sampled_from(DAYS)
        elif column.endswith("_url"):
            own = st.sampled_from(ADDRESSES)
        elif column == "sort_order":
            own = st.sampled_from(("0", "3", "-12", "1.5", "1234567890"))
        else:
            own = st.sampled_from(("a", "b", "a;b", "health; NHS", "text, with a comma"))
        blank = st.just("") if not field.is_required() else own
        fitting[column] = st.one_of(own, own, own, blank, blank, blank, own | blank | ANYTHING)
    return fitting


@st.composite
def tables(draw: st.DrawFn, row: type[Row]) -> RawTable:
    """Draw the rows of a file, its columns in any order, some of those that may be absent."""
    known = columns_of(row)
    absent = draw(
        st.sets(st.sampled_from([c for c in known if not row.model_fields[c].is_required()] or known))
    )
    header = draw(st.permutations([c for c in known if c not in absent or row.model_fields[c].is_required()]))
    cells = cells_of(row)
    one = st.tuples(*(cells[column] for column in header))
    many = draw(st.lists(one, min_size=1, max_size=25))
    rows = tuple(RawRow(number, cells) for number, cells in enumerate(many, start=2))
    return RawTable(row.file, f"{row.file}.csv", None, tuple(header), rows)


def as_columns(rows: Sequence[RawRow], width: int) -> TextRows:
    """Give rows as columns of text."""
    columns = {
        str(place): pa.array([row.cells[place] for row in rows], pa.string()) for place in range(width)
    }
    table = pa.table({**columns, "file_row": pa.array([row.number for row in rows], pa.int64())})
    return TextRows([HeldBlock(table.slice(start, 10)) for start in range(0, len(table), 10)])


def with_rows(table: RawTable, rows: Sequence[RawRow]) -> RawTable:
    """Give a table with other rows."""
    return RawTable(table.name, table.file, table.sheet, table.header, rows)


def reader_of(table: RawTable, row: type[Row], *, day_first: bool | None) -> RowReader:
    """Make a reader of a table with a log of its own."""
    return RowReader(row, table, read_header(table, row), IssueLog(), day_first)


@pytest.mark.parametrize("row", STORED_ROWS, ids=lambda row: row.file)
@THOROUGH
@given(data=st.data())
def test_both_ways_judge_every_row_alike_and_read_the_same(
    staging: Staging, row: type[Row], data: st.DataObject
) -> None:
    table = data.draw(tables(row))
    day_first = data.draw(st.sampled_from([None, True, False]))
    cleaned = [RawRow(raw.number, tuple(map(clean, raw.cells))) for raw in table.rows]
    one_by_one = reader_of(with_rows(table, cleaned), row, day_first=day_first)
    at_once = reader_of(with_rows(table, as_columns(table.rows, len(table.header))), row, day_first=day_first)
    assert said(one_by_one, one_by_one.read()) == said(at_once, read_file(at_once, staging))


def said(reader: RowReader, typed: TypedFile) -> tuple[object, ...]:
    """Give all that a reader says of its rows."""
    return (typed.table.schema, typed.table.to_pylist(), typed.rejected, reader.log.listed, reader.readings())


class CountingReader(RowReader):
    """A reader that counts the rows that it reads one by one."""

    read_singly = 0

    def table_of(self, rows: Iterable[RawRow], rejected: list[RejectedRow]) -> pa.Table:
        """Read some rows, and count them."""
        read = tuple(rows)
        self.read_singly += len(read)
        return super().table_of(read, rejected)


@pytest.mark.parametrize("row", IN_PUBLIC_RECORD, ids=lambda row: row.file)
def test_the_rows_of_the_public_record_are_judged_at_once(staging: Staging, row: type[Row]) -> None:
    table = gather(PUBLIC_RECORD).tables[row.file]
    columns = as_columns(table.rows, len(table.header))
    reader = CountingReader(row, with_rows(table, columns), read_header(table, row), IssueLog())
    assert len(read_file(reader, staging).table) == len(table.rows)
    assert reader.read_singly <= len(table.rows) // 10


SIGNS = st.sampled_from(
    [
        "a",
        "b",
        ",",
        ",",
        "\n",
        "\n",
        "\r\n",
        "\r",
        '"',
        '""',
        '"a"',
        " ",
        "'",
        "=",
        "\x00",
        "\x1f",
        "é",
        "\ufeff",
    ]
)


@settings(max_examples=1_500, deadline=None, derandomize=True)
@given(signs=st.lists(SIGNS, max_size=25), marked=st.booleans())
def test_bytes_that_are_read_at_once_are_read_as_one_by_one(signs: list[str], marked: bool) -> None:
    data = (("\ufeff" if marked else "") + "city_id,name\n" + "".join(signs)).encode()
    _same(data)


@THOROUGH
@given(
    rows=st.lists(st.tuples(ANYTHING, ANYTHING, ANYTHING), min_size=1, max_size=10),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_a_file_that_a_program_wrote_is_read_at_once_as_one_by_one(
    rows: list[tuple[str, str, str]], end: str, quoting: int
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end, quoting=quoting).writerows([("city_id", "name", "note"), *rows])  # type: ignore[arg-type]
    _same(text.getvalue().encode(errors="replace"))


def _same(data: bytes) -> None:
    try:
        read = read_csv_bytes(data, name="cities", file="cities.csv")
    except StructureError as error:
        issue = error.issue
        with suppress(StructureError):
            assert read_text_columns(data, name="cities", file="cities.csv", fewest_bytes=0) is None, issue
        return
    for step in (STEP, 12):
        _same_at_once(data, read, step)


def _same_at_once(data: bytes, read: ReadTable, step: int) -> None:
    at_once = read_text_columns(data, name="cities", file="cities.csv", fewest_bytes=0, step=step)
    if at_once is not None:
        assert at_once.issues == read.issues
        assert at_once.table.header == read.table.header
        assert tuple(at_once.table.rows) == read.table.rows
        assert at_once.table.narrow_or_wide == read.table.narrow_or_wide


def test_a_plain_file_is_read_at_once() -> None:
    data = b'city_id,name\nBRI,"Bristol, of the ""West"""\n,\nCDF,Cardiff\n'
    read = read_text_columns(data, name="cities", file="cities.csv", fewest_bytes=0)
    assert read is not None
    assert [(row.number, row.cells) for row in read.table.rows] == [
        (2, ("BRI", 'Bristol, of the "West"')),
        (4, ("CDF", "Cardiff")),
    ]
    assert read.table.rows[1] == RawRow(4, ("CDF", "Cardiff"))
    assert list(read.table.rows[:1]) == [read.table.rows[0]]
    assert list(read.table.rows[::-1]) == [read.table.rows[-1], read.table.rows[0]]


class RuledByMethod(Row):
    """A model with a rule of the whole row that is a method."""

    file: ClassVar[str] = "ruled_by_method"
    one: Identifier = Field(description="One.")

    @model_validator(mode="after")
    def _never(self) -> RuledByMethod:
        raise ValueError("never")


class FieldByMethod(Row):
    """A model with a field that a method judges."""

    file: ClassVar[str] = "field_by_method"
    one: Text = Field(description="One.")

    @field_validator("one")
    @classmethod
    def _never(cls, value: str) -> str:
        return value.upper()


class OfLength(Row):
    """A model with a field of which something else is asked than by a reader."""

    file: ClassVar[str] = "of_length"
    one: Text = Field(description="One.", min_length=3)


class OwnReader(Row):
    """A model with a text that a reader of its own reads."""

    file: ClassVar[str] = "own_reader"
    one: Annotated[float, BeforeValidator(float)] = Field(description="One.")


class OtherDefault(Row):
    """A model with a text that a blank cell stands for."""

    file: ClassVar[str] = "other_default"
    one: OptionalText = Field("so", description="One.")


@pytest.mark.parametrize("row", [RuledByMethod, FieldByMethod, OfLength, OwnReader, OtherDefault])
def test_a_model_that_cannot_be_derived_is_refused(row: type[Row]) -> None:
    with pytest.raises(NotDerivableError, match=row.__name__):
        rules_of(row)


def test_a_model_with_what_is_known_is_derived() -> None:
    class Known(StatusUpdateRow):
        """Reports with a further text."""

        further: OptionalText = Field(None, description="More.")

    assert rules_of(Known)[-1].name == "further"
