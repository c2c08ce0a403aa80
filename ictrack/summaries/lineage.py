"""What became of one phase's initiatives in the next, as far as links say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from ictrack.language import _, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import InitiativeLink, Phase, list_initiatives, list_links
from ictrack.summaries.table import Column, Table
from ictrack.vocabulary import LinkKind, Standing


class Fate(StrEnum):
    """What became of an initiative between two phases, in the order in which it is drawn."""

    CARRIED_OVER = "carried_over"
    EVOLVED = "evolved"
    SPLIT = "split"
    MERGED = "merged"
    COMPLETED = "completed"
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
    """How many initiatives of one phase took each way, and how many of the next came by it."""

    earlier: str
    later: str
    leaving: dict[Fate, int] = field(hash=False)
    arriving: dict[Fate, int] = field(hash=False)
    labels: dict[Fate, str] = field(hash=False)
    sentence: str
    table: Table


@dataclass(frozen=True)
class Lineage:
    """The flows between consecutive phases; where no link says anything, how to supply some."""

    flows: tuple[Flow, ...]
    missing: str


def trace_lineage(database: Database, scope: Scope, phases: Sequence[Phase]) -> Lineage:
    """Follow the initiatives of a scope from each phase to the next."""
    links = [link for link in list_links(database) if LinkKind(link.kind) in _FATE_OF_LINK]
    flows = [_flow(database, scope, earlier, later, links) for earlier, later in pairwise(phases)]
    told = tuple(flow for flow in flows if flow is not None)
    missing = "" if told or len(phases) < 2 else _how_to_supply()
    return Lineage(told, missing)


def _how_to_supply() -> str:
    return _(
        "No link between an initiative of one phase and one of the next is recorded, so what was carried "
        "over cannot be shown. To supply it: the file initiative_links, with the kinds carried_over, "
        "evolved_from, split_from and merged_into."
    )


def _flow(
    database: Database, scope: Scope, earlier: Phase, later: Phase, links: Sequence[InitiativeLink]
) -> Flow | None:
    before = {i.initiative_id: i for i in list_initiatives(database, replace(scope, phase=earlier.phase_id))}
    after = {i.initiative_id: i for i in list_initiatives(database, replace(scope, phase=later.phase_id))}
    leaving_by: dict[str, Fate] = {}
    arriving_by: dict[str, Fate] = {}
    for link in links:
        forerunner, successor = _ends(link)
        if forerunner in before and successor in after:
            fate = _FATE_OF_LINK[LinkKind(link.kind)]
            leaving_by.setdefault(forerunner, fate)
            arriving_by.setdefault(successor, fate)
    if not leaving_by:
        return None
    for identifier, initiative in before.items():
        finished = initiative.standing == Standing.COMPLETED
        leaving_by.setdefault(identifier, Fate.COMPLETED if finished else Fate.NO_SUCCESSOR)
    leaving = Counter(leaving_by.values())
    arriving = Counter(arriving_by.get(identifier, Fate.NEW) for identifier in after)
    labels = _labels()
    return Flow(
        earlier=earlier.name,
        later=later.name,
        leaving={fate: leaving[fate] for fate in Fate if leaving[fate]},
        arriving={fate: arriving[fate] for fate in Fate if arriving[fate]},
        labels=labels,
        sentence=_sentence(earlier, later, leaving, arriving),
        table=_table(earlier, later, leaving, arriving, labels),
    )


def _ends(link: InitiativeLink) -> tuple[str, str]:
    """Give the forerunner and the successor; `merged_into` is told by the forerunner, the rest not."""
    if link.kind == LinkKind.MERGED_INTO:
        return link.from_id, link.to_id
    return link.to_id, link.from_id


def _labels() -> dict[Fate, str]:
    return {
        Fate.CARRIED_OVER: _("Carried over"),
        Fate.EVOLVED: _("Grew into others"),
        Fate.SPLIT: _("Split"),
        Fate.MERGED: _("Merged"),
        Fate.COMPLETED: _("Completed"),
        Fate.NO_SUCCESSOR: _("No successor stated"),
        Fate.NEW: _("New"),
    }


def _sentence(earlier: Phase, later: Phase, leaving: Mapping[Fate, int], arriving: Mapping[Fate, int]) -> str:
    total = sum(leaving.values())
    went_on = total - leaving.get(Fate.COMPLETED, 0) - leaving.get(Fate.NO_SUCCESSOR, 0)
    first = ngettext(
        "{went_on} of {n} initiative of {phase} has a successor",
        "{went_on} of {n} initiatives of {phase} have a successor",
        total,
        went_on=went_on,
        phase=earlier.name,
    )
    second = ngettext(
        "{new} of {n} initiative of {phase} is new",
        "{new} of {n} initiatives of {phase} are new",
        sum(arriving.values()),
        new=arriving.get(Fate.NEW, 0),
        phase=later.name,
    )
    return _("{first}; {second}.", first=first, second=second)


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
