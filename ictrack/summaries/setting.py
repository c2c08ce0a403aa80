"""What surrounds every view: the phases, events and sources, and the days one can choose.

The default as-at date is today, or the last day of the last phase if that has passed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ictrack.access.rights import Rights
from ictrack.dates import year_before
from ictrack.labels import plan_link_label
from ictrack.language import _, format_day, format_written, join_words, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import (
    City,
    Event,
    Phase,
    Source,
    ThematicArea,
    list_areas,
    list_cities,
    list_events,
    list_phases,
    list_sources,
)
from ictrack.vocabulary import EventKind, RecordedOn, RecordKind, Visibility


@dataclass(frozen=True)
class Moment:
    """A day that one may want a picture of, and what it is the day of."""

    day: date
    label: str


@dataclass(frozen=True)
class Setting:
    """Hold the programme's frame: what filters offer and what the words depend on."""

    phases: tuple[Phase, ...]
    cities: tuple[City, ...]
    areas: tuple[ThematicArea, ...]
    events: tuple[Event, ...]
    sources: tuple[Source, ...]
    today: date
    # The day that a page opens at where it is not the one below.
    opens_at: date | None = None
    # What the reader sees, in words; empty for those who see everything.
    sees: str = ""

    @property
    def record_kind(self) -> RecordKind:
        """Say what kind of record the whole store is: public only when every source is."""
        return _kind_of_all(_kinds_of(self.sources))

    def record_kind_in(self, scope: Scope) -> RecordKind:
        """Say what kind of record a scope's sources are: public only when every one is."""
        return _kind_of_all(self.record_kinds_in(scope))

    def record_kinds_in(self, scope: Scope) -> frozenset[RecordKind]:
        """Give the kinds of record that a scope's sources are of, those without initiatives apart."""
        return _kinds_of(s for s in self.sources if not scope.sources or s.source_id in scope.sources)

    def cities_of(self, scope: Scope) -> tuple[City, ...]:
        """List the cities that a scope's sources speak of; reference data may hold others."""
        return tuple(
            city
            for city in self.cities
            if (not scope.sources and city.named_by) or not set(scope.sources).isdisjoint(city.named_by)
        )

    def source_title(self, source_id: str) -> str:
        """Name a source; its identifier where the store does not know it."""
        return next((s.title for s in self.sources if s.source_id == source_id), source_id)

    @property
    def is_invented(self) -> bool:
        """Say whether any source is invented."""
        return any(source.invented for source in self.sources)

    @property
    def is_bundled_only(self) -> bool:
        """Say whether nothing of one's own was loaded yet."""
        return bool(self.sources) and all(source.bundled for source in self.sources)

    @property
    def has_data(self) -> bool:
        """Say whether there is any initiative to speak of."""
        return any(source.initiatives for source in self.sources)

    @property
    def default_as_at(self) -> date:
        """Give today, or the last day of the last phase if that has passed."""
        if self.opens_at:
            return self.opens_at
        ends = [phase.ends_on for phase in self.phases]
        if not ends or None in ends:
            return self.today
        return min(self.today, max(end for end in ends if end))

    @property
    def later_report_on(self) -> date | None:
        """Give the day of the newest report of one's own, if it comes after the default day.

        Phases may be borrowed from the public record: one's own reports go on after them.
        """
        own = (source.last_reported_on for source in self.sources if not source.bundled)
        newest = min(self.today, max((day for day in own if day), default=date.min))
        return newest if newest > self.default_as_at else None

    @property
    def moments(self) -> tuple[Moment, ...]:
        """List the days to choose from, the latest first: convenings, phase ends, announcements."""
        chosen = [Moment(event.cut_off_on, event.title) for event in self.events if _is_moment(event)]
        chosen += [
            Moment(phase.ends_on, _("End of {phase}", phase=phase.name))
            for phase in self.phases
            if phase.ends_on
        ]
        return tuple(sorted(chosen, key=lambda moment: (moment.day, moment.label), reverse=True))

    @property
    def past_convenings(self) -> tuple[Moment, ...]:
        """List the cut-offs of the convenings that have been, the latest first: what was known then."""
        past = [
            Moment(event.cut_off_on, event.title)
            for event in self.events
            if event.kind == EventKind.CONVENING and event.cut_off_on < self.today
        ]
        return tuple(sorted(past, key=lambda moment: (moment.day, moment.label), reverse=True))

    def last_convening_before(self, day: date) -> Event | None:
        """Give the convening of a phase whose cut-off came last before a day."""
        past = [e for e in self.events if e.kind == EventKind.CONVENING and e.phase_id and e.cut_off_on < day]
        return max(past, key=lambda event: (event.cut_off_on, event.event_id), default=None)

    def is_to_come(self, day: date) -> bool:
        """Say whether a day has not come yet."""
        return day > self.today

    def at_last_convening(self) -> Setting:
        """Open at the cut-off of the last convening by the default day, if there was one."""
        last = self.last_convening_before(self.default_as_at + timedelta(days=1))
        return replace(self, opens_at=last.cut_off_on if last else None)

    @property
    def recording_is_assumed(self) -> bool:
        """Say whether no source tells when its updates were recorded, so that nothing is known of then."""
        return all(source.recorded_on == RecordedOn.ASSUMED for source in self.sources if source.initiatives)

    def occasion_of(self, day: date) -> str:
        """Say what a day is the day of, such as "the end of phase two"; nothing for most days."""
        for phase in self.phases:
            if phase.ends_on == day:
                return _("the end of {phase}", phase=lower_first(phase.name))
        return ""

    def phase_name(self, phase_id: str | None) -> str:
        """Name a phase, or nothing for none."""
        return next((phase.name for phase in self.phases if phase.phase_id == phase_id), "")

    def city_name(self, city_id: str) -> str:
        """Name a city; its identifier where the store does not know it."""
        return next((city.name for city in self.cities if city.city_id == city_id), city_id)

    def area_name(self, area_id: str | None) -> str:
        """Name a thematic area in short."""
        return next((a.short_name for a in self.areas if a.area_id == area_id), _("No thematic area"))


