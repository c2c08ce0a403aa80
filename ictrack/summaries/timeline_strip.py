"""When initiatives were last heard of, by year: what is shown where few dates are known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ictrack.labels import last_heard_label
from ictrack.language import _, format_count, join_words, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.timeline_queries import HeardOf, count_heard_of
from ictrack.summaries.progress import NO_AREA
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import (
    Cell,
    Column,
    Linked,
    Table,
    open_area,
    open_city,
    open_initiatives,
)
from ictrack.summaries.timeline_events import Frame
from ictrack.vocabulary import RecordKind


@dataclass(frozen=True)
class StripRow:
    """One city, or thematic area: how many of its initiatives were last heard of in each year."""

    head: Linked
    initiatives: int
    by_year: tuple[int, ...]
    unheard: int


@dataclass(frozen=True)
class Strip:
    """The rows, the years that they share, the sentence that they show, and their table."""

    frame: Frame
    years: tuple[int, ...]
    rows: tuple[StripRow, ...]
    sentence: str
    note: str
    table: Table


def summarise_strip(
    database: Database, scope: Scope, setting: Setting, frame: Frame, *, by_area: bool
) -> Strip:
    """Count the initiatives of each city, or thematic area, by the year of their last dated report."""
    counted = count_heard_of(database, scope, by_area=by_area)
    known = sorted({row.last_year for row in counted if row.last_year is not None})
    years = tuple(range(known[0], known[-1] + 1)) if known else ()
    rows = _rows(counted, years, setting, by_area=by_area)
    record_kind = setting.record_kind_in(scope)
    public = record_kind is RecordKind.PUBLIC_RECORD
    return Strip(
        frame=_with_years(frame, years),
        years=years,
        rows=rows,
        sentence=_sentence(rows, years, public),
        note=_("The darker a year, the more were last heard of in it."),
        table=_table(rows, years, record_kind, by_area=by_area),
    )


def _with_years(frame: Frame, years: Sequence[int]) -> Frame:
    """Widen a line of time so that every year of evidence is on it."""
    if not years:
        return frame
    first, last = min(frame.first, date(years[0], 1, 1)), max(frame.last, date(years[-1], 12, 31))
    return replace(frame, first=first, last=last)


def _rows(
    counted: Sequence[HeardOf], years: Sequence[int], setting: Setting, *, by_area: bool
) -> tuple[StripRow, ...]:
    """Put what was counted in one row per head, in the order in which heads come."""
    found: dict[str | None, Counter[int | None]] = defaultdict(Counter)
    for row in counted:
        found[row.head_id][row.last_year] += row.initiatives
    return tuple(
        StripRow(
            head=_area_head(head_id, setting) if by_area else _city_head(head_id or "", setting),
            initiatives=of_years.total(),
            by_year=tuple(of_years[year] for year in years),
            unheard=of_years[None],
        )
        for head_id, of_years in found.items()
    )


def _city_head(city_id: str, setting: Setting) -> Linked:
    return Linked(setting.city_name(city_id), open_city(city_id))


def _area_head(area_id: str | None, setting: Setting) -> Linked:
    target = open_area(area_id) if area_id else open_initiatives(areas=NO_AREA)
    return Linked(setting.area_name(area_id), target)


def _totals(rows: Sequence[StripRow], years: Sequence[int]) -> Mapping[int, int]:
    return {year: sum(row.by_year[place] for row in rows) for place, year in enumerate(years)}


def _sentence(rows: Sequence[StripRow], years: Sequence[int], public: bool) -> str:
    """Say how many were last heard of in each year, the latest first."""
    totals = _totals(rows, years)
    parts = [
        _("{n} in {year}", n=format_count(totals[year]), year=str(year))
        for year in reversed(years)
        if totals[year]
    ]
    initiatives = sum(row.initiatives for row in rows)
    unheard = sum(row.unheard for row in rows)
    if not parts:
        return (
            _("No dated evidence was found of any initiative.")
            if public
            else _("No initiative has a dated update.")
        )
    text = (
        ngettext(
            "Of {n} initiative, this many were last heard of: {parts}",
            "Of {n} initiatives, this many were last heard of: {parts}",
            initiatives,
            parts=join_words(parts),
        )
        if public
        else ngettext(
            "Of {n} initiative, this many were last reported on: {parts}",
            "Of {n} initiatives, this many were last reported on: {parts}",
            initiatives,
            parts=join_words(parts),
        )
    )
    if not unheard:
        return f"{text}."
    without = (
        ngettext("of {n} there is no dated evidence", "of {n} there is no dated evidence", unheard)
        if public
        else ngettext("of {n} there is no dated update", "of {n} there is no dated update", unheard)
    )
    return f"{text}; {without}."


def _table(
    rows: Sequence[StripRow], years: Sequence[int], record_kind: RecordKind, *, by_area: bool
) -> Table:
    public = record_kind is RecordKind.PUBLIC_RECORD
    columns = [
        Column("thematic_area", _("Thematic area")) if by_area else Column("city", _("City")),
        Column("initiatives", _("Initiatives"), is_number=True),
        *(Column(f"year_{year}", str(year), is_number=True) for year in years),
        Column("undated", _("No dated evidence") if public else _("No dated update"), is_number=True),
    ]
    body: list[tuple[Cell, ...]] = [
        (row.head, row.initiatives, *(number or None for number in row.by_year), row.unheard or None)
        for row in rows
    ]
    totals = _totals(rows, years)
    body.append(
        (
            _("All"),
            sum(row.initiatives for row in rows),
            *(totals[year] or None for year in years),
            sum(row.unheard for row in rows) or None,
        )
    )
    caption = _("{heard}, by year", heard=last_heard_label(record_kind))
    return Table(caption, tuple(columns), tuple(body))
