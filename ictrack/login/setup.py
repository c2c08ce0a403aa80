"""Whether people log in, and where: the section `[auth]` of Streamlit's secrets file.

Without it nobody logs in, and the app is open to whoever uses this computer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config

from ictrack.errors import UsageError

CALLBACK = "/oauth2callback"
_DEFAULT = "default"
_NEEDED = ("client_id", "client_secret", "server_metadata_url")
# The cookie is signed with it: 128 bits, written in hexadecimal.
_LEAST_SECRET = 32
_NOTHING_SERVED = "Nobody can log in, and nothing is shown. See 'Logins' in the README."


@dataclass(frozen=True)
class LoginSetup:
    """How people log in: with which providers, and at which address they come back."""

    providers: tuple[str, ...]
    redirect_uri: str

    @property
    def is_https(self) -> bool:
        """Say whether readers reach the app over HTTPS, so that cookies may be kept to it."""
        return urlsplit(self.redirect_uri).scheme == "https"

    @property
    def host(self) -> str:
        """Give the name by which readers reach the app."""
        return (urlsplit(self.redirect_uri).hostname or "").lower()

    @property
    def origin(self) -> str:
        """Give scheme, name and port by which readers reach the app."""
        parts = urlsplit(self.redirect_uri)
        return f"{parts.scheme}://{parts.netloc}"


def login_setup() -> LoginSetup | None:
    """Read how people log in; nothing where no login is set up.

    Raises UsageError for a set-up that lacks something: it must never be taken for none.
    """
    section = _auth_section()
    if section is None:
        return None
    redirect_uri = str(section.get("redirect_uri", ""))
    redirect_uri = redirect_uri.replace("{port}", str(config.get_option("server.port")))
    parts = urlsplit(redirect_uri)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not parts.path.endswith(CALLBACK):
        raise _lacks("redirect_uri", redirect_uri, f"an address that ends with {CALLBACK}")
    if len(str(section.get("cookie_secret", ""))) < _LEAST_SECRET:
        raise _lacks("cookie_secret", "", f"at least {_LEAST_SECRET} random characters")
    providers = _providers(section)
    for name, provider in providers.items():
        for key in _NEEDED:
            if not provider.get(key):
                raise _lacks(key if name == _DEFAULT else f"{name}.{key}", "", "what the provider gave you")
    return LoginSetup(tuple(providers), redirect_uri)


def _auth_section() -> Mapping[str, Any] | None:
    if not st.secrets.load_if_toml_exists():
        # Streamlit gives the same answer for no file and for one that it cannot read.
        unread = next((file for file in config.get_option("secrets.files") if Path(file).exists()), None)
        if unread is not None:
            raise UsageError(
                f"{unread}: cannot be read as TOML, so whether people log in is not known. {_NOTHING_SERVED}"
            )
        return None
    section = st.secrets.get("auth")
    return section.to_dict() if section is not None else None


def _providers(section: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Give the providers that are named, each with its section; the one without a name is `default`."""
    named = {name: value for name, value in section.items() if isinstance(value, Mapping)}
    named.pop("client_kwargs", None)
    if not named or any(key in section for key in _NEEDED):
        named = {_DEFAULT: section, **named}
    return named


def _lacks(key: str, said: str, allowed: str) -> UsageError:
    return UsageError(
        f".streamlit/secrets.toml, [auth] {key}: '{said}' is not enough. Give {allowed}. {_NOTHING_SERVED}"
    )
