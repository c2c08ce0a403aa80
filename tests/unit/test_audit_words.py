"""Whatever is recorded has plain words, and they name nobody."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest

from ictrack.store.audit_list import AuditEntry
from ictrack.store.audit_notes import Noted
from ictrack.summaries.audit_words import describe_entry, kind_label, known_kinds
from tests.architecture.project import python_files

RECORDED = re.compile(
    r"(?:record_change|record_parts|run_recorded)\(\s*cursor,\s*\"([a-z_]+)\""
    r"|@replays\(\"([a-z_]+)\"\)|^_KIND = \"([a-z_]+)\"|kind = \"([a-z_]+)\" if .* else \"([a-z_]+)\"",
    re.MULTILINE,
)


def entry(kind: str, **told: Any) -> AuditEntry:
    return AuditEntry(1, kind, datetime.fromisoformat("2026-03-02"), "person-1", told, None)


def test_every_kind_that_any_code_records_has_words() -> None:
    found = {
        kind
        for path in [*python_files("ictrack/store"), *python_files("ictrack/actions")]
        for kinds in RECORDED.findall(path.read_text(encoding="utf-8"))
        for kind in kinds
        if kind
    } | {noted.value for noted in Noted}
    assert {"load", "undo", "role_given", "sign_off_taken_back", "tracker_mapping"} <= found
    assert sorted(found - set(known_kinds())) == []
    assert kind_label("of a newer ictrack") == "of a newer ictrack"


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (entry("role_given", role="reader", city=None, person_id="person-2"), "Gave a role: Reader"),
        (
            entry("role_given", role="senior_lead", city="BRI", person_id="person-2"),
            "Gave a role: Senior lead of BRI",
        ),
        (entry("role_given", role="king", city=None), "Gave a role: king"),
        (entry("role_taken", role=None, city=None), "Took a role away: all roles"),
        (entry("sign_out", why="idle"), "Signed out: nothing was done for too long"),
        (entry("sign_off", city="BRI", event="EV-1"), "Signed off a return: BRI, EV-1"),
        (entry("export", what="person", person="person-2"), "Took something away as a file: person"),
        (entry("load"), "Loaded data"),
    ],
)
def test_an_entry_says_what_was_done(one: AuditEntry, words: str) -> None:
    assert describe_entry(one) == words


def test_a_city_is_called_by_its_name_where_that_is_known() -> None:
    given = entry("role_given", role="senior_lead", city="BRI")
    assert describe_entry(given, {"BRI": "Bristol"}) == "Gave a role: Senior lead of Bristol"
    assert describe_entry(given, {"CAR": "Cardiff"}) == "Gave a role: Senior lead of BRI"
