"""Pages as the frame shows them, run by Streamlit's AppTest on a database of the test's own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ictrack.actions.load import load_bundled
from ictrack.actions.opening import close_shared
from ictrack.settings import current_settings
from ictrack.store.database import open_database
from tests.properties.tables import Files, fill

FRAME = str(Path(__file__).resolve().parents[2] / "ictrack" / "ui" / "frame.py")
OpenPage = Callable[..., AppTest]
# Pages whose address is not the name of their file are known once the menu was drawn.
_OTHER_ADDRESS = frozenset({"import_data"})


@pytest.fixture(scope="session")
def public_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Load the public record once; tests open copies of it."""
    path = tmp_path_factory.mktemp("pages") / "public.duckdb"
    database = open_database(path)
    load_bundled(database)
    database.close()
    return path


@pytest.fixture
def open_page(public_record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenPage]:
    """Open a page by its name and address: on the public record, or on the files that are given."""
    path = tmp_path / "ictrack.duckdb"
    monkeypatch.setenv("ICTRACK_DATABASE", str(path))
    _forget()

    def open_one(
        name: str, query: Mapping[str, str | list[str]] | None = None, files: Files | None = None
    ) -> AppTest:
        if not path.exists():
            _make(path, files, public_record)
        app = AppTest.from_file(FRAME, default_timeout=60)
        app.query_params.update(query or {})
        if name in _OTHER_ADDRESS:
            app.run()
        return app.switch_page(f"../../pages/{name}.py").run()

    yield open_one
    _forget()


def _make(path: Path, files: Files | None, public_record: Path) -> None:
    if files is None:
        shutil.copy(public_record, path)
        return
    database = open_database(path)
    fill(database, files)
    database.close()


def _forget() -> None:
    """Leave nothing of one test's data to the next."""
    close_shared()
    current_settings.cache_clear()
    st.cache_data.clear()


@pytest.fixture
def words_of() -> Callable[[AppTest], str]:
    """Give all that a page shows as HTML or as a warning, as one text; no page may raise."""

    def words(app: AppTest) -> str:
        assert not app.exception, app.exception
        shown = [html.proto.body for html in app.get("html")]
        return "\n".join([*shown, *(warning.value for warning in app.warning)])

    return words
