# ruff: noqa: RUF001 - the letters are meant to be Greek
"""A programme whose every name is in Greek letters, and the views of the pages that show it.

Two cities in two phases: every standing, a correction, a part, a joint pair, and most
rules of the catalogue of contradictions broken.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from ictrack.store.database import open_database
from ictrack.store.submissions import Submission, write_submissions
from ictrack.vocabulary import SubmissionState
from tests.properties.tables import Files, fill

URL = "https://example.org/"
GREEK: Files = {
    "phases": [
        {"phase_id": "1", "name": "Φάση α", "starts_on": "2017-03", "ends_on": "2019-05-31", "note": "σημ"},
        {"phase_id": "2", "name": "Φάση β", "starts_on": "2019-06", "ends_on": "2023"},
    ],
    "cities": [
        {"city_id": "Α", "name": "Αθήνα", "council": "Δήμος", "nation": "Ελλάς", "aliases": "Αθήναι"},
        {"city_id": "Β", "name": "Βόλος"},
    ],
    "memberships": [
        {"city_id": "Α", "phase_id": "1", "role": "founder"},
        {"city_id": "Α", "phase_id": "2", "role": "member"},
        {"city_id": "Β", "phase_id": "2", "role": "associate", "joined_on": "2020", "left_on": "2022"},
    ],
    "thematic_areas": [
        {"area_id": "α", "name": "Θέμα α", "short_name": "Θα", "sort_order": "1"},
        {"area_id": "β", "name": "Θέμα β", "sort_order": "2"},
    ],
    "principles": [
        {"principle_id": "Α", "name": "Αρχή α", "sort_order": "1"},
        {"principle_id": "Γ", "name": "Αρχή γ", "short_name": "Αγ", "sort_order": "2"},
    ],
    "taskforce_members": [
        {"member_id": "Μ1", "city_id": "Α", "role": "Μέλος", "sector": "health", "champions_areas": "α"},
        {"member_id": "Μ2", "city_id": "Β", "role": "Μέλος", "sector": "business"},
    ],
    "events": [
        {
            "event_id": "Ε1",
            "kind": "convening",
            "title": "Σύνοδος",
            "phase_id": "1",
            "starts_on": "2018-10-12",
        },
        {
            "event_id": "Ε2",
            "kind": "convening",
            "title": "Σύνοδος β",
            "phase_id": "2",
            "starts_on": "2020-03",
        },
        {"event_id": "Ε3", "kind": "disruption", "title": "Νόσος", "starts_on": "2020-03", "ends_on": "2021"},
    ],
    "action_plans": [
        {"plan_id": "Π1", "city_id": "Α", "phase_id": "1", "title": "Σχέδιο", "published_on": "2018"},
        {"plan_id": "Π2", "city_id": "Β", "phase_id": "2", "title": "Σχέδιο β", "coverage": "not_read"},
    ],
    "initiatives": [
        {
            "initiative_id": f"Α{n}",
            "city_id": "Α" if n < 9 else "Β",
            "phase_id": "" if n == 8 else ("1" if n % 2 else "2"),
            "area_id": "" if n == 7 else ("α" if n % 3 else "β"),
            "title": f"Έργο {n}",
            "description": "Περιγραφή",
            "lead_organisation": "Φορέας",
            "sectors": "health;faith",
            "audiences": "Όλοι",
            "principles": "Α;Β" if n % 2 else "",
            "children_and_young_people": ("yes", "no", "")[n % 3],
            "champion": "Φορέας" if n == 2 else "",
            "target_on": "2020-06" if n in {4, 12} else "",
            "schedule": "ongoing" if n == 6 else "",
            "plan_link": ("programme_document", "listed_strategy", "unconfirmed")[n % 3],
            "source_title": "Πηγή",
            "source_url": URL,
        }
        for n in range(1, 15)
    ],
    "initiative_links": [
        {"from_id": "Α10", "to_id": "Α9", "kind": "part_of"},
        {"from_id": "Α11", "to_id": "Α1", "kind": "joint_with"},
        {"from_id": "Α12", "to_id": "Α2", "kind": "carried_over"},
    ],
    "status_updates": [
        {"update_id": "Υ1", "initiative_id": "Α1", "reported_on": "2018-12-31", "status": "in_progress"},
        {
            "update_id": "Υ2",
            "initiative_id": "Α1",
            "reported_on": "2020-05",
            "status": "completed",
            "summary": "Νέα",
        },
        {"update_id": "Υ3", "initiative_id": "Α1", "reported_on": "2021", "status": "in_progress"},
        {
            "update_id": "Υ4",
            "initiative_id": "Α2",
            "reported_on": "2021",
            "status": "paused",
            "evidence_url": URL,
        },
        {"update_id": "Υ5", "initiative_id": "Α3", "reported_on": "2019", "status": "stopped"},
        {"update_id": "Υ6", "initiative_id": "Α4", "reported_on": "2019", "status": "in_progress"},
        {
            "update_id": "Υ7",
            "initiative_id": "Α5",
            "reported_on": "2018",
            "status": "in_progress",
            "confidence": "at_risk",
            "reason": "Αιτία",
        },
        {"update_id": "Υ8", "initiative_id": "Α6", "reported_on": "2018", "status": "not_started"},
        {"update_id": "Υ9", "initiative_id": "Α7", "status": "in_progress"},
        {
            "update_id": "Υ10",
            "initiative_id": "Α9",
            "reported_on": "2022-01-01",
            "status": "in_progress",
            "confidence": "off_track",
            "revised_target_on": "2024",
        },
        {"update_id": "Υ11", "initiative_id": "Α9", "reported_on": "2022-01-01", "status": "paused"},
        {"update_id": "Υ12", "initiative_id": "Α11", "reported_on": "2030", "recorded_on": "2020-01-01"},
        {
            "update_id": "Υ13",
            "initiative_id": "Α12",
            "reported_on": "2021-01-01",
            "recorded_on": "2022-01-01",
            "status": "in_progress",
            "revised_target_on": "2023",
        },
        {
            "update_id": "Υ14",
            "initiative_id": "Α1",
            "kind": "correction",
            "corrects_update_id": "Υ1",
            "reported_on": "2018-11-30",
            "status": "in_progress",
        },
        {"update_id": "Υ15", "initiative_id": "Α4", "kind": "reviewed_no_change", "reported_on": "2022"},
    ],
}
# What is opened: the page, and its address.
VIEWS: dict[str, tuple[str, dict[str, str]]] = {
    "overview": ("overview", {}),
    "overview then": ("overview", {"as_at": "2018-06-30", "known_on": "2018-12-31", "phase": "1"}),
    "overview filtered": ("overview", {"cities": "Α", "areas": "none", "plan_links": "unconfirmed"}),
    "overview unknown": ("overview", {"cities": "Ω", "as_at": "χθές", "νόημα": "1"}),
    "city": ("city", {"city": "Α"}),
    "another city": ("city", {"city": "Β"}),
    "no city": ("city", {}),
    "area": ("area", {"area": "α"}),
    "no area": ("area", {}),
    "initiatives": ("initiatives", {}),
    "initiatives searched": ("initiatives", {"search": "χχχ"}),
    "initiatives at meetings": ("initiatives", {"by": "meetings"}),
    "initiatives at no meeting": ("initiatives", {"by": "meetings", "as_at": "2017"}),
    "initiative": ("initiative", {"initiative": "Α1"}),
    "initiative at risk": ("initiative", {"initiative": "Α5"}),
    "initiative of parts": ("initiative", {"initiative": "Α9"}),
    "part": ("initiative", {"initiative": "Α10"}),
    "no initiative": ("initiative", {}),
    "gaps": ("gaps", {}),
    "gaps of one state": ("gaps", {"state": "silent", "as_at": "2018", "cities": "Α"}),
    "gaps of no state": ("gaps", {"state": "ω", "as_at": "1999"}),
    "lenses": ("lenses", {}),
    "lens of audiences": ("lenses", {"lens": "audiences"}),
    "lens of children": ("lenses", {"lens": "children"}),
    "lens of principles": ("lenses", {"lens": "principles"}),
    "lens of what is missing": ("lenses", {"lens": "lacking"}),
    "no lens": ("lenses", {"lens": "ω", "as_at": "1999"}),
    "initiatives of a sector": ("initiatives", {"sector": "not_stated", "lacks": "owner"}),
    "initiatives of no word": ("initiatives", {"for_whom": "ω", "principle": "ω", "children": "not_stated"}),
    "convening": ("convening", {"as_at": "2019-12-31", "since": "2018"}),
    "convening then": ("convening", {"since": "2018-06", "known_since": "2018-06", "measure": "delivered"}),
    "convening of one class": ("convening", {"since": "2017-06", "movement": "joined", "as_at": "2019"}),
    "convening of nothing": ("convening", {"since": "χθές", "as_at": "1999", "known_since": "αύριο"}),
    "returns": ("returns", {}),
    "returns being prepared": ("returns", {"as_at": "2018-10-01", "return": "all", "answer": "missing"}),
    "return of a city": ("returns", {"as_at": "2018-10-01", "return": "Α"}),
    "returns of no cycle": ("returns", {"cycle": "Ω", "return": "Ω"}),
    "report": ("report", {"initiative": "Α1"}),
    "report of a city": ("report", {"city": "Α"}),
    "report of nothing": ("report", {"initiative": "Ω"}),
    "review": ("review", {}),
    "send a return": ("send_return", {}),
    "reference data": ("reference", {}),
    "reference data, one row": ("reference", {"table": "initiatives", "key": "Α1"}),
    "reference data, a new row": ("reference", {"table": "memberships", "add": "ν"}),
    "reference data of nothing": ("reference", {"table": "Ω", "key": "Ω", "start": "χ"}),
    "phases": ("phases", {}),
    "timeline": ("timeline", {}),
    "timeline by area": ("timeline", {"by": "area", "start": "χ"}),
    "timeline of targets": ("timeline", {"areas": "β", "cities": "Β"}),
    "timeline then": ("timeline", {"as_at": "2010"}),
    "data": ("data", {}),
    "data of a city": ("data", {"city": "Α", "rule": "no_phase"}),
    "about": ("about", {}),
}


def _sent() -> list[Submission]:
    """Make a draft, a report that waits for review, and one that was returned."""
    told = {
        "reported_on": "2023-05",
        "status": "in_progress",
        "confidence": "at_risk",
        "reason": "Λόγος",
        "revised_target_on": "2024",
        "summary": "Σύνοψη",
        "evidence_url": URL,
    }
    moment = datetime(2023, 6, 1, tzinfo=UTC).replace(tzinfo=None)
    return [
        Submission(
            f"Σ{number}", "Α1", state, {**told, "initiative_id": "Α1"}, moment, "Κάποιος", note="Σημείωση"
        )
        for number, state in enumerate(SubmissionState)
    ]


def store_greek(path: Path, record_kind: str, files: Files = GREEK) -> None:
    """Make a database file of the programme, as a public record or as returns."""
    is_public = record_kind == "public_record"
    values = {
        "kind": record_kind,
        "recorded": "assumed" if is_public else "given",
        "bundled": is_public,
    }
    change = (
        "update db.source set title = 'Πηγή', licence = 'Άδεια', note = 'Σημείωση', "
        "compiled_on_written = '2024', record_kind = $kind, recorded_on = $recorded, bundled = $bundled"
    )
    database = open_database(path)
    fill(database, files)
    write_submissions(database, database.version(), "a test", put=_sent() if files else ())
    database.write(lambda cursor: cursor.execute(change, values))
    database.close()
