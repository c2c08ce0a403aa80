"""Serve the app as `streamlit run app.py` does, on this computer only."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from streamlit.web.cli import main as streamlit_command

from ictrack.errors import UsageError
from ictrack.server.hosts import is_loopback
from ictrack.settings import PROJECT

APP: Path = PROJECT / "app.py"


def serve(host: str, port: int) -> NoReturn:
    """Serve the app until it is stopped.

    Raises UsageError for an address that other computers can reach: nobody logs in yet,
    so whoever reaches the app could read and load.
    """
    if not is_loopback(host):
        raise UsageError(
            f"--host: '{host}' can be reached from other computers, and no login is set up. "
            "Nothing was started. Use 127.0.0.1, ::1 or localhost."
        )
    flags = ["--server.address", host, "--server.port", str(port)]
    raise SystemExit(streamlit_command(["run", str(APP), *flags], prog_name="streamlit"))
