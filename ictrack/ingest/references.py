"""Cells that name a row of another file: read as its identifier, or refused with a suggestion.

A word is matched to an identifier, then to a name, then to an alias; case, accents,
dashes and runs of spaces apart. One that fits two things is refused.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from ictrack.ingest.issues import Issue
from ictrack.ingest.source import RawTable, Reading, RejectedRow, TypedFile
from ictrack.models import items_of, references_of
from ictrack.words import fold, letters_of_other_alphabets

# What one of them is called in a message, and the columns that name it beside its identifier.
_THING = {
    "cities": "a city",
    "phases": "a phase",
    "thematic_areas": "a thematic area",
    "principles": "a principle",
    "initiatives": "an initiative",
}
_NAMES = {
    "cities": ("name", "name_cy"),
    "phases": ("name",),
    "thematic_areas": ("name", "short_name", "name_cy"),
    "principles": ("name", "short_name", "name_cy"),
}
IDENTIFIER_OF = {
    "cities": "city_id",
    "phases": "phase_id",
    "thematic_areas": "area_id",
    "principles": "principle_id",
    "initiatives": "initiative_id",
}
# The order in which the kinds of words are tried. `also` are words that nobody chose as a
# name: a city's council, a phase's number after the word phase.
_KINDS = ("identifier", "name", "alias", "also")
# Looking for close words costs time: so many comparisons are spent on each file's words.
_COMPARISONS = 200_000
_LISTED = 12


class Word(NamedTuple):
    """Hold one word by which a row can be named; `row` only if this load brings it."""

    file: str
    identifier: str
    kind: str
    written: str
    row: int | None = None


@dataclass(frozen=True)
class Match:
    """Hold what a word was matched to, or which things it fits, or what is close."""

    identifier: str | None = None
    fits: tuple[str, ...] = ()
    suggestion: str = ""


@dataclass
class NameBook:
    """Find the rows of one file by their identifiers, names and aliases."""

    file: str
    words: list[Word] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Know the identifiers; other words are looked at when a word is none of these."""
        self.identifiers = {word.identifier for word in self.words}
        self._found: dict[str, Match] = {}
        self._looked_up = 0

    @cached_property
    def _folded(self) -> Mapping[str, Mapping[str, set[str]]]:
        """Index the words by kind."""
        folded: dict[str, dict[str, set[str]]] = {kind: defaultdict(set) for kind in _KINDS}
        for word in self.words:
            folded[word.kind][fold(word.written)].add(word.identifier)
        return folded

    @cached_property
    def _shown(self) -> Mapping[str, str]:
        """Give each folded word as it was written first."""
        return {fold(word.written): word.written for word in reversed(self.words)}

    def __bool__(self) -> bool:
        """Say whether any row is known."""
        return bool(self.identifiers)

    def find(self, written: str) -> Match:
        """Match one word."""
        if written not in self._found:
            self._found[written] = self._find(written)
        return self._found[written]

    def _find(self, written: str) -> Match:
        if written in self.identifiers:
            return Match(written)
        folded = fold(written)
        for kind in _KINDS:
            fits = self._folded[kind].get(folded)
            if fits:
                return Match(fits.copy().pop()) if len(fits) == 1 else Match(fits=tuple(sorted(fits)))
        return Match(suggestion=self._suggest(folded))

    def _suggest(self, folded: str) -> str:
        if self._looked_up >= _COMPARISONS // max(1, len(self._shown)):
            return ""
        self._looked_up += 1
        close = get_close_matches(folded, self._shown, n=1, cutoff=0.7)
        return self._shown[close[0]] if close else ""

    def listed(self) -> str:
        """List the words that are allowed, if they are few enough to read."""
        many = f"the identifier or name of {_THING[self.file]} that is known"
        if self.file == "initiatives":
            return many
        names = {word.identifier: word.written for word in self.words if word.kind == "identifier"}
        for word in self.words:
            if word.kind == "name" and names.get(word.identifier) == word.identifier:
                names[word.identifier] = word.written
        if not 0 < len(names) <= _LISTED:
            return many
        *first, last = (f"'{name}'" for name in names.values())
        return f"{', '.join(first)} or {last}" if first else last


