"""Initiatives on the line of time: from start to target, with every dated report, so many at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ictrack.labels import progress_label, standing_label
from ictrack.language import _, format_count, format_written, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.timeline_queries import (
    TimelineCounts,
    TimelineInitiative,
    TimelineReport,
    UndatedInitiative,
    list_dated,
    list_reports_on,
)
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import (
    Cell,
    Column,
    Linked,
    Marked,
    Table,
    open_area,
    open_city,
    open_initiative,
)
from ictrack.summaries.timeline_events import Frame, Span, span_of
from ictrack.vocabulary import (
    STANDING_ORDER,
    DeliveryStatus,
    PlanLink,
    RecordKind,
    Standing,
    StandingReason,
)

ROWS_OF_A_PAGE = 50
_LISTED = "; "


@dataclass(frozen=True)
class Update:
    """One dated report: when it was, and the status that it gave, if any."""

    span: Span
    status: DeliveryStatus | None


@dataclass(frozen=True)
class Bar:
    """One initiative on the line of time; what is not known is not there.

    `first_target` is there only where the current one differs. `words` say all of it.
    """

    title: str
    standing: Standing
    is_hollow: bool
    is_closed: bool
    start: Span | None
    target: Span | None
    first_target: Span | None
    updates: tuple[Update, ...]
    words: str
    is_silent: bool = False

    @property
    def spans(self) -> tuple[Span, ...]:
        """List all that is known of its days."""
        known = (self.start, self.target, self.first_target, *(update.span for update in self.updates))
        return tuple(span for span in known if span)


@dataclass(frozen=True)
class Group:
    """The initiatives of one city, or of one thematic area."""

    head: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Bars:
    """The initiatives that are seen at once, in groups, with the sentence and the table of them.

    `whole` is the table of those that are not seen as well, for the download.
    """

    frame: Frame
    groups: tuple[Group, ...]
    key: tuple[Marked, ...]
    marks: tuple[tuple[str, str], ...]
    undated: str
    sentence: str
    table: Table
    whole: Table


def arrange_bars(
    database: Database,
    scope: Scope,
    setting: Setting,
    frame: Frame,
    counts: TimelineCounts,
    skipped: int,
    *,
    by_area: bool,
) -> Bars:
    """Arrange a page of the dated initiatives of a scope by city, or by thematic area."""
    every = list_dated(database, scope, by_area=by_area)
    listed = every[skipped : skipped + ROWS_OF_A_PAGE]
    reports: dict[str, list[TimelineReport]] = defaultdict(list)
    for report in list_reports_on(database, scope, [i.initiative_id for i in every]):
        reports[report.initiative_id].append(report)
    groups: dict[str, list[Bar]] = defaultdict(list)
    for initiative in listed:
        groups[_head(initiative, setting, by_area)].append(
            _bar(initiative, reports[initiative.initiative_id])
        )
    undated = counts.initiatives - counts.dated
    return Bars(
        frame=frame,
        groups=tuple(Group(head, tuple(bars)) for head, bars in groups.items()),
        key=_key(listed, setting.record_kind_in(scope)),
        marks=_marks(listed, reports),
        undated=ngettext("{n} initiative, listed below", "{n} initiatives, listed below", undated)
        if undated
        else "",
        sentence=_bars_sentence(listed, skipped, counts.dated),
        table=_table(listed, reports, _caption(skipped, len(listed), counts.dated)),
        whole=_table(every, reports, _("Timeline of all initiatives with a date")),
    )


def _head(initiative: TimelineInitiative, setting: Setting, by_area: bool) -> str:
    return setting.area_name(initiative.area_id) if by_area else initiative.city_name


def _bar(initiative: TimelineInitiative, reports: Sequence[TimelineReport]) -> Bar:
    spans = [(span_of(report.reported_on_written), report.status) for report in reports]
    return Bar(
        title=initiative.title,
        standing=Standing(initiative.standing),
        is_hollow=initiative.plan_link == PlanLink.UNCONFIRMED,
        is_closed=initiative.is_closed,
        start=span_of(initiative.starts_on_written),
        target=span_of(initiative.current_target_on_written),
        first_target=_moved_from(initiative),
        updates=tuple(
            Update(span, DeliveryStatus(status) if status else None) for span, status in spans if span
        ),
        words=_words(initiative),
        is_silent=initiative.is_silent,
    )


def _moved_from(initiative: TimelineInitiative) -> Span | None:
    """Give the first target date where the current one is another day."""
    first, current = map(span_of, (initiative.first_target_on_written, initiative.current_target_on_written))
    return first if first and current and first.last != current.last else None


def _words(initiative: TimelineInitiative) -> str:
    """Say in one line what an initiative's bar shows."""
    parts = [_progress(initiative)]
    if start := format_written(initiative.starts_on_written):
        parts.append(_("start {day}", day=start))
    if target := format_written(initiative.current_target_on_written):
        parts.append(_("target {day}", day=target))
    if first := _moved_from(initiative):
        parts.append(_("first target {day}", day=first.words))
    if initiative.is_silent:
        parts.append(_("silent"))
    return f"{initiative.title}: {'; '.join(parts)}"


