"""Each lens adds up for any programme: counted once more in plain Python, and listed by its own links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.lens_queries import Principle, count_named
from ictrack.store.queries import InitiativeAsAt, list_initiatives
from ictrack.summaries.lens_filter import FILTER_OF_LENS, LensFilter
from ictrack.summaries.lens_grid import LensGrid, LensRow, arrange_lens
from ictrack.summaries.setting import summarise_setting
from ictrack.vocabulary import Lens
from tests.engines import OpenNew
from tests.properties.oracle import Programme, Situation, reports_in_force, situation_of, understand
from tests.properties.programmes import AREAS, Generated, programmes
from tests.properties.tables import fill

TODAY = date(2030, 1, 1)
PRINCIPLES = tuple(Principle(one, one) for one in ("P1", "P2", "P3"))
COLUMN_OF_LENS = {
    Lens.SECTORS: "sectors",
    Lens.AUDIENCES: "audiences",
    Lens.CHILDREN: "children_and_young_people",
    Lens.PRINCIPLES: "principles",
}
WORDS = {
    "sectors": ("", "health", "business;health", "faith;faith", "housing"),
    "audiences": ("", "pupils", "Pupils;pupils", "everyone"),
    "children_and_young_people": ("", "yes", "no"),
    "principles": ("", "P1", "P2;P1"),
    "lead_organisation": ("", "Council"),
    "lead_role": ("", "Head"),
    "champion": ("", "Chamber"),
}
EVIDENCE = ("", "https://example.org/")


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    """Open one database in memory for all programmes of this module."""
    return open_shared()


@st.composite
def programmes_with_words(draw: st.DrawFn) -> Generated:
    """Draw a programme whose initiatives name sectors, audiences, principles and people, or do not."""
    generated = draw(programmes())
    initiatives = [
        {**row, **{column: draw(st.sampled_from(words)) for column, words in WORDS.items()}}
        for row in generated.files["initiatives"]
    ]
    updates = [
        {**row, "evidence_url": "" if row["kind"] == "withdrawal" else draw(st.sampled_from(EVIDENCE))}
        for row in generated.files["status_updates"]
    ]
    areas = [
        {"area_id": area, "name": area, "sort_order": str(place)} for place, area in enumerate(AREAS) if area
    ]
    files = {
        **generated.files,
        "cities": [{"city_id": "BRI", "name": "Bristol"}, {"city_id": "bri", "name": "Brighton"}],
        "thematic_areas": areas,
        "initiatives": initiatives,
        "status_updates": updates,
    }
    return Generated(files, generated.looks, generated.load_day)


class LensOracle:
    """A programme that is looked at from a day, as known on a day, in one phase or in all."""

    def __init__(
        self, generated: Generated, programme: Programme, look: tuple[date, date, str | None]
    ) -> None:
        self.programme = programme
        self.as_at, self.known_on, self.phase = look
        self.rows = {row["initiative_id"]: row for row in generated.files["initiatives"]}
        self.naming = {row["update_id"] for row in generated.files["status_updates"] if row["evidence_url"]}

    def count(self, lens: Lens) -> Counter[tuple[str | None, str | None]]:
        """Count the words of a lens by thematic area, and what names none."""
        found: Counter[tuple[str | None, str | None]] = Counter()
        for initiative in self.programme.initiatives:
            one = situation_of(self.programme, initiative, self.as_at, self.known_on)
            if not one.counts or self.phase not in (None, initiative.phase_id):
                continue
            words = self._words(lens, one)
            if words is not None:
                area = initiative.area_id or None
                said: list[str | None] = [*words] or [None]
                found.update((area, word) for word in said)
        return found

    def _words(self, lens: Lens, one: Situation) -> set[str] | None:
        """Say what an initiative names; nothing where the lens does not look at it."""
        row = self.rows[one.initiative.initiative_id]
        if lens is not Lens.LACKING:
            return {word for word in row[COLUMN_OF_LENS[lens]].split(";") if word}
        if one.status in {"completed", "stopped"} or one.closed_with_phase:
            return None
        missing = {
            "owner": not (row["lead_organisation"] or row["lead_role"]),
            "target_date": row["schedule"] not in {"ongoing", "recurring"} and not one.current_target,
            "champion": not row["champion"],
            "evidence": not self._has_evidence(one),
        }
        return {lack for lack, is_missing in missing.items() if is_missing}

    def _has_evidence(self, one: Situation) -> bool:
        """Say whether a dated report in force names a document."""
        updates = self.programme.updates.get(one.initiative.initiative_id, ())
        reports = reports_in_force(updates, self.as_at, self.known_on)
        return any(update.update_id in self.naming for _day, update in reports)


@settings(
    deadline=None,
    derandomize=True,
    max_examples=12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(generated=programmes_with_words())
def test_each_lens_counts_what_its_definition_says_and_its_links_list_the_same(
    database: Database, generated: Generated
) -> None:
    fill(database, generated.files, generated.load_day)
    programme = understand(generated.files, generated.load_day)
    setting = summarise_setting(database, TODAY)
    for look in generated.looks:
        oracle, scope = LensOracle(generated, programme, look), Scope(*look)
        listed = list_initiatives(database, scope)
        for lens in Lens:
            rows = count_named(database, scope, lens)
            assert {(row.area_id, row.word): row.initiatives for row in rows} == oracle.count(lens)
            _check_grid(arrange_lens(lens, rows, PRINCIPLES, scope, setting), listed)


def _check_grid(grid: LensGrid, listed: Sequence[InitiativeAsAt]) -> None:
    """Hold a grid against the list: stated and not stated are all, each number has its rows."""
    looked_at = [one for one in listed if grid.lens is not Lens.LACKING or one.lacks is not None]
    assert grid.initiatives == len(looked_at) == grid.stated + grid.unstated.initiatives
    for row in (*grid.rows, grid.unstated):
        kept = LensFilter(**{FILTER_OF_LENS[grid.lens]: row.word})
        areas = [one.area_id for one in listed if kept.keeps(one)]
        assert row.by_area == tuple(areas.count(area.area_id) for area in grid.areas)
        assert row.initiatives == len(areas)
        _never_more_than_all(row, [area.initiatives for area in grid.areas])


def _never_more_than_all(row: LensRow, of_areas: Sequence[int]) -> None:
    assert all(number <= of_all for number, of_all in zip(row.by_area, of_areas, strict=True))
