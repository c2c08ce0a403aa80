"""The rows of one sheet gathered by initiative, each with an identifier that stays.

Rows of one city, title and phase are one initiative. An identifier that is blank is the
one that the same row got in an earlier load, else the next free one. A blank cell says
nothing: it takes nothing away from what is stored.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ictrack.ingest.issues import Issue
from ictrack.ingest.raw_rows import RawRow
from ictrack.ingest.references import NameBook
from ictrack.ingest.rows import sent_hash
from ictrack.ingest.sheet_words import INITIATIVE_COLUMNS, UPDATE_COLUMNS
from ictrack.ingest.source import RawTable, Reading
from ictrack.ingest.update_identifiers import UpdateIdentifiers
from ictrack.models import InitiativeRow, StatusUpdateRow, references_of
from ictrack.words import fold, is_blank_status

_BOTH = frozenset({"source_title", "source_url", "source_locator"})
_OF_UPDATE = frozenset(UPDATE_COLUMNS) - {"initiative_id"}
_OF_INITIATIVE = frozenset(INITIATIVE_COLUMNS) - _BOTH
_SAYS_NOTHING = frozenset({"update_id", "kind", "status_read_by", "reported_by_role"})

Cells = dict[str, str]
# City, title and phase, each as it is compared; no phase: the sheet does not say.
Name = tuple[str, str, str]


@dataclass(frozen=True)
class StoredInitiative:
    """Hold an initiative of the same source as it is stored, with its cells as text."""

    initiative_id: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Known:
    """Hold what a sheet is matched against: names of cities, phases and areas, and the store.

    `updates` holds identifier and fingerprint of the updates of each initiative of the
    same source; `taken` every identifier of an initiative or update that is in use; `others`
    those of updates that the source did not bring, of undone ones and of reports that are none yet;
    `elsewhere` says of each initiative of another source whose it is, and what to do instead.
    """

    books: Mapping[str, NameBook]
    initiatives: tuple[StoredInitiative, ...] = ()
    updates: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    others: tuple[tuple[str, str], ...] = ()
    elsewhere: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def has_update(cells: Cells) -> bool:
    """Say whether cells report anything, beside what they say of the initiative."""
    if "update_id" in cells:
        return True
    said = (_OF_UPDATE - _SAYS_NOTHING - _BOTH) & cells.keys()
    return bool(said - {"status"}) or ("status" in said and not is_blank_status(cells["status"]))


@dataclass
class _Group:
    """Hold the rows of one initiative: its cells, and from which row each comes."""

    name: Name
    stored: StoredInitiative | None = None
    initiative_id: str = ""
    cells: Cells = field(default_factory=dict)
    said_in: dict[str, int] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Give the first of its rows."""
        return min(self.rows)


