"""Whatever identifiers are there, the next one is free and sorts after all that its initiative has."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ictrack.actions.submit import NewReport, SubmitOutcome, SubmitReports, submit_reports
from ictrack.ingest.update_identifiers import UpdateIdentifiers
from ictrack.store.database import Database
from ictrack.store.submissions import list_taken_identifiers
from tests.engines import OpenNew
from tests.properties.tables import fill
from tests.unit.small_programme import FILES

INITIATIVES = ["B2", "N1", "B2-U9"]
# Those that ictrack gives or once gave, those of cities, and any text at all.
NUMBERS = st.sampled_from(["1", "9", "10", "001", "009", "099", "998", "999", "0000"])
STEMS = st.sampled_from(["B2", "N1", "B2-U9", "B2-U999", "B2-EV-2-0a1b2c3d", "U", "zz", "ŵ", "9"])
IDENTIFIERS = st.one_of(
    st.builds(lambda stem, number: f"{stem}-U{number}", STEMS, NUMBERS),
    st.builds(lambda stem, number: f"{stem}{number}", STEMS, NUMBERS),
    st.builds(lambda stem, number: f"{stem}-U9-U{number}", STEMS, NUMBERS),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=6),
)
KNOWN = st.dictionaries(IDENTIFIERS, st.sampled_from(INITIATIVES), max_size=12)


@given(KNOWN, st.lists(st.sampled_from(INITIATIVES), min_size=1, max_size=12))
@settings(max_examples=500, deadline=None, derandomize=True)
def test_the_next_is_free_and_sorts_after_all_of_its_initiative(
    known: dict[str, str], asked: list[str]
) -> None:
    there = dict(known)
    identifiers = UpdateIdentifiers([(initiative, each) for each, initiative in known.items()])
    for initiative in asked:
        following = identifiers.give(initiative)
        assert following not in there
        assert all(following > each for each, owner in there.items() if owner == initiative)
        assert identifiers.is_last(initiative, following)
        there[following] = initiative


@given(KNOWN.filter(bool))
@settings(max_examples=500, deadline=None, derandomize=True)
def test_one_beside_another_stands_between_it_and_the_next_that_was_given(known: dict[str, str]) -> None:
    identifiers = UpdateIdentifiers([(initiative, each) for each, initiative in known.items()])
    first, second = identifiers.give("B2"), identifiers.give("B2")
    beside = identifiers.give_beside("B2", first)
    assert first < beside < second
    assert beside not in known


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    """Open a small programme."""
    opened = open_shared()
    fill(opened, FILES)
    return opened


ROW = """
    select $update_id as update_id, $initiative_id as initiative_id, 'status' as kind, 'S' as source_id,
        1 as load_id, 2 as file_row, '' as sent_hash
"""
PLACES = {
    "status_update": ROW,
    "undone_status_update": f"{ROW}, date '2021-01-01' as undone_on",
    "submission": """
        select $update_id as submission_id, $initiative_id as initiative_id, 'returned' as state,
            json_object('update_id', $update_id) as cells, timestamp '2021-01-01' as made_at,
            'a test' as made_by
    """,
}


@given(KNOWN, st.sampled_from(sorted(PLACES)))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_a_report_that_is_sent_gets_it_whatever_is_stored(
    database: Database, known: dict[str, str], place: str
) -> None:
    with database.cursor() as cursor:
        for each in PLACES:
            cursor.execute(f"delete from db.{each}")
        for update_id, initiative_id in known.items():
            cursor.execute(
                f"insert into db.{place} by name {PLACES[place]}",
                {"update_id": update_id, "initiative_id": initiative_id},
            )
    cells = {"initiative_id": "B2", "reported_on": "2023-11", "status": "paused"}
    command = SubmitReports((NewReport(cells),), review=True, today=date(2024, 1, 15))
    receipt = submit_reports(database, command)
    assert receipt.outcome is SubmitOutcome.SUBMITTED, receipt.issues
    (sent,) = receipt.submissions
    assert sent.update_id not in known
    assert all(sent.update_id > each for each, owner in known.items() if owner == "B2")
    assert ("B2", sent.update_id) in list_taken_identifiers(database, ["B2"])
