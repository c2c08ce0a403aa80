"""A bare Streamlit page: the recorded elements of a page, drawn from constants."""

import os
import pickle
from pathlib import Path

import streamlit as st

from benchmarks.recording import Step


@st.cache_resource
def recorded(path: str) -> list[Step]:
    """Read the recording once."""
    steps: list[Step] = pickle.loads(Path(path).read_bytes())  # noqa: S301 - our own recording
    return steps


steps = recorded(os.environ["ICTRACK_RECORDING"])
links = [step.arguments for step in steps if step.name == "page_link"]
pages = {path: st.Page(lambda: None, title=title, url_path=path or "start") for path, title in links}
st.navigation(
    [st.Page(lambda: None, title="Bare", url_path="bare", default=True), *pages.values()], position="hidden"
)
drawn = {(-1, 0): st.sidebar}
for step in steps:
    if step.does == "draw" and step.name == "page_link":
        st.page_link(pages[step.arguments[0]], **step.keywords)
    elif step.does == "draw":
        element = getattr(st, step.name)(*step.arguments, **step.keywords)
        parts = element if isinstance(element, list | tuple) else [element]
        drawn.update({(step.element, place): part for place, part in enumerate(parts)})
    elif step.does == "enter":
        drawn[step.element, step.part].__enter__()
    else:
        drawn[step.element, step.part].__exit__(None, None, None)
