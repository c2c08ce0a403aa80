"""Whatever is reported, corrected, taken back or reviewed, in any order, the store is as a plain model of it.

The model holds loads as lists of rows, and asks the independent reading of the
definitions (`oracle.py`) what each initiative's standing was.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from ictrack.actions.backups import MakeBackup, RestoreBackup, back_up, restore
from ictrack.actions.load import LoadSource, load_source
from ictrack.actions.receipt import Outcome
from ictrack.actions.review import AcceptReports, ReturnReports, ReviewOutcome, accept_reports, return_reports
from ictrack.actions.submit import NewReport, SubmitOutcome, SubmitReports, submit_reports
from ictrack.actions.undo import UndoLoad, UndoRefusedError, take_back
from ictrack.store.database import open_database
from ictrack.store.submissions import Submission
from ictrack.store.verifying import verify
from tests.properties.oracle import understand
from tests.properties.test_standing import oracle_situations, store_situations

BEGINNING = date(2021, 3, 1)
REFERENCE = {
    "phases": [
        {"phase_id": "1", "name": "Phase one", "starts_on": "2019-01", "ends_on": "2021-06-30"},
        {"phase_id": "2", "name": "Phase two", "starts_on": "2021-02", "ends_on": ""},
    ],
    "cities": [{"city_id": "CAR", "name": "Cardiff"}, {"city_id": "BRI", "name": "Bristol"}],
    "thematic_areas": [{"area_id": "growth", "name": "Growth", "sort_order": "1"}],
    "initiatives": [
        {"initiative_id": "CAR-1", "city_id": "CAR", "phase_id": "1", "title": "One", "target_on": "2021-04"},
        {"initiative_id": "BRI-1", "city_id": "BRI", "phase_id": "2", "title": "Two", "target_on": "2021"},
    ],
}
STATUSES = st.sampled_from(["not_started", "in_progress", "completed", "paused", "stopped"])
Row = dict[str, str]


@dataclass
class Load:
    """One load of the model: the rows that it brought, the titles that it changed."""

    number: int
    loaded_on: date
    files: dict[str, list[Row]]
    former_titles: dict[str, tuple[int, str]] = field(default_factory=dict)
    undone_on: date | None = None
    settled: list[str] = field(default_factory=list)

    def rows(self, file: str) -> list[Row]:
        """Give the rows of one file."""
        return self.files.get(file, [])


# What the model remembers of a backup: its loads, titles and reports that wait.
Memory = tuple[dict[int, Load], dict[str, tuple[int, str]], dict[str, Submission]]


class Store(RuleBasedStateMachine):
    """Do to a database on disk and to a model what people do, and hold the one against the other."""

    updates = Bundle("updates")
    submissions = Bundle("submissions")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "machine.duckdb"
        self.database = open_database(self.path)
        self.today = BEGINNING
        self.days = [BEGINNING]
        self.loads: dict[int, Load] = {}
        # The title of each initiative that stands, and the load that gave it.
        self.titles: dict[str, tuple[int, str]] = {}
        self.waiting: dict[str, Submission] = {}
        self.number = 0
        self.kept: tuple[Path, Memory] | None = None

    def teardown(self) -> None:
        """Make everything again from the journal, which must give the same, and leave nothing behind."""
        assert verify(self.database).differences == ()
        self.database.close()
        shutil.rmtree(self.folder)

    # What is done.

    @initialize()
    def begin(self) -> None:
        """Load the programme itself."""
        self._load(REFERENCE)

    @rule(days=st.integers(1, 40))
    def let_days_pass(self, days: int) -> None:
        """Go on to another day."""
        self.today += timedelta(days=days)
        self.days.append(self.today)

    @rule(target=updates, pick=st.integers(0, 9), status=STATUSES, ago=st.integers(0, 60))
    def report(self, pick: int, status: str, ago: int) -> str:
        """Report on an initiative that stands."""
        initiative = self._initiative(pick)
        return self._send({"initiative_id": initiative, "status": status, "reported_on": self._day(ago)})

    @rule(target=updates, named=updates, status=STATUSES)
    def correct(self, named: str, status: str) -> str:
        """Correct an update that stands and that no other one names."""
        return self._follow(named, {"kind": "correction", "status": status})

    @rule(target=updates, named=updates)
    def withdraw(self, named: str) -> str:
        """Withdraw an update that stands and that no other one names."""
        return self._follow(named, {"kind": "withdrawal"})

    @rule(target=updates, city=st.sampled_from(["CAR", "BRI"]), status=STATUSES)
    def load_more(self, city: str, status: str) -> str:
        """Load a new initiative together with its first report."""
        identifier = f"{city}-N{self._next()}"
        update = f"U{self._next()}"
        initiative = {"initiative_id": identifier, "city_id": city, "phase_id": "2", "title": "New"}
        reported = {"update_id": update, "initiative_id": identifier, "reported_on": self._day(0)}
        self._load({"initiatives": [initiative], "status_updates": [{**reported, "status": status}]})
        return update

    @rule(pick=st.integers(0, 9))
    def mend_a_title(self, pick: int) -> None:
        """Load an initiative with another title."""
        identifier = self._initiative(pick)
        row = next(row for row in self._standing("initiatives") if row["initiative_id"] == identifier)
        title = f"Title {self._next()}"
        former = self.titles[identifier]
        load = self._load({"initiatives": [{**row, "title": title}]}, changes=True)
        load.former_titles[identifier] = former

    @rule(pick=st.integers(0, 99))
    def undo(self, pick: int) -> None:
        """Take a load back, or be told that something builds on it."""
        load = self.loads[1 + pick % len(self.loads)]
        moment = datetime.combine(self.today, time(12))
        blocked = load.undone_on is not None or self._is_built_on(load)
        try:
            take_back(self.database, UndoLoad(load.number, "a test", moment))
        except UndoRefusedError:
            assert blocked
            return
        assert not blocked
        load.undone_on = self.today
        for row in load.rows("initiatives"):
            self.titles.pop(row["initiative_id"], None)
        self.titles.update(load.former_titles)
        for submission_id in load.settled:
            del self.waiting[submission_id]

    @rule(target=submissions, pick=st.integers(0, 9), status=STATUSES)
    def submit(self, pick: int, status: str) -> str:
        """Hand a report in; it waits for review."""
        cells = {
            "initiative_id": self._initiative(pick),
            "status": status,
            "reported_on": self._day(0),
            "summary": f"Said {self._next()}",
        }
        command = SubmitReports((NewReport(cells),), review=True, today=self.today)
        receipt = submit_reports(self.database, command)
        assert receipt.outcome is SubmitOutcome.SUBMITTED, receipt
        (submission,) = receipt.submissions
        self.waiting[submission.submission_id] = submission
        return submission.submission_id

    @rule(target=updates, submission_id=consumes(submissions))
    def accept(self, submission_id: str) -> object:
        """Accept a report that waits: it becomes an update that is known from today."""
        if submission_id not in self.waiting:
            return multiple()
        submission = self.waiting.pop(submission_id)
        receipt = accept_reports(self.database, AcceptReports((submission,), today=self.today))
        assert receipt.outcome is ReviewOutcome.ACCEPTED, receipt
        assert receipt.load is not None
        assert receipt.load.load_id is not None
        cells = {name: cell for name, cell in receipt.submissions[0].cells.items() if cell}
        number = receipt.load.load_id
        self.loads[number] = Load(number, self.today, {"status_updates": [cells]})
        return cells["update_id"]

    @rule(submission_id=consumes(submissions))
    def send_back(self, submission_id: str) -> None:
        """Return a report with a note: it never counts."""
        if submission_id in self.waiting:
            submission = self.waiting.pop(submission_id)
            receipt = return_reports(self.database, ReturnReports((submission,), "Which one?"))
            assert receipt.outcome is ReviewOutcome.RETURNED
            self.waiting[f"returned {submission_id}"] = receipt.submissions[0]

    @rule()
    def restart(self) -> None:
        """Close the database and open it again."""
        self.database.close()
        self.database = open_database(self.path)

    @rule()
    def back_up(self) -> None:
        """Back the live database up; the model remembers what it was."""
        kept = back_up(self.database, MakeBackup(self.folder / f"backup-{self._next()}"))
        self.kept = kept.path, deepcopy((self.loads, self.titles, self.waiting))

    @precondition(lambda self: self.kept is not None)
    @rule()
    def restore(self) -> None:
        """Put the last backup in the place of the database."""
        assert self.kept is not None
        folder, memory = self.kept
        self.database.close()
        restore(RestoreBackup(folder, self.path))
        self.database = open_database(self.path)
        self.loads, self.titles, self.waiting = deepcopy(memory)

    # What must hold after each of them.

    @invariant()
    def stands_as_the_definitions_say_on_any_day_as_known_on_any_day(self) -> None:
        """Compare every initiative with the model: now, and as it was known before."""
        if not self.loads:
            return
        for known_on in {self.today, self.days[len(self.days) // 2], self.today - timedelta(days=1)}:
            programme = understand(self._files_known_on(known_on))
            for as_at in (self.today, known_on):
                ours = store_situations(self.database, as_at, known_on)
                assert ours == oracle_situations(programme, as_at, known_on)

    @invariant()
    def holds_what_stands_and_nothing_else(self) -> None:
        """Compare the rows that stand with the model's."""
        with self.database.cursor() as cursor:
            titles = cursor.execute("select initiative_id, title from db.initiative").fetchall()
            updates = cursor.execute("select update_id from db.status_update").fetchall()
        assert dict(titles) == {identifier: title for identifier, (_load, title) in self.titles.items()}
        assert sorted(found for (found,) in updates) == sorted(
            row["update_id"] for row in self._standing("status_updates")
        )

    # The model.

    def _next(self) -> int:
        self.number += 1
        return self.number

    def _day(self, ago: int) -> str:
        return (self.today - timedelta(days=ago)).isoformat()

    def _initiative(self, pick: int) -> str:
        if not self.titles:
            self._load(REFERENCE)
        return sorted(self.titles)[pick % len(self.titles)]

    def _standing(self, file: str) -> list[Row]:
        return [row for load in self._standing_loads() for row in load.rows(file)]

    def _standing_loads(self) -> list[Load]:
        return [load for load in self.loads.values() if load.undone_on is None]

    def _send(self, cells: Row) -> str:
        update = f"U{self._next()}"
        self._load({"status_updates": [{"update_id": update, **cells}]})
        return update

    def _follow(self, named: str, cells: Row) -> str:
        rows = {row["update_id"]: row for row in self._standing("status_updates")}
        if named not in rows or any(row.get("corrects_update_id") == named for row in rows.values()):
            return named
        initiative = rows[named]["initiative_id"]
        return self._send({"initiative_id": initiative, "corrects_update_id": named, **cells})

    def _load(self, files: dict[str, list[Row]], *, changes: bool = False) -> Load:
        folder = self.folder / f"load-{self._next()}"
        folder.mkdir()
        for name, rows in files.items():
            columns = list(dict.fromkeys(column for row in rows for column in row))
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns)
                writer.writeheader()
                writer.writerows(rows)
        receipt = load_source(self.database, LoadSource(folder, loaded_by="a test", today=self.today))
        assert receipt.outcome is Outcome.LOADED, [issue.sentence() for issue in receipt.issues]
        assert receipt.load_id is not None
        load = Load(receipt.load_id, self.today, {} if changes else files)
        self.loads[load.number] = load
        for row in files.get("initiatives", []):
            self.titles[row["initiative_id"]] = (load.number, row["title"])
        return load

    def _is_built_on(self, load: Load) -> bool:
        others = [other for other in self._standing_loads() if other is not load]
        initiatives = {row["initiative_id"] for row in load.rows("initiatives")}
        updates = {row["update_id"] for row in load.rows("status_updates")}
        reported = [row for other in others for row in other.rows("status_updates")]
        brings_reference = bool(load.rows("cities")) and any(other.rows("initiatives") for other in others)
        return (
            brings_reference
            or any(row["initiative_id"] in initiatives for row in reported)
            or any(row.get("corrects_update_id") in updates for row in reported)
            or any(former[0] == load.number for other in others for former in other.former_titles.values())
            or any(each.initiative_id in initiatives for each in self.waiting.values())
        )

    def _files_known_on(self, known_on: date) -> dict[str, list[Row]]:
        """Give the rows that were known on a day: those that stand, and those undone after it."""
        known = [load for load in self.loads.values() if load.undone_on is None or load.undone_on > known_on]
        files: dict[str, list[Row]] = {file: list(REFERENCE[file]) for file in ("phases", "cities")}
        by_id: dict[str, Row] = {}
        # Of a source that was taken back as a whole nothing can be shown.
        for load in known if self._standing_loads() else []:
            by_id.update({row["initiative_id"]: row for row in load.rows("initiatives")})
        files["initiatives"] = list(by_id.values())
        files["status_updates"] = list(self._updates_of(known))
        return files

    def _updates_of(self, loads: list[Load]) -> Iterator[Row]:
        for load in loads:
            for row in load.rows("status_updates"):
                yield {
                    "kind": "",
                    "reported_on": "",
                    "confidence": "",
                    "revised_target_on": "",
                    "corrects_update_id": "",
                    "status": "",
                    "recorded_on": load.loaded_on.isoformat(),
                    **row,
                }


TestStore = pytest.mark.long(Store.TestCase)
TestStore.settings = settings(
    max_examples=8,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
