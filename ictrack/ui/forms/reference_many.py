"""Many rows of a reference table at once: tick them, choose a column, write its new value."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from ictrack.actions.edit_reference import RowEdit
from ictrack.escapes import plain_markdown
from ictrack.language import _, ngettext
from ictrack.markup import element
from ictrack.summaries.reference import ReferenceItem, ReferenceTable, open_reference
from ictrack.summaries.table import Linked
from ictrack.ui import components
from ictrack.ui.drawing import draw_link
from ictrack.ui.forms.reference_fields import draw_field
from ictrack.ui.forms.reference_state import EditUnderWay
from ictrack.ui.view import View


def draw_ticks(table: ReferenceTable, under_way: EditUnderWay) -> tuple[RowEdit, ...] | None:
    """Draw a page of the rows, each with a tick and a link; give what is asked of those that are ticked."""
    if not table.items:
        return None
    components.show_notes(
        _("Open a row to change it, or tick several to write one value into all of them, beneath the list.")
    )
    keys = {item.row_key: under_way.key(f"tick-{item.row_key}") for item in table.items}
    every = under_way.key("all")
    if len(table.items) > 1:
        st.checkbox(
            _("Tick all that are shown"), key=every, on_change=_tick_all, args=(every, tuple(keys.values()))
        )
    for item in table.items:
        _draw_item(table, item, keys[item.row_key])
    ticked = [row_key for row_key, key in keys.items() if st.session_state.get(key)]
    return _draw_value(table, under_way, ticked)


def _tick_all(every: str, keys: tuple[str, ...]) -> None:
    for key in keys:
        st.session_state[key] = st.session_state[every]


def _draw_item(table: ReferenceTable, item: ReferenceItem, key: str) -> None:
    opening = Linked(
        _("Change this row"),
        open_reference(table.file, table.source_id, key=item.row_key),
        _("Change {row}", row=item.name),
    )
    with st.container(gap=None):
        st.checkbox(plain_markdown(item.name), key=key)
        components.show_only(_told, item.told, opening)


def _told(view: View, told: str, opening: Linked) -> Markup:
    link = draw_link(view, opening)
    return element("p", *((told, " · ", link) if told else (link,)), class_="ic-notes")


def _draw_value(
    table: ReferenceTable, under_way: EditUnderWay, ticked: list[str]
) -> tuple[RowEdit, ...] | None:
    if not ticked:
        return None
    components.show_heading(ngettext("Change {n} ticked row", "Change {n} ticked rows", len(ticked)))
    labels = {field.name: field.label for field in table.fields if not field.is_key}
    column = st.selectbox(
        _("What is to change"),
        list(labels),
        format_func=labels.__getitem__,
        key=under_way.key("column"),
        width=400,
    )
    with st.form(under_way.key("value-form"), border=False):
        value = draw_field(table.field_of(column), "", under_way.key(f"value-{column}"))
        asked = st.form_submit_button(_("See what would change"), type="primary")
    return tuple(RowEdit({column: value}, row_key) for row_key in ticked) if asked else None
