"""The tokens with which programs read, for those who make them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ictrack.access.roles import Action, Role
from ictrack.language import _, format_day, ngettext
from ictrack.store.database import Database
from ictrack.store.queries import list_cities
from ictrack.store.tokens import KeptToken, list_tokens
from ictrack.summaries.actors import actor_names
from ictrack.summaries.role_words import role_label
from ictrack.summaries.table import Column, Table


@dataclass(frozen=True)
class TokensSummary:
    """Which tokens were made; `good` are those that can be taken back, by name and label."""

    sentence: str
    table: Table
    good: dict[str, str]
    roles: dict[Role, str]
    cities: dict[str, str]


def summarise_tokens(database: Database, roles: tuple[Role, ...], today: date) -> TokensSummary:
    """List the tokens; `roles` are those that one can have.

    Raises NotPermittedError for whoever may not make tokens.
    """
    whole = database.acting(Action.MAKE_TOKENS)
    cities = {city.city_id: city.name for city in list_cities(whole)}
    tokens = list_tokens(whole)
    good = [token for token in tokens if token.is_good(today)]
    return TokensSummary(
        sentence=_sentence(len(tokens), len(good)),
        table=_table(database, tokens, cities, today),
        good={token.token_id: f"{token.label} ({token.token_id})" for token in good},
        roles={role: role_label(role) for role in roles},
        cities=cities,
    )


def _sentence(tokens: int, good: int) -> str:
    if not tokens:
        return _("No token was made, so no program can read more than what is open to everybody.")
    made = ngettext("{n} token was made,", "{n} tokens were made,", tokens)
    return f"{made} " + ngettext("{n} of which lets a program in.", "{n} of which let a program in.", good)


def _table(database: Database, tokens: tuple[KeptToken, ...], cities: dict[str, str], today: date) -> Table:
    name = actor_names(database)
    columns = (
        Column("label", _("What it is for")),
        Column("role", _("Reads as")),
        Column("state", _("Lets a program in")),
        Column("made", _("Made")),
        Column("token", _("Name of the token")),
    )
    rows = tuple(
        (
            token.label,
            _reads_as(token, cities),
            _state(token, today),
            _("{day}, by {who}", day=format_day(token.made_at.date()), who=name(token.made_by)),
            token.token_id,
        )
        for token in tokens
    )
    return Table(_("Tokens"), columns, rows)


def _reads_as(token: KeptToken, cities: dict[str, str]) -> str:
    label = role_label(token.role)
    if not token.city_id:
        return label
    return _("{role} of {city}", role=label, city=cities.get(token.city_id, token.city_id))


def _state(token: KeptToken, today: date) -> str:
    if token.revoked_at is not None:
        return _("no, taken back on {day}", day=format_day(token.revoked_at.date()))
    if not token.is_good(today):
        return _("no, its last day was {day}", day=format_day(token.expires_on))
    return _("until {day}", day=format_day(token.expires_on))
