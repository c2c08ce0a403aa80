"""Lines break where they are said to, and nothing of a text is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ictrack.escapes import clean_text
from ictrack.reports.text_width import break_lines, longest_word, text_width


@settings(deadline=None, derandomize=True)
@given(st.text(), st.floats(min_value=20, max_value=900))
def test_broken_lines_are_the_text_and_no_wider_than_they_may(text: str, width: float) -> None:
    clean = clean_text(text)
    lines = break_lines(clean, width, 12)
    assert "".join(lines) == clean
    assert all(text_width(line.rstrip(), 12) <= width + 0.001 for line in lines)


def test_a_line_breaks_between_words_and_at_a_line_feed() -> None:
    width = text_width("one two", 12)
    assert break_lines("one two three\nfour", width, 12) == ["one two ", "three\n", "four"]


def test_a_word_that_is_wider_than_a_line_is_broken() -> None:
    assert break_lines("aaaa", text_width("aa", 12), 12) == ["aa", "aa"]
    assert longest_word("a aaa aa", 12) == text_width("aaa", 12)


def test_bold_and_large_letters_are_wider() -> None:
    assert text_width("a", 24) == 2 * text_width("a", 12)
    assert text_width("a", 12, bold=True) > text_width("a", 12)
    assert text_width("ŵ", 12) == text_width("w", 12)
    assert text_width("\u0302", 12) == 0
    assert text_width("🙂", 12) > text_width("W", 12)
