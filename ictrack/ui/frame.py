"""The script that is served: who is there, title, menu, filters, then the page. Imported by nothing."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from ictrack.actions.opening import open_shared
from ictrack.actions.refusals import tell_refusals_of
from ictrack.language import _
from ictrack.login.coming_back import take_wanted
from ictrack.login.visitor import current_visitor
from ictrack.summaries.setting import stamp_of
from ictrack.ui import components
from ictrack.ui.address import read_address
from ictrack.ui.away import see_that_it_answers
from ictrack.ui.door import draw_door, draw_visitor
from ictrack.ui.drawing import draw_head
from ictrack.ui.filters import draw_filters
from ictrack.ui.foot import draw_foot
from ictrack.ui.menu import draw_menu, menu_of_pages, name_of_page, open_wanted
from ictrack.ui.page import (
    Page,
    framed_scope,
    framed_setting,
    hint_of,
    open_page,
    read_fingerprint,
    read_setting,
)
from ictrack.ui.registry import page_named
from ictrack.ui.settling import settle
from ictrack.ui.style import stylesheet
from ictrack.ui.take_away import draw_take_away

database = open_shared()
see_that_it_answers(database)
visitor = current_visitor(database)
if not visitor.is_let_in:
    draw_door(visitor)
    st.stop()

if visitor.setup:
    database = database.seen_by(visitor.rights, tell_refusals_of(database, visitor.actor))
data_state = database.state()
setting = read_setting(database, data_state, date.today())
pages = menu_of_pages(visitor.rights)
chosen = st.navigation(pages, position="hidden")
open_wanted(pages, take_wanted() if visitor.is_logged_in else None)
st.set_page_config(page_title=f"{chosen.title} · ictrack", layout="wide", initial_sidebar_state="auto")
st.html(f"<style>{stylesheet()}</style>")
name = name_of_page(chosen)
registered = page_named(name)
query = {key: st.query_params.get_all(key) for key in st.query_params}
framed = framed_setting(name, setting, query)
reading = read_address(query, framed)
scope = framed_scope(name, reading.scope, visitor.rights)
fingerprint = read_fingerprint(database, data_state)

draw_menu(pages, chosen, query, partial(draw_visitor, visitor, name))
if registered.is_of_data:
    with st.sidebar:
        draw_filters(framed, scope, query)

page = Page(name, chosen.title, scope, setting, database, data_state, query, visitor.actor)
open_page(page)
stamp, hint = (stamp_of(setting, scope), hint_of(page)) if registered.is_of_data else ("", None)
st.html(draw_head(page.view, chosen.title, stamp, hint))
components.show_problems(reading.problems)
cited = page.opened("data")
if cited and cited != fingerprint:
    components.show_problems(
        [
            _(
                "This view was cited from data {cited}. The data has changed since and is now {now}, "
                "so numbers may differ from the ones that were cited.",
                cited=cited,
                now=fingerprint,
            )
        ]
    )
if setting.is_invented and registered.is_of_data:
    components.show_badge(_("Invented data"))

if setting.has_data or not registered.needs_data:
    chosen.run()
else:
    # It brings all that reads files: whoever has data waits for none of that at the first page.
    from ictrack.ui.forms.no_data import draw_no_data

    draw_no_data()
if registered.is_of_data:
    draw_take_away(page, fingerprint)
draw_foot(page, visitor)
settle()
