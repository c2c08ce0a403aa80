"""The headers of a tracker as people keep it, and the columns of the full form they mean."""

from __future__ import annotations

from functools import cache

from ictrack.models import InitiativeRow, StatusUpdateRow, columns_of
from ictrack.words import fold

INITIATIVE_COLUMNS = columns_of(InitiativeRow)
UPDATE_COLUMNS = columns_of(StatusUpdateRow)
# The columns that the guide to one sheet names; those that a sheet lacks are listed.
CUSTOMARY = {
    "area_id": "thematic area",
    "phase_id": "phase",
    "status": "status",
    "reported_on": "date",
    "summary": "comment",
}
_WORDS: dict[str, tuple[str, ...]] = {
    "city_id": ("city", "council", "local authority", "place", "authority", "city or council", "member"),
    "title": (
        "initiative",
        "action",
        "project",
        "activity",
        "commitment",
        "initiative title",
        "initiative name",
        "action title",
        "project title",
        "project name",
        "name",
    ),
    "area_id": ("thematic area", "theme", "area", "framework area"),
    "phase_id": ("phase", "programme phase"),
    "status": ("progress", "state", "delivery status", "current status"),
    "reported_on": (
        "date",
        "when",
        "as at",
        "as of",
        "reported",
        "updated",
        "last updated",
        "date of update",
        "update date",
        "date reported",
        "reporting date",
    ),
    "summary": (
        "comment",
        "comments",
        "notes",
        "note",
        "update",
        "updates",
        "narrative",
        "progress update",
        "latest update",
        "status update",
    ),
    "target_on": (
        "target date",
        "target",
        "deadline",
        "due",
        "due date",
        "due by",
        "by when",
        "completion date",
    ),
    "revised_target_on": ("revised target", "revised target date", "new target date", "revised deadline"),
    "starts_on": ("start date", "start", "started"),
    "lead_organisation": ("organisation", "lead", "led by", "responsible organisation"),
    "lead_role": ("owner", "responsible", "responsible officer", "action owner"),
    "partners": ("partner", "partner organisations"),
    "sectors": ("sector",),
    "audiences": ("audience", "for whom", "target group"),
    "evidence_url": ("evidence link", "link", "evidence address"),
    "evidence_title": ("evidence",),
    "initiative_id": ("id", "ref", "reference", "action id", "project id", "initiative ref"),
    "challenges": ("barriers", "issues", "risks"),
    "next_steps": ("next steps", "next step"),
}
# A traffic light is a confidence where the status has a column of its own, else the status.
RAG_WORDS = frozenset({"rag", "rag status", "rag rating", "traffic light"})


@cache
def header_words() -> dict[str, str]:
    """Map each folded header that is known to its column of the full form."""
    words = {fold(column): column for column in (*INITIATIVE_COLUMNS, *UPDATE_COLUMNS)}
    for column, headers in _WORDS.items():
        words.update({fold(header): column for header in headers})
    return words


def columns_of_sheet(header: tuple[str, ...]) -> tuple[str | None, ...]:
    """Say which column each header of a sheet means; nothing where none is known."""
    words = header_words()
    columns = [words.get(fold(name)) for name in header]
    light = "confidence" if "status" in columns else "status"
    return tuple(
        light if fold(name) in RAG_WORDS else column for name, column in zip(header, columns, strict=True)
    )


def has_titles(header: tuple[str, ...]) -> bool:
    """Say whether a header has titles of initiatives, although neither cities nor identifiers."""
    return "title" in columns_of_sheet(header)


def names_initiatives(header: tuple[str, ...]) -> bool:
    """Say whether a header has what tells initiatives apart: identifiers, or cities and titles."""
    columns = set(columns_of_sheet(header))
    return "initiative_id" in columns or {"city_id", "title"} <= columns
