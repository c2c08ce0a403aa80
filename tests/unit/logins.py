"""Logins for tests: a provider that runs here, people with every role, and cookies as the app signs them."""

from __future__ import annotations

import json
import secrets
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from ictrack.access.identity import COMMAND_LINE, Login
from ictrack.access.rights import Grant
from ictrack.access.roles import Role
from ictrack.store.database import Database
from ictrack.store.people import add_person, give_role
from tests.unit.running_app import Answer, RunningApp, free_port, run_app_at

with warnings.catch_warnings():
    # It imports parts of Authlib by their old names.
    warnings.simplefilter("ignore")
    from oidc_provider_mock import User, run_server_in_thread

# Subjects by the role that they have; `stranger` has none.
BRISTOL = "BRI"
GRANTS: Mapping[str, Grant] = {
    "reader": Grant(Role.READER),
    "taskforce": Grant(Role.TASKFORCE_MEMBER, BRISTOL),
    "lead": Grant(Role.OPERATIONAL_LEAD, BRISTOL),
    "senior": Grant(Role.SENIOR_LEAD, BRISTOL),
    "manager": Grant(Role.PROJECT_MANAGER),
    "administrator": Grant(Role.ADMINISTRATOR),
}
STRANGER = "stranger"


@contextmanager
def run_provider() -> Iterator[str]:
    """Run a provider that lets in whoever says who they are; give its address, which is the issuer."""
    people = [
        User(sub=name, claims={"name": f"Invented {name}", "email": f"{name}@example.org"})
        for name in (*GRANTS, STRANGER)
    ]
    with run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


def add_people(database: Database, issuer: str) -> dict[str, str]:
    """Give each role to somebody of its own, and give their keys by their subjects."""
    now = datetime.now(UTC).replace(tzinfo=None)
    keys: dict[str, str] = {}
    for subject, grant in GRANTS.items():
        keys[subject] = add_person(database, Login(issuer, subject, "", now, f"Invented {subject}"), now)
        give_role(database, keys[subject], grant, COMMAND_LINE, now)
    return keys


@dataclass(frozen=True)
class AppWithLogins:
    """An app with logins, the secret with which it signs its cookies, and the issuer that it trusts."""

    app: RunningApp
    issuer: str
    secret: str

    @property
    def address(self) -> str:
        """Give the address by which readers reach the app."""
        return f"http://localhost:{self.app.port}"

    def ask(
        self,
        path: str,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
        body: bytes | None = None,
    ) -> Answer:
        """Send one request, by the name that readers use; `headers` are written with `-`."""
        return self.app.ask(path, method, body, **{"Host": f"localhost:{self.app.port}", **(headers or {})})

    def cookie(self, subject: str, came_at: datetime | None = None, **claims: object) -> dict[str, str]:
        """Give the header that bears a login of somebody, as it would after coming from the provider."""
        issued = (came_at or datetime.now(UTC)).timestamp()
        told = {
            "iss": self.issuer,
            "sub": subject,
            "iat": int(issued),
            "nonce": secrets.token_hex(8),
            "name": f"Invented {subject}",
            "origin": self.address,
            "is_logged_in": True,
            "provider": "default",
            **claims,
        }
        return {"Cookie": f"{USER_COOKIE_NAME}={sign(self.secret, told)}"}


def sign(secret: str, told: Mapping[str, object]) -> str:
    """Sign what a login cookie bears, as the app does."""
    return create_signed_value(secret, USER_COOKIE_NAME, json.dumps(told)).decode()


@contextmanager
def run_with_logins(
    database: Path, issuer: str, client_secret: str = "", port: int = 0, more: str = "", **environment: str
) -> Iterator[AppWithLogins]:
    """Run the app with logins of one provider, which may know the app by a secret and a port.

    `more` is added to what sets logins up.
    """
    secret = secrets.token_hex(32)
    file = database.with_name("secrets.toml")
    file.write_text(
        "[auth]\n"
        'redirect_uri = "http://localhost:{port}/oauth2callback"\n'
        f'cookie_secret = "{secret}"\n'
        'client_id = "ictrack"\n'
        f'client_secret = "{client_secret or secrets.token_hex(8)}"\n'
        f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n'
        f"{more}",
        encoding="utf-8",
    )
    with run_app_at(database, port or free_port(), STREAMLIT_SECRETS_FILES=str(file), **environment) as app:
        yield AppWithLogins(app, issuer, secret)
