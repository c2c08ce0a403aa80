"""The message that asks a city for its return: nothing that was typed breaks out of its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ictrack.reports.return_message import LONGEST_LINK, calendar_file, mailto_link, message_file
from ictrack.store.return_queries import AskedInitiative, ReturnConvening
from ictrack.summaries.return_cycles import Cycle
from ictrack.summaries.return_message import ReturnMessage, write_message
from ictrack.summaries.returns import CityReturn
from tests.nasty import ACCEPTED, REFUSED

DUE, TODAY = date(2020, 2, 28), date(2020, 1, 31)
CONVENING = ReturnConvening("EV-1", "Third convening", "1", date(2020, 3, 10), DUE, date(2019, 6, 30))
CYCLE = Cycle(CONVENING, TODAY, is_asked_for=True, is_past_due=False)
# What could end a line, a header, a property or a parameter where it stands.
HOSTILE = 'Jobs; a, b\\n & more\r\nBcc: x@example.org\r\nEND:VEVENT\u2028%0D%0Ab\x00"<i>?body=z\u202egnp'


def asked(identifier: str, title: str, *, is_answered: bool = False, waiting: int = 0) -> AskedInitiative:
    return AskedInitiative(
        identifier,
        title,
        "BRI",
        "Bristol",
        "in_progress",
        "reported_in_progress",
        "in_progress",
        is_closed=False,
        plan_link="programme_document",
        record_kind="returns",
        last_reported_on_written=None,
        is_answered=is_answered,
        waiting=waiting,
    )


def city(*initiatives: AskedInitiative, name: str = "Bristol") -> CityReturn:
    return CityReturn("BRI", name, initiatives, None)


def link_of(one: CityReturn, cycle: Cycle = CYCLE) -> str:
    return mailto_link(lambda most: write_message(one, cycle, "", most), len(one.asked))


def calendar_of(message: ReturnMessage, today: date = TODAY) -> bytes:
    return calendar_file(("EV-1", "BRI"), message, DUE, today)


def properties_of(calendar: bytes) -> dict[str, str]:
    """Read a calendar entry as RFC 5545 says: unfold, split at the first colon, take off the escapes."""
    lines = calendar.decode().replace("\r\n ", "").split("\r\n")
    assert lines[-1] == ""
    found = dict(line.split(":", 1) for line in lines[:-1])
    return {
        name: value.replace("\\\\", "\x01")
        .replace("\\n", "\n")
        .replace("\\,", ",")
        .replace("\\;", ";")
        .replace("\x01", "\\")
        for name, value in found.items()
    }


def test_a_message_names_what_is_missing_the_due_day_and_how_to_answer() -> None:
    one = city(asked("A", "Alpha"), asked("B", "Beta", is_answered=True), asked("C", "Gamma", waiting=1))
    message = write_message(one, CYCLE, "https://ictrack.example/returns?return=BRI")
    assert message.subject == "Bristol: return for Third convening, due on 28 February 2020"
    assert message.text == (
        "Dear colleagues in Bristol,\n\n"
        "The reports for Third convening are due on 28 February 2020.\n\n"
        "Answered already: 1 of 3. Thank you.\n\n"
        "The report on 1 initiative has arrived and is being looked through.\n\n"
        "There is no report since 30 June 2019 on 1 initiative:\n"
        "- Alpha (A)\n\n"
        "How to answer: fill in the returns workbook, which holds your last answers, and send it back. "
        "Where nothing has changed since your last report, a tick is enough. "
        "Or report on screen: https://ictrack.example/returns?return=BRI\n"
    )


def test_for_the_first_convening_nothing_is_reported_yet_at_all() -> None:
    first = replace(CYCLE, convening=replace(CONVENING, cut_off_before=None))
    assert "Nothing is reported yet on 1 initiative:" in write_message(city(asked("A", "Alpha")), first).text


def test_a_message_after_the_due_day_says_so() -> None:
    one = city(asked("A", "Alpha"))
    assert "are due on 28 February 2020" in write_message(one, CYCLE).text
    assert "were due on 28 February 2020" in write_message(one, replace(CYCLE, is_past_due=True)).text


def test_a_complete_return_is_thanked_for() -> None:
    message = write_message(city(asked("B", "Beta", is_answered=True)), CYCLE)
    assert message.subject == "Bristol: return for Third convening"
    assert "Thank you: your return for Third convening covers the 1 initiative" in message.text
    assert "due" not in message.text


def test_a_link_holds_the_message_and_no_recipient() -> None:
    one = city(asked("A", "Jobs & skills, 50% more? yes = #1"))
    parts = urlsplit(link_of(one))
    assert (parts.scheme, parts.path, parts.fragment) == ("mailto", "", "")
    message = write_message(one, CYCLE)
    query = parse_qs(parts.query, strict_parsing=True)
    assert query == {"subject": [message.subject], "body": [message.text.replace("\n", "\r\n")]}


def test_a_link_that_would_be_too_long_counts_the_last_initiatives() -> None:
    titles = [asked(f"I{number}", f"Ŵ long title of number {number} " * 3) for number in range(40)]
    link = link_of(city(*titles))
    assert len(link) <= LONGEST_LINK
    (body,) = parse_qs(urlsplit(link).query)["body"]
    named = body.count("long title of number") // 3
    assert 0 < named < 40
    assert f"- and {40 - named} more" in body
    whole = write_message(city(*titles), CYCLE)
    assert all(f"(I{number})" in whole.text for number in range(40))


def test_a_file_opens_as_a_draft_with_the_due_day_and_no_recipient() -> None:
    message = write_message(city(asked("A", "Ŵyl – a festival")), CYCLE)
    calendar = calendar_of(message)
    files = {"due.ics": ("text/calendar", calendar), "return-Ŵ.xlsx": ("application/octet-stream", b"PK\n\r")}
    data = message_file(message, files, TODAY)
    assert data == message_file(message, files, TODAY)
    assert b"\n" not in data.replace(b"\r\n", b"")
    mail = message_from_bytes(data, policy=default)
    assert (mail["Subject"], mail["To"], mail["X-Unsent"]) == (message.subject, None, "1")
    assert {name.lower() for name in mail.keys()} <= {  # noqa: SIM118 - a message is no dictionary
        *("subject", "date", "x-unsent", "mime-version", "content-type")
    }
    assert mail["Date"] == "Fri, 31 Jan 2020 00:00:00 +0000"
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == message.text
    attached = {
        str(part.get_filename()): (part.get_content_type(), part.get_payload(decode=True))
        for part in mail.iter_attachments()
    }
    assert attached == files
    charsets = [part.get_content_charset() for part in mail.iter_attachments()]
    assert charsets == ["utf-8", None]


def test_a_message_is_from_the_sender_that_is_set_and_from_whoever_opens_it_without_one() -> None:
    message = write_message(city(asked("A", "Alpha")), CYCLE)
    sent_by = [
        message_from_bytes(message_file(message, {}, TODAY, sender), policy=default)["From"]
        for sender in ("", "returns@example.org")
    ]
    assert sent_by == [None, "returns@example.org"]


def test_a_calendar_entry_is_of_the_due_day_and_has_what_every_entry_must() -> None:
    message = write_message(city(asked("A", "Alpha")), CYCLE)
    calendar = calendar_of(message)
    found = properties_of(calendar)
    assert calendar.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert calendar.endswith(b"END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert found["DTSTART;VALUE=DATE"] == "20200228"
    assert found["DTSTAMP"] == "20200131T000000Z"
    assert found["SUMMARY"] == message.subject
    assert found["DESCRIPTION"] == message.text.rstrip("\n")
    assert "ATTENDEE" not in found
    assert "ORGANIZER" not in found


def test_the_entry_of_a_return_is_the_same_one_whenever_it_is_made() -> None:
    first = calendar_of(write_message(city(asked("A", "Alpha")), CYCLE))
    later = calendar_of(write_message(city(asked("A", "Beta", is_answered=True)), CYCLE), date(2020, 2, 1))
    assert properties_of(first)["UID"] == properties_of(later)["UID"]
    message = write_message(city(asked("A", "Alpha")), CYCLE)
    others = {
        properties_of(calendar_file(name, message, DUE, TODAY))["UID"]
        for name in (("EV-1", "BRI"), ("EV-1B", "RI"), ("EV-2", "BRI"), ("EV-1", "CDF"))
    }
    assert len(others) == 4


@pytest.mark.parametrize("text", [HOSTILE, *ACCEPTED.values(), *REFUSED.values()])
@pytest.mark.parametrize("place", ["title", "city", "convening"])
def test_nothing_that_was_typed_breaks_out_of_its_place(place: str, text: str) -> None:
    convening = replace(CONVENING, title=text) if place == "convening" else CONVENING
    one = city(asked("A", text if place == "title" else "Alpha"), name=text if place == "city" else "Bristol")
    cycle = replace(CYCLE, convening=convening)
    message = write_message(one, cycle)
    assert len(message.subject.splitlines()) == 1
    mail = message_from_bytes(
        message_file(message, {"due.ics": ("text/calendar", calendar_of(message))}, TODAY), policy=default
    )
    assert mail["Bcc"] is None
    # Where a line is folded, Python writes or reads one space more or less.
    assert str(mail["Subject"]).replace(" ", "") == message.subject.replace(" ", "")
    found = properties_of(calendar_of(message))
    assert found["SUMMARY"] == message.subject
    assert found["END"] == "VCALENDAR"
    assert calendar_of(message).count(b"\r\nEND:VEVENT\r\n") == 1
    assert list(parse_qs(urlsplit(link_of(one, cycle)).query, strict_parsing=True)) == ["subject", "body"]


@settings(deadline=None, derandomize=True, max_examples=200)
@given(title=st.text(max_size=200))
def test_lines_of_a_calendar_entry_are_no_longer_than_75_octets_and_unfold_to_what_was_written(
    title: str,
) -> None:
    message = write_message(city(asked("A", title)), CYCLE)
    calendar = calendar_of(message)
    lines = calendar.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)
    assert b"\n" not in calendar.replace(b"\r\n", b"")
    assert b"\r" not in calendar.replace(b"\r\n", b"")
    assert properties_of(calendar)["DESCRIPTION"] == message.text.rstrip("\n")
    assert len(message.text.splitlines()) == len(
        write_message(city(asked("A", "x")), CYCLE).text.splitlines()
    )
