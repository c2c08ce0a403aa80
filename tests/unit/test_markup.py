"""What users type is text in HTML, wherever it stands."""

from __future__ import annotations

from ictrack.markup import element, joined


def test_a_text_and_an_attribute_are_escaped_and_an_element_is_not() -> None:
    made = element("p", "<b> & ", element("em", "x"), title='a "quote"', class_="ic", lang=None)
    assert made == '<p title="a &#34;quote&#34;" class="ic">&lt;b&gt; &amp; <em>x</em></p>'
    assert joined("<", element("b")) == "&lt;<b></b>"


def test_an_element_that_holds_nothing_has_no_end() -> None:
    assert element("meta", charset="utf-8") == '<meta charset="utf-8">'