def _kinds_of(sources: Iterable[Source]) -> frozenset[RecordKind]:
    return frozenset(RecordKind(source.record_kind) for source in sources if source.initiatives)


def _kind_of_all(kinds: frozenset[RecordKind]) -> RecordKind:
    return RecordKind.PUBLIC_RECORD if kinds == {RecordKind.PUBLIC_RECORD} else RecordKind.RETURNS


def _is_moment(event: Event) -> bool:
    return event.kind in {EventKind.CONVENING, EventKind.PUBLICATION}


def lower_first(text: str) -> str:
    """Write a name as it stands within a sentence: "phase two"."""
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """Write words as a sentence begins: "It is"."""
    return text[:1].upper() + text[1:]


def since_convening(convening: Event) -> str:
    """Say since which convening, such as "since Second convening, March 2020"."""
    written = convening.ends_on_written or convening.starts_on_written
    has_own_cut_off = convening.cut_off_on != convening.ends_on
    day = format_day(convening.cut_off_on) if has_own_cut_off else format_written(written)
    return _("since {convening}, {day}", convening=convening.title, day=day)


def summarise_setting(database: Database, today: date) -> Setting:
    """Read what surrounds every view."""
    cities = list_cities(database)
    return Setting(
        phases=list_phases(database),
        cities=cities,
        areas=list_areas(database),
        events=list_events(database),
        sources=list_sources(database),
        today=today,
        sees=_seen_in_words(database.rights, cities),
    )


def _seen_in_words(rights: Rights, cities: Iterable[City]) -> str:
    """Say which part of the data a reader sees, because its numbers are of that part."""
    if rights.reads_all:
        return ""
    own = [city.name for city in cities if city.city_id in rights.full_cities]
    is_shared = Visibility.NETWORK in rights.visibilities
    if own and is_shared:
        return _("all of {cities}; of other cities what is public or for the network", cities=join_words(own))
    return _("what is public or for the network") if is_shared else _("what is public")


