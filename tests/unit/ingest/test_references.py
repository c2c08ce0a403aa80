"""A word is matched to an identifier, then a name, then an alias; what fits two things is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from ictrack.actions.load import BundledChoice, LoadSource, load_bundled, load_source
from ictrack.ingest.references import Match, NameBook, words_of_rows
from ictrack.store.queries import list_areas
from tests.engines import OpenNew


@pytest.fixture(scope="module")
def cities() -> NameBook:
    rows: list[dict[str, object]] = [
        {"city_id": "CAR", "name": "Cardiff", "name_cy": "Caerdydd", "council": "Cardiff Council"},
        {"city_id": "NEW", "name": "Newport", "aliases": ["Casnewydd", "The Port"]},
        {"city_id": "NPT", "name": "Newport", "aliases": ["CAR park city"]},
        {"city_id": "car", "name": "Carlisle"},
    ]
    return NameBook("cities", list(words_of_rows("cities", rows)))


@pytest.mark.parametrize(
    ("written", "identifier"),
    [
        ("CAR", "CAR"),
        ("car", "car"),
        ("Cardiff", "CAR"),
        ("  cardiff", "CAR"),
        ("CAERDYDD", "CAR"),
        ("Cardiff-Council", "CAR"),
        ("the port", "NEW"),
        ("Cásnewydd", "NEW"),
    ],
)
def test_a_word_finds_its_city(cities: NameBook, written: str, identifier: str) -> None:
    assert cities.find(written) == Match(identifier)


@pytest.mark.parametrize(("written", "fits"), [("newport", ("NEW", "NPT")), ("Car", ("CAR", "car"))])
def test_a_word_that_fits_two_names_all_of_them(
    cities: NameBook, written: str, fits: tuple[str, ...]
) -> None:
    assert cities.find(written) == Match(fits=fits)


def test_a_word_that_is_close_is_suggested_and_never_guessed(cities: NameBook) -> None:
    assert cities.find("Cardif") == Match(suggestion="Cardiff")
    assert cities.find("Atlantis") == Match()


@pytest.mark.parametrize("written", ["2", "Phase two", "phase 2", "PHASE-TWO", "two"])
def test_a_phase_is_found_by_its_number_too(written: str) -> None:
    rows = [{"phase_id": "1", "name": "Phase one"}, {"phase_id": "2", "name": "Phase two"}]
    assert NameBook("phases", list(words_of_rows("phases", rows))).find(written) == Match("2")


def test_a_problem_lists_thematic_areas_by_their_names_and_not_by_their_other_words(
    open_new: OpenNew, tmp_path: Path
) -> None:
    """The short name and the Welsh one stand before the name in the alphabet."""
    (tmp_path / "own.csv").write_text("City,Initiative,Thematic area\nCardiff,Pack,Nothing\n", "utf-8")
    database = open_new()
    load_bundled(database)
    receipt = load_source(database, LoadSource(tmp_path / "own.csv", bundled_choice=BundledChoice.KEEP))
    (issue,) = receipt.issues
    names = [area.name for area in list_areas(database)]
    assert all(f"'{name}'" in issue.allowed for name in names), issue.allowed
