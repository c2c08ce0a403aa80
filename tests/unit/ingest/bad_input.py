"""Every bad input that has a clear message: how to make it, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.unit.ingest.programme import GOOD, spoil, write_source

Maker = Callable[[Path], Path]
UPDATES = GOOD["status_updates"]
HEADER = UPDATES.splitlines(keepends=True)[0]


def _with(**files: str | bytes) -> Maker:
    return lambda folder: write_source(folder, files)


def _spoilt(name: str, old: str, new: str) -> Maker:
    return lambda folder: write_source(folder, spoil(name, old, new))


CSV_INPUTS: dict[str, Maker] = {
    "an empty file": _with(status_updates=""),
    "blank lines only": _with(status_updates="\n\n"),
    "a header only": _with(status_updates=HEADER),
    "column names in the third row": _with(cities="Returns of 2023,,,,\n,,,,\n" + GOOD["cities"]),
    "a blank first row": _with(status_updates="\n" + UPDATES),
    "a missing required column": _spoilt("cities", "city_id,name,", "city_id,label,"),
    "a doubled column": _spoilt("cities", "name_cy", "Name"),
    "an unknown column": _spoilt("initiatives", "target_on", "colour"),
    "a misspelt column": _spoilt("initiatives", "target_on", "traget_on"),
    "swapped columns": _spoilt("initiatives", "city_id,phase_id", "phase_id,city_id"),
    "a row too wide": _spoilt("initiatives", "Street party,", "Street party, with music,"),
    "a row too narrow": _spoilt("initiatives", "BRI-1,BRI,2,story,Street party,", "BRI-1,BRI,2,Street party"),
    "UTF-16": _with(cities=GOOD["cities"].encode("utf-16")),
    "UTF-16 without a mark": _with(cities=GOOD["cities"].encode("utf-16-le")),
    "Windows-1252": _with(cities=GOOD["cities"].replace("Bristol City\n", "Brístol\n").encode("cp1252")),
    "a NUL": _with(cities=GOOD["cities"].replace("Caerdydd", "Caer\0dydd")),
    "mixed line ends": _with(cities=GOOD["cities"].replace("Cardiff Council,\n", "Cardiff Council,\r\n")),
    "semicolons": _with(cities=GOOD["cities"].replace(",", ";")),
    "tabs": _with(cities=GOOD["cities"].replace(",", "\t")),
    "an unclosed quote": _spoilt("status_updates", "Printed", '"Printed'),
    "text after a quote": _spoilt("status_updates", "Printed", '"Printed" twice'),
    "a workbook named .csv": _with(cities=b"PK\x03\x04 and more"),
    "an unknown file": _with(citys=GOOD["cities"]),
    "an unknown city": _spoilt("initiatives", "CAR-1,CAR", "CAR-1,Cardif"),
    # The first letter is Cyrillic.
    "a letter of another alphabet": _spoilt("initiatives", "CAR-1,CAR", "CAR-1,\u0421ardiff"),
    "an unknown area": _spoilt("initiatives", "story,Welcome", "stori,Welcome"),
    "an unknown phase": _spoilt("initiatives", "CAR-1,CAR,1", "CAR-1,CAR,3"),
    "an unknown status": _spoilt("status_updates", "2019-01-31,completed", "2019-01-31,compleated"),
    "a colour that is no status": _spoilt("status_updates", "2019-01-31,completed", "2019-01-31,blue"),
    "an alias that fits two cities": _with(
        cities=GOOD["cities"].replace("Cardiff Council,\n", "Cardiff Council,Bristol City\n")
    ),
    "a name that fits two cities": lambda folder: write_source(
        folder,
        {
            **spoil("initiatives", "CAR-1,CAR", "CAR-1,Cardiff"),
            "cities": GOOD["cities"] + "CDF,Cardiff,,,\n",
        },
    ),
    "a duplicate identifier": _spoilt("status_updates", "U2,", "U1,"),
    "an update for an unknown initiative": _spoilt("status_updates", "U2,CAR-1", "U2,CAR-9"),
    "a correction of itself": _spoilt(
        "status_updates",
        "U2,CAR-1,,2019-01-31,completed,,Printed,",
        "U2,CAR-1,correction,2019-01-31,completed,,Printed,U2",
    ),
    "a correction of nothing": _spoilt("status_updates", "U2,CAR-1,,", "U2,CAR-1,correction,"),
    "a correction of an unknown update": _with(status_updates=UPDATES + "U5,CAR-1,correction,,paused,,,U9\n"),
    "a correction of another initiative": _with(
        status_updates=UPDATES + "U5,CAR-1,correction,,paused,,,U3\n"
    ),
    "corrections in a circle": _with(
        status_updates=UPDATES + "U5,CAR-1,correction,,paused,,,U6\nU6,CAR-1,correction,,paused,,,U5\n"
    ),
    "a second correction of one update": _with(
        status_updates=UPDATES + "U5,CAR-1,correction,,paused,,,U2\nU6,CAR-1,correction,,stopped,,,U2\n"
    ),
    "a withdrawal with a status": _with(status_updates=UPDATES + "U5,CAR-1,withdrawal,,paused,,,U2\n"),
    "confidence without a status": _spoilt("status_updates", "2021,in_progress", "2021,"),
    "31 February": _spoilt("status_updates", "2019-01-31", "2019-02-31"),
    "31/12/2019 beside 01/02/2019": lambda folder: write_source(
        folder,
        {"status_updates": UPDATES.replace("2019-01-31", "31/12/2019").replace("2020-07-01", "01/02/2019")},
    ),
    "a month before the day": _spoilt("status_updates", "2019-01-31", "01/31/2019"),
    "a month in words": _spoilt("status_updates", "2018-03", "March 2018"),
    "a season": _spoilt("status_updates", "2018-03", "Spring 2018"),
    "an ongoing target": _spoilt("initiatives", "2022-06", "ongoing"),
    "an empty required cell": _spoilt("initiatives", "Welcome guide", ""),
    "an initiative that is part of itself": _with(
        initiative_links="from_id,to_id,kind\nCAR-1,CAR-2,part_of\nCAR-2,CAR-1,part_of\n"
    ),
    "a link with itself": _with(initiative_links="from_id,to_id,kind\nCAR-1,CAR-1,joint_with\n"),
    "an unknown fact of the source": _with(source="key,value\ntitel,Two cities\n"),
    "an address that is none": _with(
        initiatives=GOOD["initiatives"]
        .replace("target_on", "source_url", 1)
        .replace(",2018\n", ",javascript:alert(1)\n")
        .replace(",2022-06\n", ",\n")
    ),
    "a control character": _spoilt("initiatives", "Welcome guide", "Welcome\x07 guide"),
    "a cell of 20,000 characters": _spoilt("status_updates", "Printed", "x" * 20_000),
}