class Grouping:
    """Gather the rows of a sheet by initiative, and give identifiers."""

    def __init__(self, sheet: RawTable, words: Mapping[str, str], known: Known) -> None:
        self.sheet = sheet
        self.words = words
        self.known = known
        self.issues: list[Issue] = []
        self.identifiers: dict[int, tuple[str | None, str | None]] = {}
        self.unplaced: list[RawRow] = []
        self.refused: set[int] = set()
        self._said_otherwise: Counter[tuple[str, str]] = Counter()
        self._group_of_row: dict[int, _Group] = {}
        self._groups: list[_Group] = []
        self._by_id: dict[str, _Group] = {}
        self._by_name: dict[Name, _Group] = {}
        self._by_place: dict[tuple[str, str], list[_Group]] = defaultdict(list)
        self._taken = set(known.taken)
        self._last_number: dict[str, int] = {}
        self._canonical: dict[tuple[str, str], str] = {}
        for stored in known.initiatives:
            self._add_stored(stored)

    def take(self, rows: list[tuple[int, Cells]]) -> None:
        """Gather all rows; those that name the phase first, so that the others can join them."""
        for number, cells in rows:
            if "initiative_id" in cells or "phase_id" in cells:
                self._take_row(number, cells)
        for number, cells in rows:
            if "initiative_id" not in cells and "phase_id" not in cells:
                self._take_row(number, cells)
        self._refuse_unknown()
        self._name_groups()

    def initiative_rows(self) -> list[tuple[int, Cells]]:
        """Give one row per initiative: what the sheet says, and where it says nothing what is stored."""
        return [
            (
                group.number,
                {
                    **(group.stored.cells if group.stored else {}),
                    **group.cells,
                    "initiative_id": group.initiative_id,
                },
            )
            for group in sorted(self._groups, key=lambda group: group.number)
        ]

    def initiative_of(self, number: int) -> str | None:
        """Give the identifier of the initiative of a row; nothing where it has none."""
        group = self._group_of_row.get(number)
        return group.initiative_id if group else None

    def update_rows(self, rows: list[tuple[int, Cells]]) -> list[tuple[int, Cells]]:
        """Give one row per update, each with its identifier."""
        identifiers = self._identifiers(rows)
        unmatched = {key: list(pairs) for key, pairs in self.known.updates.items()}
        updates = []
        for number, cells in rows:
            group = self._group_of_row.get(number)
            if group is None:
                continue
            update_id = None
            if has_update(cells):
                update = {column: cell for column, cell in cells.items() if column in _OF_UPDATE}
                update["initiative_id"] = group.initiative_id
                update_id = update.get("update_id") or self._update_id(update, unmatched, identifiers)
                update["update_id"] = update_id
                updates.append((number, update))
            self.identifiers[number] = (group.initiative_id, update_id)
        return updates

    def _add_stored(self, stored: StoredInitiative) -> None:
        group = _Group(self._name_of(stored.cells), stored, stored.initiative_id)
        self._index(group)

    def _index(self, group: _Group) -> None:
        if group.initiative_id:
            self._by_id.setdefault(group.initiative_id, group)
        self._by_name.setdefault(group.name, group)
        self._by_place[group.name[:2]].append(group)

    def _name_of(self, cells: Mapping[str, str]) -> Name:
        return (
            self._canonically("city_id", cells.get("city_id", "")),
            fold(cells.get("title", "")),
            self._canonically("phase_id", cells.get("phase_id", "")),
        )

    def _canonically(self, column: str, cell: str) -> str:
        """Give a cell in the form in which it is compared: an identifier, or folded words."""
        if (column, cell) not in self._canonical:
            reference = references_of(InitiativeRow).get(column)
            book = self.known.books.get(reference.file) if reference else None
            found = book.find(cell).identifier if book and cell else None
            self._canonical[column, cell] = found or fold(cell)
        return self._canonical[column, cell]

    def _take_row(self, number: int, cells: Cells) -> None:
        group = self._find(number, cells)
        if group is not None and self._is_of_other_city(group, cells):
            self.issues.append(self._other_city(number, cells, group))
            group = None
        if group is None:
            self.unplaced.append(RawRow(number, ()))
            return
        if not group.rows:
            self._groups.append(group)
        group.rows.append(number)
        self._group_of_row[number] = group
        own = _OF_INITIATIVE if has_update(cells) else _OF_INITIATIVE | _BOTH
        for column in own & cells.keys():
            self._say(group, number, column, cells[column])

    def _find(self, number: int, cells: Cells) -> _Group | None:
        name = self._name_of(cells)
        given = cells.get("initiative_id", "")
        if not given and not (name[0] and name[1]):
            return _Group(name)
        if given:
            group = self._by_id.get(given)
        elif name[2]:
            group = self._by_name.get(name)
        else:
            places = self._by_place[name[:2]]
            group = self._by_name.get(name) or (places[0] if len(places) == 1 else None)
            if group is None and places:
                self.issues.append(self._fits_two(number, cells, places))
                return None
        if group is None:
            group = _Group(name, initiative_id=given)
            self._index(group)
        return group

    def _refuse_unknown(self) -> None:
        """Refuse the rows of an identifier that this source does not have, and that cannot be new."""
        unknown = [group for group in self._groups if self._cannot_be_new(group)]
        for group in unknown:
            self._groups.remove(group)
            for number in group.rows:
                del self._group_of_row[number]
                self.unplaced.append(RawRow(number, ()))
                self.issues.append(self._unknown(number, group.initiative_id))

    def _cannot_be_new(self, group: _Group) -> bool:
        """Say whether rows name an initiative that this source lacks, and not where or what it is.

        A sheet without a column for it cannot say so at all; one cell that is empty is a
        problem of its own.
        """
        if group.stored is not None or not group.initiative_id:
            return False
        lacking = {"city_id", "title"} - group.cells.keys()
        return len(lacking) == 2 or bool(lacking - self.words.keys())

    def _unknown(self, number: int, initiative_id: str) -> Issue:
        """Say that an identifier belongs to another source, or that it is none that is known."""
        book = self.known.books.get("initiatives")
        found = book.find(initiative_id) if book else None
        # One of the public record that this load is to replace is in no book any more.
        if found and found.identifier == initiative_id and initiative_id in self.known.elsewhere:
            message, allowed = self.known.elsewhere[initiative_id]
            return self.sheet.issue(
                "other_source",
                message,
                row=number,
                column=self.words.get("initiative_id"),
                value=initiative_id,
                allowed=allowed,
            )
        return self.sheet.issue(
            "unknown_initiative",
            "is not an initiative that is known",
            row=number,
            column=self.words.get("initiative_id"),
            value=initiative_id,
            allowed="the identifier of one that is; a new one needs its city and its title beside it",
            suggestion=(found.identifier or found.suggestion) if found else "",
        )

    def _is_of_other_city(self, group: _Group, cells: Cells) -> bool:
        """Say whether a row names a stored initiative by its identifier, and a city that it is not of."""
        if group.stored is None or "initiative_id" not in cells or "city_id" not in cells:
            return False
        book = self.known.books.get("cities")
        named = book.find(cells["city_id"]).identifier if book else None
        # A word that is no city is a problem of its own.
        return named is not None and named != group.name[0]

    def _other_city(self, number: int, cells: Cells, group: _Group) -> Issue:
        return self.sheet.issue(
            "other_city",
            f"is an initiative of the city {group.name[0]}, and not of '{cells['city_id']}'",
            row=number,
            column=self.words.get("initiative_id"),
            value=cells["initiative_id"],
            allowed="the identifier of an initiative of that city, or none for a new one; "
            "the city of an initiative is changed in the file initiatives of the full form",
        )

    def _fits_two(self, number: int, cells: Cells, places: list[_Group]) -> Issue:
        phases = " and ".join(sorted(f"'{group.name[2]}'" for group in places))
        return self.sheet.issue(
            "fits_two",
            f"is an initiative of more than one phase ({phases})",
            row=number,
            column=self.words.get("title"),
            value=cells.get("title"),
            allowed="the phase, or the identifier of the initiative",
        )

    def _say(self, group: _Group, number: int, column: str, cell: str) -> None:
        said = group.cells.get(column)
        if said is None:
            group.cells[column] = cell
            group.said_in[column] = number
        elif self._canonically(column, said) != self._canonically(column, cell):
            self.refused.add(number)
            advice = "Write a new date in a column 'revised target date'." if column == "target_on" else ""
            self.issues.append(
                self.sheet.issue(
                    "two_values",
                    f"differs from '{said}' in row {group.said_in[column]}, of the same initiative",
                    row=number,
                    column=self.words.get(column, column),
                    value=cell,
                    allowed="one value for one initiative",
                    suggestion=advice,
                )
            )
        else:
            self._said_otherwise[column, cell] += 1

    def readings(self) -> tuple[Reading, ...]:
        """List the names of cities, phases and areas in rows that only repeat an initiative."""
        found = []
        for (column, cell), count in sorted(self._said_otherwise.items()):
            reference = references_of(InitiativeRow).get(column)
            book = self.known.books.get(reference.file) if reference else None
            identifier = book.find(cell).identifier if book else None
            if identifier and identifier != cell:
                found.append(Reading("initiatives", self.words.get(column, column), cell, identifier, count))
        return tuple(found)

    def _name_groups(self) -> None:
        """Give every initiative without an identifier the next free one of its city."""
        self._taken.update(group.initiative_id for group in self._groups)
        for group in sorted(self._groups, key=lambda group: group.number):
            if not group.initiative_id:
                city = group.name[0].upper() if " " in group.name[0] else group.name[0]
                group.initiative_id = self._next(re.sub(r"[\s;]+", "-", city) or "X")

    def _identifiers(self, rows: list[tuple[int, Cells]]) -> UpdateIdentifiers:
        """Collect the identifiers of updates that are stored or stand in the sheet."""
        stored = [
            (initiative_id, update_id)
            for initiative_id, pairs in self.known.updates.items()
            for update_id, _hash in pairs
        ]
        given = [
            (self.initiative_of(number), cells["update_id"]) for number, cells in rows if "update_id" in cells
        ]
        return UpdateIdentifiers([*stored, *self.known.others, *given], self._taken)

    def _update_id(
        self, update: Cells, unmatched: dict[str, list[tuple[str, str]]], identifiers: UpdateIdentifiers
    ) -> str:
        """Find the stored update that says exactly this, else give the next identifier."""
        initiative_id = update["initiative_id"]
        stored = unmatched.get(initiative_id, [])
        for place, (update_id, stored_hash) in enumerate(stored):
            if sent_hash(StatusUpdateRow, {**update, "update_id": update_id}) == stored_hash:
                del stored[place]
                return update_id
        return identifiers.give(initiative_id)

    def _next(self, city: str) -> str:
        """Give the next identifier of an initiative of a city that nothing bears."""
        number = self._last_number.get(city, 0) + 1
        while f"{city}-{number:03d}" in self._taken:
            number += 1
        self._last_number[city] = number
        given = f"{city}-{number:03d}"
        self._taken.add(given)
        return given


def table_of_rows(
    sheet: RawTable, rows: Iterable[tuple[int, Cells]], words: Mapping[str, str], *, of_updates: bool = True
) -> RawTable:
    """Make a file of the full form of cells by column; `words` are the sheet's own headers."""
    name, columns = ("status_updates", UPDATE_COLUMNS) if of_updates else ("initiatives", INITIATIVE_COLUMNS)
    raw = tuple(RawRow(number, tuple(cells.get(column, "") for column in columns)) for number, cells in rows)
    return RawTable(
        name,
        sheet.file,
        sheet.sheet,
        columns,
        raw,
        epoch=sheet.epoch,
        header_words=words,
        sheets=sheet.sheets,
    )


def stored_cells(row: Mapping[str, Any]) -> Cells:
    """Write a stored row as the cells that would say the same."""
    cells = {}
    for column, value in row.items():
        if column in INITIATIVE_COLUMNS:
            said = row.get(f"{column}_written", value)
            cells[column] = "; ".join(said) if isinstance(said, list) else str(said or "")
    return {column: cell for column, cell in cells.items() if cell}
