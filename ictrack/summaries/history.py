"""What was said of one initiative, and what else is dated about it, the newest first.

What was taken back stays where it was, with the words that say by what.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ictrack.dates import local_day
from ictrack.labels import confidence_label, status_label, update_kind_label
from ictrack.language import _, format_day, format_written, ngettext
from ictrack.store.cited_rows import cited
from ictrack.store.queries import UpdateInFull
from ictrack.summaries.known_when import Recording
from ictrack.summaries.table import Cell, Column, Marked, Outward, Table
from ictrack.vocabulary import Confidence, DeliveryStatus, RecordKind, Standing, UpdateKind

_WORKBOOKS = (".xlsx", ".xlsm")
_TEXTS = (".csv", ".tsv", ".txt")


@dataclass(frozen=True)
class Said:
    """One update: what it says, what became of it, and where it was read.

    What is dated and no update, such as a milestone, has no `update_id`. `texts` are named
    texts, such as what stands in the way; `trail` says where it is from.
    """

    update_id: str
    when: str
    kind: str
    status: Marked | None
    confidence: str
    summary: str
    texts: tuple[tuple[str, str], ...]
    trail: tuple[Cell, ...]
    notes: tuple[str, ...]
    is_taken_back: bool
    sets_standing: bool


@dataclass(frozen=True)
class History:
    """What is known of one initiative in one line of time, and the updates without a date apart."""

    sentence: str
    dated: tuple[Said, ...]
    undated: tuple[Said, ...]
    table: Table


def tell_history(
    updates: Sequence[UpdateInFull],
    as_at: date,
    record_kind: RecordKind,
    *,
    setting_update: str | None,
    recording: Recording,
    happenings: Sequence[tuple[date, Said]] = (),
) -> History:
    """Arrange the updates up to a day; later ones are counted and left out.

    `setting_update` is the update that sets the standing; `happenings` are what else is
    dated. Recorded days that say nothing are not shown.
    """
    shown = [u for u in updates if u.reported_on is None or u.reported_on <= as_at]
    told = [(_day_of(u), u) for u in shown]
    dated = sorted(
        ((day, u) for day, u in told if day), key=lambda pair: (pair[0], pair[1].update_id), reverse=True
    )
    undated = [u for day, u in told if day is None]

    by_id = {update.update_id: update for update in updates}

    def say(update: UpdateInFull) -> Said:
        return _said(update, record_kind, setting_update, recording, by_id)

    line = [*((day, say(update)) for day, update in dated), *happenings]
    line.sort(key=lambda pair: (pair[0], pair[1].update_id), reverse=True)
    sentence = _sentence(shown, len(updates) - len(shown), as_at, record_kind)
    return History(
        sentence=f"{sentence} {recording.sentence}".strip() if shown else sentence,
        dated=tuple(said for _day, said in line),
        undated=tuple(say(update) for update in undated),
        table=_table([*(update for _day, update in dated), *undated], recording),
    )


def _day_of(update: UpdateInFull) -> date | None:
    """Give where an update stands in the line of time; a withdrawal, where it was recorded."""
    if update.kind == UpdateKind.WITHDRAWAL:
        return update.reported_on or update.recorded_on
    return update.reported_on


def _sentence(shown: Sequence[UpdateInFull], later: int, as_at: date, record_kind: RecordKind) -> str:
    public = record_kind is RecordKind.PUBLIC_RECORD
    reports = [u for u in shown if u.kind != UpdateKind.WITHDRAWAL]
    counting = sum(u.reported_on is not None and not u.taken_back_by for u in reports)
    taken_back = sum(u.taken_back_by is not None for u in reports)
    parts = []
    if not reports:
        parts.append(
            _("No document was found that speaks of it.") if public else _("Nothing was reported on it.")
        )
    elif public:
        parts.append(ngettext("{n} dated piece of evidence.", "{n} dated pieces of evidence.", counting))
    else:
        parts.append(ngettext("{n} dated update.", "{n} dated updates.", counting))
    if taken_back:
        parts.append(ngettext("{n} was taken back.", "{n} were taken back.", taken_back))
    if later:
        parts.append(
            ngettext(
                "{n} more speaks of a day after {day} and is left out.",
                "{n} more speak of days after {day} and are left out.",
                later,
                day=format_day(as_at),
            )
        )
    return " ".join(parts)


def _said(
    update: UpdateInFull,
    record_kind: RecordKind,
    setting_update: str | None,
    recording: Recording,
    by_id: Mapping[str, UpdateInFull],
) -> Said:
    kind = UpdateKind(update.kind)
    return Said(
        update_id=update.update_id,
        when=_when(update),
        kind="" if kind is UpdateKind.STATUS else update_kind_label(kind),
        status=_status(update, record_kind),
        confidence=confidence_label(Confidence(update.confidence)) if update.confidence else "",
        summary=update.summary or "",
        texts=_texts(update),
        trail=_trail(update, recording),
        notes=_notes(update, record_kind, setting_update, recording, by_id),
        is_taken_back=update.taken_back_by is not None,
        sets_standing=update.update_id == setting_update,
    )


def _when(update: UpdateInFull) -> str:
    if update.reported_on_written or update.reported_on:
        return format_written(update.reported_on_written) or format_day(update.reported_on or date.min)
    if update.kind == UpdateKind.WITHDRAWAL and update.recorded_on:
        return format_day(update.recorded_on)
    return _("No date")


def _status(update: UpdateInFull, record_kind: RecordKind) -> Marked | None:
    if not update.status:
        return None
    return Marked(status_label(DeliveryStatus(update.status), record_kind), Standing(update.status))


def _texts(update: UpdateInFull) -> tuple[tuple[str, str], ...]:
    named = (
        (_("Reason"), update.reason),
        (_("New target date"), format_written(update.revised_target_on_written)),
        (_("Reached"), update.achievements),
        (_("In the way"), update.challenges),
        (_("Next"), update.next_steps),
        (_("Help wanted"), update.help_wanted),
        (_("Help offered"), update.help_offered),
    )
    return tuple((name, text) for name, text in named if text)


def _trail(update: UpdateInFull, recording: Recording) -> tuple[Cell, ...]:
    """Say where an update is from: evidence, source, who read it, when it was recorded, file and row."""
    cells: tuple[Cell, ...] = (
        document(_("Evidence: {title}"), update.evidence_title, update.evidence_url),
        document(_("Source: {title}"), update.source_title, update.source_url),
        update.source_locator,
        _("status read by: {who}", who=update.status_read_by) if update.status_read_by else None,
        _("reported by: {role}", role=update.reported_by_role) if update.reported_by_role else None,
        recording.in_words(update) or None,
        row_in_words("status_updates", update.file_row, update.file_name),
    )
    return tuple(cell for cell in cells if cell)


def document(words: str, title: str | None, url: str | None) -> Cell:
    """Link to a document where its address is known; `words` has a place for its title."""
    text = words.format(title=title or url) if title or url else ""
    return Outward(text, url) if url else text or None


def row_in_words(file: str, row: int, file_name: str | None, loaded_at: datetime | None = None) -> str:
    """Say where a fact stands in what was loaded, such as "initiatives.csv, row 12"."""
    name, row = cited(file_name or "", row)
    # The one sheet of a workbook is noted with its own name after that of the workbook.
    workbook, _mark, sheet = name.rpartition(": ")
    if workbook.lower().endswith(_WORKBOOKS):
        where = _("{workbook}, sheet {sheet}, row {row}", workbook=workbook, sheet=sheet, row=row)
    elif name.lower().endswith(_WORKBOOKS):
        where = _("{workbook}, sheet {sheet}, row {row}", workbook=name, sheet=file, row=row)
    elif name.lower().endswith(_TEXTS):
        where = _("{file}, row {row}", file=name, row=row)
    else:
        where = _("{file}, row {row}", file=f"{file}.csv", row=row)
    if loaded_at is None:
        return where
    return _("{where}, load of {day}", where=where, day=format_day(local_day(loaded_at)))


def _notes(
    update: UpdateInFull,
    record_kind: RecordKind,
    setting_update: str | None,
    recording: Recording,
    by_id: Mapping[str, UpdateInFull],
) -> tuple[str, ...]:
    notes = [note] if (note := recording.note_on(update)) else []
    if update.taken_back_by:
        notes.append(
            _(
                "Taken back by {update} on {day}: it no longer counts.",
                update=update.taken_back_by,
                day=format_day(update.taken_back_on),
            )
            if update.taken_back_on
            else _("Taken back by {update}: it no longer counts.", update=update.taken_back_by)
        )
    elif update.corrects_update_id:
        notes.append(_what_it_takes_back(by_id.get(update.corrects_update_id), update, record_kind))
    if update.update_id == setting_update:
        notes.append(_("This is what its progress is read from."))
    return tuple(notes)


def _what_it_takes_back(named: UpdateInFull | None, update: UpdateInFull, record_kind: RecordKind) -> str:
    """Say what a correction or a withdrawal took back: which update, of which day, and what it said."""
    if named is None:
        return _("Takes back {update}.", update=update.corrects_update_id)
    status = _status(named, record_kind)
    said = status.text if status else named.summary or update_kind_label(UpdateKind(named.kind))
    said = said.rstrip(".")
    if _day_of(named) is None:
        return _("Takes back {update}, which has no date: “{said}”.", update=named.update_id, said=said)
    return _("Takes back {update} of {day}: “{said}”.", update=named.update_id, day=_when(named), said=said)


def _table(updates: Sequence[UpdateInFull], recording: Recording) -> Table:
    columns = (
        Column("update_id", _("Identifier")),
        Column("kind", _("Kind")),
        Column("reported_on", _("Date")),
        Column("recorded_on", _("Recorded")),
        Column("recorded_days_after", _("Recorded days after"), is_number=True),
        Column("status", _("Status")),
        Column("status_read_by", _("Status read by")),
        Column("confidence", _("Confidence")),
        Column("reason", _("Reason")),
        Column("revised_target_on", _("New target date")),
        Column("summary", _("Summary")),
        Column("evidence_title", _("Evidence")),
        Column("evidence_url", _("Address of the evidence")),
        Column("source_title", _("Source")),
        Column("source_url", _("Address of the source")),
        Column("source_locator", _("Where in the source")),
        Column("taken_back_by", _("Taken back by")),
    )
    return Table(_("All updates"), columns, tuple(_table_row(update, recording) for update in updates))


def _table_row(update: UpdateInFull, recording: Recording) -> tuple[Cell, ...]:
    recorded = update.recorded_on.isoformat() if update.recorded_on and recording.told else None
    return (
        update.update_id,
        update.kind,
        update.reported_on_written,
        recorded,
        recording.days_late(update),
        update.status,
        update.status_read_by,
        update.confidence,
        update.reason,
        update.revised_target_on_written,
        update.summary,
        update.evidence_title,
        update.evidence_url,
        update.source_title,
        update.source_url,
        update.source_locator,
        update.taken_back_by,
    )
