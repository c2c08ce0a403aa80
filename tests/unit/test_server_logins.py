"""The app with logins, asked as browsers and programs ask it: each role gets its own, and nobody more."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import streamlit.web.server.starlette as starlette_server

from ictrack.access.identity import COMMAND_LINE
from ictrack.access.rights import rights_of
from ictrack.access.roles import TABLE, Action, Reach, Role
from ictrack.actions.tokens import MakeToken, make_token
from ictrack.server.login_gate import needs_login
from ictrack.store.database import open_database
from ictrack.store.journal import journal_path
from ictrack.ui.registry import PAGES, pages_open_to
from tests.properties.tables import Cells, Files, fill
from tests.sql.rows import PHASES
from tests.unit.logins import BRISTOL, GRANTS, STRANGER, AppWithLogins, add_people, run_with_logins
from tests.unit.running_app import run_cli
from tests.unit.session import Drawn, open_session

ISSUER = "https://provider.invalid"
CITIES = ("BRI", "CDF")
VISIBILITIES = ("public", "network", "internal")
EVERYBODY = ("", STRANGER, *GRANTS)
each_person = pytest.mark.parametrize("subject", EVERYBODY, ids=lambda subject: subject or "anybody")


def secret(city: str, visibility: str) -> str:
    """Name what only those find who may see a city's initiatives of one visibility."""
    return f"canary-{city}-{visibility}"


def _initiatives() -> list[Cells]:
    return [
        {
            "initiative_id": f"{city}-{visibility}",
            "city_id": city,
            "phase_id": "1",
            "area_id": "jobs",
            "title": secret(city, visibility),
            "visibility": visibility,
        }
        for city in CITIES
        for visibility in VISIBILITIES
    ]


def _updates() -> list[Cells]:
    return [
        {
            "update_id": f"{one['initiative_id']}-U1",
            "initiative_id": one["initiative_id"],
            "reported_on": "2019-06-01",
            "status": "in_progress",
            "confidence": "at_risk",
            "summary": f"summary {one['title']}",
        }
        for one in _initiatives()
    ]


FILES: Files = {
    "phases": list(PHASES),
    "cities": [{"city_id": "BRI", "name": "Bristol"}, {"city_id": "CDF", "name": "Cardiff"}],
    "thematic_areas": [{"area_id": "jobs", "name": "Work", "sort_order": "1"}],
    "memberships": [{"city_id": city, "phase_id": "1", "role": "associate"} for city in CITIES],
    "events": [
        {"event_id": "E1", "kind": "convening", "title": "One", "phase_id": "1", "starts_on": "2019-09-30"}
    ],
    "initiatives": _initiatives(),
    "status_updates": _updates(),
}


@pytest.fixture(scope="module")
def keys() -> dict[str, str]:
    """Hold the keys of people and the tokens of programs, once the app's database is made."""
    return {}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, keys: dict[str, str]) -> Iterator[AppWithLogins]:
    path = tmp_path_factory.mktemp("logins") / "ictrack.duckdb"
    database = open_database(path)
    fill(database, FILES)
    keys.update(add_people(database, ISSUER))
    for role, city in ((Role.PUBLIC, None), (Role.READER, None), (Role.TASKFORCE_MEMBER, BRISTOL)):
        keys[f"token {role}"] = make_token(database, MakeToken(f"A test {role}", role, 30, city)).token
    spent = datetime.now(UTC) - timedelta(days=60)
    old = MakeToken("Spent", Role.PROJECT_MANAGER, 30, today=spent.date())
    keys["token spent"] = make_token(database, old).token
    database.close()
    with run_with_logins(path, ISSUER) as running:
        yield running


@pytest.fixture(scope="module")
def open_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppWithLogins]:
    """Run an app whose public view is on."""
    path = tmp_path_factory.mktemp("public") / "ictrack.duckdb"
    database = open_database(path)
    fill(database, FILES)
    add_people(database, ISSUER)
    database.close()
    with run_with_logins(path, ISSUER, ICTRACK_PUBLIC_VIEW="on") as running:
        yield running


def visit(app: AppWithLogins, subject: str, page: str = "", **query: str) -> Drawn:
    cookie = app.cookie(subject)["Cookie"] if subject else ""
    with open_session(app.app.port, cookie) as session:
        return session.open(page, query)


def may_see(subject: str, city: str, visibility: str, *, is_open: bool = False) -> bool:
    """Say what somebody may see, read from the table of roles."""
    grant = GRANTS.get(subject)
    reach = TABLE[grant.role].get(Action.READ, frozenset()) if grant else frozenset()
    if Reach.ALL in reach or (grant and Reach.OWN_CITY in reach and city == grant.city_id):
        return True
    if Reach.SHARED in reach and visibility in {"public", "network"}:
        return True
    return is_open and not grant and visibility == "public"


