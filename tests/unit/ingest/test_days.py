"""Dates are read where only one reading is possible, and otherwise refused with a suggestion."""

from __future__ import annotations

import pytest

from ictrack.ingest.days import EPOCH_1900, EPOCH_1904, read_day, read_serial, suggest_day


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("31/12/2019", "2019-12-31"),
        ("13/01/2019", "2019-01-13"),
        ("12/12/2019", "2019-12-12"),
        ("5/5/2019", "2019-05-05"),
        ("2019-03", "2019-03"),
        ("anything else", "anything else"),
    ],
)
def test_a_date_with_one_reading_is_read(text: str, read: str) -> None:
    reading = read_day(text, day_first=None)
    assert (reading.text, reading.code) == (read, "")


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("01/02/2019", "ambiguous_day", ""),
        ("12/11/2019", "ambiguous_day", ""),
        ("12/13/2019", "month_first", "2019-12-13"),
        ("31/02/2019", "no_such_day", ""),
        ("32/13/2019", "no_such_day", ""),
        ("00/01/2019", "no_such_day", ""),
    ],
)
def test_a_date_with_two_readings_or_none_is_refused(text: str, code: str, suggestion: str) -> None:
    reading = read_day(text, day_first=None)
    assert (reading.code, reading.suggestion) == (code, suggestion)


def test_a_load_that_says_day_first_reads_both_and_refuses_the_month_first() -> None:
    assert read_day("01/02/2019", day_first=True).text == "2019-02-01"
    assert read_day("12/13/2019", day_first=True).code == "month_first"


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("March 2019", "2019-03"),
        ("14 March 2019", "2019-03-14"),
        ("1st Sept 2020", "2020-09-01"),
        ("31 June 2019", ""),
        ("31.12.2019", "2019-12-31"),
        ("31/12/19", "2019-12-31"),
        ("01.02.2019", ""),
        ("2019-03-14 10:30:00", "2019-03-14"),
        ("43830", "2019-12-31"),
        ("soon", ""),
    ],
)
def test_a_date_in_another_form_gets_the_one_that_it_can_only_mean(text: str, suggestion: str) -> None:
    assert suggest_day(text) == suggestion


def test_serial_numbers_count_from_the_first_day_of_their_workbook() -> None:
    assert read_serial("43830", EPOCH_1900) == "2019-12-31"
    assert read_serial("42368", EPOCH_1904) == "2019-12-31"
    assert read_serial("2019", EPOCH_1900) == "2019"
