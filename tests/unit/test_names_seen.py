"""Names of people are sent to those alone who may see them; what is held is told to everybody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ictrack.access.roles import TABLE, Action
from ictrack.store.database import open_database
from ictrack.ui.registry import PAGES
from tests.properties.tables import fill
from tests.sql.rows import PHASES
from tests.unit.logins import GRANTS, STRANGER, AppWithLogins, add_people, run_with_logins
from tests.unit.people_of import come
from tests.unit.session import Drawn, open_session

ISSUER = "https://provider.invalid"
CANARY = "Canary Birdwhistle"
each_person = pytest.mark.parametrize(
    "subject", ["", STRANGER, *GRANTS], ids=lambda subject: subject or "anybody"
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppWithLogins]:
    """Run an app in which somebody waits for a role; she has changed nothing."""
    path = tmp_path_factory.mktemp("names") / "ictrack.duckdb"
    database = open_database(path)
    fill(
        database,
        {
            "phases": list(PHASES),
            "cities": [{"city_id": "BRI", "name": "Bristol"}],
            "initiatives": [{"initiative_id": "B1", "city_id": "BRI", "phase_id": "1", "title": "One"}],
        },
    )
    add_people(database, ISSUER)
    now = database.whole.ask("person_list")[0]["first_seen_at"]
    come(database, "waits", CANARY, now)
    database.close()
    with run_with_logins(path, ISSUER) as running:
        yield running


def visit(app: AppWithLogins, subject: str, page: str) -> Drawn:
    cookie = app.cookie(subject)["Cookie"] if subject else ""
    with open_session(app.app.port, cookie) as session:
        return session.open(page)


def may(subject: str, action: Action) -> bool:
    return subject in GRANTS and action in TABLE[GRANTS[subject].role]


@each_person
def test_no_page_sends_a_name_to_those_who_may_not_look_after_people(
    app: AppWithLogins, subject: str
) -> None:
    seen = {page.name for page in PAGES if visit(app, subject, page.name).holds(CANARY)}
    assert seen == ({"people", "audit"} if may(subject, Action.MANAGE_PEOPLE) else set())


@each_person
def test_what_is_held_and_who_may_do_what_is_told_to_everybody(app: AppWithLogins, subject: str) -> None:
    assert visit(app, subject, "privacy").holds("What is held about you")
    assert visit(app, subject, "roles").holds("What each role may do")
