"""The parts of the documents that are made from the code are as the code would make them."""

from __future__ import annotations

import pytest

from tests.docs.made import PARTS, make_part, part_in


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_current(name: str) -> None:
    written = part_in(name, PARTS[name].read_text(encoding="utf-8"))
    assert written == make_part(name), "Run 'python -m tests.docs'."
