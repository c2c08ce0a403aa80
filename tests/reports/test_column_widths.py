"""Columns are as wide as their weights say, and no narrower than their words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ictrack.reports.column_widths import LETTERS_IN_LINE, column_letters, letters_that_fit
from ictrack.reports.document import Grid, Heading


def grid(*columns: tuple[str, int]) -> Grid:
    return Grid("Grid", tuple(Heading(label, label, weight=weight) for label, weight in columns), ())


def test_weights_share_the_line() -> None:
    assert column_letters(grid(("a", 1), ("b", 3))) == pytest.approx(
        (LETTERS_IN_LINE / 4, LETTERS_IN_LINE * 3 / 4)
    )


def test_a_narrow_column_gets_what_its_longest_word_needs() -> None:
    widths = column_letters(grid(("Neighbourhood", 1), ("wide", 20), ("b", 20)))
    assert letters_that_fit(widths[0]) == len("Neighbourhood")
    assert widths[1] == widths[2]


@settings(deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.text(max_size=40), st.integers(-1, 20)), min_size=1, max_size=30))
def test_columns_fill_the_line_whatever_is_in_them(columns: list[tuple[str, int]]) -> None:
    widths = column_letters(grid(*columns))
    assert sum(widths) == pytest.approx(LETTERS_IN_LINE)
    assert min(widths) > 0
    assert min(map(letters_that_fit, widths)) >= 1
