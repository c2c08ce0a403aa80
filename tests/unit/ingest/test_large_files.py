"""A large file is read in blocks, and says all that the same rows say when they are read one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from ictrack.actions.load import LoadSource, load_raw
from ictrack.actions.receipt import Receipt
from ictrack.errors import SourceError
from ictrack.ingest import raw_rows, rows_at_once
from ictrack.ingest.ahead import ahead
from ictrack.ingest.gather import gather
from ictrack.ingest.raw_rows import RawRow, TextRows
from ictrack.ingest.sent_bytes import FileBytes, HeldBytes, all_of, steps_of
from ictrack.ingest.source import RawSource
from ictrack.ingest.spool import held, spooled
from ictrack.ingest.structure import read_csv_bytes
from ictrack.ingest.text_rows import read_text_columns
from ictrack.vocabulary import RecordedMode
from tests.engines import OpenNew
from tests.held_block import HeldBlock

Loaded = Callable[[RawSource], list[tuple[Receipt, dict[str, pa.Table]]]]
HEADER = "update_id,initiative_id,kind,reported_on,status,confidence,reason,summary,corrects_update_id"
GOOD = 2_000
# Rows with every kind of problem that one row, or several together, can have.
ODD = (
    "U-A,I-1,status,2020-01-01,done,,,known twice,",
    "U-A,I-1,status,2020-01-02,done,,,known twice,",
    "U-B,I-9,status,2020-01-01,done,,,of an unknown initiative,",
    "U-C,I-1,status,2020-01-01,blue,,,of an unknown status,",
    "U-D,I-1,status,2020-01-01,done,,,too wide,,,",
    "U-E,I-1,too narrow",
    ",,,,,,,,",
    ",,,,,,,,,,",
    "U-F,I-1,correction,,done,,,corrects another,U-00010",
    "U-G,I-1,correction,,done,,,corrects it again,U-00010",
    "U-H,I-1,correction,,done,,,corrects what is not there,U-ZZZ",
    "U-I,I-1,correction,,done,,,waits for a bad row,U-C",
    "U-J,I-1,correction,2020-03-01,done,,,corrects one of another initiative,U-00011",
    "U-K,I-1,status,32/13/2020,done,,,on no day,",
    "U-L,I-1,status,2020-01-01,amber,,,of a word that implies another,",
    "U-M,I-1,status,2020-01-01,paused,at_risk,,without a reason,",
    'U-N,I-1,status,2020-01-01,done,,,"said, in ""two""\nlines",',
    "U-O,I-1,status,2020-01-01,done,,, surrounded by space ,",
    "U-P,I-2,status,2020-01-01,done,,,of a bad initiative,",
)


@pytest.fixture(params=["\n", "\r\n"])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Write a source with a large file of updates, good ones and odd ones among them."""
    source = tmp_path / "source"
    source.mkdir()
    files = {
        "phases": "phase_id,name,starts_on\n1,Phase one,2017-01-01\n",
        "cities": "city_id,name\nBRI,Bristol\n",
        "thematic_areas": "area_id,name,sort_order\ngrowth,Growth,1\n",
        "initiatives": "initiative_id,city_id,title\nI-1,BRI,One\nI-2,Nowhere,Two\nI-3,BRI,Three\n",
    }
    for name, text in files.items():
        (source / f"{name}.csv").write_text(text, encoding="utf-8")
    lines = [
        f"U-{number:05},I-{1 if number % 2 == 0 else 3},status,2019-01-{number % 28 + 1:02},"
        f"in progress,on track,,Work goes on in week {number} as it was planned,"
        for number in range(GOOD)
    ]
    every = GOOD // len(ODD)
    for place, odd in enumerate(ODD):
        lines.insert(place * (every + 1), odd.replace("\n", request.param))
    text = request.param.join([HEADER, *lines, ""])
    (source / "status_updates.csv").write_bytes(text.encode())
    return source


def one_by_one(raw: RawSource) -> RawSource:
    """Give a source as it is when its large files are read one row at a time."""
    tables = dict(raw.tables)
    issues = [issue for issue in raw.issues if issue.file != "status_updates.csv"]
    data = (raw.path / "status_updates.csv").read_bytes()
    read = read_csv_bytes(data, name="status_updates", file="status_updates.csv")
    tables["status_updates"] = read.table
    return replace(raw, tables=tables, issues=(*issues, *read.issues))


