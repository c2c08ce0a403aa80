"""A returns workbook in another language: made, filled in with its own words, and read again."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ictrack import language
from ictrack.actions.send_return import ReturnOutcome, send_return
from ictrack.ingest.returns.columns import Fill, Holds, sheet_columns
from ictrack.ingest.returns.content import name_of_answers, words_of
from ictrack.settings import current_settings
from tests.catalogue import INVENTED, extract_words, write_invented_language
from tests.unit.actions.loading import stored
from tests.unit.returns_programme import make_programme, saved, sent, workbook_of


@pytest.fixture
def _speaking_invented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "invented"
    folder.mkdir()
    write_invented_language(extract_words(folder / "words.pot"), folder)
    monkeypatch.setattr(language, "LOCALE_FOLDER", folder)
    monkeypatch.setenv("ICTRACK_LANGUAGE", INVENTED)
    current_settings.cache_clear()
    language._catalogue.cache_clear()
    yield
    monkeypatch.undo()
    current_settings.cache_clear()
    language._catalogue.cache_clear()


@pytest.mark.usefixtures("_speaking_invented")
def test_its_words_are_those_of_the_language_and_are_understood(tmp_path: Path) -> None:
    database = make_programme(tmp_path / "files")
    book = load_workbook(io.BytesIO(workbook_of(database)))
    labels = {column.key: column.label for column in sheet_columns()}
    assert all(not label.isascii() for label in labels.values())
    sheet = book[name_of_answers()]
    columns = {cell.value: cell.column for cell in sheet[1]}
    under_way = {word: label for label, word in words_of(Holds.STATUS).items()}["in_progress"]
    sheet.cell(2, columns[labels["status"]]).value = under_way
    receipt = send_return(database, sent(saved(book)))
    assert receipt.outcome is ReturnOutcome.LOADED
    assert stored(database, "status_update", "status", where="load_id > 1") == [("in_progress",)]
    database.close()


def test_every_column_has_words_of_its_own() -> None:
    columns = sheet_columns()
    for told in ("key", "label", "means"):
        assert len({getattr(column, told) for column in columns}) == len(columns)
    assert {column.fill for column in columns} == set(Fill)
