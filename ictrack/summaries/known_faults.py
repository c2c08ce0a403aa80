"""Faults of the framework that axe finds and that cannot be mended from Python.

The accessibility statement lists them, and the browser tests allow these and nothing else.
Each names the rule, where it is found, and the version of Streamlit that has it; one that
is no longer needed fails the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ictrack.language import _


@dataclass(frozen=True)
class KnownFault:
    """One fault of the framework: axe's rule, the element it is found in, since when, and why."""

    rule: str
    selector: str
    streamlit: str
    why: Callable[[], str]


KNOWN_FAULTS: tuple[KnownFault, ...] = (
    KnownFault(
        "presentation-role-conflict",
        '[data-testid="stFileUploaderDropzone"]',
        "1.67.0",
        lambda: _(
            "The box in which a file is chosen says of itself that it is only a look, and bears a name as "
            "well. The button in it is reached by keyboard and read aloud; the framework draws both."
        ),
    ),
)