@pytest.fixture
def loaded(open_new: OpenNew) -> Loaded:
    """Load a source into an empty store and then again, and give what is said and stored each time."""

    def load_twice(raw: RawSource) -> list[tuple[Receipt, dict[str, pa.Table]]]:
        database = open_new()
        command = LoadSource(
            raw.path, recorded_mode=RecordedMode.TODAY, accept_valid=True, today=date(2026, 1, 1)
        )
        found = []
        for _ in range(2):
            receipt = load_raw(database, raw, command)
            with database.cursor() as cursor:
                tables = {
                    table: cursor.sql(f"from db.{table} order by all").to_arrow_table()
                    for table in ("status_update", "initiative", "source")
                }
            found.append((receipt, tables))
        return found

    return load_twice


@pytest.mark.parametrize("most_held", [10, 1_000_000])
def test_a_large_file_says_what_its_rows_say_one_by_one(
    loaded: Loaded, folder: Path, monkeypatch: pytest.MonkeyPatch, most_held: int
) -> None:
    monkeypatch.setattr(rows_at_once, "_MOST_HELD", most_held)
    raw = gather(folder)
    assert isinstance(raw.tables["status_updates"].rows, TextRows)
    singly = one_by_one(raw)
    assert sorted(raw.issues, key=str) == sorted(singly.issues, key=str)
    at_once = loaded(raw)
    assert at_once == loaded(singly)
    receipt = at_once[0][0]
    assert receipt.total("new") > GOOD
    assert {issue.code for issue in receipt.issues} >= {
        *("duplicate_identifier", "unknown_initiative", "unknown_word", "row_too_wide", "row_too_narrow"),
        *("second_correction", "names_unknown_update", "names_other_initiative", "no_such_day"),
    }


def test_blocks_of_any_size_hold_the_same_rows(folder: Path) -> None:
    sent = FileBytes(folder / "status_updates.csv")
    whole = read_text_columns(sent, name="status_updates", file="status_updates.csv")
    assert whole is not None
    for step in (97, 1_000, 20_011):
        parted = read_text_columns(sent, name="status_updates", file="status_updates.csv", step=step)
        assert parted is not None
        assert tuple(parted.table.rows) == tuple(whole.table.rows)
        assert parted.table.narrow_or_wide == whole.table.narrow_or_wide
        assert parted.issues == whole.issues


def test_a_file_that_is_written_while_it_is_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "cities.csv"
    file.write_bytes(b"one")
    sent = FileBytes(file)
    assert all_of(sent) == b"one"
    file.write_bytes(b"three")
    with pytest.raises(SourceError, match="was written while it was read"):
        all_of(sent)


def test_bytes_are_given_some_at_a_time() -> None:
    assert b"".join(steps_of(HeldBytes(b"abc"))) == b"abc"
    assert list(steps_of(HeldBytes(b""))) == []


def rows_from(numbers: range) -> pa.Table:
    """Make rows of one cell."""
    return pa.table({"0": [f" {n}" for n in numbers], "file_row": pa.array(numbers, pa.int64())})


def test_rows_are_found_by_place_and_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = TextRows([HeldBlock(rows_from(range(2, 5))), HeldBlock(rows_from(range(5, 7)))])
    made = [RawRow(number, (str(number),)) for number in range(2, 7)]
    assert list(rows) == made
    assert [rows[place] for place in range(-5, 5)] == [*made, *made]
    for one in (slice(0, 2), slice(2, 4), slice(None, None, -2), slice(5, None)):
        assert list(rows[one]) == made[one]
    assert list(rows.numbered({6, 3})) == [made[1], made[4]]
    monkeypatch.setattr(raw_rows, "_MOST_KEPT", 2)
    rows.keep([made[4], made[1], made[0]])
    assert list(rows.numbered({6, 3})) == [made[1], made[4]]
    assert list(rows.numbered({2, 6})) == [made[0], made[4]]


@pytest.mark.parametrize("count", [0, 1, 2, 9])
def test_work_ahead_comes_in_order(count: int) -> None:
    assert list(ahead(lambda number: -number, range(count))) == [-number for number in range(count)]


def test_a_fault_of_work_ahead_is_raised() -> None:
    def divide(number: int) -> float:
        return 1 / number

    work: Iterator[float] = ahead(divide, [1, 0, 2, 4])
    with pytest.raises(ZeroDivisionError):
        list(work)


def test_spooled_rows_are_those_that_are_held() -> None:
    schema = pa.schema([("0", pa.string()), ("file_row", pa.int64())])
    tables = [rows_from(range(2, 5)), rows_from(range(5, 7)).slice(1)]
    assert spooled(tables, schema) == held(tables, schema)
    assert spooled([], schema) == held([], schema)


def test_rows_that_cannot_be_made_leave_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    schema = pa.schema([("0", pa.string()), ("file_row", pa.int64())])

    def tables() -> Iterator[pa.Table]:
        yield rows_from(range(2, 5))
        raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        spooled(tables(), schema)
    assert list(tmp_path.iterdir()) == []
