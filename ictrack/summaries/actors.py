"""Who did something, in words: a name for those alone who look after the data."""

from __future__ import annotations

from collections.abc import Callable

from ictrack.access.identity import COMMAND_LINE, THIS_COMPUTER
from ictrack.access.roles import Action
from ictrack.language import _
from ictrack.store.database import Database
from ictrack.store.people import PERSON, PersonName, names_of_people


def actor_names(database: Database) -> Callable[[str], str]:
    """Give what names whoever did something, by what is recorded of them.

    A person is named to those who may see who loads what; to others it is somebody. Who is no
    person, such as the command line, is what is recorded.
    """
    may = database.rights.may(Action.SEE_LOADS)
    known = names_of_people(database) if may else {}
    words = _words()

    def name(actor: str) -> str:
        if not actor.startswith(PERSON):
            return words.get(actor, actor)
        return _name(actor, known.get(actor)) if may else _("somebody with a login")

    return name


def _name(actor: str, person: PersonName | None) -> str:
    if person is not None and person.is_erased:
        return _("a person whose name was erased")
    return person.name or actor if person is not None else actor


def _words() -> dict[str, str]:
    return {
        COMMAND_LINE: _("command line"),
        THIS_COMPUTER: _("the administrator of this computer"),
        # What was recorded before there were roles.
        "this computer": _("this computer"),
        "import page": _("import page"),
        "first start": _("first start"),
    }
