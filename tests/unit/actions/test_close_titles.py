"""A new initiative that may be a known one under another title is named, before and after a load."""

from __future__ import annotations

from pathlib import Path

import pytest

from ictrack.actions import close_titles
from ictrack.actions.receipt import Outcome, filled_in_sheet
from ictrack.store.database import Database
from tests.engines import OpenNew
from tests.unit.actions.loading import count, load, stored
from tests.unit.ingest.programme import write_source

HEADER = "City,Initiative,Phase,Status,Date\n"
FIRST = HEADER + "Cardiff,Welcome pack for newcomers,2,planned,2021\nBristol,Mentors at work,2,done,2022\n"
MENDED = FIRST.replace("newcomers", "new arrivals")


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    return open_new()


def sheet(folder: Path, text: str) -> Path:
    path = folder / "tracker.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_receipt_tells_new_initiatives_from_new_updates(database: Database, tmp_path: Path) -> None:
    first = load(database, sheet(tmp_path, FIRST))
    assert (first.new_initiatives, first.new_updates, first.close_titles.found) == (2, 2, ())
    later = load(database, sheet(tmp_path, HEADER + "Bristol,Mentors at work,2,done,2023\n"))
    assert (later.new_initiatives, later.new_updates) == (0, 1)
    assert "New: 0 initiatives, 1 status update." in later.sentence()


def test_a_sheet_that_is_sent_again_with_a_mended_title_is_told_of_before_anything_is_written(
    database: Database, tmp_path: Path
) -> None:
    load(database, sheet(tmp_path, FIRST))
    preview = load(database, sheet(tmp_path, MENDED), dry_run=True)
    assert preview.outcome is Outcome.PREVIEWED
    assert preview.close_title_sentences() == (
        (
            "tracker.csv, row 2: 'Welcome pack for new arrivals' would be a new initiative (CAR-002). "
            "Its title is close to 'Welcome pack for newcomers' (CAR-001)."
        ),
    )
    assert "--filled-in" in preview.advice()[0]
    data = preview.to_json()
    assert (data["new_initiatives"], data["new_updates"]) == (1, 1)
    assert data["close_titles"] == [
        {
            "row": 2,
            "initiative_id": "CAR-002",
            "title": "Welcome pack for new arrivals",
            "known_id": "CAR-001",
            "known_title": "Welcome pack for newcomers",
        }
    ]
    assert data["advice"] == list(preview.advice())
    assert count(database, "initiative") == 2


def test_the_filled_in_sheet_mends_the_title_of_the_initiative_that_is_known(
    database: Database, tmp_path: Path
) -> None:
    load(database, sheet(tmp_path, FIRST))
    filled = filled_in_sheet(load(database, sheet(tmp_path, FIRST))).decode("utf-8-sig")
    again = load(database, sheet(tmp_path, filled.replace("newcomers", "new arrivals")))
    assert (again.new_initiatives, again.close_titles.found) == (0, ())
    assert stored(database, "initiative", "initiative_id", "title") == [
        ("BRI-001", "Mentors at work"),
        ("CAR-001", "Welcome pack for new arrivals"),
    ]


def test_after_the_load_the_advice_takes_the_second_one_out_again(database: Database, tmp_path: Path) -> None:
    load(database, sheet(tmp_path, FIRST))
    done = load(database, sheet(tmp_path, MENDED))
    assert "is a new initiative (CAR-002)" in done.close_title_sentences()[0]
    assert "'removed on'" in done.advice()[0]
    load(database, sheet(tmp_path, "Initiative id,Removed on\nCAR-002,2019-09-01\n"))
    counted = database.ask(
        "summary",
        {
            **dict.fromkeys(("phase", "cities", "areas", "plan_links", "sources", "visibilities")),
            "as_at": "2023-12-31",
            "known_on": "9999-12-31",
            "by_city": False,
            "by_area": False,
            "by_phase": False,
        },
    )
    assert [row["initiatives"] for row in counted] == [2]


@pytest.mark.parametrize(
    ("row", "is_close"),
    [
        ("Cardiff,Welcome pack,2,,", True),
        ("Cardiff,Welcome pack for newcomers and their families in all schools,2,,", True),
        ("Cardiff,Welcome pak for newcomers,2,,", True),
        ("Cardiff,Welcome pack for newcomers,1,,", False),
        ("Cardiff,Welcome,2,,", False),
        ("Cardiff,Choir,2,,", False),
        ("Glasgow,Welcome pack for newcomers,2,,", False),
    ],
)
def test_a_title_is_close_within_one_city_and_phase(
    database: Database, tmp_path: Path, row: str, is_close: bool
) -> None:
    load(database, sheet(tmp_path, FIRST))
    preview = load(database, sheet(tmp_path, f"{HEADER}{row}\n"), dry_run=True)
    assert preview.new_initiatives == 1
    assert bool(preview.close_titles.found) is is_close


def test_a_phase_that_was_not_stated_before_is_told_of(database: Database, tmp_path: Path) -> None:
    load(database, sheet(tmp_path, "City,Initiative\nCardiff,Choir\n"))
    preview = load(database, sheet(tmp_path, "City,Initiative,Phase\nCardiff,Choir,2\n"), dry_run=True)
    assert [close.known_id for close in preview.close_titles.found] == ["CAR-001"]


def test_in_the_full_form_the_advice_is_to_use_the_known_identifier(
    database: Database, tmp_path: Path
) -> None:
    load(database, write_source(tmp_path / "full"))
    files = {"initiatives": "initiative_id,city_id,phase_id,title\nCAR-9,CAR,1,Welcome guides\n"}
    preview = load(database, write_source(tmp_path / "more", files), dry_run=True)
    assert [close.known_title for close in preview.close_titles.found] == ["Welcome guide"]
    assert preview.close_title_sentences()[0].startswith("initiatives, row 2: ")
    assert "--filled-in" not in preview.advice()[0]


def test_past_the_limit_of_comparisons_it_is_said_how_many_were_left_out(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(close_titles, "COMPARISONS", 1)
    load(database, sheet(tmp_path, FIRST))
    rows = "Cardiff,Welcome packs for newcomers,2,,\nCardiff,Welcome pack for the newcomers,2,,\n"
    preview = load(database, sheet(tmp_path, HEADER + rows), dry_run=True)
    assert len(preview.close_titles.found) == 1
    assert preview.advice()[-1] == "There are too many to compare all titles: 1 new initiative left out."
    assert preview.to_json()["titles_not_compared"] == 1
