"""What is counted of initiatives, and the sentences that go with the counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ictrack.scope import Scope
from ictrack.store.queries import InitiativeAsAt, list_initiatives
from ictrack.summaries.progress import count_progress
from ictrack.summaries.sentences import caveats_of
from tests.engines import OpenNew
from tests.properties.tables import Files, fill

Listed = Callable[..., tuple[InitiativeAsAt, ...]]
AS_AT = date(2020, 8, 1)
TODAY = date(2021, 1, 1)
PHASES = [{"phase_id": "1", "name": "Phase one", "starts_on": "2017-01", "ends_on": "2023"}]
CITIES = [{"city_id": "BRI", "name": "Bristol"}, {"city_id": "CDF", "name": "Cardiff"}]


def initiative(identifier: str, city: str = "BRI", **cells: str) -> dict[str, str]:
    return {"initiative_id": identifier, "city_id": city, "phase_id": "1", "title": identifier, **cells}


def update(initiative: str, day: str) -> dict[str, str]:
    return {"update_id": f"U{day}", "initiative_id": initiative, "reported_on": day, "status": "in_progress"}


@pytest.fixture(scope="module")
def listed(open_shared: OpenNew) -> Listed:
    database = open_shared()

    def list_them(files: Files, **scope: Any) -> tuple[InitiativeAsAt, ...]:
        fill(database, {"phases": PHASES, "cities": CITIES, **files})
        return list_initiatives(database, Scope(AS_AT, TODAY, **scope))

    return list_them


@pytest.mark.parametrize(
    ("reported_on", "delivered_at_most"),
    [("2019-08-01", 1), ("2019-08-02", 0), ("2019-07", 1), ("2019-08", 0)],
)
def test_silence_begins_twelve_months_after_the_last_report(
    listed: Listed, reported_on: str, delivered_at_most: int
) -> None:
    initiatives = listed({"initiatives": [initiative("B1")], "status_updates": [update("B1", reported_on)]})
    counts = count_progress(initiatives, AS_AT)
    assert (counts.delivered, counts.delivered_at_most) == (0, delivered_at_most)


def test_strands_are_joint_only_in_a_total_that_holds_both(listed: Listed) -> None:
    files: Files = {
        "initiatives": [initiative("B1"), initiative("B2"), initiative("C1", "CDF")],
        "initiative_links": [{"from_id": "B1", "to_id": "C1", "kind": "joint_with"}],
    }
    both = listed(files)
    assert [i.joint_with for i in both] == [("C1",), (), ("B1",)]
    assert count_progress(both, AS_AT).joint == 2
    words = "2 of all are joint: strands of one project in two cities."
    assert words in caveats_of(count_progress(both, AS_AT), both)
    one = listed(files, cities=("BRI",))
    assert count_progress(one, AS_AT).joint == 0
    assert not any("joint" in note for note in caveats_of(count_progress(one, AS_AT), one))


@pytest.mark.parametrize(("reported_on", "silent"), [("2020-03-31", 1), ("2020-04-01", 0)])
def test_of_those_past_their_date_it_says_how_many_were_not_heard_of_since(
    listed: Listed, reported_on: str, silent: int
) -> None:
    initiatives = listed(
        {
            "initiatives": [initiative("B1", target_on="2020-03-31")],
            "status_updates": [update("B1", reported_on)],
        }
    )
    notes = caveats_of(count_progress(initiatives, AS_AT), initiatives)
    assert f"1 past its date, of which {silent} not heard of since." in notes


def test_where_nothing_is_past_its_date_it_says_nothing_of_silence_since(listed: Listed) -> None:
    initiatives = listed({"initiatives": [initiative("B1", target_on="2020-08-01")]})
    assert not any("past" in note for note in caveats_of(count_progress(initiatives, AS_AT), initiatives))
