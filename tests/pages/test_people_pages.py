"""The pages about people: who may log in, tokens, the audit, who may do what, privacy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ictrack.access.identity import THIS_COMPUTER
from ictrack.access.roles import TABLE, Action, Role
from ictrack.actions.opening import open_shared
from ictrack.settings import current_settings
from ictrack.store.audit_list import AuditFilter, list_entries
from ictrack.store.people import list_grants, list_people
from ictrack.store.tokens import list_tokens, rights_of_token
from ictrack.summaries.role_words import action_label, reach_label, role_label
from tests.unit.people_of import add, come

OpenPage = Callable[..., AppTest]
Words = Callable[[AppTest], str]


@pytest.fixture(autouse=True)
def no_backups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ICTRACK_BACKUPS", str(tmp_path / "backups"))
    current_settings.cache_clear()


def button(app: AppTest, key: str) -> Any:
    return next(one for one in app.button if one.key == key)


def said(app: AppTest) -> list[str]:
    return [one.value.replace("\\", "") for one in (*app.success, *app.error)]


def tokens_shown(app: AppTest) -> list[str]:
    return [one.value for one in app.code if one.value.startswith("ictrack_")]


# People.


def test_without_anybody_it_says_so(open_page: OpenPage, words_of: Words) -> None:
    html = words_of(open_page("people"))
    assert "Nobody has logged in yet, and nobody was given a role." in html
    assert "Nobody who logs in is administrator." in html


def test_who_waits_stands_before_who_has_a_role(open_page: OpenPage, words_of: Words) -> None:
    open_page("people")
    database = open_shared()
    come(database, "z", "Zoe <b>Waiting</b>")
    add(database, "a", Role.ADMINISTRATOR)
    html = words_of(open_page("people"))
    assert "1 person waits for a role. 1 person has a role." in html
    assert html.index("Who waits for a role") < html.index("Who has which role")
    assert "Zoe &lt;b&gt;Waiting&lt;/b&gt;" in html
    assert "not yet" in html


def test_a_role_is_given_taken_and_recorded_by_who_asks(open_page: OpenPage, words_of: Words) -> None:
    open_page("people")
    person = come(open_shared(), "z", "Zoe")
    app = open_page("people", {"person": person})
    assert "Zoe waits for a role." in words_of(app)
    app.selectbox(key="give_role").select(Role.OPERATIONAL_LEAD).run()
    app.selectbox(key="give_city").select("BRI").run()
    button(app, "give").click().run()
    assert said(app) == ["The role was given."]
    assert "Zoe: Operational lead of Bristol." in words_of(app)
    (granted,) = list_grants(open_shared(), person)
    assert (granted.role, granted.city_id, granted.granted_by) == (
        *(Role.OPERATIONAL_LEAD, "BRI", THIS_COMPUTER),
    )
    button(app, "take_0").click().run()
    assert said(app) == ["Zoe is no longer Operational lead of Bristol."]
    assert list_grants(open_shared(), person) == ()


def test_the_last_administrator_stays(open_page: OpenPage) -> None:
    open_page("people")
    person = add(open_shared(), "a", Role.ADMINISTRATOR)
    app = open_page("people", {"person": person})
    for key in ("take_0", "erase_now"):
        button(app, key).click().run()
        assert "This is the last administrator" in said(app)[0]
    assert len(list_grants(open_shared(), person)) == 1


def test_somebody_is_signed_out_and_erased(open_page: OpenPage, words_of: Words) -> None:
    open_page("people")
    person = come(open_shared(), "z", "Zoe")
    app = open_page("people", {"person": person})
    button(app, "sign_out").click().run()
    assert said(app) == ["Zoe is signed out everywhere, and may log in again."]
    button(app, "erase_now").click().run()
    assert said(app)[0].startswith("What was held is erased.")
    assert "Zoe" not in words_of(app)
    assert list_people(open_shared()) == ()
    last = list_entries(open_shared(), AuditFilter(), most=1)[0]
    assert (last.kind, last.changed_by, last.person_id) == ("person_erased", THIS_COMPUTER, person)


def test_somebody_is_named_before_they_come(open_page: OpenPage) -> None:
    app = open_page("people")
    button(app, "new").click().run()
    assert "KEY" in said(app)[0]
    app.text_input(key="new_issuer").input("https://login.example.org")
    app.text_input(key="new_subject").input("1")
    app.text_input(key="new_name").input("Ada")
    button(app, "new").click().run()
    assert said(app) == ["The role was given."]
    assert [(one.name, one.subject) for one in list_people(open_shared())] == [("Ada", "1")]


def test_a_key_of_nobody_is_said(open_page: OpenPage, words_of: Words) -> None:
    assert "Nobody is known by the key 'person-0'." in words_of(
        open_page("people", {"person": "person-0"})
    ).replace("\\", "")


# Tokens.


def test_a_token_is_shown_once_and_taken_back(open_page: OpenPage, words_of: Words) -> None:
    app = open_page("tokens")
    assert "No token was made" in words_of(app)
    app.text_input(key="token_label").input("Council website")
    button(app, "token_make").click().run()
    (token,) = tokens_shown(app)
    today = list_tokens(open_shared())[0].made_at.date()
    assert rights_of_token(open_shared(), token, today) is not None
    app.run()
    assert tokens_shown(app) == []
    assert "1 token was made, 1 of which lets a program in." in words_of(app)
    button(app, "token_take").click().run()
    assert said(app) == ["Council website: lets no program in any more."]
    assert rights_of_token(open_shared(), token, today) is None


def test_a_label_that_leads_to_a_person_is_refused(open_page: OpenPage) -> None:
    app = open_page("tokens")
    app.text_input(key="token_label").input("ada@example.org")
    button(app, "token_make").click().run()
    assert "leads to a person" in said(app)[0]
    assert list_tokens(open_shared()) == ()


# Audit.


def test_the_audit_says_first_whether_it_is_whole(open_page: OpenPage, words_of: Words) -> None:
    html = words_of(open_page("audit"))
    assert "The chain is whole: 2 entries are as they were recorded, here and in the journal." in html
    assert "The audit has 2 entries. Shown first: Loaded data" in html


def test_what_was_altered_is_found_when_it_is_judged_again(open_page: OpenPage, words_of: Words) -> None:
    app = open_page("audit")
    with open_shared().cursor() as cursor:
        cursor.execute("update db.outbox set kind = 'login' where change_id = 0")
    button(app, "audit_judge").click().run()
    assert "The chain is broken at entry 0" in words_of(app)


def test_it_is_narrowed_by_what_by_whom_and_by_day(open_page: OpenPage, words_of: Words) -> None:
    open_page("audit")
    person = come(open_shared(), "z", "Zoe")
    html = words_of(open_page("audit", {"by": person}))
    assert (
        "1 entry of the audit is like this. Shown first: Logged in, on 2 March 2026, 12:00 (UTC), by Zoe"
        in html
    )
    assert "1 entry of the audit is like this." in words_of(open_page("audit", {"kind": "load"}))
    assert "No entry is like this." in words_of(open_page("audit", {"kind": "load", "day": "2001"}))
    html = words_of(open_page("audit", {"kind": "no such", "day": "soon", "start": "x"})).replace("\\", "")
    assert "The audit has nothing of 'no such'" in html
    assert "'soon' is not a day" in html
    assert "The audit has 3 entries." in html


def test_a_choice_is_written_into_the_address_and_begins_at_the_first_page(open_page: OpenPage) -> None:
    app = open_page("audit", {"start": "51"})
    app.selectbox(key="audit_kind").select("load").run()
    assert app.query_params["kind"] == "load"
    assert "start" not in app.query_params
    app.text_input(key="audit_day").input("2026").run()
    assert app.query_params["day"] == "2026"


def test_a_long_audit_has_pages(open_page: OpenPage, words_of: Words) -> None:
    open_page("audit")
    for _number in range(50):
        come(open_shared(), f"subject-{_number}")
    html = words_of(open_page("audit"))
    assert "Next: 51 to 52" in html
    html = words_of(open_page("audit", {"start": "51"}))
    assert "Previous: 1 to 50" in html
    assert "The database was made" in html


# Who may do what, and privacy.


def test_the_table_of_roles_is_the_one_that_the_code_follows(open_page: OpenPage, words_of: Words) -> None:
    html = words_of(open_page("roles"))
    for action in Action:
        row = html.partition(f'role="rowheader">{action_label(action).replace(chr(39), "&#39;")}</th>')[2]
        cells = row.partition("</tr>")[0]
        for role in Role:
            reach = reach_label(TABLE[role].get(action, frozenset()))
            label = role_label(role)
            assert f'data-label="{label}">{reach}</td>' in cells, (action, role)


def test_privacy_says_for_how_long_by_the_settings(
    open_page: OpenPage, words_of: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ICTRACK_PERSON_MONTHS", "7")
    monkeypatch.setenv("ICTRACK_STRANGER_DAYS", "3")
    current_settings.cache_clear()
    html = words_of(open_page("privacy"))
    assert "Whoever has not been here for 7 months is erased." in html
    assert "erased after 3 days" in html
    assert "Your administrator can give you all that is held" in html
    assert "_streamlit_xsrf" in html
