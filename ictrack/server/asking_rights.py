"""By which rights an address for programs is read: those of a token, of a login, or of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from starlette.requests import Request

from ictrack.access.identity import ANYBODY, THIS_COMPUTER
from ictrack.access.rights import EVERYTHING, NOTHING, Rights
from ictrack.access.roles import Action
from ictrack.actions.opening import open_shared
from ictrack.actions.refusals import note_refusal
from ictrack.dates import utc_now
from ictrack.login.setup import login_setup
from ictrack.login.visitor import rights_of_anybody
from ictrack.server.login_gate import entrance_of
from ictrack.store.audit_notes import Noted, note
from ictrack.store.database import Database
from ictrack.store.tokens import rights_of_token

_SCHEME = "bearer"


@dataclass(frozen=True)
class Asker:
    """Whoever asks an address for programs: what is recorded of them, and their rights."""

    actor: str
    rights: Rights

    @property
    def is_let_in(self) -> bool:
        """Say whether there is anything that they may read."""
        return self.rights.may_somewhere(Action.READ)

    def database(self) -> Database:
        """Give the database as they may see it."""
        return open_shared().seen_by(self.rights)

    def note_export(self, path: str) -> None:
        """Record what they take out; what everybody may read without a login is not.

        Raises DiskFullError and JournalBehindError where it cannot be recorded.
        """
        if self.actor == ANYBODY:
            return
        now = utc_now()
        note(open_shared(), Noted.EXPORT, self.actor, now, {"page": "api", "file": path})


def find_asker(request: Request) -> Asker:
    """Say who asks: by a token in the header `Authorization`, by a login cookie, else anybody.

    A token that is not good any more gives no rights, not even those of anybody.
    """
    setup = login_setup()
    if setup is None:
        return Asker(THIS_COMPUTER, EVERYTHING)
    scheme, _space, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == _SCHEME:
        found = rights_of_token(open_shared(), token.strip(), date.today())
        return Asker(*found) if found else Asker(ANYBODY, NOTHING)
    entrance = entrance_of(request.headers.get("cookie", ""), setup)
    if entrance is not None and entrance.refused is None:
        return Asker(entrance.person_id, entrance.rights)
    return Asker(ANYBODY, rights_of_anybody())


def note_refused(asker: Asker, path: str) -> None:
    """Record that somebody asked for what they may not read."""
    note_refusal(open_shared(), asker.actor, path)
