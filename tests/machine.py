"""What this machine has that some tests need."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

_COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
_WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Chromium\Application\chrome.exe")
_WINDOWS_ROOTS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")


def find_chromium() -> str | None:
    """Find a Chrome or Chromium: by command, then where installers of macOS and Windows put it."""
    for command in _COMMANDS:
        if found := shutil.which(command):
            return found
    return next((str(path) for path in _installed() if path.is_file()), None)


def _installed() -> list[Path]:
    if sys.platform == "darwin":
        return [Path(path) for path in _MAC]
    roots = [Path(os.environ[name]) for name in _WINDOWS_ROOTS if name in os.environ]
    return [root / path for root in roots for path in _WINDOWS]
