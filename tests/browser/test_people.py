"""Looking after people in a real browser, by keyboard alone: a role is given, a person is erased."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ictrack.access.roles import Role
from ictrack.actions.people import AddPerson, add_to_role
from ictrack.store.database import open_database
from tests.browser.conftest import wait_until_whole
from tests.browser.looking import violations
from tests.unit.people_of import come
from tests.unit.running_app import run_app
from tests.unit.small_programme import make_database

NAME = "Zoe Waiting"


@pytest.fixture
def with_people(tmp_path: Path) -> Iterator[str]:
    """Serve a programme with one who waits for a role and one who has one; give the app's address."""
    path = make_database(tmp_path / "ictrack.duckdb")
    database = open_database(path)
    now = datetime.now(UTC).replace(tzinfo=None)
    come(database, "z", NAME, now)
    lead = come(database, "b", "Bea Lead", now)
    add_to_role(database, AddPerson(Role.OPERATIONAL_LEAD, "BRI", lead))
    database.close()
    with run_app(path, ICTRACK_BACKUPS=str(tmp_path / "backups")) as app:
        yield f"http://127.0.0.1:{app.port}"


def press(page: Page, name: str) -> None:
    """Press a button by keyboard."""
    page.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")


def test_a_role_is_given_and_a_person_erased_by_keyboard(page: Page, with_people: str) -> None:
    page.goto(f"{with_people}/people")
    wait_until_whole(page)
    expect(page.get_by_text("1 person waits for a role. 1 person has a role.")).to_be_visible()
    page.locator("details > summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Login provider (issuer)")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name=NAME).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{NAME} waits for a role.")).to_be_visible()
    wait_until_whole(page)
    assert violations(page) == []
    press(page, "Give this role")
    expect(page.get_by_text(f"{NAME}: Reader.")).to_be_visible()
    press(page, "Erase what is held")
    expect(page.get_by_text("This cannot be undone.")).to_be_visible()
    assert violations(page) == []
    press(page, f"Erase {NAME}")
    expect(page.get_by_text("What was held is erased.")).to_be_visible()
    expect(page.get_by_text(NAME)).to_have_count(0)


def test_a_token_is_shown_when_the_label_was_written_and_the_button_pressed_at_once(
    page: Page, with_people: str
) -> None:
    page.goto(f"{with_people}/tokens")
    wait_until_whole(page)
    page.get_by_label("What it is for").fill("Council website")
    page.get_by_role("button", name="Make this token").click()
    expect(page.get_by_text("ictrack_", exact=False).first).to_be_visible()
    expect(page.get_by_text("1 token was made, 1 of which lets a program in.")).to_be_visible()
    assert violations(page) == []
