"""Logins as they are set up: a file of secrets, for the app that runs or for this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from streamlit import config

HTTPS = "https://ictrack.example:9443/oauth2callback"
_SECTION = """[auth]
redirect_uri = "{redirect_uri}"
cookie_secret = "{cookie_secret}"
client_id = "ictrack"
client_secret = "known to the provider"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
"""


def write_secrets(
    folder: Path,
    redirect_uri: str = HTTPS,
    cookie_secret: str = "0123456789abcdef" * 4,
    issuer: str = "https://provider.example",
) -> Path:
    """Write what sets logins up, and give the file."""
    path = folder / "secrets.toml"
    section = _SECTION.format(redirect_uri=redirect_uri, cookie_secret=cookie_secret, issuer=issuer)
    path.write_text(section, encoding="utf-8")
    return path


@contextmanager
def logins_set_up(path: Path) -> Iterator[None]:
    """Let this process read its secrets from a file, until the end of the block."""
    before = config.get_option("secrets.files")
    _read_from([str(path)])
    try:
        yield
    finally:
        _read_from(before)


def _read_from(files: list[str]) -> None:
    config.set_option("secrets.files", files)
    st.secrets._reset()
