"""What a reader takes away from a page: its link, how to cite it, paper, and the view as one file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from ipaddress import ip_address
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st
from markupsafe import Markup

from ictrack.escapes import file_words, style_text
from ictrack.language import _, current_language, format_day, join_words
from ictrack.markup import element, joined
from ictrack.summaries.setting import stamp_of
from ictrack.summaries.table import Fact
from ictrack.ui.address import OPENS, query_of
from ictrack.ui.drawing import draw_facts
from ictrack.ui.offering import offer_file
from ictrack.ui.page import Page, read_fingerprint
from ictrack.ui.style import stylesheet

_NAMING = ("city", "area", "initiative")
# What the app's own page gives to a view: colours by the reader's system, a measure, a font.
_FILE_STYLE = """:root { color-scheme: light dark; }
body { font: 16px/1.4 sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem;
  background: var(--ic-background); }
body.ic.ic.ic > * + * { margin-top: 0.6rem; }
body.ic.ic.ic > h2 { margin-top: 1.5rem; }
.ic-paper { display: block; }
@media print { body { margin: 0; padding: 0; max-width: none; } }"""


def full_address(page: Page, fingerprint: str | None = None) -> str:
    """Write the address of the view with every filter and both dates spelled out."""
    query = query_of(page.scope, page.setting, dates=True)
    opened = {name: page.query[name] for name in OPENS if name in page.query and name != "data"}
    pairs = [(name, value) for name, values in {**query, **opened}.items() for value in values]
    pairs += [("data", fingerprint)] if fingerprint else []
    return f"{_address_of_page()}?{urlencode(pairs)}"


def address_for_others(page: Page) -> str:
    """Write the address of the view where others can open it; nothing on a computer of one's own."""
    address = full_address(page)
    host = urlsplit(address).hostname
    return address if host and not _is_of_this_computer(host) else ""


def _address_of_page() -> str:
    """Give the address of the page without its query, as the reader's browser knows it."""
    parts = urlsplit(st.context.url or "")
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", "", ""))


def file_name_of(page: Page, what: str = "") -> str:
    """Name a file that is taken away: the page, what it opens, what is in it, its days.

    The day on which it was known is named where it is not today. However long the rest
    is, the days are in the name.
    """
    opened = [value for name in _NAMING for value in page.query.get(name, [])]
    words = ["ictrack", page.name, *opened, what]
    days = page.scope.as_at.isoformat()
    if page.scope.known_on != page.setting.today:
        days = f"{days}-known-{page.scope.known_on.isoformat()}"
    return f"{file_words(*words)}-{days}"


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


def facts_of_view(page: Page, write_day: Callable[[date], str] = date.isoformat) -> tuple[Fact, ...]:
    """Say what a view shows, of which day, from which data, and where it is; days as asked."""
    sources = page.setting.sources
    fingerprint = read_fingerprint(page.database, page.data_state)
    facts = (
        Fact("page", _("Page"), page.title),
        *_opened(page),
        Fact("shown", _("Shown"), stamp_of(page.setting, page.scope)),
        Fact("as_at", _("As at"), write_day(page.scope.as_at)),
        Fact("known_on", _("As known on"), write_day(page.scope.known_on)),
        Fact("made_on", _("Made on"), write_day(page.setting.today)),
        Fact("sources", _("Sources"), "; ".join(source.title for source in sources)),
        Fact("licence", _("Licence"), "; ".join(_licences_of(page))),
        Fact("data", _("Fingerprint of the data"), fingerprint),
        Fact("address", _("Address"), full_address(page, fingerprint)),
    )
    return tuple(fact for fact in facts if fact.value)


def _opened(page: Page) -> tuple[Fact, ...]:
    """Say what the page opens, beside the filters that its stamp says."""
    city, area = page.opened("city"), page.opened("area")
    return (
        Fact("city", _("City"), page.setting.city_name(city) if city else ""),
        Fact("area", _("Thematic area"), page.setting.area_name(area) if area else ""),
        Fact("initiative", _("Initiative"), page.opened("initiative")),
        Fact("search", _("Search"), page.opened("search")),
        Fact("progress", _("Progress"), page.opened("progress")),
    )


