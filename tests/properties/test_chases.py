"""Whom to ask first: the order is that of recomputing every choice, and bounds narrow as is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from ictrack.actions.load import LoadSource, load_source
from ictrack.demo.size import DemoSize
from ictrack.demo.write import write_demo
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import InitiativeAsAt, list_initiatives
from ictrack.summaries.chases import Chase, Narrowed, order_chases
from ictrack.words import fold
from tests.engines import OpenNew
from tests.properties.programmes import AREAS, CITIES, Generated, programmes
from tests.properties.tables import fill

CITY_ROWS = [{"city_id": city_id, "name": city_id} for city_id in CITIES]
AREA_ROWS = [{"area_id": area, "name": area, "sort_order": "1"} for area in AREAS if area]
Bounds = tuple[int, int, int]


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    return open_shared()


def year_earlier(day: date) -> date:
    """Find "12 months" before a day, on the calendar."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(day.year - 1, day.month, 28 if is_leap_day else day.day)


def can_be_completed(one: InitiativeAsAt) -> bool:
    """Say whether it is in the share: "completed ÷ (all - stopped - ongoing - recurring)"."""
    return one.standing != "stopped" and not one.is_open_ended


def is_not_known_of(one: InitiativeAsAt, as_at: date) -> bool:
    """Say whether it is of "those not reported, and those not heard of for 12 months"."""
    heard = one.last_reported_on
    is_silent = one.standing == "not_reported" or heard is None or heard <= year_earlier(as_at)
    return is_silent and one.standing != "completed"


def bounds_of(members: Sequence[InitiativeAsAt], as_at: date) -> Bounds:
    """Count the share's bounds from the wording of the definition."""
    of_share = [one for one in members if can_be_completed(one)]
    low = sum(one.standing == "completed" for one in of_share)
    return low, low + sum(is_not_known_of(one, as_at) for one in of_share), len(of_share)


def width(bounds: Bounds) -> Fraction:
    low, high, of = bounds
    return Fraction(high - low, of) if of else Fraction(0)


def in_groups(listed: Sequence[InitiativeAsAt], as_at: date) -> dict[tuple[str, str], Bounds]:
    """Give the bounds of the programme, each city and each thematic area."""
    found = {("programme", ""): bounds_of(listed, as_at)}
    for city in {one.city_id for one in listed}:
        found["city", city] = bounds_of([one for one in listed if one.city_id == city], as_at)
    for area in {one.area_id for one in listed if one.area_id}:
        found["area", area] = bounds_of([one for one in listed if one.area_id == area], as_at)
    return found


def sum_of_widths(listed: Sequence[InitiativeAsAt], as_at: date) -> Fraction:
    return sum(map(width, in_groups(listed, as_at).values()), Fraction(0))


def with_a_report(listed: Sequence[InitiativeAsAt], identifier: str, as_at: date) -> list[InitiativeAsAt]:
    """Give the same initiatives once one of them was reported on at the day, as under way."""
    said = {"standing": "in_progress", "status": "in_progress", "last_reported_on": as_at}
    return [replace(one, **said) if one.initiative_id == identifier else one for one in listed]  # type: ignore[arg-type]


def by_brute_force(listed: Sequence[InitiativeAsAt], as_at: date) -> list[tuple[str, Fraction]]:
    """Recompute everything for every choice, take the best, and begin again."""
    chosen: list[tuple[str, Fraction]] = []
    open_ones = {one.initiative_id for one in listed if not one.is_closed}
    while True:
        now = sum_of_widths(listed, as_at)
        choices = [
            (now - sum_of_widths(with_a_report(listed, one.initiative_id, as_at), as_at), one)
            for one in listed
            if one.initiative_id in open_ones and can_be_completed(one) and is_not_known_of(one, as_at)
        ]
        if not choices:
            return chosen
        fall, best = min(
            choices,
            key=lambda choice: (
                -choice[0],
                fold(choice[1].city_name),
                fold(choice[1].title),
                choice[1].initiative_id,
            ),
        )
        chosen.append((best.initiative_id, fall))
        listed = with_a_report(listed, best.initiative_id, as_at)


def as_said(narrowed: Narrowed | None) -> tuple[Bounds, Bounds] | None:
    if narrowed is None:
        return None
    before, after = narrowed.before, narrowed.after
    return (before.low, before.high, before.of), (after.low, after.high, after.of)


def narrows_as_it_says(chase: Chase, listed: list[InitiativeAsAt], as_at: date) -> list[InitiativeAsAt]:
    """Let a report come, and compare what became of each share with what was said of it."""
    one = chase.initiative
    later = with_a_report(listed, one.initiative_id, as_at)
    before, after = in_groups(listed, as_at), in_groups(later, as_at)
    said = {("programme", ""): chase.programme, ("city", one.city_id): chase.city}
    if one.area_id:
        assert chase.area is not None
        said["area", one.area_id] = chase.area
    for group, bounds in before.items():
        expected = as_said(said[group]) if group in said else (bounds, bounds)
        assert (bounds, after[group]) == expected
    assert sum(map(width, before.values())) - sum(map(width, after.values())) == chase.fall
    return later


def check(listed: Sequence[InitiativeAsAt], as_at: date) -> int:
    chases = order_chases(listed, as_at, {one.initiative_id for one in listed})
    found = [(chase.initiative.initiative_id, chase.fall) for chase in chases]
    assert found == by_brute_force(listed, as_at)
    now = list(listed)
    for chase in chases:
        now = narrows_as_it_says(chase, now, as_at)
    return len(chases)


@settings(
    deadline=None,
    derandomize=True,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(generated=programmes())
def test_of_every_programme_the_order_is_that_of_brute_force(
    database: Database, generated: Generated
) -> None:
    files = {**generated.files, "cities": CITY_ROWS, "thematic_areas": AREA_ROWS}
    fill(database, files, generated.load_day)
    for as_at, known_on, phase in generated.looks:
        check(list_initiatives(database, Scope(as_at, known_on, phase)), as_at)


def test_of_an_invented_programme_the_order_is_that_of_brute_force(open_new: OpenNew, tmp_path: Path) -> None:
    folder = tmp_path / "invented"
    write_demo(folder, DemoSize(cities=5, initiatives=30, updates=30, seed=3))
    database, today = open_new(), date(2026, 11, 22)
    load_source(database, LoadSource(folder, today=today))
    assert check(list_initiatives(database, Scope(today, today)), today) > 5
    database.close()


def test_only_what_is_asked_about_is_listed(open_new: OpenNew, tmp_path: Path) -> None:
    folder = tmp_path / "invented"
    write_demo(folder, DemoSize(cities=5, initiatives=30, updates=30, seed=3))
    database, today = open_new(), date(2026, 11, 22)
    load_source(database, LoadSource(folder, today=today))
    listed = list_initiatives(database, Scope(today, today))
    every = [
        chase.initiative.initiative_id
        for chase in order_chases(listed, today, {i.initiative_id for i in listed})
    ]
    asked = set(every[::2])
    kept = [chase.initiative.initiative_id for chase in order_chases(listed, today, asked)]
    assert kept == every[::2]
    database.close()