def _progress(initiative: TimelineInitiative | UndatedInitiative) -> str:
    return progress_label(
        Standing(initiative.standing),
        StandingReason(initiative.standing_reason),
        RecordKind(initiative.record_kind),
    )


def mark_of(initiative: TimelineInitiative | UndatedInitiative) -> Marked:
    """Give an initiative's progress in words, with its mark."""
    return Marked(
        _progress(initiative),
        Standing(initiative.standing),
        is_hollow=initiative.plan_link == PlanLink.UNCONFIRMED,
        is_closed=initiative.is_closed,
        is_silent=initiative.is_silent,
    )


def _key(listed: Sequence[TimelineInitiative], record_kind: RecordKind) -> tuple[Marked, ...]:
    """Explain the colours and patterns that occur, then the hollow, the paler and the hatched ones."""
    occurring = {i.standing for i in listed}
    key = [Marked(standing_label(s, record_kind), s) for s in STANDING_ORDER if s in occurring]
    if any(i.plan_link == PlanLink.UNCONFIRMED for i in listed):
        key.append(Marked(_("hollow: link not confirmed"), Standing.IN_PROGRESS, is_hollow=True))
    if any(i.is_closed for i in listed):
        key.append(Marked(_("paler: closed with its phase"), Standing.IN_PROGRESS, is_closed=True))
    if any(i.is_silent for i in listed):
        key.append(Marked(_("hatched: silent, no recent report"), Standing.IN_PROGRESS, is_silent=True))
    return tuple(key)


def _bars_sentence(listed: Sequence[TimelineInitiative], skipped: int, dated: int) -> str:
    moved = sum(_moved_from(i) is not None for i in listed)
    shown = _(
        "Initiatives {first} to {last} of the {n} of which a date is known, each from its start to its "
        "current target date",
        first=format_count(skipped + 1),
        last=format_count(skipped + len(listed)),
        n=format_count(dated),
    )
    if not moved:
        return f"{shown}."
    return _(
        "{shown}; {moved}.",
        shown=shown,
        moved=ngettext("{n} has a new target date", "{n} have a new target date", moved),
    )


def _marks(
    listed: Sequence[TimelineInitiative], reports: Mapping[str, Sequence[TimelineReport]]
) -> tuple[tuple[str, str], ...]:
    """Explain the marks that occur: what each looks like, and what it means."""
    of_shown = [report for i in listed for report in reports.get(i.initiative_id, [])]
    statuses = {report.status for report in of_shown}
    written = [i.starts_on_written for i in listed] + [i.current_target_on_written for i in listed]
    written += [report.reported_on_written for report in of_shown]
    marks = [
        ("\u25cf", _("update"), bool(statuses - {DeliveryStatus.COMPLETED, DeliveryStatus.STOPPED})),
        ("\u2605", _("reported as completed"), DeliveryStatus.COMPLETED in statuses),
        ("\u2716", _("reported as stopped"), DeliveryStatus.STOPPED in statuses),
        ("\u25bd", _("first target date, since moved"), any(_moved_from(i) for i in listed)),
        ("\u2502", _("start, target not known"), any(i.current_target_on_written is None for i in listed)),
        ("\u25bc", _("target, start not known"), any(i.starts_on_written is None for i in listed)),
        (
            "\u25ac",
            _("thin: known to the month or year only"),
            any(len(day or "") in {4, 7} for day in written),
        ),
    ]
    return tuple((mark, words) for mark, words, occurs in marks if occurs)


def _caption(skipped: int, shown: int, dated: int) -> str:
    return _(
        "Timeline of initiatives {first} to {last} of {n}",
        first=format_count(skipped + 1),
        last=format_count(skipped + shown),
        n=format_count(dated),
    )


def _table(
    listed: Sequence[TimelineInitiative], reports: Mapping[str, Sequence[TimelineReport]], caption: str
) -> Table:
    columns = (
        Column("initiative", _("Initiative")),
        Column("progress", _("Progress")),
        Column("city", _("City")),
        Column("thematic_area", _("Thematic area")),
        Column("start", _("Start")),
        Column("target", _("Target date")),
        Column("first_target", _("First target date")),
        Column("updates", _("Updates")),
    )
    rows = tuple(_row(i, reports.get(i.initiative_id, [])) for i in listed)
    return Table(caption, columns, rows)


def _row(initiative: TimelineInitiative, reports: Sequence[TimelineReport]) -> tuple[Cell, ...]:
    area_id, area_name = initiative.area_id, initiative.area_name
    return (
        Linked(initiative.title, open_initiative(initiative.initiative_id)),
        mark_of(initiative),
        Linked(initiative.city_name, open_city(initiative.city_id)),
        Linked(area_name, open_area(area_id)) if area_id and area_name else None,
        format_written(initiative.starts_on_written) or None,
        format_written(initiative.current_target_on_written) or None,
        format_written(initiative.first_target_on_written) or None,
        _LISTED.join(format_written(report.reported_on_written) for report in reports) or None,
    )
