"""Turn a returned workbook into the files of the full form, held against what is stored by now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ictrack.ingest.issues import Issue
from ictrack.ingest.notices import Notice, NoticeKind
from ictrack.ingest.raw_rows import RawRow
from ictrack.ingest.returns.facts import (
    ACCEPTED,
    KnownReport,
    KnownToReturn,
    known_identifiers,
    known_to_return,
)
from ictrack.ingest.returns.judge import ANSWER_FAULTS, RowJudge, labels_of_columns, new_identifier
from ictrack.ingest.returns.row import ReturnedRow, rows_of
from ictrack.ingest.source import RawSource, RawTable, Returned, Settlement
from ictrack.ingest.update_identifiers import UpdateIdentifiers
from ictrack.models import InitiativeRow, Row, StatusUpdateRow, columns_of
from ictrack.store.staging import Staging
from ictrack.words import fold

_LABELS_OF_UPDATE = {
    "update_id": "row_stamp",
    "initiative_id": "code",
    "kind": "no_change",
    "reported_on": "day",
    "status": "status",
    "confidence": "confidence",
    "reason": "reason",
    "revised_target_on": "target",
    "summary": "summary",
    "help_wanted": "help_wanted",
    "help_offered": "help_offered",
    "evidence_title": "evidence_title",
    "evidence_url": "evidence_url",
}
_LABELS_OF_INITIATIVE = {
    "initiative_id": "code",
    "title": "title",
    "area_id": "area",
    "lead_organisation": "lead",
    "starts_on": "starts",
    "target_on": "target",
}


@dataclass(frozen=True)
class Conflict:
    """Hold an answer whose initiative got other reports after the workbook was made.

    `mine` and `theirs` are cells of status updates; `settled` says what becomes of mine.
    """

    row: int
    initiative_id: str
    title: str
    mine: Mapping[str, str]
    theirs: tuple[KnownReport, ...]
    settled: Settlement | None


@dataclass(frozen=True)
class ReturnReading:
    """Hold a returned workbook as a source, and what is to be told of it beside.

    `rows` counts the initiatives that were on the sheet, those whose rows were deleted too,
    `answered` those with an answer, `taken`
    the answers that were taken in before: accepted, or waiting for review. `fresh` are the
    cells of the updates that were not, by the number of their row. `later` gives, by initiative,
    the day of a stored report that speaks of a later day than the answer, and so goes on to
    say where it stands.
    """

    raw: RawSource
    source_id: str | None = None
    rows: int = 0
    answered: int = 0
    taken: int = 0
    fresh: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    later: Mapping[str, str] = field(default_factory=dict)


def read_return(raw: RawSource, returned: Returned, staging: Staging, today: date) -> ReturnReading:
    """Hold a returned workbook against the store: its new rows and its updates become tables."""
    known = known_to_return(staging, returned.stamp, today)
    unknown = _unknown_place(raw, returned, known)
    if unknown is not None:
        return ReturnReading(replace(raw, issues=(*raw.issues, unknown)))
    rows = rows_of(returned.answers)
    initiatives = {row.code or new_identifier(row, returned.stamp) for row in rows}
    reader = _Reader(returned, known, known_identifiers(staging, initiatives), today)
    reader.take_all(rows)
    return reader.finish(raw)


def _unknown_place(raw: RawSource, returned: Returned, known: KnownToReturn) -> Issue | None:
    """Say that the city or the convening of the stamp is none that is stored."""
    stamp = returned.stamp
    for thing, value, is_known in (
        ("city", stamp.city, known.knows_city),
        ("convening", stamp.convening, known.knows_convening),
    ):
        if not is_known:
            message = f"is no {thing} of this database, and the workbook was made for it"
            allowed = "the database that the workbook was made from"
            return Issue(raw.path.name, None, None, None, value, f"unknown_{thing}", message, allowed)
    return None


@dataclass
class _Reader:
    """Collect the rows of one workbook."""

    returned: Returned
    known: KnownToReturn
    identifiers: UpdateIdentifiers
    today: date
    issues: list[Issue] = field(default_factory=list)
    fresh: dict[int, dict[str, str]] = field(default_factory=dict)
    stored: dict[int, dict[str, str]] = field(default_factory=dict)
    refused: dict[int, dict[str, str]] = field(default_factory=dict)
    initiatives: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    faulty: list[ReturnedRow] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Prepare what each row needs; an empty day is the cut-off, or today if that is earlier."""
        self._judge = RowJudge(self.returned.answers, self.returned.stamp, self.known, self.today)
        self._empty_day = min(self.returned.stamp.cut_off, self.today.isoformat())
        self._rows_of: dict[str, list[int]] = defaultdict(list)

    def take_all(self, rows: Sequence[ReturnedRow]) -> None:
        """Take every row of the sheet."""
        for row in rows:
            if name := _name_of(row):
                self._rows_of[name].append(row.number)
        for row in rows:
            self._take(row)

    def _take(self, row: ReturnedRow) -> None:
        self.counts["rows"] += bool(row.code)
        if row.code and not row.answers:
            issues = list(self._judge.judge_known(row))
        else:
            self.counts["answered"] += bool(row.code)
            issues = list(self._judge.judge_known(row) if row.code else self._judge.judge_new(row))
        others = [number for number in self._rows_of.get(_name_of(row), ()) if number != row.number]
        if others:
            issues.append(self._judge.doubled(row, others))
        if issues:
            self._refuse(row, issues)
        elif row.code and row.answers:
            self._take_answer(row)
        elif not row.code:
            self._take_new(row)

    def _refuse(self, row: ReturnedRow, issues: list[Issue]) -> None:
        """Refuse a row; where only its answer is at fault the rest of it is still read, for its problems."""
        self.issues += issues
        if row.code and all(issue.code in ANSWER_FAULTS for issue in issues):
            cells = self._update_cells(row, row.code)
            if any(issue.code == "unknown_word" for issue in issues):
                cells = {name: cell for name, cell in cells.items() if name not in {"status", "confidence"}}
            self.refused[row.number] = cells
        else:
            self.faulty.append(row)

    def _take_answer(self, row: ReturnedRow) -> None:
        stamp, title = self.returned.stamp, self.known.initiatives[row.code].title
        cells = self._update_cells(row, row.code)
        since = self.known.reports_since(row.code, stamp)
        settled = self.returned.settled.get(row.code)
        if self._is_taken(row, cells, since):
            return
        if since:
            self.conflicts.append(Conflict(row.number, row.code, title, cells, since, settled))
        if since and settled is None:
            self.issues.append(self._judge.conflict(row, len(since)))
            self.faulty.append(row)
        elif not since or settled is Settlement.TAKE_MINE:
            self.fresh[row.number] = cells

    def _take_new(self, row: ReturnedRow) -> None:
        stamp = self.returned.stamp
        initiative_id = new_identifier(row, stamp)
        stored = self.known.initiatives.get(initiative_id)
        cells = {
            "initiative_id": initiative_id,
            "city_id": stamp.city,
            "phase_id": self.known.phase_id or "",
            "area_id": row.cells.get("area", ""),
            "title": row.cells["title"],
            "lead_organisation": row.cells.get("lead", ""),
            "starts_on": row.written_day("starts"),
            "target_on": row.written_day("target"),
            "added_on": (stored.added_on_written if stored else None) or self._empty_day,
        }
        self.initiatives.append((row.number, cells))
        if row.answers.keys() - {"target"}:
            update = self._update_cells(row, initiative_id)
            if not self._is_taken(row, update, self.known.reports_since(initiative_id, stamp)):
                self.fresh[row.number] = update

    def _update_cells(self, row: ReturnedRow, initiative_id: str) -> dict[str, str]:
        """Give the cells of the update that an answer makes, under the next identifier.

        So it counts before all that is stored of its day: the answer is the later word.
        """
        return row.update_cells(initiative_id, self.identifiers.give(initiative_id), self._empty_day)

    def _is_taken(self, row: ReturnedRow, cells: Mapping[str, str], since: Sequence[KnownReport]) -> bool:
        """Say whether an answer was taken in before; one that is stored is sent again, unchanged."""
        is_dated = "day" in row.cells or "completed_on" in row.cells
        twin = next((report for report in since if report.says(cells, of_any_day=not is_dated)), None)
        if twin is None:
            return False
        self.counts["taken"] += 1
        if twin.state == ACCEPTED:
            again = {**cells, "update_id": twin.update_id, "reported_on": twin.cells["reported_on"]}
            self.stored[row.number] = again
        return True

    def finish(self, raw: RawSource) -> ReturnReading:
        """Give what was read."""
        tables = {
            "initiatives": self._table(InitiativeRow, self.initiatives, _LABELS_OF_INITIATIVE),
            "status_updates": self._table(
                StatusUpdateRow,
                sorted({**self.stored, **self.fresh, **self.refused}.items()),
                _LABELS_OF_UPDATE,
            ),
        }
        faulty = tuple(RawRow(row.number, tuple(row.cells.values())) for row in self.faulty)
        wrong_width = (*self.returned.answers.narrow_or_wide, *faulty)
        tables["status_updates"] = replace(tables["status_updates"], narrow_or_wide=wrong_width)
        told = {name: table for name, table in tables.items() if table.row_count}
        missing = self._missing()
        notices = (*raw.notices, *self._notices(missing))
        return ReturnReading(
            replace(raw, tables=told, issues=(*raw.issues, *self.issues), notices=notices),
            self._source_id(),
            self.counts["rows"] + len(missing),
            self.counts["answered"],
            self.counts["taken"],
            dict(self.fresh),
            tuple(self.conflicts),
            self._later(),
        )

    def _missing(self) -> tuple[str, ...]:
        """List the initiatives that were on the sheet when it was sent out, and are not now."""
        wide = {cell for row in self.returned.answers.narrow_or_wide for cell in row.cells}
        return tuple(code for code in self.returned.stamp.codes or () if code not in {*self._rows_of, *wide})

    def _notices(self, missing: tuple[str, ...]) -> Iterator[Notice]:
        if self.returned.stamp.codes is None:
            yield Notice(NoticeKind.ROWS_NOT_NOTED)
        if missing:
            yield Notice(NoticeKind.ROWS_MISSING, tuple(map(self._titled, missing)), count=len(missing))

    def _titled(self, code: str) -> str:
        known = self.known.initiatives.get(code)
        return f"{known.title} ({code})" if known else code

    def _later(self) -> dict[str, str]:
        days = {cells["initiative_id"]: self.known.later_day(cells) for cells in self.fresh.values()}
        return {initiative_id: day for initiative_id, day in days.items() if day}

    def _table(
        self, row: type[Row], listed: list[tuple[int, dict[str, str]]], labels: Mapping[str, str]
    ) -> RawTable:
        answers, header = self.returned.answers, columns_of(row)
        rows = tuple(
            RawRow(number, tuple(cells.get(column, "") for column in header)) for number, cells in listed
        )
        shown = labels_of_columns()
        words = {column: shown[key] for column, key in labels.items()}
        return RawTable(row.file, answers.file, answers.sheet, header, rows, header_words=words)

    def _source_id(self) -> str | None:
        """Give the source of returns that most of the city's initiatives are of; theirs are its reports.

        What is compiled from public documents takes none in: it goes once it is replaced.
        """
        stamp = self.returned.stamp
        sources = Counter(
            one.source_id
            for one in self.known.initiatives.values()
            if one.city_id == stamp.city and one.is_asked
        )
        return sources.most_common(1)[0][0] if sources else None


def _name_of(row: ReturnedRow) -> str:
    """Give what tells a row from others: the code of its initiative, else the title of a new one."""
    return row.code or fold(row.cells.get("title", ""))
