"""SQL stands in files that say what they ask, and takes its values as bound parameters."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from ictrack.scope import Scope
from tests.architecture.project import place, python_files, sql_files, tree_of

PARAMETER = re.compile(r"\$([a-z_]+)")
TEMPLATE = re.compile(r"\{[a-z_]+\}|%s|%\(")
# Opening a file or a lake, loading an extension: DuckDB takes no parameter there. Quotes are doubled.
SQL_MADE_BY_CODE = (
    'ictrack/store/attaching.py f"attach ',
    'ictrack/store/lake.py f"attach ',
    'ictrack/store/lake.py f"load ',
    "ictrack/store/lake.py f'load ",
    "ictrack/store/lake.py f'install ",
)

each_file = pytest.mark.parametrize("path", sql_files(), ids=lambda path: path.stem)


def header_of(path: Path) -> list[str]:
    """Give the comment lines that a file opens with, without their dashes."""
    header: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("--"):
            break
        header.append(line.removeprefix("--").strip())
    return header


def code_of(path: Path) -> str:
    """Give a file's SQL without its comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line.split("--")[0].rstrip() for line in lines).strip()


def is_question(path: Path) -> bool:
    """Say whether a file asks: its SQL begins with `select` or `with` and changes nothing."""
    code = code_of(path)
    return code.startswith(("select", "with", "from")) and "insert into" not in code


@each_file
def test_a_file_opens_with_what_it_asks_or_does(path: Path) -> None:
    header = " ".join(header_of(path))
    assert "?" in header if is_question(path) else header


@each_file
def test_a_question_says_its_grain(path: Path) -> None:
    if is_question(path):
        assert any(line.startswith("grain:") for line in header_of(path))


@each_file
def test_the_header_names_every_parameter(path: Path) -> None:
    told = " ".join(header_of(path)).partition("params:")[2]
    named = set(PARAMETER.findall(told))
    if "the scope" in told:
        named |= set(Scope(date.max, date.max).parameters)
    assert sorted(set(PARAMETER.findall(code_of(path))) - named) == []


@each_file
def test_a_question_ends_with_an_order_or_says_why_it_has_none(path: Path) -> None:
    exempt = any(
        re.fullmatch(r"grain:\s+one row(, or none)?|order:\s+none, .+", line) for line in header_of(path)
    )
    if is_question(path) and not exempt:
        last_select = re.split(r"^select\b", code_of(path), flags=re.MULTILINE)[-1]
        assert re.search(r"^order by\b", last_select, flags=re.MULTILINE)


@each_file
def test_no_file_is_a_template(path: Path) -> None:
    assert TEMPLATE.findall(code_of(path)) == []


def test_no_code_puts_sql_together() -> None:
    made: list[str] = []
    for path in python_files("ictrack", "pages"):
        for node in ast.walk(tree_of(path)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            asks = node.func.attr in {"execute", "executemany", "sql", "query"}
            if asks and isinstance(node.args[0], ast.JoinedStr | ast.BinOp):
                made.append(f"{place(path)} {ast.unparse(node.args[0])}")
    assert [text for text in made if not text.startswith(SQL_MADE_BY_CODE)] == []
