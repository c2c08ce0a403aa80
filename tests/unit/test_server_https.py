"""Behind HTTPS a browser is told to stay there, and every cookie is for it alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse, Response
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from ictrack.server.guards import SecurityHeaders
from ictrack.server.https import STRICT_TRANSPORT, secured
from tests.unit.asking import ask, messages_of, scope_of
from tests.unit.running_app import run_app
from tests.unit.secrets_file import HTTPS, logins_set_up, write_secrets
from tests.unit.small_programme import make_database

STRICT = "strict-transport-security"
PATHS = ("/", "/_stcore/health", "/_stcore/host-config", "/media/none", "/api/v1/none", "/auth/login")
WORDS = st.text("abcdefghijklmnopqrstuvwxyz=-/0123456789", max_size=12)


def setting_cookies() -> Response:
    response = PlainTextResponse("passed on")
    for name in (USER_COOKIE_NAME, TOKENS_COOKIE_NAME):
        response.set_cookie(name, "signed", httponly=True, samesite="lax", max_age=60)
    response.set_cookie("_streamlit_xsrf", "token", samesite="lax")
    response.set_cookie("already", "secure", secure=True)
    return response


def cookies_of(response: Response) -> list[str]:
    messages = messages_of(SecurityHeaders(response), scope_of())
    return [value.decode() for name, value in messages[0]["headers"] if name == b"set-cookie"]


def test_behind_https_every_cookie_is_secure_once_and_keeps_the_rest(tmp_path: Path) -> None:
    plain = cookies_of(setting_cookies())
    with logins_set_up(write_secrets(tmp_path)):
        secure = cookies_of(setting_cookies())
    assert len(secure) == len(plain) == 4
    for before, after in zip(plain, secure, strict=True):
        assert after in {before, f"{before}; Secure"}
        assert [word.strip().lower() for word in after.split(";")].count("secure") == 1
    assert [cookie.count("HttpOnly") for cookie in secure] == [1, 1, 0, 0]
    assert all("SameSite=lax" in cookie for cookie in secure)


@given(st.lists(WORDS, min_size=1, max_size=5))
@settings(deadline=None, derandomize=True)
def test_a_cookie_that_is_made_secure_twice_is_as_one_that_is_once(words: list[str]) -> None:
    cookie = "; ".join(words).encode()
    assert secured(cookie).startswith(cookie)
    assert secured(secured(cookie)) == secured(cookie)


@pytest.mark.parametrize(
    ("redirect_uri", "said"),
    [
        (HTTPS, STRICT_TRANSPORT),
        ("http://ictrack.example/oauth2callback", None),
        # It would be kept for whatever else is served on this computer.
        ("https://localhost:9443/oauth2callback", None),
    ],
)
def test_a_browser_is_told_to_stay_with_https_where_there_is_https(
    tmp_path: Path, redirect_uri: str, said: str | None
) -> None:
    with logins_set_up(write_secrets(tmp_path, redirect_uri)):
        assert ask(SecurityHeaders(PlainTextResponse("x")), scope_of()).headers.get(STRICT) == said


def test_without_logins_nothing_is_said_of_https() -> None:
    assert STRICT not in ask(SecurityHeaders(PlainTextResponse("x")), scope_of()).headers
    assert not any("secure" in cookie.lower().split("; ")[1:] for cookie in cookies_of(setting_cookies())[:3])


def test_the_app_that_runs_says_it_on_every_answer_and_keeps_its_cookies_there(tmp_path: Path) -> None:
    secrets = str(write_secrets(tmp_path))
    with run_app(make_database(tmp_path / "small.duckdb"), STREAMLIT_SECRETS_FILES=secrets) as app:
        answers = [app.ask(path) for path in PATHS]
        answers.append(app.ask("/", Host="another.example"))
        assert [answer.headers.get(STRICT) for answer in answers] == [STRICT_TRANSPORT] * len(answers)
        told = [answer.headers["set-cookie"] for answer in answers if "set-cookie" in answer.headers]
        assert told
        assert all("; Secure" in cookie for cookie in told), told
        assert not any(word in answer.headers["server"] for answer in answers for word in ".0123456789")