def words_of_rows(file: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[Word]:
    """List the words by which rows can be named; `aliases` are lists, `file_row` a number."""
    for row in rows:
        identifier = row.get(IDENTIFIER_OF[file])
        if not identifier:
            continue
        number = row.get("file_row")
        yield Word(file, identifier, "identifier", identifier, number)
        for column in _NAMES.get(file, ()):
            if row.get(column):
                yield Word(file, identifier, "name", row[column], number)
        for alias in row.get("aliases") or ():
            yield Word(file, identifier, "alias", alias, number)
        for also in _also(file, identifier, row):
            yield Word(file, identifier, "also", also, number)


def _also(file: str, identifier: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    if file == "cities":
        return (row["council"],) if row.get("council") else ()
    if file == "phases":
        number = str(row.get("name") or "").casefold().removeprefix("phase ")
        return (f"phase {identifier}", number) if number else (f"phase {identifier}",)
    return ()


def words_of_file(typed: TypedFile) -> list[Word]:
    """List the words of the rows that a load brings, those that were refused too.

    A reference to a refused row is not an issue of its own; its row is withheld.
    """
    file = typed.row.file
    wanted = [IDENTIFIER_OF[file], *_NAMES.get(file, ()), "aliases", "council", "file_row"]
    rows = typed.table.select([name for name in wanted if name in typed.table.column_names]).to_pylist()
    refused = [_refused_row(row) for row in typed.rejected]
    return [*words_of_rows(file, rows), *words_of_rows(file, refused)]


def _refused_row(row: RejectedRow) -> dict[str, Any]:
    return {**row.cells, "aliases": items_of(row.cells.get("aliases", "")), "file_row": row.number}


@dataclass
class Resolved:
    """Hold a file's rows with identifiers in place of words, and what came of it."""

    table: pa.Table
    issues: list[Issue] = field(default_factory=list)
    rows_refused: set[int] = field(default_factory=set)
    readings: list[Reading] = field(default_factory=list)


def resolve(typed: TypedFile, books: Mapping[str, NameBook], unread: frozenset[str]) -> Resolved:
    """Put identifiers in place of the words of every reference of a file.

    References into a file that could not be read are left as they are.
    """
    resolved = Resolved(typed.table)
    for column, reference in references_of(typed.row).items():
        if reference.file not in unread:
            _resolve_column(resolved, typed, column, books[reference.file])
            resolved.issues.extend(_unknown_in_refused(typed, column, books[reference.file]))
    return resolved


def _unknown_in_refused(typed: TypedFile, column: str, book: NameBook) -> Iterator[Issue]:
    """Name the words that fit nothing in rows that were refused for something else."""
    is_list = pa.types.is_list(typed.table.schema.field(column).type)
    for row in typed.rejected:
        if column not in row.cells or not row.is_whole:
            continue
        cell = row.cells[column]
        for word in items_of(cell) if is_list else [cell]:
            match = book.find(word)
            if match.identifier is None:
                yield _unknown(typed.place, row.number, typed.shown(column), word, match, book)


def _resolve_column(resolved: Resolved, typed: TypedFile, column: str, book: NameBook) -> None:
    table = resolved.table
    sent = table.column(column)
    is_list = pa.types.is_list(sent.type)
    written = {
        word for word in pc.unique(pc.list_flatten(sent) if is_list else sent).to_pylist() if word is not None
    }
    if written <= book.identifiers:
        return
    cells = sent.combine_chunks()
    words = cells.flatten() if is_list else cells
    matches = {word: book.find(word) for word in written}
    _note_readings(resolved, typed, column, words, matches)
    if any(match.identifier is None for match in matches.values()):
        _note_unknown(resolved, typed, column, cells.to_pylist(), matches, book)
    place = table.column_names.index(column)
    resolved.table = table.set_column(place, table.schema.field(column), _replaced(cells, matches))


def _replaced(cells: pa.Array, matches: Mapping[str, Match]) -> pa.Array:
    known = {word: match.identifier for word, match in matches.items()}
    if pa.types.is_list(cells.type):
        lists = [None if items is None else [known[item] for item in items] for items in cells.to_pylist()]
        return pa.array(lists, cells.type)
    encoded = cells.dictionary_encode()
    identifiers = [known.get(word) for word in encoded.dictionary.to_pylist()]
    return pc.take(pa.array(identifiers, pa.string()), encoded.indices)


def _note_readings(
    resolved: Resolved, typed: TypedFile, column: str, words: pa.Array, matches: Mapping[str, Match]
) -> None:
    counts = Counter({item["values"]: item["counts"] for item in pc.value_counts(words).to_pylist()})
    for word, match in sorted(matches.items()):
        if match.identifier and match.identifier != word:
            shown = typed.shown(column)
            resolved.readings.append(Reading(typed.row.file, shown, word, match.identifier, counts[word]))


def _note_unknown(
    resolved: Resolved,
    typed: TypedFile,
    column: str,
    cells: list[Any],
    matches: Mapping[str, Match],
    book: NameBook,
) -> None:
    numbers = typed.table.column("file_row").to_pylist()
    for number, cell in zip(numbers, cells, strict=True):
        for word in [cell] if isinstance(cell, str) else cell or ():
            if matches[word].identifier is None:
                resolved.rows_refused.add(number)
                resolved.issues.append(
                    _unknown(typed.place, number, typed.shown(column), word, matches[word], book)
                )


def _unknown(table: RawTable, number: int, column: str, word: str, match: Match, book: NameBook) -> Issue:
    thing = _THING[book.file]
    if match.fits:
        fits = " and ".join(f"'{identifier}'" for identifier in match.fits)
        return table.issue(
            "fits_two",
            f"fits {fits}",
            row=number,
            column=column,
            value=word,
            allowed=f"the identifier of {thing}",
        )
    singular = thing.split(" ", 1)[1].replace(" ", "_")
    other = letters_of_other_alphabets(word)
    return table.issue(
        f"unknown_{singular}",
        f"is not {thing}{f'; it holds {other}' if other else ''}",
        row=number,
        column=column,
        value=word,
        allowed=book.listed(),
        suggestion=match.suggestion,
    )
