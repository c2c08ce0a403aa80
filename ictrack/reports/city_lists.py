"""What each city is to check as files to send: a CSV for one, and a ZIP of all of them."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date

from ictrack.escapes import file_words
from ictrack.reports.exports import table_csv_to_send
from ictrack.reports.fixed_zip import write_zip
from ictrack.summaries.contradictions import CityList

_LONGEST_NAME = 80


def name_city_list(one: CityList, as_at: date) -> str:
    """Name the file of one city: what it is, the city, and the day that it is of."""
    name = file_words(one.city_name, most=_LONGEST_NAME) or file_words(one.city_id, most=_LONGEST_NAME)
    return f"things-to-check-{name or 'city'}-{as_at.isoformat()}.csv"


def name_all_lists(as_at: date) -> str:
    """Name the ZIP of the lists of all cities."""
    return f"things-to-check-by-city-{as_at.isoformat()}.zip"


def city_list_csv(one: CityList) -> bytes:
    """Write what one city is to check, as CSV that opens in Excel."""
    return table_csv_to_send(one.table)


def all_lists_zip(lists: Sequence[CityList], as_at: date) -> bytes:
    """Write the lists of all cities, a CSV for each; cities of one name are told apart by a number."""
    entries: dict[str, bytes] = {}
    for one in lists:
        entries[_free_name(name_city_list(one, as_at), entries)] = city_list_csv(one)
    return write_zip(entries.items())


def _free_name(name: str, taken: Container[str]) -> str:
    stem, number = name.removesuffix(".csv"), 2
    while name in taken:
        name, number = f"{stem}-{number}.csv", number + 1
    return name
