"""The questions as the pages of ictrack ask them: by name, on a cursor of the open database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import duckdb
import pyarrow as pa

from benchmarks.peer.asked import AS_AT, KNOWN_ON, MOMENTS, SINCE, Kind, Question, Row
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.vocabulary import Standing

_SCOPE = Scope(AS_AT, KNOWN_ON)
_ASKED: Mapping[Kind, tuple[str, Mapping[str, object]]] = {
    Kind.STANDING: ("summary", {"by_city": True, "by_area": True, "by_phase": True}),
    Kind.MOVEMENT: ("change_list", {"since": SINCE, "known_since": KNOWN_ON}),
    Kind.SERIES: ("progress_series", {"moments": list(MOMENTS), "by_phase": False}),
}
_TOLD = {
    Kind.MOVEMENT: ("initiative_id", "movement", "from_standing", "to_standing"),
    Kind.SERIES: ("as_at", "standing", "initiatives"),
}


class InIctrack:
    """What ictrack answers of its own database; every peer is held against it."""

    name = f"ictrack, DuckDB {duckdb.__version__}"
    holds = "its own file, as loads store it, with the memory and the cores of the app's settings"

    def __init__(self, database: Database) -> None:
        """Ask an open database."""
        self._database = database

    def ask(self, question: Question) -> pa.Table:
        """Answer a question as an Arrow table, with all that the page shows of it."""
        cities = (question.city,) if question.city else ()
        areas = (question.area,) if question.area else ()
        scope = replace(_SCOPE, cities=cities, areas=areas)
        name, own = _ASKED[question.kind]
        return self._database.ask_table(name, {**scope.parameters, **own})

    def write(self) -> None:
        """Write, so that nothing that is kept in memory for questions is of use."""
        self._database.write(lambda _cursor: None)

    def tell(self, question: Question, answer: pa.Table) -> Iterable[Row]:
        """Give an answer as the rows that every peer gives."""
        if question.kind is Kind.STANDING:
            return _standings(answer.to_pylist())
        return list(zip(*(answer[column].to_pylist() for column in _TOLD[question.kind]), strict=True))

    def close(self) -> None:
        """Close the database."""
        self._database.close()


def _standings(counts: Iterable[Mapping[str, Any]]) -> Iterable[Row]:
    """Give a row for each standing that occurs, of rows with a column for each."""
    for row in counts:
        for standing in map(str, Standing):
            if row[standing]:
                yield row["city_id"], row["area_id"], row["phase_id"], standing, row[standing]
