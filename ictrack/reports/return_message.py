"""The message that asks a city for its return, as a link, a file for a mail program, and a calendar entry.

None of them names a recipient: who sends it puts one in. The calendar entry follows RFC 5545.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from ictrack.summaries.return_message import ReturnMessage, one_line

# What Outlook on Windows still opens; longer links are cut or ignored by some mail programs.
LONGEST_LINK = 1900
_MOST_OCTETS = 75


def mailto_link(write: Callable[[int | None], ReturnMessage], named: int) -> str:
    """Write a message as a link; where it would be too long for one, fewer initiatives are named.

    `write` writes the message with at most so many of them, of which there are `named`.
    """
    link = _link(write(None))
    while len(link) > LONGEST_LINK and named:
        named -= 1
        link = _link(write(named))
    return link


def _link(message: ReturnMessage) -> str:
    return f"mailto:?subject={_quoted(message.subject)}&body={_quoted(message.text)}"


def _quoted(text: str) -> str:
    """Quote a text for a link: RFC 6068 wants line ends as CRLF."""
    return quote(text.replace("\n", "\r\n"), safe="")


def message_file(
    message: ReturnMessage, attached: Mapping[str, tuple[str, bytes]], made_on: date, sender: str = ""
) -> bytes:
    """Write a message as an .eml file that opens as a draft; `attached` holds files with their types.

    RFC 5322 wants a day of origin and an author. The day is the one that the file is made on, so
    that a list of files sorts it by that; a mail program puts the moment of sending in its place.
    The author is `sender`, if one is set. Else there is none: a program that opens a draft without
    one puts in its own user's address, which no invented author could stand in for.
    """
    mail = EmailMessage(policy=SMTP)
    mail["Date"] = datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC)
    if sender:
        mail["From"] = sender
    mail["Subject"] = message.subject
    # No recipient at all: RFC 5322 has no field "To" that is empty.
    # Outlook and others then open it to be sent, not as one that was received.
    mail["X-Unsent"] = "1"
    mail.set_content(message.text, charset="utf-8", cte="quoted-printable")
    digest = hashlib.sha256(message.text.encode())
    for name, (media_type, content) in attached.items():
        kind, _slash, subtype = media_type.partition("/")
        # RFC 5545 wants the characters of a calendar entry named in a message; ours are of UTF-8.
        named = {"charset": "utf-8"} if kind == "text" else {}
        mail.add_attachment(content, maintype=kind, subtype=subtype, filename=name, params=named)
        digest.update(content)
    # By its content, so that the same message is the same file.
    mail.set_boundary(f"=_{digest.hexdigest()[:24]}")
    return mail.as_bytes()


def calendar_file(name: tuple[str, str], message: ReturnMessage, due_on: date, made_on: date) -> bytes:
    """Write the due day as a calendar entry of one whole day.

    `name` holds the identifiers of the convening and the city: the entry of the same return
    replaces an earlier one, because its UID is made of them alone.
    """
    uid = hashlib.sha256("\x1f".join(name).encode()).hexdigest()[:32]
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ictrack//returns//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        f"UID:return-{uid}@ictrack",
        f"DTSTAMP:{made_on:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{due_on:%Y%m%d}",
        f"SUMMARY:{_escaped(one_line(message.subject))}",
        f"DESCRIPTION:{_escaped(message.text)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return b"".join(_folded(line) for line in lines)


def _escaped(text: str) -> str:
    """Escape a text as RFC 5545 wants it; a line end is written, and no other one is left."""
    plain = "\n".join(text.splitlines())
    for character, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(character, written)
    return plain


def _folded(line: str) -> bytes:
    """Fold a line at 75 octets, never within a character; the rest goes on after a space."""
    lines, current = [], b""
    for character in line:
        octets = character.encode()
        # The space that a line goes on with is one of its octets.
        if len(current) + len(octets) > _MOST_OCTETS:
            lines.append(current)
            current = b" "
        current += octets
    return b"".join(one + b"\r\n" for one in (*lines, current))
