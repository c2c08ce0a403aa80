"""Words that a person reads pass through gettext: as far as a syntax tree can tell."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.project import place, python_files, tree_of

# Streamlit's elements whose first argument is read by a person.
SPEAKING = frozenset(
    """
    button caption checkbox date_input dialog download_button error expander exception file_uploader
    form_submit_button header info link_button markdown metric multiselect number_input page_link pills
    popover radio segmented_control select_slider selectbox slider spinner status subheader success
    tabs text text_area text_input time_input title toast toggle warning write
    """.split()  # noqa: SIM905 - names side by side are read faster than a column of them
)
SPEAKING_ARGUMENTS = {"alt", "aria_label", "body", "caption", "help", "label", "placeholder", "text", "title"}
# A word of a person has a capital, a space or a stop; an identifier has none of them.
WORDS = re.compile(r"[A-ZÀ-Ý]|[^\W\d_]\s+[^\W\d_]|[^\W\d_][.!?…]$")
LETTER = re.compile(r"[^\W\d_]")
PRODUCT = "ictrack"


@pytest.mark.parametrize("path", python_files("pages", "ictrack/ui"), ids=place)
def test_no_word_on_screen_bypasses_gettext(path: object) -> None:
    found = [f"{place(path, line)}: {text!r}" for line, text in _spoken(tree_of(path))]  # type: ignore[arg-type]
    assert found == []


def _spoken(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for argument in _read_by_people(node):
                for text in _literals(argument):
                    if text.strip() != PRODUCT:
                        yield node.lineno, text


def _read_by_people(call: ast.Call) -> Iterator[ast.expr]:
    """Give the arguments of a call that end up on the screen."""
    owner, name = _name_of(call.func)
    if owner == "st" and name in SPEAKING:
        yield from call.args[:1]
    if owner == "components" or name == "element":
        yield from (argument for argument in call.args if any(map(WORDS.search, _literals(argument))))
    yield from (
        keyword.value
        for keyword in call.keywords
        if keyword.arg in SPEAKING_ARGUMENTS and owner in {"st", "components", ""}
    )


def _name_of(function: ast.expr) -> tuple[str, str]:
    if isinstance(function, ast.Attribute):
        owner = function.value.id if isinstance(function.value, ast.Name) else "?"
        return owner, function.attr
    return "", function.id if isinstance(function, ast.Name) else ""


def _literals(argument: ast.expr) -> list[str]:
    """Give the pieces of text that an argument writes out itself."""
    pieces = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
    texts = [
        piece.value for piece in pieces if isinstance(piece, ast.Constant) and isinstance(piece.value, str)
    ]
    return [text for text in texts if LETTER.search(text)]
