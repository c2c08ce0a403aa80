"""The page Import: choose a file, mend it, see what would change, load it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ictrack.actions.load import BundledChoice, LoadSource, load_source
from ictrack.actions.opening import open_shared
from ictrack.settings import current_settings
from tests.unit.ingest.bad_archive import GOOD_FILES, pack

OpenPage = Callable[..., AppTest]
Words = Callable[[AppTest], str]

MISSPELT = (
    "City,Initiative,Status,Date\nCardif,Welcome guide,Complte,2019-01\nCardif,Jobs fair,Done,2020-01\n"
    "Bristol,Choir,Done,2020-02\n"
)
GOOD = MISSPELT.replace("Cardif,", "Cardiff,").replace("Complte", "Done")


def _send(app: AppTest, text: str | bytes, name: str = "returns.csv") -> AppTest:
    data = text if isinstance(text, bytes) else text.encode()
    app.file_uploader[0].set_value((name, data, "text/csv"))
    return app.run()


def _titles() -> set[str]:
    with open_shared().cursor() as cursor:
        return {row[0] for row in cursor.execute("select title from db.initiative").fetchall()}


def test_it_says_what_can_be_imported_and_how_much(open_page: OpenPage, words_of: Words) -> None:
    app = open_page("import_data")
    words = words_of(app)
    assert "nothing is loaded before you have seen what would change" in words
    assert "At most 20,000 rows and 10 MB" in words
    assert app.file_uploader[0].allowed_type == [".csv", ".zip", ".xlsx"]


def test_a_good_file_is_previewed_and_loaded(open_page: OpenPage, words_of: Words) -> None:
    app = _send(open_page("import_data"), GOOD)
    assert "returns.csv can be loaded. 3 rows: 3 new." in words_of(app)
    assert "Choir" not in _titles()
    app.button(key="import_load").click().run()
    words = words_of(app)
    assert "returns.csv is loaded. 3 rows: 3 new." in words
    assert "The public record was replaced." in words
    assert _titles() == {"Welcome guide", "Jobs fair", "Choir"}
    assert "./loads?load=2" in words


def test_the_public_record_can_be_kept_beside(open_page: OpenPage, words_of: Words) -> None:
    app = _send(open_page("import_data"), GOOD)
    app.radio(key="import_bundled").set_value(BundledChoice.KEEP).run()
    app.button(key="import_load").click().run()
    assert "replaced" not in words_of(app)
    assert len(_titles()) > 100
    assert "Choir" in _titles()


def test_a_file_that_cannot_be_read_is_said_to_be_that(open_page: OpenPage, words_of: Words) -> None:
    app = _send(open_page("import_data"), b"no workbook", "returns.xlsx")
    words = words_of(app)
    assert "returns.xlsx could not be read. Nothing is loaded." in words
    assert "Is not a workbook. Use a workbook saved as .xlsx, without a password." in words
    assert "0 rows" not in words
    assert [button.key for button in app.button if str(button.key).startswith("import_")] == ["import_other"]


def test_all_problems_are_listed_and_narrowed_to_one_kind(open_page: OpenPage, words_of: Words) -> None:
    app = _send(open_page("import_data"), MISSPELT)
    words = words_of(app)
    assert "3 problems to mend" in words
    assert "returns.csv cannot be loaded yet. 3 rows: 2 rejected and 1 good one that waits." in words
    assert app.button(key="import_load").disabled
    app.selectbox(key="import_kind").set_value("unknown_word").run()
    words = words_of(app)
    assert "Complte" in words
    assert "Is not a city" not in words


def test_where_no_row_is_good_ticking_does_not_help_and_that_is_said(
    open_page: OpenPage, words_of: Words
) -> None:
    app = _send(open_page("import_data"), "City,Initiative,Status\nCardif,Welcome guide,Done\n")
    told = "No row can be loaded as it is. Mend the problems above. Then load."
    assert told not in words_of(app)
    app.checkbox(key="import_accept_valid").check().run()
    assert told in words_of(app)
    assert app.button(key="import_load").disabled


def test_one_click_puts_in_all_suggestions_and_each_can_be_taken_back(
    open_page: OpenPage, words_of: Words
) -> None:
    app = _send(open_page("import_data"), MISSPELT)
    assert app.button(key="import_put_in_all").label == "Put in all 3 suggestions"
    app.button(key="import_put_in_all").click().run()
    words = words_of(app)
    assert "3 cells were mended" in words
    assert "problem" not in words
    assert not app.button(key="import_load").disabled
    (back,) = [button for button in app.button if "Complte" in button.label]
    back.click().run()
    words = words_of(app)
    assert "1 problem to mend" in words
    assert "2 cells were mended" in words
    app.button(key="import_take_back_all").click().run()
    assert "3 problems to mend" in words_of(app)


def test_one_suggestion_is_put_into_every_cell_that_says_the_same(
    open_page: OpenPage, words_of: Words
) -> None:
    app = _send(open_page("import_data"), MISSPELT)
    (city,) = [button for button in app.button if "2 cells of City" in button.label]
    city.click().run()
    words = words_of(app)
    assert "1 problem to mend" in words
    assert "2 cells were mended" in words


def test_what_was_put_in_is_loaded_and_stands_in_the_receipt(open_page: OpenPage, words_of: Words) -> None:
    app = _send(open_page("import_data"), MISSPELT)
    app.button(key="import_put_in_all").click().run()
    app.button(key="import_load").click().run()
    assert "3 cells were mended before they were loaded; the receipt lists them." in words_of(app)
    assert "Welcome guide" in _titles()
    labels = [button.label for button in app.download_button]
    assert "Download the receipt (JSON)" in labels
    assert "Download the sheet with its identifiers" in labels


def test_rows_with_problems_can_be_left_out(open_page: OpenPage, words_of: Words) -> None:
    app = _send(open_page("import_data"), MISSPELT)
    app.checkbox(key="import_accept_valid").check().run()
    assert app.button(key="import_load").label == "Load 1 row"
    app.button(key="import_load").click().run()
    assert "returns.csv is loaded. 3 rows: 1 new and 2 rejected." in words_of(app)
    assert _titles() == {"Choir"}
    assert "Download what was left out, to mend" in [b.label for b in app.download_button]


def test_ambiguous_dates_are_read_once_the_reader_says_that_the_day_stands_first(
    open_page: OpenPage, words_of: Words
) -> None:
    app = _send(open_page("import_data"), GOOD.replace("2019-01", "01/02/2019"))
    assert "Can be two days" in words_of(app)
    app.checkbox(key="import_day_first").check().run()
    assert "can be loaded" in words_of(app)


def test_a_zip_of_a_folder_is_imported(open_page: OpenPage, words_of: Words) -> None:
    app = _send(open_page("import_data"), pack(GOOD_FILES), "returns.zip")
    assert "returns.zip can be loaded. 14 rows: 14 new." in words_of(app)
    app.button(key="import_load").click().run()
    assert "Street party" in _titles()


def test_data_that_changed_since_the_preview_is_previewed_again(
    open_page: OpenPage, words_of: Words, tmp_path: Path
) -> None:
    app = _send(open_page("import_data"), GOOD)
    other = tmp_path / "other.csv"
    other.write_text("City,Initiative\nCardiff,Market\n", encoding="utf-8")
    load_source(open_shared(), LoadSource(other, bundled_choice=BundledChoice.REPLACE))
    app.button(key="import_load").click().run()
    words = words_of(app)
    assert _titles() == {"Market"}
    assert "The data has changed since this was previewed" in app.error[0].value
    assert "can be loaded. 3 rows: 3 new." in words
    app.button(key="import_load").click().run()
    assert _titles() == {"Market", "Welcome guide", "Jobs fair", "Choir"}


def test_another_file_can_be_chosen_instead(open_page: OpenPage, words_of: Words) -> None:
    app = _send(open_page("import_data"), MISSPELT)
    app.button(key="import_other").click().run()
    app = _send(app, GOOD, "mended.csv")
    assert "mended.csv can be loaded" in words_of(app)
    assert "returns.csv" not in words_of(app)


@pytest.mark.parametrize("limit", [len(GOOD) - 1, len(GOOD)])
def test_a_file_past_the_limit_is_refused_in_words(
    open_page: OpenPage, words_of: Words, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setenv("ICTRACK_UPLOAD_BYTES", str(limit))
    current_settings.cache_clear()
    app = _send(open_page("import_data"), GOOD)
    if limit < len(GOOD):
        assert f"has {len(GOOD)} bytes" in app.error[0].value.replace("\\", "")
        assert app.file_uploader
    else:
        assert "can be loaded" in words_of(app)


def test_a_file_that_is_no_table_says_why_and_loads_nothing(open_page: OpenPage, words_of: Words) -> None:
    app = _send(open_page("import_data"), b"PK\x03\x04 and more")
    assert "Is a workbook, not a CSV file." in words_of(app)
    assert "import_load" not in {button.key for button in app.button}


def test_markdown_in_a_file_is_shown_as_text(open_page: OpenPage, words_of: Words) -> None:
    nasty = ":green-badge[On track] ![x](http://example.org/x.png)"
    text = f"City,Initiative,Status\n{nasty},{nasty},{nasty}\n"
    app = _send(open_page("import_data"), text, f"{nasty}.csv".replace("/", ""))
    assert not app.exception
    for button in app.button:
        assert ":green-badge[" not in button.label
    assert "<img" not in words_of(app)
    assert ":green-badge[On track]" in words_of(app)
