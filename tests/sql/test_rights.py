"""What one reader may see: every role on every kind of initiative, and no question that tells more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from ictrack.access.columns import OPEN_COLUMNS, SHARED_COLUMNS
from ictrack.access.rights import EVERYTHING, NOTHING, Grant, Rights, rights_of
from ictrack.access.roles import ROLES_OF_A_CITY, TABLE, Action, Reach, Role
from ictrack.errors import NotPermittedError
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.limiting import ASKED_BY_ACTIONS
from ictrack.store.load_queries import list_former_rows
from ictrack.store.queries import (
    count_standings,
    find_initiative,
    list_initiatives,
    list_links,
    list_milestones_of,
    list_updates_of,
)
from ictrack.store.reference_rows import list_reference_rows
from ictrack.store.search_queries import find_words
from ictrack.store.staging import open_staging
from tests.architecture.test_rights import questions
from tests.engines import OpenNew
from tests.properties.tables import Cells, fill
from tests.sql.rows import LATER, PHASES

DAY = date(2019, 12, 31)
LOADED_AT = datetime(2019, 7, 1, tzinfo=UTC).replace(tzinfo=None)
SCOPE = Scope(DAY, LATER)
CITIES = ("BRI", "CAR")
VISIBILITIES = ("public", "network", "internal")
IDS = tuple(f"{city}-{visibility}" for city in CITIES for visibility in VISIBILITIES)
# Stands in every text of what is internal to Cardiff, and in what nobody outside a city may read.
CANARY = "canary"
# What is told of a column: to everyone, to the network, to the city alone.
TEXTS = {
    "initiative": {
        "description": "open",
        "champion": "shared",
        "lead_role": "shared",
        "internal_note": "own",
    },
    "status_update": {"summary": "open", "challenges": "shared", "help_wanted": "shared", "reason": "shared"},
}
GRANTS = [
    *(Grant(role) for role in Role if role not in ROLES_OF_A_CITY),
    *(Grant(role, "BRI") for role in sorted(ROLES_OF_A_CITY)),
]
each_grant = pytest.mark.parametrize("grant", GRANTS, ids=lambda grant: grant.role.value)


def _initiatives() -> list[Cells]:
    return [
        {
            "initiative_id": one,
            "city_id": one[:3],
            "phase_id": "1",
            "title": f"{_secret(one)} title",
            "visibility": one[4:],
            **{column: f"{_secret(one)} {column}" for column in TEXTS["initiative"]},
        }
        for one in IDS
    ]


def _secret(initiative_id: str) -> str:
    return CANARY if initiative_id == "CAR-internal" else "plain"


def _updates() -> list[Cells]:
    return [
        {
            "update_id": f"{one}-U1",
            "initiative_id": one,
            "reported_on": "2019-06-01",
            "status": "in_progress",
            "confidence": "at_risk",
            **{column: f"{_secret(one)} {column}" for column in TEXTS["status_update"]},
        }
        for one in IDS
    ]


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    opened = open_shared()
    secret = _secret("CAR-internal")
    fill(
        opened,
        {
            "phases": list(PHASES),
            "cities": [{"city_id": city, "name": city} for city in CITIES],
            "thematic_areas": [{"area_id": "jobs", "name": "Work", "sort_order": "1"}],
            "memberships": [{"city_id": city, "phase_id": "1", "role": "associate"} for city in CITIES],
            "initiatives": _initiatives(),
            "status_updates": _updates(),
            "milestones": [
                {"milestone_id": f"M-{one}", "initiative_id": one, "title": _secret(one), "due_on": "2019-07"}
                for one in IDS
            ],
            "initiative_links": [
                {"from_id": "CAR-public", "to_id": "CAR-internal", "kind": "learned_from", "note": secret},
                {"from_id": "CAR-network", "to_id": "CAR-internal", "kind": "part_of"},
            ],
        },
    )
    with opened.cursor() as cursor:
        cursor.execute(
            "insert into db.submission by name select 'S1' as submission_id, ? as initiative_id, "
            "'submitted' as state, ? as cells, ? as made_at, ? as made_by",
            ["CAR-internal", f'{{"summary": "{secret}"}}', LOADED_AT, secret],
        )
        cursor.execute("insert into db.sign_off values ('E', 'CAR', ?, ?)", [LOADED_AT, secret])
        cursor.execute(
            "insert into db.load values (1, 'S', ?, ?, 'file.csv', 'f', 'reported', 1, 0, 0, 0, 0)",
            [LOADED_AT, secret],
        )
    return opened


def may_see(grant: Grant, initiative_id: str) -> str:
    """Say how much of an initiative a role sees, read from the table of roles: nothing, open, shared, own."""
    reach = TABLE[grant.role].get(Action.READ, frozenset())
    city, visibility = initiative_id[:3], initiative_id[4:]
    if Reach.ALL in reach or (Reach.OWN_CITY in reach and city == grant.city_id):
        return "own"
    if Reach.SHARED in reach and visibility in {"public", "network"}:
        return "shared"
    return "open" if Reach.PUBLIC in reach and visibility == "public" else ""


@each_grant
def test_each_role_sees_the_initiatives_and_the_columns_of_the_table(
    database: Database, grant: Grant
) -> None:
    seen = database.seen_by(rights_of([grant]))
    told = {"": (), "open": ("open",), "shared": ("open", "shared"), "own": ("open", "shared", "own")}
    listed = {one.initiative_id for one in list_initiatives(seen, SCOPE)}
    for one in IDS:
        much = may_see(grant, one)
        found = find_initiative(seen, SCOPE, one)
        assert (found is not None) is bool(much), one
        # A part is shown with the whole and counted nowhere, whoever looks.
        assert (one in listed) is (bool(much) and one != "CAR-network")
        assert [u.update_id for u in list_updates_of(seen, SCOPE, one)] == ([f"{one}-U1"] if much else [])
        assert len(list_milestones_of(seen, one)) == bool(much)
        with seen.cursor() as cursor:
            for table, columns in TEXTS.items():
                names = list(columns)
                row = cursor.execute(
                    f"select {', '.join(names)} from readable_{table}() as told where initiative_id = ?",
                    [one],
                ).fetchone()
                assert (row is not None) is bool(much)
                for name, value in zip(names, row or (), strict=bool(row)):
                    assert (value is not None) is (columns[name] in told[much]), (one, name)


@each_grant
def test_a_link_is_seen_where_both_ends_are(database: Database, grant: Grant) -> None:
    seen = database.seen_by(rights_of([grant]))
    kinds = {link.kind for link in list_links(seen)}
    assert kinds == ({"learned_from", "part_of"} if may_see(grant, "CAR-internal") else set())


def test_several_roles_allow_what_any_of_them_does(database: Database) -> None:
    both = rights_of([Grant(Role.OPERATIONAL_LEAD, "BRI"), Grant(Role.SENIOR_LEAD, "CAR")])
    assert {one.initiative_id for one in list_initiatives(database.seen_by(both), SCOPE)} == {
        one for one in IDS if one != "CAR-network"
    }
    assert both.may(Action.REPORT, "BRI")
    assert not both.may(Action.REPORT, "CAR")
    assert both.may(Action.SIGN_OFF, "CAR")
    assert both.cities_for(Action.SIGN_OFF) == frozenset({"CAR"})


@pytest.mark.parametrize("rights", [NOTHING, rights_of([Grant(Role.TASKFORCE_MEMBER)])])
def test_without_a_role_or_a_city_for_it_nothing_is_seen(database: Database, rights: Rights) -> None:
    seen = database.seen_by(rights)
    assert list_initiatives(seen, SCOPE) == ()
    assert count_standings(seen, SCOPE)[0].initiatives == 0 if count_standings(seen, SCOPE) else True
    assert not any(rights.may_somewhere(action) for action in Action)


@each_grant
@pytest.mark.parametrize("action", Action)
def test_each_action_is_allowed_or_refused_as_the_table_says(grant: Grant, action: Action) -> None:
    rights = rights_of([grant])
    reaches = TABLE[grant.role].get(action, frozenset())
    own = Reach.OWN_CITY in reaches
    for city, is_allowed in (("BRI", bool(reaches)), ("CAR", bool(reaches) and not own)):
        assert rights.may(action, city) is is_allowed
        if is_allowed:
            rights.require(action, city)
        else:
            with pytest.raises(NotPermittedError, match=f"{action.value}.*{city}.*Nothing was done"):
                rights.require(action, city)
    assert rights.may(action) is (bool(reaches) and not own)
    assert rights.may_somewhere(action) is bool(reaches)


def test_a_limited_database_is_never_written_through(database: Database) -> None:
    seen = database.seen_by(rights_of([Grant(Role.OPERATIONAL_LEAD, "BRI")]))
    with pytest.raises(AssertionError, match="read only"):
        seen.write(lambda _cursor: None)
    with pytest.raises(AssertionError, match="read only"), seen.held():
        pass
    assert seen.acting(Action.REPORT, "BRI") is database
    with pytest.raises(NotPermittedError):
        seen.acting(Action.REPORT, "BRI", "CAR")
    with pytest.raises(NotPermittedError):
        seen.acting(Action.REPORT)
    assert database.acting(Action.UNDO) is database


# Everything that any question takes.
ASKED: dict[str, object] = {
    **SCOPE.parameters,
    "as_at": DAY,
    "initiative": "CAR-internal",
    "initiatives": list(IDS),
    "city": "CAR",
    "area": "jobs",
    "thin_areas": ["jobs"],
    "moments": [DAY],
    "since": date(2019, 1, 1),
    "parts": None,
    "known_since": LATER,
    "states": ["draft", "submitted", "accepted", "returned"],
    "ids": None,
    "by_city": True,
    "by_area": True,
    "by_phase": True,
    "most": 100,
    "gap_months": 12,
    "gap_few": 1,
    "asked_words": CANARY,
    "lens": "sectors",
    "due_by": DAY,
    "evidence_only": False,
    "event": "E",
    "freeze_id": "F",
    "audience": "network",
    "shown_at": DAY,
    "cut_off_before": date(2018, 12, 31),
    "cycle_begins": date(2019, 1, 1),
    "cycle_ends": DAY,
}
OTHER_CITY = rights_of([Grant(Role.OPERATIONAL_LEAD, "BRI"), Grant(Role.READER)])


@pytest.mark.parametrize("name", sorted(set(questions()) - ASKED_BY_ACTIONS))
@pytest.mark.parametrize("rights", [OTHER_CITY, rights_of([Grant(Role.PUBLIC)])], ids=["lead", "public"])
def test_no_question_tells_what_is_internal_to_another_city(
    database: Database, name: str, rights: Rights
) -> None:
    assert CANARY not in repr(database.seen_by(rights).ask(name, ASKED))


@pytest.mark.parametrize("rights", [OTHER_CITY, rights_of([Grant(Role.PUBLIC)])], ids=["lead", "public"])
def test_what_reads_all_that_is_stored_is_for_those_who_may(database: Database, rights: Rights) -> None:
    seen = database.seen_by(rights)
    with pytest.raises(NotPermittedError):
        list_reference_rows(seen, "initiatives")
    assert list_former_rows(seen, 1) == ()
    with pytest.raises(AssertionError, match="whole database"), open_staging(seen):
        pass
    manager = database.seen_by(rights_of([Grant(Role.PROJECT_MANAGER)]))
    assert len(list_reference_rows(manager, "initiatives")) == len(IDS)


def test_a_search_finds_nothing_in_what_may_not_be_read(database: Database) -> None:
    database.write(lambda _cursor: None)
    everyone = database.seen_by(rights_of([Grant(Role.PUBLIC)]))
    ids = ["CAR-public", "BRI-public"]
    assert set(find_words(database, SCOPE, ids, ("challenges",)).places) == set(ids)
    assert find_words(everyone, SCOPE, ids, ("challenges",)).places == {}
    assert set(find_words(everyone, SCOPE, ids, ("summary",)).places) == set(ids)


def test_readers_at_once_never_see_each_others_rows(database: Database) -> None:
    grants = [Grant(Role.PUBLIC), Grant(Role.READER), Grant(Role.TASKFORCE_MEMBER, "CAR"), GRANTS[0]]
    seen = [database.seen_by(rights_of([grant])) for grant in grants] + [database]
    expected = [{i.initiative_id for i in list_initiatives(one, SCOPE)} for one in seen]
    assert len({frozenset(ids) for ids in expected}) == 4

    def look(turn: int) -> bool:
        place = turn % len(seen)
        return {i.initiative_id for i in list_initiatives(seen[place], SCOPE)} == expected[place]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(look, range(80)))


def test_rights_that_differ_have_keys_that_differ_and_the_data_state_tells_them_apart(
    database: Database,
) -> None:
    every = [rights_of([grant]) for grant in GRANTS] + [NOTHING, rights_of([Grant(Role.READER), GRANTS[0]])]
    assert len({one.key for one in every}) == len(set(every))
    assert database.seen_by(every[0]).state() != database.seen_by(every[1]).state() != database.state()
    assert database.seen_by(every[0]).state() == database.seen_by(rights_of([GRANTS[0]])).state()
    assert EVERYTHING.reads_all
    assert OPEN_COLUMNS < SHARED_COLUMNS
