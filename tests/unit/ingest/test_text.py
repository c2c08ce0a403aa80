"""What keeps a spreadsheet from running a cell comes off again when the cell is read."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ictrack.ingest.text import clean, guard, unguard

# Mostly signs that matter here, in any order, among any other text.
texts = st.text(st.one_of(st.sampled_from("=+-@\t\r\n '\u200b\ufeff\u00a0a"), st.characters()), max_size=12)


@given(texts)
@settings(deadline=None, derandomize=True, max_examples=500)
def test_a_guarded_text_starts_no_formula_and_reads_back_as_it_was(text: str) -> None:
    guarded = guard(text)
    assert not guarded.lstrip().startswith(("=", "+", "-", "@"))
    assert unguard(guarded) == text
    assert clean(guard(clean(text))) == clean(text)
