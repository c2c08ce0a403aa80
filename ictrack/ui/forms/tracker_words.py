"""The words in which the form of a tracker asks: what a column holds, what a word or a colour means."""

from __future__ import annotations

from ictrack.ingest.trackers.colours import AMBER, GREEN, RED, name_of_colour
from ictrack.ingest.trackers.mapping import NO_REPORT, NOTHING, ChangedCells, read_words
from ictrack.labels import confidence_label, status_label
from ictrack.language import _
from ictrack.summaries.reference_words import column_label
from ictrack.vocabulary import Confidence, DeliveryStatus, RecordKind

# What is offered for a column; what a mapping says beyond that is offered as well.
OFFERED_OF_INITIATIVE = (
    *("city_id", "title", "area_id", "phase_id", "description", "lead_organisation", "lead_role"),
    *("partners", "sectors", "audiences", "schedule", "starts_on", "target_on"),
)
OFFERED_OF_UPDATE = (
    *("status", "confidence", "summary", "achievements", "challenges", "next_steps"),
    *("revised_target_on", "evidence_title", "evidence_url"),
)


def held_label(column: str) -> str:
    """Name what a column of a tracker holds."""
    of_update = {
        NOTHING: _("Nothing to load"),
        "status": _("Delivery status"),
        "confidence": _("Confidence"),
        "reason": _("Reason of the confidence"),
        "revised_target_on": _("New target date"),
        "summary": _("Comment"),
        "achievements": _("Achievements"),
        "challenges": _("Challenges"),
        "next_steps": _("Next steps"),
        "help_wanted": _("What would help"),
        "help_offered": _("What is offered to others"),
        "evidence_title": _("Evidence"),
        "evidence_url": _("Link to the evidence"),
        "reported_by_role": _("Post that reported"),
        "initiative_id": _("Identifier of the initiative"),
        "title": _("Title of the initiative"),
    }
    return of_update.get(column) or column_label("initiatives", column)


def meanings_of_words() -> list[str]:
    """List what a word of a tracker can mean, as a mapping writes it."""
    under_way = [f"{DeliveryStatus.IN_PROGRESS}, {confidence}" for confidence in Confidence]
    return [
        str(DeliveryStatus.NOT_STARTED),
        str(DeliveryStatus.IN_PROGRESS),
        *under_way,
        str(DeliveryStatus.COMPLETED),
        str(DeliveryStatus.PAUSED),
        str(DeliveryStatus.STOPPED),
        NO_REPORT,
    ]


def meaning_label(meaning: str) -> str:
    """Name what a word means: a status, a status and a confidence, or that nothing was reported."""
    read = read_words(meaning)
    if read is None:
        return _("Nothing was reported")
    status = status_label(read[0], RecordKind.RETURNS).capitalize()
    if read[1] is None:
        return status
    return _("{status}, {confidence}", status=status, confidence=confidence_label(read[1]).lower())


def colour_label(colour: str, cells: str) -> str:
    """Name a colour by its word, if it has one, and by its digits."""
    named = {RED: _("red"), AMBER: _("amber"), GREEN: _("green")}.get(name_of_colour(colour))
    if named is None:
        return _("Colour {digits}, {cells}", digits=colour, cells=cells)
    return _("Colour {name} ({digits}), {cells}", name=named, digits=colour, cells=cells)


def confidence_of_colour_label(meaning: str) -> str:
    """Name what a colour means: a confidence, or nothing."""
    if meaning == NOTHING:
        return _("Says nothing")
    return confidence_label(Confidence(meaning))


def changed_cells_label(changed: ChangedCells) -> str:
    """Name what becomes of a cell that says something else than what was loaded of its day."""
    return {
        ChangedCells.REFUSE: _("Say so, and load nothing until it says what it said"),
        ChangedCells.CORRECT: _("Send what it says now as a correction"),
    }[changed]
