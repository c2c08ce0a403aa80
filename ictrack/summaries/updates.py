"""What was reported last, as a table: of a city, or of a thematic area."""

from __future__ import annotations

from dataclasses import dataclass

from ictrack.labels import update_kind_label
from ictrack.language import _, format_written, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import Report, list_reports
from ictrack.summaries.sentences import status_in_words
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Cell, Column, Linked, Outward, Table, open_city, open_initiative
from ictrack.vocabulary import RecordKind, UpdateKind

MOST_UPDATES = 20


@dataclass(frozen=True)
class Updates:
    """The newest updates, and a sentence on how many there are."""

    sentence: str
    table: Table


def summarise_updates(
    database: Database, scope: Scope, setting: Setting, *, with_city: bool = False
) -> Updates:
    """List the newest updates on the initiatives of a scope, undated ones last."""
    reports = list_reports(database, scope, MOST_UPDATES)
    of_all = reports[0].of_all if reports else 0
    return Updates(
        sentence=_sentence(of_all, len(reports), setting.record_kind_in(scope)),
        table=_table(reports, with_city),
    )


def _sentence(of_all: int, shown: int, record_kind: RecordKind) -> str:
    public = record_kind is RecordKind.PUBLIC_RECORD
    if of_all == 0:
        return _("No document was found yet.") if public else _("Nothing reported yet.")
    counted = (
        ngettext("{n} piece of evidence", "{n} pieces of evidence", of_all)
        if public
        else ngettext("{n} status update", "{n} status updates", of_all)
    )
    if of_all <= shown:
        return _("{counted}, the newest first.", counted=counted)
    return _(
        "{counted}; the newest {shown} are here, the rest stand with each initiative.",
        counted=counted,
        shown=shown,
    )


def _table(reports: tuple[Report, ...], with_city: bool) -> Table:
    city = (Column("city", _("City")),) if with_city else ()
    columns = (
        Column("date", _("Date")),
        Column("initiative", _("Initiative")),
        *city,
        Column("progress", _("Says")),
        Column("summary", _("Summary")),
        Column("source", _("Source")),
    )
    rows = tuple(_row(report, with_city) for report in reports)
    return Table(_("The newest updates"), columns, rows)


def _row(report: Report, with_city: bool) -> tuple[Cell, ...]:
    city: tuple[Cell, ...] = (Linked(report.city_name, open_city(report.city_id)),) if with_city else ()
    return (
        format_written(report.reported_on_written) or _("no date"),
        Linked(report.title, open_initiative(report.initiative_id)),
        *city,
        _says(report),
        ". ".join(text.rstrip(".") for text in (report.summary, report.reason) if text) or None,
        _source(report),
    )


def _says(report: Report) -> str | None:
    if report.status:
        return status_in_words(report.status, report.confidence, RecordKind(report.record_kind))
    return None if report.kind == UpdateKind.STATUS else update_kind_label(UpdateKind(report.kind))


def _source(report: Report) -> Cell:
    if report.source_url:
        return Outward(report.source_title or _("Source"), report.source_url)
    return report.source_title
