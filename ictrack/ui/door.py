"""The door: what somebody sees who is not let in, and how one logs in and out."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Literal

import streamlit as st

from ictrack.access.rights import NOTHING
from ictrack.actions.enter import Refused, leave_everywhere
from ictrack.actions.opening import open_shared
from ictrack.escapes import plain_markdown
from ictrack.language import _, current_language
from ictrack.login.coming_back import Wanted, is_login_broken_off, keep_wanted
from ictrack.login.visitor import Visitor, sign_out
from ictrack.markup import element, joined
from ictrack.scope import Scope
from ictrack.settings import PROJECT, current_settings
from ictrack.summaries.setting import Setting
from ictrack.ui.foot import draw_foot
from ictrack.ui.menu import name_of_page
from ictrack.ui.page import Page, open_page
from ictrack.ui.registry import PAGES, MenuPage, page_named
from ictrack.ui.style import stylesheet

_PAGES = PROJECT / "pages"


def draw_door(visitor: Visitor) -> None:
    """Draw the door at every address that there is; pages for everybody are drawn as they are."""
    here = st.navigation([_door(page, visitor) for page in PAGES], position="hidden")
    st.set_page_config(page_title=f"{here.title} · ictrack", layout="wide", initial_sidebar_state="collapsed")
    st.html(f"<style>{stylesheet()}</style>")
    name = name_of_page(here)
    page = _page_of_nothing(name, here.title, visitor)
    open_page(page)
    title = _("Log in to ictrack") if page_named(name).actions else here.title
    st.html(element("div", element("h1", title, class_="ic-title"), class_="ic", lang=current_language()))
    here.run()
    draw_foot(page, visitor)


def _door(page: MenuPage, visitor: Visitor) -> st.Page:
    is_first = page.name == PAGES[0].name
    if not page.actions:
        return st.Page(_PAGES / f"{page.name}.py", title=page.title(), url_path=page.name)
    # The title tells nothing but what the menu of every ictrack has.
    return st.Page(
        partial(_draw_login, visitor, page.name), title=_("Log in"), url_path=page.name, default=is_first
    )


def _page_of_nothing(name: str, title: str, visitor: Visitor) -> Page:
    """Make a page for somebody who may see nothing: it is read from no data at all."""
    today = date.today()
    database = open_shared().seen_by(NOTHING)
    empty = Setting((), (), (), (), (), today)
    return Page(name, title, Scope(today, today), empty, database, NOTHING.key, {}, visitor.actor)


def _draw_login(visitor: Visitor, name: str) -> None:
    paragraphs = [element("p", _why(visitor), class_="ic-sentence")]
    if visitor.refused is Refused.NO_ROLE:
        told = _("Your key, to tell whoever gives you a role: {key}", key=visitor.actor)
        paragraphs.append(element("p", told, class_="ic-text"))
    st.html(element("div", joined(*paragraphs), class_="ic", lang=current_language()))
    if visitor.refused is None and is_login_broken_off():
        st.warning(
            _(
                "The login was not completed. Try again; if it happens again, tell whoever looks after "
                "ictrack: its log says what the provider answered."
            )
        )
    with st.container(horizontal=True, key="door"):
        if visitor.refused is Refused.NO_ROLE:
            st.button(_("Look again"), type="primary", key="door_again")
            st.button(_("Log out"), key="door_log_out", on_click=lambda: sign_out(open_shared()))
        else:
            _draw_providers(visitor, name, "primary")


def _draw_providers(visitor: Visitor, name: str, kind: Literal["primary", "secondary"]) -> None:
    """Offer to log in with each provider, and to come back to a page."""
    providers = visitor.setup.providers if visitor.setup else ()
    for provider in providers:
        st.button(
            _login_label(provider, providers),
            type=kind,
            key=f"login_{provider}",
            on_click=_log_in,
            args=(provider, name),
        )


def _why(visitor: Visitor) -> str:
    """Say why somebody is not let in, and what they can do."""
    match visitor.refused:
        case Refused.TOO_OLD:
            return _(
                "You have been logged in for {n} hours, which is as long as a login lasts. Log in again.",
                n=current_settings().login_hours,
            )
        case Refused.IDLE:
            return _(
                "You were away for more than {n} minutes, so you were logged out. Log in again.",
                n=current_settings().idle_minutes,
            )
        case Refused.SIGNED_OUT:
            return _("You are logged out. Log in to go on.")
        case Refused.NO_ROLE:
            return _(
                "You are logged in, and nobody has given you a role yet, so there is nothing that you may "
                "see. Ask whoever looks after ictrack for one."
            )
        case None:
            return _("ictrack shows how the cities' action plans progress to those who have a role in them.")


def _login_label(provider: str, providers: tuple[str, ...]) -> str:
    if len(providers) == 1:
        return _("Log in")
    return plain_markdown(_("Log in with {provider}", provider=provider.capitalize()))


def _log_in(provider: str, name: str) -> None:
    query = {key: st.query_params.get_all(key) for key in st.query_params}
    keep_wanted(Wanted(name, query))
    st.login(None if provider == "default" else provider)


def draw_visitor(visitor: Visitor, name: str) -> None:
    """Draw who is logged in, and how to log out; for those who are not, how to log in and come back."""
    if visitor.setup is None:
        return
    with st.container(key="visitor", width="content"):
        if not visitor.is_logged_in:
            _draw_providers(visitor, name, "secondary")
            return
        with st.popover(plain_markdown(visitor.name or _("Your login"))):
            st.button(_("Log out"), key="log_out", on_click=lambda: sign_out(open_shared()))
            st.button(
                _("Log out everywhere"),
                key="log_out_everywhere",
                help=_("Ends your logins in every browser."),
                on_click=_log_out_everywhere,
                args=(visitor.actor,),
            )


def _log_out_everywhere(person_id: str) -> None:
    leave_everywhere(open_shared(), person_id)
    sign_out(open_shared())
