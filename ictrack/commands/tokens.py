"""`tokens`: what lets programs read; made once, listed without what it is, taken back."""

from __future__ import annotations

from typing import ClassVar, Literal

from ictrack.access.roles import Role
from ictrack.actions.tokens import MakeToken, RevokeToken, make_token, revoke_token
from ictrack.commands.command import Command, CommandOutcome
from ictrack.commands.printing import Format, PlainRow, print_rows
from ictrack.errors import NotAllowedError
from ictrack.store.database import Database
from ictrack.store.tokens import KeptToken, list_tokens

_COLUMNS = (
    *("token_id", "label", "role", "city_id", "expires_on", "is_good", "made_at", "made_by", "revoked_at"),
)


class TokensAddCommand(Command):
    """Make a token."""

    writes: ClassVar[bool] = True
    kind: Literal["tokens_add"] = "tokens_add"
    label: str
    role: Role
    city: str | None = None
    days: int

    def run(self, database: Database) -> CommandOutcome:
        """Print the token, this once."""
        asked = MakeToken(self.label, self.role, self.days, self.city or None, today=self.today)
        try:
            made = make_token(database, asked)
        except NotAllowedError as error:
            raise error.at(f"--{error.where}") from error
        said = (
            f"{made.kept.token_id}: is good until {made.kept.expires_on} and reads what the role "
            f"{made.kept.role.value} may read. The token is shown this once: only its fingerprint is kept.\n"
        )
        return CommandOutcome(stdout=f"{made.token}\n", stderr=said)


class TokensListCommand(Command):
    """List the tokens that were made."""

    kind: Literal["tokens_list"] = "tokens_list"
    form: Format = Format.TABLE

    def run(self, database: Database) -> CommandOutcome:
        """Print one line per token; times are UTC."""
        rows = [self._row(token) for token in list_tokens(database)]
        return CommandOutcome(stdout=print_rows(self.form, _COLUMNS, rows))

    def _row(self, token: KeptToken) -> PlainRow:
        revoked = token.revoked_at
        return {
            "token_id": token.token_id,
            "label": token.label,
            "role": token.role.value,
            "city_id": token.city_id,
            "expires_on": token.expires_on.isoformat(),
            "is_good": "yes" if token.is_good(self.today) else "no",
            "made_at": token.made_at.isoformat(sep=" ", timespec="seconds"),
            "made_by": token.made_by,
            "revoked_at": revoked.isoformat(sep=" ", timespec="seconds") if revoked else None,
        }


class TokensRevokeCommand(Command):
    """Take a token back."""

    writes: ClassVar[bool] = True
    kind: Literal["tokens_revoke"] = "tokens_revoke"
    token_id: str

    def run(self, database: Database) -> CommandOutcome:
        """Take it back, and say so."""
        token = revoke_token(database, RevokeToken(self.token_id))
        return CommandOutcome(stderr=f"{token.token_id} ({token.label}): lets nobody in any more.\n")
