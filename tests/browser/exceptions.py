"""Faults of the framework that axe finds: those that the accessibility statement lists, and no other.

An exception that is no longer needed fails the tests.
"""

from __future__ import annotations

from ictrack.summaries.known_faults import KNOWN_FAULTS

EXCEPTIONS = KNOWN_FAULTS