def _licences_of(page: Page) -> list[str]:
    """Give the licence of each source, once; which source it is of where they differ."""
    sources = page.setting.sources
    licences = list(dict.fromkeys(source.licence or _("not stated") for source in sources))
    if len(licences) == 1:
        return licences
    return [f"{source.title}: {source.licence or _('not stated')}" for source in sources]


def _paper_of(page: Page) -> Markup:
    """Draw what only paper and the file need: where the view is, and what it rests on."""
    facts = tuple((fact.label, fact.value) for fact in facts_of_view(page, format_day))
    heading = element("h2", _("About this view"), class_="ic-heading")
    return element("section", heading, draw_facts(page.view, facts), class_="ic-paper")


def _foot_of_sheets(page: Page) -> Markup:
    """Write the rule that names the view at the foot of every printed sheet."""
    fingerprint = read_fingerprint(page.database, page.data_state)
    stamp = stamp_of(page.setting, page.scope)
    words = _("{page} · {stamp} · data {fingerprint}", page=page.title, stamp=stamp, fingerprint=fingerprint)
    box = f'@bottom-left {{ content: "{style_text(words)}"; font: 8pt sans-serif; width: 85%; }}'
    return element("style", Markup(f"@media print {{ @page {{ {box} }} }}"))  # noqa: S704 - escaped


def view_as_file(page: Page, address: str, paper: Markup) -> bytes:
    """Write what the page has shown as one HTML file that needs nothing else and prints on A4.

    Its links lead to the app at `address`, for those who can reach it; `paper` says where
    the view is and what it rests on.
    """
    style = Markup(f"{stylesheet()}\n{_FILE_STYLE}")  # noqa: S704 - our own style sheet
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"{page.title} · ictrack"),
        element("base", href=address),
        element("style", style),
    )
    title = element("h1", page.title, class_="ic-title")
    stamp = element("p", stamp_of(page.setting, page.scope), class_="ic-stamp")
    body = element("body", title, stamp, *page.shown, paper, class_="ic")
    return f"<!doctype html>\n{element('html', head, body, lang=current_language())}\n".encode()


def draw_take_away(page: Page, fingerprint: str) -> None:
    """Offer the link, the citation and the file of a view; on paper, say where it is."""
    paper, foot = _paper_of(page), _foot_of_sheets(page)
    with st.container(horizontal=True, key="take_away"):
        with st.popover(_("Copy link")):
            st.markdown(_who_can_open(_address_of_page()))
            st.code(full_address(page), language=None, wrap_lines=True)
        with st.popover(_("Cite this view")):
            st.code(citation(page, fingerprint), language=None, wrap_lines=True)
        with st.popover(_("Take away")):
            st.markdown(_("One file for those who cannot open the link. To print, use your browser's Print."))
            offer_file(
                _("Save as one HTML file"),
                # Written later and elsewhere, where the reader's address is not known any more.
                partial(view_as_file, page, _address_of_page(), joined(paper, foot)),
                f"{file_name_of(page)}.html",
                "text/html",
                "take_away_file",
            )
    st.html(element("div", paper, class_="ic", lang=page.view.language))
    st.html(foot)


def _who_can_open(address: str) -> str:
    """Say who can open an address: on a laptop, only the person who sits before it."""
    if _is_of_this_computer(urlsplit(address).hostname or ""):
        return _(
            "This address works on this computer only, while ictrack runs. It opens the same page, "
            "dates and filters. For anybody else, use Take away."
        )
    return _(
        "This address opens the same page, dates and filters for whoever can open ictrack here. "
        "For anybody else, use Take away."
    )


def _is_of_this_computer(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
