"""What the lenses ask of the store: who is named in which thematic area, who champions it, what lacks."""

from __future__ import annotations

from dataclasses import dataclass

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.vocabulary import Lens


@dataclass(frozen=True)
class NamedCount:
    """How many of the initiatives of one thematic area name a word; without a word: name none.

    `of_area` are all that the lens looks at there, so that words of one area may add up to more.
    """

    area_id: str | None
    word: str | None
    initiatives: int
    of_area: int


@dataclass(frozen=True)
class SeatCount:
    """How many seats of a sector champion one thematic area; without an area: state none.

    `of_sector` are all seats of the sector that are held.
    """

    sector: str
    area_id: str | None
    seats: int
    of_sector: int


@dataclass(frozen=True)
class Principle:
    """One of the core principles of the Framework."""

    principle_id: str
    short_name: str


def count_named(database: Database, scope: Scope, lens: Lens) -> tuple[NamedCount, ...]:
    """Count the initiatives of each thematic area by the words that a lens looks at."""
    return database.read("lens_list", {**scope.parameters, "lens": str(lens)}, NamedCount)


def count_seats(database: Database, scope: Scope) -> tuple[SeatCount, ...]:
    """Count the seats that are held at a scope's day, by sector and the thematic area that they champion."""
    wanted = ("as_at", "cities", "sources")
    return database.read("seat_list", {name: scope.parameters[name] for name in wanted}, SeatCount)


def list_principles(database: Database) -> tuple[Principle, ...]:
    """List the core principles in the Framework's order."""
    return database.read("principle_list", {}, Principle)
