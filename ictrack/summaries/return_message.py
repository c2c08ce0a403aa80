"""What a city is written to when its return is asked for: a subject and a text, for anybody to send.

It names initiatives, days and how to answer; it holds no person's name and no address.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ictrack.language import _, format_day, ngettext
from ictrack.store.return_queries import AskedInitiative
from ictrack.summaries.return_cycles import Cycle
from ictrack.summaries.returns import Answer, CityReturn

# Some scripts are not written without them; the others of their kind turn text about.
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True)
class ReturnMessage:
    """Hold a message: the subject is one line, the text has a line per initiative."""

    subject: str
    text: str


def write_message(one: CityReturn, cycle: Cycle, address: str = "", most: int | None = None) -> ReturnMessage:
    """Write the message that asks a city for what its return still lacks, or thanks for all of it.

    `address` is where the return can be made on screen, if the city can reach it. Of the
    initiatives `most` are named, all without it; the rest are counted.
    """
    convening, due = one_line(cycle.convening.title), format_day(cycle.due_on)
    missing = one.of(Answer.MISSING)
    city = one_line(one.city_name)
    if not missing:
        subject = _("{city}: return for {convening}", city=city, convening=convening)
        return ReturnMessage(subject, _joined(_greeting(city), _thanks(one, convening), _waiting(one)))
    parts = [
        _greeting(city),
        _("The reports for {convening} were due on {day}.", convening=convening, day=due)
        if cycle.is_past_due
        else _("The reports for {convening} are due on {day}.", convening=convening, day=due),
        _answered(one),
        _waiting(one),
        _named(missing, cycle, most),
        _how_to_answer(address),
    ]
    subject = _("{city}: return for {convening}, due on {day}", city=city, convening=convening, day=due)
    return ReturnMessage(subject, _joined(*parts))


def one_line(text: str) -> str:
    """Write a text in one line, without characters that control how it is read."""
    plain = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    return " ".join("".join(c for c in plain if c in _JOINERS or unicodedata.category(c) != "Cf").split())


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _greeting(city: str) -> str:
    return _("Dear colleagues in {city},", city=city)


def _thanks(one: CityReturn, convening: str) -> str:
    return ngettext(
        "Thank you: your return for {convening} covers the {n} initiative that was asked about.",
        "Thank you: your return for {convening} covers all {n} initiatives that were asked about.",
        len(one.asked),
        convening=convening,
    )


def _answered(one: CityReturn) -> str:
    answered = one.count(Answer.ANSWERED)
    if not answered:
        return ""
    return _("Answered already: {x} of {n}. Thank you.", x=answered, n=len(one.asked))


def _waiting(one: CityReturn) -> str:
    waiting = one.count(Answer.WAITING)
    if not waiting:
        return ""
    return ngettext(
        "The report on {n} initiative has arrived and is being looked through.",
        "The reports on {n} initiatives have arrived and are being looked through.",
        waiting,
    )


def _named(missing: Sequence[AskedInitiative], cycle: Cycle, most: int | None) -> str:
    named = missing if most is None else missing[:most]
    lines = [f"- {one_line(one.title)} ({one_line(one.initiative_id)})" for one in named]
    if left := len(missing) - len(named):
        lines.append(_("- and {n} more", n=left))
    return "\n".join([_head_of_missing(len(missing), cycle), *lines])


def _head_of_missing(missing: int, cycle: Cycle) -> str:
    """Say since when nothing came: who reported before that day did report."""
    before = cycle.convening.cut_off_before
    if before is None:
        return ngettext(
            "Nothing is reported yet on {n} initiative:",
            "Nothing is reported yet on {n} initiatives:",
            missing,
        )
    return ngettext(
        "There is no report since {day} on {n} initiative:",
        "There is no report since {day} on {n} initiatives:",
        missing,
        day=format_day(before),
    )


def _how_to_answer(address: str) -> str:
    workbook = _(
        "How to answer: fill in the returns workbook, which holds your last answers, and send it back. "
        "Where nothing has changed since your last report, a tick is enough."
    )
    if not address:
        return workbook
    return _("{workbook} Or report on screen: {address}", workbook=workbook, address=address)
