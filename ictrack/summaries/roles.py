"""Who may do what: the table that the code follows, as people read it."""

from __future__ import annotations

from ictrack.access.roles import TABLE, Action, Role
from ictrack.language import _
from ictrack.summaries.about import About
from ictrack.summaries.role_words import action_label, reach_label, role_label
from ictrack.summaries.section import Section
from ictrack.summaries.table import Column, Table


def describe_roles() -> About:
    """Say who may do what; it is open to everybody, and reads nothing that is stored."""
    return About(
        sentence=_(
            "What somebody may see and do depends on their role. Whatever is not in this table is refused."
        ),
        sections=(
            Section(_("What each role may do"), table=_table()),
            Section(_("What the roles are"), facts=tuple((role_label(role), _who(role)) for role in Role)),
            Section(_("What the words mean"), facts=_reaches()),
        ),
    )


def _table() -> Table:
    columns = (Column("action", _("What")), *(Column(role.value, role_label(role)) for role in Role))
    rows = tuple(
        (action_label(action), *(reach_label(TABLE[role].get(action, frozenset())) for role in Role))
        for action in Action
    )
    return Table(_("Who may do what"), columns, rows)


def _who(role: Role) -> str:
    return {
        Role.PUBLIC: _(
            "Whoever opens the page without logging in, where the administrator has switched on the "
            "public view."
        ),
        Role.READER: _("Somebody of the network who reads along."),
        Role.TASKFORCE_MEMBER: _("A local stakeholder on the taskforce of a city."),
        Role.OPERATIONAL_LEAD: _("The officer who reports for a city."),
        Role.SENIOR_LEAD: _("The senior officer or councillor who signs off a city's return."),
        Role.PROJECT_MANAGER: _("Whoever runs the programme and prepares the convenings."),
        Role.ADMINISTRATOR: _("Whoever looks after this ictrack: its people, its backups, its audit."),
    }[role]


def _reaches() -> tuple[tuple[str, str], ...]:
    return (
        (
            _("what is public"),
            _("Initiatives that their city shows to everybody, without reasons, requests and posts."),
        ),
        (
            _("what is shared"),
            _(
                "Initiatives that their city shows to everybody or to the network of cities, with challenges "
                "and requests, and without internal notes."
            ),
        ),
        (_("own city"), _("The city for which the role was given, all of it.")),
        (_("all"), _("All cities.")),
    )
