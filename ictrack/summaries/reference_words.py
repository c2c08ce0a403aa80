"""Reference data in words: what each field of a form is called, and what is to be written there."""

from __future__ import annotations

from ictrack.language import _


def column_label(file: str, column: str) -> str:
    """Name a column of a file as a form asks for it."""
    return _labels_of(file).get(column) or _labels().get(column, column)


def column_hint(file: str, column: str) -> str:
    """Say what is to be written in a column; empty where its name says it."""
    return _hints_of(file).get(column) or _hints().get(column, "")


def _labels() -> dict[str, str]:
    return {
        **_labels_of_initiatives(),
        "aliases": _("Other spellings"),
        "area_id": _("Thematic area"),
        "city_id": _("City"),
        "council": _("Council"),
        "coverage": _("Read for this source"),
        "cut_off_on": _("Cut-off"),
        "ends_on": _("Last day"),
        "from_id": _("From"),
        "joined_on": _("Joined on"),
        "kind": _("Kind"),
        "left_on": _("Left on"),
        "name": _("Name"),
        "name_cy": _("Name in Welsh"),
        "nation": _("Nation"),
        "note": _("Note"),
        "phase_id": _("Phase"),
        "place": _("Place"),
        "published_on": _("Published on"),
        "returns_due_on": _("Returns due on"),
        "role": _("Role"),
        "short_name": _("Short name"),
        "sort_order": _("Place in lists"),
        "source_title": _("Source"),
        "source_url": _("Link to the source"),
        "starts_on": _("First day"),
        "title": _("Title"),
        "to_id": _("To"),
        "topic": _("Topic"),
    }


def _labels_of_initiatives() -> dict[str, str]:
    return {
        "added_on": _("Joined the plan on"),
        "area_mapped_by": _("Who chose the thematic area"),
        "audiences": _("Audiences"),
        "champion": _("Champion"),
        "children_and_young_people": _("Children and young people"),
        "description": _("Description"),
        "internal_note": _("Internal note"),
        "lead_organisation": _("Lead organisation"),
        "lead_role": _("Lead post"),
        "partners": _("Partners"),
        "plan_link": _("Link to the programme"),
        "principles": _("Principles"),
        "removal_reason": _("Why it left the plan"),
        "removed_on": _("Left the plan on"),
        "schedule": _("Schedule"),
        "secondary_areas": _("Other thematic areas"),
        "sectors": _("Sectors"),
        "source_locator": _("Place in the source"),
        "target_on": _("First target date"),
        "visibility": _("Who may see it"),
    }


def _labels_of(file: str) -> dict[str, str]:
    """Name the columns that a file calls otherwise than the others."""
    return {
        "city_leads": {"role": _("Post"), "starts_on": _("Since"), "ends_on": _("Until")},
        "initiatives": {"starts_on": _("Start")},
    }.get(file, {})


def _hints() -> dict[str, str]:
    day = _("Write 2026-03-31, 2026-03 or 2026.")
    url = _("Begins with https://")
    days = (
        *("added_on", "ends_on", "joined_on", "left_on", "published_on", "removed_on", "starts_on"),
        *("target_on", "cut_off_on", "returns_due_on"),
    )
    return {
        **dict.fromkeys(days, day),
        "aliases": _("How files write it elsewhere."),
        "audiences": _("Whom it is for."),
        "champion": _("The taskforce member's organisation that backs it."),
        "cut_off_on": _("The last day that its report speaks of: 2026-03-31."),
        "internal_note": _("For the city and the project manager only."),
        "lead_role": _("The post to ask; no name."),
        "partners": _("Who else takes part."),
        "returns_due_on": _("The day by which cities report: 2026-03-31."),
        "short_name": _("For charts and tables."),
        "sort_order": _("A whole number; the lowest comes first."),
        "source_locator": _("Such as page 12."),
        "source_title": _("The document that says so."),
        "source_url": url,
    }


def _hints_of(file: str) -> dict[str, str]:
    """Say of columns what is to be written in this file alone."""
    return {
        "phases": {"ends_on": _("Empty while it is open. Write 2026-03-31, 2026-03 or 2026.")},
        "city_leads": {"role": _("Such as Head of Inclusion; no name.")},
        "initiative_links": {
            "from_id": _("The part, the successor, the learner."),
            "to_id": _("The whole, the forerunner, the model."),
        },
    }.get(file, {})
