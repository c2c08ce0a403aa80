"""Reference data on screen: choose a table, open a row or tick many, see what would change, load it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ictrack.actions.edit_reference import RowEdit
from ictrack.actions.receipt import Outcome, Receipt
from ictrack.errors import IctrackError
from ictrack.escapes import plain_markdown
from ictrack.language import _, ngettext
from ictrack.store.staging import StoreChangedError
from ictrack.summaries.loads import open_load
from ictrack.summaries.reference import ADD, ReferenceAsked, ReferenceTable, open_reference
from ictrack.summaries.reference_words import column_label
from ictrack.summaries.table import Linked, open_data
from ictrack.ui import components
from ictrack.ui.forms.issue_words import say_issue
from ictrack.ui.forms.reference_fields import draw_field
from ictrack.ui.forms.reference_many import draw_ticks
from ictrack.ui.forms.reference_state import EditUnderWay, edit_under_way
from ictrack.ui.page import Page, current_page
from ictrack.ui.preview import draw_preview
from ictrack.ui.search import show_pages


def asked_of(page: Page) -> ReferenceAsked:
    """Give what the address asks of the reference data."""
    return ReferenceAsked(*(page.opened(name) for name in ("table", "source", "key", ADD, "start")))


def draw_reference(table: ReferenceTable) -> None:
    """Draw the row that is open, a new one, or the list of rows with a tick for each."""
    if table.opened is not None or table.adds:
        _draw_row(table)
    else:
        _draw_list(table)
    components.show_text(Linked(_("Data"), open_data()))


def draw_choice(table: ReferenceTable) -> None:
    """Draw the boxes that choose the table, and the source where there are several."""
    with st.container(horizontal=True):
        _choose("table", _("Table"), table.tables, table.file)
        if len(table.sources) > 1:
            _choose("source", _("Source"), table.sources, table.source_id)


def _choose(name: str, label: str, words: Mapping[str, str], chosen: str) -> None:
    key = f"reference_{name}"
    st.session_state[key] = chosen

    def write() -> None:
        for gone in ("key", ADD, "start"):
            if gone in st.query_params:
                del st.query_params[gone]
        st.query_params[name] = st.session_state[key]

    current_page().query[name] = [chosen]
    st.selectbox(label, list(words), format_func=words.__getitem__, key=key, on_change=write, width=300)


def _draw_list(table: ReferenceTable) -> None:
    under_way = edit_under_way(f"{table.file}-{table.source_id}-many")
    if under_way.loaded is not None:
        _draw_loaded(table, under_way, under_way.loaded)
        return
    if table.sources:
        components.show_text(
            Linked(_("Add a row"), open_reference(table.file, table.source_id, **{ADD: "yes"}))
        )
    edits = draw_ticks(table, under_way)
    if edits is not None:
        under_way.ask(table, edits)
    show_pages(table.pages, _("Pages of the list"))
    _draw_what_would_change(table, under_way)


def _draw_row(table: ReferenceTable) -> None:
    opened = table.opened
    under_way = edit_under_way(f"{table.file}-{table.source_id}-{opened.row_key if opened else ADD}")
    components.show_heading(opened.name if opened else _("A new row"))
    if under_way.loaded is not None:
        _draw_loaded(table, under_way, under_way.loaded)
        return
    before = dict(opened.cells) if opened else {}
    with st.form(under_way.key("form"), border=False):
        written = {
            field.name: draw_field(
                field,
                before.get(field.name, ""),
                under_way.key(field.name),
                locked=opened is not None and field.is_key,
            )
            for field in table.fields
        }
        asked = st.form_submit_button(_("See what would change"), type="primary")
    if asked:
        changed = {name: cell for name, cell in written.items() if cell.strip() != before.get(name, "")}
        under_way.ask(table, (RowEdit(changed, opened.row_key if opened else None),))
    _draw_what_would_change(table, under_way)
    components.show_text(Linked(_("All rows of this table"), open_reference(table.file, table.source_id)))


def _draw_what_would_change(table: ReferenceTable, under_way: EditUnderWay) -> None:
    if under_way.refused:
        st.error(plain_markdown(under_way.refused))
        under_way.refused = ""
    try:
        receipt = under_way.preview(current_page().database)
    except IctrackError as error:
        st.error(plain_markdown(str(error)))
        return
    if receipt is None:
        return
    components.show_heading(_("What would change"))
    for problem in dict.fromkeys(_say(table, receipt)):
        st.warning(plain_markdown(problem))
    draw_preview(receipt)
    if receipt.outcome is Outcome.PREVIEWED:
        rows = receipt.total("new") + receipt.total("changed")
        label = ngettext("Load {n} row", "Load {n} rows", rows)
        # Pressed, it loads what was shown, before the page looks at the data anew.
        st.button(label, type="primary", key=under_way.key("load"), on_click=_load, args=(under_way,))


def _say(table: ReferenceTable, receipt: Receipt) -> list[str]:
    labels = {field.name: field.label for field in table.fields}
    return [
        say_issue(issue, labels.get(issue.column or "", column_label(table.file, issue.column or "")))
        if issue.column
        else say_issue(issue, _("This row"))
        for issue in receipt.issues
    ]


def _load(under_way: EditUnderWay) -> None:
    try:
        under_way.load(current_page().database)
    except StoreChangedError:
        under_way.refused = _(
            "The data has changed since this was previewed. Nothing was loaded. "
            "Look at what would change now."
        )
    except IctrackError as error:
        under_way.refused = str(error)


def _draw_loaded(table: ReferenceTable, under_way: EditUnderWay, receipt: Receipt) -> None:
    draw_preview(receipt)
    links = [Linked(_("All rows of this table"), open_reference(table.file, table.source_id))]
    if receipt.load_id is not None:
        links.insert(0, Linked(_("This load, and how to take it back"), open_load(receipt.load_id)))
    components.show_text(*links)
    st.button(_("Write more"), key=under_way.key("again"), on_click=under_way.begin_again)
