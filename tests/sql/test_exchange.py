"""Whom to ask about a thematic area, and what help is asked for and offered: given rows, both sides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.exchange_queries import Elsewhere, Help, list_elsewhere, list_help
from tests.engines import OpenNew
from tests.properties.tables import Cells, Files, fill
from tests.sql.rows import LATER, PHASES, initiative, update

AREAS = [
    {"area_id": "jobs", "name": "Work", "sort_order": "1"},
    {"area_id": "civic", "name": "Taking part", "short_name": "Civic", "sort_order": "2"},
]
CITIES = [{"city_id": name[:3].upper(), "name": name} for name in ("Bristol", "Cardiff", "Derby", "Exeter")]
DAY = date(2019, 12, 31)


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    return open_shared()


def of(city_id: str, number: int = 1, **cells: str) -> Cells:
    """Make an initiative of a city in the thematic area of work."""
    named = {"initiative_id": f"{city_id}-{number}", "city_id": city_id, "area_id": "jobs"}
    return initiative(**{**named, **cells})


def said(initiative_id: str, day: str, status: str = "in_progress", **cells: str) -> Cells:
    """Report on an initiative on one day."""
    return {**update(f"{initiative_id}-{day}", day, status, **cells), "initiative_id": initiative_id}


def store(
    database: Database, initiatives: Sequence[Cells], updates: Sequence[Cells], **files: object
) -> None:
    """Store a programme of four cities and two thematic areas."""
    held: Files = {
        "phases": list(PHASES),
        "cities": CITIES,
        "thematic_areas": AREAS,
        "initiatives": list(initiatives),
        "status_updates": list(updates),
        **files,  # type: ignore[dict-item]
    }
    fill(database, held)


def ask(database: Database, words: str = "", day: date = DAY) -> tuple[Elsewhere, ...]:
    """Ask whom Bristol could ask about work."""
    return list_elsewhere(database, Scope(day, LATER), "BRI", "jobs", words, 3)


def named(found: Sequence[Elsewhere]) -> list[str]:
    return [one.initiative_id for one in found]


@pytest.mark.parametrize(
    ("status", "confidence", "is_named"),
    [
        ("completed", "", True),
        ("in_progress", "", True),
        ("in_progress", "at_risk", False),
        ("not_started", "", False),
        ("paused", "", False),
        ("stopped", "", False),
    ],
)
def test_only_what_is_completed_or_under_way_is_named(
    database: Database, status: str, confidence: str, is_named: bool
) -> None:
    cells = {"confidence": confidence, "reason": "Why"} if confidence else {}
    store(database, [of("CAR")], [said("CAR-1", "2019-06-01", status, **cells)])
    assert named(ask(database)) == (["CAR-1"] if is_named else [])


def test_what_is_past_its_date_or_the_citys_own_or_of_another_area_is_not_named(database: Database) -> None:
    rows = [
        of("CAR", target_on="2019-07-01"),
        of("BRI"),
        of("DER", area_id="civic"),
        of("EXE", area_id="civic", secondary_areas="jobs"),
    ]
    store(database, rows, [said(row["initiative_id"], "2019-06-01") for row in rows])
    found = ask(database)
    assert named(found) == ["EXE-1"]
    assert not found[0].is_own_area


def test_it_is_judged_at_the_day_that_is_asked_for(database: Database) -> None:
    store(database, [of("CAR")], [said("CAR-1", "2019-06-01")])
    assert named(ask(database, day=date(2019, 5, 31))) == []
    assert named(ask(database, day=date(2019, 6, 1))) == ["CAR-1"]


def test_each_city_is_named_once_before_any_is_named_twice_and_the_newest_evidence_stands_first(
    database: Database,
) -> None:
    rows = [of("CAR", 1), of("CAR", 2), of("CAR", 3), of("DER"), of("EXE")]
    days = {"CAR-1": "2019-09-01", "CAR-2": "2019-08-01", "CAR-3": "2019-10-01", "DER-1": "2019-01-01"}
    link = {"evidence_url": "https://ictrack.example/e"}
    updates = [said(name, day, **link) for name, day in days.items()] + [said("EXE-1", "2019-11-01")]
    store(database, rows, updates)
    # Exeter reported last, and gave no evidence.
    assert named(ask(database)) == ["CAR-3", "DER-1", "EXE-1"]
    assert {one.of_all for one in ask(database)} == {5}
    store(database, rows[:4], updates[:4])
    assert named(ask(database)) == ["CAR-3", "CAR-1", "DER-1"]


def test_what_shares_more_with_what_the_city_has_is_chosen_before_newer_evidence(database: Database) -> None:
    own = of("BRI", title="Mentors for nurses", audiences="refugees", sectors="health")
    alike = of("CAR", 1, title="Nurses come back", audiences="Refugees", sectors="health")
    others = [of("CAR", number, title="Choir") for number in (2, 3, 4)]
    rows = [own, alike, *others]
    updates = [said("CAR-1", "2019-01-01"), *(said(f"CAR-{n}", "2019-06-01") for n in (2, 3, 4))]
    store(database, rows, updates)
    first = next(one for one in ask(database) if one.initiative_id == "CAR-1")
    assert first.shared_words == ("nurse",)
    assert first.shared_audiences == ("refugees",)
    assert first.shared_sectors == ("health",)
    # Without anything of its own there is nothing to share.
    store(database, rows[1:], updates)
    assert "CAR-1" not in named(ask(database))


@pytest.mark.parametrize(("holders", "is_telling"), [(2, True), (3, False)])
def test_what_most_have_says_nothing(database: Database, holders: int, is_telling: bool) -> None:
    own = of("BRI", title="x", audiences="refugees", sectors="health", description="Mentors")
    rows = [
        of("CAR", n, title="y", audiences="refugees", sectors="health", description="Mentors")
        for n in range(1, holders + 1)
    ]
    store(database, [own, *rows], [said(row["initiative_id"], "2019-06-01") for row in rows])
    one = ask(database)[0]
    assert bool(one.shared_audiences) is bool(one.shared_sectors) is is_telling
    # Of the words all cities' initiatives are counted, Bristol's own with them.
    assert not one.shared_words


def test_words_that_are_asked_for_come_first_whatever_is_shared(database: Database) -> None:
    rows = [
        of("BRI", audiences="refugees"),
        of("CAR", audiences="refugees"),
        *(of("DER", n) for n in (1, 2, 3)),
    ]
    rows.append(of("DER", 4, description="Cwrs Saesneg: ESOL i bawb"))
    store(
        database, rows, [said(row["initiative_id"], "2019-06-01") for row in rows if row["city_id"] != "BRI"]
    )
    assert "DER-4" not in named(ask(database))
    asked = {one.initiative_id: one.asked_words for one in ask(database, "Esol saesneg choir")}
    assert asked["DER-4"] == 2
    assert asked["CAR-1"] == 0


def test_each_field_tells_what_was_last_said_in_it(database: Database) -> None:
    early = {"achievements": "Ten mentors", "challenges": "Time", "evidence_url": "https://ictrack.example/e"}
    updates = [
        said("CAR-1", "2019-03-01", **early, evidence_title="Account", reported_by_role="Skills lead"),
        said("CAR-1", "2019-06-01", achievements="Twenty mentors", summary="Well under way"),
        said("CAR-1", "2020-02-01", "completed", achievements="Thirty mentors"),
    ]
    leads = [
        {"city_id": "CAR", "kind": "operational", "role": "Former lead", "ends_on": "2019-12-30"},
        {"city_id": "CAR", "kind": "operational", "role": "Lead", "starts_on": "2019-12-31"},
        {"city_id": "CAR", "kind": "operational", "role": "Next lead", "starts_on": "2020-01-01"},
        {"city_id": "CAR", "kind": "senior", "role": "Leader", "starts_on": "2019-12-31"},
    ]
    store(database, [of("CAR")], updates, city_leads=leads)
    one = ask(database)[0]
    assert (one.achievements, one.challenges, one.summary) == ("Twenty mentors", "Time", "Well under way")
    assert (one.evidence_title, one.evidence_on_written) == ("Account", "2019-03-01")
    assert (one.contact_role, one.city_lead_role) == ("Skills lead", "Lead")


def helped(database: Database, day: date = DAY, months: int = 12) -> list[tuple[str, str, str, bool]]:
    return [
        (one.kind, one.initiative_id, one.text, one.is_recent)
        for one in list_help(database, Scope(day, LATER), months)
    ]


def test_the_last_word_on_help_stands_until_another_is_said(database: Database) -> None:
    updates = [
        said("CAR-1", "2019-02-01", help_wanted="Slides", help_offered="A visit"),
        said("CAR-1", "2019-03-01", help_wanted="A speaker"),
        said("CAR-1", "2019-04-01"),
    ]
    store(database, [of("CAR")], updates)
    assert helped(database) == [
        ("ask", "CAR-1", "A speaker", True),
        ("offer", "CAR-1", "A visit", True),
    ]


@pytest.mark.parametrize(("day", "is_recent"), [("2018-12-30", False), ("2018-12-31", True)])
def test_what_was_said_before_the_months_up_to_the_day_is_not_recent(
    database: Database, day: str, is_recent: bool
) -> None:
    store(database, [of("CAR")], [said("CAR-1", day, help_wanted="Slides")])
    assert helped(database) == [("ask", "CAR-1", "Slides", is_recent)]


@pytest.mark.parametrize(
    ("status", "kinds"), [("stopped", []), ("completed", ["offer"]), ("paused", ["ask", "offer"])]
)
def test_what_has_ended_asks_for_nothing_and_what_was_stopped_offers_nothing(
    database: Database, status: str, kinds: list[str]
) -> None:
    both = {"help_wanted": "Slides", "help_offered": "A visit"}
    store(database, [of("CAR")], [said("CAR-1", "2019-06-01", status, **both)])
    assert [kind for kind, *_rest in helped(database)] == kinds
    # The day after its phase has ended, what is open is closed with it.
    after = helped(database, date(2020, 1, 1))
    assert [kind for kind, *_rest in after] == (["offer"] if status == "completed" else [])


def test_words_are_likened_case_accents_and_number_apart(database: Database) -> None:
    text = "Cities, city CITY; classes class; Ŵyl ŵyl; status this nurses a bus 2023 2023"
    store(database, [of("CAR")], [said("CAR-1", "2019-06-01", help_wanted=text)])
    found: tuple[Help, ...] = list_help(database, Scope(DAY, LATER), 12)
    assert sorted(found[0].words) == ["2023", "city", "class", "nurse", "status", "this"]
