"""The day that a column's header names: read where there is one reading, else asked about."""

from __future__ import annotations

import pytest

from ictrack.ingest.days import EPOCH_1900, EPOCH_1904
from ictrack.ingest.trackers.header_days import HeaderDay, read_header_day

ONE_READING = {
    "2019-03-31": "2019-03-31",
    "2019-03-31 10:30:00": "2019-03-31",
    "2019/03/31": "2019-03-31",
    "2019-03": "2019-03",
    "2019": "2019",
    "March 2019": "2019-03",
    "march, 2019": "2019-03",
    "Mar-19": "2019-03",
    "Mar 19": "2019-03",
    "Mar'19": "2019-03",
    "Sept 2020": "2020-09",
    "31 March 2019": "2019-03-31",
    "31st Mar 2019": "2019-03-31",
    "31-Mar-19": "2019-03-31",
    "March 31, 2019": "2019-03-31",
    "31/03/2019": "2019-03-31",
    "31.03.19": "2019-03-31",
    "03/31/2019": "2019-03-31",
    "04/04/2019": "2019-04-04",
    "03/2019": "2019-03",
    "Q1 2019/20": "2019-06",
    "Q4 2019/20": "2020-03",
}


@pytest.mark.parametrize(("header", "day"), ONE_READING.items())
def test_a_header_with_one_reading_is_that_day(header: str, day: str) -> None:
    assert read_header_day(header, epoch=None) == HeaderDay(day)


@pytest.mark.parametrize(
    ("header", "choices"),
    [
        ("03/04/2019", ("2019-04-03", "2019-03-04")),
        ("1/4/19", ("2019-04-01", "2019-01-04")),
        ("12.11.2019", ("2019-11-12", "2019-12-11")),
        ("Q1 2019", ("2019-03", "2019-06")),
        ("2019 Q4", ("2019-12", "2020-03")),
    ],
)
def test_a_header_with_two_readings_is_no_day_and_both(header: str, choices: tuple[str, str]) -> None:
    assert read_header_day(header, epoch=None) == HeaderDay("", choices)


@pytest.mark.parametrize("header", ["Spring 2019", "12-Mar", "31/02/2019", "13/13/2019", "May", "H1 2019"])
def test_what_looks_like_a_day_and_is_none_is_asked_about_without_a_reading(header: str) -> None:
    assert read_header_day(header, epoch=None) == HeaderDay()


@pytest.mark.parametrize(
    "header", ["City", "Initiative", "Phase 2", "Mayor", "Marathon", "Status", "Area 12", "Aprils"]
)
def test_a_header_without_a_day_has_none(header: str) -> None:
    assert read_header_day(header, epoch=None) is None


def test_day_first_settles_what_can_be_two_days_and_leaves_what_cannot() -> None:
    assert read_header_day("03/04/2019", epoch=None, day_first=True) == HeaderDay("2019-04-03")
    assert read_header_day("03/31/2019", epoch=None, day_first=True) == HeaderDay("2019-03-31")


def test_day_first_and_month_first_in_one_header_row_are_read_one_by_one() -> None:
    read = [read_header_day(text, epoch=None) for text in ("31/03/2019", "09/30/2019", "05/06/2020")]
    assert read == [
        HeaderDay("2019-03-31"),
        HeaderDay("2019-09-30"),
        HeaderDay("", ("2020-06-05", "2020-05-06")),
    ]


def test_a_serial_number_counts_from_the_first_day_of_its_workbook() -> None:
    assert read_header_day("43555", epoch=EPOCH_1900) == HeaderDay("2019-03-31")
    assert read_header_day("43555", epoch=EPOCH_1904) == HeaderDay("2023-04-01")


def test_a_serial_number_of_a_csv_file_can_be_two_days() -> None:
    assert read_header_day("43555", epoch=None) == HeaderDay("", ("2019-03-31", "2023-04-01"))


@pytest.mark.parametrize(
    ("header", "rest"),
    [
        ("Q1 2019 status", "status"),
        ("Comment March 2019", "Comment"),
        ("RAG at 31/03/2019", "RAG at"),
        ("2019-03 next steps", "next steps"),
    ],
)
def test_the_other_words_of_a_header_are_kept(header: str, rest: str) -> None:
    found = read_header_day(header, epoch=None)
    assert found is not None
    assert found.rest == rest
