"""The words that people see for the controlled words, in the reader's language.

A public record was compiled from documents and nobody was asked, so it says "announced"
and "no dated evidence of status" where cities' own returns say "not started" and "not reported".
"""

from __future__ import annotations

from ictrack.language import _, ngettext, pgettext
from ictrack.settings import current_settings
from ictrack.vocabulary import (
    Confidence,
    Coverage,
    DeliveryStatus,
    EventKind,
    Freshness,
    GapState,
    Lack,
    Lens,
    LinkKind,
    MembershipRole,
    Movement,
    PlanLink,
    RecordedOn,
    RecordKind,
    Schedule,
    Sector,
    Standing,
    StandingGroup,
    StandingReason,
    UpdateKind,
    Visibility,
    YesNo,
)


def standing_label(standing: Standing, record_kind: RecordKind) -> str:
    """Name a standing; behind is "past its date or off track" until the reason is known."""
    if record_kind is RecordKind.PUBLIC_RECORD:
        if standing is Standing.NOT_STARTED:
            return _("Announced")
        if standing is Standing.NOT_REPORTED:
            return _("No dated evidence of status")
        if standing is Standing.BEHIND:
            return _("Past its date")
    return {
        Standing.COMPLETED: _("Completed"),
        Standing.STOPPED: _("Stopped"),
        Standing.NOT_REPORTED: _("Not reported"),
        Standing.PAUSED: _("Paused"),
        Standing.BEHIND: _("Past its date or off track"),
        Standing.AT_RISK: _("At risk"),
        Standing.IN_PROGRESS: _("Under way"),
        Standing.NOT_STARTED: _("Not started"),
    }[standing]


def progress_label(standing: Standing, reason: StandingReason, record_kind: RecordKind) -> str:
    """Name the standing of one initiative, whose reason is known.

    One that a city reported on without a status was reported on: only its status was not.
    """
    if standing is Standing.BEHIND:
        return _("Past its date") if reason is StandingReason.PAST_TARGET else _("Off track")
    if reason is StandingReason.NO_STATUS and record_kind is RecordKind.RETURNS:
        return _("Status not reported")
    return standing_label(standing, record_kind)


def group_label(group: StandingGroup, record_kind: RecordKind) -> str:
    """Name one of the five groups."""
    return {
        StandingGroup.COMPLETED: _("Completed"),
        StandingGroup.UNDER_WAY: _("Under way"),
        StandingGroup.NEEDS_ATTENTION: _("Needs attention"),
        StandingGroup.NOT_STARTED: standing_label(Standing.NOT_STARTED, record_kind),
        StandingGroup.NOT_REPORTED: standing_label(Standing.NOT_REPORTED, record_kind),
    }[group]


def movement_label(movement: Movement, record_kind: RecordKind) -> str:
    """Name what became of an initiative between two days."""
    public = record_kind is RecordKind.PUBLIC_RECORD
    return {
        Movement.JOINED: _("New"),
        Movement.LEFT: _("Left"),
        Movement.FIRST_UPDATE: _("First dated evidence of status") if public else _("First status reported"),
        Movement.FINISHED_EARLIER: _("Finished earlier"),
        Movement.FORWARD: _("Moved forward"),
        Movement.BACK: _("Moved back"),
        Movement.ROUND_TRIP: _("Moved and returned"),
        Movement.FELL_DUE: _("Fell due"),
        Movement.NEW_TARGET_DATE: _("New target date"),
        Movement.REVIEWED_NO_CHANGE: _("Reviewed, no change"),
        Movement.UPDATED_UNCHANGED: _("New evidence, no change") if public else _("Updated, no change"),
        Movement.SILENT: _("Not heard of") if public else _("Silent"),
    }[movement]


def gap_label(state: GapState, record_kind: RecordKind) -> str:
    """Name how much moves in one thematic area of one city."""
    public = record_kind is RecordKind.PUBLIC_RECORD
    return {
        GapState.NOT_KNOWN: _("Not known: plan not read"),
        GapState.NONE: _("None"),
        GapState.ALL_COMPLETED: _("All completed"),
        GapState.SILENT: _("Not heard of"),
        GapState.PLANNED_ONLY: _("Announced only") if public else _("Not started yet"),
        GapState.STALLED: _("Not moving"),
        GapState.THIN: _("Only one") if current_settings().gap_few == 1 else _("Only few"),
        GapState.MOVING: _("Moving"),
    }[state]


def lens_label(lens: Lens) -> str:
    """Name a lens."""
    return {
        Lens.SECTORS: _("Who delivers, who champions"),
        Lens.AUDIENCES: _("For whom"),
        Lens.CHILDREN: _("Children and young people"),
        Lens.PRINCIPLES: _("Principles"),
        Lens.LACKING: _("What is missing"),
    }[lens]


def lack_label(lack: Lack) -> str:
    """Say what an open initiative lacks; a blank is "not stated", never "no"."""
    return {
        Lack.OWNER: _("No owner named"),
        Lack.TARGET_DATE: _("No target date given"),
        Lack.CHAMPION: _("No champion named"),
        Lack.EVIDENCE: _("No dated evidence"),
    }[lack]


