"""Each rule of the catalogue of contradictions, on both sides of its boundary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from ictrack.scope import Scope
from ictrack.store.database import Database, sql_of
from ictrack.store.queries import Contradiction, list_contradictions
from ictrack.summaries.contradiction_rules import ContradictionRule, describe_finding, describe_rule
from ictrack.vocabulary import RecordKind
from tests.engines import OpenNew
from tests.properties.tables import Cells, fill

AS_AT = date(2023, 12, 31)
KNOWN_ON = date(2024, 6, 30)
URL = "https://example.org/evidence"
SOUND: Cells = {"initiative_id": "A1", "city_id": "A", "phase_id": "1", "area_id": "jobs", "title": "One"}


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    return open_shared()


def find(
    database: Database,
    updates: Sequence[Cells] = (),
    *,
    initiative: Cells | None = None,
    plans: Sequence[Cells] = (),
    links: Sequence[Cells] = (),
    scope: Scope | None = None,
    assumed_on: str | None = None,
) -> list[Contradiction]:
    """Store one initiative, sound but for what is given, and list what is to be checked.

    Recorded days are given; with `assumed_on` they are assumed, and that day is the load's.
    """
    whole = {"initiative_id": "A0", "city_id": "A", "phase_id": "1", "area_id": "jobs", "title": "Whole"}
    files = {
        "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2017-03", "ends_on": "2025"}],
        "cities": [{"city_id": "A", "name": "Abertawe"}],
        "thematic_areas": [{"area_id": "jobs", "name": "Jobs", "sort_order": "1"}],
        "action_plans": [{"city_id": "A", "phase_id": "1", "title": "Plan", **plan} for plan in plans],
        "initiatives": [{**SOUND, **(initiative or {})}, *([whole] if links else [])],
        "initiative_links": links,
        "status_updates": [{"initiative_id": "A1", **update} for update in updates],
    }
    fill(database, files)
    if assumed_on:
        assume_recording(database, assumed_on)
    return list(list_contradictions(database, scope or Scope(AS_AT, KNOWN_ON)))


def assume_recording(database: Database, loaded_on: str) -> None:
    with database.cursor() as cursor:
        cursor.execute("update db.source set recorded_on = 'assumed'")
        cursor.execute("delete from db.load")
        cursor.execute(
            "insert into db.load values (1, 'S', ?, 'p', 'f', '', 'reported', 0, 0, 0, 0, 0)",
            [f"{loaded_on} 23:59:59"],
        )


def rules(found: Sequence[Contradiction]) -> list[str]:
    return [one.rule for one in found if one.initiative_id == "A1"]


def test_a_sound_initiative_has_nothing_to_check(database: Database) -> None:
    completed = {"update_id": "U1", "reported_on": "2020", "status": "completed", "evidence_url": URL}
    assert find(database, [completed]) == []


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ({}, ["completed_without_evidence"]),
        ({"evidence_url": URL}, []),
        ({"source_url": URL}, []),
        ({"evidence_title": "Minutes"}, ["completed_without_evidence"]),
    ],
)
def test_completed_needs_a_document_that_can_be_opened(
    database: Database, evidence: Cells, expected: list[str]
) -> None:
    update = {"update_id": "U1", "reported_on": "2020", "status": "completed", **evidence}
    found = find(database, [update])
    assert rules(found) == expected
    if expected:
        assert (found[0].update_id, found[0].file, found[0].file_row) == ("U1", "status_updates.csv", 2)


def test_evidence_of_any_completed_update_will_do(database: Database) -> None:
    first = {"update_id": "U1", "reported_on": "2020", "status": "completed", "evidence_url": URL}
    later = {"update_id": "U2", "reported_on": "2021", "status": "completed"}
    assert find(database, [first, later]) == []


@pytest.mark.parametrize(("target", "expected"), [("2023-12-30", ["open_past_target"]), ("2023-12-31", [])])
def test_open_past_its_target_begins_the_day_after(
    database: Database, target: str, expected: list[str]
) -> None:
    update = {"update_id": "U1", "reported_on": "2020", "status": "in_progress"}
    found = find(database, [update], initiative={"target_on": target})
    assert rules(found) == expected
    if expected:
        assert (found[0].said, found[0].file, found[0].file_row) == (target, "initiatives.csv", 2)


@pytest.mark.parametrize(
    ("target", "expected"), [("2023-12-30", ["unknown_past_target"]), ("2023-12-31", []), ("2023", [])]
)
@pytest.mark.parametrize("reported_on", ["2020", ""])
def test_unknown_past_its_target_begins_the_day_after(
    database: Database, target: str, expected: list[str], reported_on: str
) -> None:
    update = {"update_id": "U1", "reported_on": reported_on}
    found = rules(find(database, [update], initiative={"target_on": target}))
    assert [rule for rule in found if rule != "undated_update"] == expected


@pytest.mark.parametrize("status", ["completed", "stopped"])
def test_what_is_finished_is_past_no_target(database: Database, status: str) -> None:
    update = {"update_id": "U1", "reported_on": "2020", "status": status, "evidence_url": URL}
    assert find(database, [update], initiative={"target_on": "2021"}) == []


@pytest.mark.parametrize(("reported_on", "expected"), [("", ["undated_update"]), ("2020", [])])
def test_an_update_is_undated_until_it_has_a_day(
    database: Database, reported_on: str, expected: list[str]
) -> None:
    assert rules(find(database, [{"update_id": "U1", "reported_on": reported_on}])) == expected


@pytest.mark.parametrize(
    ("lacks", "expected"),
    [({}, []), ({"phase_id": ""}, ["no_phase"]), ({"area_id": ""}, ["no_thematic_area"])],
)
def test_a_phase_and_an_area_are_each_looked_for(
    database: Database, lacks: Cells, expected: list[str]
) -> None:
    update = {"update_id": "U1", "reported_on": "2020", "status": "in_progress"}
    assert rules(find(database, [update], initiative=lacks)) == expected


def test_past_its_target_without_a_status_is_not_said_to_be_open(database: Database) -> None:
    """Nobody knows where it stands, and no page says that it is past its date."""
    update = {"update_id": "U1", "reported_on": "2020"}
    found = find(database, [update], initiative={"target_on": "2021"})
    assert rules(found) == ["unknown_past_target"]
    assert describe_finding(found[0], RecordKind.RETURNS) == "Due by 2021; its status is not known."


def test_past_its_target_and_paused_says_that_it_is_paused(database: Database) -> None:
    update = {"update_id": "U1", "reported_on": "2020", "status": "paused"}
    found = find(database, [update], initiative={"target_on": "2021"})
    assert rules(found) == ["open_past_target"]
    assert describe_finding(found[0], RecordKind.RETURNS) == "Due by 2021; paused."


@pytest.mark.parametrize(
    ("reopened_on", "expected"),
    [("2020-06-30", []), ("2020-07-01", ["reopened_after_completed"]), ("2020", [])],
)
def test_reopened_counts_from_the_day_after_it_was_completed(
    database: Database, reopened_on: str, expected: list[str]
) -> None:
    """A year that may begin before the day of completion proves nothing."""
    completed = {"update_id": "U1", "reported_on": "2020-06-30", "status": "completed", "evidence_url": URL}
    opened = {"update_id": "U2", "reported_on": reopened_on, "status": "in_progress"}
    found = [rule for rule in rules(find(database, [completed, opened])) if rule.startswith("reopened")]
    assert found == expected


def test_stopped_after_completed_is_not_open_again(database: Database) -> None:
    completed = {"update_id": "U1", "reported_on": "2020", "status": "completed", "evidence_url": URL}
    stopped = {"update_id": "U2", "reported_on": "2021", "status": "stopped"}
    assert find(database, [completed, stopped]) == []


def test_a_corrected_completion_was_never_reopened(database: Database) -> None:
    completed = {"update_id": "U1", "reported_on": "2020", "status": "completed"}
    opened = {"update_id": "U2", "reported_on": "2021", "status": "in_progress"}
    withdrawn = {"update_id": "U3", "kind": "withdrawal", "corrects_update_id": "U1"}
    assert rules(find(database, [completed, opened])) == ["reopened_after_completed"]
    assert find(database, [completed, opened, {**withdrawn, "recorded_on": "2022-01-01"}]) == []


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ({"reported_on": "2020-05-01", "status": "paused"}, ["two_statuses_on_one_day"]),
        ({"reported_on": "2020-05-01", "status": "in_progress"}, []),
        ({"reported_on": "2020-05-02", "status": "paused"}, []),
        ({"reported_on": "2020-05-01"}, []),
    ],
)
def test_two_statuses_on_one_day_must_differ(database: Database, second: Cells, expected: list[str]) -> None:
    first = {"update_id": "U1", "reported_on": "2020-05-01", "status": "in_progress"}
    found = find(database, [first, {"update_id": "U2", **second}])
    assert rules(found) == expected
    if expected:
        assert (found[0].update_id, found[0].against) == ("U2", "in_progress;paused")


@pytest.mark.parametrize(
    ("reported_on", "expected"),
    [
        ("2024-06-30", []),
        ("2024-07-01", ["dated_in_future"]),
        ("2024-06", []),
        ("2024", []),
        ("2025", ["dated_in_future"]),
    ],
)
def test_the_future_begins_after_the_known_on_day(
    database: Database, reported_on: str, expected: list[str]
) -> None:
    update = {"update_id": "U1", "reported_on": reported_on, "recorded_on": "2020-01-01", "status": "paused"}
    assert rules(find(database, [update])) == expected


@pytest.mark.parametrize(
    ("reported_on", "loaded_on", "expected"),
    [
        ("2024-06-30", "2024-06-30", []),
        ("2024-07-01", "2024-06-30", ["dated_in_future"]),
        ("2025", "2024-06-30", ["dated_in_future"]),
        ("2024-07-01", "2024-05-01", ["dated_in_future"]),
        # As known on a former day, what was reported since is not known yet, and not wrong.
        ("2024-07-01", "2024-07-01", ["no_update"]),
        ("2024-07-02", "2024-07-01", ["dated_in_future"]),
    ],
)
def test_the_future_is_seen_where_recording_is_assumed(
    database: Database, reported_on: str, loaded_on: str, expected: list[str]
) -> None:
    update = {"update_id": "U1", "reported_on": reported_on, "status": "paused"}
    assert rules(find(database, [update], assumed_on=loaded_on)) == expected


def test_an_update_of_the_future_that_was_taken_back_is_not_to_be_checked(database: Database) -> None:
    update = {"update_id": "U1", "reported_on": "2025", "status": "paused"}
    taken_back = {"update_id": "U2", "kind": "withdrawal", "corrects_update_id": "U1"}
    found = find(database, [update, taken_back], assumed_on="2024-06-30")
    assert rules(found) == ["no_update"]


@pytest.mark.parametrize(
    ("reported_on", "expected"),
    [("2018-12-31", ["dated_before_plan"]), ("2019-01-01", []), ("2018", ["dated_before_plan"])],
)
def test_before_the_plan_means_before_the_first_day_it_can_be_of(
    database: Database, reported_on: str, expected: list[str]
) -> None:
    update = {"update_id": "U1", "reported_on": reported_on, "status": "in_progress"}
    found = find(database, [update], plans=[{"plan_id": "P", "published_on": "2019"}])
    assert rules(found) == expected


@pytest.mark.parametrize("own", [{"starts_on": "2018"}, {"added_on": "2018-03"}])
def test_an_initiative_that_says_when_it_began_may_be_older_than_its_plan(
    database: Database, own: Cells
) -> None:
    update = {"update_id": "U1", "reported_on": "2018-04", "status": "in_progress"}
    plans = [{"plan_id": "P", "published_on": "2019"}]
    assert find(database, [update], initiative=own, plans=plans) == []
    earlier = {**update, "reported_on": "2017-12-31"}
    assert rules(find(database, [earlier], initiative=own, plans=plans)) == ["dated_before_plan"]


def test_evidence_without_a_status_may_be_older_than_the_plan(database: Database) -> None:
    update = {"update_id": "U1", "reported_on": "2018"}
    assert find(database, [update], plans=[{"plan_id": "P", "published_on": "2019"}]) == []


@pytest.mark.parametrize(("recorded_on", "expected"), [("2020-06-29", []), ("2020-06-30", ["recorded_late"])])
def test_recorded_late_is_more_than_180_days(
    database: Database, recorded_on: str, expected: list[str]
) -> None:
    """1 January 2020 and 180 days is 29 June 2020."""
    update = {"update_id": "U1", "reported_on": "2020-01-01", "recorded_on": recorded_on, "status": "paused"}
    assert rules(find(database, [update])) == expected


def test_nothing_is_late_where_the_day_of_recording_is_assumed(database: Database) -> None:
    update = {"update_id": "U1", "reported_on": "2018", "recorded_on": "2023-01-01", "status": "paused"}
    assert rules(find(database, [update])) == ["recorded_late"]
    database.write(lambda cursor: cursor.execute("update db.source set recorded_on = 'assumed'"))
    assert list_contradictions(database, Scope(AS_AT, KNOWN_ON)) == ()


@pytest.mark.parametrize(("second", "expected"), [("2023-01-01", []), ("2023-01-02", ["recorded_late"] * 2)])
def test_nothing_is_late_of_a_history_that_was_recorded_on_one_day(
    database: Database, second: str, expected: list[str]
) -> None:
    first = {"update_id": "U1", "reported_on": "2019-01-01", "recorded_on": "2023-01-01", "status": "paused"}
    other = {**first, "update_id": "U2", "reported_on": "2019-02-01", "recorded_on": second}
    assert rules(find(database, [first, other])) == expected


@pytest.mark.parametrize(("apart", "late"), [("2019-06-30", ["U1", "U2", "U3"]), ("2019-07-01", ["U3"])])
def test_later_reports_are_judged_after_a_history_of_more_than_180_days_was_taken_in(
    database: Database, apart: str, late: list[str]
) -> None:
    first = {"update_id": "U1", "reported_on": "2019-01-01", "recorded_on": "2022-01-01", "status": "paused"}
    second = {**first, "update_id": "U2", "reported_on": apart}
    third = {**first, "update_id": "U3", "recorded_on": "2023-01-01"}
    found = find(database, [first, second, {**third, "reported_on": "2020-01-01"}])
    assert [one.update_id for one in found if one.rule == "recorded_late"] == late


def test_a_correction_is_late_by_nature(database: Database) -> None:
    first = {"update_id": "U1", "reported_on": "2018-01-01", "status": "paused"}
    mended = {
        "update_id": "U2",
        "kind": "correction",
        "corrects_update_id": "U1",
        "recorded_on": "2023-01-01",
        "status": "in_progress",
    }
    assert find(database, [first, mended]) == []


@pytest.mark.parametrize(
    ("moved_on", "expected"),
    [("2020-06-30", []), ("2020-07-01", ["target_moved_after_passing"]), ("2020", [])],
)
def test_a_target_is_moved_too_late_from_the_day_after_it(
    database: Database, moved_on: str, expected: list[str]
) -> None:
    update = {
        "update_id": "U1",
        "reported_on": moved_on,
        "status": "in_progress",
        "revised_target_on": "2024",
    }
    found = find(database, [update], initiative={"target_on": "2020-06"})
    assert rules(found) == expected
    if expected:
        assert (found[0].said, found[0].against) == (moved_on, "2020-06")


def test_a_target_is_measured_against_the_last_one_given(database: Database) -> None:
    first = {
        "update_id": "U1",
        "reported_on": "2020-01-01",
        "status": "in_progress",
        "revised_target_on": "2021",
    }
    second = {**first, "update_id": "U2", "reported_on": "2021-02-01", "revised_target_on": "2024"}
    in_time = {**second, "reported_on": "2021-12-31"}
    too_late = {**second, "reported_on": "2022-01-01"}
    target = {"target_on": "2020-06"}
    assert rules(find(database, [first, in_time], initiative=target)) == []
    assert rules(find(database, [first, too_late], initiative=target)) == ["target_moved_after_passing"]


def test_a_target_that_is_repeated_was_not_moved(database: Database) -> None:
    update = {
        "update_id": "U1",
        "reported_on": "2021",
        "status": "stopped",
        "revised_target_on": "2020-06",
    }
    assert find(database, [update], initiative={"target_on": "2020-06"}) == []


def test_an_update_without_a_date_is_listed_and_is_an_update(database: Database) -> None:
    assert rules(find(database, [{"update_id": "U1", "status": "paused"}])) == ["undated_update"]


def test_an_initiative_has_an_update_from_the_day_on_which_one_is_known(database: Database) -> None:
    update = {
        "update_id": "U1",
        "reported_on": "2020-05-01",
        "recorded_on": "2020-05-02",
        "status": "in_progress",
    }
    day_before, that_day = Scope(AS_AT, date(2020, 5, 1)), Scope(AS_AT, date(2020, 5, 2))
    assert rules(find(database, [update], scope=day_before)) == ["no_update"]
    assert rules(find(database, [update], scope=that_day)) == []
    assert rules(find(database)) == ["no_update"]


def test_no_phase_and_no_area_are_listed_once_each(database: Database) -> None:
    update = {"update_id": "U1", "reported_on": "2020", "status": "in_progress"}
    found = find(database, [update], initiative={"phase_id": "", "area_id": ""})
    assert rules(found) == ["no_phase", "no_thematic_area"]


def test_parts_are_checked_too(database: Database) -> None:
    links = [{"from_id": "A1", "to_id": "A0", "kind": "part_of"}]
    update = {"update_id": "U1", "reported_on": "2020", "status": "completed"}
    assert rules(find(database, [update], links=links)) == ["completed_without_evidence"]


@pytest.mark.parametrize(
    ("own", "is_checked"),
    [
        ({"added_on": "2023-12-31"}, True),
        ({"added_on": "2024-01-01"}, False),
        ({"removed_on": "2024-01-01"}, True),
        ({"removed_on": "2023-12-31"}, False),
    ],
)
def test_only_what_is_in_a_plan_at_the_day_is_checked(
    database: Database, own: Cells, is_checked: bool
) -> None:
    assert bool(find(database, initiative=own)) is is_checked


@pytest.mark.parametrize(
    ("narrowing", "is_checked"),
    [
        ({"phase": "1"}, True),
        ({"phase": "2"}, False),
        ({"cities": ("A",)}, True),
        ({"cities": ("B",)}, False),
        ({"areas": ("jobs",)}, True),
        ({"areas": ("",)}, False),
        ({"sources": ("S",)}, True),
        ({"sources": ("T",)}, False),
    ],
)
def test_the_filters_narrow_what_is_checked(
    database: Database, narrowing: dict[str, object], is_checked: bool
) -> None:
    scope = Scope(AS_AT, KNOWN_ON, **narrowing)  # type: ignore[arg-type]
    assert bool(find(database, scope=scope)) is is_checked


def test_an_update_that_is_not_known_yet_is_not_judged(database: Database) -> None:
    update = {"update_id": "U1", "reported_on": "2020", "recorded_on": "2023-01-01", "status": "completed"}
    known = Scope(AS_AT, date(2023, 1, 1))
    unknown = Scope(AS_AT, date(2022, 12, 31))
    assert "completed_without_evidence" in rules(find(database, [update], scope=known))
    assert rules(find(database, [update], scope=unknown)) == ["no_update"]


def test_every_rule_has_its_words_and_the_question_knows_no_other() -> None:
    for rule in ContradictionRule:
        words = describe_rule(rule)
        assert words.label, rule
        assert words.why, rule
        assert words.mend, rule
    code = sql_of("contradiction_list")
    assert {line.split("'")[1] for line in code.splitlines() if line.endswith("' as rule,")} == set(
        ContradictionRule
    )
