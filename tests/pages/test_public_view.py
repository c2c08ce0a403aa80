"""What everybody may see of a page holds nothing that is not for everybody: no name, no note, in no place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ictrack.actions.opening import close_shared
from ictrack.settings import current_settings
from tests.canaries import CANARY, CONVENING, FOUND, open_with_canaries

FRAME = Path(__file__).with_name("public_frame.py")
# Pages with writes only are not for everybody: who opens one is refused before.
PAGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("overview", {}),
    ("city", {"city": "CAR"}),
    ("area", {"area": "jobs"}),
    ("initiatives", {}),
    ("initiatives", {"search": CANARY}),
    ("initiative", {"initiative": "CAR-public"}),
    ("initiative", {"initiative": "CAR-internal"}),
    ("initiative", {"initiative": "BRI-network"}),
    ("gaps", {}),
    ("gaps", {"city": "CAR", "area": "jobs"}),
    ("lenses", {}),
    ("lenses", {"lens": "lacking"}),
    ("convening", {"since": "2019-06-30", "as_at": "2020-06-30"}),
    ("convening_report", {"convening": CONVENING}),
    ("convening_report", {"convening": CONVENING, "section": "city:BRI"}),
    ("convening_report", {"convening": "E1"}),
    ("returns", {}),
    ("returns", {"city": "CAR"}),
    ("phases", {}),
    ("timeline", {}),
    ("data", {}),
    ("data_quality", {"city": "CAR"}),
    ("loads", {}),
    ("loads", {"load": "1"}),
    ("about", {}),
)


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("public") / "canaries.duckdb"
    open_with_canaries(path).close()
    return path


@pytest.fixture
def opened(programme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    path = tmp_path / "ictrack.duckdb"
    path.write_bytes(programme.read_bytes())
    monkeypatch.setenv("ICTRACK_DATABASE", str(path))
    close_shared()
    current_settings.cache_clear()
    st.cache_data.clear()
    yield
    close_shared()
    current_settings.cache_clear()


def bytes_of(node: object) -> Iterator[str]:
    for name in ("proto", "root"):
        if (message := getattr(node, name, None)) is not None:
            yield str(message)
    for child in getattr(node, "children", {}).values():
        yield from bytes_of(child)


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize(("name", "query"), PAGES, ids=lambda part: str(part)[:50])
def test_a_page_of_the_public_view_tells_nothing_else(name: str, query: dict[str, str]) -> None:
    app = AppTest.from_file(str(FRAME), default_timeout=60)
    app.query_params.update({"page": name, **query})
    app.run()
    assert not app.exception, app.exception
    shown = "\n".join([*bytes_of(app._tree), app.session_state["file"].decode()])
    shown = shown.replace(query.get("search", "\x00"), "")
    assert set(FOUND.findall(shown)) == set()
