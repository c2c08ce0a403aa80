"""What happened in the programme, arranged on a line of time: the frame that initiatives stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ictrack.dates import parse_partial_day
from ictrack.labels import event_kind_label
from ictrack.language import _, format_day, format_written, join_words, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import Event, Publication, list_publications
from ictrack.summaries.publications import is_out
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Cell, Column, Linked, Outward, Table, open_city
from ictrack.vocabulary import EventKind

# Of what lies further back, or ahead, the line of time shows that it does, and not how far.
_MOST_YEARS_BEFORE = 2


@dataclass(frozen=True)
class Span:
    """What is known of when something was: its first and last possible day, and its words.

    A whole day is a span of one day; `2019` is a span of a year, and is drawn as one.
    """

    first: date
    last: date
    words: str


@dataclass(frozen=True)
class Lane:
    """What happened of one kind, in the order of time; `names` are short and stand in the lane."""

    label: str
    spans: tuple[Span, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Frame:
    """The line of time: whole years, the as-at date, where phases begin, and what disrupted them."""

    first: date
    last: date
    as_at: date
    phase_starts: tuple[date, ...]
    disruptions: tuple[Span, ...]

    @property
    def shows_day(self) -> bool:
        """Say whether the as-at date lies within, and not at an edge, where a line would say nothing."""
        return self.first < self.as_at < self.last


@dataclass(frozen=True)
class Programme:
    """The events of the programme in lanes, the sentence that they show, and their table."""

    frame: Frame
    lanes: tuple[Lane, ...]
    sentence: str
    notes: tuple[str, ...]
    table: Table


def span_of(written: str | None, words: str = "") -> Span | None:
    """Give the days that a written date may mean; nothing for no date."""
    day = parse_partial_day(written) if written else None
    return Span(day.first, day.last, words or format_written(written)) if day else None


def summarise_programme(database: Database, scope: Scope, setting: Setting) -> Programme:
    """Arrange phases, events and publications that a scope may show on a line of time."""
    events = [event for event in setting.events if _is_shown(event, scope, setting)]
    later = [e for e in setting.events if _is_of_phase(e, scope) and not _is_shown(e, scope, setting)]
    publications = [p for p in list_publications(database) if _is_of_scope(p, scope, setting)]
    phases = _phase_spans(scope, setting)
    frame = _frame(scope, setting, phases, events)
    lanes = [Lane(_("Phases"), phases, tuple(span.words.split(":")[0] for span in phases))]
    lanes += [_lane(kind, events, publications) for kind in _LANES]
    return Programme(
        frame=frame,
        lanes=tuple(lane for lane in lanes if lane.spans),
        sentence=_sentence(phases, events, publications),
        notes=_notes(frame, later, scope),
        table=_table(setting, events, publications),
    )


_LANES = (
    EventKind.CONVENING,
    EventKind.WORKSHOP,
    EventKind.LEARNING_VISIT,
    EventKind.MILESTONE,
    EventKind.PUBLICATION,
    EventKind.DISRUPTION,
)


def _is_of_phase(event: Event, scope: Scope) -> bool:
    return scope.phase is None or event.phase_id in {None, scope.phase}


def _is_shown(event: Event, scope: Scope, setting: Setting) -> bool:
    """Say whether an event had begun by the as-at date; today, what is planned is shown as well."""
    return _is_of_phase(event, scope) and (event.starts_on <= scope.as_at or scope.as_at >= setting.today)


def _is_of_scope(publication: Publication, scope: Scope, setting: Setting) -> bool:
    of_city = not scope.cities or publication.city_id is None or publication.city_id in scope.cities
    return of_city and is_out(publication, scope, setting)


def _phase_spans(scope: Scope, setting: Setting) -> tuple[Span, ...]:
    """Give each phase that had begun, from its first day to its last; an open one until the as-at date."""
    spans = []
    for phase in setting.phases:
        if scope.phase in {None, phase.phase_id} and phase.starts_on <= scope.as_at:
            start = format_written(phase.starts_on_written)
            end = format_written(phase.ends_on_written) or _("still open")
            words = _("{phase}: {start} to {end}", phase=phase.name, start=start, end=end)
            spans.append(Span(phase.starts_on, phase.ends_on or scope.as_at, words))
    return tuple(spans)


def _span_of_event(event: Event) -> Span:
    """Give an event from the first day of the period of its start to the last of that of its end."""
    start = span_of(event.starts_on_written)
    words = f"{event.title}: {days_of_event(event)}"
    return Span(start.first if start else event.starts_on, max(event.ends_on, event.starts_on), words)


def days_of_event(event: Event) -> str:
    """Write from when to when an event was, as far as it is known; once where that is the same."""
    start, end = format_written(event.starts_on_written), format_written(event.ends_on_written)
    return _("{start} to {end}", start=start, end=end) if end and end != start else start


def _lane(kind: EventKind, events: Sequence[Event], publications: Sequence[Publication]) -> Lane:
    spans = [_span_of_event(event) for event in events if event.kind == kind]
    names: tuple[str, ...] = ()
    if kind is EventKind.PUBLICATION:
        spans += _spans_of_publications(publications)
    if kind is EventKind.DISRUPTION:
        # A title's first words name the disruption; the rest explains it.
        names = tuple(span.words.split(":")[0] for span in spans)
        return Lane(_kind_label(kind), tuple(spans), names)
    return Lane(_kind_label(kind), tuple(sorted(spans, key=lambda span: (span.first, span.words))), names)


def _spans_of_publications(publications: Sequence[Publication]) -> list[Span]:
    """Give the days of publications, those of one day or period together."""
    titles: dict[str, list[str]] = defaultdict(list)
    for publication in publications:
        if publication.published_on_written:
            titles[publication.published_on_written].append(publication.title)
    found = []
    for written, named in titles.items():
        words = f"{named[0]}: {format_written(written)}"
        if further := len(named) - 1:
            words = ngettext("{words}, and {n} more", "{words}, and {n} more", further, words=words)
        found.append(span_of(written, words))
    return [span for span in found if span]


def _kind_label(kind: EventKind) -> str:
    return {
        EventKind.CONVENING: _("Convenings"),
        EventKind.WORKSHOP: _("Workshops"),
        EventKind.LEARNING_VISIT: _("Learning visits"),
        EventKind.MILESTONE: _("Milestones"),
        EventKind.PUBLICATION: _("Publications"),
        EventKind.DISRUPTION: _("Disruptions"),
    }[kind]


def _frame(scope: Scope, setting: Setting, phases: Sequence[Span], events: Sequence[Event]) -> Frame:
    """Give the whole years that hold the phases, the events, and the as-at date up to today."""
    spans = [_span_of_event(event) for event in events]
    ends = [span.last for span in (*phases, *spans)]
    starts = [span.first for span in phases] or [span.first for span in spans]
    latest = max([setting.today, *ends])
    first_phase = min(starts, default=scope.as_at)
    earliest = date(first_phase.year - _MOST_YEARS_BEFORE, 1, 1)
    begins = min([first_phase, *(span.first for span in spans if span.first >= earliest)])
    as_at = min(scope.as_at, latest)
    last_year = max([as_at.year, begins.year, *(end.year for end in ends)])
    return Frame(
        first=date(begins.year, 1, 1),
        last=date(last_year, 12, 31),
        as_at=scope.as_at,
        phase_starts=tuple(span.first for span in phases),
        disruptions=tuple(_span_of_event(e) for e in events if e.kind == EventKind.DISRUPTION),
    )


def _sentence(phases: Sequence[Span], events: Sequence[Event], publications: Sequence[Publication]) -> str:
    counted = [
        words
        for kind in _LANES
        if (words := _counted(kind, sum(e.kind == kind for e in events), len(publications)))
    ]
    counted += [
        f"{event.title.split(':')[0]} ({days_of_event(event)})"
        for event in events
        if event.kind == EventKind.DISRUPTION
    ]
    opening = [span.words for span in phases]
    if not opening and not counted:
        return _("No phase and no event of the programme is known by this day.")
    return f"{'; '.join([*opening, *([join_words(counted)] if counted else [])])}."


def _counted(kind: EventKind, events: int, publications: int) -> str:
    number = events + publications if kind is EventKind.PUBLICATION else events
    if not number or kind is EventKind.DISRUPTION:
        return ""
    return {
        EventKind.CONVENING: lambda: ngettext("{n} convening", "{n} convenings", number),
        EventKind.WORKSHOP: lambda: ngettext("{n} workshop", "{n} workshops", number),
        EventKind.LEARNING_VISIT: lambda: ngettext("{n} learning visit", "{n} learning visits", number),
        EventKind.MILESTONE: lambda: ngettext("{n} milestone", "{n} milestones", number),
        EventKind.PUBLICATION: lambda: ngettext("{n} publication", "{n} publications", number),
    }[kind]()


def _notes(frame: Frame, later: Sequence[Event], scope: Scope) -> tuple[str, ...]:
    """Say what the lines and bands are that there are, and what is left out."""
    notes = []
    if frame.disruptions:
        notes.append(_("Grey bands: disruptions."))
    if frame.phase_starts:
        notes.append(_("Dark upright lines: a phase begins."))
    if frame.shows_day:
        notes.append(_("Dotted line: the as-at date."))
    if later:
        notes.append(
            ngettext(
                "{n} event after {day} is not shown.",
                "{n} events after {day} are not shown.",
                len(later),
                day=format_day(scope.as_at),
            )
        )
    return tuple(notes)


def _table(setting: Setting, events: Sequence[Event], publications: Sequence[Publication]) -> Table:
    columns = (
        Column("what", _("What")),
        Column("when", _("When")),
        Column("kind", _("Kind")),
        Column("phase", _("Phase")),
        Column("where", _("Where")),
        Column("source", _("Source or publisher")),
    )
    rows = [(event.starts_on, event.title, _event_row(setting, event)) for event in events]
    rows += [(p.published_on or date.max, p.title, _publication_row(setting, p)) for p in publications]
    return Table(_("The programme on a line of time"), columns, _by_day(rows))


def _by_day(rows: Iterable[tuple[date, str, tuple[Cell, ...]]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(row for _day, _title, row in sorted(rows, key=lambda row: row[:2]))


def _event_row(setting: Setting, event: Event) -> tuple[Cell, ...]:
    source = event.source_title or event.source_url
    return (
        event.title,
        days_of_event(event),
        event_kind_label(EventKind(event.kind)),
        setting.phase_name(event.phase_id) or None,
        event.place,
        Outward(source, event.source_url) if source and event.source_url else source,
    )


def _publication_row(setting: Setting, publication: Publication) -> tuple[Cell, ...]:
    city_id, publisher = publication.city_id, publication.publisher
    return (
        Outward(publication.title, publication.source_url) if publication.source_url else publication.title,
        format_written(publication.published_on_written) or _("no date"),
        _("Publication"),
        setting.phase_name(publication.phase_id) or None,
        Linked(setting.city_name(city_id), open_city(city_id)) if city_id else None,
        publisher,
    )
