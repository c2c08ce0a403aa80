"""The report as data can be kept as text, cut apart, and each of its numbers traced."""

from __future__ import annotations

import pytest

from ictrack.reports.document import Commentary, read_report, report_json, traced_numbers
from tests.reports.sample import CONTROL, NASTY, sample_report


def test_a_report_that_is_kept_as_text_is_the_same_when_it_is_read() -> None:
    report = sample_report(commentary="\n\n".join((*NASTY, CONTROL)))
    assert read_report(report_json(report)) == report
    assert report_json(read_report(report_json(report))) == report_json(report)


def test_a_section_alone_keeps_the_stamp_and_names_the_report_that_it_is_of() -> None:
    report = sample_report()
    alone = report.lift("city:CAR")
    assert alone.stamp == report.stamp
    assert (alone.title, alone.subtitle) == ("Cardiff <Caerdydd>", "Second convening")
    assert [section.key for _depth, section in alone.walk()] == ["city:CAR"]


@pytest.mark.parametrize("key", ["changed", "city:NOT", ""])
def test_what_is_no_section_to_hand_out_alone_is_refused(key: str) -> None:
    with pytest.raises(KeyError):
        sample_report().lift(key)


def test_commentary_is_put_beside_its_own_section_and_taken_out_again() -> None:
    report = sample_report().with_commentary({"leaders": "Well done.", "unknown": "nowhere"})
    texts = {
        block.section: block.text
        for _depth, section in report.walk()
        for block in section.blocks
        if isinstance(block, Commentary)
    }
    assert texts == {"leaders": "Well done.", "changed": ""}
    assert report.with_commentary({}) == sample_report()


def test_every_traced_number_counts_its_identifiers() -> None:
    numbers = traced_numbers(sample_report())
    assert [(n.words, len(n.identifiers)) for n in numbers if n.section == "The network picture"] == [
        ("3", 3),
        ("1", 1),
        ("0", 0),
        ("2", 2),
    ]
    assert all(n.words in n.where for n in numbers if n.section == "One page for leaders")


def test_a_section_is_left_out_wherever_it_is() -> None:
    report = sample_report().without("city:BRI").without("annex")
    keys = [section.key for _depth, section in report.walk()]
    assert keys == ["leaders", "changed", "network", "cities", "city:CAR"]
    assert sample_report().without("unknown") == sample_report()
