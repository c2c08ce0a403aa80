"""The files of the project, as text and as syntax trees."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "ictrack"
PAGES = sorted((PROJECT / "pages").glob("*.py"))
_LEFT_BY_TOOLS = {"__pycache__", "results", "own"}


@cache
def all_files() -> tuple[Path, ...]:
    """List the files under version control, and the new ones that would come under it."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):  # unpacked from an archive, or a machine without git
        return tuple(path for path in PROJECT.rglob("*") if path.is_file() and not _is_left_by_tools(path))
    paths = (PROJECT / name for name in sorted(set(listed.split("\0"))) if name)
    return tuple(path for path in paths if path.is_file())


def _is_left_by_tools(path: Path) -> bool:
    folders = path.relative_to(PROJECT).parts[:-1]
    return any(folder in _LEFT_BY_TOOLS or _is_hidden(folder) for folder in folders)


def _is_hidden(folder: str) -> bool:
    return folder.startswith(".") and folder not in {".ci", ".streamlit"}


def text_files() -> Iterator[tuple[str, str]]:
    """Give each file that is text, as its path inside the project and its text."""
    for path in all_files():
        try:
            yield path.relative_to(PROJECT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def python_files(*folders: str) -> list[Path]:
    """List the Python files of some folders, or of the whole project."""
    chosen = [PROJECT / folder for folder in folders] or [PROJECT]
    return [
        path
        for path in all_files()
        if path.suffix == ".py" and any(path.is_relative_to(folder) for folder in chosen)
    ]


def sql_files() -> list[Path]:
    """List the SQL files of the package."""
    return [path for path in all_files() if path.suffix == ".sql" and path.is_relative_to(PACKAGE)]


@cache
def tree_of(path: Path) -> ast.Module:
    """Read a Python file as a syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, line: int = 0) -> str:
    """Name a line of a file, as an error does."""
    name = path.relative_to(PROJECT).as_posix()
    return f"{name}:{line}" if line else name


def imports_of(path: Path) -> set[str]:
    """List the modules that a file imports, by their full names."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def docstrings_of(tree: ast.Module) -> set[ast.Constant]:
    """Collect the nodes that are docstrings."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, holders)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    }


def strings_of(tree: ast.AST) -> Iterator[tuple[ast.Constant, str]]:
    """Give each piece of text in a syntax tree, docstrings included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node, node.value
