"""The movement ledger: what became of each initiative between two moments, reconciled.

A moment is a day and the day on which it was known. The picture of the first day may have
been known on an earlier day than that of the last: what late reports and corrections did
to it is then a step of its own, so that the ledger starts from the numbers people hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ictrack.labels import movement_label
from ictrack.language import _, format_count, format_day, join_words, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import Change, list_changes, list_initiatives
from ictrack.summaries.ledger_list import MOVED_FIRST, tabulate_changes
from ictrack.summaries.ledger_numbers import (
    Course,
    Courses,
    Waterfall,
    follow_measure,
    measures_of,
    reconcile_measures,
)
from ictrack.summaries.nothing import list_lifted_filters
from ictrack.summaries.paging import Turned, problem_of_start, turn_to
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Cell, Column, Linked, Table, Target, open_convening_report
from ictrack.vocabulary import Movement, RecordKind, Standing

# What a phone can scroll through.
ROWS_OF_A_PAGE = 50


@dataclass(frozen=True)
class Opening:
    """The first moment of a ledger: a day, and the day on which its picture was known."""

    as_at: date
    known_on: date


@dataclass(frozen=True)
class Ledger:
    """Hold what changed: in words, counted, followed, and listed initiative by initiative."""

    problems: tuple[str, ...]
    sentence: str
    notes: tuple[str, ...]
    initiatives: int
    lifted: tuple[Linked, ...]
    report: Linked
    counts: Table
    measures: Mapping[str, str]
    followed: str
    waterfall: Waterfall
    reconciled: Table
    listed: Table
    pages: tuple[Linked, ...]
    download: Table


def summarise_ledger(
    database: Database,
    scope: Scope,
    setting: Setting,
    opening: Opening,
    measure: str,
    movement: str,
    start: str = "",
) -> Ledger:
    """Tell what changed from an opening to the scope's day.

    `measure` is the number that is followed (see `measures_of`; completed if there is no
    such), `movement` the class that is listed, all if there is no such, `start` the first
    row of the list, as written.
    """
    asked = (measure, movement)
    movement = movement if movement in set(Movement) else ""
    changes = list_changes(database, scope, opening.as_at, opening.known_on)
    courses = courses_of(database, scope, opening, changes)
    kind = setting.record_kind_in(scope)
    measures = measures_of(kind)
    followed = measure if measure in measures else Standing.COMPLETED.value
    days = (opening.as_at, scope.as_at)
    listed = [change for change in changes if movement in {change.movement, ""}]
    caption = _caption(len(listed), len(changes), movement, kind)
    everything = tabulate_changes(caption, listed, kind, in_full=False)
    turned = turn_to(start, len(listed), ROWS_OF_A_PAGE)
    no_row = problem_of_start(start)
    opens = {"measure": followed, "movement": movement}
    return Ledger(
        problems=tuple(filter(None, (*_problems(asked, (followed, movement), measures), no_row))),
        sentence=_sentence(changes, days, kind),
        notes=notes_on_opening(courses, opening, scope),
        initiatives=len(changes),
        lifted=() if changes else list_lifted_filters(database, scope, setting, open_ledger(opening)),
        report=Linked(_("Prepare the convening report"), open_convening_report()),
        counts=_counts(changes, movement, followed, opening, kind),
        measures=measures,
        followed=followed,
        waterfall=follow_measure(courses, followed, measures, days, kind),
        reconciled=reconcile_measures(courses, measures, days, kind),
        listed=_page_of(everything, turned),
        pages=turned.links(lambda first: open_ledger(opening, **opens, start=first)),
        download=tabulate_changes(caption, listed, kind, in_full=True),
    )


def _problems(asked: tuple[str, str], found: tuple[str, str], measures: Mapping[str, str]) -> tuple[str, ...]:
    """Name what the address asks for in vain, a number or a class, and what is shown instead."""
    shown = (_("{shown} is shown.", shown=measures[found[0]]), _("All are listed."))
    return tuple(
        " ".join((_("The address asks for '{value}', which this data does not have.", value=wanted), instead))
        for wanted, got, instead in zip(asked, found, shown, strict=True)
        if wanted and wanted != got
    )


def courses_of(database: Database, scope: Scope, opening: Opening, changes: Sequence[Change]) -> Courses:
    """Set each change beside what is known now of the first day, and count those alike."""
    now = {change.initiative_id: change.from_standing for change in changes}
    if opening.known_on != scope.known_on:
        known_now = list_initiatives(database, scope.at(opening.as_at))
        now = {initiative.initiative_id: initiative.standing for initiative in known_now}
    return Counter(
        Course(
            Movement(change.movement),
            _standing(change.from_standing),
            _standing(now.get(change.initiative_id)),
            _standing(change.to_standing),
            change.is_open_ended,
        )
        for change in changes
    )


def _standing(word: str | None) -> Standing | None:
    return Standing(word) if word else None


def _sentence(changes: Sequence[Change], days: tuple[date, date], kind: RecordKind) -> str:
    first, last = map(format_day, days)
    if not changes:
        return _("No initiative counted on {first} or on {last}.", first=first, last=last)
    told = join_words([words for words, _changes in tell_movements(changes, kind)])
    return ngettext(
        "From {first} to {last}, of {n} initiative {told}.",
        "From {first} to {last}, of {n} initiatives {told}.",
        len(changes),
        first=first,
        last=last,
        told=told,
    )


def tell_movements(changes: Sequence[Change], kind: RecordKind) -> tuple[tuple[str, tuple[Change, ...]], ...]:
    """Say how many went which way, those that moved first, each with the changes; every one once."""
    mine: dict[Movement, list[Change]] = {movement: [] for movement in Movement}
    for change in changes:
        mine[Movement(change.movement)].append(change)
    told = []
    for movements in _TOLD_TOGETHER:
        found = [change for movement in movements for change in mine[movement]]
        if found:
            told.append((_movement_in_words(movements[0], found, kind), tuple(found)))
    return tuple(told)


# In which order movements are told in a sentence, and which of them are one thing to a reader.
_TOLD_TOGETHER = (
    (Movement.FORWARD,),
    (Movement.BACK,),
    (Movement.ROUND_TRIP,),
    (Movement.FIRST_UPDATE,),
    (Movement.JOINED,),
    (Movement.LEFT,),
    (Movement.FELL_DUE,),
    (Movement.NEW_TARGET_DATE,),
    (Movement.REVIEWED_NO_CHANGE, Movement.UPDATED_UNCHANGED),
    (Movement.FINISHED_EARLIER,),
    (Movement.SILENT,),
)


def _movement_in_words(movement: Movement, found: Sequence[Change], kind: RecordKind) -> str:
    public, n = kind is RecordKind.PUBLIC_RECORD, len(found)
    closed = sum(change.is_closed for change in found)
    return {
        Movement.FORWARD: ngettext("{n} moved forward", "{n} moved forward", n),
        Movement.BACK: ngettext("{n} moved back", "{n} moved back", n),
        Movement.ROUND_TRIP: ngettext("{n} moved and returned", "{n} moved and returned", n),
        Movement.FIRST_UPDATE: _first_in_words(n, public=public),
        Movement.JOINED: ngettext("{n} is new", "{n} are new", n),
        Movement.LEFT: ngettext("{n} left", "{n} left", n),
        Movement.FELL_DUE: ngettext("{n} fell due", "{n} fell due", n),
        Movement.NEW_TARGET_DATE: ngettext("{n} has a new target date", "{n} have a new target date", n),
        Movement.REVIEWED_NO_CHANGE: ngettext(
            "{n} had news and did not move", "{n} had news and did not move", n
        ),
        Movement.FINISHED_EARLIER: ngettext("{n} had finished earlier", "{n} had finished earlier", n),
        Movement.SILENT: _silent_in_words(n, closed, public=public),
    }[movement]


def _first_in_words(count: int, *, public: bool) -> str:
    if public:
        return ngettext("{n} had its first dated evidence", "{n} had their first dated evidence", count)
    return ngettext("{n} had its first status", "{n} had their first status", count)


def _silent_in_words(count: int, closed: int, *, public: bool) -> str:
    """Say of how many nothing was heard, and how many of them were closed: no report is due on those."""
    if public:
        silent = ngettext("{n} was not heard of", "{n} were not heard of", count)
    else:
        silent = ngettext("{n} was silent", "{n} were silent", count)
    if not closed:
        return silent
    return ngettext(
        "{silent} ({n} of them closed with its phase)",
        "{silent} ({n} of them closed with their phase)",
        closed,
        silent=silent,
    )


def _caption(listed: int, changes: int, movement: str, kind: RecordKind) -> str:
    """Say how many are listed of how many."""
    if not movement:
        return ngettext("{n} initiative", "All {n} initiatives", changes)
    name = movement_label(Movement(movement), kind)
    return ngettext(
        "{movement}: {x} of {n} initiative",
        "{movement}: {x} of {n} initiatives",
        changes,
        movement=name,
        x=listed,
    )


def _page_of(everything: Table, turned: Turned) -> Table:
    """Keep the rows of one page, and say in the caption which of all they are."""
    rows = tuple(turned.shown_of(everything.rows))
    if len(rows) == len(everything.rows):
        return everything
    caption = _(
        "{which}: {first} to {last}",
        which=everything.caption,
        first=format_count(turned.skipped + 1),
        last=format_count(turned.skipped + len(rows)),
    )
    return replace(everything, caption=caption, rows=rows)


def notes_on_opening(courses: Courses, opening: Opening, scope: Scope) -> tuple[str, ...]:
    """Say what late reports and corrections did to the picture of the first day."""
    if opening.known_on == scope.known_on:
        return ()
    known = format_day(opening.known_on)
    late = sum(n for course, n in courses.items() if course.before != course.before_as_known_now)
    start = _("The start is shown as it was known on {day}.", day=known)
    if not late:
        return (start, _("Nothing recorded since changes it."))
    changed = ngettext(
        "Reports and corrections recorded since then change where {n} initiative stood on that day: "
        "late reports are a step of their own.",
        "Reports and corrections recorded since then change where {n} initiatives stood on that day: "
        "late reports are a step of their own.",
        late,
    )
    return (start, changed)


def open_ledger(opening: Opening, **opens: str) -> Target:
    """Lead to a ledger from the same opening."""
    kept = {"since": opening.as_at.isoformat(), "known_since": opening.known_on.isoformat(), **opens}
    return Target("convening", tuple((name, value) for name, value in kept.items() if value))


def _counts(
    changes: Sequence[Change], chosen: str, measure: str, opening: Opening, kind: RecordKind
) -> Table:
    """Count the initiatives of each movement; a movement leads to the list of its initiatives."""
    counted = Counter(change.movement for change in changes)
    rows: list[tuple[Cell, ...]] = []
    for movement in MOVED_FIRST:
        if not counted[movement.value]:
            continue
        label = movement_label(movement, kind)
        target = open_ledger(opening, measure=measure, movement=movement.value)
        link = Linked(label, target, _("List only: {movement}", movement=label))
        rows.append((label if chosen == movement.value else link, counted[movement.value]))
    everything = _("All")
    link = Linked(everything, open_ledger(opening, measure=measure), _("List every initiative"))
    rows.append((link if chosen else everything, len(changes)))
    columns = (
        Column("movement", _("What happened")),
        Column("initiatives", _("Initiatives"), is_number=True),
    )
    return Table(_("Each initiative in one class"), columns, tuple(rows))
