"""The content of a report: golden, traceable, equal to what the commands count, and safe to hand out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from ictrack.demo.size import DemoSize
from ictrack.errors import NotAllowedError
from ictrack.labels import movement_label
from ictrack.reports.content import compute_report
from ictrack.reports.document import (
    Chart,
    Commentary,
    Count,
    Grid,
    Report,
    Section,
    plain_cell,
    read_report,
    report_json,
    traced_numbers,
    traced_sentences,
)
from ictrack.reports.sections.basis import Audience
from ictrack.reports.sections.reading import LINKED, ReportRequest
from ictrack.store.database import Database, open_database
from ictrack.summaries.changes import ChangeRequest, summarise_changes
from ictrack.summaries.counts import CountRequest, summarise_counts
from ictrack.summaries.setting import summarise_setting
from ictrack.vocabulary import Movement, RecordKind, Standing
from tests.properties.programmes import Generated, programmes
from tests.properties.tables import Files, fill
from tests.reports.content_text import content_text
from tests.reports.programmes import (
    INVENTED,
    PUBLIC,
    TODAY,
    open_invented,
    report_of,
    setting_of,
)
from tests.reports.remake import GOLDEN

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@pytest.fixture(params=["public-record", "invented"])
def told(
    request: pytest.FixtureRequest, public_record: Database, invented: Database
) -> tuple[Database, Report]:
    if request.param == "public-record":
        return public_record, report_of(public_record, PUBLIC)
    return invented, report_of(invented, INVENTED)


def grids_of(section: Section) -> Iterator[Grid]:
    for block in section.blocks:
        if isinstance(block, Grid):
            yield block
        elif isinstance(block, Chart):
            yield block.table
    for inner in section.sections:
        yield from grids_of(inner)


def grid(report: Report, section: str, caption: str) -> Grid:
    found = report.find(section)
    assert found is not None
    return next(one for one in grids_of(found) if one.caption == caption)


@pytest.mark.parametrize(("name", "event_id"), [("public-record", PUBLIC), ("invented", INVENTED)])
def test_a_report_says_what_its_golden_file_holds(
    name: str, event_id: str, public_record: Database, invented: Database
) -> None:
    database = public_record if name == "public-record" else invented
    golden = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert content_text(report_of(database, event_id)) == golden


def test_a_report_that_is_kept_is_the_same_when_it_is_read(told: tuple[Database, Report]) -> None:
    _database, report = told
    assert read_report(report_json(report)) == report


def number_in(words: str) -> int:
    """Read the number that a few words tell: the first, in figures or spelled."""
    found = re.search(r"\d[\d,]*|\b(" + "|".join(NUMBERS) + r")\b", words)
    assert found, words
    told = found[0]
    return NUMBERS.index(told) if told in NUMBERS else int(told.replace(",", ""))


def test_every_number_in_a_sentence_counts_the_identifiers_behind_it(told: tuple[Database, Report]) -> None:
    _database, report = told
    numbers = traced_sentences(report)
    assert len(numbers) > 40
    for number in numbers:
        assert number.words in number.where
        assert number_in(number.words) == len(number.identifiers) == len(set(number.identifiers)), number


def test_every_number_of_a_table_counts_its_identifiers_and_sums_to_its_row(
    told: tuple[Database, Report],
) -> None:
    _database, report = told
    assert all(number_in(number.words) == len(number.identifiers) for number in traced_numbers(report))
    table = grid(report, "network", "Initiatives by city and progress")
    for row in table.rows:
        counts = [cell.number for cell in row if isinstance(cell, Count)]
        assert counts[0] == sum(counts[1:])
    *cities, everything = table.rows
    sums = [sum(column) for column in zip(*[[plain_cell(c) for c in row[1:]] for row in cities], strict=True)]
    assert sums == [plain_cell(cell) for cell in everything[1:]]


def request_of(report: Report, database: Database) -> CountRequest:
    event = next(e for e in setting_of(database).events if e.event_id == report.stamp.event_id)
    pages = [s.key.partition(":")[2] for _depth, s in report.walk() if s.key.startswith("city:")]
    return CountRequest(
        as_at=report.stamp.as_at,
        known_on=report.stamp.known_on,
        phase=event.phase_id,
        cities=tuple(pages),
        plan_links=tuple(link.value for link in LINKED),
    )


def test_its_progress_is_that_of_the_command_summary(told: tuple[Database, Report]) -> None:
    database, report = told
    request = request_of(report, database).model_copy(update={"by": ("city",)})
    rows = {row["city_id"]: row for row in summarise_counts(database, request, TODAY).plain_rows()}
    table = grid(report, "network", "Initiatives by city and progress")
    names = {city.name: city.city_id for city in setting_of(database).cities}
    for name, *counts in table.rows[:-1]:
        told_of = {h.key: plain_cell(c) for h, c in zip(table.headings[1:], counts, strict=True)}
        expected = rows.get(names[str(name)], {})
        assert told_of["initiatives"] == expected.get("initiatives", 0)
        for standing in Standing:
            assert told_of.get(standing.value, 0) == expected.get(standing.value, 0)


def test_its_changes_are_those_of_the_command_changes(told: tuple[Database, Report]) -> None:
    database, report = told
    setting = setting_of(database)
    since = setting.last_convening_before(date.fromisoformat(report.stamp.as_at))
    assert since is not None
    asked = request_of(report, database).model_dump(exclude={"as_at"})
    request = ChangeRequest(**asked, since=since.cut_off_on.isoformat(), until=report.stamp.as_at)
    counted = Counter(change.movement for change in summarise_changes(database, request, TODAY).rows)
    kind = RecordKind.PUBLIC_RECORD if report.stamp.event_id == PUBLIC else RecordKind.RETURNS
    expected = {movement_label(Movement(m), kind): n for m, n in counted.items()}
    classes = grid(report, "changed", "Each initiative in one class")
    found = {str(row[0]): plain_cell(row[1]) for row in classes.rows}
    assert found == {**expected, "All": counted.total()}
    listed = grid(report, "annex:changes", "All changes")
    assert len(listed.rows) == counted.total()


def test_a_waterfall_leads_from_the_first_number_to_the_last(invented: Database) -> None:
    report = report_of(invented, INVENTED)
    chart = next(one for one in report.charts() if one.key == "completed_step_by_step")
    below, total, added, taken = (series.values for series in chart.series)
    running = total[0]
    for place in range(1, len(chart.labels) - 1):
        start = running if added[place] else running - taken[place]
        assert below[place] == start
        running += added[place] - taken[place]
    assert running == total[-1]


def test_a_number_that_is_nothing_on_both_days_is_said_and_not_drawn(public_record: Database) -> None:
    report = report_of(public_record, PUBLIC)
    assert all(one.key != "completed_step_by_step" for one in report.charts())
    assert "Completed: 0 on 31 October 2019, 0 on 31 March 2020." in content_text(report)


def test_each_member_of_the_phase_has_a_page_that_can_be_lifted_out(told: tuple[Database, Report]) -> None:
    _database, report = told
    cities = dict(report.stamp.facts)["Cities"]
    pages = [section for _depth, section in report.walk() if section.key.startswith("city:")]
    assert len(pages) == len({page.key for page in pages}) > 5
    for page in pages:
        assert page.title in cities
        assert report.lift(page.key).sections == (page,)
    assert report.lift("leaders").title == "One page for leaders"


def test_every_section_has_its_own_key_and_a_place_for_words(told: tuple[Database, Report]) -> None:
    _database, report = told
    sections = [section for _depth, section in report.walk()]
    assert len({section.key for section in sections}) == len(sections)
    places = [b.section for s in sections for b in s.blocks if isinstance(b, Commentary)]
    assert len(set(places)) == len(places)
    assert all(report.find(place) for place in places)
    charts = report.charts()
    assert len({chart.key for chart in charts}) == len(charts)


AMONG_US = "Kept among us"
MEMBERS: Files = {
    "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2018-01-01", "ends_on": "2020-12-31"}],
    "cities": [
        {"city_id": c, "name": n} for c, n in (("BRI", "Bristol"), ("CAR", "Cardiff"), ("GLA", "Glasgow"))
    ],
    "memberships": [
        {"city_id": "BRI", "phase_id": "1", "role": "member", "left_on": "2019-06-30"},
        {"city_id": "CAR", "phase_id": "1", "role": "member", "joined_on": "2019-06-30"},
        {"city_id": "GLA", "phase_id": "1", "role": "associate"},
    ],
    "thematic_areas": [{"area_id": "jobs", "name": "Jobs and skills", "sort_order": "1"}],
    "events": [
        {"event_id": "E1", "kind": "convening", "title": "One", "phase_id": "1", "starts_on": "2019-01-15"},
        {"event_id": "E2", "kind": "convening", "title": "Two", "phase_id": "1", "starts_on": "2019-06-30"},
        {"event_id": "E3", "kind": "workshop", "title": "Three", "phase_id": "1", "starts_on": "2019-07-01"},
        {"event_id": "E4", "kind": "convening", "title": "Four", "phase_id": "1", "starts_on": "2030-07-01"},
    ],
    "initiatives": [
        {
            "initiative_id": f"GLA-{visibility or 'blank'}",
            "city_id": "GLA",
            "phase_id": "1",
            "area_id": "jobs",
            "title": f"Title {visibility or 'blank'}" if visibility != "internal" else AMONG_US,
            "description": AMONG_US,
            "internal_note": AMONG_US,
            "lead_role": AMONG_US,
            "visibility": visibility,
            "target_on": "2019-05-31",
        }
        for visibility in ("public", "network", "internal", "")
    ],
    "status_updates": [
        {
            "update_id": f"U-{visibility or 'blank'}",
            "initiative_id": f"GLA-{visibility or 'blank'}",
            "reported_on": "2019-04-01",
            "recorded_on": "2019-04-02",
            "status": "in_progress",
            "confidence": "at_risk",
            "reason": f"Reason of {visibility or 'blank'}",
            "summary": AMONG_US if visibility == "internal" else "Summary",
            "challenges": f"Challenge of {visibility or 'blank'}",
            "help_wanted": f"Wanted by {visibility or 'blank'}",
            "next_steps": AMONG_US if visibility == "internal" else "Next",
            "reported_by_role": AMONG_US,
        }
        for visibility in ("public", "network", "internal", "")
    ],
}


@pytest.fixture(scope="module")
def members() -> Iterator[Database]:
    database = open_database()
    fill(database, MEMBERS)
    yield database
    database.close()


def test_a_report_for_the_cities_counts_what_is_internal_and_names_it_by_its_identifier(
    members: Database,
) -> None:
    report = report_of(members, "E2")
    text = report_json(report)
    assert AMONG_US not in text
    assert "Title network" in text
    listed = grid(report, "annex:initiatives", "All initiatives")
    names = {str(row[0]): row[1] for row in listed.rows}
    assert names["GLA-internal"] == "An initiative that is not published"
    assert len(names) == 4
    assert "Reason of network" in text
    assert not any(f"{word} internal" in text for word in ("Reason of", "Challenge of", "Wanted by"))


def test_a_report_for_everyone_holds_nothing_but_what_is_public(members: Database) -> None:
    report = report_of(members, "E2", audience=Audience.PUBLIC)
    text = report_json(report)
    assert AMONG_US not in text
    assert not any(word in text for word in ("GLA-network", "GLA-internal", "GLA-blank", "Title network"))
    assert not any(word in text for word in ("Reason of", "Challenge of", "Wanted by"))
    assert "Title public" in text
    assert "Only what is public." in report.stamp.warnings
    assert number_in(next(n.words for n in traced_sentences(report))) == 1


@pytest.mark.parametrize(
    ("as_at", "pages"),
    [(date(2019, 6, 29), {"BRI", "GLA"}), (date(2019, 6, 30), {"CAR", "GLA"})],
)
def test_a_city_has_a_page_from_the_day_that_it_joins_to_the_day_before_it_leaves(
    members: Database, as_at: date, pages: set[str]
) -> None:
    report = report_of(members, "E2", as_at=as_at)
    assert {s.key for _depth, s in report.walk() if s.key.startswith("city:")} == {f"city:{p}" for p in pages}


def test_a_report_is_of_the_cut_off_and_one_that_is_prepared_of_today(members: Database) -> None:
    assert report_of(members, "E2").stamp.as_at == "2019-06-30"
    assert report_of(members, "E4").stamp.as_at == TODAY.isoformat()


@pytest.mark.parametrize(
    ("event_id", "asked", "said"),
    [
        ("E3", {}, r"convening: 'E3' is not allowed. Use E1, E2 or E4."),
        ("E9", {}, r"convening: 'E9' is not allowed"),
        ("E2", {"cities": ("BRI",)}, r"cities: 'BRI' is not allowed. Use CAR or GLA."),
    ],
)
def test_what_is_no_convening_or_no_member_is_refused(
    members: Database, event_id: str, asked: dict[str, object], said: str
) -> None:
    with pytest.raises(NotAllowedError, match=said):
        report_of(members, event_id, **asked)


def test_what_moved_in_a_city_is_named() -> None:
    files = dict(MEMBERS)
    files["status_updates"] = [
        *({**row, "confidence": "", "reason": ""} for row in MEMBERS["status_updates"][:2]),
        *(
            {
                "update_id": f"V-{name}",
                "initiative_id": f"GLA-{name}",
                "reported_on": "2019-06-01",
                "recorded_on": "2019-06-02",
                "status": "completed",
            }
            for name in ("public", "network")
        ),
    ]
    database = open_database()
    fill(database, files)
    later = report_of(database, "E2", as_at=date(2019, 6, 30))
    assert "the first status is known of two initiatives (GLA-network, GLA-public)" in content_text(later)
    database.close()


anything = settings(
    deadline=None,
    derandomize=True,
    max_examples=20,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@anything
@given(generated=programmes())
def test_whatever_the_data_every_number_can_be_traced_and_every_initiative_is_in_one_class(
    generated: Generated,
) -> None:
    as_at, known_on, _phase = generated.looks[0]
    meeting = {
        "event_id": "MEET",
        "kind": "convening",
        "title": "Meeting",
        "starts_on": as_at.isoformat(),
    }
    files = {**generated.files, "events": [*generated.files["events"], meeting]}
    database = open_database()
    try:
        fill(database, files, generated.load_day)
        setting = summarise_setting(database, date(2030, 1, 1))
        request = ReportRequest("MEET", as_at, known_on)
        report = compute_report(database, setting, request)
    finally:
        database.close()
    for number in traced_numbers(report):
        assert number_in(number.words) == len(number.identifiers), number
    changed = report.find("changed")
    assert changed is not None
    for classes in (g for g in grids_of(changed) if g.caption == "Each initiative in one class"):
        *rows, everything = (plain_cell(row[1]) for row in classes.rows)
        assert sum(row for row in rows if isinstance(row, int)) == everything
    assert read_report(report_json(report)) == report


def test_a_large_report_is_told_as_well(tmp_path: Path) -> None:
    database = open_invented(tmp_path / "large", DemoSize(cities=13, initiatives=400, updates=2000, seed=2))
    report = report_of(database, INVENTED)
    database.close()
    assert len([s for _depth, s in report.walk() if s.key.startswith("city:")]) > 9
    assert all(number_in(n.words) == len(n.identifiers) for n in traced_numbers(report))
