"""One escape for each kind of output: nothing comes alive, and every text is there as it was."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from ictrack.escapes import (
    STEERING,
    clean_text,
    file_words,
    guard,
    plain_markdown,
    plain_words,
    script_json,
    sheet_margin,
    style_text,
    terminal_text,
    unguard,
    web_address,
)
from ictrack.ingest.text import clean
from ictrack.markup import element
from tests.nasty import ACCEPTED, EVERY, LINKS, NO_LINKS, REFUSED, Tags

JOINER = "\u2060"
# Mostly signs that matter to some output, in any order, among any other text.
SIGNS = "=+-@\t\r\n '\u200b\u2060\ufeff\u00a0a<>&\"\\:$#[]()!*_`/."
texts = st.text(st.one_of(st.sampled_from(SIGNS), st.characters()))


def _each(check: Callable[[str], None]) -> Callable[[str], None]:
    """Try a rule on every nasty text, and on what Hypothesis finds."""
    tried: Callable[[str], None] = check
    for text in EVERY.values():
        tried = _example(tried, text)
    return settings(deadline=None, derandomize=True, max_examples=300)(given(texts)(tried))


def _example(check: Callable[[str], None], text: str) -> Callable[[str], None]:
    return example(text)(check)


@_each
def test_html_shows_a_text_as_it_is_and_makes_no_element_of_it(text: str) -> None:
    tags = Tags(element("p", text, title=text))
    shown = text.replace("\x00", "")
    assert [tag for tag, _attributes in tags.tags] == ["p"]
    assert list(tags.tags[0][1]) == ["title"]
    assert tags.text.replace("\x00", "") == shown


@_each
def test_markdown_shows_a_text_as_it_is_and_makes_nothing_of_it(text: str) -> None:
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(plain_markdown(text))
    tags = Tags(rendered)
    shown = " ".join(text.split()).replace("\x00", "\ufffd")
    assert {tag for tag, _attributes in tags.tags} <= {"p"}
    assert tags.text.strip("\n").replace(JOINER, "") == shown.replace(JOINER, "")


@_each
def test_streamlit_finds_nothing_in_what_was_markdown(text: str) -> None:
    shown = html.unescape(Tags(MarkdownIt().render(plain_markdown(text))).text)
    for found_later in (
        r":[^\s:\u2060][^\s:]*:",
        r"https?://",
        r"www\.",
        r"\S@[^\s\u2060]",
        r"<-|->|--|[<>~]=",
    ):
        assert not re.search(found_later, shown, re.IGNORECASE)


@_each
def test_plotly_finds_no_markup_in_a_text(text: str) -> None:
    written = plain_words(text)
    assert not set("<>") & set(written)
    assert written.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == clean_text(text)


@_each
def test_a_guarded_cell_starts_no_formula_and_reads_back_as_it_was(text: str) -> None:
    guarded = guard(text)
    seen = (c for c in guarded if unicodedata.category(c) != "Cf" and (not c.isspace() or c in "\t\r"))
    assert next(seen, "") not in set("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
    assert unguard(guarded) == text
    assert clean(guard(clean(text))) == clean(text)


@_each
def test_office_files_can_hold_a_cleaned_text(text: str) -> None:
    made = etree.Element("text")
    made.text = clean_text(text)
    assert etree.fromstring(etree.tostring(made)).text in {made.text, None}


@_each
def test_a_string_in_a_style_sheet_ends_where_it_should(text: str) -> None:
    written = style_text(text)
    assert re.fullmatch(r"(?:[A-Za-z0-9]|\\[0-9a-f]+ )*", written)
    read = re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), written)
    assert read == clean_text(text)


@_each
def test_json_in_a_page_ends_no_script_and_reads_back_as_it_was(text: str) -> None:
    written = script_json({"text": text})
    assert not set("<>&") & set(written)
    assert json.loads(written) == {"text": text}


@_each
def test_the_foot_of_a_sheet_has_no_command_of_a_text_and_is_as_short_as_excel_wants_it(text: str) -> None:
    written = sheet_margin(text, "&L")
    assert "&" not in written.replace("&&", "")
    assert len(written.encode("utf-16-le", "surrogatepass")) // 2 <= 253


@_each
def test_the_name_of_a_file_leaves_no_folder_and_breaks_no_header(text: str) -> None:
    named = file_words("ictrack", text)
    assert re.fullmatch(r"ictrack(-[^\W_]+)*", named)
    assert len(named.encode()) <= 120


@_each
def test_a_terminal_is_not_steered_and_gets_one_line(text: str) -> None:
    written = terminal_text(text)
    assert not STEERING.search(written)
    assert len(written.splitlines()) <= 1


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.one_of(texts, st.sampled_from([*LINKS, *NO_LINKS]), texts.map("https://example.org/".__add__)))
def test_an_address_leads_to_the_web_or_nowhere(text: str) -> None:
    address = web_address(text)
    assert address is None or re.fullmatch(r"https?://[!-~]+", address, re.IGNORECASE)
    if address:
        assert not set('<>"\\^`{|} ') & set(address)
        assert web_address(address) == address


@pytest.mark.parametrize(
    ("url", "address"),
    [
        *LINKS.items(),
        (' http://example.org/a b"<>\\^`{|}\n', "http://example.org/a%20b%22%3C%3E%5C%5E%60%7B%7C%7D"),
        ("https://example.org/Llŷn\x00", "https://example.org/Ll%C5%B7n"),
        ("HTTPS://example.org", "HTTPS://example.org"),
    ],
)
def test_an_address_of_the_web_is_written_in_the_letters_of_addresses(url: str, address: str) -> None:
    assert web_address(url) == address


@pytest.mark.parametrize("url", ["", *NO_LINKS])
def test_anything_else_is_no_link(url: str) -> None:
    assert web_address(url) is None


def test_a_csv_of_every_text_has_as_many_rows_and_cells_as_were_written() -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([guard(text), "end"] for text in EVERY.values())
    out.seek(0)
    assert [(unguard(cell), end) for cell, end in csv.reader(out)] == [(t, "end") for t in EVERY.values()]


def test_what_is_refused_is_what_steers() -> None:
    assert [name for name, text in EVERY.items() if STEERING.search(text)] == [*REFUSED, "half"]
    assert not [name for name, text in ACCEPTED.items() if STEERING.search(text)]


def test_control_characters_are_dropped_and_line_breaks_are_one_kind() -> None:
    assert clean_text("a\x00b\x07c\r\nd\re\tf\ufffe") == "abc\nd\ne\tf"
