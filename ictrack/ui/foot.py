"""The foot of every page: for whom the app is open, and the pages that are no part of the work."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from ictrack.language import _, join_words, ngettext
from ictrack.login.visitor import Visitor
from ictrack.markup import element, joined
from ictrack.summaries.people import grant_label
from ictrack.summaries.table import Linked, Target
from ictrack.ui.drawing import draw_link
from ictrack.ui.page import Page
from ictrack.ui.registry import PAGES
from ictrack.ui.view import View


def draw_foot(page: Page, visitor: Visitor) -> None:
    """Say for whom the app is open, and lead to what is about people rather than progress."""
    parts = [element("span", _open_to(page, visitor)), *_links(page.view, page.name)]
    foot = element("p", joined(*_between(parts)), class_="ic-foot")
    st.html(element("div", foot, class_="ic", lang=page.view.language))


def _between(parts: list[Markup]) -> list[Markup]:
    dot = Markup(" · ")
    return [piece for part in parts for piece in (dot, part)][1:]


def _open_to(page: Page, visitor: Visitor) -> str:
    if visitor.setup is None:
        return _("Open to whoever uses this computer, as administrator.")
    if not visitor.is_logged_in:
        return _("You are not logged in.")
    if not visitor.grants:
        return _("You are logged in.")
    cities = {city.city_id: city.name for city in page.setting.cities}
    roles = [grant_label(grant, cities) for grant in visitor.grants]
    return ngettext("Your role: {roles}.", "Your roles: {roles}.", len(roles), roles=join_words(roles))


def _links(view: View, here: str) -> list[Markup]:
    return [
        draw_link(view, Linked(page.title(), Target(page.name)))
        for page in PAGES
        if not page.is_of_data and page.name != here and view.opens(Target(page.name))
    ]
