"""What the first page does not need is not waited for when the app starts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.unit.running_app import PROJECT
from tests.unit.small_programme import make_database

_START = """
import sys
from streamlit.testing.v1 import AppTest
import ictrack.server
app = AppTest.from_file("ictrack/ui/frame.py", default_timeout=300).run()
assert not app.exception and app.main
print(sorted(name for name in sys.modules if name.startswith(("ictrack.ingest", "openpyxl", "docx", "pptx"))))
"""


def test_a_database_with_data_is_shown_without_what_reads_and_writes_files(tmp_path: Path) -> None:
    path = tmp_path / "small.duckdb"
    make_database(path)
    started = subprocess.run(
        [sys.executable, "-c", _START],
        cwd=PROJECT,
        env={**os.environ, "ICTRACK_DATABASE": str(path), "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        check=False,
        timeout=600,
    )
    assert started.returncode == 0, started.stderr.decode()
    assert started.stdout.decode().strip() == "[]"
