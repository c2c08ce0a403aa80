"""What each invariant of the store says, what it means that it does not hold, and what to do.

An invariant is no contradiction: it is about the database and not about what a city reported.
"""

from __future__ import annotations

from dataclasses import dataclass

from ictrack.language import _
from ictrack.store.invariants import Invariant


@dataclass(frozen=True)
class InvariantWords:
    """What people read of an invariant: what must hold, what it means if it does not, what to do."""

    holds: str
    means: str
    mend: str


def describe_invariant(invariant: Invariant) -> InvariantWords:
    """Say what must hold of the store, what it means where it does not, and what to do then."""
    words = {**_of_rows(), **_of_loads(), **_of_updates(), **_of_what_is_kept()}
    holds, means = words[invariant]
    return InvariantWords(holds, means, _mend(invariant))


def _mend(invariant: Invariant) -> str:
    if invariant in {Invariant.OUTBOX_IS_WHOLE, Invariant.ONE_WRITE_LOCK}:
        return _(
            "Stop the app and keep a copy of the database and of its journal. "
            "Then 'python -m ictrack verify' says what differs, and "
            "'python -m ictrack restore BACKUP' puts a backup in its place."
        )
    return _(
        "Keep a copy of the database. 'python -m ictrack verify' says whether its journal tells the same. "
        "Then put a backup in its place with 'python -m ictrack restore BACKUP', or make it anew with "
        "'python -m ictrack replay JOURNAL --database NEW'."
    )


_Words = dict[Invariant, tuple[str, str]]


def _of_rows() -> _Words:
    return {
        Invariant.KEY_IS_UNIQUE: (
            _("No two rows of a table have the same key"),
            _("What has the key is counted twice, and it cannot be told which of the rows holds."),
        ),
        Invariant.REQUIRED_IS_THERE: (
            _("What a row must say is there"),
            _("The row cannot be shown or counted as it was meant."),
        ),
        Invariant.WORD_IS_KNOWN: (
            _("Columns of controlled words hold no other word"),
            _("Pages do not know the word: they leave the row out, or cannot be shown."),
        ),
        Invariant.DAY_IS_AS_WRITTEN: (
            _(
                "A day counts from the end of the period that was written, "
                "and the day on which a phase begins from the start"
            ),
            _("The day that is shown is not the one that counts."),
        ),
        Invariant.REFERENCE_IS_STORED: (
            _("What a row names is stored"),
            _("The row belongs to nothing that can be shown, so it is missing from pages and totals."),
        ),
        Invariant.PARTS_END: (
            _("No initiative is a part of itself"),
            _("Which of them is the whole cannot be told, so none of them counts."),
        ),
    }


def _of_loads() -> _Words:
    return {
        Invariant.ORIGIN_STANDS: (
            _("Every row came with a load that stands, of a source that is stored"),
            _("Where the row comes from cannot be told, and no undo takes it back."),
        ),
        Invariant.LOAD_IS_NOTED: (
            _("What is kept of former rows belongs to a load that is known"),
            _("Pictures as known on former days may count what was never reported."),
        ),
        Invariant.ONE_PUBLIC_RECORD: (
            _("The public record is there once at most"),
            _("Its initiatives may be counted twice, and a load could not replace it."),
        ),
    }


def _of_updates() -> _Words:
    return {
        Invariant.CORRECTION_NAMES_ITS_OWN: (
            _("A correction or withdrawal names a stored update of the same initiative"),
            _("It takes back what another initiative reported, or nothing at all."),
        ),
        Invariant.CORRECTED_ONCE: (
            _("An update is corrected or withdrawn by one other at most"),
            _("Which of them holds cannot be told, so the status that is shown may be the wrong one."),
        ),
        Invariant.CORRECTIONS_END: (
            _("No correction leads back to itself"),
            _("Which of the updates holds cannot be told, so the status that is shown may be the wrong one."),
        ),
        Invariant.UPDATE_FITS_ITS_KIND: (
            _("An update says what its kind may say"),
            _("It may set a status, a date or a confidence that nobody reported in this way."),
        ),
    }


def _of_what_is_kept() -> _Words:
    return {
        Invariant.ONE_WRITE_LOCK: (
            _("There is one row that every writer touches first"),
            _("Two writers could overwrite each other, and pages may show what is out of date."),
        ),
        Invariant.SUBMISSION_FITS_ITS_STATE: (
            _("A report that was sent is what its state says"),
            _("It may be missing from review, or be said to count although it does not."),
        ),
        Invariant.FREEZE_HOLDS: (
            _("A convening has one frozen report at most, and its numbers are kept"),
            _("The convening report may show other numbers than those that were handed out."),
        ),
        Invariant.OUTBOX_IS_WHOLE: (
            _("Every change is kept with all of its parts, numbered without a gap"),
            _("The data cannot be made again from its changes if the database is lost."),
        ),
    }
