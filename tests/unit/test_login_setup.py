"""Whether people log in is read from Streamlit's secrets; what is set up in part lets nobody in."""

from __future__ import annotations

from pathlib import Path

import pytest

from ictrack.errors import UsageError
from ictrack.login.cookie import login_of
from ictrack.login.setup import login_setup
from tests.unit.secrets_file import logins_set_up

GOOD = {
    "redirect_uri": "https://ictrack.example/oauth2callback",
    "cookie_secret": "0123456789abcdef" * 2,
    "client_id": "ictrack",
    "client_secret": "known",
    "server_metadata_url": "https://provider.example/.well-known/openid-configuration",
}


def written(folder: Path, **changed: str) -> Path:
    """Write a set-up; what is changed to nothing is left out."""
    path = folder / "secrets.toml"
    lines = [f'{name} = "{value}"' for name, value in {**GOOD, **changed}.items() if value]
    path.write_text("\n".join(["[auth]", *lines]), encoding="utf-8")
    return path


def test_a_whole_set_up_is_read(tmp_path: Path) -> None:
    with logins_set_up(written(tmp_path)):
        setup = login_setup()
    assert setup is not None
    assert (setup.providers, setup.is_https, setup.host) == (("default",), True, "ictrack.example")
    assert setup.origin == "https://ictrack.example"


@pytest.mark.parametrize("name", GOOD)
def test_what_is_missing_is_named_and_nobody_is_let_in(tmp_path: Path, name: str) -> None:
    with (
        logins_set_up(written(tmp_path, **{name: ""})),
        pytest.raises(UsageError, match=rf"\[auth\] {name}: .*Nobody can log in, and nothing is shown"),
    ):
        login_setup()


@pytest.mark.parametrize(
    "address",
    ["https://ictrack.example/", "ictrack.example/oauth2callback", "ftp://ictrack.example/oauth2callback"],
)
def test_an_address_that_nobody_comes_back_to_is_refused(tmp_path: Path, address: str) -> None:
    with (
        logins_set_up(written(tmp_path, redirect_uri=address)),
        pytest.raises(UsageError, match="redirect_uri"),
    ):
        login_setup()


@pytest.mark.parametrize(("letters", "is_good"), [(31, False), (32, True)])
def test_a_short_secret_is_refused(tmp_path: Path, letters: int, is_good: bool) -> None:
    with logins_set_up(written(tmp_path, cookie_secret="x" * letters)):
        if is_good:
            assert login_setup() is not None
        else:
            with pytest.raises(UsageError, match="cookie_secret"):
                login_setup()


def test_a_file_that_cannot_be_read_is_not_taken_for_none(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    path.write_text('[auth\nclient_id = "', encoding="utf-8")
    with logins_set_up(path), pytest.raises(UsageError, match=r"secrets\.toml: cannot be read as TOML"):
        login_setup()


@pytest.mark.parametrize("content", [None, "", "[other]\nkey = 1\n"])
def test_without_the_section_nobody_logs_in(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "secrets.toml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with logins_set_up(path):
        assert login_setup() is None


def test_several_providers_are_each_named(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    of_all = [f'{name} = "{GOOD[name]}"' for name in ("redirect_uri", "cookie_secret")]
    of_each = [f'{name} = "{GOOD[name]}"' for name in ("client_id", "client_secret", "server_metadata_url")]
    text = "\n".join(["[auth]", *of_all, "[auth.microsoft]", *of_each, "[auth.google]", *of_each])
    path.write_text(text, encoding="utf-8")
    with logins_set_up(path):
        setup = login_setup()
        assert setup is not None
        assert setup.providers == ("microsoft", "google")
        path.write_text(text.replace('client_id = "ictrack"', "", 1), encoding="utf-8")
    with logins_set_up(path), pytest.raises(UsageError, match=r"microsoft\.client_id"):
        login_setup()


CLAIMS = {"iss": "https://provider.example", "sub": "1", "iat": 1_700_000_000, "is_logged_in": True}


@pytest.mark.parametrize("without", ["iss", "sub", "iat", "is_logged_in"])
def test_a_login_says_who_somebody_is_and_when_they_came(without: str) -> None:
    assert login_of(CLAIMS) is not None
    assert login_of({**CLAIMS, without: None}) is None
    assert login_of({name: value for name, value in CLAIMS.items() if name != without}) is None


def test_each_login_has_a_key_of_its_own() -> None:
    keys = {
        login.login_key
        for changed in ({}, {"sub": "2"}, {"iss": "https://other.example"}, {"iat": 1}, {"nonce": "n"})
        if (login := login_of({**CLAIMS, **changed}))
    }
    assert len(keys) == 5
    same = login_of({**CLAIMS, "name": "Another", "email": "another@example.org"})
    assert same is not None
    assert same.login_key in keys
