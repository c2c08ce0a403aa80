"""One row of a returned workbook: what was answered in it, and the status update that this makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ictrack.dates import PartialDay, parse_partial_day
from ictrack.ingest.days import read_day, read_serial
from ictrack.ingest.raw_rows import RawRow
from ictrack.ingest.returns.columns import Fill, Holds, sheet_columns
from ictrack.ingest.returns.content import locked_texts, words_of
from ictrack.ingest.returns.sheets import keys_of
from ictrack.ingest.returns.stamp import RowStamp, read_row_stamp
from ictrack.ingest.source import RawTable
from ictrack.vocabulary import DeliveryStatus, UpdateKind, YesNo
from ictrack.words import fold, match_word

_SAME_IN_BOTH = ("reason", "summary", "evidence_title", "evidence_url", "help_wanted", "help_offered")

# What a tick for "no change" leaves no room for.
SAYS_A_CHANGE = ("status", "confidence", "target", "completed_on")


@dataclass(frozen=True)
class ReturnedRow:
    """Hold one row as it was sent back: its number, and what its cells say, by column."""

    number: int
    cells: Mapping[str, str]
    epoch: date | None

    @property
    def code(self) -> str:
        """Give the identifier of the initiative; empty in a row for a new one."""
        return self.cells.get("code", "")

    @cached_property
    def answers(self) -> dict[str, str]:
        """Give the cells that the city filled in, by column."""
        keys = {column.key for column in sheet_columns() if column.fill is Fill.ANSWER}
        return {key: cell for key, cell in self.cells.items() if key in keys}

    @property
    def row_stamp(self) -> RowStamp:
        """Give the stamp of the row."""
        return read_row_stamp(self.cells.get("row_stamp", ""))

    @property
    def locked(self) -> list[str]:
        """Give the locked cells, in the order of the columns."""
        return locked_texts(self.cells)

    @property
    def is_ticked(self) -> bool:
        """Say whether "no change" is chosen."""
        return self.word("no_change", Holds.TICK) == YesNo.YES

    @property
    def says_other_status(self) -> bool:
        """Say whether there is no status, or one that is not completed; a word that is none is neither."""
        word = self.word("status", Holds.STATUS)
        member = match_word(DeliveryStatus, word).member
        return not word or member not in {None, DeliveryStatus.COMPLETED}

    @property
    def says_a_change(self) -> bool:
        """Say whether it is more than a tick for "no change"."""
        return not self.is_ticked or any(key in self.cells for key in SAYS_A_CHANGE)

    def word(self, key: str, holds: Holds) -> str:
        """Give a word of a list as a source writes it; one that is not on the list as it is."""
        cell = self.cells.get(key, "")
        known = {fold(label): word for label, word in words_of(holds).items()}
        return known.get(fold(cell), cell)

    def day(self, key: str) -> PartialDay | None:
        """Read a day; nothing where the cell is empty or cannot be read as one."""
        return parse_partial_day(self.written_day(key))

    def written_day(self, key: str) -> str:
        """Give a day as a source writes it; what cannot be read as one as it is."""
        cell = self.cells.get(key, "")
        text = read_serial(cell, self.epoch) if self.epoch else cell
        return read_day(text, day_first=None).text

    def update_cells(self, initiative_id: str, update_id: str, empty_day: str) -> dict[str, str]:
        """Give the cells of the status update that the answers make."""
        cells = {
            "update_id": update_id,
            "initiative_id": initiative_id,
            "kind": UpdateKind.STATUS if self.says_a_change else UpdateKind.REVIEWED_NO_CHANGE,
            "reported_on": self.written_day("completed_on") or self.written_day("day") or empty_day,
            "status": self.word("status", Holds.STATUS),
            "confidence": self.word("confidence", Holds.CONFIDENCE),
            "revised_target_on": self.written_day("target") if self.code else "",
            **{key: self.cells.get(key, "") for key in _SAME_IN_BOTH},
        }
        return {column: str(cell) for column, cell in cells.items() if cell}


def rows_of(table: RawTable) -> tuple[ReturnedRow, ...]:
    """Give the rows of the sheet with the cells that say anything."""
    keys = keys_of(table)
    return tuple(_row(raw, keys, table.epoch) for raw in table.rows)


def _row(raw: RawRow, keys: tuple[str | None, ...], epoch: date | None) -> ReturnedRow:
    cells = {key: cell for key, cell in zip(keys, raw.cells, strict=True) if key and cell}
    return ReturnedRow(raw.number, cells, epoch)
