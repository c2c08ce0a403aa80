"""What is said of a word in an address that a page does not know."""

from __future__ import annotations

from collections.abc import Iterable

from ictrack.language import _


def problem_of_choice(name: str, written: str, allowed: Iterable[str]) -> str:
    """Say that an address asks for a word that is none of those allowed, and that it was left out."""
    return _(
        "The address asks for {name} '{value}', which is not one of {allowed}. It was left out.",
        name=name,
        value=written,
        allowed=", ".join(allowed),
    )
