"""When what was said of an initiative became known: how late, and which meeting it came too late for.

What is taken in at once, as a history, was not late: the day says nothing but when ictrack
began to know it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ictrack.language import _, format_day, format_month, join_words, ngettext
from ictrack.store.history_queries import TakenIn
from ictrack.store.queries import UpdateInFull
from ictrack.summaries.setting import Setting
from ictrack.vocabulary import EventKind, UpdateKind

# So many days are the way of the post; more are worth a word.
_DAYS_WORTH_A_WORD = 30
_REPORTS = {UpdateKind.STATUS, UpdateKind.REVIEWED_NO_CHANGE}


@dataclass(frozen=True)
class Meeting:
    """A meeting of the cities, by the day up to which it counted reports and by its month."""

    cut_off_on: date
    month: str


@dataclass(frozen=True)
class Recording:
    """What is known of the days on which updates were recorded.

    `told` is nothing where these days are only assumed; `together_on` are the days on
    which a history was taken in at once, which `sentence` says.
    """

    told: bool
    together_on: frozenset[date]
    sentence: str
    meetings: tuple[Meeting, ...]

    def days_late(self, update: UpdateInFull) -> int | None:
        """Say how many days after the day that it speaks of a report was recorded, if that can be told."""
        if not self.shows_day_of(update) or update.reported_on is None or update.recorded_on is None:
            return None
        # What takes another update back mends an old day, and is late by nature.
        if UpdateKind(update.kind) not in _REPORTS:
            return None
        return max((update.recorded_on - update.reported_on).days, 0)

    def shows_day_of(self, update: UpdateInFull) -> bool:
        """Say whether the day on which an update was recorded says anything."""
        return self.told and update.recorded_on is not None and update.recorded_on not in self.together_on

    def tells_of(self, day: date) -> bool:
        """Say whether it can be told what was known on a day: not before a history was taken in."""
        return self.told and all(together <= day for together in self.together_on)

    def in_words(self, update: UpdateInFull) -> str:
        """Say when an update was recorded, and how long after; nothing where that says nothing."""
        if not self.shows_day_of(update) or update.recorded_on is None:
            return ""
        day = format_day(update.recorded_on)
        late = self.days_late(update)
        if not late:
            return _("recorded on {day}", day=day)
        return ngettext(
            "recorded on {day}, {n} day after", "recorded on {day}, {n} days after", late, day=day
        )

    def note_on(self, update: UpdateInFull) -> str:
        """Say of a late report how late it was, and which meetings did not know it yet."""
        late = self.days_late(update)
        if not late or update.reported_on is None or update.recorded_on is None:
            return ""
        missed = [
            meeting.month
            for meeting in self.meetings
            if update.reported_on <= meeting.cut_off_on < update.recorded_on
        ]
        if missed:
            return ngettext(
                "Recorded {n} day after: not known yet at the meeting of {months}.",
                "Recorded {n} days after: not known yet at the meeting of {months}.",
                late,
                months=join_words(missed),
            )
        if late <= _DAYS_WORTH_A_WORD:
            return ""
        return ngettext("Recorded {n} day after.", "Recorded {n} days after.", late)


def read_recording(taken_in: Sequence[TakenIn], setting: Setting, *, days_are_assumed: bool) -> Recording:
    """Tell what the recording days of an initiative's updates say; `taken_in` are its sources' histories."""
    together = () if days_are_assumed else taken_in
    return Recording(
        told=not days_are_assumed,
        together_on=frozenset(day.recorded_on for day in together),
        sentence=" ".join(map(_together_in_words, together)),
        meetings=tuple(
            Meeting(event.cut_off_on, format_month(event.starts_on))
            for event in sorted(setting.events, key=lambda event: event.cut_off_on)
            if event.kind == EventKind.CONVENING
        ),
    )


def _together_in_words(day: TakenIn) -> str:
    if day.updates == day.of_all:
        return ngettext(
            "The {n} update of its source was recorded on {day}, so how late it was cannot be told.",
            "All {n} updates of its source were recorded on {day}, so how late each was cannot be told.",
            day.of_all,
            day=format_day(day.recorded_on),
        )
    return ngettext(
        "{x} of {n} update of its source was recorded together on {day}; how late it was cannot be told.",
        "{x} of {n} updates of its source were recorded together on {day}; "
        "how late each of these was cannot be told.",
        day.of_all,
        x=day.updates,
        day=format_day(day.recorded_on),
    )
