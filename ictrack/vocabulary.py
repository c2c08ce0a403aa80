"""The controlled words: what may stand in a cell, in which order, with which letter.

The words that people see are in `ictrack.labels`; here are the identifiers.
Source of every definition: GLOSSARY.md.
"""

from __future__ import annotations

from enum import StrEnum


class DeliveryStatus(StrEnum):
    """What a city reports about an initiative."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    PAUSED = "paused"
    STOPPED = "stopped"


class Confidence(StrEnum):
    """What a city reports beside the delivery status, if it wants to."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"


class Standing(StrEnum):
    """An initiative's derived situation, in the order in which the first match wins."""

    COMPLETED = "completed"
    STOPPED = "stopped"
    NOT_REPORTED = "not_reported"
    PAUSED = "paused"
    BEHIND = "behind"
    AT_RISK = "at_risk"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"

    @property
    def letter(self) -> str:
        """Give the one letter that stands in for colour in print."""
        return _LETTERS[self]


_LETTERS = {
    Standing.COMPLETED: "C",
    Standing.STOPPED: "S",
    Standing.NOT_REPORTED: "?",
    Standing.PAUSED: "P",
    Standing.BEHIND: "B",
    Standing.AT_RISK: "R",
    Standing.IN_PROGRESS: "I",
    Standing.NOT_STARTED: "N",
}


class StandingReason(StrEnum):
    """Why an initiative has its standing."""

    REPORTED_COMPLETED = "reported_completed"
    REPORTED_STOPPED = "reported_stopped"
    NO_UPDATE = "no_update"
    ONLY_UNDATED = "only_undated"
    NO_STATUS = "no_status"
    REPORTED_PAUSED = "reported_paused"
    PAST_TARGET = "past_target"
    OFF_TRACK = "off_track"
    AT_RISK = "at_risk"
    REPORTED_IN_PROGRESS = "reported_in_progress"
    REPORTED_NOT_STARTED = "reported_not_started"


class Movement(StrEnum):
    """What became of an initiative between two days, in the order in which the first match wins."""

    JOINED = "joined"
    LEFT = "left"
    FIRST_UPDATE = "first_update"
    FINISHED_EARLIER = "finished_earlier"
    FORWARD = "forward"
    BACK = "back"
    ROUND_TRIP = "round_trip"
    FELL_DUE = "fell_due"
    NEW_TARGET_DATE = "new_target_date"
    REVIEWED_NO_CHANGE = "reviewed_no_change"
    UPDATED_UNCHANGED = "updated_unchanged"
    SILENT = "silent"


class Freshness(StrEnum):
    """How lately an initiative was reported on, counted in convenings; exempt is what need not be."""

    CURRENT = "current"
    MISSED_ONE = "missed_one"
    MISSED_TWO_OR_MORE = "missed_two_or_more"
    NEVER_REPORTED = "never_reported"
    EXEMPT = "exempt"


class GapState(StrEnum):
    """How much moves in one thematic area of one city, in the order in which the first match wins."""

    NOT_KNOWN = "not_known"
    NONE = "none"
    ALL_COMPLETED = "all_completed"
    SILENT = "silent"
    PLANNED_ONLY = "planned_only"
    STALLED = "stalled"
    THIN = "thin"
    MOVING = "moving"

    @property
    def symbol(self) -> str:
        """Give the one character that stands before its words and needs no colour."""
        return _SYMBOLS[self]


_SYMBOLS = {
    GapState.NOT_KNOWN: "?",
    GapState.NONE: "–",
    GapState.ALL_COMPLETED: "✓",
    GapState.SILENT: "…",
    GapState.PLANNED_ONLY: "○",
    GapState.STALLED: "=",
    GapState.THIN: "•",
    GapState.MOVING: "→",
}


class Lens(StrEnum):
    """Through what the initiatives of the thematic areas can be looked at."""

    SECTORS = "sectors"
    AUDIENCES = "audiences"
    CHILDREN = "children"
    PRINCIPLES = "principles"
    LACKING = "lacking"


class Lack(StrEnum):
    """What an open initiative may lack of what those who follow it up need."""

    OWNER = "owner"
    TARGET_DATE = "target_date"
    CHAMPION = "champion"
    EVIDENCE = "evidence"


