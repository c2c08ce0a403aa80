"""What people read of roles: what each is called, what can be done, and how far it reaches."""

from __future__ import annotations

from ictrack.access.roles import Action, Reach, Reaches, Role
from ictrack.language import _


def role_label(role: Role) -> str:
    """Name what somebody is to the programme."""
    return {
        Role.PUBLIC: _("Everybody, without a login"),
        Role.READER: _("Reader"),
        Role.TASKFORCE_MEMBER: _("Taskforce member"),
        Role.OPERATIONAL_LEAD: _("Operational lead"),
        Role.SENIOR_LEAD: _("Senior lead"),
        Role.PROJECT_MANAGER: _("Project manager"),
        Role.ADMINISTRATOR: _("Administrator"),
    }[role]


def action_label(action: Action) -> str:
    """Say what can be done."""
    return {
        Action.READ: _("Read"),
        Action.EXPORT: _("Take away as a file"),
        Action.REPORT: _("Report on initiatives"),
        Action.SIGN_OFF: _("Sign off a city's return"),
        Action.IMPORT: _("Import data"),
        Action.REVIEW: _("Review what was sent"),
        Action.WRITE_COMMENTARY: _("Write commentary on a convening report"),
        Action.FREEZE: _("Freeze a convening report"),
        Action.EDIT_REFERENCE: _("Change reference data"),
        Action.SEE_LOADS: _("See who loaded what"),
        Action.UNDO: _("Take a load back"),
        Action.BACK_UP: _("Make a backup"),
        Action.RESTORE: _("Put a backup in place"),
        Action.MANAGE_PEOPLE: _("Look after people and their roles"),
        Action.MAKE_TOKENS: _("Make tokens for programs"),
        Action.READ_AUDIT: _("Read the audit"),
    }[action]


def reach_label(reaches: Reaches) -> str:
    """Say how far an action reaches; nothing where it is not allowed."""
    if Reach.ALL in reaches:
        return _("all")
    if Reach.OWN_CITY in reaches:
        return _("own city in full, of others what is shared") if Reach.SHARED in reaches else _("own city")
    if Reach.SHARED in reaches:
        return _("what is shared")
    return _("what is public") if Reach.PUBLIC in reaches else _("no")
