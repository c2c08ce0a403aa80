"""Ask for the right to do something to a city's initiatives, judged by what is stored of them."""

from __future__ import annotations

from collections.abc import Iterable

from ictrack.access.roles import Action
from ictrack.store.database import Database
from ictrack.store.submissions import find_cities


def permit(database: Database, action: Action, initiative_ids: Iterable[str]) -> Database:
    """Give the whole database to do something to some initiatives.

    Their stored cities decide, never what a form says; one that is not stored takes the right for
    all cities. Raises NotPermittedError where any of them may not be touched.
    """
    wanted = sorted(set(initiative_ids))
    cities = find_cities(database.whole, wanted)
    return database.acting(action, *sorted({cities.get(one) for one in wanted}, key=str))
