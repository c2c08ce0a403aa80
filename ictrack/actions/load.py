"""Load a source: check it beside what is stored, then write all of it, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from ictrack.access.identity import COMMAND_LINE
from ictrack.access.roles import Action
from ictrack.actions.close_titles import find_close_titles
from ictrack.actions.differences import list_conflicts, list_differences, with_sheets
from ictrack.actions.receipt import BundledFate, Outcome, Receipt, count_files, is_of_workbook
from ictrack.actions.source_row import SOURCE_SCHEMA, describe_source, fill_recorded_on, recorded_mode_of
from ictrack.dates import utc_now
from ictrack.errors import DecisionNeededError, UsageError
from ictrack.ingest.check import CheckOptions, check_raw
from ictrack.ingest.facts import BUNDLED_SOURCE
from ictrack.ingest.gather import gather
from ictrack.ingest.mend import rows_to_mend
from ictrack.ingest.source import CheckedSource, RawSource
from ictrack.settings import PUBLIC_RECORD
from ictrack.store.cited_rows import name_of_sheets
from ictrack.store.commit import Commit, LoadNote, commit_load
from ictrack.store.database import Database
from ictrack.store.staging import Staging, StoreChangedError, open_staging
from ictrack.store.submissions import Submission
from ictrack.store.workbook_queries import read_last_load
from ictrack.vocabulary import RecordedMode

_DECISION = (
    "{name}: the public record is loaded, and this would be the first source of your own. "
    "Nothing was loaded. "
    "Say --replace-bundled to put yours in its place, or --keep-bundled to keep it beside."
)
_LEFT_BEHIND = (
    "The public record cannot be replaced: what was loaded beside it names its cities, phases or thematic "
    "areas ({file} '{row_key}' of '{title}' is the first of {count}). Nothing was loaded. "
    "Keep the public record (--keep-bundled), or send these cities, phases and thematic areas with the load."
)


class BundledChoice(StrEnum):
    """What a load of one's own does with the public record that ships with ictrack."""

    REPLACE = "replace"
    KEEP = "keep"


@dataclass(frozen=True)
class LoadSource:
    """Ask for one source to be loaded.

    `recorded_mode` says which day stands in for a blank `recorded_on`; without it the
    source's own word does (`assumed`: the reported day), else the day of the load.
    `accept_valid` loads the good rows although others are bad. `day_first` says that
    every slashed date has the day first. `source_id` names the stored source whose rows these
    are, where no file says so; `settled` are the submissions that the load makes status updates,
    `waiting` those that speak of what it brings and wait for review, all of them judged at the
    version `judged_at` of the store.
    """

    path: Path
    recorded_mode: RecordedMode | None = None
    dry_run: bool = False
    bundled_choice: BundledChoice | None = None
    accept_valid: bool = False
    day_first: bool | None = None
    loaded_by: str = COMMAND_LINE
    today: date = field(default_factory=date.today)
    source_id: str | None = None
    settled: tuple[Submission, ...] = ()
    waiting: tuple[Submission, ...] = ()
    judged_at: int | None = None


def load_bundled(database: Database) -> Receipt | None:
    """Load the public record on a first start; do nothing where anything was ever loaded.

    Where all of that was taken back, nothing is what somebody asked for.
    """
    if database.ask("source_list") or read_last_load(database):
        return None
    return load_source(database, LoadSource(PUBLIC_RECORD, loaded_by="first start"))


def load_source(database: Database, command: LoadSource) -> Receipt:
    """Load a source, all of it or nothing, and say what became of each row.

    Problems of the source are in the receipt, which is then one of a refused load.
    Raises UsageError when there is no source at the path, or when what stays cannot do
    without the public record that this would replace; DecisionNeededError when the store
    holds the public record and nobody has said what becomes of it.
    """
    return load_raw(database, gather(command.path), command)


