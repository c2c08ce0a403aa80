"""A small programme as people would send it, to be loaded as it is or spoilt in one place."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

GOOD: dict[str, str] = {
    "source": "key,value\ntitle,Two cities\n",
    "phases": "phase_id,name,starts_on,ends_on\n1,Phase one,2017-03,2019-05\n2,Phase two,2019-06,2023-12\n",
    "cities": (
        "city_id,name,name_cy,council,aliases\n"
        "CAR,Cardiff,Caerdydd,Cardiff Council,\n"
        "BRI,Bristol,Bryste,Bristol City Council,Bristol City\n"
    ),
    "thematic_areas": (
        "area_id,name,short_name,sort_order\n"
        "story,A shared local story,Story,1\n"
        "growth,Inclusive growth,Growth,2\n"
    ),
    "initiatives": (
        "initiative_id,city_id,phase_id,area_id,title,target_on\n"
        "CAR-1,CAR,1,story,Welcome guide,2018\n"
        "CAR-2,CAR,2,growth,Jobs fair,2022-06\n"
        "BRI-1,BRI,2,story,Street party,\n"
    ),
    "status_updates": (
        "update_id,initiative_id,kind,reported_on,status,confidence,summary,corrects_update_id\n"
        "U1,CAR-1,,2018-03,in_progress,,Drafted,\n"
        "U2,CAR-1,,2019-01-31,completed,,Printed,\n"
        "U3,CAR-2,,2021,in_progress,at_risk,Venue lost,\n"
        "U4,BRI-1,,2020-07-01,not_started,,Postponed by the pandemic,\n"
    ),
}
SHEET = (
    "City,Initiative,Theme,Phase,Status,Date,Comment\n"
    "Cardiff,Welcome guide,Shared local story,1,Complete,2019-01,Printed\n"
    "Caerdydd,Jobs fair,growth,Phase 2,Amber,2021,Venue lost\n"
    "Bristol,Street party,,2,n/a,,\n"
    "Cardiff,Welcome guide,,1,underway,2018-03,Drafted\n"
)


def write_source(folder: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """Write a folder of CSV files: the good ones, with some in place of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**GOOD, **(files or {})}.items():
        data = text if isinstance(text, bytes) else text.encode()
        (folder / f"{name}.csv").write_bytes(data)
    return folder


def rows_of(text: str) -> list[list[str]]:
    """Split the text of a CSV file into rows of cells."""
    return list(csv.reader(io.StringIO(text)))


def spoil(name: str, old: str, new: str) -> dict[str, str]:
    """Replace one piece of text in one good file."""
    assert old in GOOD[name]
    return {name: GOOD[name].replace(old, new, 1)}
