"""Which cities a source speaks of, where its reference data were borrowed from the public record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ictrack.actions.load import BundledChoice, LoadSource, load_bundled, load_source
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.summaries.cities import city_choices
from ictrack.summaries.overview import summarise_overview
from ictrack.summaries.phases import summarise_phases
from ictrack.summaries.setting import Setting, summarise_setting
from ictrack.summaries.table import plain
from tests.engines import OpenNew

TODAY = date(2026, 11, 24)
AS_AT = date(2023, 12, 31)
SHEET = (
    "City,Initiative,Thematic area,Phase,Status,Date\n"
    "Cardiff,Welcome pack,Connecting communities,2,Done,2022-11-30\n"
    "Bristol,Mentors at work,Inclusive economic growth,2,In progress,2022-11-30\n"
)
MEMBERSHIPS = "city_id,phase_id,role\nGLA,2,member\n"


@pytest.fixture
def loaded(open_new: OpenNew) -> Callable[[Path], Database]:
    def load_it(path: Path) -> Database:
        database = open_new()
        receipt = load_source(database, LoadSource(path))
        assert receipt.load_id, receipt.issues
        return database

    return load_it


@pytest.fixture
def public_record(open_new: OpenNew) -> Database:
    database = open_new()
    load_bundled(database)
    return database


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "two.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder that names two cities by an initiative each, and gives one more a membership."""
    (tmp_path / "initiatives.csv").write_text(
        "initiative_id,city_id,phase_id,title\nI1,CAR,2,One\nI2,BRI,2,Two\n", encoding="utf-8"
    )
    (tmp_path / "memberships.csv").write_text(MEMBERSHIPS, encoding="utf-8")
    return tmp_path


def shown(database: Database) -> tuple[Setting, list[str], list[object]]:
    setting = summarise_setting(database, TODAY)
    overview = summarise_overview(database, Scope(AS_AT, TODAY), setting)
    heads = [head.text for head, _cells in overview.matrix.rows]
    return setting, heads, [plain(row[0]) for row in overview.publications.rows]


def test_a_sheet_of_two_cities_shows_two_cities(loaded: Callable[[Path], Database], sheet: Path) -> None:
    setting, matrix, publications = shown(loaded(sheet))
    assert matrix == ["Bristol", "Cardiff"]
    assert publications == []
    assert list(city_choices(setting, Scope(AS_AT, TODAY)).values()) == ["Bristol", "Cardiff"]
    assert len(setting.cities) == 13


def test_the_phases_compare_the_cities_that_a_sheet_speaks_of(
    loaded: Callable[[Path], Database], sheet: Path
) -> None:
    database = loaded(sheet)
    phases = summarise_phases(database, Scope(AS_AT, TODAY), summarise_setting(database, TODAY))
    assert [plain(row[0]) for row in phases.memberships.rows] == ["Bristol", "Cardiff"]
    assert [comparison.cities for comparison in phases.comparisons] == [0]
    assert phases.not_compared == (
        "Every initiative of this view with a phase is of phase two: there is no other to compare it with."
    )
    assert "0 of 0" not in phases.sentence


def test_a_membership_that_a_source_gives_itself_shows_its_city(
    loaded: Callable[[Path], Database], folder: Path
) -> None:
    _setting, matrix, _publications = shown(loaded(folder))
    assert matrix == ["Bristol", "Cardiff", "Glasgow"]


def test_the_public_record_shows_every_city(public_record: Database) -> None:
    setting = summarise_setting(public_record, TODAY)
    assert setting.cities_of(Scope(AS_AT, TODAY)) == setting.cities


def test_sources_beside_each_other_each_show_their_own_cities(public_record: Database, sheet: Path) -> None:
    keep = LoadSource(sheet, bundled_choice=BundledChoice.KEEP)
    receipt = load_source(public_record, keep)
    setting = summarise_setting(public_record, TODAY)
    own = Scope(AS_AT, TODAY, sources=(receipt.source_id,))
    assert list(city_choices(setting, own).values()) == ["Bristol", "Cardiff"]
    assert len(city_choices(setting, Scope(AS_AT, TODAY))) == 13


@pytest.mark.parametrize(
    ("written", "later"), [("2023-12-31", None), ("2024-01-01", date(2024, 1, 1)), ("2027", TODAY)]
)
def test_reports_after_the_borrowed_phases_are_offered(
    loaded: Callable[[Path], Database], tmp_path: Path, written: str, later: date | None
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(SHEET.replace("2022-11-30", written), encoding="utf-8")
    setting = summarise_setting(loaded(path), TODAY)
    assert setting.default_as_at == AS_AT
    assert setting.later_report_on == later


def test_the_public_record_offers_no_later_report(public_record: Database) -> None:
    assert summarise_setting(public_record, TODAY).later_report_on is None
