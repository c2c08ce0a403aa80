"""The memory that holds very many cells while they are read and stored."""

from __future__ import annotations

from functools import cache

import pyarrow as pa


@cache
def pool_of_cells() -> pa.MemoryPool:
    """Give the pool that asks the system for the least memory, where Arrow was built with it.

    Arrow's own choice takes huge pages, of which the system blanks more than is written to: that took
    a third of the time of reading.
    """
    if "jemalloc" in pa.supported_memory_backends():
        return pa.jemalloc_memory_pool()
    return pa.default_memory_pool()