def reason_label(reason: StandingReason, record_kind: RecordKind) -> str:
    """Say why an initiative has its standing."""
    public = record_kind is RecordKind.PUBLIC_RECORD
    return {
        StandingReason.REPORTED_COMPLETED: _("a source says it is completed")
        if public
        else _("reported as completed"),
        StandingReason.REPORTED_STOPPED: _("a source says it was stopped")
        if public
        else _("reported as stopped"),
        StandingReason.NO_UPDATE: _("no evidence was found by this day")
        if public
        else _("no update by this day"),
        StandingReason.ONLY_UNDATED: _("the only evidence has no date"),
        StandingReason.NO_STATUS: _("what was found says nothing of its status")
        if public
        else _("its updates say nothing of its status"),
        StandingReason.REPORTED_PAUSED: _("a source says it is paused")
        if public
        else _("reported as paused"),
        StandingReason.PAST_TARGET: _("its target date has passed and it is not completed"),
        StandingReason.OFF_TRACK: _("reported as off track"),
        StandingReason.AT_RISK: _("reported as at risk"),
        StandingReason.REPORTED_IN_PROGRESS: _("a source says it is under way")
        if public
        else _("reported as under way"),
        StandingReason.REPORTED_NOT_STARTED: _("a source announces it")
        if public
        else _("reported as not started"),
    }[reason]


def last_heard_label(record_kind: RecordKind) -> str:
    """Name the day of the latest dated report, or piece of evidence, on an initiative."""
    return _("Last heard of") if record_kind is RecordKind.PUBLIC_RECORD else _("Last reported")


def freshness_label(freshness: Freshness, by_convening: bool) -> str:
    """Name how lately an initiative was reported on, counted in convenings or, without any, in days."""
    return {
        Freshness.CURRENT: _("Recent"),
        Freshness.MISSED_ONE: _("Missed one convening") if by_convening else _("Over 120 days"),
        Freshness.MISSED_TWO_OR_MORE: _("Missed two or more") if by_convening else _("Over 180 days"),
        Freshness.NEVER_REPORTED: _("Never reported"),
        Freshness.EXEMPT: _("Need not report"),
    }[freshness]


def status_label(status: DeliveryStatus, record_kind: RecordKind) -> str:
    """Name a delivery status as it was reported, or read from a document."""
    return standing_label(Standing(status.value), record_kind)


def plan_link_label(link: PlanLink) -> str:
    """Say how sure it is that an initiative belongs to the programme."""
    return {
        PlanLink.PROGRAMME_DOCUMENT: _("In a programme document"),
        PlanLink.LISTED_STRATEGY: _("In a strategy that the programme lists"),
        PlanLink.UNCONFIRMED: _("Link not confirmed"),
    }[link]


def role_label(role: MembershipRole) -> str:
    """Name the part that a city takes in a phase."""
    return {
        MembershipRole.FOUNDER: _("Founder"),
        MembershipRole.MEMBER: _("Member"),
        MembershipRole.ASSOCIATE: _("Associate"),
    }[role]


def coverage_label(coverage: Coverage) -> str:
    """Say how much of a plan was read."""
    return {
        Coverage.READ: _("read"),
        Coverage.PART: _("read in part"),
        Coverage.NOT_READ: _("not read"),
    }[coverage]


def link_label(kind: LinkKind) -> str:
    """Say what an initiative is to the one that it links to."""
    return {
        LinkKind.PART_OF: _("Part of"),
        LinkKind.JOINT_WITH: _("Joint with"),
        LinkKind.CARRIED_OVER: _("Carried over from"),
        LinkKind.EVOLVED_FROM: _("Grew out of"),
        LinkKind.SPLIT_FROM: _("Split from"),
        LinkKind.MERGED_INTO: _("Merged into"),
        LinkKind.INSPIRED_BY: _("Inspired by"),
    }[kind]


def reverse_link_label(kind: LinkKind) -> str:
    """Say what the initiative that a link names is to the one that names it."""
    return {
        LinkKind.PART_OF: pgettext("link", "Has the part"),
        LinkKind.JOINT_WITH: _("Joint with"),
        LinkKind.CARRIED_OVER: _("Carried on as"),
        LinkKind.EVOLVED_FROM: _("Grew into"),
        LinkKind.SPLIT_FROM: _("Split into"),
        LinkKind.MERGED_INTO: _("Took in"),
        LinkKind.INSPIRED_BY: _("Inspired"),
    }[kind]


def update_kind_label(kind: UpdateKind) -> str:
    """Say what a status update does."""
    return {
        UpdateKind.STATUS: _("Update"),
        UpdateKind.REVIEWED_NO_CHANGE: _("Reviewed, no change"),
        UpdateKind.CORRECTION: _("Correction"),
        UpdateKind.WITHDRAWAL: _("Withdrawal"),
    }[kind]


