"""Nothing that ictrack ships names the machine it was made on, or calls another host."""

from __future__ import annotations

import re

from tests.architecture.project import (
    docstrings_of,
    imports_of,
    place,
    python_files,
    strings_of,
    text_files,
    tree_of,
)

# Written in two halves, so that this file does not hold what it looks for.
REGISTRIES = tuple(
    first + second
    for first, second in (
        ("py", "pi.org"),
        ("pythonhosted", ".org"),
        ("npm", "js.org"),
        ("npmjs", ".com"),
        ("crates", ".io"),
        ("--index", "-url"),
        ("--extra-index", "-url"),
        ("--trusted", "-host"),
    )
)
FOLDERS = tuple(
    f"/{first}{second}/"
    for first, second in (("wo", "rk"), ("ro", "ot"), ("ho", "me"), ("tm", "p"), ("op", "t"), ("User", "s"))
)
MACHINE = re.compile("|".join(rf"(?<![\w.\-/]){re.escape(folder)}" for folder in FOLDERS))
HOST = re.compile(r"(?:https?|wss?)://([\w.-]+)")
THIS_COMPUTER = {"localhost", "127.0.0.1"}
# Names of XML's vocabularies look like addresses; nothing calls them.
NAMES_OF_XML = {
    "purl.oclc.org",
    "purl.org",
    "schemas.microsoft.com",
    "schemas.openxmlformats.org",
    "www.w3.org",
}
# Reserved for examples (RFC 6761): the addresses of the invented programme lead nowhere.
NOBODY = {"ictrack.example"}
CALLING = {
    "aiohttp",
    "ftplib",
    "http.client",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "urllib.request",
    "urllib3",
}
OUTWARD_STYLE = re.compile(r"@import|url\(\s*['\"]?(?:https?:)?//")


def test_no_file_names_a_package_registry() -> None:
    found = [f"{name}: {host}" for name, text in text_files() for host in REGISTRIES if host in text]
    assert found == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = [
        f"{name}:{number}"
        for name, text in text_files()
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert found == []


def test_no_code_names_a_host_that_it_could_call() -> None:
    """Summaries may: they hold links for a reader to follow, and have no means to call anybody."""
    found = []
    for path in set(python_files("app.py", "ictrack", "pages")) - set(python_files("ictrack/summaries")):
        told = docstrings_of(tree_of(path))
        for node, text in strings_of(tree_of(path)):
            strange = set(HOST.findall(text)) - THIS_COMPUTER - NAMES_OF_XML - NOBODY
            if node not in told and strange:
                found.append(f"{place(path, node.lineno)}: {', '.join(sorted(strange))}")
    assert found == []


def test_only_a_command_on_its_way_to_the_running_app_and_the_server_speak_over_a_network() -> None:
    allowed = python_files("ictrack/commands", "ictrack/server")
    found = [
        f"{place(path)}: {name}"
        for path in set(python_files("app.py", "ictrack", "pages")) - set(allowed)
        for name in imports_of(path) & CALLING
    ]
    assert sorted(found) == []


def test_no_style_sheet_and_no_setting_fetches_from_elsewhere() -> None:
    shipped = [(name, text) for name, text in text_files() if name.endswith((".css", ".html", ".toml"))]
    assert [name for name, text in shipped if OUTWARD_STYLE.search(text)] == []


def test_no_page_has_an_icon_that_a_browser_would_fetch_from_a_font_host() -> None:
    """Streamlit turns a page icon of `:material/...:` into an address of another host."""
    found = [
        place(path) for path in python_files("ictrack", "pages") if ":material/" in path.read_text("utf-8")
    ]
    assert found == []
