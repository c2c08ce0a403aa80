"""Phases beside each other: twice, by months since each began, and from one to the next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ictrack.figures.lineage import lineage_flow
from ictrack.figures.palette import Theme
from ictrack.figures.phases import shares_by_months
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.summaries.lineage import Fate
from ictrack.summaries.phase_months import full_months, moments_of
from ictrack.summaries.phases import Phases, summarise_phases
from ictrack.summaries.setting import summarise_setting
from ictrack.summaries.table import plain
from ictrack.vocabulary import Standing
from tests.engines import OpenNew
from tests.properties.tables import Files, fill

DatabaseOf = Callable[[Files], Database]
Read = Callable[..., Phases]
TODAY = date(2024, 6, 1)
AS_AT = date(2023, 12, 31)
ONE = {"phase_id": "1", "name": "Phase one", "starts_on": "2017-03", "ends_on": "2019-05"}
TWO = {
    "phase_id": "2",
    "name": "Phase two",
    "starts_on": "2019-06",
    "ends_on": "2023-12",
    "note": "Extended.",
}


def initiative(identifier: str, city: str, phase: str) -> dict[str, str]:
    return {"initiative_id": identifier, "city_id": city, "phase_id": phase, "title": identifier}


def update(identifier: str, initiative: str, day: str, status: str) -> dict[str, str]:
    return {"update_id": identifier, "initiative_id": initiative, "reported_on": day, "status": status}


FILES: Files = {
    "phases": [ONE, TWO],
    "cities": [
        {"city_id": "BRI", "name": "Bristol"},
        {"city_id": "LON", "name": "London"},
        {"city_id": "PET", "name": "Peterborough"},
    ],
    "memberships": [
        {"city_id": "BRI", "phase_id": "1", "role": "founder"},
        {"city_id": "BRI", "phase_id": "2", "role": "member"},
        {"city_id": "LON", "phase_id": "2", "role": "member", "joined_on": "2021", "note": "Joined late."},
        {
            "city_id": "PET",
            "phase_id": "1",
            "role": "founder",
            "left_on": "2019-05-31",
            "source_title": "A page",
        },
    ],
    "initiatives": [
        initiative("B1", "BRI", "1"),
        initiative("B2", "BRI", "2"),
        initiative("B3", "BRI", "2"),
        initiative("L1", "LON", "2"),
        initiative("P1", "PET", "1"),
        initiative("P2", "PET", "1"),
        initiative("X1", "BRI", ""),
    ],
    "status_updates": [
        update("U1", "B1", "2019-05-31", "completed"),
        update("U2", "P1", "2019-06-01", "completed"),
        update("U3", "B2", "2023-12-31", "completed"),
        update("U4", "L1", "2022-01-01", "in_progress"),
    ],
}


@pytest.fixture(scope="module")
def database_of(open_shared: OpenNew) -> DatabaseOf:
    database = open_shared()

    def fill_it(files: Files) -> Database:
        fill(database, files)
        return database

    return fill_it


@pytest.fixture(scope="module")
def read(database_of: DatabaseOf) -> Read:
    def read_one(files: Files, as_at: date = AS_AT, **scope: Any) -> Phases:
        database = database_of(files)
        setting = summarise_setting(database, TODAY)
        return summarise_phases(database, Scope(as_at, TODAY, **scope), setting)

    return read_one


def test_the_sentence_compares_all_cities_and_the_same_cities(read: Read) -> None:
    assert read(FILES).sentence == (
        "Completed by 31 December 2023: 2 of 3 initiatives of phase one and 1 of 3 initiatives of phase two; "
        "in the 1 city that took part in each, 1 of 1 initiative and 1 of 2 initiatives."
    )


def test_both_comparisons_are_labelled(read: Read) -> None:
    titles = [comparison.title for comparison in read(FILES).comparisons]
    assert titles == ["All cities", "Only the 1 city in both phases"]


def test_standings_are_counted_at_the_end_of_a_phase_and_at_the_day(read: Read) -> None:
    rows = read(FILES).comparisons[0].table.rows
    assert [row[:3] for row in rows] == [
        ("Phase one, at its end, 31 May 2019", 3, 1),
        ("Phase one, at 31 December 2023", 3, 2),
        ("Phase two, at its end, 31 December 2023", 3, 1),
    ]


def test_before_its_end_a_phase_is_counted_at_the_day_only(read: Read) -> None:
    rows = read(FILES, date(2019, 5, 30)).comparisons[0].table.rows
    assert [row[:3] for row in rows] == [("Phase one, at 30 May 2019", 3, 0)]


def test_one_phase_that_had_begun_is_compared_with_none(read: Read) -> None:
    phases = read(FILES, date(2019, 5, 31))
    assert len(phases.comparisons) == 1
    assert phases.not_compared.startswith("Only Phase one had begun by this day")
    assert len(read(FILES, date(2019, 6, 1)).comparisons) == 2


def test_before_the_first_phase_the_page_says_so(read: Read) -> None:
    phases = read(FILES, date(2017, 2, 28))
    assert phases.sentence == "No phase had begun by 28 February 2017."
    assert phases.comparisons == ()
    assert len(phases.phases.rows) == 2


def test_without_any_phase_the_page_says_so(read: Read) -> None:
    phases = read({**FILES, "phases": [], "initiatives": [], "memberships": [], "status_updates": []})
    assert phases.sentence == "No phase is known."


def test_three_phases_are_compared_by_the_cities_of_every_one(read: Read) -> None:
    three = {"phase_id": "3", "name": "Phase three", "starts_on": "2023-12"}
    memberships = [*FILES["memberships"], {"city_id": "BRI", "phase_id": "3", "role": "member"}]
    initiatives = [*FILES["initiatives"], initiative("B4", "BRI", "3")]
    files = {**FILES, "phases": [ONE, TWO, three], "memberships": memberships, "initiatives": initiatives}
    phases = read(files)
    assert phases.comparisons[1].title == "Only the 1 city in every phase"
    assert phases.phases.rows[2][2] == "still open"
    shares_by_months(phases.comparisons[0].months, Theme.DARK)


def test_without_memberships_it_says_how_to_supply_them(read: Read) -> None:
    phases = read({**FILES, "memberships": []})
    assert len(phases.comparisons) == 1
    assert "the file memberships" in phases.not_compared


def test_where_no_city_of_the_view_took_part_in_each_it_says_so(read: Read) -> None:
    phases = read(FILES, cities=("LON", "PET"))
    assert phases.not_compared == "No city of this view took part in each of these phases."


def test_nothing_is_said_of_a_phase_without_initiatives(read: Read) -> None:
    phases = read(FILES, cities=("LON",))
    assert phases.sentence == "Completed by 31 December 2023: 0 of 1 initiative of phase two."
    assert phases.not_compared == (
        "Every initiative of this view with a phase is of phase two: there is no other to compare it with."
    )
    comparison = phases.comparisons[0]
    assert [line.name for line in comparison.months.lines] == ["Phase two"]
    assert [panel.name for panel in comparison.dates.panels] == ["Phase two"]
    assert phases.lineage.missing == ""


def test_a_phase_without_initiatives_beside_two_with_some_is_named(read: Read) -> None:
    three = {"phase_id": "3", "name": "Phase three", "starts_on": "2023-12"}
    phases = read({**FILES, "phases": [ONE, TWO, three]})
    assert "Phase three has no initiative in this view." in phases.notes
    assert "phase three" not in phases.sentence


def test_without_any_initiative_there_is_no_zero_of_zero(read: Read) -> None:
    phases = read({**FILES, "initiatives": [], "status_updates": []})
    assert phases.sentence == "At 31 December 2023 there is no initiative of a phase to compare."
    assert phases.comparisons == ()


def test_the_same_cities_without_an_initiative_of_one_phase_have_none_of_it(read: Read) -> None:
    rows = [row for row in FILES["initiatives"] if row["initiative_id"] != "B1"]
    updates = [row for row in FILES["status_updates"] if row["initiative_id"] != "B1"]
    phases = read({**FILES, "initiatives": rows, "status_updates": updates})
    assert phases.sentence.endswith(
        "in the 1 city that took part in each, no initiative and 1 of 2 initiatives."
    )
    assert phases.comparisons[1].months.sentence.startswith(
        "Completed 54 months after the start: no initiative of phase one and 0 of 2 initiatives of phase two."
    )


@pytest.mark.parametrize(("day", "compared"), [(date(2021, 6, 30), 1), (date(2021, 7, 1), 2)])
def test_a_city_is_in_both_phases_from_the_day_on_which_it_joined_the_second(
    read: Read, day: date, compared: int
) -> None:
    second = {"city_id": "BRI", "phase_id": "2", "role": "member", "joined_on": "2021-07-01"}
    first, _old, *others = FILES["memberships"]
    phases = read({**FILES, "memberships": [first, second, *others]}, day)
    assert len(phases.comparisons) == compared


def test_by_date_each_phase_is_counted_at_the_same_days_up_to_the_as_at_date(read: Read) -> None:
    dates = read(FILES, date(2021, 6, 30)).comparisons[0].dates
    one, two = dates.panels
    assert dates.moments[-1] == date(2021, 6, 30)
    assert one.totals[-1] == 3
    assert one.counts[Standing.COMPLETED][-1] == 2
    before = dates.moments.index(date(2019, 5, 31))
    assert one.counts[Standing.COMPLETED][before] == 1
    assert one.counts[Standing.COMPLETED][before + 1] == 2
    assert two.totals[before : before + 2] == (0, 3)
    assert (one.ends_on, two.ends_on) == (date(2019, 5, 31), date(2021, 6, 30))
    assert dates.sentence == (
        "Phase one: from 0 of 3 at 31 March 2017 to 2 of 3 initiatives completed at 30 June 2021. "
        "Phase two: from 0 of 3 at 30 June 2019 to 0 of 3 initiatives completed at 30 June 2021."
    )
    last = {row[1]: row[2:4] for row in dates.table.rows if row[0] == "30 June 2021"}
    assert last == {"Phase one": (3, 2), "Phase two": (3, 0)}


def test_what_was_not_yet_known_counts_neither_by_date_nor_by_months(database_of: DatabaseOf) -> None:
    late = {**update("U5", "P2", "2018-01-31", "completed"), "recorded_on": "2022-01-01"}
    files = {**FILES, "status_updates": [*FILES["status_updates"], late]}
    database = database_of(files)
    setting = summarise_setting(database, TODAY)
    done = {}
    for known_on in (date(2021, 12, 31), date(2022, 1, 1)):
        comparison = summarise_phases(database, Scope(AS_AT, known_on), setting).comparisons[0]
        by_date = comparison.dates.panels[0].counts[Standing.COMPLETED]
        line = comparison.months.lines[0]
        done[known_on] = (
            by_date[comparison.dates.moments.index(date(2018, 2, 28))],
            line.completed[line.months.index(12)],
        )
    assert done == {date(2021, 12, 31): (0, 0), date(2022, 1, 1): (1, 1)}


def test_phases_without_a_step_in_common_are_compared_when_the_youngest_is_now(read: Read) -> None:
    months = read(FILES, date(2019, 7, 31)).comparisons[0].months
    assert months.sentence.startswith("Completed 2 months after the start: 0 of 3 initiatives of phase one")
    assert [line.days[line.months.index(2)] for line in months.lines] == [
        date(2017, 4, 30),
        date(2019, 7, 31),
    ]


@pytest.mark.parametrize(("more", "is_drawn"), [(1, False), (2, True)])
def test_squares_stand_for_shares_where_one_side_has_fewer_than_five(
    read: Read, more: int, *, is_drawn: bool
) -> None:
    many = [initiative(f"N{n}", "BRI", "2") for n in range(9)]
    few = [initiative(f"M{n}", "BRI", "1") for n in range(more)]
    months = read({**FILES, "initiatives": [*FILES["initiatives"], *many, *few]}).comparisons[0].months
    assert months.is_drawn is is_drawn
    assert [len(row.squares) for row in months.squares] == [3 + more, 12]
    assert [row.head.text for row in months.squares] == [
        "Phase one, at 31 August 2021",
        "Phase two, at 30 November 2023",
    ]
    assert months.squares[0].head.target.opens == (("phase", "1"), ("as_at", "2021-08-31"))
    if not is_drawn:
        assert months.why_squares.startswith("Phase one: fewer than 5 initiatives, so no share is given.")


def test_the_filter_by_phase_is_set_aside_and_initiatives_without_one_are_named(read: Read) -> None:
    assert read(FILES, phase="1").notes == (
        "The filter “Phase one” is set aside here.",
        "1 of 7 initiatives has no phase, so 6 are compared here.",
    )


def test_the_squares_of_the_same_cities_lead_to_the_same_initiatives(read: Read) -> None:
    squares = read(FILES).comparisons[1].squares
    assert squares[1].head.target.opens == (("phase", "2"), ("cities", "BRI"))
    assert [square.initiative_id for square in squares[1].squares] == ["B2", "B3"]


def test_a_view_of_some_cities_names_them_alone(read: Read) -> None:
    phases = read(FILES, cities=("BRI",))
    assert [comparison.title for comparison in phases.comparisons] == ["All cities of this view"]
    assert [plain(row[0]) for row in phases.memberships.rows] == ["Bristol"]
    assert [row[3] for row in phases.phases.rows] == [1, 1]
    assert phases.not_compared == "Every city of this view took part in each of these phases."


def test_roles_stand_by_city_and_phase_with_the_days_as_written(read: Read) -> None:
    rows = read(FILES).memberships.rows
    assert [row[1:] for row in rows] == [
        ("Founder", "Member", None),
        (None, "Member, joined 2021", "Joined late."),
        ("Founder, left 31 May 2019", None, None),
    ]


def test_the_phases_stand_with_their_days_as_written(read: Read) -> None:
    assert [row[1:] for row in read(FILES).phases.rows] == [
        ("March 2017", "May 2019", 2, 3, None),
        ("June 2019", "December 2023", 2, 3, "Extended."),
    ]


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2017, 3, 30), 0),
        (date(2017, 3, 31), 1),
        (date(2019, 5, 31), 27),
        (date(2019, 5, 30), 26),
        (date(2018, 2, 28), 12),
    ],
)
def test_months_are_counted_when_they_are_whole(day: date, months: int) -> None:
    assert full_months(date(2017, 3, 1), day) == months


def test_a_phase_is_looked_at_every_so_many_months_and_at_the_day() -> None:
    start = date(2017, 3, 1)
    assert list(moments_of(start, date(2018, 2, 27), 6)) == [(6, date(2017, 8, 31)), (11, date(2018, 2, 27))]
    assert list(moments_of(start, date(2018, 2, 28), 6)) == [(6, date(2017, 8, 31)), (12, date(2018, 2, 28))]
    assert list(moments_of(start, start, 6)) == [(0, start)]
    assert list(moments_of(date(2019, 8, 31), date(2020, 2, 28), 6)) == [(6, date(2020, 2, 28))]


def test_the_lines_count_what_every_page_counts_at_that_day(read: Read) -> None:
    line = read(FILES).comparisons[0].months.lines[0]
    at_end = line.months.index(27)
    assert line.ended == 27
    assert (line.completed[at_end], line.known[at_end], line.initiatives[at_end]) == (1, 1, 3)
    assert line.days[-1] == AS_AT


def test_the_sentence_of_the_months_compares_the_last_that_all_reached(read: Read) -> None:
    sentence = read(FILES).comparisons[0].months.sentence
    assert sentence == (
        "Completed 54 months after the start: 2 of 3 initiatives of phase one "
        "and 0 of 3 initiatives of phase two. "
        "At 31 December 2023 it is 1 of 3 of phase two: since then 1 more was completed."
    )


def test_a_share_of_fewer_than_five_is_not_drawn(read: Read) -> None:
    more = [*FILES["initiatives"], initiative("P3", "PET", "1"), initiative("P4", "PET", "1")]
    figure = shares_by_months(read({**FILES, "initiatives": more}).comparisons[0].months, Theme.LIGHT)
    assert [trace.y[-1] for trace in figure.data if trace.name == "Phase one"] == [0.4, 0.4]
    assert all(share is None for trace in figure.data if trace.name == "Phase two" for share in trace.y)


def test_lines_differ_in_dash_and_marker_and_bear_their_names(read: Read) -> None:
    more = [initiative(f"N{n}", "BRI", phase) for n, phase in enumerate("1111122222")]
    figure = shares_by_months(read({**FILES, "initiatives": more}).comparisons[0].months, Theme.LIGHT)
    first, second = figure.data[0], figure.data[1]
    assert first.line.dash != second.line.dash
    assert first.marker.symbol[0] != second.marker.symbol[0]
    assert (first.text[-1].strip(), second.text[-1].strip()) == ("Phase one", "Phase two")


def test_without_lineage_it_says_how_to_supply_it(read: Read) -> None:
    lineage = read(FILES).lineage
    assert lineage.flows == ()
    assert "the file initiative_links" in lineage.missing


def test_lineage_follows_each_initiative_to_the_next_phase(read: Read) -> None:
    links = [
        {"from_id": "B2", "to_id": "B1", "kind": "carried_over"},
        {"from_id": "P2", "to_id": "L1", "kind": "merged_into"},
        {"from_id": "B3", "to_id": "B2", "kind": "evolved_from"},
    ]
    lineage = read({**FILES, "initiative_links": links}).lineage
    flow = lineage.flows[0]
    assert lineage.missing == ""
    assert flow.leaving == {Fate.CARRIED_OVER: 1, Fate.MERGED: 1, Fate.COMPLETED: 1}
    assert flow.arriving == {Fate.CARRIED_OVER: 1, Fate.MERGED: 1, Fate.NEW: 1}
    assert flow.sentence == (
        "2 of 3 initiatives of Phase one have a successor; without one, 1 was completed. "
        "1 of 3 initiatives of Phase two are new."
    )
    drawn = lineage_flow(flow, Theme.LIGHT)
    assert [annotation.text for annotation in drawn.layout.annotations] == [
        "Phase one: 3",
        "Carried over: 1",
        "Merged: 1",
        "Completed: 1",
        "New: 1",
        "Phase two: 3",
    ]
    bars = [shape.y1 - shape.y0 for shape in drawn.layout.shapes]
    assert bars == pytest.approx([3, 1, 1, 1, 1, 3])
    assert len(drawn.data) == 6


CARRIED = [{"from_id": "B2", "to_id": "B1", "kind": "carried_over"}]


@pytest.mark.parametrize(("day", "fate"), [("2019-06-02", Fate.NO_SUCCESSOR), ("2019-06-03", Fate.DROPPED)])
def test_what_was_stopped_by_the_day_is_dropped(read: Read, day: str, fate: Fate) -> None:
    updates = [*FILES["status_updates"], update("U6", "P2", "2019-06-03", "stopped")]
    files = {**FILES, "status_updates": updates, "initiative_links": CARRIED}
    flow = read(files, date.fromisoformat(day)).lineage.flows[0]
    assert flow.leaving == {Fate.CARRIED_OVER: 1, Fate.COMPLETED: 1, fate: 1}


@pytest.mark.parametrize(("day", "fate"), [("2021-06-30", Fate.NO_SUCCESSOR), ("2021-07-01", Fate.DROPPED)])
def test_what_was_taken_out_of_its_plan_is_dropped_from_that_day(read: Read, day: str, fate: Fate) -> None:
    removed = {"removed_on": "2021-07-01", "removal_reason": "No funds."}
    rows = [{**row, **removed} if row["initiative_id"] == "P2" else row for row in FILES["initiatives"]]
    flow = read({**FILES, "initiatives": rows, "initiative_links": CARRIED}, date.fromisoformat(day))
    (lineage,) = flow.lineage.flows
    assert lineage.leaving == {Fate.CARRIED_OVER: 1, Fate.COMPLETED: 1, fate: 1}
    assert ("No funds." in [row[-1] for row in lineage.initiatives.rows]) is (fate is Fate.DROPPED)
    assert ("1 that was taken out of its plan" in lineage.note) is (fate is Fate.DROPPED)


def test_what_was_not_known_to_be_stopped_is_not_dropped(database_of: DatabaseOf) -> None:
    late = {**update("U6", "P2", "2019-06-03", "stopped"), "recorded_on": "2022-01-01"}
    files = {**FILES, "status_updates": [*FILES["status_updates"], late], "initiative_links": CARRIED}
    database = database_of(files)
    setting = summarise_setting(database, TODAY)
    told = [
        summarise_phases(database, Scope(AS_AT, known_on), setting).lineage.flows[0].leaving
        for known_on in (date(2021, 12, 31), date(2022, 1, 1))
    ]
    assert [leaving.get(Fate.DROPPED, 0) for leaving in told] == [0, 1]


def test_a_link_to_what_has_yet_to_join_is_not_followed(read: Read) -> None:
    rows = [
        {**row, "added_on": "2021-07-01"} if row["initiative_id"] == "B2" else row
        for row in FILES["initiatives"]
    ]
    files = {**FILES, "initiatives": rows, "initiative_links": CARRIED}
    assert read(files, date(2021, 6, 30)).lineage.flows == ()
    assert read(files, date(2021, 7, 1)).lineage.flows[0].leaving[Fate.CARRIED_OVER] == 1


def test_a_successor_outside_of_the_view_is_a_successor_and_its_forerunner_a_forerunner(read: Read) -> None:
    links = [{"from_id": "P2", "to_id": "L1", "kind": "merged_into"}]
    more = [*FILES["initiatives"], initiative("P3", "PET", "2"), initiative("L2", "LON", "1")]
    files = {**FILES, "initiatives": more, "initiative_links": links}
    (peterborough,) = read(files, cities=("PET",)).lineage.flows
    assert peterborough.leaving == {Fate.MERGED: 1, Fate.COMPLETED: 1}
    assert peterborough.arriving == {Fate.NEW: 1}
    (london,) = read(files, cities=("LON",)).lineage.flows
    assert london.arriving == {Fate.MERGED: 1}
    bristol = read(files, cities=("BRI",)).lineage
    assert bristol.flows == ()
    assert bristol.missing.startswith("For the initiatives of this view no link")


def test_each_initiative_is_listed_with_its_way_and_leads_to_its_page(read: Read) -> None:
    flow = read({**FILES, "initiative_links": CARRIED}).lineage.flows[0]
    rows = [tuple(map(plain, row)) for row in flow.initiatives.rows]
    assert rows == [
        ("Carried over", "B1", "Bristol", "B2", "Bristol", None),
        ("Completed", "P1", "Peterborough", None, None, None),
        ("No successor stated", "P2", "Peterborough", None, None, None),
        ("New", None, None, "B3", "Bristol", None),
        ("New", None, None, "L1", "London", None),
    ]
    assert [row[-2:] for row in flow.with_identifiers.rows] == [
        ("B1", "B2"),
        ("P1", None),
        ("P2", None),
        (None, "B3"),
        (None, "L1"),
    ]


def test_where_some_links_are_not_confirmed_each_comparison_gives_both_numbers(read: Read) -> None:
    rows = [
        {**row, "plan_link": "unconfirmed"} if row["initiative_id"] == "P1" else row
        for row in FILES["initiatives"]
    ]
    notes = read({**FILES, "initiatives": rows}).notes
    assert "All cities: 3 completed, of which 2 tied to the programme by a document." in notes
    assert not any("Only the 1 city" in note for note in notes)


@pytest.mark.parametrize(("ends_on", "day"), [("2018-03-09", "2018-03-09"), ("2018-02-27", "2018-02-28")])
def test_a_phase_that_ended_in_the_month_of_a_step_has_one_point_for_it(
    read: Read, ends_on: str, day: str
) -> None:
    line = read({**FILES, "phases": [{**ONE, "ends_on": ends_on}, TWO]}).comparisons[0].months.lines[0]
    assert len(set(line.months)) == len(line.months)
    assert line.days[line.months.index(12)] == date.fromisoformat(day)


def test_a_day_far_off_asks_for_no_more_than_fifty_years_of_moments() -> None:
    moments = list(moments_of(date(2017, 3, 1), date(9999, 12, 31), 3))
    assert len(moments) == 200
    assert moments[-1] == (600, date(2067, 2, 28))
