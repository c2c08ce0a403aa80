"""The way of a file into the store: choose it, mend it, look at what would change, load it."""

from __future__ import annotations

import json
from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ictrack.actions.load import BundledChoice
from ictrack.actions.receipt import Outcome, Receipt, filled_in_sheet, is_of_workbook
from ictrack.errors import IctrackError
from ictrack.escapes import plain_markdown
from ictrack.ingest.contained import read_contained
from ictrack.language import _, format_count, ngettext
from ictrack.reports.load_preview import preview_load
from ictrack.settings import current_settings
from ictrack.store.staging import StoreChangedError
from ictrack.summaries.loads import open_load
from ictrack.summaries.table import Linked, open_data, open_tracker
from ictrack.ui import components
from ictrack.ui.forms.import_problems import draw_problems
from ictrack.ui.forms.import_state import (
    ImportOptions,
    ImportUnderWay,
    begin_import,
    current_import,
    end_import,
)
from ictrack.ui.forms.upload import ReceivedFile, receive_file
from ictrack.ui.offering import offer_file
from ictrack.ui.page import current_page
from ictrack.ui.preview import draw_preview
from ictrack.vocabulary import RecordedMode

_SAID = "ictrack_import_said"
_AS_THE_SOURCE_SAYS = ""
_ENDINGS = ("csv", "zip", "xlsx")
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_import() -> None:
    """Draw the step that the import of this session is at."""
    draw_said()
    under_way = current_import()
    if under_way is None:
        _draw_choice()
    else:
        draw_steps(under_way, end_import)
    components.show_text(Linked(_("Data"), open_data()))


def draw_said() -> None:
    """Say what the last step could not do, once."""
    said = st.session_state.pop(_SAID, "")
    if said:
        st.error(plain_markdown(said))


def draw_steps(under_way: ImportUnderWay, forget: Callable[[], None]) -> None:
    """Draw what would change, or what was loaded; `forget` lets go of the file."""
    if under_way.loaded is not None:
        _draw_receipt(under_way, under_way.loaded, forget)
    else:
        _draw_preview(under_way, forget)


