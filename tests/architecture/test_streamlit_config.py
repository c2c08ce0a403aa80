"""How Streamlit is set: no prompt, no call home, this computer only, colours that can be read."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from ictrack.figures.palette import SURFACES, Theme
from ictrack.settings import Settings
from tests.architecture.project import PROJECT

CONFIG: dict[str, Any] = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
READABLE, SEEN = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11
each_theme = pytest.mark.parametrize("theme", Theme)


def luminance(colour: str) -> float:
    """Give the relative luminance of `#rrggbb`, from 0 to 1, as WCAG defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_streamlit_asks_for_nothing_and_tells_nobody() -> None:
    assert CONFIG["server"]["showEmailPrompt"] is False
    assert CONFIG["browser"]["gatherUsageStats"] is False


def test_streamlit_listens_on_this_computer_only() -> None:
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert Settings.model_fields["host"].default == "127.0.0.1"


def test_a_reader_never_sees_a_traceback() -> None:
    assert CONFIG["client"]["showErrorDetails"] == "none"


def test_no_more_than_ten_mebibytes_may_be_uploaded() -> None:
    assert CONFIG["server"]["maxUploadSize"] == 10


def test_no_message_of_a_reader_takes_much_memory() -> None:
    assert CONFIG["server"]["maxMessageSize"] == 25


def test_no_font_is_fetched() -> None:
    fonts = [value for table in (CONFIG["theme"], *_themes()) for key, value in table.items() if "ont" in key]
    assert fonts
    assert not any("://" in str(value) or "url" in str(value) for value in fonts)


@each_theme
def test_the_colours_of_streamlit_are_those_of_the_palette(theme: Theme) -> None:
    colours, surface = CONFIG["theme"][theme.value], SURFACES[theme]
    assert colours["backgroundColor"] == surface.background
    assert colours["textColor"] == surface.text
    assert colours["linkColor"] == surface.accent


@each_theme
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_text_and_links_can_be_read_and_edges_seen(theme: Theme, ground: str) -> None:
    colours = CONFIG["theme"][theme.value]
    for name in ("textColor", "linkColor"):
        assert contrast(colours[name], colours[ground]) >= READABLE, name
    assert contrast(SURFACES[theme].quiet, colours[ground]) >= READABLE
    for name in ("primaryColor", "borderColor"):
        assert contrast(colours[name], colours[ground]) >= SEEN, name


@each_theme
def test_what_streamlit_writes_in_white_on_the_accent_can_be_read(theme: Theme) -> None:
    assert contrast("#ffffff", CONFIG["theme"][theme.value]["primaryColor"]) >= READABLE


def _themes() -> list[dict[str, Any]]:
    return [CONFIG["theme"][theme.value] for theme in Theme]
