"""Whatever is reported, corrected, taken back or reviewed, in any order, the store is as a plain model of it.

The model holds loads as lists of rows, and asks the independent reading of the
definitions (`oracle.py`) what each initiative's standing was.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import ClassVar

import duckdb
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ictrack.actions.backups import MakeBackup, RestoreBackup, back_up, restore
from ictrack.actions.load import LoadSource, load_source
from ictrack.actions.receipt import Outcome
from ictrack.actions.review import AcceptReports, ReturnReports, ReviewOutcome, accept_reports, return_reports
from ictrack.actions.submit import NewReport, SubmitOutcome, SubmitReports, submit_reports
from ictrack.actions.undo import UndoLoad, UndoRefusedError, take_back
from ictrack.store.database import open_database
from ictrack.store.invariants import find_breaches
from ictrack.store.kept import keep_what_follows
from ictrack.store.submissions import Submission, list_submissions, list_waiting
from ictrack.store.verifying import verify
from ictrack.vocabulary import SubmissionState
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

    def rows(self, file: str) -> list[Row]:
        """Give the rows of one file."""
        return self.files.get(file, [])


# What the model remembers of a backup: its loads, titles and reports that were sent.
Memory = tuple[dict[int, Load], dict[str, tuple[int, str]], dict[str, Submission]]


class Store(RuleBasedStateMachine):
    """Do to a database on disk and to a model what people do, and hold the one against the other."""

    # What was done: a machine that never gets to a rule shows nothing of it.
    done: ClassVar[Counter[str]] = Counter()

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
        # Every report that was sent, whatever has become of it.
        self.sent: dict[str, Submission] = {}
        self.number = 0
        # The store as it was when days last passed, and when it was last opened anew and backed up.
        self.seen: dict[str, str] = {}
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

    @precondition(lambda self: self._is_changed_since("day"))
    @rule(days=st.integers(1, 40))
    def let_days_pass(self, days: int) -> None:
        """Go on to another day."""
        self.today += timedelta(days=days)
        self.days.append(self.today)
        self._note("day")

    @rule(pick=st.integers(0, 9), status=STATUSES, ago=st.integers(0, 60))
    def report(self, pick: int, status: str, ago: int) -> None:
        """Report on an initiative that stands."""
        initiative = self._initiative(pick)
        self._send({"initiative_id": initiative, "status": status, "reported_on": self._day(ago)})
        self.done["reported"] += 1

    @precondition(lambda self: self._to_follow())
    @rule(pick=st.integers(0, 9), status=STATUSES)
    def correct(self, pick: int, status: str) -> None:
        """Correct an update that stands and that no other one names."""
        self._follow(pick, {"kind": "correction", "status": status})
        self.done["corrected"] += 1

    @precondition(lambda self: self._to_follow())
    @rule(pick=st.integers(0, 9))
    def withdraw(self, pick: int) -> None:
        """Withdraw an update that stands and that no other one names."""
        self._follow(pick, {"kind": "withdrawal"})
        self.done["withdrawn"] += 1

    @rule(city=st.sampled_from(["CAR", "BRI"]), status=STATUSES)
    def load_more(self, city: str, status: str) -> None:
        """Load a new initiative together with its first report."""
        self._begin_again_where_nothing_stands()
        identifier = f"{city}-N{self._next()}"
        update = f"U{self._next()}"
        initiative = {"initiative_id": identifier, "city_id": city, "phase_id": "2", "title": "New"}
        reported = {"update_id": update, "initiative_id": identifier, "reported_on": self._day(0)}
        self._load({"initiatives": [initiative], "status_updates": [{**reported, "status": status}]})
        self.done["loaded"] += 1

    @rule(pick=st.integers(0, 9))
    def mend_a_title(self, pick: int) -> None:
        """Load an initiative with another title."""
        identifier = self._initiative(pick)
        row = next(row for row in self._standing("initiatives") if row["initiative_id"] == identifier)
        title = f"Title {self._next()}"
        former = self.titles[identifier]
        load = self._load({"initiatives": [{**row, "title": title}]}, changes=True)
        load.former_titles[identifier] = former
        self.done["title mended"] += 1

    @rule(pick=st.integers(0, 9))
    def undo(self, pick: int) -> None:
        """Take a load back, or be told that something builds on it; reports that it took in wait again."""
        self._undo(self.loads[len(self.loads) - pick % len(self.loads)])

    @precondition(lambda self: self._of_state(SubmissionState.ACCEPTED))
    @rule(pick=st.integers(0, 9))
    def undo_what_was_accepted(self, pick: int) -> None:
        """Take the load of an accepted report back."""
        accepted = self._pick(pick, SubmissionState.ACCEPTED)
        assert accepted.load_id is not None
        self._undo(self.loads[accepted.load_id])

    def _undo(self, load: Load) -> None:
        moment = datetime.combine(self.today, time(12))
        blocked = load.undone_on is not None or self._is_built_on(load)
        try:
            take_back(self.database, UndoLoad(load.number, "a test", moment))
        except UndoRefusedError:
            assert blocked
            self.done["undo refused"] += 1
            return
        assert not blocked
        load.undone_on = self.today
        for row in load.rows("initiatives"):
            self.titles.pop(row["initiative_id"], None)
        self.titles.update(load.former_titles)
        again = [each for each in self.sent.values() if each.load_id == load.number]
        for each in again:
            waits = replace(
                each, state=SubmissionState.SUBMITTED, decided_at=None, decided_by=None, load_id=None
            )
            self.sent[each.submission_id] = waits
        self.done["undone"] += 1
        self.done["waits again"] += len(again)

    @rule(pick=st.integers(0, 9), status=STATUSES)
    def submit(self, pick: int, status: str) -> None:
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
        self.sent[submission.submission_id] = submission
        self.done["submitted"] += 1

    @precondition(lambda self: self._of_state(SubmissionState.SUBMITTED))
    @rule(pick=st.integers(0, 9))
    def accept(self, pick: int) -> None:
        """Accept a report that waits: it becomes an update that is known from today."""
        submission = self._pick(pick, SubmissionState.SUBMITTED)
        receipt = accept_reports(self.database, AcceptReports((submission,), today=self.today))
        assert receipt.outcome is ReviewOutcome.ACCEPTED, receipt
        assert receipt.load is not None
        assert receipt.load.load_id is not None
        (self.sent[submission.submission_id],) = receipt.submissions
        cells = {name: cell for name, cell in receipt.submissions[0].cells.items() if cell}
        number = receipt.load.load_id
        self.loads[number] = Load(number, self.today, {"status_updates": [cells]})
        self.done["accepted"] += 1

    @precondition(lambda self: self._of_state(SubmissionState.SUBMITTED))
    @rule(pick=st.integers(0, 9))
    def send_back(self, pick: int) -> None:
        """Return a report with a note: it never counts."""
        submission = self._pick(pick, SubmissionState.SUBMITTED)
        receipt = return_reports(self.database, ReturnReports((submission,), "Which one?"))
        assert receipt.outcome is ReviewOutcome.RETURNED
        (self.sent[submission.submission_id],) = receipt.submissions
        self.done["returned"] += 1

    @precondition(lambda self: self._of_state(SubmissionState.ACCEPTED, SubmissionState.RETURNED))
    @rule(pick=st.integers(0, 9))
    def decide_again(self, pick: int) -> None:
        """Decide on a report as it was before somebody else decided: nothing is done."""
        sent = self._pick(pick, SubmissionState.ACCEPTED, SubmissionState.RETURNED)
        seen = replace(sent, state=SubmissionState.SUBMITTED, decided_at=None, decided_by=None)
        receipt = accept_reports(self.database, AcceptReports((seen,), today=self.today))
        assert receipt.outcome is ReviewOutcome.CHANGED
        self.done["decided again"] += 1

    @precondition(lambda self: self._is_changed_since("restart"))
    @rule()
    def restart(self) -> None:
        """Close the database and open it again."""
        self.database.close()
        self.database = open_database(self.path)
        self._note("restart")
        self.done["restarted"] += 1

    @precondition(lambda self: self._is_changed_since("backup"))
    @rule()
    def back_up(self) -> None:
        """Back the live database up; the model remembers what it was."""
        kept = back_up(self.database, MakeBackup(self.folder / f"backup-{self._next()}"))
        self.kept = kept.path, deepcopy((self.loads, self.titles, self.sent))
        self._note("backup")
        self.done["backed up"] += 1

    @precondition(lambda self: self.kept is not None and self._is_changed_since("backup"))
    @rule()
    def restore(self) -> None:
        """Put the last backup in the place of the database."""
        assert self.kept is not None
        folder, memory = self.kept
        self.database.close()
        restore(RestoreBackup(folder, self.path))
        self.database = open_database(self.path)
        self.loads, self.titles, self.sent = deepcopy(memory)
        self._note("backup")
        self.done["restored"] += 1

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

    @invariant()
    def keeps_every_report_that_was_sent_as_it_was_decided(self) -> None:
        """Compare what was sent, and what waits for review, with the model's."""
        stored = [listed.submission for listed in list_submissions(self.database)]
        assert {each.submission_id: each for each in stored} == self.sent
        waiting = [each.initiative_id for each in self._of_state(SubmissionState.SUBMITTED)]
        counted = {each.initiative_id: each.reports for each in list_waiting(self.database)}
        assert counted == Counter(waiting)

    @invariant()
    def keeps_what_follows_as_if_it_were_judged_from_nothing(self) -> None:
        """Judge all updates anew, and compare with what was kept change by change."""
        with self.database.cursor() as cursor:
            cursor.begin()
            kept = self._kept(cursor)
            for table in ("status_update", "undone_status_update"):
                nothing = "taken_back_on = null, restored_on = null, later_turns = null, day_place = null"
                cursor.execute(f"update db.{table} set {nothing}")
            keep_what_follows(cursor)
            assert self._kept(cursor) == kept
            cursor.rollback()

    @staticmethod
    def _kept(cursor: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
        return cursor.execute(
            "select update_id, load_id, taken_back_on, restored_on, later_turns, day_place "
            "from db.status_update union all "
            "select update_id, load_id, taken_back_on, restored_on, later_turns, day_place "
            "from db.undone_status_update order by all"
        ).fetchall()

    @invariant()
    def is_sound_itself(self) -> None:
        """Judge what must hold of the store, whatever was done to it."""
        assert find_breaches(self.database) == ()

    # The model.

    def _of_state(self, *states: SubmissionState) -> list[Submission]:
        return [each for each in self.sent.values() if each.state in states]

    def _pick(self, pick: int, *states: SubmissionState) -> Submission:
        found = self._of_state(*states)
        return found[pick % len(found)]

    def _is_changed_since(self, what: str) -> bool:
        return self.seen.get(what) != self._content()

    def _note(self, what: str) -> None:
        self.seen[what] = self._content()

    def _content(self) -> str:
        """Give a text that changes with whatever is done to the store."""
        return repr((self.database.version(), sorted(self.loads), sorted(self.sent)))

    def _next(self) -> int:
        self.number += 1
        return self.number

    def _day(self, ago: int) -> str:
        return (self.today - timedelta(days=ago)).isoformat()

    def _initiative(self, pick: int) -> str:
        self._begin_again_where_nothing_stands()
        return sorted(self.titles)[pick % len(self.titles)]

    def _begin_again_where_nothing_stands(self) -> None:
        if not self.titles:
            self._load(REFERENCE)

    def _standing(self, file: str) -> list[Row]:
        return [row for load in self._standing_loads() for row in load.rows(file)]

    def _standing_loads(self) -> list[Load]:
        return [load for load in self.loads.values() if load.undone_on is None]

    def _send(self, cells: Row) -> None:
        self._load({"status_updates": [{"update_id": f"U{self._next()}", **cells}]})

    def _to_follow(self) -> list[Row]:
        rows = self._standing("status_updates")
        named = {row.get("corrects_update_id") for row in rows}
        return [row for row in rows if row["update_id"] not in named]

    def _follow(self, pick: int, cells: Row) -> None:
        found = self._to_follow()
        named = found[pick % len(found)]
        self._send(
            {"initiative_id": named["initiative_id"], "corrects_update_id": named["update_id"], **cells}
        )

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
            or any(
                each.initiative_id in initiatives
                for each in self._of_state(SubmissionState.SUBMITTED, SubmissionState.RETURNED)
            )
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


SETTINGS = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
ALL_THAT_IS_DONE = {
    *("reported", "corrected", "withdrawn", "loaded", "title mended", "undone", "undo refused"),
    *("submitted", "accepted", "returned", "decided again", "waits again"),
    *("restarted", "backed up", "restored"),
}
# What chance gets to in whatever order it takes; the rest is done by hand beneath.
OFTEN_DONE = {"reported", "corrected", "withdrawn", "loaded", "title mended", "submitted", "restarted"}


def do_each_thing_once() -> None:
    """Do what chance may not get to, in an order in which each thing can be done."""
    store = Store()
    store.begin()
    steps: list[Callable[[], None]] = [
        lambda: store.report(pick=0, status="in_progress", ago=3),
        lambda: store.correct(pick=0, status="completed"),
        lambda: store.load_more(city="CAR", status="paused"),
        lambda: store.withdraw(pick=0),
        lambda: store.mend_a_title(pick=0),
        store.back_up,
        lambda: store.submit(pick=0, status="completed"),
        lambda: store.accept(pick=0),
        lambda: store.let_days_pass(days=2),
        lambda: store.undo_what_was_accepted(pick=0),
        lambda: store.send_back(pick=0),
        lambda: store.decide_again(pick=0),
        lambda: store.undo(pick=len(store.loads) - 1),
        store.restart,
        store.restore,
    ]
    for step in steps:
        step()
        store.stands_as_the_definitions_say_on_any_day_as_known_on_any_day()
        store.holds_what_stands_and_nothing_else()
        store.keeps_every_report_that_was_sent_as_it_was_decided()
        store.keeps_what_follows_as_if_it_were_judged_from_nothing()
        store.is_sound_itself()
    store.teardown()


def test_the_store_is_as_the_model_when_each_thing_is_done_once() -> None:
    Store.done.clear()
    do_each_thing_once()
    assert {what for what, times in Store.done.items() if times} == ALL_THAT_IS_DONE, Store.done


@pytest.mark.long
def test_the_store_is_as_the_model_whatever_is_done_to_it() -> None:
    Store.done.clear()
    run_state_machine_as_test(Store, settings=SETTINGS)
    assert {what for what, times in Store.done.items() if times} >= OFTEN_DONE, Store.done