def load_raw(database: Database, raw: RawSource, command: LoadSource) -> Receipt:
    """Load a source that was read already, as `load_source` does; `command.path` only names it.

    Raises StoreChangedError where the command was judged at another version of the store,
    NotPermittedError where the reader may not import.
    """
    database = database.acting(Action.IMPORT)
    while True:
        with open_staging(database) as staging:
            prepared = _prepare(raw, staging, command)
        if prepared.commit is None:
            return prepared.receipt
        load_id = commit_load(database, prepared.commit)
        if load_id is not None:
            return replace(prepared.receipt, load_id=load_id)


@dataclass(frozen=True)
class _Prepared:
    """Hold what a load would do, and the write that does it, if there is one to do."""

    receipt: Receipt
    commit: Commit | None


def _prepare(raw: RawSource, staging: Staging, command: LoadSource) -> _Prepared:
    version = int(staging.ask_named("load_moment")[0]["version"])
    if command.judged_at not in {None, version}:
        raise StoreChangedError
    case = _case_of_bundled(raw, staging, command)
    replaced = BUNDLED_SOURCE if case.is_replaced else None
    options = CheckOptions(
        command.day_first,
        replaced,
        _is_bundled(raw.path),
        command.source_id,
        command.today,
        is_trial=command.dry_run,
    )
    checked = check_raw(raw, staging, options)
    refused = bool(len(checked.log)) and not (command.accept_valid and _brings_any(checked))
    states = _withhold_all(checked.states) if refused else checked.states
    asked = _recorded_mode_asked(raw, command)
    source = describe_source(checked, staging, asked, bundled=options.bundled)
    accepted = _accepted(states)
    outcome = _outcome(refused=refused, accepted=len(accepted), dry_run=command.dry_run)
    if case.is_undecided and outcome is Outcome.LOADED:
        raise DecisionNeededError(_DECISION.format(name=raw.path.name))
    if replaced and outcome in {Outcome.LOADED, Outcome.PREVIEWED}:
        _refuse_to_leave_behind(staging, replaced, accepted)
    good = _accepted(checked.states) if refused else accepted
    differences = list_differences(staging, good, checked.rows)
    mode = recorded_mode_of(source, asked)
    receipt = Receipt(
        outcome=outcome,
        source_id=checked.source_id,
        source_title=str(source["title"]),
        source_name=raw.path.name,
        files=count_files(checked, states),
        issues=checked.issues,
        issues_left_out=dict(checked.log.unlisted),
        differences=with_sheets(differences, checked.raw.sheet),
        differences_left_out=len(good) - len(differences),
        conflicts=with_sheets(list_conflicts(staging, checked), checked.raw.sheet),
        readings=checked.readings,
        absent_columns=checked.absent_columns,
        ignored_files=checked.ignored_files,
        borrowed=checked.borrowed,
        bundled=case.fate,
        recorded_mode=mode,
        sheet=checked.raw.sheet,
        sheet_identifiers=checked.sheet_identifiers,
        to_mend=rows_to_mend(checked, states) if command.accept_valid else {},
        is_return=raw.returned is not None,
        new_initiatives=_count_new(states, "initiatives"),
        new_updates=_count_new(states, "status_updates"),
        close_titles=find_close_titles(checked, staging),
        notices=checked.raw.notices,
        is_unread=raw.is_unread,
    )
    if outcome is not Outcome.LOADED:
        return _Prepared(receipt, None)
    rows = {
        **checked.rows,
        "status_updates": fill_recorded_on(checked.rows["status_updates"], mode, command.today),
    }
    note = LoadNote(
        command.loaded_by,
        _sent_as(raw),
        raw.fingerprint,
        mode,
        *(receipt.total(state) for state in ("new", "changed", "unchanged", "rejected", "withheld")),
    )
    now = utc_now()
    table = pa.Table.from_pylist([source], SOURCE_SCHEMA)
    commit = Commit(rows, accepted, checked.source_id, table, note, now, version, replaced, checked.borrowed)
    return _Prepared(receipt, replace(commit, settled=command.settled, waiting=command.waiting))


