"""The page Tracker: choose a file, say how it is read, see what would change, load it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from ictrack.actions.opening import open_shared
from ictrack.store.mapping_queries import list_mappings
from tests.unit.trackers.trackers import PLAIN, write_workbook

OpenPage = Callable[..., AppTest]
Words = Callable[[AppTest], str]
QUESTIONS = (
    "City,Action,Phase,03/04/2019,Spring 2019,Budget\n"
    "Cardiff,Welcome pack,1,Motoring,Done,100\nBristol,Choir,1,Done,,\n"
)


def send(app: AppTest, data: bytes, name: str = "tracker.csv") -> AppTest:
    app.file_uploader[0].set_value((name, data, "text/csv"))
    return app.run()


def answer(app: AppTest, label: str, value: str) -> None:
    """Answer one question of the form, by its words."""
    (box,) = [box for box in (*app.selectbox, *app.text_input) if box.label.replace("\\", "") == label]
    box.set_value(value)


def see(app: AppTest) -> AppTest:
    """Send the form."""
    (button,) = [button for button in app.button if button.label == "See what would change"]
    return button.click().run()


def reports() -> list[tuple[object, ...]]:
    with open_shared().cursor() as cursor:
        return cursor.execute(
            "select update_id, reported_on_written, status, confidence from db.status_update order by all"
        ).fetchall()


def test_a_plain_tracker_is_read_previewed_loaded_and_remembered(
    open_page: OpenPage, words_of: Words
) -> None:
    app = send(open_page("tracker"), PLAIN.encode())
    assert "tracker.csv was read; look through how it is understood." in words_of(app)
    app = see(app)
    assert "tracker.csv can be loaded. 2 rows: 2 new." in words_of(app)
    assert list_mappings(open_shared()) == ()
    app.button(key="import_load").click().run()
    assert "tracker.csv is loaded." in words_of(app)
    assert [row[0] for row in reports()] == ["CAR-001-U001", "CAR-001-U002", "CAR-001-U003"]
    assert [saved.name for saved in list_mappings(open_shared())] == ["tracker"]


def test_each_question_is_a_choice_and_nothing_is_previewed_before_all_are_answered(
    open_page: OpenPage, words_of: Words
) -> None:
    app = see(send(open_page("tracker"), QUESTIONS.encode()))
    assert "tracker.csv was read; 4 questions are left. Nothing is loaded yet." in words_of(app)
    answer(app, "The day of '03/04/2019'", "2019-03-04")
    answer(app, "The day of 'Spring 2019'", "2019-05")
    answer(app, "What 'Budget' holds", "nothing")
    answer(app, "What 'Motoring' means (1 cell)", "in_progress, on_track")
    app = see(app)
    assert "tracker.csv can be loaded." in words_of(app)
    app.button(key="import_load").click().run()
    assert reports() == [
        ("BRI-001-U001", "2019-03-04", "completed", None),
        ("CAR-001-U001", "2019-03-04", "in_progress", "on_track"),
        ("CAR-001-U002", "2019-05", "completed", None),
    ]


def test_what_was_answered_is_there_when_the_tracker_comes_again(
    open_page: OpenPage, words_of: Words
) -> None:
    test_each_question_is_a_choice_and_nothing_is_previewed_before_all_are_answered(open_page, words_of)
    app = send(open_page("tracker"), QUESTIONS.replace("Choir", "Choirs").encode())
    assert "tracker.csv was read; look through how it is understood." in words_of(app)


def test_colours_are_offered_as_confidence_only(open_page: OpenPage, tmp_path: Path) -> None:
    rows = [["City", "Action", "Phase", "Mar-19"], ["Cardiff", "A", "1", "Underway"]]
    path = write_workbook(tmp_path, rows, {"D2": "green"})
    app = send(open_page("tracker"), path.read_bytes(), "tracker.xlsx")
    (box,) = [box for box in app.selectbox if box.label.startswith("Colour green")]
    assert (box.value, box.options) == ("on_track", ["On track", "At risk", "Off track", "Says nothing"])


def test_how_it_is_read_can_be_changed_after_the_preview(open_page: OpenPage) -> None:
    app = see(send(open_page("tracker"), PLAIN.encode()))
    app.button(key="tracker_back").click().run()
    answer(app, "What 'Planned' means (1 cell)", "no report")
    app = see(app)
    app.button(key="import_load").click().run()
    assert [row[1] for row in reports()] == ["2020-03", "2020-09"]


def test_a_file_without_a_column_for_a_day_is_no_tracker(open_page: OpenPage) -> None:
    app = send(open_page("tracker"), b"City,Action,Status\nCardiff,A,Done\n")
    assert "has no row of column names with a day in one of them" in app.error[0].value.replace("\\", "")