def opening_day(setting: Setting, as_at: date) -> date:
    """Give the day that changes are told since: the convening before, else a year before."""
    convening = setting.last_convening_before(as_at)
    return convening.cut_off_on if convening else year_before(as_at)


def stamp_of(setting: Setting, scope: Scope) -> str:
    """Write the first line of every page: dates, filters, and the kind of record."""
    parts = [_("As at {day}", day=format_day(scope.as_at))]
    if setting.is_to_come(scope.as_at):
        parts.append(_("a day yet to come"))
    # Said even where the recording days are assumed: the date still leaves out what came later.
    if scope.known_on != setting.today:
        parts.append(_("as known on {day}", day=format_day(scope.known_on)))
    parts += _filters_in_words(setting, scope)
    parts += [_record_in_words(setting, scope), setting.sees]
    return " · ".join(part for part in parts if part)


def _filters_in_words(setting: Setting, scope: Scope) -> list[str]:
    phase = setting.phase_name(scope.phase) if scope.phase else _("all phases")
    parts = [phase]
    if scope.cities:
        names = [setting.city_name(city_id) for city_id in scope.cities]
        parts.append(_few(names, ngettext("{n} city", "{n} cities", len(names))))
    if scope.areas:
        names = [setting.area_name(area_id or None) for area_id in scope.areas]
        parts.append(_few(names, ngettext("{n} thematic area", "{n} thematic areas", len(names))))
    if scope.plan_links:
        parts.append(", ".join(plan_link_label(link) for link in scope.plan_links).lower())
    if scope.sources:
        names = [setting.source_title(source_id) for source_id in scope.sources]
        parts.append(_few(names, ngettext("{n} source", "{n} sources", len(names))))
    return parts


def _few(names: list[str], counted: str) -> str:
    return ", ".join(names) if len(names) <= 3 else counted


def _record_in_words(setting: Setting, scope: Scope) -> str:
    if setting.is_invented:
        return _("invented data")
    kinds = setting.record_kinds_in(scope)
    if kinds == {RecordKind.PUBLIC_RECORD}:
        return _("compiled from public documents; no city was asked")
    if RecordKind.PUBLIC_RECORD in kinds:
        return _("partly compiled from public documents; of those no city was asked")
    return _("reported by the cities")


def dates_are_often_years(setting: Setting) -> bool:
    """Say whether more than a fifth of the dated updates are dated to a year only."""
    dated = sum(source.dated_updates for source in setting.sources)
    yearly = sum(source.updates_of_a_year for source in setting.sources)
    return dated > 0 and yearly * 5 > dated


def year_ends_or_month_ends(setting: Setting, as_at: date) -> tuple[date, ...]:
    """List the days at which progress over time is drawn; the last is the as-at date.

    Where more than a fifth of the dates are of a year only, year-ends; else month-ends. None
    follows the last day of which anything is known, but for the as-at date itself.
    """
    last = last_drawn(setting, as_at)
    if not setting.phases:
        return (last,)
    start = min(phase.starts_on for phase in setting.phases)
    step = _year_end if dates_are_often_years(setting) else _month_end
    days: list[date] = []
    day = step(start)
    latest = _latest_day(setting)
    while day < last and day <= latest:
        days.append(day)
        day = step(day + timedelta(days=1))
    return (*days, last)


def last_drawn(setting: Setting, as_at: date) -> date:
    """Give the day at which a line of time ends: the as-at date, but none of which nothing can be known."""
    return min(as_at, max(setting.today, _latest_day(setting)))


def _latest_day(setting: Setting) -> date:
    """Give the last day that an event, a phase or the default picture speaks of."""
    events = [event.ends_on for event in setting.events]
    ends = [phase.ends_on for phase in setting.phases if phase.ends_on]
    return max([setting.default_as_at, *events, *ends])


def _year_end(day: date) -> date:
    return date(day.year, 12, 31)


def _month_end(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - timedelta(days=1)
