"""When things happened, and when they are due: the programme's events, then its initiatives."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from ictrack.language import _, format_count, format_day, join_words, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.timeline_queries import TimelineCounts, count_dated, list_undated
from ictrack.summaries.nothing import list_lifted_filters
from ictrack.summaries.paging import problem_of_start, turn_to
from ictrack.summaries.rows_counted import Paragraphs
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import (
    Column,
    Linked,
    Table,
    Target,
    open_city,
    open_initiative,
    open_initiatives,
)
from ictrack.summaries.timeline_bars import ROWS_OF_A_PAGE, Bars, arrange_bars, mark_of
from ictrack.summaries.timeline_events import Programme, summarise_programme
from ictrack.summaries.timeline_strip import Strip, summarise_strip
from ictrack.vocabulary import RecordKind

CITY, AREA = "city", "area"


@dataclass(frozen=True)
class Timeline:
    """Hold what the Timeline says: bars where enough targets are known, else the strip of evidence."""

    sentence: str
    problems: tuple[str, ...]
    links: tuple[Linked, ...]
    programme: Programme
    bars: Bars | None
    strip: Strip | None
    pages: tuple[Linked, ...]
    rows: Paragraphs
    undated_sentence: str
    undated: Table


def group_choices() -> dict[str, str]:
    """Name what initiatives can be grouped by."""
    return {CITY: _("City"), AREA: _("Thematic area")}


def summarise_timeline(database: Database, scope: Scope, setting: Setting, by: str, start: str) -> Timeline:
    """Show when things happened and are due; `by` is `city` or `area`, `start` the first row as written."""
    counts = count_dated(database, scope)
    programme = summarise_programme(database, scope, setting)
    shows_bars = counts.initiatives > 0 and counts.with_target * 2 >= counts.initiatives
    shows_strip = counts.initiatives > 0 and not shows_bars
    turned = turn_to(start, counts.dated, ROWS_OF_A_PAGE)
    problem = problem_of_start(start)
    bars = None
    if shows_bars:
        by_area = by == AREA
        bars = arrange_bars(
            database, scope, setting, programme.frame, counts, turned.skipped, by_area=by_area
        )
    return Timeline(
        sentence=_sentence(counts, scope, setting),
        problems=(problem,) if shows_bars and problem else (),
        links=_links(database, scope, setting, counts, shows_strip=shows_strip),
        programme=programme,
        bars=bars,
        strip=summarise_strip(database, scope, setting, programme.frame, by_area=by == AREA)
        if shows_strip
        else None,
        pages=turned.links(partial(_open_from, by)) if bars else (),
        rows=_rows_in_words(counts, scope),
        undated_sentence=_undated_in_words(counts, setting.record_kind_in(scope), evidence_only=shows_strip),
        undated=_undated_table(database, scope, evidence_only=shows_strip),
    )


def _links(
    database: Database, scope: Scope, setting: Setting, counts: TimelineCounts, *, shows_strip: bool
) -> tuple[Linked, ...]:
    """Lead to the few targets that are known; where nothing is shown, to the same without a filter."""
    if counts.initiatives == 0:
        return list_lifted_filters(database, scope, setting, Target("timeline"))
    if shows_strip and counts.with_target:
        words = _("Show the target dates in the list, the earliest first")
        return (Linked(words, open_initiatives(sort="target")),)
    return ()


def _sentence(counts: TimelineCounts, scope: Scope, setting: Setting) -> str:
    n = counts.initiatives
    if n == 0:
        return _("At {day} there is no initiative to show.", day=format_day(scope.as_at))
    if counts.with_target * 2 < n:
        return _instead(counts, setting.record_kind_in(scope))
    known = ngettext(
        "{x} of {n} initiative has a target date",
        "{x} of {n} initiatives have a target date",
        n,
        x=format_count(counts.with_target),
    )
    moved = counts.moved_later + counts.moved_earlier
    if not moved:
        return _("{known}; no target was moved.", known=known)
    return _("{known}; {moved}.", known=known, moved=_moved_in_words(counts, moved))


def _moved_in_words(counts: TimelineCounts, moved: int) -> str:
    ways = []
    if counts.moved_later:
        ways.append(ngettext("{n} to a later day", "{n} to a later day", counts.moved_later))
    if counts.moved_earlier:
        ways.append(ngettext("{n} to an earlier day", "{n} to an earlier day", counts.moved_earlier))
    return ngettext(
        "{n} of them was moved, {ways}", "{n} of them were moved, {ways}", moved, ways=join_words(ways)
    )


def _instead(counts: TimelineCounts, record_kind: RecordKind) -> str:
    """Say that few targets are known, and what is shown instead."""
    known = format_count(counts.with_target)
    if record_kind is RecordKind.PUBLIC_RECORD:
        return ngettext(
            "Targets are known for {x} of {n} initiative: shown by year of last evidence instead.",
            "Targets are known for {x} of {n} initiatives: shown by year of last evidence instead.",
            counts.initiatives,
            x=known,
        )
    return ngettext(
        "Targets are known for {x} of {n} initiative: shown by year of last report instead.",
        "Targets are known for {x} of {n} initiatives: shown by year of last report instead.",
        counts.initiatives,
        x=known,
    )


def _rows_in_words(counts: TimelineCounts, scope: Scope) -> Paragraphs:
    """Say how many initiatives are counted, where they are listed, and how many have no date."""
    number, undated = counts.initiatives, counts.initiatives - counts.dated
    counted = ngettext(
        "At {day} {n} initiative is counted here.",
        "At {day} {n} initiatives are counted here.",
        number,
        day=format_day(scope.as_at),
    )
    shown = ngettext("Show it in the list", "Show the {n} in the list", number)
    drawn = _("Of all of them a date is known.")
    if undated:
        drawn = ngettext(
            "Of {n} no date is known at all: no start, no target date, no dated update.",
            "Of {n} no date is known at all: no start, no target date, no dated update.",
            undated,
        )
    return (counted, Linked(shown, open_initiatives()), drawn) if number else (counted,)


def _open_from(by: str, start: str) -> Target:
    return Target("timeline", (("by", by), *((("start", start),) if start else ())))


def _undated_in_words(counts: TimelineCounts, record_kind: RecordKind, *, evidence_only: bool) -> str:
    """Say of how many there is nothing to draw; nothing where there is something of each."""
    missing = counts.initiatives - (counts.heard_of if evidence_only else counts.dated)
    if not missing:
        return ""
    n_all = format_count(counts.initiatives)
    if not evidence_only:
        return ngettext(
            "{n} of {n_all} has no date at all: no start, no target date, no dated update.",
            "{n} of {n_all} have no date at all: no start, no target date, no dated update.",
            missing,
            n_all=n_all,
        )
    if record_kind is RecordKind.PUBLIC_RECORD:
        return ngettext(
            "For {n} of {n_all} no dated evidence was found.",
            "For {n} of {n_all} no dated evidence was found.",
            missing,
            n_all=n_all,
        )
    return ngettext(
        "For {n} of {n_all} there is no dated update.",
        "For {n} of {n_all} there is no dated update.",
        missing,
        n_all=n_all,
    )


def _undated_table(database: Database, scope: Scope, *, evidence_only: bool) -> Table:
    columns = (
        Column("initiative", _("Initiative")),
        Column("city", _("City")),
        Column("progress", _("Progress")),
        Column("undated_updates", _("Undated updates"), is_number=True),
    )
    listed = list_undated(database, scope, evidence_only=evidence_only)
    rows = tuple(
        (
            Linked(i.title, open_initiative(i.initiative_id)),
            Linked(i.city_name, open_city(i.city_id)),
            mark_of(i),
            i.undated_reports,
        )
        for i in listed
    )
    caption = _("Without dated evidence") if evidence_only else _("Without any date")
    return Table(caption, columns, rows)
