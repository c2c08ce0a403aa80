"""Import-linter knows the layers of the package; what stands outside it is read here."""

from __future__ import annotations

import pytest

from tests.architecture.project import imports_of, place, python_files

ONLY_IN = {
    "streamlit": ("app.py", "pages", "ictrack/ui", "ictrack/server", "ictrack/login", "tests", "benchmarks"),
    "duckdb": ("ictrack/store", "tests", "benchmarks"),
    "plotly": ("ictrack/figures", "ictrack/ui", "ictrack/reports", "tests", "benchmarks"),
    "xlsxwriter": ("ictrack/ingest/returns", "ictrack/reports", "tests"),
    "openpyxl": ("ictrack/ingest", "ictrack/reports", "tests"),
    "docx": ("ictrack/reports", "tests"),
    "pikepdf": ("ictrack/reports", "tests"),
    "pptx": ("ictrack/reports", "tests"),
    "typst": ("ictrack/reports", "tests"),
}


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_package_is_imported_only_where_it_belongs(package: str) -> None:
    allowed = python_files(*ONLY_IN[package])
    importers = [
        place(path)
        for path in python_files()
        if path not in allowed and package in {name.split(".")[0] for name in imports_of(path)}
    ]
    assert importers == []


def test_nothing_imports_the_frame() -> None:
    """A page that imports the script would run it twice."""
    assert [place(path) for path in python_files() if "ictrack.ui.frame" in imports_of(path)] == []
