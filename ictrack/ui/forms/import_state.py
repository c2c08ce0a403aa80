"""An import that is under way in one session: what was sent, what was put in, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from ictrack.actions.load import BundledChoice, LoadSource, load_raw
from ictrack.actions.receipt import Receipt
from ictrack.actions.tracker import load_mapped
from ictrack.ingest.mended import MendedCell, mend_source
from ictrack.ingest.source import RawSource, RawTable
from ictrack.store.database import Database
from ictrack.ui.page import current_page
from ictrack.vocabulary import RecordedMode

_KEY = "ictrack_import"


@dataclass(frozen=True)
class ImportOptions:
    """Hold what the reader says of a file that is imported."""

    day_first: bool = False
    accept_valid: bool = False
    bundled_choice: BundledChoice | None = None
    recorded_mode: RecordedMode | None = None

    def command(self, path: Path, *, dry_run: bool, judged_at: int | None = None) -> LoadSource:
        """Ask for the load, or for what it would do."""
        return LoadSource(
            path,
            recorded_mode=self.recorded_mode,
            dry_run=dry_run,
            bundled_choice=self.bundled_choice,
            accept_valid=self.accept_valid,
            day_first=self.day_first or None,
            loaded_by=current_page().actor,
            judged_at=judged_at,
        )


@dataclass(frozen=True)
class Previewed:
    """Hold what a load would do, and all that this rests on: the store's version above all."""

    key: tuple[object, ...]
    version: int
    receipt: Receipt


@dataclass
class ImportUnderWay:
    """Hold an import from the file that was sent to the receipt of its load."""

    sent: RawSource
    size: int
    mended: tuple[MendedCell, ...] = ()
    previewed: Previewed | None = None
    loaded: Receipt | None = None

    @property
    def tables(self) -> tuple[RawTable, ...]:
        """List what was sent, as tables."""
        return self.sent.all_tables

    def is_previewed(self, database: Database, options: ImportOptions) -> bool:
        """Say whether what is previewed still holds."""
        return self.previewed is not None and self.previewed.key == self._key(database, options)

    def preview(self, database: Database, options: ImportOptions) -> Receipt:
        """Say what a load would do now; asked again only where anything has changed."""
        key = self._key(database, options)
        if self.previewed is None or self.previewed.key != key:
            version = database.version()
            receipt = load_raw(database, self.mended_source(), options.command(self.sent.path, dry_run=True))
            self.previewed = Previewed(key, version, receipt)
        return self.previewed.receipt

    def load(self, database: Database, options: ImportOptions) -> Receipt:
        """Load what was previewed.

        Raises StoreChangedError where the store says something else by now than it did then.
        """
        judged_at = self.previewed.version if self.previewed else None
        command = options.command(self.sent.path, dry_run=False, judged_at=judged_at)
        self.loaded = load_mapped(database, self.mended_source(), command)
        return self.loaded

    def put_in(self, cells: tuple[MendedCell, ...]) -> None:
        """Put suggestions into their cells."""
        self.mended = (*self.mended, *(cell for cell in cells if cell not in self.mended))

    def take_out(self, cells: tuple[MendedCell, ...]) -> None:
        """Let cells say again what was sent."""
        self.mended = tuple(cell for cell in self.mended if cell not in cells)

    def mended_source(self) -> RawSource:
        """Give what was sent with the suggestions in it."""
        return mend_source(self.sent, self.mended)

    def _key(self, database: Database, options: ImportOptions) -> tuple[object, ...]:
        return (self.mended, options, database.state())


def current_import() -> ImportUnderWay | None:
    """Give the import that is under way in this session, if there is one."""
    under_way: ImportUnderWay | None = st.session_state.get(_KEY)
    return under_way


def begin_import(sent: RawSource, size: int) -> ImportUnderWay:
    """Begin an import with what was sent."""
    under_way = ImportUnderWay(sent, size)
    st.session_state[_KEY] = under_way
    return under_way


def end_import() -> None:
    """Forget the import of this session; what was loaded stays loaded."""
    st.session_state.pop(_KEY, None)
