"""The invented programme: same seed same bytes, exact sizes, every column and every oddity in it."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from ictrack.actions.load import LoadSource, load_source
from ictrack.actions.receipt import Outcome
from ictrack.demo.size import MOST_CITIES, DemoSize
from ictrack.demo.write import share_out, write_demo
from ictrack.errors import UsageError
from ictrack.models import ROWS, columns_of
from ictrack.settings import PUBLIC_RECORD
from ictrack.vocabulary import (
    Confidence,
    Coverage,
    DeliveryStatus,
    EventKind,
    LinkKind,
    MembershipRole,
    PlanLink,
    Schedule,
    Sector,
    Standing,
    UpdateKind,
    Visibility,
)
from tests.engines import OpenNew
from tests.properties.oracle import Programme, Situation, read_folder, situation_of, understand

TODAY = date(2026, 11, 22)
Files = dict[str, list[dict[str, str]]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the invented programme in its usual size, once."""
    target = tmp_path_factory.mktemp("demo") / "invented"
    write_demo(target, DemoSize())
    return target


@pytest.fixture(scope="module")
def files(folder: Path) -> Files:
    """Read it back."""
    return read_folder(folder)


@pytest.fixture(scope="module")
def programme(files: Files) -> Programme:
    """Understand it as the definitions do."""
    return understand(files)


@pytest.fixture(scope="module")
def situations(programme: Programme) -> list[Situation]:
    """Derive the situation of every initiative that counts, today."""
    all_of_them = [situation_of(programme, one, TODAY, TODAY) for one in programme.initiatives]
    return [one for one in all_of_them if one.counts]


