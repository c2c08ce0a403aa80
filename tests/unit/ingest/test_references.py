"""A word is matched to an identifier, then a name, then an alias; what fits two things is refused."""

from __future__ import annotations

import pytest

from ictrack.ingest.references import Match, NameBook, words_of_rows


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
