"""The glossary and the controlled words say the same."""

from __future__ import annotations

import re

from ictrack.vocabulary import Standing
from tests.architecture.project import PROJECT

GLOSSARY = (PROJECT / "GLOSSARY.md").read_text(encoding="utf-8")


def test_the_glossary_lists_the_standings_in_the_order_in_which_the_first_match_wins() -> None:
    listed = re.findall(r"^\| (\S) \| ([a-z ]+) \|", GLOSSARY, re.MULTILINE)
    assert listed == [(standing.letter, standing.value.replace("_", " ")) for standing in Standing]


def test_no_word_of_the_glossary_is_turned_away_by_another() -> None:
    """A word that is a synonym of nothing: what one row defines, no row forbids for the same thing."""
    rows = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \| ?([^|]*) ?\|$", GLOSSARY.partition("## On screen")[0], re.MULTILINE
    )
    words = {word.strip() for word, _, _ in rows[1:]}
    assert len(words) == len(rows[1:])
    for word, _, turned_away in rows[1:]:
        assert word.strip() not in {other.strip() for other in turned_away.split(",")}
