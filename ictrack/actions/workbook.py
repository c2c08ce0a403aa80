"""Make the returns workbook of one city for one convening."""

from __future__ import annotations

from datetime import date

from ictrack.errors import NotAllowedError, UsageError
from ictrack.ingest.returns.content import ShownInitiative, WorkbookContent
from ictrack.ingest.returns.stamp import Stamp
from ictrack.ingest.returns.write import write_workbook
from ictrack.labels import confidence_label, status_label
from ictrack.language import _, format_day, format_written
from ictrack.store.database import Database
from ictrack.store.queries import City, fingerprint_data, list_areas, list_cities, list_sources
from ictrack.store.return_queries import list_return_convenings
from ictrack.store.workbook_queries import (
    ReturnAsked,
    WorkbookConvening,
    WorkbookRow,
    find_convening,
    list_workbook_rows,
    read_last_load,
)
from ictrack.vocabulary import Confidence, DeliveryStatus, RecordKind
from ictrack.words import fold, suggest

# What was said last is shown to remind of it, not to be read in full.
_LONGEST_SUMMARY = 400


def make_workbook(database: Database, city_id: str, event_id: str, today: date) -> bytes:
    """Make the workbook, as an XLSX file; the same data and day give the same bytes.

    Raises NotAllowedError where there is no such city, or no such convening of a phase, UsageError
    where there are no returns of cities: of a public record nobody is asked.
    """
    city, convening = _city_of(database, city_id), _convening_of(database, event_id)
    _see_that_cities_are_asked(database)
    rows = list_workbook_rows(database, _asked_of(city, convening, today))
    stamp = Stamp(
        city=city.city_id,
        convening=convening.event_id,
        cut_off=convening.cut_off_on.isoformat(),
        data=fingerprint_data(database).fingerprint,
        load=read_last_load(database),
        made_on=today.isoformat(),
        codes=tuple(row.initiative_id for row in rows),
    )
    content = WorkbookContent(
        stamp=stamp,
        city=city.name,
        convening=_(
            "{title} ({day})", title=convening.title, day=format_written(convening.starts_on_written)
        ),
        day=format_day(convening.cut_off_on),
        due=format_written(convening.returns_due_on_written),
        made_on=today,
        areas=tuple(area.short_name or area.name for area in list_areas(database)),
        rows=tuple(map(_shown, rows)),
    )
    return write_workbook(content)


def count_asked(database: Database, city_id: str, event_id: str, today: date) -> int:
    """Count the initiatives that a city's workbook asks about; raises as `make_workbook` does."""
    city, convening = _city_of(database, city_id), _convening_of(database, event_id)
    return len(list_workbook_rows(database, _asked_of(city, convening, today)))


def name_workbook(city_id: str, event_id: str) -> str:
    """Name the file of a returns workbook."""
    plain = "".join(letter if letter.isalnum() else "-" for letter in f"{city_id}-{event_id}")
    return f"return-{plain}.xlsx"


def _asked_of(city: City, convening: WorkbookConvening, today: date) -> ReturnAsked:
    """Ask about what the page of returns does: what counts today, or at the cut-off once that is past.

    What was said last is shown with all that is known of the cycle, and of the days after it.
    """
    as_at, shown_at = sorted((convening.cut_off_on, today))
    return ReturnAsked(city.city_id, convening.phase_id, as_at, shown_at, today, convening.cut_off_before)


def _city_of(database: Database, written: str) -> City:
    """Find a city by its identifier or its name."""
    cities = list_cities(database)
    for city in cities:
        if written == city.city_id or fold(written) in {fold(city.city_id), fold(city.name)}:
            return city
    names = {fold(word): city.city_id for city in cities for word in (city.city_id, city.name)}
    raise NotAllowedError("city", written, [city.city_id for city in cities], suggest(written, names))


def _see_that_cities_are_asked(database: Database) -> None:
    if all(source.record_kind == RecordKind.PUBLIC_RECORD for source in list_sources(database)):
        raise UsageError(
            "Nothing is asked here: what is loaded was compiled from public documents, and no city was "
            "asked to report. No workbook was made. Load the cities' own data first: "
            "'python -m ictrack load SOURCE'."
        )


def _convening_of(database: Database, event_id: str) -> WorkbookConvening:
    convening = find_convening(database, event_id)
    if convening is None:
        known = sorted(one.event_id for one in list_return_convenings(database))
        raise NotAllowedError(
            "convening", event_id, known, suggest(event_id, {fold(event): event for event in known})
        )
    return convening


def _shown(row: WorkbookRow) -> ShownInitiative:
    status = status_label(DeliveryStatus(row.status), RecordKind.RETURNS) if row.status else ""
    cells = {
        "code": row.initiative_id,
        "title": row.title,
        "area": row.area_name or "",
        "lead": row.lead_organisation or "",
        "starts": format_written(row.starts_on_written),
        "last_status": status,
        "last_day": format_written(row.reported_on_written),
        "last_confidence": confidence_label(Confidence(row.confidence)) if row.confidence else "",
        "last_target": format_written(row.current_target_on_written),
        "last_summary": _shortened(row.summary or ""),
    }
    return ShownInitiative(cells, row.update_id)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SUMMARY else f"{text[:_LONGEST_SUMMARY].rstrip()}…"
