"""A convening's report is found as it was frozen, with the newest words, and can be taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from ictrack.actions.freeze_report import FreezeReport, UnfreezeReport, freeze_report, unfreeze_report
from ictrack.actions.write_commentary import WriteCommentary, write_commentary
from ictrack.errors import NotAllowedError
from ictrack.reports.document import Commentary, Report, report_json
from ictrack.reports.making import (
    commented_sections,
    compute_for_all,
    find_report,
    lift_part,
    liftable_parts,
)
from ictrack.reports.sections.basis import Audience
from ictrack.reports.sections.reading import ReportRequest
from ictrack.store.database import Database, open_database
from tests.properties.tables import fill
from tests.reports.programmes import report_of, setting_of
from tests.reports.test_content import MEMBERS

E2 = ReportRequest("E2")
EARLIER = date(2019, 7, 10)


@pytest.fixture
def database() -> Iterator[Database]:
    opened = open_database()
    fill(opened, MEMBERS)
    yield opened
    opened.close()


def freeze(database: Database, event_id: str = "E2", known_on: date = EARLIER) -> None:
    """Freeze the report of a convening at its cut-off, as it was known on a day."""
    request = ReportRequest(event_id, known_on=known_on)
    computed = compute_for_all(database, setting_of(database), request)
    as_at = date.fromisoformat(computed[Audience.NETWORK].stamp.as_at)
    contents = {audience.value: report_json(report) for audience, report in computed.items()}
    assert freeze_report(database, FreezeReport(event_id, as_at, known_on, contents)).is_written


def complete_one(database: Database) -> None:
    """Let a report come in that was recorded after the freeze, and speaks of a day before the cut-off."""
    with database.cursor() as cursor:
        cursor.execute(
            "insert into db.status_update by name select * replace "
            "('LATE' as update_id, 'completed' as status, "
            "date '2019-06-02' as reported_on, '2019-06-02' as reported_on_written, "
            "date '2019-08-01' as recorded_on) from db.status_update where update_id = 'U-public'"
        )


def found(database: Database, request: ReportRequest = E2) -> Report:
    return find_report(database, setting_of(database), request).report


def texts(report: Report) -> dict[str, str]:
    blocks = (block for _depth, section in report.walk() for block in section.blocks)
    return {b.section: b.text for b in blocks if isinstance(b, Commentary) and b.text}


def lead(report: Report) -> str:
    return report_json(report.lift("leaders")).split('"text":"')[1].split('"')[0]


def test_a_frozen_report_keeps_its_numbers_whatever_comes_later(database: Database) -> None:
    before = found(database, ReportRequest("E2", known_on=EARLIER))
    freeze(database)
    complete_one(database)
    kept = find_report(database, setting_of(database), E2)
    assert kept.report == before
    assert kept.freeze is not None
    assert "0 of 4 completed" in lead(kept.report)
    unfreeze_report(database, UnfreezeReport("E2"))
    anew = find_report(database, setting_of(database), E2)
    assert anew.freeze is None
    assert "1 of 4 completed" in lead(anew.report)


@pytest.mark.parametrize(
    "request_of_other",
    [
        ReportRequest("E2", as_at=date(2019, 6, 29)),
        ReportRequest("E2", known_on=date(2019, 7, 11)),
        ReportRequest("E2", cities=("GLA",)),
        ReportRequest("E2", plan_links=()),
    ],
)
def test_what_was_not_frozen_is_computed_anew(database: Database, request_of_other: ReportRequest) -> None:
    freeze(database)
    assert find_report(database, setting_of(database), request_of_other).freeze is None


@pytest.mark.parametrize(
    "request_of_same",
    [
        ReportRequest("E2", as_at=date(2019, 6, 30)),
        ReportRequest("E2", known_on=EARLIER),
        ReportRequest("E2", audience=Audience.PUBLIC),
    ],
)
def test_what_was_frozen_is_found_by_its_days_too(database: Database, request_of_same: ReportRequest) -> None:
    freeze(database)
    assert find_report(database, setting_of(database), request_of_same).freeze is not None


def test_a_frozen_report_can_be_issued_again_with_better_words(database: Database) -> None:
    freeze(database)
    sections = tuple(commented_sections(found(database)))
    write_commentary(database, WriteCommentary("E2", "leaders", "Better words."), sections)
    write_commentary(database, WriteCommentary("E2", "city:GLA", "On Glasgow."), sections)
    assert texts(found(database)) == {"leaders": "Better words.", "city:GLA": "On Glasgow."}


def test_a_report_for_everyone_leaves_out_what_was_written_for_the_cities(database: Database) -> None:
    sections = tuple(commented_sections(found(database)))
    write_commentary(database, WriteCommentary("E2", "leaders", "Among us."), sections)
    assert "Among us" not in report_json(found(database, ReportRequest("E2", audience=Audience.PUBLIC)))


def test_the_next_report_starts_from_the_numbers_that_were_frozen(database: Database) -> None:
    freeze(database)
    complete_one(database)
    later = report_of(database, "E4", as_at=date(2019, 12, 31))
    assert "as its report knew it on 10 July 2019" in dict(later.stamp.facts)["Changes since"]
    text = report_json(later)
    assert "Late reports and corrections" in text


def test_a_part_is_found_whatever_its_case_and_an_unknown_one_is_named(database: Database) -> None:
    report = found(database)
    assert lift_part(report, "CITY:gla").title == "Glasgow"
    assert lift_part(report, "") is report
    assert list(liftable_parts(report)) == ["leaders", "area:jobs", "city:CAR", "city:GLA"]
    with pytest.raises(NotAllowedError, match=r"part: 'city:BRI' is not allowed. Use leaders, area:jobs"):
        lift_part(report, "city:BRI")
