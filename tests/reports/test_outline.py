"""Sections stand where a reader looks for them: no page is empty, none begins in the middle of another's."""

from __future__ import annotations

from dataclasses import replace

from ictrack.reports.document import Bullets, Commentary, Paragraph, Section, Sentence
from ictrack.reports.outline import is_drawn, outline_of
from tests.reports.sample import list_of, sample_report


def places(*sections: Section) -> list[tuple[str, int, bool]]:
    report = replace(sample_report(), sections=sections)
    return [(place.section.key, place.level, place.starts_page) for place in outline_of(report)]


def part(key: str, *inner: Section, is_liftable: bool = False, has_table: bool = True) -> Section:
    return Section(key, key.title(), (list_of(1),) if has_table else (), inner, is_liftable=is_liftable)


def test_every_section_is_one_level_below_what_it_is_in() -> None:
    assert [level for _key, level, _starts in places(part("a", part("b", part("c"))), part("d"))] == [
        2,
        3,
        4,
        2,
    ]


def test_what_can_be_handed_out_has_its_pages_to_itself() -> None:
    found = places(part("a"), part("b", is_liftable=True), part("c"), part("d"))
    assert found == [("a", 2, False), ("b", 2, True), ("c", 2, True), ("d", 2, False)]


def test_what_follows_a_section_that_ends_apart_starts_a_page() -> None:
    found = places(part("a", part("b", is_liftable=True)), part("c"))
    assert found == [("a", 2, False), ("b", 3, True), ("c", 2, True)]


def test_a_heading_alone_goes_with_the_section_that_follows() -> None:
    cities = part("cities", part("x", is_liftable=True), part("y", is_liftable=True), has_table=False)
    expected = [("a", 2, False), ("cities", 2, True), ("x", 3, False), ("y", 3, True)]
    assert places(part("a"), cities) == expected
    blocks = (Paragraph(Sentence("By name.")), Commentary("cities"), Bullets("None", ()))
    assert places(part("a"), replace(cities, blocks=blocks)) == expected


def test_a_section_that_is_all_of_the_report_follows_the_stamp() -> None:
    assert places(part("x", is_liftable=True)) == [("x", 2, False)]


def test_the_annex_starts_a_page() -> None:
    annex = replace(part("annex"), is_annex=True)
    assert places(part("a"), annex) == [("a", 2, False), ("annex", 2, True)]


def test_nothing_is_drawn_of_an_empty_list_and_of_commentary_without_words() -> None:
    assert not is_drawn(Bullets("None", ()))
    assert not is_drawn(Commentary("a", " \n\n "))
    assert is_drawn(Commentary("a", "Well done."))
    assert is_drawn(list_of(0))
