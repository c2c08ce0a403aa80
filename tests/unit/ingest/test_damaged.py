"""Damaged files are refused with a sentence, never with a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from ictrack.ingest.gather import gather_bytes
from tests.unit.ingest.bad_workbook import good_workbook, save
from tests.unit.ingest.programme import GOOD


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return save(good_workbook(), tmp_path_factory.mktemp("book")).read_bytes()


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_workbook_is_read_or_refused(workbook: bytes, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    data = bytearray(workbook)
    for _ in range(chance.choice([1, 5, 50])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    raw = gather_bytes(bytes(data), Path("returns.xlsx"))
    assert raw.tables or raw.issues


def test_a_workbook_that_was_cut_off_is_refused(workbook: bytes) -> None:
    raw = gather_bytes(workbook[: len(workbook) // 2], Path("returns.xlsx"))
    assert [issue.code for issue in raw.issues] == ["not_a_workbook"]


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_csv_file_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    data = bytearray(GOOD["status_updates"].encode())
    for _ in range(chance.choice([1, 5])):
        data[chance.randrange(len(data))] = chance.choice(b'",;\n\r\x00\xff\xe9 a')
    raw = gather_bytes(bytes(data), Path("status_updates.csv"))
    assert raw.tables or raw.sheet or raw.issues
