"""Every page on a programme of nasty texts: each is shown as it is, and nothing on a page is made by one."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ictrack.escapes import plain_markdown
from ictrack.store.database import open_database
from tests.nasty import ACCEPTED, Tags
from tests.nasty_programme import CONVENING, load_nasty
from tests.pages.conftest import OpenPage

FIRST, SECOND = "C00-1", "C08-1"
PAGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("overview", {}),
    ("city", {"city": "C00"}),
    ("area", {"area": "a1"}),
    ("initiatives", {}),
    ("initiatives", {"search": ACCEPTED["script"], "by": "meetings"}),
    ("initiative", {"initiative": FIRST}),
    ("initiative", {"initiative": SECOND}),
    ("initiative", {"initiative": ACCEPTED["Markdown picture"]}),
    ("gaps", {}),
    ("gaps", {"city": "C08", "area": "a2"}),
    ("lenses", {}),
    ("convening", {"since": "2019-06-30"}),
    ("convening_report", {"convening": CONVENING}),
    ("returns", {"city": "C08"}),
    ("report", {"initiative": FIRST}),
    ("report", {"city": "C08"}),
    ("review", {}),
    ("phases", {}),
    ("timeline", {}),
    ("timeline", {"by": "area"}),
    ("data", {}),
    ("data_quality", {"city": "C08"}),
    ("loads", {"load": "1"}),
    ("reference", {"table": "initiatives", "key": FIRST}),
    ("reference", {"table": "cities"}),
    ("about", {}),
)
# Where Streamlit renders Markdown, by the kind of its message.
MARKDOWN = {
    "Markdown": ("body",),
    "Alert": ("body",),
    "Button": ("label", "help"),
    "DownloadButton": ("label", "help"),
    "Checkbox": ("label", "help"),
    "Radio": ("label", "help", "options", "captions"),
    "Selectbox": ("label", "help"),
    "MultiSelect": ("label", "help"),
    "TextInput": ("label", "help"),
    "TextArea": ("label", "help"),
    "FileUploader": ("label", "help"),
    "PageLink": ("label", "help"),
    "Popover": ("label", "help"),
    "Expandable": ("label",),
    "Progress": ("text",),
    "Spinner": ("text",),
}
# Those that would show as something else where they are not escaped.
MARKED = {name: text for name, text in ACCEPTED.items() if plain_markdown(text) != text and len(text) > 9}
_OUR_OWN = re.compile(r"</?b>|<br>|</?extra>|%\{(?:x|y|text|customdata|fullData)[^}]*\}")


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nasty")
    database = open_database(folder / "nasty.duckdb")
    load_nasty(database, folder / "files")
    database.close()
    return folder / "nasty.duckdb"


def messages_of(node: Any) -> Iterator[Any]:
    for name in ("proto", "root"):
        if (message := getattr(node, name, None)) is not None and hasattr(message, "DESCRIPTOR"):
            yield message
    for child in getattr(node, "children", {}).values():
        yield from messages_of(child)


def parts_of(message: Any) -> Iterator[Any]:
    """Give a message, and all in it."""
    yield message
    for field, value in message.ListFields():
        if hasattr(value, "ListFields"):
            yield from parts_of(value)
        elif field.message_type and not hasattr(value, "keys"):
            for one in value:
                if hasattr(one, "ListFields"):
                    yield from parts_of(one)


def texts_of(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(one) for one in value]  # type: ignore[attr-defined]


def in_charts(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        yield from (text for key, value in part.items() if key != "template" for text in in_charts(value))
    elif isinstance(part, list):
        yield from (text for value in part for text in in_charts(value))
    elif isinstance(part, str):
        yield part


def check_page(app: AppTest) -> str:
    """See that nothing of a page is alive; give all that it shows."""
    assert not app.exception, app.exception
    shown = []
    for message in (part for top in messages_of(app._tree) for part in parts_of(top)):
        kind = type(message).__name__
        if kind == "Html":
            tags = Tags(message.body)
            assert tags.live() == []
            shown.append(tags.text)
        if kind == "PlotlyChart":
            for text in in_charts(json.loads(message.spec)):
                assert not set("<>") & set(_OUR_OWN.sub("", text)), text
                shown.append(html.unescape(text))
        for field in MARKDOWN.get(kind, ()):
            for text in texts_of(getattr(message, field, "")):
                raw = [name for name, nasty in MARKED.items() if " ".join(nasty.split()) in text]
                assert raw == [], (kind, field, text[:200])
    return "\n".join(shown)


@pytest.mark.parametrize(("name", "query"), PAGES, ids=lambda part: str(part)[:60])
def test_nothing_on_a_page_is_made_by_a_text(
    open_page: OpenPage, tmp_path: Path, programme: Path, name: str, query: dict[str, str]
) -> None:
    (tmp_path / "ictrack.duckdb").write_bytes(programme.read_bytes())
    check_page(open_page(name, query))


def test_a_list_shows_every_text_as_it_is(open_page: OpenPage, tmp_path: Path, programme: Path) -> None:
    (tmp_path / "ictrack.duckdb").write_bytes(programme.read_bytes())
    shown = check_page(open_page("initiatives", {}))
    assert [name for name, text in ACCEPTED.items() if text not in shown] == []
