"""What the README says can be done can be done."""

from __future__ import annotations

import csv
import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from ictrack import errors
from ictrack.cli import commands
from tests.architecture.project import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
PROGRAM = "python -m ictrack "
SHOWN = [
    line.removeprefix(PROGRAM)
    for language, block in BLOCK.findall(README)
    if language in {"sh", "powershell"}
    for line in block.splitlines()
    if line.startswith(PROGRAM)
]
FIRST = "python -m pip install -r requirements.txt && python -m streamlit run app.py"
SECOND = "python -m pip install -r requirements-dev.txt && python -m tests"


def test_the_two_commands_stand_before_the_first_heading() -> None:
    top = README.partition("\n## ")[0]
    assert top.index(FIRST) < top.index(SECOND)


def test_powershell_gets_the_same_commands_on_lines_of_their_own() -> None:
    blocks = "".join(block for language, block in BLOCK.findall(README) if language == "powershell")
    for command in (*FIRST.split(" && "), *SECOND.split(" && ")):
        assert f"{command}\n" in blocks
    assert "&&" not in blocks


@pytest.mark.parametrize("line", SHOWN)
def test_a_command_that_is_shown_exists_with_all_its_options(line: str) -> None:
    name, *words = shlex.split(line)
    command = commands.commands[name]
    options = {option for parameter in command.params for option in parameter.opts}
    assert [word for word in words if word.startswith("--") and word not in options] == []
    assert CliRunner().invoke(commands, [name, "--help"]).exit_code == 0


def test_every_command_is_shown_and_has_an_example_in_its_help() -> None:
    assert set(commands.commands) == {shlex.split(line)[0] for line in SHOWN}
    for name, command in commands.commands.items():
        text = command.get_help(click.Context(command, info_name=name))
        assert f"{PROGRAM}{name}" in text, name


def test_every_exit_code_is_listed() -> None:
    listed = {int(code) for code in re.findall(r"^\| (\d) \|", README, re.MULTILINE)}
    raised = {
        kind.exit_code
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.IctrackError)
    }
    assert listed == {0, *raised}


def test_the_sheet_that_is_shown_has_no_problem(tmp_path: Path) -> None:
    (shown,) = (block for language, block in BLOCK.findall(README) if language == "csv")
    assert {len(row) for row in csv.reader(shown.splitlines())} == {7}
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(shown, encoding="utf-8")
    database = str(tmp_path / "own.duckdb")
    loaded = CliRunner().invoke(
        commands, ["load", str(PROJECT / "data" / "public-record"), "--database", database, "--keep-bundled"]
    )
    assert loaded.exit_code == 0, loaded.output
    checked = CliRunner().invoke(commands, ["check", str(sheet), "--database", database])
    assert checked.exit_code == 0, checked.output


def test_the_pictures_that_are_shown_have_a_text_for_those_who_do_not_see_them() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\((docs/pictures/[^)]+)\)", README)
    shown = {Path(path).stem for _, path in pictures}
    assert {"overview", "city", "area", "initiative"} <= shown
    assert all(len(text) > 20 for text, _ in pictures)
