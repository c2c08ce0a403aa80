"""Cities that do not exist, and the parts of a city that any could have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count


@dataclass(frozen=True)
class Place:
    """One invented city."""

    city_id: str
    name: str
    council: str
    nation: str
    name_cy: str = ""
    aliases: str = ""


# Checked by reading: none of these is a place of the United Kingdom or of Ireland.
_WRITTEN = (
    Place("ALD", "Aldermarrow", "Aldermarrow City Council", "England", aliases="Aldermarrow City"),
    Place("CDW", "Caerdulwen", "Caerdulwen Council", "Wales", "Caer Ddulwên", "City of Caerdulwen"),
    Place("TUL", "Tulachán Ómra", "Tulachán Ómra District Council", "Northern Ireland", "", "Tullaghanomra"),
    Place("INV", "Invermarroch", "Invermarroch City Council", "Scotland", aliases="Invermarroch City"),
    Place(
        "SWH",
        "Salterley, Upper Wendlemere and the Seven Hythes",
        "Salterley, Upper Wendlemere and the Seven Hythes District Council",
        "England",
        aliases="Salterley and Wendlemere;Seven Hythes",
    ),
    Place("BRK", "Brackensea", "Brackensea City Council", "England"),
    Place("LLW", "Llanwyrfonydd", "Llanwyrfonydd Council", "Wales", "Llanŵyrfonydd", "Llanwyrfon"),
    Place("PMH", "Port Mhaolóir", "Port Mhaolóir City Council", "Northern Ireland", "", "Portmayler"),
    Place("HLW", "Hallowithe", "Hallowithe Metropolitan Borough Council", "England"),
    Place("EST", "Esterlow", "Esterlow City Council", "England", aliases="Esterlow City"),
    Place("KDR", "Kildrossan Bay", "Kildrossan Bay City Council", "Scotland"),
    Place("GWY", "Gwynafon Haven", "Gwynafon Haven Council", "Wales", "Hafan Gwynafon", "Gwynafon"),
    Place("RVN", "Revensgarth-under-Fellow", "Revensgarth-under-Fellow City Council", "England"),
    Place("OSM", "Osmerhythe", "Osmerhythe City Council", "England"),
)
_FIRST = (
    "Bre",
    "Cawd",
    "Dorv",
    "Elmb",
    "Fenn",
    "Gald",
    "Hesk",
    "Ister",
    "Jorv",
    "Kest",
    "Lomb",
    "Merv",
    "Norb",
    "Ostr",
    "Pelv",
    "Quorr",
    "Ryst",
    "Selv",
    "Tarv",
    "Wexl",
)
_SECOND = ("alder", "ember", "ibbon", "oller", "umber", "arrow", "endle", "istle", "omer", "utter")
_LAST = ("by", "haven", "hythe", "mere", "mouth", "ness", "sea", "stow", "thwaite", "wick")
_NATIONS = ("England", "England", "England", "Scotland", "England", "Wales", "England", "Northern Ireland")

DISTRICTS = (
    "Harbourside",
    "the Old Mills",
    "Eastfields",
    "the north of the city",
    "the Riverside estates",
    "Castle Ward",
    "the market quarter",
    "the Southern Docks",
    "Priory Park",
    "the western suburbs",
    "Station Quarter",
    "the three hill wards",
)


def invent_places(number: int) -> Iterator[Place]:
    """Give that many cities: written ones first, then made ones; at most 2,000 in all."""
    yield from _WRITTEN[:number]
    for index in range(number - len(_WRITTEN)):
        yield _made_place(index)


def more_places(number: int) -> Iterator[Place]:
    """Give made cities without end, to go on after that many of `invent_places`."""
    return map(_made_place, count(max(number - len(_WRITTEN), 0)))


def _made_place(index: int) -> Place:
    # Steps that share no factor with the lengths, so that neighbours do not look alike.
    first = _FIRST[index * 7 % len(_FIRST)]
    second = _SECOND[(index // len(_FIRST) + index) * 3 % len(_SECOND)]
    last = _LAST[(index // (len(_FIRST) * len(_SECOND)) + index * 7) % len(_LAST)]
    name = f"{first}{second}{last}"
    return Place(f"M{index + 1:04d}", name, f"{name} Council", _NATIONS[index % len(_NATIONS)])
