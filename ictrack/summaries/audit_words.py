"""What people read of an entry of the audit: what was done, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ictrack.access.roles import Role
from ictrack.language import _
from ictrack.store.audit_list import AuditEntry
from ictrack.summaries.role_words import role_label

_OF_ROLES = frozenset({"role_given", "role_taken"})


def kind_label(kind: str) -> str:
    """Say what was done; a kind that this version does not know is what it is called."""
    return {**_of_data(), **_of_people()}.get(kind, kind)


def known_kinds() -> tuple[str, ...]:
    """Name the kinds of entries that there are words for."""
    return (*_of_data(), *_of_people())


def _of_data() -> dict[str, str]:
    return {
        "begin": _("The database was made"),
        "baseline": _("What it held already was recorded"),
        "load": _("Loaded data"),
        "undo": _("Took a load back"),
        "submissions": _("Sent or decided on reports"),
        "tracker_mapping": _("Said how a tracker is read"),
        "sign_off": _("Signed off a return"),
        "sign_off_taken_back": _("Took a sign-off back"),
        "commentary": _("Wrote commentary on a convening report"),
        "report_frozen": _("Froze a convening report"),
        "report_unfrozen": _("Unfroze a convening report"),
        "export": _("Took something away as a file"),
        "restore": _("A backup was put in place of the database"),
    }


def _of_people() -> dict[str, str]:
    return {
        "login": _("Logged in"),
        "sign_out": _("Signed out"),
        "refusal": _("Was refused"),
        "role_given": _("Gave a role"),
        "role_taken": _("Took a role away"),
        "person_erased": _("Erased what was held of a person"),
        "token_made": _("Made a token"),
        "token_revoked": _("Took a token back"),
    }


def describe_entry(entry: AuditEntry, cities: Mapping[str, str] = MappingProxyType({})) -> str:
    """Say what was done, and to what where that is short; never who is meant.

    `cities` are the names of cities by their identifiers, which stand where there is none.
    """
    label = kind_label(entry.kind)
    city_id = str(entry.told.get("city") or "")
    city = cities.get(city_id, city_id)
    told = _told_of_role(entry, city) if entry.kind in _OF_ROLES else _told(entry, city)
    return f"{label}: {told}" if told else label


def _told_of_role(entry: AuditEntry, city: str) -> str:
    role = entry.told.get("role")
    if not role:
        return _("all roles")
    label = role_label(Role(role)) if role in set(Role) else str(role)
    return _("{role} of {city}", role=label, city=city) if city else label


def _told(entry: AuditEntry, city: str) -> str:
    match entry.kind:
        case "sign_out":
            return _why_signed_out().get(str(entry.told.get("why")), "")
        case "sign_off" | "sign_off_taken_back":
            return ", ".join(filter(None, (city, str(entry.told.get("event") or ""))))
        case "token_made":
            return str(entry.told.get("label") or "")
        case "token_revoked":
            return str(entry.told.get("token_id") or "")
        case "export" | "refusal":
            return ", ".join(str(value) for name, value in entry.told.items() if name != "person")
    return ""


def _why_signed_out() -> dict[str, str]:
    return {
        "signed out": _("by themselves"),
        "too_old": _("the login had become too old"),
        "idle": _("nothing was done for too long"),
        "everywhere": _("everywhere"),
    }
