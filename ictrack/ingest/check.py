"""Check a source against its models, its own rows and the store; nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ictrack.ingest.borrow import SHARED_FILES, borrow, files_to_borrow
from ictrack.ingest.columns import read_header
from ictrack.ingest.facts import read_facts, source_id_of
from ictrack.ingest.gather import gather
from ictrack.ingest.issues import Issue, IssueLog
from ictrack.ingest.notices import Notice, NoticeKind
from ictrack.ingest.one_sheet import read_sheet
from ictrack.ingest.references import IDENTIFIER_OF, NameBook, Word, resolve, words_of_file
from ictrack.ingest.returns.as_sent import as_sent
from ictrack.ingest.returns.judge import ROW_FAULTS
from ictrack.ingest.returns.read import read_return
from ictrack.ingest.rows import RowReader, store_schema
from ictrack.ingest.rows_at_once import read_file
from ictrack.ingest.sets import judge_sets, rule_sql
from ictrack.ingest.sheet_store import known_to_sheet, with_stored_hashes
from ictrack.ingest.sheets_of_cities import place_rows
from ictrack.ingest.source import CheckedSource, RawSource, RawTable, Reading, SourceFacts, TypedFile
from ictrack.ingest.states import fact_states, key_column, row_states, sent_keys
from ictrack.ingest.trackers.read import read_tracker
from ictrack.ingest.trackers.store import stored_reports
from ictrack.models import ROWS, Row, SourceRow
from ictrack.store.database import Database, open_database
from ictrack.store.staging import Staging, open_staging
from ictrack.vocabulary import UpdateKind
from ictrack.words import fold

STORED_ROWS = tuple(row for row in ROWS if row is not SourceRow)
_NEEDED = ("phases", "cities", "thematic_areas", "initiatives")
# A row of a wrong width is refused alone; any other fault of a file's structure or header
# puts all of its rows in doubt.
_FAULTS_OF_ONE_ROW = ROW_FAULTS | {
    "row_too_wide",
    "row_too_narrow",
    "error_cell",
    "formula_without_value",
    "formula_link",
}


@dataclass(frozen=True)
class CheckOptions:
    """Hold what a check takes for given.

    `replaced` is the source whose rows this load takes away: they are judged as gone.
    `bundled` marks the public record itself. `source_id` names the stored source that the
    rows are known to be of, where they do not come from a file that says so. `today` is the
    day after which nothing in a returns workbook can have happened. `is_trial` says that nothing
    will be stored of it: rows of a file of which none is stored then need no fingerprint.
    """

    day_first: bool | None = None
    replaced: str | None = None
    bundled: bool = False
    source_id: str | None = None
    today: date = field(default_factory=date.today)
    is_trial: bool = False


def check_source(
    path: Path, database: Database | None = None, options: CheckOptions | None = None
) -> CheckedSource:
    """Check a source; without a database as if nothing had been loaded before."""
    raw = gather(path)
    options = replace(options or CheckOptions(), is_trial=True)
    if database is not None:
        with open_staging(database) as staging:
            return check_raw(raw, staging, options)
    empty = open_database()
    try:
        with open_staging(empty) as staging:
            return check_raw(raw, staging, options)
    finally:
        empty.close()


def check_raw(raw: RawSource, staging: Staging, options: CheckOptions) -> CheckedSource:
    """Check a source that was read from its files, beside what is stored."""
    return _Check(raw, staging, options).run()


@dataclass
class _Check:
    """Hold the state of one check; `run` says in which order the steps follow."""

    raw: RawSource
    staging: Staging
    options: CheckOptions
    log: IssueLog = field(default_factory=IssueLog)
    typed: dict[str, TypedFile] = field(default_factory=dict)
    borrowed: Mapping[str, TypedFile] = field(default_factory=dict)
    books: dict[str, NameBook] = field(default_factory=dict)
    rows: dict[str, pa.Table] = field(default_factory=dict)
    keys: pa.Table | None = None
    readings: list[Reading] = field(default_factory=list)
    absent: dict[str, tuple[str, ...]] = field(default_factory=dict)
    refused: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    parameters: dict[str, object] = field(default_factory=dict)
    identifiers: Mapping[int, tuple[str | None, str | None]] = field(default_factory=dict)

    def run(self) -> CheckedSource:
        """Check everything, and give what was found."""
        of_return = self._hold_return_against_store()
        self.log.extend(self.raw.issues)
        facts = read_facts(self.raw.tables.get("source"), self.log)
        source_id = (
            self.options.source_id
            or of_return
            or source_id_of(facts, self.staging, bundled=self.options.bundled)
        )
        self.parameters = {
            "source_id": source_id,
            "replaced": self.options.replaced,
            "shared_files": list(SHARED_FILES),
        }
        if self.raw.sheet is None:
            self._read_files(self.raw.tables)
            self._borrow()
        else:
            self._borrow()
            self._fill_books()
            self._read_sheet(self._place_rows(self.raw.sheet))
        self._fill_books()
        self._name_missing_files()
        self._resolve_references()
        self._keep_unchanged()
        self._stage_rows()
        self._judge_sets()
        self._date_corrections()
        states = row_states(
            self.staging, self.typed, self.rows, self.refused, self._borrowed_rows(), self.keys
        )
        states = pa.concat_tables([states, self._fact_states(facts, source_id)]).unify_dictionaries()
        if self.raw.returned is not None:
            self.log.listed = list(as_sent(self.log.listed, self.raw.returned.answers))
        self.log.listed.sort(key=lambda issue: (issue.file, issue.sheet or "", issue.row or 0))
        return CheckedSource(
            facts=facts,
            source_id=source_id,
            raw=self.raw,
            files=self.typed,
            rows=self.rows,
            states=states,
            log=self.log,
            readings=_summed(self.readings),
            absent_columns=self.absent,
            borrowed=tuple(self.borrowed),
            sheet_identifiers=self.identifiers,
        )

    def _hold_return_against_store(self) -> str | None:
        """Turn a returns workbook into tables; give the source that its city's initiatives are of."""
        if self.raw.returned is None:
            return None
        reading = read_return(self.raw, self.raw.returned, self.staging, self.options.today)
        self.raw = reading.raw
        return reading.source_id

    def _read_files(self, tables: Mapping[str, RawTable]) -> None:
        for row in STORED_ROWS:
            if row.file in tables:
                self._read_file(tables[row.file], row)

    def _place_rows(self, sheet: RawTable) -> RawTable:
        """Take the names of sheets for the cities of their rows, where these say none.

        Of a tracker its mapping says that.
        """
        if self.raw.tracker is not None:
            return sheet
        placed = place_rows(sheet, self.books["cities"])
        self.log.extend(placed.issues)
        told = (Notice(NoticeKind.CITY_OF_SHEET, count=placed.filled),) if placed.filled else ()
        self.raw = replace(self.raw, sheet=placed.sheet, notices=(*self.raw.notices, *told))
        return placed.sheet

    def _read_sheet(self, sheet: RawTable) -> None:
        known = known_to_sheet(self.staging, self.books, self.parameters)
        if self.raw.tracker is None:
            reading = read_sheet(sheet, known)
        else:
            stored = stored_reports(self.staging, self.parameters)
            reading = read_tracker(self.raw, sheet, self.raw.tracker, known, stored)
        self.log.extend(reading.issues)
        self.identifiers = reading.identifiers
        self.readings.extend(reading.readings)
        self._read_files(reading.tables)
        self.absent = {sheet.file: reading.absent} if reading.absent else {}
        for file in reading.tables:
            self.refused[file].update(reading.refused)

    def _read_file(self, table: RawTable, row: type[Row]) -> None:
        header = read_header(table, row)
        self.log.extend(header.issues)
        faults = [issue for issue in self.raw.issues if table.holds(issue)]
        of_one_row = [
            (table.number_of(issue.sheet, issue.row), issue.column)
            for issue in faults
            if issue.row and issue.code in _FAULTS_OF_ONE_ROW
        ]
        reader = RowReader(row, table, header, self.log, self.options.day_first, frozenset(of_one_row))
        typed = self.typed[row.file] = read_file(reader, self.staging, are_marked=self._are_marked(row.file))
        self.readings.extend(reader.readings())
        if header.absent:
            self.absent[row.file] = header.absent
        refused = self.refused[row.file]
        refused.update(rejected.number for rejected in typed.rejected)
        refused.update(number for number, _column in of_one_row)
        if header.issues or len(faults) > len(of_one_row):
            refused.update(raw.number for raw in table.rows)

    def _are_marked(self, file: str) -> bool:
        """Say whether the rows of a file need a fingerprint, to be stored or held against stored ones."""
        return not self.options.is_trial or file in self._stored_files

    @cached_property
    def _stored_files(self) -> frozenset[str]:
        return frozenset(row["file"] for row in self.staging.ask(rule_sql("stored_file"), self.parameters))

    def _borrow(self) -> None:
        """Take missing reference files from the public record, if nothing else is stored."""
        if self.options.bundled or self.staging.ask(rule_sql("remaining_source"), self.parameters):
            return
        brought = frozenset({*self.typed, *self.raw.unread})
        self.borrowed = borrow(files_to_borrow(brought, names_principles=self._names_principles()))

    def _names_principles(self) -> bool:
        initiatives = self.typed.get("initiatives")
        return self.raw.sheet is not None or (
            initiatives is not None
            and bool(
                pc.any(pc.greater(pc.list_value_length(initiatives.table.column("principles")), 0)).as_py()
            )
        )

    def _fill_books(self) -> None:
        """Collect the words by which rows can be named: those of this load hide the stored ones."""
        words: dict[str, list[Word]] = {file: [] for file in IDENTIFIER_OF}
        for file in IDENTIFIER_OF:
            typed = self.typed.get(file) or self.borrowed.get(file)
            words[file] = words_of_file(typed) if typed else []
        stored = self.staging.ask(rule_sql("stored_word"), self.parameters)
        sent = {(word.file, word.identifier) for file in words for word in words[file] if stored}
        for row in stored:
            if (row["file"], row["identifier"]) not in sent:
                words[row["file"]].append(Word(**row))
        self.books = {file: NameBook(file, words[file]) for file in IDENTIFIER_OF}

    def _keep_unchanged(self) -> None:
        """Give initiatives of a sheet that say what is stored the fingerprint of what is stored."""
        if self.raw.sheet is not None and "initiatives" in self.rows:
            stored = self.staging.ask(rule_sql("stored_initiative"), self.parameters)
            self.rows["initiatives"] = with_stored_hashes(self.rows["initiatives"], stored)

    def _name_missing_files(self) -> None:
        for file in _NEEDED:
            if not self.books[file] and file not in self.typed and file not in self.raw.unread:
                message = f"has no file {file}, and nothing of it was loaded before"
                allowed = f"a file {file}.csv, or a sheet {file} of a workbook"
                self.log.add(
                    Issue(self.raw.path.name, None, None, None, None, "missing_file", message, allowed)
                )

    def _resolve_references(self) -> None:
        unread = self._unjudged_files()
        for file, typed in self.typed.items():
            resolved = resolve(typed, self.books, unread)
            self.rows[file] = resolved.table
            self.log.extend(resolved.issues)
            self.readings.extend(resolved.readings)
            self.refused[file] |= resolved.rows_refused
        for file, typed in self.borrowed.items():
            resolved = resolve(typed, self.books, unread)
            misplaced = pc.is_in(
                resolved.table["file_row"], pa.array(sorted(resolved.rows_refused), pa.int64())
            )
            self.rows[file] = resolved.table.filter(pc.invert(misplaced))

    def _unjudged_files(self) -> frozenset[str]:
        """Name the files that references cannot be judged against: unread, or missing altogether."""
        missing = {file for file, book in self.books.items() if not book}
        return self.raw.unread | missing

    def _stage_rows(self) -> None:
        for row in STORED_ROWS:
            table = self.rows.get(row.file)
            if table is None:
                table = store_schema(row).empty_table()
            self.rows[row.file] = table.append_column("row_key", key_column(table, row))
            self.staging.put(f"sent_{row.file}", self.rows[row.file])
        self.keys = sent_keys(self.typed, self.rows)
        self.staging.put("sent_key", self.keys)
        self.staging.put("sent_naming", self._naming_table())
        self.staging.put("word", self._word_table())
        self.staging.put("stored_key", self.staging.table(rule_sql("stored_key"), self.parameters))

    def _naming_table(self) -> pa.Table:
        """List which update names which, those of refused rows too; of others only what is named so.

        What stands here of an update that names another in the store is in place of that.
        """
        columns = ["update_id", "initiative_id", "corrects_update_id", "file_row"]
        good = self.rows["status_updates"].select(columns)
        typed = self.typed.get("status_updates")
        book = self.books["initiatives"]
        refused = [
            {
                **{column: row.cells.get(column) for column in columns[:3]},
                "initiative_id": book.find(row.cells.get("initiative_id", "")).identifier,
                "file_row": row.number,
            }
            for row in (typed.rejected if typed else ())
            if row.is_whole and "update_id" in row.cells
        ]
        sent = pa.concat_tables([good, pa.Table.from_pylist(refused, good.schema)])
        stored = [row["update_id"] for row in self.staging.ask(rule_sql("stored_naming"))]
        named = pa.concat_arrays(
            [pc.unique(pc.drop_null(sent["corrects_update_id"])), pa.array(stored, pa.string())]
        )
        is_in_question = pc.or_(pc.is_valid(sent["corrects_update_id"]), pc.is_in(sent["update_id"], named))
        return sent.filter(is_in_question)

    def _word_table(self) -> pa.Table:
        words = [word for file, book in self.books.items() if file != "initiatives" for word in book.words]
        return pa.table(
            {
                "file": pa.array([word.file for word in words], pa.string()),
                "identifier": pa.array([word.identifier for word in words], pa.string()),
                "kind": pa.array([word.kind for word in words], pa.string()),
                "written": pa.array([word.written for word in words], pa.string()),
                "folded": pa.array([fold(word.written) for word in words], pa.string()),
                "file_row": pa.array([word.row for word in words], pa.int64()),
            }
        )

    def _judge_sets(self) -> None:
        for file, number, issue in judge_sets(self.staging, self.typed, self.parameters, self.raw.unread):
            self.log.add(issue)
            self.refused[file].add(number)

    def _date_corrections(self) -> None:
        """Give corrections without a day the day of what they correct."""
        table = self.rows["status_updates"]
        is_correction = pc.equal(table["kind"], UpdateKind.CORRECTION)
        if not pc.any(pc.and_(is_correction, pc.is_null(table["reported_on"]))).as_py():
            return
        days = {row["file_row"]: row for row in self.staging.ask(rule_sql("corrected_day"), self.parameters)}
        numbers = table.column("file_row").to_pylist()
        for column in ("reported_on", "reported_on_written"):
            cells: list[Any] = table.column(column).to_pylist()
            dated = [
                days[number][column] if number in days else cell
                for number, cell in zip(numbers, cells, strict=True)
            ]
            place = table.column_names.index(column)
            table = table.set_column(
                place, table.schema.field(column), pa.array(dated, table.schema.field(column).type)
            )
        self.rows["status_updates"] = table
        self.staging.put("sent_status_updates", table)

    def _borrowed_rows(self) -> dict[str, pa.Table]:
        return {file: self.rows[file] for file in self.borrowed}

    def _fact_states(self, facts: SourceFacts, source_id: str) -> pa.Table:
        stored = self.staging.ask(rule_sql("stored_source"), {"source_id": source_id})
        return fact_states(self.raw.tables.get("source"), facts, stored[0] if stored else None)


def _summed(readings: list[Reading]) -> tuple[Reading, ...]:
    """Add up readings of one word in one column that were noted in more than one place."""
    counts: dict[Reading, int] = defaultdict(int)
    for reading in readings:
        counts[replace(reading, count=0)] += reading.count
    return tuple(replace(reading, count=count) for reading, count in counts.items())
