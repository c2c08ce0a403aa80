"""Writes the sample report in another process, with another seed, time zone and language of the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_PROGRAM = """
import hashlib
from importlib import import_module
from tests.reports.sample import NASTY, sample_report
write = getattr(import_module("ictrack.reports.{module}"), "{writer}")
print(hashlib.sha256(write(sample_report(commentary="\\n\\n".join(NASTY)))).hexdigest())
"""


def digest_elsewhere(module: str, writer: str) -> str:
    """Give the SHA-256 of the sample report with the nasty texts as its commentary."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(module=module, writer=writer)],
        cwd=_ROOT,
        env=os.environ | {"PYTHONHASHSEED": "4", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()