def fingerprint(folder: Path) -> dict[str, str]:
    """Give the hash of each file of a folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def said(files: Files, file: str, column: str) -> set[str]:
    """Give what a column holds in any row."""
    return {row[column] for row in files[file]}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(folder: Path, tmp_path: Path) -> None:
    write_demo(tmp_path / "again", DemoSize())
    write_demo(tmp_path / "other", DemoSize(seed=2))
    assert fingerprint(tmp_path / "again") == fingerprint(folder)
    assert fingerprint(tmp_path / "other")["initiatives.csv"] != fingerprint(folder)["initiatives.csv"]


def test_a_seed_gives_the_bytes_that_it_gave_before(tmp_path: Path) -> None:
    """Holds on every version of Python; a change of the programme changes this line on purpose."""
    write_demo(tmp_path / "demo", DemoSize(cities=3, initiatives=30, updates=200, seed=7))
    whole = hashlib.sha256("".join(fingerprint(tmp_path / "demo").values()).encode()).hexdigest()
    assert whole[:16] == "45db7140b204e461"


def test_every_column_of_every_file_is_filled_in_some_row(files: Files) -> None:
    empty = [
        f"{row.file}.{column}"
        for row in ROWS
        for column in columns_of(row)
        if not any(cells[column] for cells in files[row.file])
    ]
    assert empty == []


def test_files_end_lines_with_a_line_feed_and_are_utf_8(folder: Path) -> None:
    for path in folder.iterdir():
        assert b"\r" not in path.read_bytes()
        assert path.read_text(encoding="utf-8").endswith("\n")


@pytest.mark.parametrize(
    ("cities", "initiatives", "updates"),
    [(1, 1, 0), (1, 1, 1), (1, 1, 120), (1, 60, 240), (5, 2, 9), (40, 25, 7), (25, 400, 401)],
)
def test_any_size_is_exact_and_loads_without_a_problem(
    open_new: OpenNew, tmp_path: Path, cities: int, initiatives: int, updates: int
) -> None:
    size = DemoSize(cities, initiatives, updates, seed=3)
    receipt = write_demo(tmp_path / "demo", size)
    found = read_folder(tmp_path / "demo")
    lengths = [len(found.get(file, ())) for file in ("cities", "initiatives", "status_updates")]
    assert lengths == [cities, initiatives, updates]
    assert receipt.rows == {file: len(rows) for file, rows in found.items()}
    database = open_new()
    loaded = load_source(database, LoadSource(tmp_path / "demo", today=TODAY))
    assert (loaded.outcome, loaded.issues) == (Outcome.LOADED, ())


def test_the_usual_size_loads_without_a_problem_and_is_marked_as_invented(
    open_new: OpenNew, folder: Path
) -> None:
    database = open_new()
    loaded = load_source(database, LoadSource(folder, today=TODAY))
    assert (loaded.outcome, loaded.issues) == (Outcome.LOADED, ())
    (source,) = database.ask("source_list")
    assert (source["invented"], source["record_kind"]) == (True, "returns")


def test_the_source_says_that_it_is_invented(files: Files) -> None:
    facts = {row["key"]: row["value"] for row in files["source"]}
    assert "Invented" in facts["title"]
    assert facts["note"].startswith("Invented data.")
    assert facts["invented"] == "yes"


def test_no_invented_city_is_a_city_of_the_public_record(files: Files) -> None:
    real = read_folder(PUBLIC_RECORD)["cities"]
    known = {row[column] for row in real for column in ("city_id", "name", "name_cy")} - {""}
    assert not known & {row[column] for row in files["cities"] for column in ("city_id", "name", "name_cy")}


@pytest.mark.parametrize(
    ("file", "column", "words"),
    [
        ("status_updates", "kind", UpdateKind),
        ("status_updates", "status", DeliveryStatus),
        ("status_updates", "confidence", Confidence),
        ("initiatives", "schedule", Schedule),
        ("initiatives", "plan_link", PlanLink),
        ("initiatives", "visibility", Visibility),
        ("initiative_links", "kind", LinkKind),
        ("memberships", "role", MembershipRole),
        ("action_plans", "coverage", Coverage),
        ("events", "kind", EventKind),
    ],
)
def test_every_controlled_word_is_used(
    files: Files, file: str, column: str, words: type[DeliveryStatus]
) -> None:
    assert {str(word) for word in words} <= said(files, file, column)


def test_every_sector_takes_part_somewhere(files: Files) -> None:
    sectors = {sector for row in files["initiatives"] for sector in row["sectors"].split(";")}
    assert set(map(str, Sector)) <= sectors


def test_every_confidence_but_on_track_has_its_reason(files: Files) -> None:
    for row in files["status_updates"]:
        if row["confidence"] in ("at_risk", "off_track"):
            assert row["reason"], row["update_id"]


def test_every_standing_occurs(situations: list[Situation]) -> None:
    assert {one.standing for one in situations} == set(map(str, Standing))


def test_convenings_are_five_to_twelve_months_apart(files: Files) -> None:
    days = sorted(
        date.fromisoformat(row["starts_on"]) for row in files["events"] if row["kind"] == "convening"
    )
    gaps = [(after - before).days for before, after in pairwise(days)]
    assert all(150 <= gap <= 366 for gap in gaps), gaps


def test_some_initiatives_have_no_phase_no_area_or_no_update(files: Files) -> None:
    reported = {row["initiative_id"] for row in files["status_updates"]}
    for lacks in (
        [row for row in files["initiatives"] if not row["phase_id"]],
        [row for row in files["initiatives"] if not row["area_id"]],
        [row for row in files["initiatives"] if row["initiative_id"] not in reported],
    ):
        assert 2 <= len(lacks) <= len(files["initiatives"]) // 5


def test_some_updates_are_undated_late_ahead_of_their_time_or_without_a_status(programme: Programme) -> None:
    updates = [one for several in programme.updates.values() for one in several if one.kind == "status"]
    dated = [(one, one.reported_on) for one in updates if one.reported_on is not None]
    assert sum(one.reported_on is None for one in updates) >= 5
    assert sum((one.recorded_on - day).days > 180 for one, day in dated) >= 5
    assert sum(day > TODAY for _, day in dated) >= 1
    assert sum(not one.status for one in updates) >= 5


def test_some_corrections_name_corrections_and_some_are_withdrawn(files: Files) -> None:
    by_id = {row["update_id"]: row for row in files["status_updates"]}
    pairs = Counter(
        (row["kind"], by_id[row["corrects_update_id"]]["kind"])
        for row in by_id.values()
        if row["corrects_update_id"]
    )
    wanted = [("correction", "status"), ("correction", "correction")]
    wanted += [("withdrawal", "status"), ("withdrawal", "correction")]
    assert all(pairs[pair] >= 2 for pair in wanted), pairs


def test_no_update_is_named_twice_and_each_names_one_recorded_before(programme: Programme) -> None:
    for updates in programme.updates.values():
        by_id = {one.update_id: one for one in updates}
        named = [one.names for one in updates if one.names]
        assert len(named) == len(set(named))
        for one in updates:
            if one.names:
                key = (one.recorded_on, one.update_id)
                assert key > (by_id[one.names].recorded_on, one.names)


def test_some_targets_move_before_they_pass_some_after_and_some_earlier(programme: Programme) -> None:
    ways: Counter[str] = Counter()
    for initiative in programme.initiatives:
        for one in programme.updates.get(initiative.initiative_id, ()):
            day, first, moved = one.reported_on, initiative.target_on, one.revised_target_on
            if day is not None and first is not None and moved is not None and one.kind == "status":
                ways["after it passed" if day > first else "before it passed"] += 1
                ways["earlier" if moved < first else "later"] += 1
    assert all(ways[way] >= 2 for way in ("after it passed", "before it passed", "earlier", "later")), ways


def test_some_are_completed_without_evidence_and_some_are_reopened(
    files: Files, programme: Programme
) -> None:
    completed = [row for row in files["status_updates"] if row["status"] == "completed"]
    bare = [row for row in completed if not row["evidence_url"] and not row["source_url"]]
    assert 2 <= len(bare) < len(completed) / 2
    reopened = 0
    for updates in programme.updates.values():
        dated = [(one.reported_on, one.update_id, one.status) for one in updates if one.reported_on]
        statuses = [status for _, _, status in sorted(dated) if status]
        reopened += "completed" in statuses and statuses[-1] in ("in_progress", "not_started")
    assert reopened >= 2


def test_some_cities_and_areas_are_in_each_state_of_the_gap_matrix(
    files: Files, situations: list[Situation]
) -> None:
    read = {row["city_id"] for row in files["action_plans"] if row["coverage"] in ("", "read")}
    states: Counter[str] = Counter()
    for city in (row["city_id"] for row in files["cities"]):
        for area in (row["area_id"] for row in files["thematic_areas"]):
            cell = [
                one.standing
                for one in situations
                if (one.initiative.city_id, one.initiative.area_id) == (city, area)
                and not one.closed_with_phase
                and one.standing != "stopped"
            ]
            states[_state(cell, is_read=city in read)] += 1
    assert all(states[state] >= 1 for state in ("not_known", "none", "all_completed", "planned_only", "thin"))


def _state(standings: list[str], *, is_read: bool) -> str:
    """Name those states of the gap matrix that standings alone decide."""
    if not standings:
        return "none" if is_read else "not_known"
    if set(standings) == {"completed"}:
        return "all_completed"
    if set(standings) <= {"completed", "not_started"}:
        return "planned_only"
    return "thin" if len(standings) == 1 else "other"


def test_some_initiatives_are_silent(programme: Programme, situations: list[Situation]) -> None:
    silent = 0
    for one in situations:
        updates = programme.updates.get(one.initiative.initiative_id, ())
        days = [update.reported_on for update in updates if update.reported_on]
        is_open = one.standing not in ("completed", "stopped", "not_reported")
        silent += is_open and not one.closed_with_phase and max(days) < date(2025, 9, 30)
    assert silent >= 5


def test_help_is_wanted_and_offered(files: Files) -> None:
    for column in ("help_wanted", "help_offered"):
        assert sum(bool(row[column]) for row in files["status_updates"]) >= 10


def test_texts_are_whole_sentences_without_gaps(files: Files) -> None:
    for row in files["status_updates"]:
        assert not re.search(r"[{}]|  |None", row["summary"]), row["summary"]
        assert row["summary"] == "" or row["summary"].endswith(".")
    titles = [(row["city_id"], row["phase_id"], row["title"]) for row in files["initiatives"]]
    assert len(titles) == len(set(titles))


def test_a_folder_that_holds_anything_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="is not empty"):
        write_demo(tmp_path, DemoSize())
    assert [path.name for path in tmp_path.iterdir()] == ["mine.csv"]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="is a file"):
        write_demo(tmp_path / "file", DemoSize())


@pytest.mark.parametrize(
    "numbers", [{"cities": 0}, {"cities": MOST_CITIES + 1}, {"initiatives": 0}, {"updates": -1}]
)
def test_a_size_that_cannot_be_invented_is_refused(numbers: dict[str, int]) -> None:
    with pytest.raises(UsageError, match="is not allowed"):
        DemoSize(**numbers)


def test_a_number_is_shared_out_to_the_last_one() -> None:
    assert share_out([1, 0, 1, 2], 8) == [2, 0, 2, 4]
    for total in (0, 1, 7, 1_000):
        assert sum(share_out([0.3, 1.9, 0.0, 0.7], total)) == total


def test_the_largest_number_of_cities_has_as_many_names(tmp_path: Path) -> None:
    write_demo(tmp_path / "demo", DemoSize(cities=MOST_CITIES, initiatives=1, updates=0))
    with (tmp_path / "demo" / "cities.csv").open(encoding="utf-8", newline="") as lines:
        names = {row["name"].casefold() for row in csv.DictReader(lines)}
    assert len(names) == MOST_CITIES


def test_rows_use_only_the_columns_of_their_file(folder: Path) -> None:
    for row in ROWS:
        header = (folder / f"{row.file}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert header.split(",") == list(columns_of(row))
