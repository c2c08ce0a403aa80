"""What the README says can be done can be done."""

from __future__ import annotations

import csv
import json
import re
import shlex
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from ictrack import errors
from ictrack.cli import commands
from tests.architecture.project import PROJECT
from tests.unit.running_app import run_app, run_cli

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


def leaves(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Name every command, those of a group behind the group's name."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def named(line: str) -> tuple[str, click.Command, list[str]]:
    """Give the name of the command that a line runs, the command, and the words behind it."""
    words = shlex.split(line)
    every = dict(leaves(commands))
    name = words[0] if words[0] in every else " ".join(words[:2])
    return name, every[name], words[name.count(" ") + 1 :]


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
    name, command, words = named(line)
    options = {option for parameter in command.params for option in parameter.opts}
    assert [word for word in words if word.startswith("--") and word not in options] == []
    assert CliRunner().invoke(commands, [*name.split(), "--help"]).exit_code == 0


def test_every_command_is_shown_and_has_an_example_in_its_help() -> None:
    every = dict(leaves(commands))
    assert set(every) == {named(line)[0] for line in SHOWN}
    for name, command in every.items():
        text = command.get_help(click.Context(command, info_name=name))
        assert f"{PROGRAM}{name}" in text, name


def test_every_exit_code_that_a_command_can_end_with_is_listed() -> None:
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    raised = {
        kind.exit_code
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.IctrackError)
    }
    # The command line decides, or asks, where a load waits for a decision: no command ends with it.
    # Whoever types a command on this computer may do everything.
    never = {errors.DecisionNeededError.exit_code, errors.NotPermittedError.exit_code}
    assert listed == {0, *raised} - never


@pytest.mark.parametrize("is_held", [False, True])
def test_without_a_terminal_the_first_load_replaces_the_public_record_as_the_readme_says(
    tmp_path: Path, is_held: bool
) -> None:
    sheet = shown_sheet(tmp_path)
    database = tmp_path / "own.duckdb"
    own = {"ICTRACK_DATABASE": str(database)}
    assert count_initiatives(own) == 96
    with run_app(database) if is_held else nullcontext():
        loaded = run_cli("load", sheet, **own)
    said = loaded.stderr.decode()
    assert (loaded.returncode, "Your data replaces the public record" in said) == (0, True), said
    assert b"The public record was replaced." in loaded.stdout
    assert count_initiatives(own) == 2
    back = run_cli("load", "data/public-record", **own)
    assert back.returncode == 0, back.stderr.decode()
    assert count_initiatives(own) == 98


def test_commands_that_are_shown_for_one_sheet_work_one_after_the_other(tmp_path: Path) -> None:
    shown_sheet(tmp_path)
    own = {"ICTRACK_DATABASE": str(tmp_path / "own.duckdb")}
    lines = [line for line in SHOWN if " sheet.csv" in line]
    assert len(lines) == 4
    for line in lines:
        words = [str(tmp_path / word) if word.endswith(".csv") else word for word in shlex.split(line)]
        done = run_cli(*words, **own)
        assert done.returncode == 0, done.stderr.decode()
    assert "CAR-001-U001" in (tmp_path / "sheet-with-identifiers.csv").read_text(encoding="utf-8")


def count_initiatives(environment: dict[str, str]) -> int:
    """Count the initiatives of a database, with the command that is shown."""
    return int(json.loads(run_cli("summary", "--format", "json", **environment).stdout)[0]["initiatives"])


def shown_sheet(folder: Path) -> Path:
    """Save the sheet that is shown as a reader would."""
    (shown,) = (block for language, block in BLOCK.findall(README) if language == "csv")
    sheet = folder / "sheet.csv"
    sheet.write_text(shown, encoding="utf-8")
    return sheet


def test_the_sheet_that_is_shown_has_no_problem(tmp_path: Path) -> None:
    sheet = shown_sheet(tmp_path)
    shown = sheet.read_text(encoding="utf-8")
    assert {len(row) for row in csv.reader(shown.splitlines())} == {7}
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
