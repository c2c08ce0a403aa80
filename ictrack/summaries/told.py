"""What one report tells, field by field, in the reader's words: stored, sent, or still a draft."""

from __future__ import annotations

from collections.abc import Mapping

from ictrack.escapes import web_address
from ictrack.labels import confidence_label, status_label, update_kind_label
from ictrack.language import _, format_written
from ictrack.store.queries import UpdateInFull
from ictrack.summaries.table import Cell, Outward
from ictrack.vocabulary import Confidence, DeliveryStatus, RecordKind, UpdateKind
from ictrack.words import match_word

# The fields of a report in the order in which they are asked and told.
FIELDS = (
    *("reported_on", "kind", "status", "confidence", "reason", "revised_target_on", "summary"),
    *("achievements", "challenges", "next_steps", "help_wanted", "help_offered"),
    *("evidence_title", "evidence_url"),
)
_DAYS = ("reported_on", "revised_target_on")


def field_label(field: str) -> str:
    """Name a field of a report."""
    return {
        "initiative_id": _("Initiative"),
        "reported_on": _("Day it speaks of"),
        "kind": _("Kind"),
        "status": _("Delivery status"),
        "confidence": _("Confidence"),
        "reason": _("Reason"),
        "revised_target_on": _("New target date"),
        "summary": _("What is new"),
        "achievements": _("What was reached"),
        "challenges": _("What stands in the way"),
        "next_steps": _("Next steps"),
        "help_wanted": _("Help wanted"),
        "help_offered": _("Help offered"),
        "evidence_title": _("Evidence"),
        "evidence_url": _("Link to the evidence"),
    }.get(field, field)


def cells_of_update(update: UpdateInFull) -> dict[str, str]:
    """Give the fields of a stored update as they were sent."""
    stored = vars(update)
    written = {field: stored[f"{field}_written" if field in _DAYS else field] for field in FIELDS}
    return {field: str(value) for field, value in written.items() if value}


def told_facts(cells: Mapping[str, str], record_kind: RecordKind) -> tuple[tuple[str, Cell], ...]:
    """List what a report tells, with names; its link leads outward."""
    told = {field: _told(field, cells[field], record_kind) for field in FIELDS if cells.get(field)}
    if cells.get("kind") in {None, "", UpdateKind.STATUS}:
        told.pop("kind", None)
    return tuple((field_label(field), value) for field, value in told.items())


def _told(field: str, written: str, record_kind: RecordKind) -> Cell:
    if field in _DAYS:
        return format_written(written) or written
    if field == "status":
        status = match_word(DeliveryStatus, written).member
        return status_label(status, record_kind) if status else written
    if field == "confidence":
        confidence = match_word(Confidence, written).member
        return confidence_label(confidence) if confidence else written
    if field == "kind":
        kind = match_word(UpdateKind, written).member
        return update_kind_label(kind) if kind else written
    return Outward(written, written) if field == "evidence_url" and web_address(written) else written
