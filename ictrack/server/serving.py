"""Serve the app as `streamlit run app.py` does; to other computers only where people log in."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from streamlit import config
from streamlit.web.bootstrap import load_config_options
from streamlit.web.cli import main as streamlit_command

from ictrack.errors import UsageError
from ictrack.login.setup import login_setup
from ictrack.server.hosts import is_loopback
from ictrack.settings import PROJECT

APP: Path = PROJECT / "app.py"
# Streamlit looks for it beside the app, once it knows which app that is.
_SECRETS: Path = PROJECT / ".streamlit" / "secrets.toml"
# What is given to its command beside options.
_NO_OPTIONS = ("target", "args")


def serve(host: str, port: int) -> NoReturn:
    """Serve the app until it is stopped.

    Raises UsageError for an address that other computers can reach, where nobody logs in or
    logins would travel in the clear.
    """
    flags = ["--server.address", host, "--server.port", str(port)]
    if not is_loopback(host):
        _read_options(flags)
        _refuse_open_address(host)
    raise SystemExit(streamlit_command(["run", str(APP), *flags], prog_name="streamlit"))


def _read_options(flags: list[str]) -> None:
    """Read Streamlit's options, among them where secrets are, as its command is about to."""
    context = streamlit_command.commands["run"].make_context("run", [str(APP), *flags])
    load_config_options({name: value for name, value in context.params.items() if name not in _NO_OPTIONS})
    if not config.is_manually_set("secrets.files"):
        files = dict.fromkeys((*config.get_option("secrets.files"), str(_SECRETS)))
        config.set_option("secrets.files", list(files))


def _refuse_open_address(host: str) -> None:
    setup = login_setup()
    reached = f"--host: '{host}' can be reached from other computers, and"
    if setup is None:
        raise UsageError(
            f"{reached} no login is set up, so whoever reaches it could read and change everything. "
            "Nothing was started. Use 127.0.0.1, ::1 or localhost."
        )
    if not setup.is_https:
        raise UsageError(
            f"{reached} the redirect_uri of the login is '{setup.redirect_uri}': without HTTPS logins could "
            "be read on the way. Nothing was started. Use 127.0.0.1, or set up HTTPS."
        )
