"""Every page in an invented language, on data in Greek letters: no plain letter may be left.

A word that did not pass through gettext is the only one that still has plain letters.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ictrack import language
from ictrack.summaries.known_faults import KNOWN_FAULTS
from tests.catalogue import INVENTED, extract_words, write_invented_language
from tests.pages.greek_programme import VIEWS, store_greek
from tests.pages.reading import read_page

OpenPage = Callable[..., AppTest]

# Names of products and of things that have one name in every language.
PROPER_NAMES = {
    "ictrack",
    "Python",
    "Streamlit",
    "Plotly",
    "DuckDB",
    "pandas",
    "CSV",
    "XLSX",
    "JSON",
    "Parquet",
}
# Commands, addresses, fingerprints, identifiers of files and rules: written the same everywhere.
NOT_WORDS = re.compile(
    r"python -m ictrack [a-zA-Z ]+|(https?://|\./|\?)\S+|\b[0-9a-f]{8}\b|\b[a-z]+(_[a-z]+)+\b(\.csv)?"
    r"|\b(initiatives|cities|phases|memberships|events)(\.csv)?(?=, )"
)
# What axe calls a fault of the framework, and where it finds it.
CODES = {code for fault in KNOWN_FAULTS for code in (fault.rule, fault.selector)}
PLAIN_WORD = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the invented language from the words of the code as they are now."""
    folder = tmp_path_factory.mktemp("invented")
    write_invented_language(extract_words(folder / "words.pot"), folder)
    return folder


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the Greek programme once as each kind of record, and once without any row."""
    folder = tmp_path_factory.mktemp("greek")
    store_greek(folder / "returns", "returns")
    store_greek(folder / "public_record", "public_record")
    store_greek(folder / "nothing", "returns", {})
    return folder


@pytest.fixture
def speaking_invented(invented: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve readers in the invented language, days and lists in Greek."""
    monkeypatch.setattr(language, "LOCALE_FOLDER", invented)
    monkeypatch.setitem(language._LOCALES, INVENTED, "el_GR")
    monkeypatch.setenv("ICTRACK_LANGUAGE", INVENTED)
    language._catalogue.cache_clear()
    yield
    language._catalogue.cache_clear()


@pytest.mark.usefixtures("speaking_invented")
@pytest.mark.parametrize("kind", ["returns", "public_record"])
@pytest.mark.parametrize("view", VIEWS)
def test_no_page_shows_a_word_that_is_not_translated(
    open_page: OpenPage, stored: Path, tmp_path: Path, kind: str, view: str
) -> None:
    shutil.copy(stored / kind, tmp_path / "ictrack.duckdb")
    page, query = VIEWS[view]
    assert plain_words(read_page(open_page(page, query))) == []


@pytest.mark.usefixtures("speaking_invented")
@pytest.mark.parametrize("page", ["overview", "data", "about"])
def test_a_page_without_data_shows_no_word_that_is_not_translated(
    open_page: OpenPage, stored: Path, tmp_path: Path, page: str
) -> None:
    shutil.copy(stored / "nothing", tmp_path / "ictrack.duckdb")
    assert plain_words(read_page(open_page(page))) == []


@pytest.mark.usefixtures("speaking_invented")
def test_what_ictrack_draws_says_its_language(open_page: OpenPage) -> None:
    """Streamlit declares every page English; what is drawn inside says otherwise where it is."""
    drawn = [part.proto.body for part in open_page("about").get("html") if 'class="ic"' in part.proto.body]
    assert drawn
    assert all(f'lang="{INVENTED}"' in body for body in drawn)


def test_a_word_that_bypasses_gettext_would_be_found(open_page: OpenPage) -> None:
    """In English no word is translated, so each page is full of plain words."""
    texts = read_page(open_page("about"))
    assert len(plain_words(texts)) > 50
    assert {"Cities", "All phases", "Take away", "Versions"} <= set(plain_words(texts))


def plain_words(texts: list[str]) -> list[str]:
    """List the texts that still hold a plain word."""
    found = []
    for text in texts:
        words = set(PLAIN_WORD.findall(NOT_WORDS.sub(" ", text))) - PROPER_NAMES
        if text not in CODES and (words or "{" in text):
            found.append(text)
    return found
