"""What the invented programme shares: source, phases, areas, principles, events, publications."""

from __future__ import annotations

from collections.abc import Iterator

from ictrack.demo.days import CUT_OFFS, iso
from ictrack.demo.size import DemoSize

Cells = dict[str, str]

# A name of the kind that is reserved for examples: no host can ever bear it.
SITE = "https://ictrack.example"
# The first words of the note of every invented source.
INVENTED_NOTE = "Invented data."

SUBJECTS = (
    ("story", "Leading in the development of a shared local story of inclusion", "Shared local story"),
    ("growth", "Supporting and driving inclusive economic growth", "Inclusive economic growth"),
    ("connecting", "Connecting communities", "Connecting communities"),
    ("services", "Mainstreaming and building inclusive public services", "Inclusive public services"),
    ("participation", "Encouraging civic participation and representation", "Civic participation"),
)
_SUBJECTS_IN_WELSH = (
    "Stori leol gyffredin",
    "Twf economaidd cynhwysol",
    "Cysylltu cymunedau",
    "Gwasanaethau cyhoeddus cynhwysol",
    "Cyfranogiad dinesig",
)
_PRINCIPLES = (
    ("Provide local leadership to create change", "Leadership", "Arweinyddiaeth leol"),
    (
        "Inclusion is a shared responsibility, delivered in partnership",
        "Partnership",
        "Cyfrifoldeb a rennir",
    ),
    (
        "Work with newcomers and longer standing residents",
        "All residents",
        "Gweithio gyda thrigolion hen a newydd",
    ),
    (
        "Use available data and evidence to set goals, monitor impact and update strategies",
        "Evidence",
        "Data a thystiolaeth",
    ),
    (
        (
            "Take action at the local level, provide advocacy at the national level, "
            "learn from best practice internationally"
        ),
        "Local, national, international",
        "Gweithredu'n lleol",
    ),
)
PRINCIPLE_IDS = tuple(f"P{number}" for number in range(1, len(_PRINCIPLES) + 1))

_CONVENINGS = (
    ("1", "2020-09-24", "", "Online", "Working together at a distance"),
    ("1", "2021-03-18", "", "Online", "Learning from the first plans"),
    ("1", "2021-11-10", "2021-11-11", "Aldermarrow", "Employers as partners"),
    ("1", "2022-06-15", "2022-06-16", "Caerdulwen", "What the first phase achieved"),
    ("2", "2022-11-23", "2022-11-24", "Invermarroch", "Beginning phase two"),
    ("2", "2023-06-14", "2023-06-15", "Brackensea", "Public services that welcome"),
    ("2", "2024-03-06", "2024-03-07", "Port Mhaolóir", "Belonging in changing neighbourhoods"),
    ("2", "2024-10-09", "2024-10-10", "Hallowithe", "Taking part in civic life"),
    ("2", "2025-05-21", "2025-05-22", "Esterlow", "Half-way: what moves and what does not"),
    ("2", "2026-01-28", "2026-01-29", "Llanwyrfonydd", "Housing and welcome"),
    ("2", "2026-10-14", "2026-10-15", "Gwynafon Haven", "A shared story for the city"),
)
_OTHER_EVENTS = (
    ("milestone", "First phase begins", "1", "2020-03", "", "", ""),
    (
        "disruption",
        "COVID-19: services closed to the public",
        "1",
        "2020-03",
        "2021-05",
        "",
        "",
    ),
    (
        "workshop",
        "Workshop on telling the city's story",
        "1",
        "2021-09-08",
        "",
        "Osmerhythe",
        "Plain words for a shared story",
    ),
    ("publication", "Phase-one plans published together", "1", "2021-02", "", "Online", "Action plans"),
    ("milestone", "Second phase begins", "2", "2022-09", "", "", ""),
    (
        "learning_visit",
        "Learning visit on employers and language",
        "2",
        "2023-10-03",
        "2023-10-05",
        "Kildrossan Bay",
        "English beside work",
    ),
    (
        "publication",
        "Announcement of the phase-two plans",
        "2",
        "2023-03-20",
        "",
        "Online",
        "Plans and case studies",
    ),
    ("disruption", "Winter floods: staff moved to emergency housing", "2", "2024-12", "2025-02", "", ""),
    (
        "workshop",
        "Workshop on measuring belonging",
        "",
        "2025-11-12",
        "",
        "Online",
        "Small surveys done well",
    ),
    ("convening", "Convening planned for May 2027", "2", "2027-05-19", "2027-05-20", "Tulachán Ómra", ""),
)
_PUBLICATIONS = (
    ("Framework for inclusive cities: working edition", "framework", "1", "2020-05"),
    ("What cities learned in the first phase", "learning_report", "1", "2022-10-05"),
    ("Employers and welcome: a briefing for taskforces", "policy_briefing", "2", "2024-05-14"),
    ("Notes from the half-way convening", "convening_report", "2", "2025-07"),
    ("A glossary of welcome in plain words", "note", "", "2026"),
)


