"""Who shows a login is let in for as long as it lasts, by the roles that are stored now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ictrack.access.identity import COMMAND_LINE, THIS_COMPUTER, Login
from ictrack.access.rights import NOTHING, Grant, rights_of
from ictrack.access.roles import Role
from ictrack.actions.enter import Refused, enter, leave, leave_everywhere, see_that_rights_hold
from ictrack.errors import NotPermittedError
from ictrack.location import Location
from ictrack.store.audit import walk_chain
from ictrack.store.database import Database, open_database
from ictrack.store.journalling import BEFORE_ALL, lines_after
from ictrack.store.people import give_role, list_people, take_roles
from ictrack.store.verifying import verify
from tests.engines import OpenNew

NOON = datetime.fromisoformat("2026-03-02T12:00")
ISSUER = "https://provider.example"
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    return open_new()


def login(came_at: datetime = NOON, subject: str = "one", key: str = "") -> Login:
    return Login(ISSUER, subject, key or f"{subject}-{came_at}", came_at, f"Invented {subject}")


def give(database: Database, shown: Login, *grants: Grant) -> str:
    """Let somebody come once, and give them roles."""
    person_id = enter(database, shown, shown.came_at).person_id
    for grant in grants or (Grant(Role.READER),):
        give_role(database, person_id, grant, COMMAND_LINE, NOON)
    return person_id


def kinds(database: Database) -> list[tuple[str, str]]:
    with database.cursor() as cursor:
        return [(line.kind, line.changed_by) for line in lines_after(cursor, BEFORE_ALL)]


def test_somebody_new_is_known_and_has_no_rights(database: Database) -> None:
    entrance = enter(database, login(), NOON)
    assert (entrance.refused, entrance.rights) == (Refused.NO_ROLE, NOTHING)
    (person,) = list_people(database)
    assert (person.person_id, person.issuer, person.subject) == (entrance.person_id, ISSUER, "one")


def test_roles_are_read_anew_each_time(database: Database) -> None:
    shown = login()
    person_id = give(database, shown, Grant(Role.TASKFORCE_MEMBER, "BRI"))
    assert enter(database, shown, NOON).rights == rights_of([Grant(Role.TASKFORCE_MEMBER, "BRI")])
    give_role(database, person_id, Grant(Role.SENIOR_LEAD, "BRI"), COMMAND_LINE, NOON)
    both = [Grant(Role.TASKFORCE_MEMBER, "BRI"), Grant(Role.SENIOR_LEAD, "BRI")]
    assert enter(database, shown, NOON).rights == rights_of(both)
    take_roles(database, person_id, None, COMMAND_LINE, NOON + MINUTE)
    entrance = enter(database, shown, NOON + MINUTE)
    assert (entrance.refused, entrance.rights) == (Refused.SIGNED_OUT, NOTHING)


def test_the_same_address_of_mail_at_another_issuer_is_somebody_else(database: Database) -> None:
    first = replace(login(key="a"), email="one@example.org")
    give(database, first, Grant(Role.ADMINISTRATOR))
    other = replace(first, issuer="https://other.example", login_key="b")
    assert enter(database, other, NOON).refused is Refused.NO_ROLE
    assert len(list_people(database)) == 2


@pytest.mark.parametrize(
    ("after", "refused"),
    [(8 * HOUR - SECOND, None), (8 * HOUR, Refused.TOO_OLD), (8 * HOUR + SECOND, Refused.TOO_OLD)],
)
def test_a_login_lasts_eight_hours_however_much_one_clicks(
    database: Database, after: timedelta, refused: Refused | None
) -> None:
    shown = login()
    give(database, shown)
    for step in range(1, 16):
        assert enter(database, shown, NOON + step * 30 * MINUTE).refused is None
    assert enter(database, shown, NOON + after).refused is refused


@pytest.mark.parametrize(
    ("after", "refused"),
    [(HOUR - SECOND, None), (HOUR, Refused.IDLE), (HOUR + SECOND, Refused.IDLE)],
)
def test_a_login_ends_an_hour_after_the_last_click(
    database: Database, after: timedelta, refused: Refused | None
) -> None:
    shown = login()
    give(database, shown)
    last = NOON + 20 * MINUTE
    assert enter(database, shown, last).refused is None
    assert enter(database, shown, last + after).refused is refused


def test_a_login_that_has_ended_stays_ended(database: Database) -> None:
    shown = login()
    give(database, shown)
    assert enter(database, shown, NOON + HOUR).refused is Refused.IDLE
    assert enter(database, shown, NOON + MINUTE).refused is Refused.SIGNED_OUT
    assert enter(database, login(NOON + HOUR), NOON + HOUR).refused is None


def test_the_last_click_is_kept_where_the_app_starts_anew(place: Location) -> None:
    shown = login(key=f"kept-{place}")
    database = open_database(place)
    give(database, shown)
    assert enter(database, shown, NOON + 40 * MINUTE).refused is None
    database.close()
    database = open_database(place)
    (stored,) = database.ask("login_one", {"issuer": ISSUER, "subject": "one", "login_key": shown.login_key})
    database.close()
    assert stored["seen_at"] == NOON + 40 * MINUTE


@pytest.mark.parametrize(
    ("age", "refused"), [(8 * HOUR - SECOND, Refused.NO_ROLE), (8 * HOUR, Refused.TOO_OLD)]
)
def test_a_login_that_is_shown_late_is_judged_by_when_it_was_made(
    database: Database, age: timedelta, refused: Refused
) -> None:
    assert enter(database, login(NOON - age), NOON).refused is refused
    assert len(list_people(database)) == (refused is Refused.NO_ROLE)


@pytest.mark.parametrize(("ahead", "refused"), [(5 * MINUTE, Refused.NO_ROLE), (6 * MINUTE, Refused.TOO_OLD)])
def test_a_login_from_the_future_gains_no_time(
    database: Database, ahead: timedelta, refused: Refused
) -> None:
    assert enter(database, login(NOON + ahead), NOON).refused is refused


def test_who_logs_out_is_out_in_every_tab_and_with_every_copy_of_the_cookie(database: Database) -> None:
    shown = login()
    give(database, shown)
    leave(database, shown, NOON + MINUTE)
    assert enter(database, shown, NOON + 2 * MINUTE).refused is Refused.SIGNED_OUT


def test_logging_out_everywhere_ends_every_login_also_one_that_was_not_shown_yet(database: Database) -> None:
    laptop, phone, unseen = login(key="laptop"), login(key="phone"), login(NOON, key="unseen")
    person_id = give(database, laptop)
    assert enter(database, phone, NOON).refused is None
    leave_everywhere(database, person_id, NOON + MINUTE)
    later = NOON + 2 * MINUTE
    assert [enter(database, one, later).refused for one in (laptop, phone, unseen)] == [
        Refused.SIGNED_OUT
    ] * 3
    assert enter(database, login(later, key="again"), later).refused is None


def test_logins_are_recorded_once_and_by_key_alone(database: Database) -> None:
    shown = login()
    person_id = give(database, shown)
    version = database.version()
    for minute in range(5):
        enter(database, shown, NOON + minute * MINUTE)
    assert database.version() == version
    leave(database, shown, NOON + 5 * MINUTE)
    assert [entry for entry in kinds(database) if entry[0] in {"login", "sign_out"}] == [
        ("login", person_id),
        ("sign_out", person_id),
    ]
    assert verify(database).differences == ()
    with database.cursor() as cursor:
        heads = list(walk_chain(lines_after(cursor, BEFORE_ALL)))
        told = "".join(line.encode().decode() for line in lines_after(cursor, BEFORE_ALL))
    assert all(head.head == head.stored for head in heads)
    assert "Invented" not in told
    assert ISSUER not in told


def test_a_visit_does_not_wait_for_a_write(database: Database) -> None:
    shown = login()
    give(database, shown)
    with database.held():
        assert enter(database, shown, NOON + 30 * MINUTE).refused is None
    assert enter(database, shown, NOON + 89 * MINUTE).refused is None


def test_now_is_the_time_of_the_clock(database: Database) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    assert enter(database, login(now)).refused is Refused.NO_ROLE
    assert enter(database, login(now - 9 * HOUR)).refused is Refused.TOO_OLD


def test_a_file_is_refused_where_roles_have_changed_since_its_page_was_drawn(database: Database) -> None:
    person_id = give(database, login(), Grant(Role.PROJECT_MANAGER))
    shown = database.seen_by(rights_of([Grant(Role.PROJECT_MANAGER)]))
    see_that_rights_hold(shown, person_id)
    take_roles(database, person_id, Grant(Role.PROJECT_MANAGER), COMMAND_LINE, NOON)
    give_role(database, person_id, Grant(Role.READER), COMMAND_LINE, NOON)
    with pytest.raises(NotPermittedError):
        see_that_rights_hold(shown, person_id)
    assert ("refusal", person_id) in kinds(database)
    see_that_rights_hold(database.seen_by(rights_of([Grant(Role.READER)])), person_id)
    see_that_rights_hold(database, THIS_COMPUTER)
