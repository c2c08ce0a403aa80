"""The templates are what the models say, and a filled one loads."""

from __future__ import annotations

from pathlib import Path

import pytest

from ictrack.actions.load import LoadSource, load_source
from ictrack.actions.receipt import Outcome
from ictrack.ingest.templates import TEMPLATES, templates
from tests.engines import OpenNew


@pytest.mark.parametrize("name", sorted(templates()))
def test_a_template_is_what_the_models_say(name: str) -> None:
    there = (TEMPLATES / name).read_bytes().splitlines()
    assert there == templates()[name].splitlines(), "run 'python -m ictrack.ingest.templates'"


def test_no_template_is_left_over() -> None:
    there = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.csv")}
    assert there == set(templates())


def test_a_filled_template_of_one_sheet_loads(open_new: OpenNew, tmp_path: Path) -> None:
    path = tmp_path / "one-sheet.csv"
    row = "Bristol,Street party,Shared local story,2,in progress,2021-05,Planned\r\n"
    path.write_bytes(templates()["one-sheet.csv"] + row.encode())
    database = open_new()
    receipt = load_source(database, LoadSource(path))
    assert receipt.outcome is Outcome.LOADED, [issue.sentence() for issue in receipt.issues]