def invent_source(size: DemoSize) -> Iterator[Cells]:
    """Give what the source says of itself: that it is invented, first of all."""
    facts = {
        "title": "Invented programme for trying out ictrack",
        "record_kind": "returns",
        "recorded_on": "given",
        "compiled_on": "2026-11-15",
        "licence": "Public domain: no city, person or fact in it is real.",
        "note": f"{INVENTED_NOTE} {size.cities} cities, {size.initiatives} initiatives and "
        f"{size.updates} status updates were asked for, with the seed {size.seed}.",
        "invented": "yes",
    }
    return ({"key": key, "value": value} for key, value in facts.items())


def invent_phases() -> Iterator[Cells]:
    """Give two phases; the second ends after the last report."""
    yield {
        "phase_id": "1",
        "name": "Phase one",
        "starts_on": "2020-03",
        "ends_on": "2022-08-31",
        "note": "Six months were added after the first year of COVID-19.",
    }
    yield {"phase_id": "2", "name": "Phase two", "starts_on": "2022-09-01", "ends_on": "2027-12"}


def invent_areas() -> Iterator[Cells]:
    """Give the five thematic areas of the Framework."""
    for number, ((area_id, name, short_name), name_cy) in enumerate(
        zip(SUBJECTS, _SUBJECTS_IN_WELSH, strict=True), start=1
    ):
        yield {
            "area_id": area_id,
            "name": name,
            "short_name": short_name,
            "name_cy": name_cy,
            "sort_order": str(number),
        }


def invent_principles() -> Iterator[Cells]:
    """Give the five core principles of the Framework."""
    for number, (name, short_name, name_cy) in enumerate(_PRINCIPLES, start=1):
        yield {
            "principle_id": PRINCIPLE_IDS[number - 1],
            "name": name,
            "short_name": short_name,
            "name_cy": name_cy,
            "sort_order": str(number),
        }


def invent_events() -> Iterator[Cells]:
    """Give the convenings, 5 to 9 months apart, and what happened between them."""
    for number, ((phase_id, starts_on, ends_on, place, topic), cut_off) in enumerate(
        zip(_CONVENINGS, CUT_OFFS, strict=True), start=1
    ):
        yield {
            "event_id": f"EV-{number:02d}",
            "kind": "convening",
            "title": f"Convening {number}: {topic}",
            "phase_id": phase_id,
            "starts_on": starts_on,
            "ends_on": ends_on,
            "place": place,
            "topic": topic,
            "cut_off_on": iso(cut_off),
            "returns_due_on": iso(cut_off + 7),
            "note": "Each city brought one question." if number % 3 == 0 else "",
            "source_title": f"Programme of convening {number}",
            "source_url": f"{SITE}/convenings/{number}",
        }
    for number, (kind, title, phase_id, starts_on, ends_on, place, topic) in enumerate(
        _OTHER_EVENTS, start=len(_CONVENINGS) + 1
    ):
        yield {
            "event_id": f"EV-{number:02d}",
            "kind": kind,
            "title": title,
            "phase_id": phase_id,
            "starts_on": starts_on,
            "ends_on": ends_on,
            "place": place,
            "topic": topic,
        }


def invent_publications() -> Iterator[Cells]:
    """Give what the programme itself has published."""
    for number, (title, kind, phase_id, published_on) in enumerate(_PUBLICATIONS, start=1):
        yield {
            "publication_id": f"PUB-{number:02d}",
            "title": title,
            "kind": kind,
            "phase_id": phase_id,
            "published_on": published_on,
            "publisher": "Programme office",
            "note": "A second edition is planned." if number == 1 else "",
            "source_url": f"{SITE}/publications/{number}",
        }
