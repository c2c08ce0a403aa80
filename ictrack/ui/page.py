"""The page that is being read: its scope, its setting, and how it reads summaries.

Pages call `current_page()` and nothing else to learn what the reader looks at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from typing import Any, TypeVar

import streamlit as st
from markupsafe import Markup
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ictrack.access.identity import THIS_COMPUTER
from ictrack.access.rights import NOTHING, Rights
from ictrack.access.roles import Action
from ictrack.language import _, current_language, format_day
from ictrack.login.visitor import current_visitor
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import fingerprint_data
from ictrack.summaries.report_choices import opening_at
from ictrack.summaries.setting import Setting, summarise_setting
from ictrack.summaries.table import Linked, Target, open_data
from ictrack.ui.address import OPENS, Query, query_of
from ictrack.ui.kept import Kept
from ictrack.ui.questions import KeptQuestions
from ictrack.ui.registry import pages_open_to
from ictrack.ui.view import View

S_ = TypeVar("S_")
_KEY = "ictrack_page"
# Which run of the script the page was opened in.
_RUN = "ictrack_page_run"


@dataclass(frozen=True)
class Page:
    """Hold what a reader looks at while one page is drawn."""

    name: str
    title: str
    scope: Scope
    setting: Setting
    database: Database
    # Changes whenever the data does (`Database.state`); part of the key of every cache.
    data_state: str
    query: dict[str, list[str]]
    # What is recorded of whatever the reader does: a random key, never a name.
    actor: str = THIS_COMPUTER
    # What was shown so far, as HTML for "Take away" (see `ictrack.ui.take_away`).
    shown: list[Markup] = field(default_factory=list, compare=False)

    def read(self, summarise: Callable[..., S_], *arguments: Any) -> S_:
        """Read a summary for the reader's scope, from the cache if the data has not changed."""
        name = f"{summarise.__module__}.{summarise.__qualname__}"
        key = (name, self.scope, self.setting.today, self.data_state, current_language(), arguments)
        questions = KeptQuestions(self.database, self.data_state)
        return _ANSWERS.get(key, partial(summarise, questions, self.scope, self.setting, *arguments))

    def may(self, action: Action, city_id: str | None = None) -> bool:
        """Say whether the reader may do something to a city; without one, to any of them."""
        rights = self.database.rights
        return rights.may(action, city_id) if city_id else rights.may_somewhere(action)

    def opened(self, name: str) -> str:
        """Give what the address opens on this page, such as a city; empty for nothing."""
        return next(iter(self.query.get(name, [])), "")

    @cached_property
    def view(self) -> View:
        """Give what drawing depends on beside the data."""
        filters = query_of(self.scope, self.setting)
        if self.name in {"convening", "convening_report"}:
            # They open at another day than the pages that they lead to.
            filters["as_at"] = [self.scope.as_at.isoformat()]
        pairs = tuple((name, tuple(values)) for name, values in filters.items())
        return View(
            pairs,
            self.setting.record_kind_in(self.scope),
            current_language(),
            pages_open_to(self.database.rights),
        )


# Summaries are frozen, so all readers may share one; nothing is copied on the way.
_ANSWERS = Kept(most=512, weight=6_000_000)


def open_page(page: Page) -> None:
    """Make a page the one that is being read; the frame does so before it runs the page."""
    st.session_state[_KEY] = page
    st.session_state[_RUN] = _this_run()


def current_page() -> Page:
    """Give the page that is being read.

    What answers a click runs before the frame, and a part of a page may run without it: who is
    there is then asked here, once in a run.
    """
    page: Page = st.session_state[_KEY]
    if st.session_state[_RUN] is not _this_run():
        page = _asked_anew(page)
        open_page(page)
    return page


def _asked_anew(page: Page) -> Page:
    """Give a page whose reader may still see it; to anybody else it is empty, and is drawn anew."""
    whole = page.database.whole
    visitor = current_visitor(whole)
    if visitor.setup is None or (visitor.actor, visitor.rights) == (page.actor, page.database.rights):
        return page
    emptied = replace(page, database=whole.seen_by(NOTHING), actor=visitor.actor)
    st.session_state[_KEY] = emptied
    st.rerun()
    return emptied


def _this_run() -> object:
    """Give what is of this run alone: Streamlit makes it anew for each."""
    context = get_script_run_ctx()
    return context.parallel_coordinator if context else None


def framed_setting(name: str, setting: Setting, query: Query) -> Setting:
    """Open a page at its own day: the ledger at the last convening, a report at its convening's cut-off."""
    if name == "convening":
        return setting.at_last_convening()
    if name == "convening_report":
        return opening_at(setting, next(iter(query.get("convening", [])), ""))
    return setting


def framed_scope(name: str, scope: Scope, rights: Rights) -> Scope:
    """Narrow what returns are of to the cities of which the reader sees everything.

    What others have sent, or not yet, is between them and the programme.
    """
    if name != "returns" or rights.reads_all:
        return scope
    own = sorted(rights.full_cities)
    asked = tuple(city for city in scope.cities if city in own)
    return replace(scope, cities=asked or tuple(own))


def hint_of(page: Page) -> tuple[str, Linked] | None:
    """Say what the day leaves out; on the Overview, that nothing but the public record is loaded."""
    if page.setting.is_to_come(page.scope.as_at):
        opened = [(name, value) for name in OPENS for value in page.query.get(name, [])]
        target = Target(page.name, (*opened, ("as_at", "")))
        return _("This day is yet to come."), Linked(_("Show the latest day"), target)
    later = page.setting.later_report_on
    if later and page.scope.as_at == page.setting.default_as_at and page.name not in {"data", "about"}:
        text = _("The last phase has ended; your own reports go on to {day}.", day=format_day(later))
        opened = [(name, value) for name in OPENS for value in page.query.get(name, [])]
        target = Target(page.name, (*opened, ("as_at", later.isoformat())))
        return text, Linked(_("Show that day"), target)
    if page.name != "overview" or not page.setting.is_bundled_only:
        return None
    text = _("ictrack loaded the programme's public record when it first started.")
    return text, Linked(_("How to load your own data"), open_data())


def read_setting(database: Database, data_state: str, today: date) -> Setting:
    """Read what surrounds every view; read again when the data, the rights or the day changes.

    It is the first thing that is read: what was kept of data that have changed since is dropped.
    """
    Kept.drop_what_is_old(database.whole.state())
    key = ("setting", data_state, today, current_language())
    return _ANSWERS.get(key, partial(summarise_setting, database, today))


def read_fingerprint(database: Database, data_state: str) -> str:
    """Give the fingerprint of the data as it is now."""
    return _ANSWERS.get(("fingerprint", data_state), partial(_fingerprint, database))


def _fingerprint(database: Database) -> str:
    return fingerprint_data(database).fingerprint
