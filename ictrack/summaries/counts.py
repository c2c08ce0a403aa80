"""How many initiatives have each standing, by any of city, thematic area and phase.

One view model for the command `summary` and for `/api/v1/summary`, so that both give the
same numbers. What a request may ask for is read here too, with what is allowed instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from ictrack.dates import FIRST_YEAR, LAST_YEAR, parse_partial_day
from ictrack.errors import NotAllowedError
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import StandingCounts, count_standings
from ictrack.summaries.setting import Setting, summarise_setting
from ictrack.vocabulary import PlanLink, Standing
from ictrack.words import WordMatch, fold, match_word, suggest

W = TypeVar("W", bound=StrEnum)
# One word that can be chosen: its identifier, and what else people call it.
Choice = tuple[str, tuple[str | None, ...]]


class CountKey(StrEnum):
    """What initiatives can be counted by."""

    CITY = "city"
    AREA = "area"
    PHASE = "phase"

    @property
    def column(self) -> str:
        """Name the column that holds the identifiers: `city_id`, `area_id` or `phase_id`."""
        return f"{self.value}_id"


COUNT_COLUMNS: tuple[str, ...] = ("initiatives", *(standing.value for standing in Standing))


class CountRequest(BaseModel):
    """What is asked for, in the reader's words; nothing of it has been looked up yet.

    Days are ISO or partial ISO and count from the last day of their period. Phase, cities
    and areas are identifiers or names; no city, area or plan link means all of them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    by: tuple[str, ...] = ()
    as_at: str | None = None
    known_on: str | None = None
    phase: str | None = None
    cities: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    plan_links: tuple[str, ...] = ()


@dataclass(frozen=True)
class CountTable:
    """Hold the counts of a scope: the keys in the order asked for, and the rows sorted by them."""

    scope: Scope
    by: tuple[CountKey, ...]
    rows: tuple[StandingCounts, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns: the keys, all initiatives, then each standing."""
        return (*(key.column for key in self.by), *COUNT_COLUMNS)

    def plain_rows(self) -> list[dict[str, str | int | None]]:
        """Give each row keyed by column; a key that an initiative has none of is nothing."""
        return [{column: getattr(row, column) for column in self.columns} for row in self.rows]


def summarise_counts(database: Database, request: CountRequest, today: date) -> CountTable:
    """Count what a request asks for; without keys there is always one row.

    Raises NotAllowedError for a word or a day that is not allowed.
    """
    by = read_keys(request.by)
    scope = read_scope(summarise_setting(database, today), request)
    rows = count_standings(
        database,
        scope,
        by_city=CountKey.CITY in by,
        by_area=CountKey.AREA in by,
        by_phase=CountKey.PHASE in by,
    )
    return CountTable(scope, by, tuple(sorted(rows, key=lambda row: _in_order(row, by))))


def _in_order(row: StandingCounts, by: Sequence[CountKey]) -> tuple[tuple[bool, str], ...]:
    keys: Iterable[str | None] = (getattr(row, key.column) for key in by)
    return tuple((key is None, key or "") for key in keys)


def read_keys(words: Sequence[str]) -> tuple[CountKey, ...]:
    """Read what to count by, in the order given; each key once."""
    keys = tuple(_read_word(CountKey, "by", word) for word in words)
    if len(set(keys)) < len(keys):
        raise NotAllowedError("by", ",".join(words), ["each of city, area and phase once"])
    return keys


def read_scope(setting: Setting, request: CountRequest) -> Scope:
    """Look up what a request names; the days default as those of every page do."""
    phases = [(phase.phase_id, (phase.name,)) for phase in setting.phases]
    cities = [(city.city_id, (city.name, city.name_cy)) for city in setting.cities]
    areas = [(area.area_id, (area.name, area.short_name, area.name_cy)) for area in setting.areas]
    return Scope(
        as_at=read_day("as_at", request.as_at, setting.default_as_at),
        known_on=read_day("known_on", request.known_on, setting.today),
        phase=None if request.phase is None else _choose("phase", request.phase, phases),
        cities=tuple(_choose("city", word, cities) for word in request.cities),
        areas=tuple(_choose("area", word, [*areas, ("", ())]) for word in request.areas),
        plan_links=tuple(_read_word(PlanLink, "plan_link", word) for word in request.plan_links),
    )


def read_day(where: str, written: str | None, default: date) -> date:
    """Read a day that was asked for; a partial one is the last day of its period."""
    if written is None:
        return default
    day = parse_partial_day(written.strip())
    if day is None:
        years = f"with a year from {FIRST_YEAR} to {LAST_YEAR}"
        raise NotAllowedError(where, written, ["2019", "2019-03", f"2019-03-14, {years}"])
    return day.last


def _read_word(kind: type[W], where: str, word: str) -> W:
    match: WordMatch[W] = match_word(kind, word)
    if match.member is None:
        raise NotAllowedError(where, word, [member.value for member in kind], match.suggestion)
    return match.member


def _choose(where: str, word: str, choices: Sequence[Choice]) -> str:
    """Match a word to an identifier, then to a name, case and accents apart.

    A name that two of the choices share is not guessed.
    """
    identifiers = [identifier for identifier, _names in choices if identifier]
    if word in identifiers or (not word and len(identifiers) < len(choices)):
        return word
    by_identifier = _folded((identifier, (identifier,)) for identifier in identifiers)
    by_name = _folded(choices)
    found = by_identifier.get(fold(word)) or by_name.get(fold(word)) or []
    if len(found) == 1:
        return found[0]
    known = {text: hits[0] for text, hits in {**by_name, **by_identifier}.items()}
    raise NotAllowedError(where, word, found or identifiers, "" if found else suggest(word, known))


def _folded(choices: Iterable[Choice]) -> dict[str, list[str]]:
    """Give the identifiers that each folded word stands for."""
    known: dict[str, list[str]] = {}
    for identifier, words in choices:
        for word in {fold(word) for word in words if word}:
            known.setdefault(word, []).append(identifier)
    return known
