"""The list of initiatives: those that match, in the order asked for, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from ictrack.labels import (
    group_label,
    last_heard_label,
    plan_link_label,
    reason_label,
    sector_label,
    standing_label,
)
from ictrack.language import _, format_count, format_day, format_written, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import InitiativeAsAt, list_initiatives
from ictrack.summaries.progress import is_unconfirmed, progress_of, standing_of
from ictrack.summaries.search import find_by_words, terms_of
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import (
    Cell,
    Column,
    Linked,
    Marked,
    Table,
    Target,
    open_area,
    open_city,
    open_initiative,
    open_initiatives,
)
from ictrack.vocabulary import (
    GROUP_OF_STANDING,
    STANDING_ORDER,
    PlanLink,
    RecordKind,
    Standing,
    StandingGroup,
    StandingReason,
)
from ictrack.words import fold

ROWS_OF_A_PAGE = 100
_LISTED = "; "


class Order(StrEnum):
    """In which order the list may stand."""

    CITY = "city"
    PROGRESS = "progress"
    HEARD = "heard"
    TARGET = "target"


@dataclass(frozen=True)
class Asked:
    """What a reader asks of the list, each word as the address spells it; empty for nothing."""

    search: str = ""
    progress: str = ""
    sort: str = ""
    start: str = ""

    def target(self) -> Target:
        """Lead to the list as it is asked for."""
        named = {"search": self.search, "progress": self.progress, "sort": self.sort, "start": self.start}
        return open_initiatives(**{name: value for name, value in named.items() if value})


@dataclass(frozen=True)
class Lift:
    """A filter that could be lifted: what the link says, and what is asked for without it."""

    label: str
    initiatives: int
    scope: Scope
    asked: Asked


@dataclass(frozen=True)
class InitiativeList:
    """Hold what the list of initiatives says."""

    sentence: str
    problems: tuple[str, ...]
    asked: Asked
    progress_choices: tuple[tuple[str, str], ...]
    order_choices: tuple[tuple[str, str], ...]
    matching: int
    table: Table
    mark_notes: tuple[str, ...]
    download: Table
    pages: tuple[Linked, ...]
    lifts: tuple[Lift, ...]


@dataclass
class _Reading:
    """What an address asks of the list, read word by word, with what it says wrongly."""

    record_kind: RecordKind
    problems: list[str] = field(default_factory=list)

    def read(self, asked: Asked) -> Asked:
        """Leave out, and name, what is not known."""
        return Asked(
            search=self._search(asked.search),
            progress=self._choice("progress", asked.progress, _progress_choices(self.record_kind)),
            sort=self._choice("sort", asked.sort, order_choices(self.record_kind)),
            start=self._start(asked.start),
        )

    def _search(self, written: str) -> str:
        if written.strip() and not terms_of(written):
            self.problems.append(
                _("'{value}' holds no word to look for. All initiatives are shown.", value=written)
            )
            return ""
        return " ".join(written.split())

    def _choice(self, name: str, written: str, choices: Sequence[tuple[str, str]]) -> str:
        allowed = [value for value, _label in choices if value]
        # What is under way is one standing and one group: both words are understood.
        word = StandingGroup.UNDER_WAY if written == Standing.IN_PROGRESS else written
        if not word or word in allowed:
            return str(word)
        self.problems.append(
            _(
                "The address asks for {name} '{value}', which is not one of {allowed}. It was left out.",
                name=name,
                value=written,
                allowed=", ".join(allowed),
            )
        )
        return ""

    def _start(self, written: str) -> str:
        if not written or (written.isascii() and written.isdigit() and int(written) >= 1):
            return written
        self.problems.append(
            _(
                "The address asks for the rows from '{value}' on; write a whole number from 1. "
                "The first rows are shown.",
                value=written,
            )
        )
        return ""


def summarise_initiatives(database: Database, scope: Scope, setting: Setting, asked: Asked) -> InitiativeList:
    """List the initiatives that match, with what the filters did."""
    record_kind = setting.record_kind_in(scope)
    reading = _Reading(record_kind)
    understood = reading.read(asked)
    everything = list_initiatives(database, Scope(scope.as_at, scope.known_on))
    listed = list_initiatives(database, scope) if scope.is_filtered else everything
    places = find_by_words(database, scope, listed, understood.search)
    matching = _sorted([i for i in listed if _matches(i, understood, places)], understood.sort)
    start = _start_of(understood, len(matching))
    shown = matching[start : start + ROWS_OF_A_PAGE]
    return InitiativeList(
        sentence=_sentence(matching, everything, scope, setting, understood),
        problems=tuple(reading.problems),
        asked=understood,
        progress_choices=_progress_choices(record_kind),
        order_choices=order_choices(record_kind),
        matching=len(matching),
        table=_table(shown, _caption(start, len(shown), len(matching)), places, record_kind),
        mark_notes=_mark_notes(shown),
        download=download_table(matching, record_kind),
        pages=_pages(understood, start, len(matching)),
        lifts=() if matching else _lifts(database, scope, setting, understood),
    )


def _progress_choices(record_kind: RecordKind) -> tuple[tuple[str, str], ...]:
    """List what progress can be filtered by: the groups, then the standings that share one."""
    choices = [("", _("All"))]
    choices += [(str(group), group_label(group, record_kind)) for group in StandingGroup]
    apart = [s for s in STANDING_ORDER if GROUP_OF_STANDING.get(s) in {None, StandingGroup.NEEDS_ATTENTION}]
    return (*choices, *((str(standing), standing_label(standing, record_kind)) for standing in apart))


def order_choices(record_kind: RecordKind) -> tuple[tuple[str, str], ...]:
    """List the orders to choose from, the usual one first."""
    return (
        (Order.CITY, _("City")),
        (Order.PROGRESS, _("Progress")),
        (Order.HEARD, _("{day}, newest first", day=last_heard_label(record_kind))),
        (Order.TARGET, _("Target date, earliest first")),
    )


def _matches(initiative: InitiativeAsAt, asked: Asked, places: Mapping[str, tuple[str, ...]]) -> bool:
    if asked.search and initiative.initiative_id not in places:
        return False
    standing = standing_of(initiative)
    return not asked.progress or asked.progress in {standing, GROUP_OF_STANDING.get(standing)}


def _sorted(initiatives: list[InitiativeAsAt], order: str) -> list[InitiativeAsAt]:
    rank = {standing: place for place, standing in enumerate(STANDING_ORDER)}
    keys: dict[str, Callable[[InitiativeAsAt], Any]] = {
        Order.PROGRESS: lambda i: rank[standing_of(i)],
        Order.HEARD: lambda i: -(i.last_reported_on or date.min).toordinal(),
        Order.TARGET: lambda i: i.current_target_on or date.max,
    }
    by_city = sorted(initiatives, key=lambda i: (fold(i.city_name), i.city_id, i.initiative_id))
    return sorted(by_city, key=keys[order]) if order in keys else by_city


def _start_of(asked: Asked, matching: int) -> int:
    """Give the place of the first row to show; past the end, that of the last page."""
    last_page = max(matching - 1, 0) // ROWS_OF_A_PAGE * ROWS_OF_A_PAGE
    return min(int(asked.start or 1) - 1, last_page)


def _sentence(
    matching: Sequence[InitiativeAsAt],
    everything: Sequence[InitiativeAsAt],
    scope: Scope,
    setting: Setting,
    asked: Asked,
) -> str:
    if not everything:
        return _("At {day} there is no initiative to show.", day=format_day(scope.as_at))
    filters = ", ".join(words for words, _scope, _asked in _filters(scope, setting, asked))
    if not filters:
        cities = len({i.city_id for i in everything})
        initiatives = ngettext("{n} initiative", "{n} initiatives", len(everything))
        return _(
            "{initiatives} in {cities}.",
            initiatives=initiatives,
            cities=ngettext("{n} city", "{n} cities", cities),
        )
    return ngettext(
        "{x} of {n} initiative matches: {filters}.",
        "{x} of {n} initiatives match: {filters}.",
        len(everything),
        x=format_count(len(matching)),
        filters=filters,
    )


def _filters(scope: Scope, setting: Setting, asked: Asked) -> Iterator[tuple[str, Scope, Asked]]:
    """Give each filter in words, with what is asked for without it."""
    first_page = replace(asked, start="")
    if asked.search:
        yield _("“{words}”", words=asked.search), scope, replace(first_page, search="")
    if asked.progress:
        label = dict(_progress_choices(setting.record_kind_in(scope)))[asked.progress]
        yield label.lower(), scope, replace(first_page, progress="")
    if scope.phase:
        yield setting.phase_name(scope.phase), replace(scope, phase=None), first_page
    if scope.cities:
        names = ", ".join(setting.city_name(city_id) for city_id in scope.cities)
        yield names, replace(scope, cities=()), first_page
    if scope.areas:
        names = ", ".join(setting.area_name(area_id or None) for area_id in scope.areas)
        yield names, replace(scope, areas=()), first_page
    if scope.plan_links:
        names = ", ".join(plan_link_label(link) for link in scope.plan_links)
        yield names.lower(), replace(scope, plan_links=()), first_page
    if scope.sources:
        titles = {source.source_id: source.title for source in setting.sources}
        names = ", ".join(titles[source_id] for source_id in scope.sources)
        yield names, replace(scope, sources=()), first_page


def _lifts(database: Database, scope: Scope, setting: Setting, asked: Asked) -> tuple[Lift, ...]:
    """Find the filters that exclude everything: those without which something matches.

    Where no single one does, offer to lift all of them; last, to look at the latest day.
    """
    lifts = []
    for words, without, fewer in _filters(scope, setting, asked):
        found = _count(database, without, fewer)
        lifts.append(Lift(_("Without the filter {filter}", filter=words), found, without, fewer))
    useful = [lift for lift in lifts if lift.initiatives]
    if not useful and lifts:
        unfiltered = Scope(scope.as_at, scope.known_on)
        useful = [Lift(_("Without any filter"), _count(database, unfiltered, Asked()), unfiltered, Asked())]
    latest = scope.at(setting.default_as_at)
    if scope.as_at != latest.as_at:
        day = format_day(latest.as_at)
        useful.append(Lift(_("At {day}", day=day), _count(database, latest, asked), latest, asked))
    return tuple(lift for lift in useful if lift.initiatives)


def _count(database: Database, scope: Scope, asked: Asked) -> int:
    listed = list_initiatives(database, scope)
    places = find_by_words(database, scope, listed, asked.search)
    return sum(_matches(initiative, asked, places) for initiative in listed)


def _caption(start: int, shown: int, matching: int) -> str:
    if shown == matching:
        return ngettext("{n} initiative", "{n} initiatives", matching)
    return _(
        "Initiatives {first} to {last} of {n}",
        first=format_count(start + 1),
        last=format_count(start + shown),
        n=format_count(matching),
    )


def _pages(asked: Asked, start: int, matching: int) -> tuple[Linked, ...]:
    """Link to the rows before and after those that are shown."""
    pages = []
    if start > 0:
        first = max(start - ROWS_OF_A_PAGE, 0)
        words = _("Previous: {first} to {last}", first=format_count(first + 1), last=format_count(start))
        pages.append(_page(words, asked, first))
    if start + ROWS_OF_A_PAGE < matching:
        first = start + ROWS_OF_A_PAGE
        last = min(first + ROWS_OF_A_PAGE, matching)
        words = _("Next: {first} to {last}", first=format_count(first + 1), last=format_count(last))
        pages.append(_page(words, asked, first))
    return tuple(pages)


def _page(words: str, asked: Asked, first: int) -> Linked:
    return Linked(words, replace(asked, start=str(first + 1) if first else "").target())


def _table(
    initiatives: Sequence[InitiativeAsAt],
    caption: str,
    places: Mapping[str, tuple[str, ...]],
    record_kind: RecordKind,
) -> Table:
    columns = [
        Column("title", _("Initiative")),
        Column("progress", _("Progress")),
        Column("city", _("City")),
        Column("thematic_area", _("Thematic area")),
        Column("phase", _("Phase")),
        Column("last_heard_of", last_heard_label(record_kind)),
        Column("target", _("Target date")),
        Column("initiative_id", _("Identifier")),
    ]
    if places:
        columns.append(Column("found_in", _("Found in")))
    return Table(caption, tuple(columns), tuple(_row(i, places) for i in initiatives))


def _mark_notes(shown: Sequence[InitiativeAsAt]) -> tuple[str, ...]:
    """Explain the looks of marks that occur."""
    notes = []
    if any(is_unconfirmed(i) for i in shown):
        notes.append(_("Hollow mark: the link to the programme is not confirmed."))
    if any(i.is_closed for i in shown):
        notes.append(_("Paler mark: closed with its phase."))
    return tuple(notes)


def _row(initiative: InitiativeAsAt, places: Mapping[str, tuple[str, ...]]) -> tuple[Cell, ...]:
    area_id, area_name = initiative.area_id, initiative.area_name
    row: list[Cell] = [
        Linked(initiative.title, open_initiative(initiative.initiative_id)),
        Marked(
            progress_of(initiative),
            standing_of(initiative),
            is_hollow=is_unconfirmed(initiative),
            is_closed=initiative.is_closed,
        ),
        Linked(initiative.city_name, open_city(initiative.city_id)),
        Linked(area_name, open_area(area_id)) if area_id and area_name else None,
        initiative.phase_name,
        format_written(initiative.last_reported_on_written) or None,
        format_written(initiative.current_target_on_written) or None,
        initiative.initiative_id,
    ]
    if places:
        row.append(", ".join(places[initiative.initiative_id]))
    return tuple(row)


def download_table(initiatives: Sequence[InitiativeAsAt], record_kind: RecordKind) -> Table:
    """Tabulate initiatives for a file: identifiers and dates as stored, beside the words."""
    columns = (
        Column("initiative_id", _("Identifier")),
        Column("title", _("Initiative")),
        Column("description", _("Description")),
        Column("city_id", _("City identifier")),
        Column("city", _("City")),
        Column("area_id", _("Thematic area identifier")),
        Column("thematic_area", _("Thematic area")),
        Column("phase_id", _("Phase identifier")),
        Column("phase", _("Phase")),
        Column("lead_organisation", _("Lead")),
        Column("sectors", _("Sectors")),
        Column("audiences", _("Audiences")),
        Column("plan_link", _("Link to the programme")),
        Column("standing", _("Standing")),
        Column("progress", _("Progress")),
        Column("why", _("Why")),
        Column("closed_with_phase", _("Closed with its phase")),
        Column("joint", _("Joint")),
        Column("first_target_on", _("First target date")),
        Column("current_target_on", _("Target date")),
        Column("status_reported_on", _("Date of the status")),
        Column("last_reported_on", last_heard_label(record_kind)),
        Column("last_summary", _("Last summary")),
        Column("dated_updates", _("Dated updates"), is_number=True),
        Column("undated_updates", _("Undated updates"), is_number=True),
    )
    return Table(_("All matching initiatives"), columns, tuple(_download_row(i) for i in initiatives))


def _download_row(initiative: InitiativeAsAt) -> tuple[Cell, ...]:
    return (
        initiative.initiative_id,
        initiative.title,
        initiative.description,
        initiative.city_id,
        initiative.city_name,
        initiative.area_id,
        initiative.area_name,
        initiative.phase_id,
        initiative.phase_name,
        initiative.lead_organisation,
        _LISTED.join(sector_label(sector) for sector in initiative.sectors) or None,
        _LISTED.join(initiative.audiences) or None,
        plan_link_label(PlanLink(initiative.plan_link)),
        initiative.standing,
        progress_of(initiative),
        reason_label(StandingReason(initiative.standing_reason), RecordKind(initiative.record_kind)),
        _("Yes") if initiative.is_closed else _("No"),
        _("Yes") if initiative.joint_with else _("No"),
        initiative.first_target_on_written,
        initiative.current_target_on_written,
        initiative.status_reported_on_written,
        initiative.last_reported_on_written,
        initiative.last_summary,
        initiative.reports,
        initiative.undated_reports,
    )
