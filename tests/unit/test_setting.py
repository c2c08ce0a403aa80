"""What the first line of a page says of the record, the dates and the filters."""

from __future__ import annotations

from datetime import date

import pytest

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.summaries.initiatives import summarise_initiatives
from ictrack.summaries.list_asked import Asked
from ictrack.summaries.setting import Setting, stamp_of, summarise_setting, year_ends_or_month_ends
from ictrack.vocabulary import RecordKind
from tests.engines import OpenNew
from tests.properties.tables import Files, fill

TODAY = date(2020, 9, 1)
AS_AT = date(2020, 8, 1)
EVERYTHING = Scope(AS_AT, TODAY)
OWN = Scope(AS_AT, TODAY, sources=("S",))
PUBLIC = Scope(AS_AT, TODAY, sources=("P",))

FILES: Files = {
    "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2020-01", "ends_on": "2020-10"}],
    "cities": [{"city_id": "BRI", "name": "Bristol"}, {"city_id": "CDF", "name": "Cardiff"}],
    "events": [
        {"event_id": "E1", "kind": "convening", "title": "First", "starts_on": "2020-11-05"},
    ],
    "initiatives": [
        {"initiative_id": "B1", "city_id": "BRI", "phase_id": "1", "title": "Own"},
        {"initiative_id": "C1", "city_id": "CDF", "phase_id": "1", "title": "Found"},
    ],
}


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    """Hold a city's own return beside a public record that was compiled in 2019."""
    database = open_shared()
    fill(database, FILES)
    database.write(
        lambda cursor: cursor.execute(
            "insert into db.source values "
            "('P', 'Record', 'public_record', 'assumed', '2019', null, null, true, false)"
        )
    )
    database.write(
        lambda cursor: cursor.execute("update db.initiative set source_id = 'P' where initiative_id = 'C1'")
    )
    return database


@pytest.fixture(scope="module")
def setting(database: Database) -> Setting:
    return summarise_setting(database, TODAY)


def test_the_kind_of_record_is_that_of_the_sources_in_the_scope(setting: Setting) -> None:
    assert setting.record_kind is RecordKind.RETURNS
    assert setting.record_kind_in(EVERYTHING) is RecordKind.RETURNS
    assert setting.record_kind_in(OWN) is RecordKind.RETURNS
    assert setting.record_kind_in(PUBLIC) is RecordKind.PUBLIC_RECORD


def test_the_stamp_says_whether_cities_were_asked_and_names_the_sources(setting: Setting) -> None:
    assert stamp_of(setting, OWN) == "As at 1 August 2020 · all phases · Test · reported by the cities"
    assert stamp_of(setting, PUBLIC) == (
        "As at 1 August 2020 · all phases · Record · compiled from public documents; no city was asked"
    )
    assert stamp_of(setting, EVERYTHING) == (
        "As at 1 August 2020 · all phases · partly compiled from public documents; of those no city was asked"
    )


def test_a_row_speaks_in_the_words_of_its_own_record(database: Database, setting: Setting) -> None:
    listing = summarise_initiatives(database, EVERYTHING, setting, Asked())
    columns = [column.key for column in listing.download.columns]
    progress = [row[columns.index("progress")] for row in listing.download.rows]
    assert progress == ["Not reported", "No dated evidence of status"]


@pytest.mark.parametrize(("scope", "label"), [(OWN, "Last reported"), (PUBLIC, "Last heard of")])
def test_only_of_a_public_record_one_says_when_something_was_last_heard_of(
    database: Database, setting: Setting, scope: Scope, label: str
) -> None:
    listing = summarise_initiatives(database, scope, setting, Asked())
    labels = [column.label for column in listing.table.columns]
    assert label in labels
    assert f"{label}, newest first" in [words for _value, words in listing.order_choices]


def test_the_stamp_says_an_earlier_known_on_even_where_recording_days_are_assumed(open_new: OpenNew) -> None:
    database = open_new()
    fill(database, FILES)
    database.write(lambda cursor: cursor.execute("update db.source set recorded_on = 'assumed'"))
    setting = summarise_setting(database, TODAY)
    assert "as known on 31 August 2020" in stamp_of(setting, Scope(AS_AT, date(2020, 8, 31)))
    assert "as known on" not in stamp_of(setting, Scope(AS_AT, TODAY))


def test_no_month_after_the_last_known_day_is_asked_for(setting: Setting) -> None:
    as_at = date(2199, 12, 31)
    days = year_ends_or_month_ends(setting, as_at)
    assert len(days) == 11
    assert days[-2:] == (date(2020, 10, 31), date(2020, 11, 5))


def test_the_months_up_to_an_earlier_day_end_with_that_day(setting: Setting) -> None:
    assert year_ends_or_month_ends(setting, date(2020, 2, 29)) == (date(2020, 1, 31), date(2020, 2, 29))
    assert year_ends_or_month_ends(setting, date(2020, 3, 1)) == (
        date(2020, 1, 31),
        date(2020, 2, 29),
        date(2020, 3, 1),
    )
