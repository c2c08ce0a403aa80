"""How far initiatives have got: groups, shares with their bounds, squares.

Every view counts the same rows (`list_initiatives`), so that no two can disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ictrack.dates import year_before
from ictrack.labels import group_label, progress_label, standing_label
from ictrack.language import _, join_words, ngettext
from ictrack.store.queries import InitiativeAsAt
from ictrack.summaries.grouped import grouped
from ictrack.summaries.table import (
    Cell,
    Column,
    Linked,
    Table,
    Target,
    open_city,
    open_initiative,
    open_initiatives,
)
from ictrack.vocabulary import (
    GROUP_OF_STANDING,
    STANDING_ORDER,
    Freshness,
    PlanLink,
    RecordKind,
    Standing,
    StandingGroup,
    StandingReason,
)
from ictrack.words import fold

NO_AREA = "none"


@dataclass(frozen=True)
class Counts:
    """How many initiatives there are, of each standing, and how many are delivered of which."""

    initiatives: int
    by_standing: dict[Standing, int] = field(hash=False)
    past_target: int
    open_ended: int
    deliverable: int
    delivered: int
    delivered_at_most: int
    tied: int
    tied_delivered: int
    joint: int
    cities: int
    # Of the cities' own returns alone: how many are open, and how many of those are silent.
    open_reported: int = 0
    silent: int = 0

    def of(self, standing: Standing) -> int:
        """Give the number of initiatives with a standing."""
        return self.by_standing.get(standing, 0)

    def of_group(self, group: StandingGroup) -> int:
        """Give the number of initiatives in one of the five groups."""
        return sum(self.of(standing) for standing, of in GROUP_OF_STANDING.items() if of is group)

    @property
    def has_unconfirmed(self) -> bool:
        """Say whether some initiatives are not known to belong to the programme."""
        return self.tied < self.initiatives


@dataclass(frozen=True)
class GroupCount:
    """One of the five groups: its number now, and at the last convening if there was one."""

    group: StandingGroup
    label: str
    now: int
    before: int | None
    target: Target


@dataclass(frozen=True)
class Square:
    """One initiative, drawn as a square that opens it."""

    initiative_id: str
    standing: Standing
    name: str
    is_hollow: bool
    is_closed: bool
    target: Target
    is_silent: bool = False


@dataclass(frozen=True)
class SquareRow:
    """The squares of one city, thematic area or phase; `target` lists the same initiatives."""

    head: Linked
    squares: tuple[Square, ...]
    target: Target | None = None


def standing_of(initiative: InitiativeAsAt) -> Standing:
    """Give an initiative's standing as a controlled word."""
    return Standing(initiative.standing)


def progress_of(initiative: InitiativeAsAt) -> str:
    """Name an initiative's standing in the words of its own kind of record."""
    reason = StandingReason(initiative.standing_reason)
    return progress_label(standing_of(initiative), reason, RecordKind(initiative.record_kind))


def is_unconfirmed(initiative: InitiativeAsAt) -> bool:
    """Say whether only a source of the city's ties the initiative to the programme."""
    return initiative.plan_link == PlanLink.UNCONFIRMED


def count_progress(initiatives: Sequence[InitiativeAsAt], as_at: date) -> Counts:
    """Count initiatives by standing, with what is delivered of what can be.

    Delivered is of all but the stopped, the ongoing and the recurring. At most that many
    are delivered if all that are not reported, and all that nothing was heard of in the
    twelve months up to the as-at date, are completed too.
    """
    deliverable = [i for i in initiatives if i.standing != Standing.STOPPED and not i.is_open_ended]
    delivered = sum(i.standing == Standing.COMPLETED for i in deliverable)
    unheard = sum(i.standing != Standing.COMPLETED and _is_unheard_of(i, as_at) for i in deliverable)
    tied = [i for i in initiatives if not is_unconfirmed(i)]
    return Counts(
        initiatives=len(initiatives),
        by_standing=dict(Counter(standing_of(i) for i in initiatives)),
        past_target=sum(i.standing_reason == StandingReason.PAST_TARGET for i in initiatives),
        open_ended=sum(i.is_open_ended and i.standing != Standing.STOPPED for i in initiatives),
        deliverable=len(deliverable),
        delivered=delivered,
        delivered_at_most=delivered + unheard,
        tied=len(tied),
        tied_delivered=sum(i.standing == Standing.COMPLETED for i in tied),
        joint=_count_joint(initiatives),
        cities=len({i.city_id for i in initiatives}),
        open_reported=sum(i.freshness not in {None, Freshness.EXEMPT} for i in initiatives),
        silent=sum(i.is_silent for i in initiatives),
    )


def _count_joint(initiatives: Sequence[InitiativeAsAt]) -> int:
    """Count the strands of joint projects of which the total holds another strand too."""
    counted = {initiative.initiative_id for initiative in initiatives}
    return sum(not counted.isdisjoint(initiative.joint_with) for initiative in initiatives)


def _is_unheard_of(initiative: InitiativeAsAt, as_at: date) -> bool:
    if initiative.standing == Standing.NOT_REPORTED or initiative.last_reported_on is None:
        return True
    return initiative.last_reported_on <= year_before(as_at)


