"""A returned workbook in words and tables: what it answers, what is in conflict, what it brings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ictrack.actions.send_return import ReturnOutcome, ReturnPreview, ReturnReceipt
from ictrack.ingest.returns.facts import WAITING, KnownReport
from ictrack.ingest.returns.read import Conflict
from ictrack.ingest.source import Settlement
from ictrack.labels import confidence_label, status_label, update_kind_label
from ictrack.language import _, format_day, format_written, ngettext
from ictrack.reports.load_preview import issue_table
from ictrack.store.database import Database
from ictrack.store.queries import list_cities, list_initiative_names
from ictrack.store.workbook_queries import find_convening
from ictrack.summaries.table import Column, Table
from ictrack.vocabulary import Confidence, DeliveryStatus, RecordKind, UpdateKind


@dataclass(frozen=True)
class ConflictView:
    """Show one conflict: whose it is, and both sides beside each other."""

    initiative_id: str
    title: str
    table: Table


@dataclass(frozen=True)
class ReturnView:
    """Show a returned workbook before it is taken in."""

    sentence: str
    notes: tuple[str, ...]
    problems: Table
    conflicts: tuple[ConflictView, ...]
    new: Table


def view_return(database: Database, preview: ReturnPreview) -> ReturnView:
    """Put the preview of a returned workbook into words and tables."""
    return ReturnView(
        sentence=_sentence(database, preview),
        notes=_notes(database, preview),
        problems=_without_place(issue_table(preview.issues)),
        conflicts=tuple(map(_conflict, preview.reading.conflicts)),
        new=_new_answers(database, preview),
    )


def settlement_label(settlement: Settlement) -> str:
    """Say what becomes of an answer that is in conflict."""
    return {
        Settlement.KEEP_THEIRS: _("Keep what was reported meanwhile; mine is not sent"),
        Settlement.TAKE_MINE: _("Send mine as a further update"),
    }[settlement]


def outcome_sentence(receipt: ReturnReceipt) -> str:
    """Say what came of a returned workbook."""
    said = {
        ReturnOutcome.SUBMITTED: ngettext(
            "Sent: {n} answer. It waits for review.",
            "Sent: {n} answers. They wait for review.",
            receipt.updates,
        ),
        ReturnOutcome.LOADED: ngettext("Taken in: {n} answer.", "Taken in: {n} answers.", receipt.updates),
        ReturnOutcome.ALREADY_TAKEN: _("All of this was taken in before. Nothing was changed."),
        ReturnOutcome.REFUSED: _("Nothing was sent: what is shown below is to be mended or settled first."),
    }[receipt.outcome]
    added = ngettext(
        "{n} new initiative was added to the plan.",
        "{n} new initiatives were added to the plan.",
        receipt.initiatives,
    )
    return " ".join([said, *([added] if receipt.initiatives else []), *_noticed(receipt.preview)])


def _without_place(table: Table) -> Table:
    """Leave out what is alike in every row: there is one file, and one sheet to mend in it."""
    places = {column.key: place for place, column in enumerate(table.columns)}
    kept = [places[key] for key in _SHOWN if key in places]
    columns = tuple(table.columns[place] for place in kept)
    return Table(table.caption, columns, tuple(tuple(row[place] for place in kept) for row in table.rows))


_SHOWN = ("column", "row", "value", "problem", "suggestion")


def _new_answers(database: Database, preview: ReturnPreview) -> Table:
    """List the answers that were not taken in before, and the new initiatives."""
    titles = _titles(database, preview)
    fresh = sorted(preview.reading.fresh.items())
    labels = list(_told({}))
    told = [(cells["initiative_id"], _told(cells)) for _number, cells in fresh]
    told += [(identifier, _told({})) for identifier in titles.new if identifier not in dict(told)]
    used = [label for label in labels if any(said[label] for _identifier, said in told)]
    columns = (
        Column("initiative", _("Initiative")),
        *(Column(f"said_{place}", label) for place, label in enumerate(used)),
    )
    rows = tuple(
        (titles.of(identifier), *(said[label] or None for label in used)) for identifier, said in told
    )
    return Table(_("Answers and new initiatives"), columns, rows)


@dataclass(frozen=True)
class _Titles:
    """Hold the titles of initiatives, those of new ones apart."""

    known: Mapping[str, str]
    new: Mapping[str, str]

    def of(self, initiative_id: str) -> str:
        if initiative_id in self.new:
            return _("{title} (new)", title=self.new[initiative_id])
        title = self.known.get(initiative_id, "")
        return _("{title} ({code})", title=title, code=initiative_id)


def _titles(database: Database, preview: ReturnPreview) -> _Titles:
    named = list_initiative_names(database, preview.stamp.city)
    known = {name.initiative_id: name.title for name in named}
    table = preview.reading.raw.tables.get("initiatives")
    rows = [dict(zip(table.header, row.cells, strict=True)) for row in table.rows] if table else []
    added = {row["initiative_id"]: row["title"] for row in rows}
    return _Titles(known, {one: title for one, title in added.items() if one not in known})


def _sentence(database: Database, preview: ReturnPreview) -> str:
    stamp, reading = preview.stamp, preview.reading
    names = {city.city_id: city.name for city in list_cities(database)}
    convening = find_convening(database, stamp.convening)
    return ngettext(
        "The return of {city} for {convening} answers {answered} of {n} initiative.",
        "The return of {city} for {convening} answers {answered} of {n} initiatives.",
        reading.rows,
        city=names.get(stamp.city, stamp.city),
        convening=convening.title if convening else stamp.convening,
        answered=reading.answered,
    )


def _notes(database: Database, preview: ReturnPreview) -> tuple[str, ...]:
    stamp, reading = preview.stamp, preview.reading
    made_on = format_day(date.fromisoformat(stamp.made_on))
    notes = [_("The workbook was made on {day}, from data {data}.", day=made_on, data=stamp.data)]
    if reading.taken:
        notes.append(
            ngettext(
                "{n} answer was taken in before; it is not taken in again.",
                "{n} answers were taken in before; they are not taken in again.",
                reading.taken,
            )
        )
    if preview.receipt.new_initiatives:
        notes.append(
            ngettext("{n} initiative is new.", "{n} initiatives are new.", preview.receipt.new_initiatives)
        )
    return (*notes, *_later(database, preview), *_noticed(preview))


def _noticed(preview: ReturnPreview) -> tuple[str, ...]:
    return tuple(notice.sentence() for notice in preview.receipt.notices)


def _later(database: Database, preview: ReturnPreview) -> Iterator[str]:
    """Say of which answers a stored report speaks of a later day: the answer will not show."""
    titles = _titles(database, preview)
    for initiative_id, day in preview.reading.later.items():
        yield _(
            "{initiative}: the answer speaks of an earlier day than the report of {day}, which goes on to "
            "say where it stands.",
            initiative=titles.of(initiative_id),
            day=format_written(day),
        )


def _conflict(conflict: Conflict) -> ConflictView:
    sides = [(_side_of(report), report.cells) for report in conflict.theirs]
    columns = (
        Column("what", _("What")),
        *(Column(f"theirs_{place}", label) for place, (label, _cells) in enumerate(sides, start=1)),
        Column("mine", _("In this workbook")),
    )
    told = [_told(cells) for _label, cells in sides] + [_told(conflict.mine)]
    rows = tuple(
        (label, *(side[label] or None for side in told))
        for label in told[0]
        if any(side[label] for side in told)
    )
    title = _("{title} ({code})", title=conflict.title, code=conflict.initiative_id)
    return ConflictView(conflict.initiative_id, title, Table(_("Side by side"), columns, rows))


def _side_of(report: KnownReport) -> str:
    return _("Meanwhile, waits for review") if report.state == WAITING else _("Meanwhile")


def _told(cells: Mapping[str, str]) -> dict[str, str]:
    """Give what a report says, in the words that people see."""
    return {
        _("Speaks of"): format_written(cells.get("reported_on")),
        _("Status"): _status(cells),
        _("Confidence"): _confidence(cells),
        _("Why"): cells.get("reason", ""),
        _("New target date"): format_written(cells.get("revised_target_on")),
        _("What is new"): cells.get("summary", ""),
        _("What was reached"): cells.get("achievements", ""),
        _("What stands in the way"): cells.get("challenges", ""),
        _("Next steps"): cells.get("next_steps", ""),
        _("Evidence"): cells.get("evidence_title", ""),
        _("Link to the evidence"): cells.get("evidence_url", ""),
        _("Help wanted"): cells.get("help_wanted", ""),
        _("Help offered"): cells.get("help_offered", ""),
    }


def _status(cells: Mapping[str, str]) -> str:
    """Name the status; of a report without one what it does. A word that is none stays as it is."""
    status, kind = cells.get("status"), cells.get("kind")
    if status in set(DeliveryStatus):
        return status_label(DeliveryStatus(status), RecordKind.RETURNS)
    if status is None and kind in set(UpdateKind) and kind != UpdateKind.STATUS:
        return update_kind_label(UpdateKind(kind))
    return status or ""


def _confidence(cells: Mapping[str, str]) -> str:
    confidence = cells.get("confidence", "")
    return confidence_label(Confidence(confidence)) if confidence in set(Confidence) else confidence
