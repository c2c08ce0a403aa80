"""Things put together by what they have in common."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ictrack.summaries.grouped import grouped

THINGS = st.lists(st.tuples(st.sampled_from("abc"), st.integers()))


@given(THINGS, st.sampled_from("abcd"))
def test_a_group_holds_what_looking_through_all_for_its_key_finds(
    things: list[tuple[str, int]], key: str
) -> None:
    groups = grouped(things, lambda thing: thing[0])
    assert list(groups) == list(dict.fromkeys(thing[0] for thing in things))
    assert list(groups[key]) == [thing for thing in things if thing[0] == key]
