"""What is served: the pages of ictrack, its addresses for programs, and what guards them."""

import streamlit as st

from ictrack.server import lifespan, middleware, routes, tell_fault

app = st.App(
    "ictrack/ui/frame.py",
    routes=routes,
    middleware=middleware,
    lifespan=lifespan,
    on_script_error=tell_fault,
)
