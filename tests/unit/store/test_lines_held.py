"""The lines of the outbox are read some at a time, and none is left out or read twice."""

from __future__ import annotations

from datetime import UTC, datetime

from ictrack.store.journalling import BEFORE_ALL, lines_after
from ictrack.store.outbox import record_parts
from tests.engines import OpenNew

MOMENT = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
LARGE = 15 * 1024**2


def test_parts_that_are_too_large_to_be_held_together_follow_each_other(open_new: OpenNew) -> None:
    database = open_new()
    sizes = [(1,), (1, 1), (LARGE, LARGE, LARGE, 1), (1,), (LARGE, LARGE), (1, 1, 1)]
    with database.cursor() as cursor:
        known = [(line.change_id, line.part) for line in lines_after(cursor, BEFORE_ALL)]
        for parts in sizes:
            texts = [f'"{"x" * size}"' for size in parts]
            change_id = record_parts(cursor, "sample", MOMENT, "a test", texts)
            known += [(change_id, part) for part in range(1, len(parts) + 1)]
        for place in [BEFORE_ALL, *known]:
            found = [(line.change_id, line.part) for line in lines_after(cursor, place)]
            assert found == [each for each in known if each > place]
