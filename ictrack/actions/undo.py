"""Take a whole load back: recorded, not rewritten, and refused where later work builds on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from ictrack.access.identity import COMMAND_LINE
from ictrack.access.roles import Action
from ictrack.dates import local_day, utc_now
from ictrack.errors import IctrackError, UsageError
from ictrack.language import _, format_day, ngettext
from ictrack.store.database import Database
from ictrack.store.queries import Load, list_loads
from ictrack.store.undo import Building, Undo, undo_load

_NAMED = 5


class UndoRefusedError(IctrackError):
    """Say what builds on a load, so that it was not taken back."""

    exit_code = 3

    def __init__(self, message: str, in_the_way: tuple[Building, ...] = ()) -> None:
        """Take the sentence, and what it speaks of."""
        super().__init__(message)
        self.in_the_way = in_the_way


@dataclass(frozen=True)
class UndoLoad:
    """Ask for one load to be taken back."""

    load_id: int
    undone_by: str = COMMAND_LINE
    undone_at: datetime = field(default_factory=utc_now)

    @property
    def undone_on(self) -> date:
        """Give the day of it where ictrack runs, as loads have theirs: that of UTC can be yesterday's."""
        return local_day(self.undone_at)


@dataclass(frozen=True)
class UndoReceipt:
    """Hold which load was taken back, and how many reports that it had taken in wait again."""

    load: Load
    reports: int = 0

    def sentence(self) -> str:
        """Say in one line what was taken back, and what stays."""
        return " ".join(filter(None, (self._what_went(), self._what_waits())))

    def _what_went(self) -> str:
        rows = self.load.rows_new + self.load.rows_changed
        return ngettext(
            "Load {load} ({file}) was taken back: {n} row that it had brought or changed. "
            "Pictures as known on earlier days still count what it reported.",
            "Load {load} ({file}) was taken back: {n} rows that it had brought or changed. "
            "Pictures as known on earlier days still count what it reported.",
            rows,
            load=self.load.load_id,
            file=self.load.file_name,
        )

    def _what_waits(self) -> str:
        if not self.reports:
            return ""
        return ngettext(
            "{n} report that it had taken in waits for review again.",
            "{n} reports that it had taken in wait for review again.",
            self.reports,
        )


def take_back(database: Database, command: UndoLoad) -> UndoReceipt:
    """Take a load back, all of it or nothing.

    Raises UsageError when there is no such load, UndoRefusedError when it was taken back
    already or something builds on it, NotPermittedError where the reader may not take loads back.
    """
    database = database.acting(Action.UNDO)
    loads = {load.load_id: load for load in list_loads(database)}
    undo = Undo(command.load_id, command.undone_by, command.undone_at, command.undone_on)
    outcome = undo_load(database, undo)
    if outcome is None:
        raise UsageError(_no_such_load(command.load_id, sorted(loads)))
    if outcome.undone_on is not None:
        raise UndoRefusedError(
            _(
                "Load {load} ({file}) was taken back already, on {day}. Nothing was changed.",
                load=command.load_id,
                file=outcome.file_name,
                day=format_day(outcome.undone_on),
            )
        )
    if outcome.in_the_way:
        files = {load_id: load.file_name for load_id, load in loads.items()}
        raise UndoRefusedError(_refusal(command.load_id, outcome.in_the_way, files), outcome.in_the_way)
    return UndoReceipt(loads[command.load_id], outcome.reports)


def _no_such_load(load_id: int, known: list[int]) -> str:
    if not known:
        return _("There is no load {load}: nothing was loaded yet.", load=load_id)
    return _(
        "There is no load {load}; the last one is {last}. Nothing was changed. The page Loads lists them.",
        load=load_id,
        last=known[-1],
    )


def _refusal(load_id: int, in_the_way: tuple[Building, ...], files: Mapping[int, str]) -> str:
    """Name what builds on a load, and what to take back first; `files` names what was loaded."""
    by_file: dict[str, list[Building]] = defaultdict(list)
    for building in in_the_way:
        by_file[building.file].append(building)
    return _(
        "Load {load} cannot be taken back, because this builds on it: {what}. Nothing was changed. {next}",
        load=load_id,
        what="; ".join(_name(file, found, files) for file, found in by_file.items()),
        next=_first_step(in_the_way, files),
    )


def _name(file: str, found: list[Building], files: Mapping[int, str]) -> str:
    things = ", ".join(_name_one(building, files) for building in found[:_NAMED])
    if len(found) > _NAMED:
        more = len(found) - _NAMED
        things = ngettext("{things} and {n} more", "{things} and {n} more", more, things=things)
    return f"{thing_label(file)}: {things}"


def _name_one(building: Building, files: Mapping[int, str]) -> str:
    if building.file == "loads" and building.load_id is not None:
        return _name_load(building.load_id, files)
    return building.row_key.replace("\x1f", " ")


def _name_load(load_id: int, files: Mapping[int, str]) -> str:
    """Name a load by its number and its file: nobody remembers what number 3 was."""
    return f"{load_id} ({files[load_id]})" if load_id in files else str(load_id)


def _first_step(in_the_way: tuple[Building, ...], files: Mapping[int, str]) -> str:
    loads = sorted({building.load_id for building in in_the_way if building.load_id}, reverse=True)
    steps = []
    if loads:
        numbers = ", ".join(_name_load(load_id, files) for load_id in loads)
        steps.append(
            ngettext(
                "Take load {numbers} back first.",
                "Take these loads back first, in this order: {numbers}.",
                len(loads),
                numbers=numbers,
            )
        )
    found = {building.file for building in in_the_way if building.load_id is None}
    return " ".join((*steps, *(step for file, step in _other_steps() if file in found)))


def _other_steps() -> tuple[tuple[str, str], ...]:
    """Say, by what is in the way and was not loaded, what to do with it."""
    return (
        ("submissions", _("Settle the reports that wait first.")),
        ("signed_returns", _("Take the signatures back first.")),
        ("commentary", _("Take the commentary out first.")),
        ("frozen_reports", _("Unfreeze the convening report first.")),
    )


def thing_label(file: str) -> str:
    """Name the rows of a file as people call them."""
    return {
        "loads": _("later loads"),
        "phases": _("phases"),
        "cities": _("cities"),
        "thematic_areas": _("thematic areas"),
        "principles": _("principles"),
        "memberships": _("memberships"),
        "events": _("events"),
        "publications": _("publications"),
        "action_plans": _("action plans"),
        "city_leads": _("city leads"),
        "initiatives": _("initiatives"),
        "milestones": _("milestones"),
        "status_updates": _("status updates"),
        "initiative_links": _("links between initiatives"),
        "taskforce_members": _("taskforce members"),
        "submissions": _("reports that wait"),
        "signed_returns": _("signed returns"),
        "commentary": _("commentary of a convening"),
        "frozen_reports": _("frozen convening reports"),
    }[file]
