"""What is wrong with one row of a returned workbook, each with its row and its column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ictrack.errors import join_alternatives
from ictrack.ingest.issues import Issue
from ictrack.ingest.returns.columns import Fill, Holds, sheet_columns
from ictrack.ingest.returns.content import words_of
from ictrack.ingest.returns.facts import KnownInitiative, KnownToReturn
from ictrack.ingest.returns.row import SAYS_A_CHANGE, ReturnedRow
from ictrack.ingest.returns.stamp import Stamp, check_of
from ictrack.ingest.source import RawTable
from ictrack.vocabulary import Confidence, DeliveryStatus, YesNo
from ictrack.words import fold, is_blank_status, match_word, suggest

# Faults that put no other row of the workbook in doubt.
ROW_FAULTS = frozenset(
    """
    answer_beside_tick before_start completed_twice completion_without_status conflict day_to_come
    doubled_row known_title locked_cell new_without_title not_asked nothing_to_confirm other_city tick_of_new
    unknown_initiative unknown_tick unknown_word
    """.split()  # noqa: SIM905 - a paragraph of words is read faster than a list of them
)
# Those that are in the answer alone: the rest of it is read, so that all problems are told at once.
ANSWER_FAULTS = frozenset(
    """
    answer_beside_tick before_start completed_twice completion_without_status day_to_come
    nothing_to_confirm unknown_word
    """.split()  # noqa: SIM905 - the same
)

# Why "no change" can be said of no initiative that has no status yet.
NOTHING_TO_CONFIRM = "confirms the status that was reported last, and none was reported yet"


@dataclass(frozen=True)
class RowJudge:
    """Judge the rows of one workbook, against what is stored and against the day of today."""

    table: RawTable
    stamp: Stamp
    known: KnownToReturn
    today: date

    def judge_known(self, row: ReturnedRow) -> Iterator[Issue]:
        """Judge the row of an initiative that was on the sheet."""
        initiative = self.known.initiatives.get(row.code)
        if initiative is None or initiative.city_id != self.stamp.city:
            yield self._not_of_city(row, initiative)
            return
        if row.answers and not initiative.is_asked:
            yield self._issue(
                row,
                "not_asked",
                "code",
                "was compiled from public documents, and nobody is asked about it",
                "the initiative of the city's own data, or a row for a new one; else no answer in this row",
            )
            return
        yield from self._changed_cells(row)
        yield from self._ticked(row, initiative)
        yield from self._words(row)
        yield from self._days(row, initiative.starts_on)

    def judge_new(self, row: ReturnedRow) -> Iterator[Issue]:
        """Judge a row for a new initiative."""
        if "row_stamp" in row.cells:
            yield self._issue(
                row, "locked_cell", "code", "is empty, and was not when it was sent out", _AS_IT_WAS
            )
            return
        if "title" not in row.cells:
            yield self._issue(row, "new_without_title", "title", "is empty", "what the initiative is called")
        elif known := self._of_title(row):
            yield self._issue(
                row,
                "known_title",
                "title",
                f"is the title of {known.initiative_id} already",
                f"the row of {known.initiative_id}; or another title",
            )
        if "no_change" in row.cells:
            yield self._issue(
                row, "tick_of_new", "no_change", "says nothing of a new initiative", "an empty cell"
            )
        yield from self._words(row)
        yield from self._days(row, None)

    def doubled(self, row: ReturnedRow, others: Sequence[int]) -> Issue:
        """Say that a row speaks of the same initiative as others: nobody knows which is meant."""
        key = "code" if row.code else "title"
        where = ", ".join(map(str, others))
        message = f"is in row {where} as well" if len(others) == 1 else f"is in rows {where} as well"
        return self._issue(row, "doubled_row", key, message, "one row for each initiative")

    def conflict(self, row: ReturnedRow, reports: int) -> Issue:
        """Say that an initiative got another report after the workbook was made."""
        others = "another report" if reports == 1 else f"{reports} other reports"
        return self._issue(
            row,
            "conflict",
            "code",
            f"got {others} after this workbook was made",
            "the page Send a return, which shows both and lets you choose; or a workbook made anew",
        )

    def _not_of_city(self, row: ReturnedRow, found: KnownInitiative | None) -> Issue:
        if found is not None:
            message = f"is an initiative of {found.city_id}, and this is the workbook of {self.stamp.city}"
            return self._issue(row, "other_city", "code", message, "the rows of the workbook's own city")
        own = {
            fold(one): one
            for one, known in self.known.initiatives.items()
            if known.city_id == self.stamp.city
        }
        message = f"is not an initiative of {self.stamp.city}"
        close = suggest(row.code, own)
        return self._issue(row, "unknown_initiative", "code", message, _AS_IT_WAS, suggestion=close)

    def _changed_cells(self, row: ReturnedRow) -> Iterator[Issue]:
        locked = [c.key for c in sheet_columns() if c.fill is not Fill.ANSWER and c.key != "row_stamp"]
        changed = row.row_stamp.changed_cells(self.stamp, row.locked)
        keys = ["row_stamp"] if changed is None else [locked[place] for place in changed]
        for key in keys:
            yield self._issue(
                row, "locked_cell", key, "was changed, and is not there to be filled in", _AS_IT_WAS
            )

    def _ticked(self, row: ReturnedRow, initiative: KnownInitiative) -> Iterator[Issue]:
        tick = row.word("no_change", Holds.TICK)
        if tick and match_word(YesNo, tick).member is None:
            yield self._issue(row, "unknown_tick", "no_change", "is not allowed", "'Yes', or an empty cell")
        if row.is_ticked:
            if not initiative.has_status and "status" not in row.cells:
                allowed = "an empty cell, and choose a status beside it"
                yield self._issue(row, "nothing_to_confirm", "no_change", NOTHING_TO_CONFIRM, allowed)
            for key in SAYS_A_CHANGE:
                if key in row.cells:
                    yield self._issue(
                        row,
                        "answer_beside_tick",
                        key,
                        f"stands beside a tick for '{labels_of_columns()['no_change']}'",
                        "either the tick, or what has changed",
                    )

    def _words(self, row: ReturnedRow) -> Iterator[Issue]:
        """Judge what stands where a word of a list belongs; the words of other trackers are known too."""
        kinds: tuple[tuple[str, Holds, type[StrEnum]], ...] = (
            ("status", Holds.STATUS, DeliveryStatus),
            ("confidence", Holds.CONFIDENCE, Confidence),
        )
        for key, holds, kind in kinds:
            word = row.word(key, holds)
            match = match_word(kind, word)
            if not word or match.member is not None or is_blank_status(word):
                continue
            labels = {value: label for label, value in words_of(holds).items()}
            close = labels.get(match.suggestion, "")
            allowed = join_alternatives([f"'{label}'" for label in labels.values()])
            yield self._issue(row, "unknown_word", key, "is not on the list", allowed, suggestion=close)

    def _days(self, row: ReturnedRow, starts_on: date | None) -> Iterator[Issue]:
        for key in ("day", "completed_on"):
            day = row.day(key)
            if day and day.first > self.today:
                today = self.today.isoformat()
                yield self._issue(row, "day_to_come", key, "is a day to come", f"a day up to today, {today}")
        completed_on = row.day("completed_on")
        if "completed_on" in row.cells and row.says_other_status and not row.is_ticked:
            allowed = "the status Completed beside it, or an empty cell"
            yield self._issue(
                row, "completion_without_status", "completed_on", "has no status Completed", allowed
            )
        if completed_on and starts_on and completed_on.last < starts_on:
            message = f"is before its start, {starts_on.isoformat()}"
            yield self._issue(row, "before_start", "completed_on", message, "a day from its start on")
        if "completed_on" in row.cells and "day" in row.cells:
            allowed = "one of them; the day of the completion is enough"
            yield self._issue(row, "completed_twice", "day", "stands beside a day of completion", allowed)

    def _of_title(self, row: ReturnedRow) -> KnownInitiative | None:
        title, own = fold(row.cells["title"]), new_identifier(row, self.stamp)
        of_city = (
            one for one in self.known.initiatives.values() if one.city_id == self.stamp.city and one.is_asked
        )
        return next((one for one in of_city if fold(one.title) == title and one.initiative_id != own), None)

    def _issue(
        self, row: ReturnedRow, code: str, key: str, message: str, allowed: str, *, suggestion: str = ""
    ) -> Issue:
        return self.table.issue(
            code,
            message,
            row=row.number,
            column=labels_of_columns()[key],
            value=row.cells.get(key),
            allowed=allowed,
            suggestion=suggestion,
        )


_AS_IT_WAS = "the cell as it was sent out; what is wrong in it goes into the summary"


def new_identifier(row: ReturnedRow, stamp: Stamp) -> str:
    """Give the identifier of a new initiative: the same title in the same return, the same one."""
    from_title = check_of([fold(row.cells.get("title", ""))])
    return f"{stamp.city}-{stamp.convening}-{from_title[:6]}"


def labels_of_columns() -> dict[str, str]:
    """Map each column to the words above it."""
    return {column.key: column.label for column in sheet_columns()}
