"""Who somebody is: the issuer that vouches for them and the subject that it calls them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

# What stands in the audit where nobody logs in: whoever uses the computer is its administrator.
COMMAND_LINE = "command line"
THIS_COMPUTER = "the administrator of this computer"
ANYBODY = "somebody who is not logged in"
# What ictrack does by itself, such as erasing whom nobody has seen for years.
BY_ITSELF = "ictrack"


@dataclass(frozen=True)
class Login:
    """One login of one person; `login_key` is of this login only, `came_at` in UTC.

    `name` and `email` are what the provider said; they name nobody (both change hands).
    """

    issuer: str
    subject: str
    login_key: str
    came_at: datetime
    name: str = ""
    email: str = ""
