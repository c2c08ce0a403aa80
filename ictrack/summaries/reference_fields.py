"""The fields of a reference table's form, made from the model of its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, get_args

from ictrack.labels import (
    coverage_label,
    event_kind_label,
    link_label,
    plan_link_label,
    role_label,
    schedule_label,
    sector_label,
    visibility_label,
    yes_no_label,
)
from ictrack.language import _
from ictrack.models import (
    ROW_OF_FILE,
    Row,
    columns_of,
    day_columns_of,
    key_columns_of,
    references_of,
    required_columns_of,
)
from ictrack.store.database import Database
from ictrack.store.reference_rows import ReferenceRow, list_reference_rows
from ictrack.summaries.reference_words import column_hint, column_label
from ictrack.vocabulary import (
    Coverage,
    EventKind,
    LeadKind,
    LinkKind,
    MembershipRole,
    PlanLink,
    Schedule,
    Sector,
    Visibility,
    YesNo,
)

_LONG = {"description", "note", "internal_note"}


class FieldKind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    ITEMS = "items"


@dataclass(frozen=True)
class ReferenceField:
    """One column as a field: its words, how it is filled in, and what can be chosen.

    `words` gives the words of each value that is known; a list of `ITEMS` may hold others.
    """

    name: str
    label: str
    hint: str
    kind: FieldKind
    is_required: bool
    is_key: bool
    words: Mapping[str, str] = field(default_factory=dict, hash=False)

    def tell(self, cell: str) -> str:
        """Say what a cell holds."""
        if self.kind in {FieldKind.CHOICES, FieldKind.ITEMS}:
            return ", ".join(self.words.get(item.strip(), item.strip()) for item in cell.split(";"))
        return self.words.get(cell, cell)


def fields_of(database: Database, file: str) -> tuple[ReferenceField, ...]:
    """Make the fields of a file's form, in the order of its columns."""
    row = ROW_OF_FILE[file]
    required, keys, given = required_columns_of(row), key_columns_of(row), given_column(row)
    return tuple(
        ReferenceField(
            name=column,
            label=_("Identifier") if given == column else column_label(file, column),
            hint=_("Empty gives a new row the next free one.")
            if given == column
            else column_hint(file, column),
            kind=kind,
            # An identifier that is left empty is given one.
            is_required=column in required and column != given,
            is_key=column in keys,
            words=words,
        )
        for column in columns_of(row)
        for kind, words in [_kind_of(database, row, column)]
    )


def given_column(row: type[Row]) -> str:
    """Name the column of the identifier that a new row is given; empty where rows have none of their own."""
    first, *others = key_columns_of(row)
    return "" if others or first in references_of(row) else first


def named_rows(database: Database, file: str) -> dict[str, str]:
    """Name every row of a file by its identifier, in the order of the names."""
    names = {row.row_key: name_of(row) for row in list_reference_rows(database, file)}
    return dict(sorted(names.items(), key=lambda item: (item[1].casefold(), item[0])))


def name_of(row: ReferenceRow) -> str:
    """Name a row that has a name or a title."""
    return row.cells.get("short_name") or row.cells.get("name") or row.cells.get("title") or row.row_key


def _kind_of(database: Database, row: type[Row], column: str) -> tuple[FieldKind, dict[str, str]]:
    annotation = row.model_fields[column].annotation
    is_list = annotation == tuple[str, ...]
    if reference := references_of(row).get(column):
        words = named_rows(database, reference.file)
        if reference.file == "initiatives":
            words = {identifier: f"{title} ({identifier})" for identifier, title in words.items()}
        return (FieldKind.CHOICES if is_list else FieldKind.CHOICE), words
    if is_list:
        return FieldKind.ITEMS, _sectors() if column == "sectors" else {}
    for kind, label in _word_labels().items():
        if annotation is kind or kind in get_args(annotation):
            return FieldKind.CHOICE, {str(word): label(word) for word in kind}
    is_long = column in _LONG and column not in day_columns_of(row)
    return (FieldKind.LONG_TEXT if is_long else FieldKind.TEXT), {}


def _sectors() -> dict[str, str]:
    return {str(sector): sector_label(sector) for sector in Sector}


def _word_labels() -> dict[type[StrEnum], Callable[[Any], str]]:
    """Give what names the words of each controlled vocabulary."""
    return {
        Coverage: lambda word: coverage_label(word).capitalize(),
        EventKind: event_kind_label,
        LeadKind: lead_kind_label,
        LinkKind: link_label,
        MembershipRole: role_label,
        PlanLink: plan_link_label,
        Schedule: schedule_label,
        Visibility: visibility_label,
        YesNo: yes_no_label,
    }


def lead_kind_label(kind: LeadKind) -> str:
    """Name which of a city's two leads it is."""
    return {LeadKind.SENIOR: _("Senior"), LeadKind.OPERATIONAL: _("Operational")}[kind]
