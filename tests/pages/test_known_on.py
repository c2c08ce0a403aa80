"""The second clock beside every page: what was known on a day."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ictrack.actions.load import LoadSource, load_source
from ictrack.actions.opening import close_shared
from ictrack.demo.size import DemoSize
from ictrack.demo.write import write_demo
from ictrack.store.database import open_database
from tests.pages.reading import read_page
from tests.properties.tables import Files
from tests.unit.small_programme import FILES

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]

MET: Files = {
    **FILES,
    "events": [
        {
            "event_id": "E1",
            "kind": "convening",
            "title": "First meeting",
            "phase_id": "1",
            "starts_on": "2019-09-25",
            "cut_off_on": "2019-09-10",
        },
        {
            "event_id": "E2",
            "kind": "convening",
            "title": "Far meeting",
            "phase_id": "2",
            "starts_on": "2199-01-01",
        },
    ],
}


def test_what_a_past_meeting_knew_is_offered_and_a_meeting_to_come_is_not(open_page: Open) -> None:
    choice = open_page("overview", files=MET).selectbox(key="filter_known_on")
    assert choice.label == "As known on"
    assert choice.options == ["As we know it now", "10 September 2019: First meeting"]
    assert choice.value == "latest"


def test_a_chosen_day_goes_to_the_address_and_what_was_recorded_later_is_left_out(
    open_page: Open, words_of: Words
) -> None:
    app = open_page("initiatives", {"as_at": "2019-08-31"}, files=MET)
    assert "Completed" in words_of(app)
    app.selectbox(key="filter_known_on").set_value("2019-09-10").run()
    assert app.query_params == {"as_at": "2019-08-31", "known_on": "2019-09-10"}
    words = words_of(app)
    assert "as known on 10 September 2019" in words
    assert "ic-mark ic-completed" not in words
    assert "known_on=2019-09-10" in words
    app.selectbox(key="filter_known_on").set_value("latest").run()
    assert app.query_params == {"as_at": "2019-08-31"}
    assert "as known on" not in words_of(app)


def test_a_day_may_be_typed_as_a_month(open_page: Open, words_of: Words) -> None:
    app = open_page("overview", {"known_on": "2019-09"}, files=MET)
    assert app.selectbox(key="filter_known_on").value == "2019-09-30"
    assert "as known on 30 September 2019" in words_of(app)


def test_it_is_cleared_with_the_filters(open_page: Open, words_of: Words) -> None:
    app = open_page("overview", {"known_on": "2019-09-10"}, files=MET)
    app.button(key="filter_clear").click().run()
    assert app.query_params == {}
    assert "as known on" not in words_of(app)


def test_where_recording_days_are_assumed_no_such_day_is_offered(open_page: Open, words_of: Words) -> None:
    app = open_page("overview", {"known_on": "2019-09-10"})
    assert "filter_known_on" not in {box.key for box in app.selectbox}
    assert "as known on 10 September 2019" in words_of(app)
    app.button(key="filter_clear").click().run()
    assert app.query_params == {}


# Every page but Data and About, which say what is loaded now.
PAGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("overview", {}),
    ("city", {}),
    ("area", {}),
    ("initiatives", {}),
    ("initiatives", {"by": "meetings"}),
    ("initiative", {"initiative": "CDW-002"}),
    ("phases", {}),
    ("timeline", {}),
    ("convening", {}),
)
KNOWN, AS_AT = "2024-02-21", "2026-06-30"


@pytest.fixture(scope="module")
def then_and_now(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Give an invented programme without what was recorded after a day, and as it is now."""
    folder = tmp_path_factory.mktemp("known")
    write_demo(folder / "files", DemoSize(cities=4, initiatives=40, updates=240, seed=3))
    database = open_database(folder / "now.duckdb")
    load_source(database, LoadSource(folder / "files"))
    database.close()
    shutil.copy(folder / "now.duckdb", folder / "then.duckdb")
    database = open_database(folder / "then.duckdb")
    database.write(
        lambda cursor: cursor.execute(f"delete from db.status_update where recorded_on > date '{KNOWN}'")
    )
    database.close()
    return folder / "then.duckdb", folder / "now.duckdb"


@pytest.mark.parametrize(("name", "query"), PAGES)
def test_no_page_says_anything_that_was_recorded_after_the_known_on_day(
    open_page: Open, then_and_now: tuple[Path, Path], tmp_path: Path, name: str, query: dict[str, str]
) -> None:
    then, now = (
        _read(open_page, stored, tmp_path, name, {**query, "known_on": KNOWN}) for stored in then_and_now
    )
    assert "as known on 21 February 2024" in " ".join(then)
    assert then == now


def test_without_that_day_the_two_differ(
    open_page: Open, then_and_now: tuple[Path, Path], tmp_path: Path
) -> None:
    then, now = (_read(open_page, stored, tmp_path, "overview", {}) for stored in then_and_now)
    assert then != now


def _read(open_page: Open, stored: Path, folder: Path, name: str, query: dict[str, str]) -> list[str]:
    """Read a page on another database, but for the fingerprint of its data."""
    close_shared()
    shutil.copy(stored, folder / "ictrack.duckdb")
    texts = read_page(open_page(name, {**query, "as_at": AS_AT}))
    return [re.sub(r"\b[0-9a-f]{8}\b", "", text) for text in texts]