@dataclass(frozen=True)
class _BundledCase:
    """Hold whether the public record is stored, and what this load does with it."""

    is_stored: bool
    is_replaced: bool = False
    is_undecided: bool = False

    @property
    def fate(self) -> BundledFate:
        """Say what becomes of it, for the receipt."""
        if not self.is_stored:
            return BundledFate.ABSENT
        return BundledFate.REPLACED if self.is_replaced else BundledFate.KEPT


def _case_of_bundled(raw: RawSource, staging: Staging, command: LoadSource) -> _BundledCase:
    sources = staging.ask_named("source_facts")
    if not any(source["bundled"] for source in sources):
        return _BundledCase(is_stored=False)
    # A returns workbook answers about what is stored, so that stays.
    stays = _is_bundled(raw.path) or raw.returned is not None
    if stays or command.bundled_choice is BundledChoice.KEEP:
        return _BundledCase(is_stored=True)
    if command.bundled_choice is BundledChoice.REPLACE:
        return _BundledCase(is_stored=True, is_replaced=True)
    if not all(source["bundled"] for source in sources):
        return _BundledCase(is_stored=True)
    return _BundledCase(is_stored=True, is_replaced=True, is_undecided=not command.dry_run)


def _refuse_to_leave_behind(staging: Staging, replaced: str, accepted: pa.Table) -> None:
    """Raise UsageError where what was kept beside the public record cannot do without it."""
    staging.put("accepted", accepted)
    staging.run("stored_naming")
    left = staging.ask_named("left_behind", {"replaced": replaced})
    if left:
        raise UsageError(_LEFT_BEHIND.format(count=f"{len(left):,}", **left[0]))


def _recorded_mode_asked(raw: RawSource, command: LoadSource) -> RecordedMode | None:
    """Say what was asked for; what a city sends for a convening becomes known when it is taken in."""
    if raw.returned is not None and command.recorded_mode is None:
        return RecordedMode.TODAY
    return command.recorded_mode


def _sent_as(raw: RawSource) -> str:
    """Name a source as its rows are cited: the one sheet of a workbook after it, or those read as one."""
    if raw.sheet is None or not is_of_workbook(raw.sheet):
        return raw.path.name
    return name_of_sheets(raw.path.name, raw.sheet.sheets or (raw.sheet.sheet or "",))


def _is_bundled(path: Path) -> bool:
    return path.resolve() == PUBLIC_RECORD.resolve()


def _brings_any(checked: CheckedSource) -> bool:
    """Say whether the source brings a good row of its own; borrowed reference rows alone are no load."""
    borrowed = pa.array(checked.borrowed, pa.string())
    of_its_own = pc.invert(pc.is_in(checked.states["file"], borrowed))
    good = pc.is_in(checked.states["state"], pa.array(["new", "changed", "unchanged"]))
    return bool(pc.any(pc.and_(of_its_own, good)).as_py())


def _accepted(states: pa.Table) -> pa.Table:
    return states.filter(pc.is_in(states["state"], pa.array(["new", "changed"])))


def _count_new(states: pa.Table, file: str) -> int:
    is_new = pc.and_(pc.equal(states["file"], file), pc.equal(states["state"], "new"))
    return int(pc.sum(is_new).as_py() or 0)


def _withhold_all(states: pa.Table) -> pa.Table:
    """Withhold the good rows of a load that is refused because of others."""
    accepted = pc.is_in(states["state"], pa.array(["new", "changed"]))
    place = states.column_names.index("state")
    return states.set_column(place, "state", pc.if_else(accepted, "withheld", states["state"]))


def _outcome(*, refused: bool, accepted: int, dry_run: bool) -> Outcome:
    if refused:
        return Outcome.REFUSED
    if not accepted:
        return Outcome.NOTHING_NEW
    return Outcome.PREVIEWED if dry_run else Outcome.LOADED
