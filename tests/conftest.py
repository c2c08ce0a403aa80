"""Which tests are core, and which of them belong together where several processes share them."""

from __future__ import annotations

import pytest


# After the folders' own hooks, which mark what needs a browser.
@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as core what any machine can run, so that `pytest -m core` runs it.

    Tests of a file share what it sets up, and those with a browser the apps that are served:
    each such group is run by one process.
    """
    for item in items:
        in_browser = any(item.iter_markers("browser"))
        item.add_marker(pytest.mark.xdist_group("browser" if in_browser else str(item.path)))
        if not any(item.iter_markers("system")) and not any(item.iter_markers("long")):
            item.add_marker(pytest.mark.core)
