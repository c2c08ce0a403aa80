"""One word for each thing, and nothing left to do."""

from __future__ import annotations

import ast
import re
from itertools import chain

from tests.architecture.project import all_files, place, python_files, text_files, tree_of

EMPTY_NAMES = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
# Synonyms that GLOSSARY.md turns away, where a name in the code could fall for them.
SYNONYMS = {"activities", "activity", "category", "categories", "stale"}
# Written in two halves, so that this file does not hold what it looks for.
LEFT_TO_DO = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")) + r")\b")


def test_no_module_is_named_after_nothing() -> None:
    named = [path for path in all_files() if path.suffix == ".py" and path.stem in EMPTY_NAMES]
    assert [place(path) for path in named] == []


def test_no_name_in_the_package_is_a_synonym_of_the_glossary() -> None:
    found = [
        f"{place(path, line)}: {name}"
        for path in python_files("ictrack", "pages")
        for name, line in _names(tree_of(path))
        if SYNONYMS & set(name.lower().split("_"))
    ]
    assert found == []


def test_nothing_is_left_to_do() -> None:
    found = [
        f"{name}:{number}"
        for name, text in text_files()
        if not name.endswith(".csv")
        for number, line in enumerate(text.splitlines(), 1)
        if LEFT_TO_DO.search(line)
    ]
    assert found == []


def test_every_public_module_class_and_function_of_the_package_has_a_docstring() -> None:
    missing = [
        f"{place(path, getattr(node, 'lineno', 1))}"
        for path in python_files("ictrack", "pages", "app.py")
        for node in chain([tree_of(path)], tree_of(path).body)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and not getattr(node, "name", "").startswith("_")
        and not ast.get_docstring(node)
    ]
    assert missing == []


def _names(tree: ast.Module) -> list[tuple[str, int]]:
    names: list[tuple[str, int]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.append((node.name, node.lineno))
        elif isinstance(node, ast.arg):
            names.append((node.arg, node.lineno))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.append((node.id, node.lineno))
    return names
