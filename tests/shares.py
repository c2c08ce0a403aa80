"""How much is tried of what takes long: all of it, or one of so many.

`python -m tests` and `python -m tests --all` try a share, always the same, and `python -m tests --thorough`
all of it:

- Tests on lakes: one takes some five times as long as on a file.
- Examples of properties: what the first of them do not show, most of the others do not show either.
"""

from __future__ import annotations

import os

# The variables that name the shares to the processes in which tests run.
TESTS_ON_LAKES = "ICTRACK_TESTS_ON_LAKES_ONE_IN"
EXAMPLES = "ICTRACK_TESTS_EXAMPLES_ONE_IN"
USUAL = {TESTS_ON_LAKES: 8, EXAMPLES: 4}
_FEWEST_EXAMPLES = 10
_EXAMPLES_FOR_ONE_ON_A_LAKE, _FEWEST_ON_A_LAKE = 20, 3


def take_usual_shares() -> None:
    """Let the processes that are started from here on try a share of what takes long."""
    os.environ.update({name: str(one_in) for name, one_in in USUAL.items()})


def one_in(name: str) -> int:
    """Say of how many one is tried: 1 where nothing else is asked for."""
    return int(os.environ.get(name, "1"))


def examples(most: int, *, on_lake: bool) -> int:
    """Say how many examples of a property to try, of as many as it names at most."""
    if on_lake:
        return min(most, max(_FEWEST_ON_A_LAKE, most // _EXAMPLES_FOR_ONE_ON_A_LAKE))
    return min(most, max(_FEWEST_EXAMPLES, most // one_in(EXAMPLES)))
