"""The way of a tracker into the store: choose it, say how it is read, see what would change, load it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from ictrack.actions.tracker import propose_for
from ictrack.errors import IctrackError
from ictrack.escapes import plain_markdown
from ictrack.ingest.contained import read_contained
from ictrack.ingest.plain_words import plain_issue
from ictrack.ingest.source import RawSource
from ictrack.ingest.trackers.mapping import TrackerMapping
from ictrack.ingest.trackers.proposal import ProposalOptions
from ictrack.ingest.trackers.source import as_source, open_issues, tracker_of
from ictrack.language import _, ngettext
from ictrack.ui import components
from ictrack.ui.forms.import_source import draw_said, draw_steps
from ictrack.ui.forms.import_state import ImportUnderWay
from ictrack.ui.forms.tracker_fields import MappingForm
from ictrack.ui.forms.upload import ReceivedFile, receive_file
from ictrack.ui.page import current_page

_KEY = "ictrack_tracker"
_SAID = "ictrack_tracker_said"
_ENDINGS = ("csv", "xlsx")
_LISTED = 20


@dataclass
class TrackerUnderWay:
    """Hold a tracker from the file that was sent to the import that was made of it."""

    raw: RawSource
    size: int
    mapping: TrackerMapping | None = None
    imported: ImportUnderWay | None = None

    def take(self, mapping: TrackerMapping, today: date) -> None:
        """Take what was said of the tracker; once nothing is open an import is made of it."""
        self.mapping = mapping
        if not open_issues(self.raw, mapping, today):
            source = as_source(self.raw, mapping, ProposalOptions(offers_colours=False), today)
            self.imported = ImportUnderWay(source, self.size)

    def go_back(self) -> None:
        """Go back to how the tracker is read."""
        self.imported = None


def draw_tracker() -> None:
    """Draw the step that the tracker of this session is at."""
    draw_said()
    said = st.session_state.pop(_SAID, "")
    if said:
        st.error(plain_markdown(said))
    under_way: TrackerUnderWay | None = st.session_state.get(_KEY)
    if under_way is None:
        _draw_choice()
    elif under_way.imported is not None:
        if under_way.imported.loaded is None:
            st.button(_("Change how it is read"), key="tracker_back", on_click=under_way.go_back)
        draw_steps(under_way.imported, _forget)
    else:
        _draw_mapping(under_way)


def _draw_choice() -> None:
    components.show_sentence(
        _("Import a tracker that has a row for each initiative and a column for each date.")
    )
    components.show_text(
        _(
            "Choose a CSV file or a workbook. You see which day each column speaks of and what each word and "
            "each colour means, and can change it, before anything is loaded."
        )
    )
    received = receive_file(_("Tracker to import"), _ENDINGS, key="tracker_file")
    if received is not None:
        with st.spinner(_("Reading {name} …", name=plain_markdown(received.name))):
            _read(received)
        st.rerun()


def _read(received: ReceivedFile) -> None:
    try:
        raw = read_contained(received.content, received.name, is_tracker=True)
    except IctrackError as error:
        st.session_state[_SAID] = str(error)
        return
    if not raw.tables:
        st.session_state[_SAID] = raw.issues[0].sentence()
        return
    st.session_state[_KEY] = TrackerUnderWay(raw, len(received.content))


def _forget() -> None:
    """Forget the tracker of this session; what was loaded stays loaded."""
    st.session_state.pop(_KEY, None)


def _draw_mapping(under_way: TrackerUnderWay) -> None:
    page = current_page()
    sheet = _choose_sheet(under_way.raw)
    proposed = propose_for(page.database, under_way.raw, sheet=sheet)
    table = tracker_of(under_way.raw, sheet)
    if proposed is None or table is None:
        return
    mapping = under_way.mapping if under_way.mapping and under_way.mapping.sheet == table.sheet else proposed
    key = f"tracker_{under_way.raw.fingerprint[:8]}_{list(under_way.raw.tables.values()).index(table)}"
    _draw_sent(under_way, mapping, page.setting.today)
    sent = MappingForm(table, mapping, page.setting, key).draw()
    st.button(_("Choose another file"), key="tracker_other", on_click=_forget)
    if sent is not None:
        under_way.take(sent, page.setting.today)
        st.rerun()


def _choose_sheet(raw: RawSource) -> str:
    """Ask which sheet of a workbook is to be read, where several are trackers."""
    sheets = list(raw.tables)
    if len(sheets) == 1:
        return sheets[0]
    return st.selectbox(_("Sheet"), sheets, key="tracker_sheet", width=400)


def _draw_sent(under_way: TrackerUnderWay, mapping: TrackerMapping, today: date) -> None:
    """Say how much is left to be answered of a tracker, and of which."""
    questions = open_issues(under_way.raw, mapping, today)
    name = under_way.raw.path.name
    if questions:
        left = ngettext("{n} question is left", "{n} questions are left", len(questions))
        components.show_sentence(_("{name} was read; {left}. Nothing is loaded yet.", name=name, left=left))
        for issue in questions[:_LISTED]:
            components.show_notes(f"{issue.place}: {plain_issue(issue).message}.")
    else:
        components.show_sentence(
            _("{name} was read; look through how it is understood. Nothing is loaded yet.", name=name)
        )
    components.show_notes(_("What you say here is remembered with the tracker once it is loaded."))