class StandingGroup(StrEnum):
    """The five groups that Overview and City show; stopped is a note beside them."""

    COMPLETED = "completed"
    UNDER_WAY = "under_way"
    NEEDS_ATTENTION = "needs_attention"
    NOT_STARTED = "not_started"
    NOT_REPORTED = "not_reported"


GROUP_OF_STANDING: dict[Standing, StandingGroup] = {
    Standing.COMPLETED: StandingGroup.COMPLETED,
    Standing.IN_PROGRESS: StandingGroup.UNDER_WAY,
    Standing.PAUSED: StandingGroup.NEEDS_ATTENTION,
    Standing.BEHIND: StandingGroup.NEEDS_ATTENTION,
    Standing.AT_RISK: StandingGroup.NEEDS_ATTENTION,
    Standing.NOT_STARTED: StandingGroup.NOT_STARTED,
    Standing.NOT_REPORTED: StandingGroup.NOT_REPORTED,
}

# The order in which charts stack and tables list standings: from done to unknown.
STANDING_ORDER: tuple[Standing, ...] = (
    Standing.COMPLETED,
    Standing.IN_PROGRESS,
    Standing.AT_RISK,
    Standing.BEHIND,
    Standing.PAUSED,
    Standing.NOT_STARTED,
    Standing.NOT_REPORTED,
    Standing.STOPPED,
)


class MembershipRole(StrEnum):
    """The part that a city takes in one phase."""

    FOUNDER = "founder"
    MEMBER = "member"
    ASSOCIATE = "associate"


class EventKind(StrEnum):
    """What a dated event of the programme was."""

    CONVENING = "convening"
    WORKSHOP = "workshop"
    LEARNING_VISIT = "learning_visit"
    MILESTONE = "milestone"
    PUBLICATION = "publication"
    DISRUPTION = "disruption"


class Coverage(StrEnum):
    """How much of an action plan was read when the source was compiled."""

    READ = "read"
    PART = "part"
    NOT_READ = "not_read"


class LeadKind(StrEnum):
    """Which of a city's two leads."""

    SENIOR = "senior"
    OPERATIONAL = "operational"


class RecordKind(StrEnum):
    """Whether cities reported, or somebody compiled documents."""

    RETURNS = "returns"
    PUBLIC_RECORD = "public_record"


class RecordedOn(StrEnum):
    """Whether the days on which updates were recorded are given, or assumed."""

    GIVEN = "given"
    ASSUMED = "assumed"


class Schedule(StrEnum):
    """Whether an initiative has an end that can be missed."""

    DATED = "dated"
    ONGOING = "ongoing"
    RECURRING = "recurring"
    UNDATED = "undated"


class PlanLink(StrEnum):
    """How sure it is that an initiative belongs to the programme."""

    PROGRAMME_DOCUMENT = "programme_document"
    LISTED_STRATEGY = "listed_strategy"
    UNCONFIRMED = "unconfirmed"


class Visibility(StrEnum):
    """Who may see an initiative."""

    PUBLIC = "public"
    NETWORK = "network"
    INTERNAL = "internal"


class UpdateKind(StrEnum):
    """What a status update does."""

    STATUS = "status"
    REVIEWED_NO_CHANGE = "reviewed_no_change"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"


class SubmissionState(StrEnum):
    """What has become of a report that is no status update yet, or was none at first."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class LinkKind(StrEnum):
    """How two initiatives belong together; `from` is the part, the successor, the learner."""

    PART_OF = "part_of"
    JOINT_WITH = "joint_with"
    CARRIED_OVER = "carried_over"
    EVOLVED_FROM = "evolved_from"
    SPLIT_FROM = "split_from"
    MERGED_INTO = "merged_into"
    INSPIRED_BY = "inspired_by"


class Sector(StrEnum):
    """Who delivers or champions an initiative. Other sectors are kept as they are written."""

    LOCAL_AUTHORITY = "local_authority"
    PUBLIC_BODY = "public_body"
    HEALTH = "health"
    EDUCATION = "education"
    VOLUNTARY_COMMUNITY = "voluntary_community"
    FAITH = "faith"
    BUSINESS = "business"
    ARTS_LEISURE = "arts_leisure"


class YesNo(StrEnum):
    """A plain answer; a blank is "not stated", never "no"."""

    YES = "yes"
    NO = "no"


class RecordedMode(StrEnum):
    """Which day stands in for a blank `recorded_on`."""

    REPORTED = "reported"
    TODAY = "today"
