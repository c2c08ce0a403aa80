"""What the numbers mean, said beside them: definition, rows and exclusions."""

from __future__ import annotations

from dataclasses import dataclass

from ictrack.labels import gap_label, last_heard_label, lens_label
from ictrack.language import _
from ictrack.summaries.gap_rules import explain_gap, explain_state
from ictrack.summaries.lens_rules import explain_lens, explain_not_stated
from ictrack.vocabulary import GapState, Lens, RecordKind

# Counted up when a definition changes so that a number could: a report says which it used.
DEFINITIONS_VERSION = "1"


@dataclass(frozen=True)
class Explanation:
    """Hold a term and what it means to a reader."""

    term: str
    meaning: str


def define(term: str, record_kind: RecordKind) -> Explanation:
    """Explain a term; `term` is a key of `TERMS`. Without a meaning it is of no use in such a record."""
    words, meaning = _explanations(record_kind)[term]
    return Explanation(words, meaning)


TERMS = (
    "as_at",
    "known_on",
    "counted",
    "standing",
    "completed",
    "under_way",
    "needs_attention",
    "not_started",
    "not_reported",
    "stopped",
    "delivered",
    "overdue",
    "closed",
    "plan_link",
    "thematic_area",
    "last_convening",
    "phase",
    "membership",
    "action_plan",
    "initiative",
    "status_update",
    "undated",
    "evidence",
    "confidence",
    "at_risk",
    "behind",
    "paused",
    "target",
    "last_heard_of",
    "silent",
    "pace",
    "movement",
    "gap",
    *(f"gap_{state}" for state in GapState),
    "not_stated",
    *(f"lens_{lens}" for lens in Lens),
    "part",
    "joint",
    "source",
    "things_to_check",
    "fingerprint",
)


# What explains a table of how many have got how far.
TERMS_OF_PROGRESS = (
    "counted",
    "standing",
    "delivered",
    "needs_attention",
    "not_reported",
    "silent",
    "plan_link",
)


def _explanations(record_kind: RecordKind) -> dict[str, tuple[str, str]]:
    public = record_kind is RecordKind.PUBLIC_RECORD
    return {
        **_explanations_of_the_programme(public),
        **_explanations_of_updates(record_kind),
        **_explanations_of_gaps(record_kind),
        **_explanations_of_lenses(),
        "as_at": (
            _("As at"),
            _(
                "The day the picture is of. Only reports that speak of that day or before count. "
                "A date known to the month or year counts from the last day of it."
            ),
        ),
        "known_on": (
            _("As known on"),
            _(
                "The day on which it was known. Reports recorded later are ignored, so a past picture can "
                "be drawn again."
            ),
        ),
        "counted": (
            _("Which initiatives count"),
            _(
                "Those that have joined an action plan by the as-at date and not left it. "
                "Parts of another initiative are shown with the whole and not counted. "
                "An initiative without a phase counts where all phases are asked for."
            ),
        ),
        "standing": (
            _("Progress"),
            _(
                "What the latest dated report says of the initiative, with its dates and its confidence. "
                "The first that fits: completed, stopped, nothing known, paused, past its date or off track, "
                "at risk, under way, not started."
            ),
        ),
        "completed": (
            _("Completed"),
            _(
                "The latest report says so. It measures delivery, not outcome: what changed for people is "
                "not counted."
            ),
        ),
        "under_way": (_("Under way"), _("In progress, not past its target date, not reported as at risk.")),
        "needs_attention": (
            _("Needs attention"),
            _("Paused, past its target date, reported as off track, or reported as at risk."),
        ),
        "not_started": (
            _("Announced") if public else _("Not started"),
            _("A document says that it is planned, and nothing later says that it began.")
            if public
            else _("The city reports that work has not begun. It is never counted as good."),
        ),
        "not_reported": (
            _("No dated evidence of status") if public else _("Not reported"),
            _(
                "No document with a date says where it stands, though one may speak of it: then it was last "
                "heard of on that day. Nobody was asked, so this says nothing of the city. It stays in every "
                "total, and is never past its date."
            )
            if public
            else _(
                "No delivery status is known at this day, even where something else was reported. It stays "
                "in every total, and is never past its date."
            ),
        ),
        "stopped": (
            _("Stopped"),
            _("Ended before it was completed. It is left out of shares, and named beside them."),
        ),
        "delivered": (
            _("Share completed"),
            _(
                "Completed, of all that can be completed: all initiatives but the stopped, the ongoing and "
                "the recurring. The bounds say what it would be if all that nothing is known of were "
                "completed too."
            ),
        ),
        "overdue": (
            _("Past its date"),
            _(
                "The current target date is before the as-at date and before the end of its phase, and it is "
                "neither completed nor stopped. Ongoing and recurring initiatives have no date to pass."
            ),
        ),
        "closed": (
            _("Closed with its phase"),
            _(
                "Still open when its phase ended. It keeps its progress, is drawn paler, and can no longer "
                "fall due."
            ),
        ),
        "plan_link": (
            _("Link to the programme"),
            _(
                "Whether a document of the programme names the initiative, a strategy that the programme "
                "lists holds it, or only a source of the city does (hollow squares)."
            ),
        ),
        "thematic_area": (
            _("Thematic area"),
            _(
                "One of the subject areas of the Framework of October 2019. Each initiative counts in one "
                "at most."
            ),
        ),
        "last_convening": (
            _("Last convening"),
            _(
                "The cities' last meeting before the as-at date. Changes are between its day and the as-at "
                "date."
            ),
        ),
    }


