"""New initiatives whose title is close to that of a known one: perhaps one initiative, under two titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ictrack.ingest.sets import rule_sql
from ictrack.ingest.source import CheckedSource
from ictrack.store.staging import Staging
from ictrack.words import fold, suggest

# Looking for close titles costs time: so many comparisons are spent on one load.
COMPARISONS = 100_000
_COMPARED = ("initiative_id", "city_id", "phase_id", "title", "file_row")


@dataclass(frozen=True)
class CloseTitle:
    """Hold a new initiative, and the known one of its city whose title is close."""

    row: int
    initiative_id: str
    title: str
    known_id: str
    known_title: str


@dataclass(frozen=True)
class CloseTitles:
    """Hold the close titles that were found; `not_compared` counts the initiatives past the limit."""

    found: tuple[CloseTitle, ...] = ()
    not_compared: int = 0


@dataclass
class _City:
    """Hold the known initiatives of one city, by title."""

    shown: dict[str, str] = field(default_factory=dict)
    by_title: dict[str, list[Mapping[str, Any]]] = field(default_factory=lambda: defaultdict(list))


def find_close_titles(checked: CheckedSource, staging: Staging) -> CloseTitles:
    """Compare each new initiative with those of its city that are stored, of the same source."""
    new = _new_initiatives(checked)
    if not new:
        return CloseTitles()
    cities = _stored_titles(staging, checked.source_id, {row["city_id"] for row in new})
    found, not_compared, left = [], 0, COMPARISONS
    for row in new:
        city = cities[row["city_id"]]
        if not city.shown:
            continue
        left -= len(city.shown)
        if left < 0:
            not_compared += 1
        elif known_one := _close_one(row, city):
            found.append(
                CloseTitle(
                    row["file_row"],
                    row["initiative_id"],
                    row["title"],
                    known_one["initiative_id"],
                    known_one["title"],
                )
            )
    return CloseTitles(tuple(found), not_compared)


def _stored_titles(staging: Staging, source_id: str, named: Collection[str]) -> Mapping[str, _City]:
    cities: dict[str, _City] = defaultdict(_City)
    asked = {"source_id": source_id, "cities": sorted(named)}
    for known in staging.ask(rule_sql("stored_title"), asked):
        city = cities[known["city_id"]]
        city.shown[fold(known["title"])] = known["title"]
        city.by_title[fold(known["title"])].append(known)
    return cities


def _new_initiatives(checked: CheckedSource) -> list[dict[str, Any]]:
    states = checked.states
    is_new = pc.and_(pc.equal(states["file"], "initiatives"), pc.equal(states["state"], "new"))
    numbers = pc.unique(states.filter(is_new)["file_row"])
    table = checked.rows["initiatives"].select(list(_COMPARED))
    return list(table.filter(pc.is_in(table["file_row"], pa.array(numbers))).to_pylist())


def _close_one(row: Mapping[str, Any], city: _City) -> Mapping[str, Any] | None:
    """Give the known initiative whose title is close; one of another phase is another initiative."""
    shown = {
        folded: title for folded, title in city.shown.items() if _of_one_phase(row, city.by_title[folded])
    }
    close = _extended(fold(row["title"]), shown) or fold(suggest(row["title"], shown))
    known = city.by_title[close] if close else []
    return next((one for one in known if _of_one_phase(row, [one])), None)


def _of_one_phase(row: Mapping[str, Any], known: Iterable[Mapping[str, Any]]) -> bool:
    """Say whether any of these may be of the phase of a row: the same, or either is not stated."""
    return any(
        None in {row["phase_id"], one["phase_id"]} or row["phase_id"] == one["phase_id"] for one in known
    )


def _extended(folded: str, known: Iterable[str]) -> str:
    """Give a known title that goes on from this one, or that this one goes on from."""
    for title in known:
        shorter, longer = sorted((folded, title), key=len)
        if " " in shorter and f"{longer} ".startswith(f"{shorter} "):
            return title
    return ""
