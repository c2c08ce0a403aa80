"""Which columns others may see of an initiative that they may see: allow-lists, by table.

Everybody else's are null. A column that is added to the store is on no list, so it is seen
only by those who see the city in full.
"""

from __future__ import annotations

# What a row needs to be counted at all: what it is, of whom, when, and where it came from.
_KEYS: dict[str, tuple[str, ...]] = {
    "initiative": (
        *("initiative_id", "city_id", "phase_id", "area_id", "area_mapped_by", "secondary_areas"),
        *("title", "schedule", "plan_link", "visibility"),
        *("starts_on", "starts_on_written", "target_on", "target_on_written"),
        *("added_on", "added_on_written", "removed_on", "removed_on_written"),
        *("source_id", "load_id", "file_row"),
    ),
    "status_update": (
        *("update_id", "initiative_id", "kind", "reported_on", "reported_on_written", "recorded_on"),
        *("status", "status_read_by", "confidence", "revised_target_on", "revised_target_on_written"),
        *("corrects_update_id", "source_id", "load_id", "file_row"),
        *("taken_back_on", "restored_on", "later_turns", "day_place"),
    ),
    "milestone": (
        *("milestone_id", "initiative_id", "title", "due_on", "due_on_written", "done_on"),
        *("done_on_written", "source_id", "load_id", "file_row"),
    ),
    "initiative_link": ("from_id", "to_id", "kind", "source_id", "load_id", "file_row"),
}
# What everybody may read of what is public.
_OPEN: dict[str, tuple[str, ...]] = {
    "initiative": (
        *("description", "principles", "lead_organisation", "partners", "sectors", "audiences"),
        *("children_and_young_people", "source_title", "source_url", "source_locator"),
    ),
    "status_update": (
        *("summary", "achievements", "evidence_title", "evidence_url"),
        *("source_title", "source_url", "source_locator"),
    ),
    "milestone": (),
    "initiative_link": (),
}
# What the cities of the network may read of each other beside it: posts, never names, and what
# helps them to help each other. What is internal is for the city itself.
_SHARED: dict[str, tuple[str, ...]] = {
    "initiative": ("lead_role", "champion", "removal_reason"),
    "status_update": (
        *("reason", "challenges", "next_steps", "help_wanted", "help_offered", "reported_by_role"),
    ),
    "milestone": (),
    "initiative_link": ("note",),
}
LIMITED_TABLES = tuple(_KEYS)


def _named(*lists: dict[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset(
        f"{table}.{column}" for one in lists for table, columns in one.items() for column in columns
    )


OPEN_COLUMNS = _named(_KEYS, _OPEN)
SHARED_COLUMNS = _named(_KEYS, _OPEN, _SHARED)
