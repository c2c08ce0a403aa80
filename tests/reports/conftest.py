"""What the tests of reports share: the two programmes whose reports they look at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ictrack.store.database import Database
from tests.reports.programmes import open_invented, open_public_record


@pytest.fixture(scope="module")
def public_record() -> Iterator[Database]:
    """Open the public record in memory."""
    database = open_public_record()
    yield database
    database.close()


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Open an invented programme in memory."""
    database = open_invented(tmp_path_factory.mktemp("invented") / "files")
    yield database
    database.close()