def sector_label(sector: str) -> str:
    """Name a sector; one that ictrack does not know is shown as it was written."""
    known = {
        Sector.LOCAL_AUTHORITY: _("Local authority"),
        Sector.PUBLIC_BODY: _("Other public body"),
        Sector.HEALTH: _("Health"),
        Sector.EDUCATION: _("Education"),
        Sector.VOLUNTARY_COMMUNITY: _("Voluntary and community"),
        Sector.FAITH: _("Faith"),
        Sector.BUSINESS: _("Business"),
        Sector.ARTS_LEISURE: _("Arts and leisure"),
    }
    try:
        return known[Sector(sector)]
    except ValueError:
        return sector


def record_kind_label(kind: RecordKind) -> str:
    """Say whether cities reported, or somebody compiled documents."""
    return {
        RecordKind.RETURNS: _("Reported by the cities"),
        RecordKind.PUBLIC_RECORD: _("Compiled from public documents; no city was asked"),
    }[kind]


def recording_label(recorded_on: RecordedOn) -> str:
    """Say whether it is known on which days the updates became known."""
    return {
        RecordedOn.GIVEN: _("The day on which each update became known is recorded"),
        RecordedOn.ASSUMED: _("Each update is assumed to have been known on the day it speaks of"),
    }[recorded_on]


def count_rows(file: str, count: int, record_kind: RecordKind) -> str:
    """Count the rows of a source's file in the words that people use for them."""
    if file == "status_updates" and record_kind is RecordKind.PUBLIC_RECORD:
        return ngettext("{n} piece of evidence", "{n} pieces of evidence", count)
    return {
        "phases": lambda: ngettext("{n} phase", "{n} phases", count),
        "cities": lambda: ngettext("{n} city", "{n} cities", count),
        "thematic_areas": lambda: ngettext("{n} thematic area", "{n} thematic areas", count),
        "principles": lambda: ngettext("{n} principle", "{n} principles", count),
        "memberships": lambda: ngettext("{n} membership", "{n} memberships", count),
        "events": lambda: ngettext("{n} event", "{n} events", count),
        "publications": lambda: ngettext("{n} publication", "{n} publications", count),
        "action_plans": lambda: ngettext("{n} action plan", "{n} action plans", count),
        "city_leads": lambda: ngettext("{n} lead of a city", "{n} leads of cities", count),
        "initiatives": lambda: ngettext("{n} initiative", "{n} initiatives", count),
        "milestones": lambda: ngettext("{n} milestone", "{n} milestones", count),
        "status_updates": lambda: ngettext("{n} status update", "{n} status updates", count),
        "initiative_links": lambda: ngettext(
            "{n} link between initiatives", "{n} links between initiatives", count
        ),
        "taskforce_members": lambda: ngettext("{n} seat on a taskforce", "{n} seats on taskforces", count),
    }[file]()


def file_label(file: str) -> str:
    """Name a file of a source by what its rows are; one of another name keeps it."""
    return {
        "source": _("The source itself"),
        "phases": _("Phases"),
        "cities": _("Cities"),
        "thematic_areas": _("Thematic areas"),
        "principles": _("Principles"),
        "memberships": _("Memberships"),
        "events": _("Events"),
        "publications": _("Publications"),
        "action_plans": _("Action plans"),
        "city_leads": _("Leads of cities"),
        "initiatives": _("Initiatives"),
        "milestones": _("Milestones"),
        "status_updates": _("Status updates"),
        "initiative_links": _("Links between initiatives"),
        "taskforce_members": _("Seats on taskforces"),
    }.get(file, file)


def confidence_label(confidence: Confidence) -> str:
    """Name how sure a city is to deliver."""
    return {
        Confidence.ON_TRACK: _("On track"),
        Confidence.AT_RISK: _("At risk"),
        Confidence.OFF_TRACK: _("Off track"),
    }[confidence]


def schedule_label(schedule: Schedule) -> str:
    """Say whether an initiative has an end that can be missed."""
    return {
        Schedule.DATED: _("Has a date to be done by"),
        Schedule.ONGOING: _("Ongoing: it has no end"),
        Schedule.RECURRING: _("Recurring: it comes again"),
        Schedule.UNDATED: _("Has no date yet"),
    }[schedule]


def visibility_label(visibility: Visibility) -> str:
    """Say who may see an initiative."""
    return {
        Visibility.PUBLIC: _("Everyone"),
        Visibility.NETWORK: _("The network of cities"),
        Visibility.INTERNAL: _("The city and the project manager"),
    }[visibility]


def yes_no_label(answer: YesNo) -> str:
    """Write a plain answer."""
    return {YesNo.YES: _("Yes"), YesNo.NO: _("No")}[answer]


def event_kind_label(kind: EventKind) -> str:
    """Name what a dated event was."""
    return {
        EventKind.CONVENING: _("Convening"),
        EventKind.WORKSHOP: _("Workshop"),
        EventKind.LEARNING_VISIT: _("Learning visit"),
        EventKind.MILESTONE: _("Milestone"),
        EventKind.PUBLICATION: _("Publication"),
        EventKind.DISRUPTION: _("Disruption"),
    }[kind]
