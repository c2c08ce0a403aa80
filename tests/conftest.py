"""Which tests are core: all but those that need services or minutes."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as core what any machine can run, so that `pytest -m core` runs it."""
    for item in items:
        if not any(item.iter_markers("system")) and not any(item.iter_markers("long")):
            item.add_marker(pytest.mark.core)