@each_person
def test_each_role_has_the_pages_of_the_table_and_nobody_else_any(app: AppWithLogins, subject: str) -> None:
    drawn = visit(app, subject)
    if subject in GRANTS:
        assert drawn.pages == pages_open_to(rights_of([GRANTS[subject]]))
        assert "Log out everywhere" in drawn.buttons
    else:
        # At the door every address leads to the login, so that one comes back to it.
        assert "Log in" in drawn.buttons or "Look again" in drawn.buttons
        assert not drawn.downloads


@each_person
@pytest.mark.parametrize("page", [page.name for page in PAGES if page.actions])
def test_no_page_sends_a_byte_of_what_its_reader_may_not_see(
    app: AppWithLogins, subject: str, page: str
) -> None:
    opens = {"initiative": {"initiative": "CDF-internal"}, "city": {"city": "CDF"}}
    drawn = visit(app, subject, page, **opens.get(page, {}))
    assert not any(message.delta.new_element.HasField("exception") for message in drawn.messages)
    for city in CITIES:
        for visibility in VISIBILITIES:
            if not may_see(subject, city, visibility):
                assert not drawn.holds(secret(city, visibility)), (city, visibility)


@each_person
def test_the_list_sends_all_that_its_reader_may_see(app: AppWithLogins, subject: str) -> None:
    drawn = visit(app, subject, "initiatives")
    for city in CITIES:
        for visibility in VISIBILITIES:
            assert drawn.holds(secret(city, visibility)) is may_see(subject, city, visibility)


@pytest.mark.parametrize("subject", ["", "reader"])
def test_the_public_view_shows_what_is_public_to_those_without_a_login(
    open_app: AppWithLogins, subject: str
) -> None:
    drawn = visit(open_app, subject, "initiatives")
    for city in CITIES:
        for visibility in VISIBILITIES:
            assert drawn.holds(secret(city, visibility)) is may_see(subject, city, visibility, is_open=True)
    assert bool(drawn.downloads) is bool(subject)
    assert ("Log in" in drawn.buttons) is not bool(subject)
    assert drawn.holds("what is public or for the network" if subject else "what is public")


@each_person
def test_the_address_for_programs_counts_what_its_reader_may_see(app: AppWithLogins, subject: str) -> None:
    headers = app.cookie(subject) if subject else None
    answered = app.ask("/api/v1/summary.json?by=city", headers)
    if subject not in GRANTS:
        assert answered.status == 401
        assert answered.headers["www-authenticate"] == "Bearer"
        return
    expected = {
        city: sum(may_see(subject, city, visibility) for visibility in VISIBILITIES) for city in CITIES
    }
    counted = {row["city_id"]: row["initiatives"] for row in answered.data}
    assert counted == {city: number for city, number in expected.items() if number}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("token public", {"BRI": 1, "CDF": 1}),
        ("token reader", {"BRI": 2, "CDF": 2}),
        ("token taskforce_member", {"BRI": 3, "CDF": 2}),
        ("token spent", None),
        ("token unknown", None),
    ],
)
def test_a_token_reads_as_its_role_until_it_is_spent(
    app: AppWithLogins, keys: dict[str, str], name: str, expected: dict[str, int] | None
) -> None:
    shown = {"Authorization": f"Bearer {keys.get(name, 'ictrack_' + 'x' * 43)}"}
    answered = app.ask("/api/v1/summary.json?by=city", shown)
    if expected is None:
        assert answered.status == 401
    else:
        assert {row["city_id"]: row["initiatives"] for row in answered.data} == expected


# Every route that Streamlit has, with what somebody without a login is answered.
ROUTES = {
    "_stcore/health": (200,),
    "_stcore/script-health-check": (401,),
    "_stcore/metrics": (401,),
    "_stcore/host-config": (200,),
    "_stcore/upload_file": (401,),
    "_stcore/stream": (400, 404, 426),
    "_stcore/agent/interact": (401,),
    "_stcore/agent/openapi.json": (401,),
    "_stcore/agent/mcp": (401,),
    "_stcore/bidi-components": (401,),
    "_stcore": (401,),
    "media": (401,),
    "component": (401,),
    "static": (404,),
    "app/static": (401,),
    "auth/login": (302,),
    "auth/logout": (302,),
    "oauth2callback": (302,),
    "": (200,),
    "../..": (200, 404),
}


