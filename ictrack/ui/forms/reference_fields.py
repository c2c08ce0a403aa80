"""The widgets of a reference table's form: one for each column, by what it may hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from ictrack.escapes import plain_markdown
from ictrack.language import _
from ictrack.models import LIST_SEPARATOR, items_of
from ictrack.summaries.reference_fields import FieldKind, ReferenceField

_NONE = ""


def draw_field(field: ReferenceField, cell: str, key: str, *, locked: bool = False) -> str:
    """Draw one field that holds a cell, and give the cell as it is written now."""
    with st.container(key=f"field-{key}"):
        written = _draw(field, cell, key, locked=locked)
        if field.hint and not locked:
            st.caption(plain_markdown(field.hint))
    return written


def _draw(field: ReferenceField, cell: str, key: str, *, locked: bool) -> str:
    label = _label_of(field)
    if field.kind is FieldKind.CHOICE:
        return _choose(field, label, cell, key, locked=locked)
    if field.kind in {FieldKind.CHOICES, FieldKind.ITEMS}:
        return _choose_many(field, label, cell, key)
    draw = st.text_area if field.kind is FieldKind.LONG_TEXT else st.text_input
    return draw(label, value=cell, key=key, disabled=locked) or ""


def _label_of(field: ReferenceField) -> str:
    return _("{field} (needed)", field=field.label) if field.is_required else field.label


def _choose(field: ReferenceField, label: str, cell: str, key: str, *, locked: bool) -> str:
    options = _with(field.words, [cell])
    if _NONE not in options:
        options = [_NONE, *options]
    chosen = st.selectbox(
        label,
        options,
        index=options.index(cell),
        format_func=lambda value: field.words.get(value, value) or _("Not stated"),
        key=key,
        disabled=locked,
    )
    return chosen or ""


def _choose_many(field: ReferenceField, label: str, cell: str, key: str) -> str:
    items = list(items_of(cell))
    chosen = st.multiselect(
        label,
        _with(field.words, items),
        default=items,
        format_func=lambda value: field.words.get(value, value),
        key=key,
        accept_new_options=field.kind is FieldKind.ITEMS,
        placeholder=_("Choose or type") if field.kind is FieldKind.ITEMS else _("Choose"),
    )
    return f"{LIST_SEPARATOR} ".join(chosen)


def _with(words: Mapping[str, str], held: Sequence[str]) -> list[str]:
    """List what can be chosen, and what is held although it is not known."""
    return [*words, *(item for item in held if item and item not in words)]
