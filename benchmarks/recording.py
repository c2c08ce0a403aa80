"""Record which Streamlit elements a page draws, so that a bare page can draw them from constants.

What is recorded is only what an element shows: options as the words they show, no
callbacks, no data of ours. The bare page then costs what Streamlit costs, and what a page
costs beyond that is ictrack's.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

PROJECT = Path(__file__).resolve().parents[1]
ELEMENTS = (
    "button",
    "caption",
    "code",
    "columns",
    "container",
    "download_button",
    "expander",
    "html",
    "info",
    "markdown",
    "multiselect",
    "page_link",
    "plotly_chart",
    "popover",
    "selectbox",
    "set_page_config",
    "text_input",
    "warning",
)
_CHOICES = {"selectbox", "multiselect"}
_CALLBACKS = {"on_change", "on_click", "args", "kwargs", "format_func"}


@dataclass(frozen=True)
class Step:
    """One step of drawing: an element, or the start or end of what stands inside one.

    `element` numbers the elements in the order in which they were drawn; `part` is which
    of several columns is meant; the sidebar is element -1.
    """

    does: str
    element: int
    part: int = 0
    name: str = ""
    arguments: tuple[Any, ...] = ()
    keywords: dict[str, Any] = field(default_factory=dict)


class _Recorder:
    """Draw elements as Streamlit does, and note each as a step."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self._drawn: list[object] = []  # kept alive, so that each id stays its own
        self._places: dict[int, tuple[int, int]] = {}
        self._depth = 0

    def drawing(self, name: str, draw: Callable[..., Any]) -> Callable[..., Any]:
        """Give the element's command, noted when it is called."""

        def drawn(*arguments: Any, **keywords: Any) -> Any:
            number = len(self._drawn)
            self.steps.append(_constant(number, name, arguments, keywords))
            self._drawn.append(None)
            self._depth += 1
            try:
                result = draw(*arguments, **keywords)
            finally:
                self._depth -= 1
            self._drawn[number] = result
            parts = result if isinstance(result, list | tuple) else [result]
            self._places.update({id(part): (number, place) for place, part in enumerate(parts)})
            return result

        return drawn

    def passing(self, does: str, step_through: Callable[..., Any]) -> Callable[..., Any]:
        """Give the start or the end of a block, noted unless Streamlit itself passes through it."""

        def passed(block: DeltaGenerator, *error: Any) -> Any:
            if self._depth == 0:
                self.steps.append(Step(does, *self._places.get(id(block), (-1, 0))))
            return step_through(block, *error)

        return passed


@contextmanager
def recording() -> Iterator[list[Step]]:
    """Record the elements that are drawn inside the block, in their order."""
    recorder = _Recorder()
    with ExitStack() as stack:
        for name in ELEMENTS:
            stack.enter_context(patch.object(st, name, recorder.drawing(name, getattr(st, name))))
        for name, does in (("__enter__", "enter"), ("__exit__", "leave")):
            passing = recorder.passing(does, getattr(DeltaGenerator, name))
            stack.enter_context(patch.object(DeltaGenerator, name, passing))
        yield recorder.steps


def app_at(page: str, query: Mapping[str, str]) -> AppTest:
    """Give the app at a page, with what its address opens."""
    app = AppTest.from_file(str(PROJECT / "ictrack" / "ui" / "frame.py"), default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    if page != "overview":
        app.run()
        app.switch_page(f"../../pages/{page}.py")
    return app


def write_recording(path: Path, page: str, query: Mapping[str, str]) -> None:
    """Write to a file what a warm run of a page draws, for `bare.py`."""
    path.write_bytes(pickle.dumps(_record_page(page, query)))


def _record_page(page: str, query: Mapping[str, str]) -> list[Step]:
    """Record what a warm run of a page draws."""
    app = app_at(page, query)
    app.run()
    with recording() as steps:
        app.run()
    assert not app.exception, app.exception
    assert steps, "nothing was drawn"
    starts = [place for place, step in enumerate(steps) if step.name == "set_page_config"]
    return steps[starts[-1] :]


def _constant(number: int, name: str, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Step:
    """Keep of an element what it shows."""
    plain = {key: value for key, value in keywords.items() if key not in _CALLBACKS}
    if name in _CHOICES:
        arguments, plain = _chosen(name, arguments, keywords, plain)
    if name == "page_link":
        arguments = (arguments[0].url_path, arguments[0].title)
    if name == "download_button":
        arguments = (arguments[0], b"")
    if name == "text_input":
        plain.setdefault("value", st.session_state.get(str(keywords.get("key")), ""))
    return Step("draw", number, 0, name, arguments, plain)


def _chosen(
    name: str, arguments: tuple[Any, ...], keywords: dict[str, Any], plain: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    words = keywords.get("format_func", str)
    options = [words(option) for option in arguments[1]]
    chosen = st.session_state.get(keywords["key"])
    if name == "selectbox":
        plain["index"] = options.index(words(chosen)) if chosen is not None else 0
    else:
        plain["default"] = [words(one) for one in chosen or []]
    return (arguments[0], options), plain