def test_every_route_of_streamlit_is_known_here() -> None:
    modules = [
        importlib.import_module(f"{starlette_server.__name__}.{module.name}")
        for module in pkgutil.iter_modules(starlette_server.__path__)
    ]
    named = {
        path.partition("{")[0].strip("/")
        for module in modules
        for name, path in vars(module).items()
        if "ROUTE" in name and isinstance(path, str)
    }
    assert named <= {path.strip("/") for path in ROUTES}


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_nobody_gets_in_without_a_login_by_any_route(app: AppWithLogins, path: str, method: str) -> None:
    for address in (f"/{path.strip('/')}", f"/{path.strip('/')}/some/file.csv", f"/city/{path.strip('/')}"):
        answered = app.ask(address, method=method)
        assert answered.status in {*ROUTES[path], 200, 301, 302, 307, 308, 400, 401, 404, 405, 426}
        if needs_login(address):
            assert answered.status == 401, address
        assert b"canary" not in answered.body


@each_person
def test_files_are_sent_in_by_those_alone_who_may_import_or_report(app: AppWithLogins, subject: str) -> None:
    headers = app.cookie(subject) if subject else None
    status = app.ask("/_stcore/upload_file/session/file", headers, "PUT", b"x").status
    may = subject in {"lead", "manager", "administrator"}
    # Streamlit itself refuses who may: the session is not there.
    assert status in ({400, 401, 403} if may else {403} if subject in GRANTS else {401})
    said = app.ask("/_stcore/upload_file/session/file", headers, "PUT", b"x").body
    assert (b"Your role does not allow this" in said) is (subject in GRANTS and not may)


@each_person
def test_what_is_measured_is_for_administrators(app: AppWithLogins, subject: str) -> None:
    headers = app.cookie(subject) if subject else None
    expected = 200 if subject == "administrator" else 403 if subject in GRANTS else 401
    assert app.ask("/_stcore/metrics", headers).status == expected


@pytest.mark.parametrize(
    "claims",
    [
        {"came": timedelta(hours=8, seconds=5)},
        {"origin": "https://elsewhere.invalid"},
        {"iss": ""},
        {"sub": ""},
        {"iat": "soon"},
        {"is_logged_in": False},
    ],
    ids=str,
)
def test_a_login_that_is_old_or_not_of_this_app_is_refused(
    app: AppWithLogins, claims: dict[str, object]
) -> None:
    came = claims.pop("came", None)
    at = datetime.now(UTC) - came if isinstance(came, timedelta) else None
    headers = app.cookie("administrator", at, **claims)
    assert app.ask("/api/v1/summary.json", headers).status == 401
    with open_session(app.app.port, headers["Cookie"]) as session:
        assert "Log in" in session.open().buttons


def test_a_forged_login_is_refused(app: AppWithLogins) -> None:
    good = app.cookie("administrator")
    other = AppWithLogins(app.app, app.issuer, "another secret of 32 characters.").cookie("administrator")
    name, _equals, value = good["Cookie"].partition("=")
    changed = {**good, "Cookie": f"{name}={value[:-4]}AAAA"}
    for headers in (other, changed, {**good, "Cookie": f"{name}="}, {**good, "Cookie": f"{name}=é"}):
        assert app.ask("/api/v1/summary.json", headers).status == 401
        with open_session(app.app.port, headers["Cookie"].encode("ascii", "replace").decode()) as session:
            assert "Log in" in session.open().buttons
    assert app.ask("/api/v1/summary.json", good).status == 200


def test_two_people_at_once_never_see_each_others_rows(app: AppWithLogins) -> None:
    people = ["reader", "taskforce", "manager", "reader"] * 4

    def look(subject: str) -> None:
        cookie = app.cookie(subject)["Cookie"]
        with open_session(app.app.port, cookie) as session:
            for _time in range(3):
                drawn = session.open("initiatives")
                for city in CITIES:
                    for visibility in VISIBILITIES:
                        seen = drawn.holds(secret(city, visibility))
                        assert seen is may_see(subject, city, visibility), (subject, city, visibility)

    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(look, people))


def test_who_logs_out_is_out_in_every_window_within_one_run(app: AppWithLogins) -> None:
    cookie = app.cookie("taskforce")
    with (
        open_session(app.app.port, cookie["Cookie"]) as one,
        open_session(app.app.port, cookie["Cookie"]) as two,
    ):
        first = one.open("initiatives")
        assert two.open("initiatives").holds(secret("BRI", "internal"))
        one.press("Log out", first)
        after = two.open("initiatives")
        assert "Log in" in after.buttons
        assert not after.holds("canary")
        assert app.ask("/api/v1/summary.json", cookie).status == 401


