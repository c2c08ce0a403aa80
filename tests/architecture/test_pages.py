"""Pages arrange and compute nothing: read from their syntax trees."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.project import (
    PAGES,
    PROJECT,
    docstrings_of,
    imports_of,
    python_files,
    strings_of,
    tree_of,
)

MOST_LINES = 60
MAY_IMPORT = (
    "__future__",
    "ictrack.figures",
    "ictrack.labels",
    "ictrack.language",
    "ictrack.summaries",
    "ictrack.ui",
    "ictrack.vocabulary",
    "streamlit",
)
FORBIDDEN_MEMBERS = {"session_state", "cache_data", "cache_resource", "html", "components", "fragment"}
SQL = re.compile(r"\b(select|insert|update|delete)\b.+\b(from|into|set)\b", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"</?[a-z][\w-]*[\s>/]", re.IGNORECASE)

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)


def test_there_are_pages() -> None:
    assert PAGES


@each_page
def test_a_page_opens_with_what_the_reader_learns(page: Path) -> None:
    assert ast.get_docstring(tree_of(page))


@each_page
def test_a_page_has_no_functions_and_no_classes(page: Path) -> None:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    assert [node.lineno for node in ast.walk(tree_of(page)) if isinstance(node, kinds)] == []


@each_page
def test_a_page_imports_summaries_figures_and_components_only(page: Path) -> None:
    strange = [name for name in imports_of(page) if not name.startswith(MAY_IMPORT)]
    assert strange == []


@each_page
def test_a_page_keeps_no_state_no_cache_and_makes_no_html(page: Path) -> None:
    streamlit = [
        node.attr
        for node in ast.walk(tree_of(page))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "st"
    ]
    assert FORBIDDEN_MEMBERS.isdisjoint(streamlit)
    assert "unsafe_allow_html" not in page.read_text(encoding="utf-8")


@each_page
def test_a_page_holds_no_sql_and_no_tags(page: Path) -> None:
    tree = tree_of(page)
    told = docstrings_of(tree)
    held = [text for node, text in strings_of(tree) if node not in told]
    assert [text for text in held if SQL.search(text) or TAG.search(text)] == []


@each_page
def test_a_page_is_short(page: Path) -> None:
    assert len(page.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_app_names_the_app_and_nothing_else() -> None:
    """Streamlit finds the app object by reading the file as text."""
    tree = tree_of(PROJECT / "app.py")
    assigned = [node for node in tree.body if isinstance(node, ast.Assign)]
    rest = [node for node in tree.body[1:] if not isinstance(node, ast.Import | ast.ImportFrom | ast.Assign)]
    assert [ast.unparse(node.targets[0]) for node in assigned] == ["app"]
    assert "\napp = st.App(" in (PROJECT / "app.py").read_text(encoding="utf-8")
    assert rest == []
    assert {name for name in imports_of(PROJECT / "app.py") if name.startswith("ictrack")} <= {
        name for name in imports_of(PROJECT / "app.py") if name.startswith("ictrack.server")
    }


def test_the_package_imports_neither_pages_nor_app_nor_tests() -> None:
    for path in python_files("ictrack"):
        first = {name.split(".")[0] for name in imports_of(path)}
        assert first.isdisjoint({"app", "pages", "tests", "benchmarks"}), path
