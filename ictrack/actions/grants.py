"""Hold a role and a city together: a role of a city needs one that is stored, any other takes none."""

from __future__ import annotations

from ictrack.access.rights import Grant
from ictrack.access.roles import ROLES_OF_A_CITY, Role
from ictrack.errors import NotAllowedError, UsageError
from ictrack.store.database import Database
from ictrack.store.queries import list_cities


def see_that_role_fits_city(database: Database, role: Role, city_id: str | None, nothing_done: str) -> Grant:
    """Give a role for a city, or for the programme as a whole.

    Raises NotAllowedError for a city that is not stored, UsageError for one that is not wanted;
    `nothing_done` is the sentence that says so of what was asked for.
    """
    if role not in ROLES_OF_A_CITY:
        if city_id:
            raise UsageError(
                f"city: the role {role.value} is for the programme as a whole. {nothing_done} "
                "Leave the city out."
            )
        return Grant(role)
    cities = [city.city_id for city in list_cities(database)]
    if city_id not in cities:
        raise NotAllowedError("city", city_id or "", cities)
    return Grant(role, city_id)
