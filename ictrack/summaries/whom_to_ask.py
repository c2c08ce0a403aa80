"""Whom to ask first, as a page shows it: in words, the first reports to ask for, and by city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ictrack.language import _, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import list_initiatives
from ictrack.summaries.chases import Bounds, Chase, Narrowed, order_chases
from ictrack.summaries.return_cycles import Cycle
from ictrack.summaries.returns import Answer, list_returns, open_returns
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Cell, Column, Linked, Table, open_initiative
from ictrack.words import fold

# How many are named: a list to work through, not a list of everything.
FIRST = 10


@dataclass(frozen=True)
class Chases:
    """Hold whom to ask first: in words, the first reports to ask for, and by city."""

    sentence: str
    explained: tuple[str, ...]
    first: Table
    by_city: Table
    download: Table


def summarise_chases(database: Database, scope: Scope, setting: Setting, cycle: Cycle) -> Chases:
    """Say which reports to ask for first, of those that a convening's returns still lack."""
    missing = {
        asked.initiative_id
        for one in list_returns(database, scope, setting, cycle)
        for asked in one.of(Answer.MISSING, Answer.ANSWERED)
    }
    chases = order_chases(list_initiatives(database, scope), scope.as_at, missing)
    return Chases(
        sentence=_sentence(chases),
        explained=_explained(),
        first=_first(chases[:FIRST], setting),
        by_city=_by_city(chases, cycle),
        download=_download(chases),
    )


def _sentence(chases: Sequence[Chase]) -> str:
    if not chases:
        return _(
            "No report would narrow what is known: of all that is open something was heard in 12 months."
        )
    before = chases[0].programme.before
    return ngettext(
        "The share completed is {before}; {n} report that can be asked for would narrow it.",
        "The share completed is {before}; {n} reports that can be asked for would narrow it.",
        len(chases),
        before=bounds_in_words(before),
    )


def bounds_in_words(bounds: Bounds) -> str:
    """Write bounds, such as "between 3 and 9 of 14"; as one number where they meet."""
    if bounds.low == bounds.high:
        return _("{low} of {n}", low=bounds.low, n=bounds.of)
    return _("between {low} and {high} of {n}", low=bounds.low, high=bounds.high, n=bounds.of)


def _narrowed_in_words(narrowed: Narrowed) -> str:
    return _(
        "from {before} to {after}",
        before=bounds_in_words(narrowed.before),
        after=bounds_in_words(narrowed.after),
    )


def _explained() -> tuple[str, ...]:
    return (
        _(
            "The share completed lies between what is reported as completed and what it would be if all "
            "that nothing is known of were completed too: those not reported, and those not heard of for 12 "
            "months. A report on one of them narrows these bounds for everything in view, for its city and "
            "for its thematic area, by one initiative each."
        ),
        _(
            "First comes the report that narrows the three together most, each measured against how many "
            "can be completed there; then the next. Where two narrow as much, they stand by city, then by "
            "title. The numbers are those of a report that says anything but completed or stopped; if it "
            "says completed, the lower number rises by one instead."
        ),
        _(
            "Left out are initiatives of which something was heard within 12 months, those whose report "
            "waits for review, and those that are ongoing, recurring, stopped or closed with their phase."
        ),
    )


def _first(chases: Sequence[Chase], setting: Setting) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            Linked(chase.initiative.title, open_initiative(chase.initiative.initiative_id)),
            chase.initiative.city_name,
            _narrowed_in_words(chase.city),
            _area_in_words(chase, setting),
        )
        for chase in chases
    ]
    columns = (
        Column("initiative", _("Initiative")),
        Column("city", _("City")),
        Column("narrows_city", _("Narrows the city's share")),
        Column("narrows_area", _("Narrows the thematic area's share")),
    )
    caption = ngettext("The report to ask for first", "The {n} reports to ask for first", len(rows))
    return Table(caption, columns, tuple(rows))


def _area_in_words(chase: Chase, setting: Setting) -> str | None:
    if chase.area is None:
        return None
    area = setting.area_name(chase.initiative.area_id)
    return _("{area}: {narrowed}", area=area, narrowed=_narrowed_in_words(chase.area))


def _by_city(chases: Sequence[Chase], cycle: Cycle) -> Table:
    """Group all the reports to ask for by city: what they would do together."""
    of_city: dict[str, list[Chase]] = {}
    for chase in sorted(chases, key=lambda one: fold(one.initiative.city_name)):
        of_city.setdefault(chase.initiative.city_id, []).append(chase)
    rows: list[tuple[Cell, ...]] = []
    for city_id, mine in of_city.items():
        name = mine[0].initiative.city_name
        together = Narrowed(mine[0].city.before, mine[-1].city.after)
        link = Linked(
            name, open_returns(cycle, city_id, Answer.MISSING), _("What {city} is asked", city=name)
        )
        rows.append((link, len(mine), _narrowed_in_words(together)))
    columns = (
        Column("city", _("City")),
        Column("reports", _("Reports to ask for"), is_number=True),
        Column("narrows_city", _("Together they narrow the city's share")),
    )
    return Table(_("Reports to ask for, by city"), columns, tuple(rows))


def _download(chases: Sequence[Chase]) -> Table:
    """Give all the reports to ask for, with every number of their order."""
    columns = [
        Column("place", _("Place"), is_number=True),
        Column("initiative_id", _("Initiative identifier")),
        Column("initiative", _("Initiative")),
        Column("city_id", _("City identifier")),
        Column("city", _("City")),
        Column("thematic_area", _("Thematic area")),
        Column("fall", _("Fall of the sum of the widths")),
    ]
    for key, label in (
        ("programme", _("All in view")),
        ("city_share", _("City")),
        ("area_share", _("Thematic area")),
    ):
        columns += [
            Column(f"{key}_low", _("{share}: at least", share=label), is_number=True),
            Column(f"{key}_high_before", _("{share}: at most, before", share=label), is_number=True),
            Column(f"{key}_high_after", _("{share}: at most, after", share=label), is_number=True),
            Column(f"{key}_of", _("{share}: of", share=label), is_number=True),
        ]
    rows: list[tuple[Cell, ...]] = []
    for place, chase in enumerate(chases, start=1):
        one = chase.initiative
        shares = [cell for narrowed in (chase.programme, chase.city, chase.area) for cell in _cells(narrowed)]
        named = (one.initiative_id, one.title, one.city_id, one.city_name, one.area_name)
        rows.append((place, *named, f"{float(chase.fall):.4f}", *shares))
    return Table(_("All reports to ask for, in order"), tuple(columns), tuple(rows))


def _cells(narrowed: Narrowed | None) -> tuple[Cell, ...]:
    if narrowed is None:
        return (None, None, None, None)
    return (narrowed.before.low, narrowed.before.high, narrowed.after.high, narrowed.before.of)
