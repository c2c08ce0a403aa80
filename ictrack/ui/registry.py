"""Which pages there are, in the order of the menu, and who may open them.

A page that a reader may not open is not registered, so there is no address that opens it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ictrack.access.rights import Rights
from ictrack.access.roles import Action
from ictrack.language import _

_READ = (Action.READ,)


@dataclass(frozen=True)
class MenuPage:
    """A page of the app: its file and name, its title, and what one must be allowed to open it.

    Any one of `actions` is enough, for any city; without any the page is for everybody. Pages
    that are not `shown` are opened from others. One that `needs_data` is drawn only where there is an
    initiative to speak of. One that is not `of_data` has no dates and no filters: it tells of people.
    """

    name: str
    title: Callable[[], str]
    actions: tuple[Action, ...] = _READ
    shown: bool = True
    file: str = ""
    needs_data: bool = True
    is_of_data: bool = True

    def is_open_to(self, rights: Rights) -> bool:
        """Say whether somebody may open it."""
        return not self.actions or any(map(rights.may_somewhere, self.actions))


def _of_people(name: str, title: Callable[[], str], actions: tuple[Action, ...]) -> MenuPage:
    """Make a page that tells of people rather than progress; the foot of every page leads to it."""
    return MenuPage(name, title, actions, shown=False, needs_data=False, is_of_data=False)


PAGES = (
    MenuPage("overview", lambda: _("Overview")),
    MenuPage("city", lambda: _("City")),
    MenuPage("area", lambda: _("Thematic area")),
    MenuPage("initiatives", lambda: _("Initiatives")),
    MenuPage("initiative", lambda: _("Initiative"), shown=False),
    MenuPage("gaps", lambda: _("Gaps")),
    MenuPage("lenses", lambda: _("Lenses"), shown=False),
    MenuPage("convening", lambda: _("Convening")),
    MenuPage("convening_report", lambda: _("Convening report"), (Action.FREEZE,), shown=False),
    MenuPage("returns", lambda: _("Returns"), (Action.REPORT, Action.SIGN_OFF, Action.REVIEW)),
    MenuPage("report", lambda: _("Report"), (Action.REPORT,), shown=False),
    MenuPage("review", lambda: _("Review"), (Action.REVIEW,), shown=False),
    MenuPage("phases", lambda: _("Phases")),
    MenuPage("timeline", lambda: _("Timeline")),
    MenuPage("data", lambda: _("Data"), needs_data=False),
    MenuPage("data_quality", lambda: _("Data quality"), shown=False),
    MenuPage(
        "import", lambda: _("Import"), (Action.IMPORT,), shown=False, file="import_data", needs_data=False
    ),
    MenuPage("tracker", lambda: _("Tracker"), (Action.IMPORT,), shown=False, needs_data=False),
    MenuPage("reference", lambda: _("Reference data"), (Action.EDIT_REFERENCE,), shown=False),
    MenuPage("loads", lambda: _("Loads"), (Action.SEE_LOADS,), shown=False, needs_data=False),
    MenuPage("send_return", lambda: _("Send a return"), (Action.REPORT,), shown=False),
    MenuPage(
        "people",
        lambda: _("People"),
        (Action.MANAGE_PEOPLE,),
        shown=False,
        needs_data=False,
        is_of_data=False,
    ),
    MenuPage(
        "tokens", lambda: _("Tokens"), (Action.MAKE_TOKENS,), shown=False, needs_data=False, is_of_data=False
    ),
    MenuPage(
        "audit", lambda: _("Audit"), (Action.READ_AUDIT,), shown=False, needs_data=False, is_of_data=False
    ),
    _of_people("roles", lambda: _("Who may do what"), ()),
    _of_people("privacy", lambda: _("Privacy"), ()),
    MenuPage("about", lambda: _("About"), needs_data=False),
)


def pages_open_to(rights: Rights) -> tuple[str, ...]:
    """Name the pages that somebody may open, in the order of the menu."""
    return tuple(page.name for page in PAGES if page.is_open_to(rights))


def page_named(name: str) -> MenuPage:
    """Give a page by its name."""
    return next(page for page in PAGES if page.name == name)
