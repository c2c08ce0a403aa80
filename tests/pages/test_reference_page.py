"""Reference data on screen: each row as a form, many rows at once, the preview and the load."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ictrack.actions.edit_reference import EditReference, RowEdit, edit_reference
from ictrack.actions.opening import open_shared
from ictrack.actions.undo import UndoLoad, take_back
from ictrack.store.queries import list_loads
from ictrack.store.reference_rows import list_reference_rows
from ictrack.summaries.reference import ROWS_OF_A_PAGE, TABLES
from tests.properties.tables import Files
from tests.unit.small_programme import FILES

OpenPage = Callable[..., AppTest]
Words = Callable[[AppTest], str]


def cells(file: str, row_key: str) -> dict[str, str]:
    """Give the cells of a stored row as they would be written."""
    return next(dict(row.cells) for row in list_reference_rows(open_shared(), file) if row.row_key == row_key)


def labelled(widgets: Any, label: str) -> Any:
    """Give the one widget of a label."""
    (found,) = [widget for widget in widgets if widget.label.replace("\\", "") == label]
    return found


def press(app: AppTest, label: str) -> AppTest:
    """Press the one button of a label."""
    labelled(app.button, label).click()
    return app.run()


@pytest.mark.parametrize("table", TABLES)
def test_every_table_lists_its_rows_and_opens_one_as_a_form(
    open_page: OpenPage, words_of: Words, table: str
) -> None:
    app = open_page("reference", {"table": table})
    assert "Add a row" in words_of(app)
    rows = list_reference_rows(open_shared(), table)
    if not rows:
        return
    app.query_params["key"] = rows[0].row_key
    app.run()
    assert not app.exception
    assert "All rows of this table" in words_of(app)
    press(app, "See what would change")
    assert not app.exception
    assert not app.warning
    assert "What would change" in words_of(app)
    assert list_loads(open_shared())[0].load_id == 1


def test_a_changed_cell_is_previewed_then_loaded_and_can_be_taken_back(
    open_page: OpenPage, words_of: Words
) -> None:
    app = open_page("reference", {"table": "cities", "key": "BRI"})
    before = cells("cities", "BRI")
    labelled(app.text_input, "Council").set_value("Another council")
    words = words_of(press(app, "See what would change"))
    assert "Another council" in words
    assert cells("cities", "BRI") == before
    words = words_of(press(app, "Load 1 row"))
    assert "This load, and how to take it back" in words
    assert cells("cities", "BRI") == {**before, "council": "Another council"}
    take_back(open_shared(), UndoLoad(list_loads(open_shared())[0].load_id, "a test"))
    assert cells("cities", "BRI") == before


def test_what_is_wrong_is_told_by_the_name_of_the_field(open_page: OpenPage) -> None:
    app = open_page("reference", {"table": "events", "add": "yes"})
    labelled(app.text_input, "Cut-off").set_value("soon")
    press(app, "See what would change")
    said = [warning.value.replace("\\", "") for warning in app.warning]
    assert any(sentence.startswith("Cut-off: 'soon' is not a date") for sentence in said)
    assert any(sentence.startswith("Title: is empty") for sentence in said)
    assert not [button for button in app.button if button.label.startswith("Load ")]


def test_a_new_row_is_given_an_identifier(open_page: OpenPage, words_of: Words) -> None:
    app = open_page("reference", {"table": "initiatives", "add": "yes"})
    labelled(app.text_input, "Title (needed)").set_value("A garden on every street")
    labelled(app.selectbox, "City (needed)").set_value("BRI")
    press(app, "See what would change")
    words_of(press(app, "Load 1 row"))
    stored = [
        row for row in list_reference_rows(open_shared(), "initiatives") if "garden" in row.cells["title"]
    ]
    assert [row.row_key.split("-")[0] for row in stored] == ["BRI"]


def test_ticked_rows_get_one_value(open_page: OpenPage, words_of: Words) -> None:
    app = open_page("reference", {"table": "memberships"})
    assert not [box for box in app.selectbox if box.label == "What is to change"]
    for box in app.checkbox[1:3]:
        box.check()
    app.run()
    labelled(app.selectbox, "What is to change").set_value("note").run()
    labelled(app.text_area, "Note").set_value("As agreed")
    words_of(press(app, "See what would change"))
    words_of(press(app, "Load 2 rows"))
    noted = [
        row for row in list_reference_rows(open_shared(), "memberships") if row.cells["note"] == "As agreed"
    ]
    assert len(noted) == 2


def test_all_rows_that_are_shown_can_be_ticked_at_once(open_page: OpenPage) -> None:
    app = open_page("reference", {"table": "cities"})
    app.checkbox[0].check().run()
    assert all(box.value for box in app.checkbox)


def test_a_key_cannot_be_written_over(open_page: OpenPage) -> None:
    app = open_page("reference", {"table": "cities", "key": "BRI"})
    assert labelled(app.text_input, "Identifier").disabled
    assert not labelled(
        open_page("reference", {"table": "cities", "add": "yes"}).text_input, "Identifier"
    ).disabled


def many(number: int) -> Files:
    return {
        "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2019", "ends_on": "2021"}],
        "cities": [{"city_id": f"C{n:03}", "name": f"City {n:03}"} for n in range(number)],
        "initiatives": [{"initiative_id": "A", "city_id": "C001", "phase_id": "1", "title": "Alpha"}],
    }


def test_a_long_table_has_pages(open_page: OpenPage, words_of: Words) -> None:
    app = open_page("reference", {"table": "cities"}, many(ROWS_OF_A_PAGE + 1))
    words = words_of(app)
    assert len(app.checkbox) == ROWS_OF_A_PAGE + 1
    assert "Next: 51 to 51" in words


def test_what_the_address_asks_for_in_vain_is_named(open_page: OpenPage) -> None:
    app = open_page("reference", {"table": "planets", "key": "MARS"})
    said = " ".join(warning.value for warning in app.warning)
    assert "planets" in said
    assert "MARS" in said


def test_what_changed_since_the_preview_is_previewed_anew_before_anything_is_loaded(
    open_page: OpenPage, words_of: Words
) -> None:
    app = open_page("reference", {"table": "cities", "key": "BRI"})
    labelled(app.text_input, "Council").set_value("Mine")
    press(app, "See what would change")
    theirs = EditReference("cities", "public_record", (RowEdit({"nation": "Theirs"}, "BRI"),))
    edit_reference(open_shared(), theirs)
    press(app, "Load 1 row")
    assert app.error[0].value.startswith("The data has changed since this was previewed")
    assert cells("cities", "BRI")["council"] != "Mine"
    words_of(press(app, "Load 1 row"))
    assert {"Mine", "Theirs"} <= set(cells("cities", "BRI").values())


def test_events_stand_in_the_order_of_their_days(open_page: OpenPage) -> None:
    days = [("A", "2026-01-28"), ("B", "2026-10-14"), ("C", "2020-09"), ("D", "2021")]
    event = {"kind": "convening", "phase_id": ""}
    events = [{**event, "event_id": name, "title": name, "starts_on": day} for name, day in days]
    app = open_page("reference", {"table": "events"}, files={**FILES, "events": events})
    assert [widget.label[0] for widget in app.checkbox[1:]] == ["C", "D", "A", "B"]


def test_thematic_areas_stand_in_the_order_that_they_have_elsewhere(open_page: OpenPage) -> None:
    areas = [("A", "10"), ("B", "9"), ("C", "2")]
    rows = [{"area_id": name.lower(), "name": name, "sort_order": place} for name, place in areas]
    initiatives = [{**row, "area_id": ""} for row in FILES["initiatives"]]
    files = {**FILES, "thematic_areas": rows, "initiatives": initiatives}
    app = open_page("reference", {"table": "thematic_areas"}, files=files)
    assert [widget.label[0] for widget in app.checkbox[1:]] == ["C", "B", "A"]