def administer(app: AppWithLogins, *words: str) -> None:
    """Run a command as an administrator does while the app runs."""
    done = run_cli(*words, "--database", str(app.app.database))
    assert done.returncode == 0, done.stderr.decode()


def test_a_role_that_is_taken_is_gone_within_one_run(app: AppWithLogins, keys: dict[str, str]) -> None:
    cookie = app.cookie("senior")
    with open_session(app.app.port, cookie["Cookie"]) as session:
        assert session.open("initiatives").holds(secret("BRI", "internal"))
        administer(app, "people", "revoke", keys["senior"])
        after = session.open("initiatives")
        assert "Log in" in after.buttons
        assert not after.holds("canary")
    assert app.ask("/api/v1/summary.json", cookie).status == 401
    administer(app, "people", "add", keys["senior"], "--role", "senior_lead", "--city", BRISTOL)
    assert visit(app, "senior", "initiatives").holds(secret("BRI", "internal"))


def test_the_files_of_the_shell_are_open_and_nothing_that_only_looks_like_them() -> None:
    assert not needs_login("/static/media/font.woff2")
    assert not needs_login("/timeline/_stcore/health")
    for path in (
        "/app/static/media/x",
        "/x/static/../media/y",
        "//media/x",
        "/media",
        "/_stcore/new-in-streamlit",
    ):
        assert needs_login(path), path


def entries(app: AppWithLogins, *options: str) -> list[dict[str, str]]:
    """List entries of the audit as the command does."""
    done = run_cli("audit", "list", "--format", "json", *options, ICTRACK_DATABASE=str(app.app.database))
    assert done.returncode == 0, done.stderr.decode()
    listed: list[dict[str, str]] = json.loads(done.stdout)
    return listed


def test_what_is_taken_out_and_refused_stands_in_the_audit(app: AppWithLogins, keys: dict[str, str]) -> None:
    assert app.ask("/api/v1/summary.csv", app.cookie("reader")).status == 200
    assert app.ask("/_stcore/metrics", app.cookie("reader")).status == 403
    assert keys["reader"] in {entry["by"] for entry in entries(app, "--kind", "export")}
    assert keys["reader"] in {entry["by"] for entry in entries(app, "--kind", "refusal")}
    done = run_cli("audit", "verify", ICTRACK_DATABASE=str(app.app.database))
    assert done.returncode == 0, done.stderr.decode()


def test_where_an_export_cannot_be_recorded_there_is_none_and_reading_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "ictrack.duckdb"
    database = open_database(path)
    fill(database, FILES)
    add_people(database, ISSUER)
    database.close()
    with run_with_logins(path, ISSUER) as app:
        cookie = app.cookie("reader")
        assert app.ask("/api/v1/summary.csv", cookie).status == 200
        journal = journal_path(path)
        moved = journal.rename(journal.with_suffix(".aside"))
        journal.mkdir()
        refused = app.ask("/api/v1/summary.csv", cookie)
        assert refused.status == 503
        assert b"journal" in refused.body
        with open_session(app.app.port, cookie["Cookie"]) as session:
            assert session.open("initiatives").holds(secret("BRI", "public"))
        # Who has not been here yet cannot be recorded either, and is not let in.
        with open_session(app.app.port, app.cookie("manager")["Cookie"]) as session:
            drawn = session.open("initiatives")
            assert not drawn.holds("canary")
        journal.rmdir()
        moved.rename(journal)
        assert app.ask("/api/v1/summary.csv", cookie).status == 200


@pytest.mark.parametrize("is_signed_out", [True, False])
def test_a_click_in_a_window_of_one_who_was_signed_out_does_nothing(
    app: AppWithLogins, keys: dict[str, str], is_signed_out: bool
) -> None:
    # Signing out ends what came before it, to the second.
    cookie = app.cookie("lead", datetime.now(UTC) + timedelta(seconds=2))
    with open_session(app.app.port, cookie["Cookie"]) as session:
        drawn = session.open("report", {"initiative": "BRI-public"})
        before = len(entries(app))
        if is_signed_out:
            administer(app, "people", "sign-out", keys["lead"])
        after = session.press("Reviewed, no change", drawn)
        told = entries(app)
        kinds = [(entry["kind"], entry["by"]) for entry in told[: len(told) - before]]
        if is_signed_out:
            assert not after.holds("canary")
            assert kinds == [("sign_out", COMMAND_LINE)]
        else:
            assert kinds == [("submissions", keys["lead"])]
