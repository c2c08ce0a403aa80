"""What each city is to check, as files to send: they open in Excel, run nothing, and say what to do."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date

import pytest

from ictrack.reports.city_lists import all_lists_zip, city_list_csv, name_all_lists, name_city_list
from ictrack.store.database import Database, open_database
from ictrack.summaries.contradictions import CityList, summarise_contradictions
from ictrack.summaries.counts import CountRequest, read_scope
from ictrack.summaries.setting import summarise_setting
from ictrack.summaries.table import Table
from tests.properties.tables import Files, fill

DAY = date(2023, 12, 31)
FILES: Files = {
    "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2017", "ends_on": "2025"}],
    "cities": [{"city_id": "LLA", "name": "Llŷn"}, {"city_id": "NMD", "name": "Newry, Mourne & Down"}],
    "thematic_areas": [{"area_id": "jobs", "name": "Jobs", "sort_order": "1"}],
    "initiatives": [
        {"initiative_id": "L1", "city_id": "LLA", "phase_id": "1", "area_id": "jobs", "title": "=1+1"},
        {"initiative_id": "N1", "city_id": "NMD", "phase_id": "1", "title": 'Welcome; "hello"'},
    ],
    "status_updates": [
        {"update_id": "L1-U1", "initiative_id": "L1", "reported_on": "2018", "status": "completed"}
    ],
}
HEAD = [
    *("City", "Initiative identifier", "Title", "Update identifier", "Code", "What is wrong"),
    *("What was found", "Why it matters", "How to mend it", "File", "Row"),
]


@pytest.fixture
def database() -> Iterator[Database]:
    opened = open_database()
    fill(opened, FILES)
    yield opened
    opened.close()


def lists_of(database: Database, city: str = "", rule: str = "") -> tuple[CityList, ...]:
    setting = summarise_setting(database, date(2024, 6, 30))
    scope = read_scope(setting, CountRequest(as_at="2023-12-31"))
    return summarise_contradictions(database, scope, setting, city, rule).city_lists


def rows_of(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_city_reads_what_is_wrong_why_it_matters_and_how_to_mend_it(database: Database) -> None:
    first, second = lists_of(database)
    head, row = rows_of(city_list_csv(first))
    assert head == HEAD
    said = dict(zip(head, row, strict=True))
    assert said["City"] == "Llŷn"
    assert (said["Initiative identifier"], said["Update identifier"]) == ("L1", "L1-U1")
    assert (said["Code"], said["What is wrong"]) == (
        "completed_without_evidence",
        "Completed without evidence",
    )
    assert said["What was found"] == "Completed (2018), and no document is named."
    assert said["Why it matters"].startswith("Nobody can follow the claim")
    assert said["How to mend it"].startswith("Give the address of a document")
    assert (said["File"], said["Row"]) == ("status_updates.csv", "2")
    assert [row[4] for row in rows_of(city_list_csv(second))[1:]] == ["no_thematic_area", "no_update"]


def test_no_cell_starts_a_formula(database: Database) -> None:
    assert rows_of(city_list_csv(lists_of(database)[0]))[1][2] == "'=1+1"


def test_one_city_and_one_rule_can_be_asked_for(database: Database) -> None:
    (one,) = lists_of(database, "NMD", "no_update")
    assert (one.city_id, len(one.table.rows)) == ("NMD", 1)
    assert lists_of(database, "LLA", "no_update") == ()


def test_a_file_is_named_for_its_city_and_its_day(database: Database) -> None:
    assert [name_city_list(one, DAY) for one in lists_of(database)] == [
        "things-to-check-llyn-2023-12-31.csv",
        "things-to-check-newry-mourne-down-2023-12-31.csv",
    ]
    assert name_all_lists(DAY) == "things-to-check-by-city-2023-12-31.zip"


@pytest.mark.parametrize(
    ("city_id", "name", "named"),
    [
        ("X", "Θεσσαλονίκη", "θεσσαλονικη"),
        ("X1", "***", "x1"),
        ("=", "/../", "city"),
        ("X", "a/b\\c", "a-b-c"),
    ],
)
def test_a_name_is_one_that_any_system_takes(city_id: str, name: str, named: str) -> None:
    one = CityList(city_id, name, Table("", (), ()))
    assert name_city_list(one, DAY) == f"things-to-check-{named}-2023-12-31.csv"


def test_a_long_name_keeps_its_day() -> None:
    name = name_city_list(CityList("X", "Llanfair" * 40, Table("", (), ())), DAY)
    assert name.endswith("-2023-12-31.csv")
    assert len(name) < 120


def test_the_zip_holds_the_file_of_each_city_and_is_the_same_each_time(database: Database) -> None:
    lists = lists_of(database)
    content = all_lists_zip(lists, DAY)
    assert content == all_lists_zip(lists, DAY)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            name_city_list(one, DAY): city_list_csv(one) for one in lists
        }


def test_cities_of_one_name_have_a_file_each() -> None:
    lists = [CityList(each, "Newport", Table("", (), ())) for each in ("A", "B", "C")]
    with zipfile.ZipFile(io.BytesIO(all_lists_zip(lists, DAY))) as archive:
        assert archive.namelist() == [
            "things-to-check-newport-2023-12-31.csv",
            "things-to-check-newport-2023-12-31-2.csv",
            "things-to-check-newport-2023-12-31-3.csv",
        ]
