"""How large an invented programme is to be."""

from __future__ import annotations

from dataclasses import dataclass

from ictrack.errors import UsageError

MOST_CITIES = 2_000


@dataclass(frozen=True)
class DemoSize:
    """Hold how many cities, initiatives and status updates to invent, and the seed.

    Raises UsageError for a number that is not allowed.
    """

    cities: int = 14
    initiatives: int = 140
    updates: int = 900
    seed: int = 1

    def __post_init__(self) -> None:
        """Refuse what cannot be invented."""
        if not 1 <= self.cities <= MOST_CITIES:
            raise UsageError(_refusal("--cities", self.cities, f"a number from 1 to {MOST_CITIES}"))
        if self.initiatives < 1:
            raise UsageError(_refusal("--initiatives", self.initiatives, "1 or more"))
        if self.updates < 0:
            raise UsageError(_refusal("--updates", self.updates, "0 or more"))


def _refusal(option: str, given: int, allowed: str) -> str:
    return f"{option}: {given} is not allowed. Use {allowed}. Nothing was written."
