"""A frame as the public view would have it: any page, read with the rights of everybody."""

import runpy
from datetime import date
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from ictrack.access.rights import Grant, rights_of
from ictrack.access.roles import Role
from ictrack.actions.opening import open_shared
from ictrack.ui.address import read_address
from ictrack.ui.filters import draw_filters
from ictrack.ui.page import Page, framed_setting, open_page, read_fingerprint, read_setting
from ictrack.ui.take_away import draw_take_away, view_as_file

PAGES = Path(__file__).resolve().parents[2] / "pages"
database = open_shared().seen_by(rights_of([Grant(Role.PUBLIC)]))
state = database.state()
name = st.query_params["page"]
query = {key: st.query_params.get_all(key) for key in st.query_params if key != "page"}
setting = framed_setting(name, read_setting(database, state, date(2021, 6, 1)), query)
reading = read_address(query, setting)
with st.sidebar:
    draw_filters(setting, reading.scope, query)
page = Page(name, name, reading.scope, setting, database, state, query)
open_page(page)
runpy.run_path(str(PAGES / f"{name}.py"))
draw_take_away(page, read_fingerprint(database, state))
st.session_state["file"] = view_as_file(page, "http://localhost", Markup())
