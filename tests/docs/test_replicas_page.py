"""What the page on several replicas says can be done can be done, and its files are those beside it."""

from __future__ import annotations

import re
import shlex

from ictrack.cli import commands
from ictrack.settings import Settings
from tests.architecture.project import PROJECT
from tests.docs.made import NGINX_OF_REPLICAS
from tests.docs.test_readme import BLOCK, leaves

FOLDER = PROJECT / "docs"
PAGE = (FOLDER / "replicas.md").read_text(encoding="utf-8")
SHELL = [line for language, block in BLOCK.findall(PAGE) if language == "sh" for line in block.splitlines()]
SITE = NGINX_OF_REPLICAS.read_text(encoding="utf-8")


def test_every_file_that_is_installed_is_there_and_every_file_there_is_shown() -> None:
    installed = {word for line in SHELL for word in shlex.split(line) if word.startswith("docs/")}
    assert {PROJECT / name for name in installed if not (PROJECT / name).is_file()} == set()
    shown = {(FOLDER / link).name for link in re.findall(r"\]\(([^)#]+)\)", PAGE)} | {
        name.rpartition("/")[2] for name in installed
    }
    assert {path.name for path in (FOLDER / "systemd").iterdir()} <= shown


def test_every_command_and_every_setting_that_is_named_is_one() -> None:
    named = set(re.findall(r"python -m ictrack (\w+)", PAGE))
    assert named
    assert named <= set(dict(leaves(commands)))
    settings = {name.removeprefix("ICTRACK_").lower() for name in re.findall(r"\bICTRACK_[A-Z_]+\b", PAGE)}
    assert settings <= set(Settings.model_fields)


def test_each_replica_has_its_group_in_nginx_and_its_unit() -> None:
    started = {name for line in SHELL for name in re.findall(r"ictrack@(\w+)", line)}
    groups = dict(re.findall(r"^upstream ictrack_(\w+) \{([^}]*)\}", SITE, re.MULTILINE))
    assert set(groups) == {*started, "any"}
    ports = dict(re.findall(r"~127\\\.0\\\.0\\\.1:(\d+)\$ (\w+);", SITE))
    assert set(ports.values()) == started
    for name, servers in groups.items():
        assert set(re.findall(r":(\d+)", servers)) == set(ports)
        # Whoever is marked with a name is served by that one, and by others only where it is away.
        first = {ports[port] for port in re.findall(r":(\d+);", servers)}
        assert first == (started if name == "any" else {name})
