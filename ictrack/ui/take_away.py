"""What a reader takes away from a page: its link, how to cite it, and the view as one file."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st
from markupsafe import Markup

from ictrack.language import _, current_language, format_day, join_words
from ictrack.summaries.setting import stamp_of
from ictrack.ui.address import OPENS, query_of
from ictrack.ui.markup import element
from ictrack.ui.page import Page
from ictrack.ui.style import stylesheet
from ictrack.words import fold

_NAMING = ("city", "area", "initiative")
# What the app's own page gives to a view: colours by the reader's system, a measure, a font.
_FILE_STYLE = """:root { color-scheme: light dark; }
body { font: 16px/1.4 sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem;
  background: var(--ic-background); }"""


def full_address(page: Page, fingerprint: str | None = None) -> str:
    """Write the address of the view with every filter and both dates spelled out."""
    query = query_of(page.scope, page.setting, dates=True)
    opened = {name: page.query[name] for name in OPENS if name in page.query and name != "data"}
    pairs = [(name, value) for name, values in {**query, **opened}.items() for value in values]
    pairs += [("data", fingerprint)] if fingerprint else []
    return f"{_address_of_page()}?{urlencode(pairs)}"


def _address_of_page() -> str:
    """Give the address of the page without its query, as the reader's browser knows it."""
    parts = urlsplit(st.context.url or "")
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", "", ""))


def file_name_of(page: Page, what: str = "") -> str:
    """Name a file that is taken away: the page, what it opens, what is in it, the as-at date."""
    opened = [value for name in _NAMING for value in page.query.get(name, [])]
    words = ["ictrack", page.name, *opened, what]
    plain = ["-".join(re.findall(r"[a-z0-9]+", fold(word))) for word in words]
    return "-".join([*filter(None, plain), page.scope.as_at.isoformat()])[:120]


def citation(page: Page, fingerprint: str) -> str:
    """Write how to cite the view: sources, page, both dates, the data, the address."""
    titles = join_words([source.title for source in page.setting.sources])
    return _(
        "{sources}. ictrack, {page}, as at {as_at}, as known on {known_on}, data {fingerprint}. {address}",
        sources=titles,
        page=page.title,
        as_at=format_day(page.scope.as_at),
        known_on=format_day(page.scope.known_on),
        fingerprint=fingerprint,
        address=full_address(page, fingerprint),
    )


def view_as_file(page: Page, address: str) -> bytes:
    """Write what the page has shown as one HTML file that needs nothing else and prints on A4.

    Its links lead to the app at `address`, for those who can reach it.
    """
    style = Markup(f"{_FILE_STYLE}\n{stylesheet()}")  # noqa: S704 - our own style sheet
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("title", f"{page.title} · ictrack"),
        element("base", href=address),
        element("style", style),
    )
    title = element("h1", page.title, class_="ic-title")
    stamp = element("p", stamp_of(page.setting, page.scope), class_="ic-stamp")
    body = element("body", title, stamp, *page.shown, class_="ic")
    return f"<!doctype html>\n{element('html', head, body, lang=current_language())}\n".encode()


def draw_take_away(page: Page, fingerprint: str) -> None:
    """Offer the link, the citation and the file of a view."""
    with st.container(horizontal=True, key="take_away"):
        with st.popover(_("Copy link")):
            st.markdown(_("This address shows the same view for ever:"))
            st.code(full_address(page), language=None, wrap_lines=True)
        with st.popover(_("Cite this view")):
            st.code(citation(page, fingerprint), language=None, wrap_lines=True)
        with st.popover(_("Take away")):
            st.markdown(_("One file for those who cannot open the link. To print, use your browser's Print."))
            st.download_button(
                _("Save as one HTML file"),
                # Written later and elsewhere, where the reader's address is not known any more.
                partial(view_as_file, page, _address_of_page()),
                file_name=f"{file_name_of(page)}.html",
                mime="text/html",
                on_click="ignore",
                key="take_away_file",
            )
