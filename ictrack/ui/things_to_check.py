"""Data quality: take away what a city is to check, as a file to send to it."""

from __future__ import annotations

from functools import partial

from ictrack.escapes import plain_markdown
from ictrack.language import _
from ictrack.reports.city_lists import all_lists_zip, city_list_csv, name_all_lists, name_city_list
from ictrack.summaries.contradictions import ThingsToCheck
from ictrack.ui.offering import offer_file
from ictrack.ui.page import Page


def draw_city_lists(page: Page, things: ThingsToCheck) -> None:
    """Offer the list of the city that is opened, else those of all cities as one ZIP.

    Each is made when it is asked for; a city's alone is where the city's number leads.
    """
    as_at = page.scope.as_at
    if things.is_of_one_city:
        (one,) = things.city_lists
        label = _("Download the list for {city} (CSV)", city=one.city_name)
        make, name, mime = partial(city_list_csv, one), name_city_list(one, as_at), "text/csv"
    else:
        label = _("Download a list for each city (ZIP of CSV files)")
        make = partial(all_lists_zip, things.city_lists, as_at)
        name, mime = name_all_lists(as_at), "application/zip"
    offer_file(plain_markdown(label), make, name, mime, "city_lists")
