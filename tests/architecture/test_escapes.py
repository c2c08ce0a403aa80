"""There is one escape for each kind of output, and who writes such output uses it."""

from __future__ import annotations

import ast
import re

from tests.architecture.project import place, python_files, tree_of

# What would be a second way to do what `ictrack.escapes` does.
_SECOND_WAYS = re.compile(
    r"from html import|html\.escape|saxutils import escape|urlsplit\([^)]*\)\.scheme|"
    r"""startswith\(\(?["']https?:|replace\("&", "&&"""
)
# The login looks at the address that it is set up with, which is no link of anybody's.
_OWN_REASON = frozenset({"ictrack/escapes.py", "ictrack/login/setup.py"})


def test_nothing_else_escapes_or_judges_links() -> None:
    found = {
        f"{place(path)}: {match[0]}"
        for path in python_files("ictrack", "pages")
        if place(path) not in _OWN_REASON
        for match in _SECOND_WAYS.finditer(path.read_text("utf-8"))
    }
    assert found == set()


def test_every_workbook_types_text_as_text() -> None:
    for path in python_files("ictrack"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "xlsxwriter.Workbook":
                assert "TEXT_AS_TEXT" in path.read_text("utf-8"), place(path)
                assert len(node.args) == 2, place(path)


def test_every_csv_that_others_open_is_guarded() -> None:
    writers = {place(path) for path in python_files("ictrack") if "csv.writer(" in path.read_text("utf-8")}
    guarded = {one for one in writers if "guard(" in _text_of(one)}
    # Their words are their own.
    assert writers - guarded == {"ictrack/demo/copies.py", "ictrack/demo/write.py"}


def _text_of(name: str) -> str:
    return next(path for path in python_files("ictrack") if place(path) == name).read_text("utf-8")
