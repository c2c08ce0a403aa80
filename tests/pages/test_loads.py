"""The page Loads: what was loaded and what it changed, and how one load is taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from ictrack.actions.load import BundledChoice, LoadSource, load_source
from ictrack.actions.opening import close_shared, open_shared

OpenPage = Callable[..., AppTest]
Words = Callable[[AppTest], str]


def send(folder: Path, file: str, text: str) -> int:
    """Load one file into the database that the app has open, and give the number of the load."""
    folder.mkdir()
    (folder / f"{file}.csv").write_text(text, encoding="utf-8")
    receipt = load_source(
        open_shared(), LoadSource(folder, bundled_choice=BundledChoice.KEEP, loaded_by="a test")
    )
    assert receipt.load_id is not None, receipt.sentence()
    return receipt.load_id


def test_the_loads_are_listed_with_the_fingerprints_of_their_files(
    open_page: OpenPage, words_of: Words
) -> None:
    words = words_of(open_page("loads"))
    assert "1 load." in words
    assert "first start" in words
    assert "/loads?load=1" in words


def test_a_load_that_is_not_there_is_named(open_page: OpenPage, words_of: Words) -> None:
    assert "There is no load '99'" in words_of(open_page("loads", {"load": "99"}))


def test_a_load_says_which_cells_it_changed_and_is_taken_back_by_its_button(
    open_page: OpenPage, words_of: Words, tmp_path: Path
) -> None:
    app = open_page("loads")
    number = send(tmp_path / "cities", "cities", "city_id,name,council\nYYY,Ypsilon,One council\n")
    number = send(tmp_path / "again", "cities", "city_id,name,council\nYYY,Ypsilon,Another council\n")
    app.query_params["load"] = str(number)
    words = words_of(app.run())
    assert "One council" in words
    assert "Another council" in words
    app.button(key="undo_now").click().run()
    assert "was taken back" in app.success[0].value
    assert "undo_now" not in [button.key for button in app.button]
    assert "Taken back" in words_of(app)


def test_once_every_load_was_taken_back_that_is_said_and_nothing_is_loaded_by_itself(
    open_page: OpenPage, words_of: Words
) -> None:
    app = open_page("loads", {"load": "1"})
    app.button(key="undo_now").click().run()
    assert "was taken back" in app.success[0].value
    close_shared()
    app = open_page("overview")
    words = words_of(app)
    assert "Every load was taken back, so nothing is loaded." in words
    assert "./loads" in words
    assert "./import" in words
    assert "Every load was taken back, so nothing is loaded." in words_of(open_page("data"))
    assert "1 load. 1 of them was taken back." in words_of(open_page("loads"))
    app.button(key="no_data_load").click().run()
    assert "initiatives" in words_of(app)
    assert "no_data_load" not in {button.key for button in app.button}
    assert "2 loads. 1 of them was taken back." in words_of(open_page("loads"))


def test_a_load_that_something_builds_on_stays_and_says_what(
    open_page: OpenPage, words_of: Words, tmp_path: Path
) -> None:
    app = open_page("loads", {"load": "1"})
    words_of(app)
    send(
        tmp_path / "report",
        "status_updates",
        "update_id,initiative_id,reported_on,status\nU9,BRI-03,2023-01-01,paused\n",
    )
    app.button(key="undo_now").click().run()
    assert "U9" in app.error[0].value
    assert r"Take load 2 \(report\) back first" in app.error[0].value
    assert app.button(key="undo_now").label
