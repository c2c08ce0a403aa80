"""Any programme that is loaded from its files stands as the definitions say, and every row is counted."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ictrack.actions.load import LoadSource, load_source
from ictrack.actions.receipt import Outcome, Receipt
from ictrack.scope import Scope
from ictrack.store.database import Database, fetch
from ictrack.vocabulary import RecordedMode
from tests.engines import AnyPlaces
from tests.properties.oracle import Files, summary, understand
from tests.properties.programmes import Generated, programmes
from tests.properties.test_standing import oracle_situations, store_situations, store_summary

REFERENCE: dict[str, list[dict[str, str]]] = {
    "cities": [{"city_id": "BRI", "name": "Bristol"}, {"city_id": "bri", "name": "Briars"}],
    "thematic_areas": [
        {"area_id": "growth", "name": "Growth", "sort_order": "1"},
        {"area_id": "services", "name": "Services", "sort_order": "2"},
        {"area_id": "Äreas", "name": "Other", "sort_order": "3"},
    ],
}
# A cell that no file accepts, by file and column.
SPOILT = {
    "initiatives": {"city_id": "Atlantis", "target_on": "soon", "title": ""},
    "status_updates": {"status": "blue", "reported_on": "2019-02-31", "initiative_id": "none"},
    "initiative_links": {"kind": "cousin_of"},
}
SHORT = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


def complete(files: Files) -> dict[str, list[dict[str, str]]]:
    """Give a generated programme its cities, areas and the columns that a file needs."""
    named = {file: [dict(row) for row in rows] for file, rows in files.items() if rows}
    for row in named.get("phases", ()):
        row.setdefault("name", f"Phase {row['phase_id']}")
    for row in (*named.get("action_plans", ()), *named.get("initiatives", ())):
        row.setdefault("title", "A title")
    return {**REFERENCE, **named}


def write_files(folder: Path, files: Mapping[str, Sequence[Mapping[str, str]]]) -> Path:
    """Write a programme as a folder of CSV files."""
    for name, rows in files.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder


@contextmanager
def loaded(
    places: AnyPlaces, files: Mapping[str, Sequence[Mapping[str, str]]], command: LoadSource
) -> Iterator[tuple[Database, Receipt]]:
    """Load a programme into a fresh store."""
    with places.opened() as database, tempfile.TemporaryDirectory() as folder:
        path = write_files(Path(folder), files)
        receipt = load_source(database, _at(command, path))
        yield database, receipt
        again = load_source(database, _at(command, path))
        assert again.total("new") == again.total("changed") == 0


def _at(command: LoadSource, path: Path) -> LoadSource:
    return LoadSource(
        path, recorded_mode=command.recorded_mode, accept_valid=command.accept_valid, today=command.today
    )


@SHORT
@given(generated=programmes())
def test_every_programme_that_is_loaded_stands_as_the_definitions_say(
    places: AnyPlaces, generated: Generated
) -> None:
    day = generated.load_day
    mode = RecordedMode.TODAY if day else RecordedMode.REPORTED
    command = LoadSource(Path(), recorded_mode=mode, today=day or date.today())
    with loaded(places, complete(generated.files), command) as (database, receipt):
        assert receipt.outcome is Outcome.LOADED, [issue.sentence() for issue in receipt.issues]
        programme = understand(generated.files, day)
        by = ("city", "area", "phase")
        for as_at, known_on, phase in generated.looks:
            assert store_situations(database, as_at, known_on) == oracle_situations(
                programme, as_at, known_on
            )
            expected = summary(programme, as_at, known_on, phase, by)
            assert store_summary(database, Scope(as_at, known_on, phase), by) == expected


@SHORT
@given(generated=programmes(), data=st.data())
def test_every_row_is_counted_whatever_is_wrong_and_nothing_hangs_in_the_air(
    places: AnyPlaces, generated: Generated, data: st.DataObject
) -> None:
    files = complete(generated.files)
    for file, cells in SPOILT.items():
        for row in files.get(file, ()):
            column = data.draw(st.sampled_from([None, None, None, *cells]), label=f"spoilt in {file}")
            if column is not None:
                row[column] = cells[column]
    command = LoadSource(Path(), recorded_mode=RecordedMode.TODAY, accept_valid=True)
    with loaded(places, files, command) as (database, receipt):
        assert {count.file: count.rows for count in receipt.files} == {
            file: len(rows) for file, rows in files.items()
        }
        for count in receipt.files:
            kinds = (count.new, count.changed, count.unchanged, count.rejected, count.withheld)
            assert sum(kinds) == count.rows
        stored = _stored(database)
        assert len(stored["updates"]) + len(stored["initiatives"]) == sum(
            count.new for count in receipt.files if count.file in {"initiatives", "status_updates"}
        )
        assert {row["initiative_id"] for row in stored["updates"]} <= {
            row["initiative_id"] for row in stored["initiatives"]
        }
        named = {row["corrects_update_id"] for row in stored["updates"]} - {None}
        assert named <= {row["update_id"] for row in stored["updates"]}


def _stored(database: Database) -> dict[str, list[dict[str, object]]]:
    with database.cursor() as cursor:
        cursor.execute("from db.status_update")
        updates = fetch(cursor)
        cursor.execute("from db.initiative")
        return {"updates": updates, "initiatives": fetch(cursor)}