def _explanations_of_the_programme(public: bool) -> dict[str, tuple[str, str]]:
    return {
        "phase": (_("Phase"), _("One funded period of the programme.")),
        "membership": (
            _("City"),
            _("A member of the network in one phase or more, as a founder, a member or an associate."),
        ),
        "action_plan": (
            _("Action plan"),
            _("What one city set out to do in one phase: a set of initiatives."),
        ),
        "initiative": (
            _("Initiative"),
            _("One commitment of an action plan, or of a strategy that stands in for one.")
            if public
            else _("One commitment of an action plan."),
        ),
        "part": (
            _("Part"),
            _("An initiative that belongs to another. It is shown with the whole and not counted."),
        ),
        "joint": (
            _("Joint"),
            _(
                "Two cities' strands of one project. Each counts in its city; a total that holds both "
                "says how many of it are joint."
            ),
        ),
        "source": (
            _("Source"),
            _("Where facts come from: as a whole, what was loaded; for one fact, the document that says it."),
        ),
        "things_to_check": (
            _("Things to check"),
            _(
                "Facts that contradict each other, or lack what would make them usable. Each says how to "
                "mend it."
            ),
        ),
        "fingerprint": (
            _("Data fingerprint"),
            _(
                "Eight characters that change when any row of the data does, so that a citation can be "
                "checked."
            ),
        ),
    }


def _explanations_of_updates(record_kind: RecordKind) -> dict[str, tuple[str, str]]:
    public = record_kind is RecordKind.PUBLIC_RECORD
    return {
        "status_update": (
            _("Piece of evidence") if public else _("Status update"),
            _("What one document says of one initiative at one time. It is never edited, only followed.")
            if public
            else _("One dated report on one initiative. It is never edited, only followed."),
        ),
        "undated": (
            _("Undated"),
            _("Not even the year is known. It is shown and counted as undated, and never sets progress."),
        ),
        "evidence": (_("Evidence"), _("A document that anyone can open and that shows what an update says.")),
        "confidence": (
            _("Confidence"),
            _("How sure a city is to deliver, if it says so: on track, at risk or off track, with a reason."),
        ),
        "at_risk": (_("At risk"), _("Under way or not started, and reported as at risk, with the reason.")),
        "behind": (
            _("Past its date or off track"),
            _("Its current target date has passed and it is still open, or it is reported as off track."),
        ),
        "paused": (_("Paused"), _("Work has stopped for now and is meant to go on.")),
        "target": (
            _("Target date"),
            _(
                "The day by which it is to be done. The first is kept beside the current one, which updates "
                "may move."
            ),
        ),
        "last_heard_of": (
            last_heard_label(record_kind),
            _("The day of the latest dated update, whatever it says."),
        ),
        "silent": (
            _("Silent"),
            ""
            if public
            else _(
                "Still open, and without a recent report: none since the last convening but one or, on the "
                "day that the reports for a convening close, none since the convening before it. It has then "
                "missed one convening, missed two or more, or was never reported on. “Reviewed, no change” "
                "is a report; one of more than 12 months ago is never recent. Where no convening is known, "
                "days are counted: more than 120, more than 180. What is completed, stopped or closed with "
                "its phase need not be reported on, and is never silent."
            ),
        ),
        "movement": (
            _("What happened"),
            _(
                "Every initiative that counts on the first or on the last day is in one class, the first "
                "that fits: new, left, first status, finished earlier, moved forward or back (stopped, "
                "paused, not started, under way, completed; within one of them off track, at risk, on "
                "track), moved and returned, fell due (its target date passed), new target date, reviewed "
                "without change, updated without change, and last those of which nothing was heard."
            ),
        ),
        "pace": (
            _("Pace"),
            _(
                "Of the initiatives whose first target date was on or before the last convening's cut-off "
                "(or its last day): how many were done by that date, and within six months of it. Done is "
                "the earliest day that a report of completion speaks of; one that was reopened is not done. "
                "Where a date is known to the month or year only and its period lies on both sides of the "
                "target, it cannot be told. Stopped, ongoing and recurring ones are left out, and under 5 "
                "nothing is said. It says what happened and forecasts nothing."
            ),
        ),
    }


def _explanations_of_gaps(record_kind: RecordKind) -> dict[str, tuple[str, str]]:
    of_states = {
        f"gap_{state}": (gap_label(state, record_kind), explain_state(state, record_kind))
        for state in GapState
    }
    return {"gap": (_("Gap"), explain_gap()), **of_states}


def _explanations_of_lenses() -> dict[str, tuple[str, str]]:
    return {
        "not_stated": (_("Not stated"), explain_not_stated()),
        **{f"lens_{lens}": (lens_label(lens), explain_lens(lens)) for lens in Lens},
    }