def _draw_choice() -> None:
    settings = current_settings()
    components.show_sentence(_("Import a file: nothing is loaded before you have seen what would change."))
    components.show_text(
        _(
            "Choose one sheet with a row per initiative or update (CSV or XLSX), a workbook with a sheet per "
            "table, or a ZIP of a folder of CSV files. What each column may hold is in data/README.md."
        )
    )
    components.show_text(Linked(_("Import a tracker with a column for each date"), open_tracker()))
    received = receive_file(_("File to import"), _ENDINGS, key="import_file")
    components.show_notes(
        _(
            "At most {rows} rows and {megabytes} MB. For more: python -m ictrack load SOURCE",
            rows=format_count(settings.upload_rows),
            megabytes=format_count(settings.upload_bytes // 1024**2),
        )
    )
    if received is not None:
        _read(received)
        st.rerun()


def _read(received: ReceivedFile) -> None:
    """Read what was sent, in a process of its own, and say so meanwhile."""
    progress = st.progress(0.1, _("Reading {name} …", name=plain_markdown(received.name)))
    try:
        sent = read_contained(received.content, received.name)
    except IctrackError as error:
        st.session_state[_SAID] = str(error)
        return
    under_way = begin_import(sent, len(received.content))
    _check(under_way, ImportOptions(bundled_choice=_default_choice()), progress)


def _check(
    under_way: ImportUnderWay, options: ImportOptions, progress: DeltaGenerator | None = None
) -> Receipt:
    """Preview what was sent; where that takes a while, say so."""
    database = current_page().database
    if under_way.is_previewed(database, options):
        return under_way.preview(database, options)
    rows = sum(table.row_count for table in under_way.tables)
    bar = progress or st.progress(0.5)
    bar.progress(0.5, ngettext("Checking {n} row …", "Checking {n} rows …", rows))
    receipt = under_way.preview(database, options)
    bar.empty()
    return receipt


def _draw_preview(under_way: ImportUnderWay, forget: Callable[[], None]) -> None:
    if under_way.sent.is_unread:
        _draw_unread(under_way, forget)
        return
    _draw_sent(under_way, forget)
    options = _draw_options()
    is_seen = under_way.is_previewed(current_page().database, options)
    receipt = _check(under_way, options)
    draw_problems(under_way, receipt)
    components.show_heading(_("What would change"))
    draw_preview(receipt)
    if _draw_load(receipt, options):
        if is_seen:
            _load(under_way, options)
        else:
            st.session_state[_SAID] = _data_has_changed()
        st.rerun()


def _draw_unread(under_way: ImportUnderWay, forget: Callable[[], None]) -> None:
    """Say that a file could not be read, and why; another can be chosen."""
    receipt = _check(under_way, ImportOptions())
    components.show_sentence(preview_load(receipt).sentence)
    st.button(_("Choose another file"), key="import_other", on_click=forget)
    draw_problems(under_way, receipt)


def _draw_sent(under_way: ImportUnderWay, forget: Callable[[], None]) -> None:
    rows = sum(table.row_count for table in under_way.tables)
    components.show_sentence(
        _(
            "{name} was read: {rows}, {kilobytes} KB. Nothing is loaded yet.",
            name=under_way.sent.path.name,
            rows=ngettext("{n} row", "{n} rows", rows),
            kilobytes=format_count(max(1, under_way.size // 1024)),
        )
    )
    st.button(_("Choose another file"), key="import_other", on_click=forget)


def _default_choice() -> BundledChoice | None:
    """Replace the public record by the first source of one's own, unless the reader says otherwise."""
    return BundledChoice.REPLACE if current_page().setting.is_bundled_only else None


def _draw_options() -> ImportOptions:
    """Draw what can be said of a file, and give what the reader says."""
    choice = _default_choice()
    with st.container(border=True):
        if choice is not None:
            choice = st.radio(
                _("The public record, which is loaded now"),
                list(BundledChoice),
                format_func=_choice_label,
                key="import_bundled",
            )
        mode = st.selectbox(
            _("When each update became known, where the file does not say"),
            [_AS_THE_SOURCE_SAYS, *RecordedMode],
            format_func=_mode_label,
            key="import_recorded",
            width=500,
        )
        day_first = st.checkbox(_("In dates such as 01/02/2019 the day stands first"), key="import_day_first")
        accept_valid = st.checkbox(
            _("Leave out the rows that have problems, and load the others"), key="import_accept_valid"
        )
    return ImportOptions(day_first, accept_valid, choice, RecordedMode(mode) if mode else None)


def _choice_label(choice: BundledChoice) -> str:
    return {
        BundledChoice.REPLACE: _("Replace it by this file"),
        BundledChoice.KEEP: _("Keep it beside this file"),
    }[choice]


def _mode_label(mode: str) -> str:
    return {
        _AS_THE_SOURCE_SAYS: _("As the file's source says, else today"),
        RecordedMode.TODAY: _("Today"),
        RecordedMode.REPORTED: _("On the day that it speaks of"),
    }[mode]


def _draw_load(receipt: Receipt, options: ImportOptions) -> bool:
    """Draw the button that loads, and say whether it was pressed."""
    if receipt.outcome is Outcome.REFUSED and options.accept_valid:
        components.show_notes(_("No row can be loaded as it is. Mend the problems above. Then load."))
    elif receipt.outcome is Outcome.REFUSED:
        components.show_notes(
            _("Mend the problems above, or tick that the rows that have them are left out. Then load.")
        )
    rows = receipt.total("new") + receipt.total("changed")
    return st.button(
        ngettext("Load {n} row", "Load {n} rows", rows) if rows else _("Nothing to load"),
        type="primary",
        key="import_load",
        disabled=receipt.outcome is not Outcome.PREVIEWED,
    )


def _load(under_way: ImportUnderWay, options: ImportOptions) -> None:
    """Load what was previewed; where the data has changed meanwhile, the preview is drawn again."""
    progress = st.progress(0.5, _("Loading …"))
    try:
        under_way.load(current_page().database, options)
    except StoreChangedError:
        st.session_state[_SAID] = _data_has_changed()
    except IctrackError as error:
        st.session_state[_SAID] = str(error)
    progress.empty()


def _data_has_changed() -> str:
    return _(
        "The data has changed since this was previewed. Nothing was loaded. Look at what would change now."
    )


def _draw_receipt(under_way: ImportUnderWay, receipt: Receipt, forget: Callable[[], None]) -> None:
    """Draw what a load did, and give its receipt and its sheets to take away."""
    draw_preview(receipt)
    if under_way.mended:
        components.show_notes(
            ngettext(
                "{n} cell was mended before it was loaded; the receipt lists it.",
                "{n} cells were mended before they were loaded; the receipt lists them.",
                len(under_way.mended),
            )
        )
    _draw_files(under_way, receipt)
    if receipt.load_id is not None:
        components.show_text(Linked(_("This load, and how to take it back"), open_load(receipt.load_id)))
    st.button(_("Import another file"), key="import_again", on_click=forget)


def _draw_files(under_way: ImportUnderWay, receipt: Receipt) -> None:
    name = under_way.sent.path.stem
    mended = [vars(cell) for cell in under_way.mended]
    text = json.dumps({**receipt.to_json(), "mended": mended}, ensure_ascii=False, indent=2, default=str)
    with st.container(horizontal=True):
        _offer(_("Download the receipt (JSON)"), text.encode(), f"{name}-receipt.json", "application/json")
        if receipt.sheet is not None:
            ending, kind = ("xlsx", _WORKBOOK) if is_of_workbook(receipt.sheet) else ("csv", "text/csv")
            sheet = filled_in_sheet(receipt)
            _offer(_("Download the sheet with its identifiers"), sheet, f"{name}-filled-in.{ending}", kind)
        for file, content in receipt.to_mend.items():
            _offer(_("Download what was left out, to mend"), content, f"to-mend-{file}", "text/csv")


def _offer(label: str, content: bytes, file_name: str, kind: str) -> None:
    offer_file(label, lambda: content, file_name, kind, file_name)