def delivered_sentence(counts: Counts, record_kind: RecordKind) -> str:
    """Say what is delivered of what can be, with what is left out and the bounds that silence leaves.

    Nothing is said of nothing.
    """
    if counts.initiatives == 0:
        return ""
    if counts.deliverable == 0:
        return _("Nothing here can be delivered: all is stopped, ongoing or recurring.")
    text = ngettext("{x} of {n} completed", "{x} of {n} completed", counts.deliverable, x=counts.delivered)
    if left_out := left_out_of_share(counts):
        text = _("Leaving out {what}, {share}", what=join_words(left_out), share=text)
    if counts.delivered_at_most > counts.delivered:
        silent = (
            _("those without dated evidence, and those not heard of for 12 months, are")
            if record_kind is RecordKind.PUBLIC_RECORD
            else _("those not reported, and those not heard of for 12 months, are")
        )
        low, high = counts.delivered, counts.delivered_at_most
        bounds = _("between {low} and {high} if {silent}", low=low, high=high, silent=silent)
        text = f"{text}; {bounds}"
    return f"{text}."


def left_out_of_share(counts: Counts) -> list[str]:
    """Say how many cannot be completed, and are left out of the share that is: by reason."""
    stopped, open_ended = counts.of(Standing.STOPPED), counts.open_ended
    told = []
    if stopped:
        told.append(ngettext("{n} stopped", "{n} stopped", stopped))
    if open_ended:
        told.append(ngettext("{n} ongoing or recurring", "{n} ongoing or recurring", open_ended))
    return told


def group_counts(now: Counts, before: Counts | None, record_kind: RecordKind) -> tuple[GroupCount, ...]:
    """List the five groups with what they were at the last convening."""
    return tuple(
        GroupCount(
            group=group,
            label=group_label(group, record_kind),
            now=now.of_group(group),
            before=before.of_group(group) if before else None,
            target=open_initiatives(progress=group.value),
        )
        for group in StandingGroup
    )


def square_rows(
    initiatives: Sequence[InitiativeAsAt],
    heads: Iterable[tuple[str | None, Linked]],
    key: Callable[[InitiativeAsAt], str | None],
    *,
    keep_empty: bool = False,
) -> tuple[SquareRow, ...]:
    """Arrange initiatives as squares: one row per head, in the order of standings.

    A head without initiatives has no row, unless `keep_empty` asks for one.
    """
    rank = {standing: place for place, standing in enumerate(STANDING_ORDER)}
    by_key = grouped(initiatives, key)
    rows = []
    for identifier, head in heads:
        mine = sorted(by_key[identifier], key=lambda i: (rank[standing_of(i)], i.initiative_id))
        if mine or keep_empty:
            rows.append(SquareRow(head, tuple(_square(i) for i in mine)))
    return tuple(rows)


def _square(initiative: InitiativeAsAt) -> Square:
    notes = [progress_of(initiative)]
    if is_unconfirmed(initiative):
        notes.append(_("link to the programme not confirmed"))
    if initiative.is_closed:
        notes.append(_("closed with its phase"))
    if initiative.is_silent:
        notes.append(_("silent"))
    return Square(
        initiative_id=initiative.initiative_id,
        standing=standing_of(initiative),
        name=f"{initiative.title} ({initiative.initiative_id}): {'; '.join(notes)}",
        is_hollow=is_unconfirmed(initiative),
        is_closed=initiative.is_closed,
        target=open_initiative(initiative.initiative_id),
        is_silent=initiative.is_silent,
    )


def city_heads(initiatives: Iterable[InitiativeAsAt]) -> list[tuple[str | None, Linked]]:
    """List the cities that have initiatives, by name, each with a link to its page."""
    names = {i.city_id: i.city_name for i in initiatives}
    ordered = sorted(names, key=lambda city_id: (fold(names[city_id]), city_id))
    return [(city_id, Linked(names[city_id], open_city(city_id))) for city_id in ordered]


def standing_table(
    caption: str, first: Column, rows: Sequence[tuple[Cell, Counts]], record_kind: RecordKind
) -> Table:
    """Tabulate how many initiatives have each standing, one row per city, area or phase.

    Where cities report, a last column says how many of those that are open are silent.
    """
    columns = [first, Column("initiatives", _("Initiatives"), is_number=True)]
    columns += [
        Column(standing.value, standing_label(standing, record_kind), is_number=True)
        for standing in STANDING_ORDER
    ]
    has_silence = any(counts.open_reported for _head, counts in rows)
    if has_silence:
        columns += silence_columns()
    return Table(
        caption=caption,
        columns=tuple(columns),
        rows=tuple(
            (
                head,
                counts.initiatives,
                *(counts.of(standing) for standing in STANDING_ORDER),
                *((counts.open_reported, counts.silent) if has_silence else ()),
            )
            for head, counts in rows
        ),
    )


def silence_columns() -> tuple[Column, Column]:
    """Head the columns that say how many are open, and how many of these are silent."""
    return (
        Column("open", _("Open"), is_number=True),
        Column("silent", _("Silent, of the open"), is_number=True),
    )
