"""Faults of the framework that axe finds and that cannot be mended from Python.

The accessibility statement lists them, and the browser tests allow these and nothing else.
Each names the rule, where it is found, and the version of Streamlit that has it; one that
is no longer needed fails the tests.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KnownFault:
    """One fault of the framework: axe's rule, the element it is found in, since when, and why."""

    rule: str
    selector: str
    streamlit: str
    why: str


KNOWN_FAULTS: tuple[KnownFault, ...] = ()
