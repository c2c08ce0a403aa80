"""Excel accepts every name of a sheet, and no two are alike."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ictrack.reports.sheet_names import legal_name, unique_names


@settings(deadline=None, derandomize=True)
@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_titles_make_names_that_excel_accepts(titles: list[str]) -> None:
    names = unique_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 0 < len(name.encode("utf-16-le", "surrogatepass")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert name.strip("'") == name
        assert name.casefold() != "history"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("City by city", "City by city"),
        ("What: is/that?", "What is that"),
        ("'quoted'", "quoted"),
        ("History", ""),
        ("[]", ""),
        ("", ""),
        ("Mainstreaming and building inclusive public services", "Mainstreaming and building…"),
        ("w" * 40, f"{'w' * 30}…"),
        ("🙂" * 20, f"{'🙂' * 15}…"),
    ],
)
def test_a_name_keeps_as_many_words_as_it_may(title: str, name: str) -> None:
    assert legal_name(title) == name


def test_titles_that_are_alike_are_told_apart() -> None:
    assert unique_names(["More", "more", "MORE", "w" * 40, "w" * 40, "?", "*"]) == [
        "More",
        "more (2)",
        "MORE (3)",
        f"{'w' * 30}…",
        f"{'w' * 26}… (2)",
        "Table",
        "Table (2)",
    ]
