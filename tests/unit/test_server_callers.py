"""Who may call the app: this computer alone, and with logins everybody, by the app's own names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse

from ictrack.commands.key import key_path
from ictrack.server.callers import is_direct
from ictrack.server.guards import KnownCallers
from tests.unit.asking import ask, messages_of, scope_of
from tests.unit.running_app import RunningApp, own_addresses, run_app
from tests.unit.secrets_file import logins_set_up, write_secrets
from tests.unit.small_programme import make_database

APP = KnownCallers(PlainTextResponse("passed on"))
ELSEWHERE = "192.0.2.7"
OWN = "ictrack.example:9443"
SUMMARY = b'{"kind":"summary","today":"2024-01-01","request":{},"form":"table"}'


@pytest.fixture
def logins(tmp_path: Path) -> Iterator[None]:
    """Set up logins over HTTPS, at a name that is not of this computer."""
    with logins_set_up(write_secrets(tmp_path)):
        yield


@pytest.mark.parametrize(
    ("client", "status"), [("127.0.0.1", 200), ("::1", 200), (ELSEWHERE, 403), (None, 403)]
)
@pytest.mark.parametrize("path", ["/", "/api/v1/health", "/_stcore/host-config"])
def test_without_logins_a_caller_from_another_computer_is_refused_whatever_host_it_names(
    client: str | None, status: int, path: str
) -> None:
    assert ask(APP, scope_of(path, client=client)).status == status


@pytest.mark.parametrize("header", ["Forwarded", "X_Forwarded_For", "X_Forwarded_Proto", "X_Real_IP", "Via"])
def test_without_logins_what_came_through_a_proxy_is_refused_whomever_it_names(header: str) -> None:
    refused = ask(APP, scope_of(**{header: "127.0.0.1"}))
    assert refused.status == 403
    assert b"no login is set up" in refused.body
    assert not is_direct(scope_of(**{header: "127.0.0.1"}))


@pytest.mark.usefixtures("logins")
def test_with_logins_callers_from_other_computers_are_let_in_by_the_name_of_the_login() -> None:
    assert ask(APP, scope_of(client=ELSEWHERE, host=OWN)).status == 200
    assert ask(APP, scope_of(client=ELSEWHERE, host=OWN, X_Forwarded_For=ELSEWHERE)).status == 200
    assert ask(APP, scope_of(host=OWN)).status == 200


@pytest.mark.usefixtures("logins")
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8501", "another.example", "ictrack.example@x", ""])
def test_with_logins_another_name_is_refused_and_the_right_one_is_said(host: str) -> None:
    refused = ask(APP, scope_of(client=ELSEWHERE, host=host))
    assert refused.status == 400
    assert b"https://ictrack.example:9443" in refused.body


@pytest.mark.usefixtures("logins")
def test_with_logins_the_names_of_this_computer_are_known_from_this_computer_only() -> None:
    assert ask(APP, scope_of(host="localhost")).status == 200
    assert ask(APP, scope_of(host="localhost", X_Forwarded_For="127.0.0.1")).status == 400


def test_logins_without_https_are_for_this_computer_only(tmp_path: Path) -> None:
    with logins_set_up(write_secrets(tmp_path, "http://ictrack.example/oauth2callback")):
        assert ask(APP, scope_of()).status == 200
        refused = ask(APP, scope_of(client=ELSEWHERE, host="ictrack.example"))
    assert refused.status == 403
    assert b"HTTPS" in refused.body


def test_logins_that_are_set_up_wrongly_let_nobody_in_and_say_why(tmp_path: Path) -> None:
    with logins_set_up(write_secrets(tmp_path, cookie_secret="short")):  # noqa: S106 - not enough for one
        for client, path in (("127.0.0.1", "/"), (ELSEWHERE, "/"), ("127.0.0.1", "/api/v1/commands")):
            refused = ask(APP, scope_of(path, client=client))
            assert refused.status == 503
            assert b"cookie_secret" in refused.body
            assert b"nothing is shown" in refused.body
        assert ask(APP, scope_of("/api/v1/health")).status == 200
        assert ask(APP, scope_of("/api/v1/health", client=ELSEWHERE)).status == 503


def test_a_refused_web_socket_is_closed_before_it_is_open() -> None:
    sent = messages_of(APP, scope_of("/_stcore/stream", kind="websocket", client=ELSEWHERE))
    assert [message["type"] for message in sent] == ["websocket.close"]
    assert "no login is set up" in sent[0]["reason"]


@pytest.fixture(scope="module")
def with_logins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    folder = tmp_path_factory.mktemp("logins")
    secrets = str(write_secrets(folder))
    with run_app(make_database(folder / "small.duckdb"), STREAMLIT_SECRETS_FILES=secrets) as app:
        yield app


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 200), ({"X_Forwarded_For": "127.0.0.1"}, 403), ({"Forwarded": "for=127.0.0.1"}, 403)],
)
def test_commands_are_heard_through_no_proxy_even_with_the_token(
    with_logins: RunningApp, headers: dict[str, str], status: int
) -> None:
    token = json.loads(key_path(with_logins.database).read_bytes())["token"]
    host = {} if status == 200 else {"Host": OWN}
    answered = with_logins.ask(
        "/api/v1/commands", "POST", SUMMARY, Authorization=f"Bearer {token}", **host, **headers
    )
    assert answered.status == status


def test_the_address_that_a_proxy_on_this_computer_names_is_the_callers(with_logins: RunningApp) -> None:
    passed_on = with_logins.ask("/", Host=OWN, X_Forwarded_For=ELSEWHERE, X_Forwarded_Proto="https")
    assert passed_on.status == 200
    assert with_logins.ask("/", Host="localhost", X_Forwarded_For=ELSEWHERE).status == 400


def test_an_app_that_listens_to_all_refuses_other_computers_without_logins(tmp_path: Path) -> None:
    database = make_database(tmp_path / "small.duckdb")
    with run_app(database, STREAMLIT_SERVER_ADDRESS="0.0.0.0") as app:  # noqa: S104 - what must do no harm
        for address in own_addresses():
            refused = app.ask("/", address=address)
            assert refused.status == 403
            assert app.ask("/", address=address, X_Forwarded_For="127.0.0.1").status == 403
        assert app.ask("/").status == 200
