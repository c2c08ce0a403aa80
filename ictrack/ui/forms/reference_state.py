"""What a form for reference data is about to write in one session, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from ictrack.actions.edit_reference import EditReference, RowEdit, edit_reference
from ictrack.actions.receipt import Receipt
from ictrack.store.database import Database
from ictrack.summaries.reference import ReferenceTable
from ictrack.ui.page import current_page

_KEY = "ictrack_reference"


@dataclass
class EditUnderWay:
    """Hold what one form is about to write: the command, what it would do, what it did, why it did not.

    `made` counts how often the form was begun anew: its widgets are then new ones.
    """

    name: str
    made: int = 0
    command: EditReference | None = None
    previewed: Receipt | None = None
    previewed_at: str = ""
    loaded: Receipt | None = None
    refused: str = ""

    def key(self, field: str) -> str:
        """Give the key of a widget."""
        return f"reference-{self.name}-{self.made}-{field}"

    def ask(self, table: ReferenceTable, edits: tuple[RowEdit, ...]) -> None:
        """Take down what is to be written; nothing is written yet."""
        self.command = EditReference(table.file, table.source_id, edits, current_page().actor)
        self.previewed = None

    def preview(self, database: Database) -> Receipt | None:
        """Say what would be written now; asked again only where the data has changed."""
        if self.command is None:
            return None
        state = database.state()
        if self.previewed is None or self.previewed_at != state:
            version = database.version()
            self.previewed = edit_reference(database, replace(self.command, dry_run=True, judged_at=None))
            self.command = replace(self.command, judged_at=version)
            self.previewed_at = state
        return self.previewed

    def load(self, database: Database) -> None:
        """Write what was previewed."""
        if self.command is not None:
            self.loaded = edit_reference(database, self.command)
            self.command, self.previewed = None, None

    def begin_again(self) -> None:
        """Forget what was asked for and what came of it; what was written stays."""
        self.command, self.previewed, self.loaded = None, None, None
        self.made += 1


def edit_under_way(name: str) -> EditUnderWay:
    """Give what one form of this session is about to write; another form's is forgotten."""
    held: EditUnderWay | None = st.session_state.get(_KEY)
    if held is None or held.name != name:
        held = EditUnderWay(name)
        st.session_state[_KEY] = held
    return held
