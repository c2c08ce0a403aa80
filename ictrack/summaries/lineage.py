"""What became of one phase's initiatives in the next, as far as links say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from ictrack.language import _, format_count, join_words, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.lineage_queries import LeftInitiative, list_left
from ictrack.store.queries import InitiativeAsAt, InitiativeLink, Phase, list_initiatives, list_links
from ictrack.summaries.table import Cell, Column, Linked, Table, open_initiative
from ictrack.vocabulary import LinkKind, Standing


class Fate(StrEnum):
    """What became of an initiative between two phases, in the order in which it is drawn."""

    CARRIED_OVER = "carried_over"
    EVOLVED = "evolved"
    SPLIT = "split"
    MERGED = "merged"
    COMPLETED = "completed"
    DROPPED = "dropped"
    NO_SUCCESSOR = "no_successor"
    NEW = "new"


_FATE_OF_LINK = {
    LinkKind.CARRIED_OVER: Fate.CARRIED_OVER,
    LinkKind.EVOLVED_FROM: Fate.EVOLVED,
    LinkKind.SPLIT_FROM: Fate.SPLIT,
    LinkKind.MERGED_INTO: Fate.MERGED,
}


@dataclass(frozen=True)
class Flow:
    """How many initiatives of one phase took each way, and how many of the next came by it.

    `note` says what is counted as dropped; `initiatives` lists each with its way, and so
    does `with_identifiers`, which is for files.
    """

    earlier: str
    later: str
    leaving: dict[Fate, int] = field(hash=False)
    arriving: dict[Fate, int] = field(hash=False)
    labels: dict[Fate, str] = field(hash=False)
    sentence: str
    note: str
    table: Table
    initiatives: Table
    with_identifiers: Table


@dataclass(frozen=True)
class Lineage:
    """The flows between consecutive phases; where no link says anything, how to supply some."""

    flows: tuple[Flow, ...]
    missing: str


@dataclass(frozen=True)
class _Step:
    """A forerunner in one phase and its successor in a later one."""

    forerunner: str
    successor: str
    fate: Fate
    link: InitiativeLink


@dataclass(frozen=True)
class _Ways:
    """What became of each initiative of one phase, and how each of the next came to be."""

    before: Mapping[str, InitiativeAsAt | LeftInitiative]
    after: Mapping[str, InitiativeAsAt]
    steps: tuple[_Step, ...]
    leaving_by: Mapping[str, Fate]
    arriving_by: Mapping[str, Fate]


def trace_lineage(database: Database, scope: Scope, phases: Sequence[Phase]) -> Lineage:
    """Follow the initiatives of a scope from each phase that has any to the next that has."""
    mine, left = list_initiatives(database, scope), list_left(database, scope)
    held = [phase for phase in phases if any(i.phase_id == phase.phase_id for i in mine)]
    steps = _steps(database, scope, phases)
    flows = []
    for earlier, later in pairwise(held):
        ways = _follow(mine, left, steps, earlier, later)
        if ways.steps:
            flows.append(_flow(ways, earlier, later))
    missing = "" if flows or len(held) < 2 else _how_to_supply(is_filtered=bool(steps))
    return Lineage(tuple(flows), missing)


def _how_to_supply(*, is_filtered: bool) -> str:
    if is_filtered:
        return _("For the initiatives of this view no link from one phase to the next is recorded.")
    return _(
        "No link between an initiative of one phase and one of the next is recorded, so what was carried "
        "over cannot be shown. To supply it: the file initiative_links, with the kinds carried_over, "
        "evolved_from, split_from and merged_into."
    )


def _steps(database: Database, scope: Scope, phases: Sequence[Phase]) -> tuple[_Step, ...]:
    """List the links from a phase to a later one, whatever the filters: a view may hold one end alone.

    Both ends must have joined by the scope's day; a link to what is yet to come is not known then.
    """
    whole = replace(scope, phase=None, cities=(), areas=(), plan_links=())
    order = {phase.phase_id: place for place, phase in enumerate(phases)}
    known: list[InitiativeAsAt | LeftInitiative] = [*list_initiatives(database, whole)]
    known += list_left(database, whole)
    place_of = {i.initiative_id: order[i.phase_id] for i in known if i.phase_id in order}
    steps = []
    for link in list_links(database):
        fate = _FATE_OF_LINK.get(LinkKind(link.kind))
        forerunner, successor = _ends(link)
        if fate is None or forerunner not in place_of or successor not in place_of:
            continue
        if place_of[forerunner] < place_of[successor]:
            steps.append(_Step(forerunner, successor, fate, link))
    return tuple(steps)


def _ends(link: InitiativeLink) -> tuple[str, str]:
    """Give the forerunner and the successor; `merged_into` is told by the forerunner, the rest not."""
    if link.kind == LinkKind.MERGED_INTO:
        return link.from_id, link.to_id
    return link.to_id, link.from_id


def _follow(
    mine: Sequence[InitiativeAsAt],
    left: Sequence[LeftInitiative],
    steps: Sequence[_Step],
    earlier: Phase,
    later: Phase,
) -> _Ways:
    """Find the way of each initiative of one phase, and of each of the next; the first link decides."""
    before: dict[str, InitiativeAsAt | LeftInitiative] = {
        i.initiative_id: i for i in mine if i.phase_id == earlier.phase_id
    }
    before |= {i.initiative_id: i for i in left if i.phase_id == earlier.phase_id}
    after = {i.initiative_id: i for i in mine if i.phase_id == later.phase_id}
    told = tuple(step for step in steps if step.forerunner in before or step.successor in after)
    leaving: dict[str, Fate] = {}
    arriving: dict[str, Fate] = {}
    for step in told:
        if step.forerunner in before:
            leaving.setdefault(step.forerunner, step.fate)
        if step.successor in after:
            arriving.setdefault(step.successor, step.fate)
    return _Ways(
        before=before,
        after=after,
        steps=told,
        leaving_by={key: leaving.get(key) or _without_successor(i) for key, i in before.items()},
        arriving_by={key: arriving.get(key, Fate.NEW) for key in after},
    )


def _without_successor(initiative: InitiativeAsAt | LeftInitiative) -> Fate:
    """Say what became of an initiative without a successor; one that left was dropped unless completed."""
    if initiative.standing == Standing.COMPLETED:
        return Fate.COMPLETED
    if initiative.standing == Standing.STOPPED or isinstance(initiative, LeftInitiative):
        return Fate.DROPPED
    return Fate.NO_SUCCESSOR


def _flow(ways: _Ways, earlier: Phase, later: Phase) -> Flow:
    leaving, arriving = Counter(ways.leaving_by.values()), Counter(ways.arriving_by.values())
    labels = _labels()
    initiatives = _initiatives_table(earlier, later, ways, labels)
    return Flow(
        earlier=earlier.name,
        later=later.name,
        leaving={fate: leaving[fate] for fate in Fate if leaving[fate]},
        arriving={fate: arriving[fate] for fate in Fate if arriving[fate]},
        labels=labels,
        sentence=_sentence(earlier, later, leaving, arriving),
        note=_note(ways),
        table=_table(earlier, later, leaving, arriving, labels),
        initiatives=initiatives,
        with_identifiers=_identified(initiatives),
    )


def _labels() -> dict[Fate, str]:
    return {
        Fate.CARRIED_OVER: _("Carried over"),
        Fate.EVOLVED: _("Grew into others"),
        Fate.SPLIT: _("Split"),
        Fate.MERGED: _("Merged"),
        Fate.COMPLETED: _("Completed"),
        Fate.DROPPED: _("Dropped"),
        Fate.NO_SUCCESSOR: _("No successor stated"),
        Fate.NEW: _("New"),
    }


def _sentence(earlier: Phase, later: Phase, leaving: Mapping[Fate, int], arriving: Mapping[Fate, int]) -> str:
    total = sum(leaving.values())
    ended = {fate: leaving.get(fate, 0) for fate in (Fate.COMPLETED, Fate.DROPPED, Fate.NO_SUCCESSOR)}
    first = ngettext(
        "{went_on} of {n} initiative of {phase} has a successor",
        "{went_on} of {n} initiatives of {phase} have a successor",
        total,
        went_on=format_count(total - sum(ended.values())),
        phase=earlier.name,
    )
    second = ngettext(
        "{new} of {n} initiative of {phase} is new",
        "{new} of {n} initiatives of {phase} are new",
        sum(arriving.values()),
        new=format_count(arriving.get(Fate.NEW, 0)),
        phase=later.name,
    )
    if others := _ended_in_words(ended):
        first = _("{first}; without one, {others}", first=first, others=join_words(others))
    return _("{first}. {second}.", first=first, second=second)


def _ended_in_words(ended: Mapping[Fate, int]) -> list[str]:
    completed, dropped, unstated = ended.values()
    told = (
        (completed, ngettext("{n} was completed", "{n} were completed", completed)),
        (dropped, ngettext("{n} was dropped", "{n} were dropped", dropped)),
        (unstated, ngettext("of {n} nothing is stated", "of {n} nothing is stated", unstated)),
    )
    return [words for number, words in told if number]


def _note(ways: _Ways) -> str:
    """Say what is counted as dropped, and how many are counted nowhere else on the page."""
    left = sum(isinstance(initiative, LeftInitiative) for initiative in ways.before.values())
    parts = []
    if Fate.DROPPED in ways.leaving_by.values():
        parts.append(_("Dropped: stopped, or taken out of the plan, and no successor is stated."))
    if left:
        parts.append(
            ngettext(
                "{n} that was taken out of its plan is counted here and not above.",
                "{n} that were taken out of their plans are counted here and not above.",
                left,
            )
        )
    return " ".join(parts)


def _table(
    earlier: Phase,
    later: Phase,
    leaving: Mapping[Fate, int],
    arriving: Mapping[Fate, int],
    labels: Mapping[Fate, str],
) -> Table:
    columns = (
        Column("what", _("What became of it")),
        Column("earlier", _("Initiatives of {phase}", phase=earlier.name), is_number=True),
        Column("later", _("Initiatives of {phase}", phase=later.name), is_number=True),
    )
    rows = tuple(
        (labels[fate], leaving.get(fate, 0), arriving.get(fate, 0))
        for fate in Fate
        if leaving.get(fate, 0) or arriving.get(fate, 0)
    )
    caption = _("From {earlier} to {later}", earlier=earlier.name, later=later.name)
    return Table(caption, columns, rows)


def _initiatives_table(earlier: Phase, later: Phase, ways: _Ways, labels: Mapping[Fate, str]) -> Table:
    """List each initiative with what became of it: first those that are linked, then the others."""
    columns = (
        Column("what", _("What became of it")),
        Column("earlier", _("Initiative of {phase}", phase=earlier.name)),
        Column("earlier_city", _("City")),
        Column("later", _("Successor, or new in {phase}", phase=later.name)),
        Column("later_city", _("City")),
        Column("note", _("Note")),
    )
    order = {fate: place for place, fate in enumerate(Fate)}
    rows = sorted([*_linked_rows(ways), *_unlinked_rows(ways)], key=lambda row: order[row[0]])
    caption = _("Each initiative from {earlier} to {later}", earlier=earlier.name, later=later.name)
    return Table(caption, columns, tuple((labels[fate], *cells) for fate, cells in rows))


def _identified(table: Table) -> Table:
    """Put the identifiers of both initiatives after the other columns: titles alone may be alike."""
    columns = (
        *table.columns,
        Column("earlier_id", _("Initiative identifier")),
        Column("later_id", _("Identifier of the successor, or of what is new")),
    )
    rows = tuple((*row, _identifier(row[1]), _identifier(row[3])) for row in table.rows)
    return Table(table.caption, columns, rows)


def _identifier(cell: Cell) -> str | None:
    return dict(cell.target.opens)["initiative"] if isinstance(cell, Linked) else None


def _linked_rows(ways: _Ways) -> Iterator[tuple[Fate, tuple[Cell, ...]]]:
    for step in ways.steps:
        link = step.link
        ends = {
            link.from_id: (Linked(link.from_title, open_initiative(link.from_id)), link.from_city_name),
            link.to_id: (Linked(link.to_title, open_initiative(link.to_id)), link.to_city_name),
        }
        yield step.fate, (*ends[step.forerunner], *ends[step.successor], link.note)


def _unlinked_rows(ways: _Ways) -> Iterator[tuple[Fate, tuple[Cell, ...]]]:
    linked = {step.forerunner for step in ways.steps} | {step.successor for step in ways.steps}
    for key, initiative in ways.before.items():
        if key not in linked:
            why = initiative.removal_reason if isinstance(initiative, LeftInitiative) else None
            named = Linked(initiative.title, open_initiative(key))
            yield ways.leaving_by[key], (named, initiative.city_name, None, None, why)
    for key, successor in ways.after.items():
        if key not in linked:
            named = Linked(successor.title, open_initiative(key))
            yield Fate.NEW, (None, None, named, successor.city_name, None)
