"""People on screen: give a role, take one, sign out everywhere, erase, and what is held of somebody."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

import streamlit as st

from ictrack.access.roles import ROLES_OF_A_CITY, Role
from ictrack.actions.people import (
    AddPerson,
    OfPerson,
    RevokeRole,
    add_to_role,
    erase,
    export_person,
    revoke_role,
    sign_out_everywhere,
)
from ictrack.errors import IctrackError
from ictrack.escapes import plain_markdown
from ictrack.language import _
from ictrack.summaries.people import HeldRole, OnePerson, PeopleSummary, summarise_people
from ictrack.ui import components
from ictrack.ui.page import current_page

_SAID = "people_said"


def read_people() -> PeopleSummary:
    """Read who may log in, anew: what stands there is kept in no cache."""
    page = current_page()
    return summarise_people(page.database, page.opened("person"))


def draw_said() -> None:
    """Say what came of the last thing that was asked for."""
    is_good, said = st.session_state.pop(_SAID, (True, ""))
    if said:
        (st.success if is_good else st.error)(plain_markdown(said))


def draw_person(people: PeopleSummary, person: OnePerson) -> None:
    """Draw what can be done for one person: their roles first."""
    components.show_heading(_("Give a role"))
    _choose_role(people, "give")
    give = partial(_give, person.person_id)
    st.button(_("Give this role"), type="primary", key="give", on_click=_do, args=(give,))
    for number, held in enumerate(person.roles):
        label = _("Take this role away: {role}", role=plain_markdown(held.label))
        st.button(label, key=f"take_{number}", on_click=_do, args=(partial(_take, person, held),))
    components.show_heading(_("Their logins, and what is held of them"))
    with st.container(horizontal=True):
        st.button(_("Sign out everywhere"), key="sign_out", on_click=_do, args=(partial(_sign_out, person),))
        st.download_button(
            _("Download what is held"),
            partial(_held, person.person_id),
            file_name=f"ictrack-{person.person_id}.json",
            mime="application/json",
            key="held",
            on_click="ignore",
        )
        _draw_erase(person)
    components.show_facts(person.facts)


def _draw_erase(person: OnePerson) -> None:
    with st.popover(_("Erase what is held"), key="erase"):
        st.write(
            _(
                "Their name, email address, login and roles go, from every byte of the database. What they "
                "did stays recorded, under a key that names nobody. This cannot be undone."
            )
        )
        st.button(
            _("Erase {person}", person=plain_markdown(person.title)),
            type="primary",
            key="erase_now",
            on_click=_do,
            args=(partial(_erase, person),),
        )


def draw_new_person(people: PeopleSummary) -> None:
    """Offer to give a role to somebody who has not logged in yet."""
    with st.expander(_("Name somebody who has not logged in yet")):
        st.write(
            _(
                "A person is who their login provider says they are: it gives each account a subject, often "
                "a number. An email address is not enough, because addresses change hands. It is easier to "
                "let them log in first: they then wait here for a role."
            )
        )
        st.text_input(_("Login provider (issuer)"), key="new_issuer")
        st.text_input(_("What the provider calls them (subject)"), key="new_subject")
        st.text_input(_("Name, until their login says it"), key="new_name")
        _choose_role(people, "new")
        st.button(_("Name them"), type="primary", key="new", on_click=_do, args=(_name,))


def _choose_role(people: PeopleSummary, key: str) -> None:
    with st.container(horizontal=True):
        role = st.selectbox(
            _("Role"), list(people.roles), format_func=people.roles.__getitem__, key=f"{key}_role", width=300
        )
        if role in ROLES_OF_A_CITY:
            st.selectbox(
                _("City"),
                list(people.cities),
                format_func=people.cities.__getitem__,
                key=f"{key}_city",
                width=300,
            )


def _chosen_role(key: str) -> tuple[Role, str | None]:
    """Give what is chosen when the button is pressed, which may be later than what was drawn."""
    role: Role = st.session_state[f"{key}_role"]
    return role, st.session_state.get(f"{key}_city") if role in ROLES_OF_A_CITY else None


def _do(act: Callable[[], str]) -> None:
    """Do what was asked for, and keep what is to be said of it for the next drawing."""
    try:
        st.session_state[_SAID] = (True, act())
    except IctrackError as error:
        st.session_state[_SAID] = (False, str(error))


def _give(person_id: str) -> str:
    role, city = _chosen_role("give")
    return _add(AddPerson(role, city, person_id, by=current_page().actor))


def _name() -> str:
    role, city = _chosen_role("new")
    issuer, subject, name = (st.session_state[f"new_{field}"] for field in ("issuer", "subject", "name"))
    return _add(AddPerson(role, city, issuer=issuer, subject=subject, name=name, by=current_page().actor))


def _add(asked: AddPerson) -> str:
    receipt = add_to_role(current_page().database, asked)
    return _("The role was given.") if receipt.is_new else _("They had this role already.")


def _take(person: OnePerson, role: HeldRole) -> str:
    grant, page = role.grant, current_page()
    revoke_role(page.database, RevokeRole(person.person_id, grant.role, grant.city_id, page.actor))
    return _("{person} is no longer {role}.", person=person.title, role=role.label)


def _sign_out(person: OnePerson) -> str:
    page = current_page()
    sign_out_everywhere(page.database, OfPerson(person.person_id, page.actor))
    return _("{person} is signed out everywhere, and may log in again.", person=person.title)


def _erase(person: OnePerson) -> str:
    page = current_page()
    receipt = erase(page.database, OfPerson(person.person_id, page.actor))
    if "person" in st.query_params:
        del st.query_params["person"]
    said = _(
        "What was held is erased. Backups from before still hold it; when one is restored it is taken out."
    )
    return f"{said} {receipt.not_listed}".strip()


def _held(person_id: str) -> bytes:
    page = current_page()
    held = export_person(page.database, OfPerson(person_id, page.actor))
    return json.dumps(held, ensure_ascii=False, indent=2).encode()
