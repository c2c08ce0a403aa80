"""Which tests are core, all but those that need services or minutes; what tests leave to each other."""

from __future__ import annotations

import sys

import pytest

pytest_plugins = ("tests.engines",)

_MAIN = sys.modules["__main__"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as core what any machine can run, so that `pytest -m core` runs it."""
    for item in items:
        if not any(item.iter_markers("system")) and not any(item.iter_markers("long")):
            item.add_marker(pytest.mark.core)


def pytest_runtest_teardown() -> None:
    """Give back the main module, in whose place Streamlit puts the page that a test ran.

    A process that a later test starts would run that page as its own main module.
    """
    sys.modules["__main__"] = _MAIN
