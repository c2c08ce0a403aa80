"""A bare Streamlit page: the recorded elements of a page, drawn from constants."""

import os
import pickle
from pathlib import Path

import streamlit as st

from benchmarks.recording import Step

MENU = ("overview", "city", "area", "initiatives", "phases", "data", "about")


@st.cache_resource
def recorded(path: str) -> list[Step]:
    """Read the recording once."""
    steps: list[Step] = pickle.loads(Path(path).read_bytes())  # noqa: S301 - our own recording
    return steps


drawn = {(-1, 0): st.sidebar}
for step in recorded(os.environ["ICTRACK_RECORDING"]):
    if step.does == "draw":
        element = getattr(st, step.name)(*step.arguments, **step.keywords)
        parts = element if isinstance(element, list | tuple) else [element]
        drawn.update({(step.element, place): part for place, part in enumerate(parts)})
        if step.name == "set_page_config":
            names = ("overview", "city", "area", "initiatives", "phases", "data", "about")
            st.navigation(
                [st.Page(lambda: None, title=name, url_path=name) for name in names], position="top"
            )
    elif step.does == "enter":
        drawn[step.element, step.part].__enter__()
    else:
        drawn[step.element, step.part].__exit__(None, None, None)
