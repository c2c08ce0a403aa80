"""The Timeline: the programme's events, initiatives with their dates as far as they are known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ictrack.scope import Scope
from ictrack.summaries.setting import summarise_setting
from ictrack.summaries.table import Linked, Target
from ictrack.summaries.timeline import Timeline, summarise_timeline
from ictrack.summaries.timeline_bars import ROWS_OF_A_PAGE, Bar
from ictrack.summaries.timeline_events import Span, span_of
from tests.engines import OpenNew
from tests.properties.tables import Files, fill

Read = Callable[..., Timeline]
TODAY = date(2024, 6, 1)
AS_AT = date(2022, 12, 31)
AREAS = [
    {"area_id": "jobs", "name": "Employment", "sort_order": "1"},
    {"area_id": "civic", "name": "Civic participation", "sort_order": "2"},
]
EVENTS = [
    {
        "event_id": "E1",
        "kind": "convening",
        "title": "First",
        "phase_id": "1",
        "starts_on": "2018-10-10",
        "ends_on": "2018-10-12",
    },
    {"event_id": "E2", "kind": "convening", "title": "Second", "phase_id": "2", "starts_on": "2020-03"},
    {
        "event_id": "E3",
        "kind": "disruption",
        "title": "COVID-19: closed",
        "starts_on": "2020-03",
        "ends_on": "2020-10",
    },
    {"event_id": "E4", "kind": "workshop", "title": "Later", "starts_on": "2023-01-01"},
    {"event_id": "E5", "kind": "workshop", "title": "Planned", "starts_on": "2024-09-01"},
]


def initiative(identifier: str, city: str = "BRI", **cells: str) -> dict[str, str]:
    row = {"initiative_id": identifier, "city_id": city, "phase_id": "1", "title": f"Title {identifier}"}
    return {**row, **cells}


def update(initiative: str, day: str, status: str = "in_progress", **cells: str) -> dict[str, str]:
    row = {"update_id": f"U-{initiative}-{day}", "initiative_id": initiative, "status": status, **cells}
    return {**row, "reported_on": day} if day else {**row, "recorded_on": "2018-01-01"}


FILES: Files = {
    "phases": [
        {"phase_id": "1", "name": "Phase one", "starts_on": "2017-03", "ends_on": "2019-05"},
        {"phase_id": "2", "name": "Phase two", "starts_on": "2019-06", "ends_on": "2023-12"},
    ],
    "cities": [{"city_id": "BRI", "name": "Bristol"}, {"city_id": "ABE", "name": "Abertawe"}],
    "thematic_areas": AREAS,
    "events": EVENTS,
    "initiatives": [
        initiative("B1", starts_on="2018-03", target_on="2019", area_id="civic"),
        initiative("B2", target_on="2020-06-30", area_id="jobs"),
        initiative("B3", starts_on="2017-05-01"),
        initiative("B4"),
        initiative("B5"),
        initiative("A1", "ABE", starts_on="2018", target_on="2018-12-31", area_id="jobs"),
    ],
    "status_updates": [
        update("B1", "2018-06-01"),
        update("B1", "2019-01", revised_target_on="2020-03-31"),
        update("B4", "2019"),
        update("B5", ""),
        update("A1", "2018-12-31", "completed"),
    ],
}


@pytest.fixture(scope="module")
def read(open_shared: OpenNew) -> Read:
    database = open_shared()

    def read_one(
        files: Files = FILES, by: str = "city", start: str = "", as_at: date = AS_AT, **scope: Any
    ) -> Timeline:
        fill(database, files)
        setting = summarise_setting(database, TODAY)
        known_on = scope.pop("known_on", TODAY)
        return summarise_timeline(database, Scope(as_at, known_on, **scope), setting, by, start)

    return read_one


def bars_of(timeline: Timeline) -> dict[str, Bar]:
    assert timeline.bars is not None
    return {bar.title[-2:]: bar for group in timeline.bars.groups for bar in group.bars}


def labels(linked: tuple[Linked, ...]) -> list[str]:
    return [link.text for link in linked]


def test_the_sentence_says_of_how_many_a_target_is_known_and_how_many_were_moved(read: Read) -> None:
    assert read().sentence == (
        "3 of 6 initiatives have a target date; 1 of them was moved, 1 to a later day."
    )


def test_a_date_is_as_long_as_what_was_written() -> None:
    assert span_of("2019") == Span(date(2019, 1, 1), date(2019, 12, 31), "2019")
    assert span_of("2019-02") == Span(date(2019, 2, 1), date(2019, 2, 28), "February 2019")
    assert span_of("2019-02-03") == Span(date(2019, 2, 3), date(2019, 2, 3), "3 February 2019")
    assert span_of(None) is None


def test_a_bar_runs_from_the_start_to_the_current_target_and_keeps_the_first(read: Read) -> None:
    bar = bars_of(read())["B1"]
    known = [span.words if span else None for span in (bar.start, bar.target, bar.first_target)]
    assert known == ["March 2018", "31 March 2020", "2019"]
    assert [update.span.words for update in bar.updates] == ["1 June 2018", "January 2019"]
    assert "start March 2018; target 31 March 2020; first target 2019" in bar.words


def test_the_key_explains_the_marks_that_occur_and_no_other(read: Read) -> None:
    timeline = read()
    assert timeline.bars is not None
    assert [words for _mark, words in timeline.bars.marks] == [
        "update",
        "reported as completed",
        "first target date, since moved",
        "start, target not known",
        "target, start not known",
        "thin: known to the month or year only",
    ]
    whole = read(many(2)).bars
    assert whole is not None
    assert whole.marks == ()


def test_a_first_target_is_a_ghost_only_where_it_was_moved(read: Read) -> None:
    files: Files = {**FILES, "status_updates": [update("A1", "2018-06-01", revised_target_on="2018")]}
    assert bars_of(read(files))["A1"].first_target is None
    assert read(files).sentence == "3 of 6 initiatives have a target date; no target was moved."


def test_cities_come_by_name_and_their_initiatives_by_their_first_day(read: Read) -> None:
    timeline = read()
    assert timeline.bars is not None
    assert [(group.head, [bar.title for bar in group.bars]) for group in timeline.bars.groups] == [
        ("Abertawe", ["Title A1"]),
        ("Bristol", ["Title B3", "Title B1", "Title B4", "Title B2"]),
    ]


def test_thematic_areas_come_in_the_order_of_the_framework_and_none_last(read: Read) -> None:
    timeline = read(by="area")
    assert timeline.bars is not None
    heads = [group.head for group in timeline.bars.groups]
    assert heads == ["Employment", "Civic participation", "No thematic area"]


def test_what_has_no_date_is_said_in_words_and_listed(read: Read) -> None:
    timeline = read()
    assert timeline.bars is not None
    assert "B5" not in bars_of(timeline)
    assert timeline.bars.undated == "1 initiative, listed below"
    assert timeline.undated_sentence == (
        "1 of 6 has no date at all: no start, no target date, no dated update."
    )
    assert [(row[0].text, row[3]) for row in timeline.undated.rows] == [("Title B5", 1)]  # type: ignore[union-attr]


def test_it_is_explained_how_many_are_counted_and_have_a_date(read: Read) -> None:
    counted, link, dated = read().rows
    assert counted == "At 31 December 2022 6 initiatives are counted here."
    assert isinstance(link, Linked)
    assert link.target.page == "initiatives"
    assert dated == "Of 1 no date is known at all: no start, no target date, no dated update."


def test_where_all_have_a_date_nothing_is_said_of_those_without(read: Read) -> None:
    files: Files = {**FILES, "initiatives": FILES["initiatives"][:3], "status_updates": []}
    timeline = read(files)
    assert (timeline.undated_sentence, timeline.undated.rows) == ("", ())


def test_each_row_of_the_table_leads_to_its_initiative(read: Read) -> None:
    timeline = read()
    assert timeline.bars is not None
    targets = [row[0].target for row in timeline.bars.table.rows]  # type: ignore[union-attr]
    assert Target("initiative", (("initiative", "B1"),)) in targets
    assert timeline.bars.table.rows[2][4:] == (
        "March 2018",
        "31 March 2020",
        "2019",
        "1 June 2018; January 2019",
    )


def test_both_clocks_are_heeded(read: Read) -> None:
    early = read(as_at=date(2018, 12, 31))
    assert [u.span.words for u in bars_of(early)["B1"].updates] == ["1 June 2018"]
    assert bars_of(early)["B1"].first_target is None
    late = {**update("B1", "2018-07-01"), "recorded_on": "2023-01-01"}
    files: Files = {**FILES, "status_updates": [*FILES["status_updates"], late]}
    assert len(bars_of(read(files, known_on=date(2022, 12, 31)))["B1"].updates) == 2
    assert len(bars_of(read(files, known_on=date(2023, 1, 1)))["B1"].updates) == 3


def test_what_was_taken_back_has_no_mark(read: Read) -> None:
    back = {
        "update_id": "W",
        "initiative_id": "B1",
        "kind": "withdrawal",
        "corrects_update_id": "U-B1-2018-06-01",
    }
    back["recorded_on"] = "2019-01-01"
    files: Files = {**FILES, "status_updates": [*FILES["status_updates"], back]}
    assert [u.span.words for u in bars_of(read(files))["B1"].updates] == ["January 2019"]


@pytest.mark.parametrize(
    ("scope", "titles"),
    [
        ({"cities": ("ABE",)}, {"A1"}),
        ({"areas": ("jobs",)}, {"A1", "B2"}),
        ({"phase": "2"}, set()),
    ],
)
def test_the_filters_are_heeded(read: Read, scope: dict[str, object], titles: set[str]) -> None:
    timeline = read(**scope)
    assert set(bars_of(timeline) if timeline.bars else ()) == titles


def test_where_nothing_is_shown_it_says_so_and_how_to_lift_the_filter(read: Read) -> None:
    timeline = read(phase="2")
    assert timeline.sentence == "At 31 December 2022 there is no initiative to show."
    assert (timeline.bars, timeline.strip) == (None, None)
    assert labels(timeline.links) == ["Show all phases: 6 initiatives"]


def test_the_whole_table_holds_every_page_in_the_order_of_the_pages(read: Read) -> None:
    first, second = read(many(51)), read(many(51), start="51")
    assert first.bars is not None
    assert second.bars is not None
    assert len(first.bars.whole.rows) == 51
    assert first.bars.whole == second.bars.whole
    assert first.bars.whole.rows == (*first.bars.table.rows, *second.bars.table.rows)


def test_all_that_have_no_date_are_listed(read: Read) -> None:
    rows = [initiative(f"N{n:03}") for n in range(60)]
    timeline = read({**many(70), "initiatives": [*many(70)["initiatives"], *rows]})
    assert timeline.undated_sentence.startswith("60 of 130 have no date at all")
    assert len(timeline.undated.rows) == 60


def many(number: int) -> Files:
    rows = [initiative(f"B{n:03}", starts_on="2018-01-01", target_on="2019-01-01") for n in range(number)]
    return {**FILES, "initiatives": rows, "status_updates": []}


@pytest.mark.parametrize(
    ("number", "start", "shown", "pages"),
    [
        (ROWS_OF_A_PAGE, "", "1 to 50 of 50", []),
        (ROWS_OF_A_PAGE + 1, "", "1 to 50 of 51", ["Next: 51 to 51"]),
        (ROWS_OF_A_PAGE + 1, "51", "51 to 51 of 51", ["Previous: 1 to 50"]),
        (ROWS_OF_A_PAGE + 1, "900", "51 to 51 of 51", ["Previous: 1 to 50"]),
        (120, "51", "51 to 100 of 120", ["Previous: 1 to 50", "Next: 101 to 120"]),
    ],
)
def test_so_many_initiatives_are_shown_at_a_time(
    read: Read, number: int, start: str, shown: str, pages: list[str]
) -> None:
    timeline = read(many(number), start=start)
    assert timeline.bars is not None
    assert timeline.bars.table.caption == f"Timeline of initiatives {shown}"
    assert labels(timeline.pages) == pages


def test_pages_keep_how_initiatives_are_grouped(read: Read) -> None:
    assert read(many(60), by="area").pages[0].target.opens == (("by", "area"), ("start", "51"))


@pytest.mark.parametrize("start", ["0", "-1", "x", "٣"])
def test_a_row_that_is_no_number_is_named(read: Read, start: str) -> None:
    timeline = read(start=start)
    [problem] = timeline.problems
    assert problem.startswith(f"The address asks for the rows from '{start}' on")


@pytest.mark.parametrize(("known", "is_strip"), [(2, True), (3, False)])
def test_where_less_than_half_have_a_target_the_strip_of_years_is_shown(
    read: Read, known: int, is_strip: bool
) -> None:
    rows = [initiative(f"B{n}", target_on="2019-01-01" if n < known else "") for n in range(6)]
    files: Files = {**FILES, "initiatives": rows, "status_updates": [update("B5", "2020-02")]}
    timeline = read(files)
    assert (timeline.strip is not None, timeline.bars is None) == (is_strip, is_strip)
    if timeline.strip:
        assert timeline.sentence == (
            "Targets are known for 2 of 6 initiatives: shown by year of last report instead."
        )
        assert timeline.links[0].target == Target("initiatives", (("sort", "target"),))


SPARSE: Files = {
    **FILES,
    "initiatives": [initiative(f"B{n}", area_id="jobs") for n in range(1, 5)] + [initiative("A1", "ABE")],
    "status_updates": [
        update("B1", "2018"),
        update("B1", "2020-05"),
        update("B2", "2018-02-01"),
        update("B3", ""),
        update("A1", "2020"),
    ],
}


def test_the_strip_counts_each_initiative_in_the_year_it_was_last_heard_of(read: Read) -> None:
    strip = read(SPARSE).strip
    assert strip is not None
    assert strip.years == (2018, 2019, 2020)
    assert [(r.head.text, r.initiatives, r.by_year, r.unheard) for r in strip.rows] == [
        ("Abertawe", 1, (0, 0, 1), 0),
        ("Bristol", 4, (1, 0, 1), 2),
    ]
    assert strip.sentence == (
        "Of 5 initiatives, this many were last reported on: 2 in 2020 and 1 in 2018; "
        "of 2 there is no dated update."
    )
    assert strip.table.rows[-1] == ("All", 5, 1, None, 2, 2)
    assert read(SPARSE).undated_sentence == "For 2 of 5 there is no dated update."


def test_the_strip_can_be_by_thematic_area_and_is_of_its_day(read: Read) -> None:
    strip = read(SPARSE, by="area", as_at=date(2019, 12, 31)).strip
    assert strip is not None
    assert [(r.head.text, r.by_year, r.unheard) for r in strip.rows] == [
        ("Employment", (2,), 2),
        ("No thematic area", (0,), 1),
    ]


def test_a_strip_without_any_dated_report_says_so(read: Read) -> None:
    strip = read({**SPARSE, "status_updates": []}).strip
    assert strip is not None
    assert (strip.years, strip.sentence) == ((), "No initiative has a dated update.")


def test_events_stand_in_lanes_by_kind_with_their_days_as_written(read: Read) -> None:
    programme = read().programme
    spans = {lane.label: [span.words for span in lane.spans] for lane in programme.lanes}
    assert spans == {
        "Phases": ["Phase one: March 2017 to May 2019", "Phase two: June 2019 to December 2023"],
        "Convenings": ["First: 10 October 2018 to 12 October 2018", "Second: March 2020"],
        "Disruptions": ["COVID-19: closed: March 2020 to October 2020"],
    }
    assert programme.sentence == (
        "Phase one: March 2017 to May 2019; Phase two: June 2019 to December 2023; "
        "2 convenings and COVID-19 (March 2020 to October 2020)."
    )


def test_an_event_of_a_month_is_that_month(read: Read) -> None:
    lanes = {lane.label: lane for lane in read().programme.lanes}
    second = lanes["Convenings"].spans[1]
    assert (second.first, second.last) == (date(2020, 3, 1), date(2020, 3, 31))
    closed = lanes["Disruptions"].spans[0]
    assert (closed.first, closed.last) == (date(2020, 3, 1), date(2020, 10, 31))


def test_events_after_the_day_are_left_out_and_counted_and_today_what_is_planned_is_shown(read: Read) -> None:
    assert "2 events after 31 December 2022 are not shown." in read().programme.notes
    assert [row[0] for row in read().programme.table.rows] == ["First", "COVID-19: closed", "Second"]
    today = read(as_at=TODAY).programme
    assert [row[0] for row in today.table.rows][-2:] == ["Later", "Planned"]
    assert not any("not shown" in note for note in today.notes)


def test_the_filter_by_phase_narrows_the_programme_to_it(read: Read) -> None:
    programme = read(phase="1").programme
    assert [span.words for span in programme.lanes[0].spans] == ["Phase one: March 2017 to May 2019"]
    assert [row[0] for row in programme.table.rows] == ["First", "COVID-19: closed"]


def test_the_line_of_time_is_of_whole_years_and_ends_where_something_is_known(read: Read) -> None:
    frame = read().programme.frame
    assert (frame.first, frame.last) == (date(2017, 1, 1), date(2023, 12, 31))
    assert read(as_at=date(2199, 1, 1)).programme.frame.last == date(2024, 12, 31)
    assert read(as_at=date(2010, 1, 1)).programme.frame.first == date(2010, 1, 1)


def test_without_phases_events_or_initiatives_it_says_so(read: Read) -> None:
    timeline = read({"cities": FILES["cities"]})
    assert timeline.programme.sentence == "No phase and no event of the programme is known by this day."
    assert timeline.sentence == "At 31 December 2022 there is no initiative to show."
