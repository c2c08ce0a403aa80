"""What the summaries behind the page Data count, list and leave out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ictrack.actions.load import BundledChoice, LoadSource, load_bundled, load_source
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import list_contradictions, list_initiatives
from ictrack.summaries.contradiction_rules import ContradictionRule
from ictrack.summaries.contradictions import ThingsToCheck, summarise_contradictions
from ictrack.summaries.data import summarise_data
from ictrack.summaries.loads import summarise_loads
from ictrack.summaries.setting import summarise_setting
from ictrack.summaries.table import Linked, open_data_quality
from ictrack.vocabulary import Standing
from tests.engines import OpenNew

TODAY = date(2026, 11, 22)
OPEN = ContradictionRule.OPEN_PAST_TARGET
SCOPE = Scope(date(2023, 12, 31), TODAY)


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    opened = open_shared()
    load_bundled(opened)
    return opened


def things_of(database: Database, city: str = "", rule: str = "") -> ThingsToCheck:
    setting = summarise_setting(database, TODAY)
    return summarise_contradictions(database, SCOPE, setting, city, rule)


def test_every_number_by_city_counts_the_rows_that_it_leads_to(database: Database) -> None:
    everything = things_of(database)
    for row in everything.by_city.rows:
        for column, cell in zip(everything.by_city.columns, row, strict=True):
            if column.key not in {"city", "all"} and isinstance(cell, Linked):
                opened = dict(cell.target.opens)
                assert cell.target == open_data_quality(opened.get("city", ""), opened["rule"])
                narrowed = things_of(database, opened.get("city", ""), opened["rule"])
                assert narrowed.shown == int(cell.text), cell.name


def test_the_totals_by_city_add_up_to_all(database: Database) -> None:
    everything = things_of(database)
    numbers = [row[1] for row in everything.by_city.rows]
    assert isinstance(numbers[-1], int)
    assert sum(n for n in numbers[:-1] if isinstance(n, int)) == numbers[-1] == everything.total
    assert everything.shown == everything.total == len(everything.table.rows)
    assert sum(len(found.table.rows) for found in everything.findings) == everything.total


def test_a_link_of_a_number_says_city_rule_and_number(database: Database) -> None:
    row = next(
        row
        for row in things_of(database).by_city.rows
        if row[0] == Linked("Glasgow", open_data_quality("GLA"))
    )
    cells = [cell for cell in row[1:] if isinstance(cell, Linked)]
    assert "2: Glasgow, No phase" in [cell.name for cell in cells]


def test_a_list_of_one_city_has_no_column_of_cities(database: Database) -> None:
    assert "city" in {column.key for column in things_of(database).findings[0].table.columns}
    assert "city" not in {column.key for column in things_of(database, "LIV").findings[0].table.columns}


def test_the_download_says_all_of_each_finding(database: Database) -> None:
    row = things_of(database, "GLA", "no_phase").table.plain_rows()[0]
    assert row["rule"] == "no_phase"
    assert row["city"] == "Glasgow"
    assert (row["file"], row["update_id"]) == ("initiatives.csv", None)
    assert all(row[key] for key in ("what_is_wrong", "why_it_matters", "how_to_mend_it", "row"))


def test_the_catalogue_lists_every_rule_once(database: Database) -> None:
    codes = [row["rule"] for row in things_of(database).catalogue.plain_rows()]
    assert codes == [rule.value for rule in ContradictionRule]


def test_a_source_says_how_many_rows_of_each_kind_it_holds(database: Database) -> None:
    data = summarise_data(database, SCOPE, summarise_setting(database, TODAY))
    facts = dict(data.sources[0].facts)
    assert facts["What it is"] == "Compiled from public documents; no city was asked"
    assert str(facts["Holds"]).startswith(
        "2 phases, 13 cities, 5 thematic areas, 5 principles, 18 memberships"
    )
    assert str(facts["Holds"]).endswith(
        "106 initiatives, 147 pieces of evidence and 11 links between initiatives"
    )


def test_a_load_is_listed_with_what_came_of_it(database: Database) -> None:
    loads = summarise_loads(database, SCOPE, summarise_setting(database, TODAY), "")
    load = loads.table.plain_rows()[0]
    assert load["source"] == "The public record of Inclusive Cities"
    assert (load["loaded_by"], load["rows"]) == ("first start", "394 new")
    counted = loads.whole.plain_rows()[0]
    assert (counted["load"], counted["new"], counted["changed"], counted["rejected"]) == (1, 394, 0, 0)


def test_the_reference_data_holds_phases_cities_with_aliases_and_areas(database: Database) -> None:
    phases, cities, areas = summarise_data(database, SCOPE, summarise_setting(database, TODAY)).reference
    assert (len(phases.rows), len(cities.rows), len(areas.rows)) == (2, 13, 5)
    assert any(row["aliases"] for row in cities.plain_rows())


def test_the_words_are_those_of_the_sources_that_are_looked_at(open_new: OpenNew, tmp_path: Path) -> None:
    """Beside one's own returns, the public record is still nobody's report."""
    database = open_new()
    load_bundled(database)
    sheet = tmp_path / "own.csv"
    sheet.write_text("City,Initiative,Status\nCardiff,Welcome pack,\n", encoding="utf-8")
    own = load_source(database, LoadSource(sheet, bundled_choice=BundledChoice.KEEP)).source_id
    setting = summarise_setting(database, TODAY)
    (record,) = [source.source_id for source in setting.sources if source.source_id != own]
    of_record = summarise_contradictions(database, replace(SCOPE, sources=(record,)), setting)
    of_own = summarise_contradictions(database, replace(SCOPE, sources=(own,)), setting)
    assert "in this compilation" in of_record.sentence
    assert of_record.caveat
    assert "in this compilation" not in of_own.sentence
    assert not of_own.caveat


def test_open_past_its_date_lists_what_every_page_says_is_past_its_date(database: Database) -> None:
    listed = {one.initiative_id for one in list_contradictions(database, SCOPE) if one.rule == OPEN}
    behind = {i.initiative_id for i in list_initiatives(database, SCOPE) if i.standing == Standing.BEHIND}
    assert listed == behind
    assert "CAR-01" not in listed
