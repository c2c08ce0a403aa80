"""What is told of the machine on which something was measured."""

from __future__ import annotations

import os


def memory() -> str:
    """Say how much memory it has."""
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{size / 1024**3:.0f} GB of memory"


def load() -> float:
    """Give how many processes wanted a core in the last minute, on average."""
    return os.getloadavg()[0]


def busy(load: float) -> str:
    """Say how busy it was before the first question."""
    return (
        f"Before the first question the load average of the machine was {load:.1f}, with the making of "
        f"the programme in it; far more than its {os.cpu_count()} cores means that others used them."
    )
