"""The table of who may do what: role by action, and how far each reaches.

It drives the code, the tests and the page that explains it. What is not in it is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What somebody is to the programme; `public` is everybody who has not logged in."""

    PUBLIC = "public"
    READER = "reader"
    TASKFORCE_MEMBER = "taskforce_member"
    OPERATIONAL_LEAD = "operational_lead"
    SENIOR_LEAD = "senior_lead"
    PROJECT_MANAGER = "project_manager"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What can be done. Each names what it is done to; the stored city of that decides."""

    READ = "read"
    EXPORT = "export"
    REPORT = "report"
    SIGN_OFF = "sign_off"
    IMPORT = "import"
    REVIEW = "review"
    WRITE_COMMENTARY = "write_commentary"
    FREEZE = "freeze"
    EDIT_REFERENCE = "edit_reference"
    SEE_LOADS = "see_loads"
    UNDO = "undo"
    BACK_UP = "back_up"
    RESTORE = "restore"
    MANAGE_PEOPLE = "manage_people"
    MAKE_TOKENS = "make_tokens"
    READ_AUDIT = "read_audit"


class Reach(StrEnum):
    """How far an action reaches.

    `public`: initiatives that everyone may see, in the columns that are open to everyone.
    `shared`: those that everyone or the network may see, without what is internal.
    `own_city`: all of the reader's own city. `all`: all cities.
    """

    PUBLIC = "public"
    SHARED = "shared"
    OWN_CITY = "own_city"
    ALL = "all"


Reaches = frozenset[Reach]
_OWN_AND_SHARED: Reaches = frozenset({Reach.OWN_CITY, Reach.SHARED})
_OWN: Reaches = frozenset({Reach.OWN_CITY})
_ALL: Reaches = frozenset({Reach.ALL})
# A lead and a taskforce member see their own city in full, and of others what is shared,
# so that they find whom to ask.
_OF_A_CITY: dict[Action, Reaches] = {Action.READ: _OWN_AND_SHARED, Action.EXPORT: _OWN_AND_SHARED}
_OF_THE_PROGRAMME: dict[Action, Reaches] = dict.fromkeys(
    (
        Action.READ,
        Action.EXPORT,
        Action.REPORT,
        Action.IMPORT,
        Action.REVIEW,
        Action.WRITE_COMMENTARY,
        Action.FREEZE,
        Action.EDIT_REFERENCE,
        Action.SEE_LOADS,
    ),
    _ALL,
)

TABLE: Mapping[Role, Mapping[Action, Reaches]] = MappingProxyType(
    {
        Role.PUBLIC: {Action.READ: frozenset({Reach.PUBLIC})},
        Role.READER: {Action.READ: frozenset({Reach.SHARED}), Action.EXPORT: frozenset({Reach.SHARED})},
        Role.TASKFORCE_MEMBER: _OF_A_CITY,
        Role.OPERATIONAL_LEAD: {**_OF_A_CITY, Action.REPORT: _OWN},
        Role.SENIOR_LEAD: {**_OF_A_CITY, Action.SIGN_OFF: _OWN},
        Role.PROJECT_MANAGER: _OF_THE_PROGRAMME,
        # Without a login the one user is administrator, so there is nothing that this role may not do.
        Role.ADMINISTRATOR: dict.fromkeys(Action, _ALL),
    }
)

# The roles that somebody has for a city; the others are for the programme as a whole.
ROLES_OF_A_CITY = frozenset({Role.TASKFORCE_MEMBER, Role.OPERATIONAL_LEAD, Role.SENIOR_LEAD})
