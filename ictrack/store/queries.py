"""The questions that the rest of ictrack may ask of the store: one typed function each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from ictrack.scope import Scope
from ictrack.store.cited_rows import cited
from ictrack.store.database import Database


@dataclass(frozen=True)
class InitiativeAsAt:
    """One initiative that counts, and where it stands at the scope's day.

    `joint_with` are the identifiers of the strands of the same project in other cities;
    `freshness` is nothing in a public record, of which nobody was asked. `lacks` says what an
    open initiative lacks, and is nothing where it is finished or closed with its phase.
    """

    initiative_id: str
    title: str
    description: str | None
    city_id: str
    city_name: str
    area_id: str | None
    area_name: str | None
    area_mapped_by: str | None
    phase_id: str | None
    phase_name: str | None
    lead_organisation: str | None
    sectors: Sequence[str]
    audiences: Sequence[str]
    principles: Sequence[str]
    children_and_young_people: str | None
    champion: str | None
    lacks: Sequence[str] | None
    plan_link: str
    visibility: str
    standing: str
    standing_reason: str
    status: str | None
    confidence: str | None
    reason: str | None
    is_closed: bool
    is_open_ended: bool
    freshness: str | None
    is_silent: bool
    joint_with: Sequence[str]
    joined_on: date | None
    first_target_on_written: str | None
    current_target_on: date | None
    current_target_on_written: str | None
    status_reported_on: date | None
    status_reported_on_written: str | None
    last_reported_on: date | None
    last_reported_on_written: str | None
    last_summary: str | None
    reports: int
    undated_reports: int
    reports_with_evidence: int
    waiting_reports: int
    source_id: str
    record_kind: str
    bundled: bool


@dataclass(frozen=True)
class Change:
    """What became of one initiative between two days; it counts on one of them at least.

    What is of the first day is `from_…`, of the last `to_…`; both are none where it does
    not count. Targets are as they were written. It `was_closed` with its phase on the first
    day, and `is_closed` on the last.
    """

    initiative_id: str
    title: str
    city_id: str
    city_name: str
    area_id: str | None
    area_name: str | None
    phase_id: str | None
    record_kind: str
    visibility: str
    movement: str
    from_standing: str | None
    to_standing: str | None
    from_reason: str | None
    to_reason: str | None
    from_status: str | None
    to_status: str | None
    from_confidence: str | None
    to_confidence: str | None
    status_reported_on: date | None
    worst_between: str | None
    from_target: str | None
    to_target: str | None
    from_reported_on_written: str | None
    to_reported_on_written: str | None
    last_reported_on_written: str | None
    reason: str | None
    last_summary: str | None
    removal_reason: str | None
    was_closed: bool
    is_closed: bool
    is_open_ended: bool
    updates: int


@dataclass(frozen=True)
class Phase:
    """A funded period of the programme."""

    phase_id: str
    name: str
    starts_on: date
    starts_on_written: str
    ends_on: date | None
    ends_on_written: str | None
    note: str | None


@dataclass(frozen=True)
class City:
    """A member of the network, present or past.

    `named_by` are the sources that give it an initiative, a plan, a publication or a membership.
    """

    city_id: str
    name: str
    name_cy: str | None
    council: str | None
    nation: str | None
    named_by: Sequence[str]


@dataclass(frozen=True)
class ThematicArea:
    """One of the subject areas of the Framework."""

    area_id: str
    name: str
    short_name: str
    name_cy: str | None


@dataclass(frozen=True)
class Source:
    """Where facts come from as a whole, and how much is in it."""

    source_id: str
    title: str
    record_kind: str
    recorded_on: str
    compiled_on_written: str | None
    licence: str | None
    note: str | None
    bundled: bool
    invented: bool
    initiatives: int
    status_updates: int
    dated_updates: int
    undated_updates: int
    updates_of_a_year: int
    last_reported_on: date | None


@dataclass(frozen=True)
class Event:
    """A convening or another dated event; `ends_on` and `cut_off_on` are always filled in."""

    event_id: str
    kind: str
    title: str
    phase_id: str | None
    starts_on: date
    starts_on_written: str
    ends_on: date
    ends_on_written: str | None
    cut_off_on: date
    place: str | None
    topic: str | None
    note: str | None
    source_title: str | None
    source_url: str | None


@dataclass(frozen=True)
class Membership:
    """One city in one phase, with its role there."""

    city_id: str
    phase_id: str
    role: str
    joined_on: date | None
    joined_on_written: str | None
    left_on: date | None
    left_on_written: str | None
    note: str | None
    source_title: str | None
    source_url: str | None


@dataclass(frozen=True)
class Publication:
    """A document of the programme or of a city."""

    publication_id: str
    title: str
    kind: str | None
    city_id: str | None
    phase_id: str | None
    published_on: date | None
    published_on_written: str | None
    publisher: str | None
    note: str | None
    source_url: str | None


@dataclass(frozen=True)
class ActionPlan:
    """The plan of one city for one phase."""

    plan_id: str
    city_id: str
    phase_id: str
    title: str
    published_on: date | None
    published_on_written: str | None
    coverage: str
    source_url: str | None


@dataclass(frozen=True)
class StandingAt:
    """How many initiatives had a standing at a day; of the cities' own, how many open and silent.

    The phase is nothing where it was not asked for, or where the initiatives have none.
    """

    as_at: date
    phase_id: str | None
    standing: str
    initiatives: int
    open_reported: int
    silent: int


@dataclass(frozen=True)
class StandingCounts:
    """How many initiatives have each standing, of one combination of the keys asked for.

    A key is nothing where it was not asked for, or where the initiatives have none.
    """

    city_id: str | None = None
    area_id: str | None = None
    phase_id: str | None = None
    initiatives: int = 0
    completed: int = 0
    stopped: int = 0
    not_reported: int = 0
    paused: int = 0
    behind: int = 0
    at_risk: int = 0
    in_progress: int = 0
    not_started: int = 0


@dataclass(frozen=True)
class Contradiction:
    """One thing to check: the rule that found it, the initiative, and the row that says so.

    `said` and `against` are what contradict each other, as written; what they are depends
    on the rule. A rule of the initiative names no update.
    """

    rule: str
    initiative_id: str
    title: str
    city_id: str
    city_name: str
    update_id: str | None
    said: str | None
    against: str | None
    file: str
    file_row: int


@dataclass(frozen=True)
class Load:
    """One load, and what came of its rows; a source that was replaced since has no title.

    One that was taken back says when and by whom.
    """

    load_id: int
    loaded_at: datetime
    loaded_by: str
    file_name: str
    source_title: str | None
    rows_new: int
    rows_changed: int
    rows_unchanged: int
    rows_rejected: int
    rows_withheld: int
    file_fingerprint: str
    undone_at: datetime | None
    undone_by: str | None


@dataclass(frozen=True)
class StoredRows:
    """How many rows of one file a source holds."""

    source_id: str
    file: str
    stored_rows: int


@dataclass(frozen=True)
class CityAlias:
    """Another word by which a city is known."""

    city_id: str
    alias: str


@dataclass(frozen=True)
class InitiativeName:
    """One initiative, counted or not."""

    initiative_id: str
    title: str


@dataclass(frozen=True)
class InitiativeInFull:
    """All that is known of one initiative, where it stands, and where it was read."""

    initiative_id: str
    title: str
    description: str | None
    city_id: str
    city_name: str
    area_id: str | None
    area_name: str | None
    area_mapped_by: str | None
    secondary_areas: Sequence[str]
    phase_id: str | None
    phase_name: str | None
    lead_organisation: str | None
    lead_role: str | None
    champion: str | None
    partners: Sequence[str]
    sectors: Sequence[str]
    audiences: Sequence[str]
    children_and_young_people: str | None
    schedule: str | None
    starts_on_written: str | None
    target_on: date | None
    target_on_written: str | None
    current_target_on: date | None
    current_target_on_written: str | None
    added_on_written: str | None
    removed_on: date | None
    removed_on_written: str | None
    removal_reason: str | None
    plan_link: str
    visibility: str
    source_title: str | None
    source_url: str | None
    source_locator: str | None
    counts: bool
    joined_on: date | None
    whole_id: str | None
    whole_title: str | None
    is_closed: bool
    freshness: str | None
    is_silent: bool
    standing: str
    standing_reason: str
    status_update_id: str | None
    status_reported_on_written: str | None
    last_reported_on_written: str | None
    reports: int
    undated_reports: int
    waiting_reports: int
    record_kind: str
    record_title: str
    record_recorded_on: str
    file_row: int
    file_name: str | None
    loaded_at: datetime | None


@dataclass(frozen=True)
class UpdateInFull:
    """One status update as it was sent, and what took it back if anything did."""

    update_id: str
    kind: str
    reported_on: date | None
    reported_on_written: str | None
    recorded_on: date | None
    status: str | None
    status_read_by: str | None
    confidence: str | None
    reason: str | None
    revised_target_on: date | None
    revised_target_on_written: str | None
    summary: str | None
    achievements: str | None
    challenges: str | None
    next_steps: str | None
    help_wanted: str | None
    help_offered: str | None
    evidence_title: str | None
    evidence_url: str | None
    reported_by_role: str | None
    corrects_update_id: str | None
    source_title: str | None
    source_url: str | None
    source_locator: str | None
    file_row: int
    file_name: str | None
    loaded_at: datetime | None
    taken_back_by: str | None
    taken_back_on: date | None


@dataclass(frozen=True)
class Milestone:
    """A step of an initiative."""

    milestone_id: str
    title: str
    due_on: date
    due_on_written: str
    done_on: date | None
    done_on_written: str | None


@dataclass(frozen=True)
class InitiativeLink:
    """Two initiatives that belong together; `from` is the part, the successor, the learner."""

    from_id: str
    to_id: str
    kind: str
    note: str | None
    from_title: str
    to_title: str
    from_phase_id: str | None
    to_phase_id: str | None
    from_city_name: str
    to_city_name: str


@dataclass(frozen=True)
class Uncounted:
    """How many initiatives are left out of counts for a reason: left, not_joined, part or no_phase."""

    reason: str
    initiatives: int


@dataclass(frozen=True)
class Report:
    """One report that counts, on an initiative that counts; `of_all` is how many there are."""

    update_id: str
    initiative_id: str
    title: str
    city_id: str
    city_name: str
    record_kind: str
    kind: str
    reported_on: date | None
    reported_on_written: str | None
    status: str | None
    confidence: str | None
    reason: str | None
    summary: str | None
    source_title: str | None
    source_url: str | None
    of_all: int


@dataclass(frozen=True)
class StatusSince:
    """The day since when an initiative has had the status and the confidence that it has."""

    initiative_id: str
    since: date
    since_written: str


@dataclass(frozen=True)
class Peer:
    """An initiative of another city that is completed or under way."""

    initiative_id: str
    title: str
    city_id: str
    city_name: str
    area_id: str
    standing: str
    is_closed: bool
    plan_link: str
    record_kind: str
    last_reported_on: date | None
    last_reported_on_written: str | None


@dataclass(frozen=True)
class Part:
    """A part of an initiative: shown with the whole, and not counted."""

    initiative_id: str
    title: str
    whole_id: str
    whole_title: str
    standing: str
    standing_reason: str
    is_closed: bool
    plan_link: str
    record_kind: str
    last_reported_on_written: str | None


@dataclass(frozen=True)
class JointInitiative:
    """An initiative, and the one of another city that it is joint with."""

    initiative_id: str
    title: str
    partner_id: str
    partner_title: str
    partner_city_id: str
    partner_city_name: str
    note: str | None


@dataclass(frozen=True)
class Fingerprint:
    """Which data a picture was drawn from: eight hexadecimal digits, and how many rows."""

    fingerprint: str
    stored_rows: int


def list_initiatives(database: Database, scope: Scope) -> tuple[InitiativeAsAt, ...]:
    """List the initiatives that count in a scope, by city name and identifier."""
    return database.read("initiative_list", scope.parameters, InitiativeAsAt)


def list_changes(database: Database, scope: Scope, since: date, known_since: date) -> tuple[Change, ...]:
    """List what became of each initiative from `since`, as known on `known_since`, to the scope's day."""
    moment = {"since": since, "known_since": known_since}
    return database.read("change_list", {**scope.parameters, **moment}, Change)


def list_phases(database: Database) -> tuple[Phase, ...]:
    """List the phases, the earliest first."""
    return database.read("phase_list", {}, Phase)


def list_cities(database: Database) -> tuple[City, ...]:
    """List the cities by name."""
    return database.read("city_list", {}, City)


def list_areas(database: Database) -> tuple[ThematicArea, ...]:
    """List the thematic areas in the Framework's order."""
    return database.read("area_list", {}, ThematicArea)


def list_sources(database: Database) -> tuple[Source, ...]:
    """List the sources, one's own first."""
    return database.read("source_list", {}, Source)


def list_events(database: Database) -> tuple[Event, ...]:
    """List the events of the programme, the earliest first."""
    return database.read("event_list", {}, Event)


def list_memberships(database: Database) -> tuple[Membership, ...]:
    """List which city took part in which phase."""
    return database.read("membership_list", {}, Membership)


def list_publications(database: Database) -> tuple[Publication, ...]:
    """List what has been published, the earliest first."""
    return database.read("publication_list", {}, Publication)


def list_plans(database: Database) -> tuple[ActionPlan, ...]:
    """List the action plans by city and phase."""
    return database.read("plan_list", {}, ActionPlan)


def count_standings_at(
    database: Database, scope: Scope, moments: Sequence[date], *, by_phase: bool = False
) -> tuple[StandingAt, ...]:
    """Count the initiatives of each standing at each of a list of days; `scope.as_at` is not used."""
    asked = replace(scope, as_at=max(moments, default=scope.as_at))
    parameters = {**asked.parameters, "moments": list(moments), "by_phase": by_phase}
    return database.read("progress_series", parameters, StandingAt)


def count_standings(
    database: Database, scope: Scope, *, by_city: bool = False, by_area: bool = False, by_phase: bool = False
) -> tuple[StandingCounts, ...]:
    """Count the initiatives of a scope by standing, per combination of the keys that occurs."""
    keys = {"by_city": by_city, "by_area": by_area, "by_phase": by_phase}
    return database.read("summary", {**scope.parameters, **keys}, StandingCounts)


def count_uncounted(database: Database, scope: Scope) -> tuple[Uncounted, ...]:
    """Count the initiatives of a scope that its counts leave out, by reason."""
    return database.read("uncounted_list", scope.parameters, Uncounted)


def list_contradictions(database: Database, scope: Scope) -> tuple[Contradiction, ...]:
    """List what contradicts itself or is incomplete in a scope, by city name and initiative."""
    found = database.read("contradiction_list", scope.parameters, Contradiction)
    return tuple(map(_with_own_sheet, found))


def _with_own_sheet(one: Contradiction) -> Contradiction:
    """Name the one sheet of a row, where several were read as one."""
    file, row = cited(one.file, one.file_row)
    return one if file == one.file else replace(one, file=file, file_row=row)


def list_loads(database: Database) -> tuple[Load, ...]:
    """List what was loaded, the latest first."""
    return database.read("load_list", {}, Load)


def count_stored_rows(database: Database) -> tuple[StoredRows, ...]:
    """Count the rows of each file that each source holds."""
    return database.read("source_row_count", {}, StoredRows)


def list_aliases(database: Database) -> tuple[CityAlias, ...]:
    """List the other words by which cities are known, by city and word."""
    return database.read("city_alias_list", {}, CityAlias)


def read_schema_version(database: Database) -> int:
    """Give the version of the schema that the database has."""
    return int(database.ask("schema_version")[0]["schema_version"])


def list_initiative_names(database: Database, city_id: str | None = None) -> tuple[InitiativeName, ...]:
    """List every initiative, counted or not, by identifier: those of one city, or all."""
    return database.read("initiative_names", {"city": city_id}, InitiativeName)


def find_initiative(database: Database, scope: Scope, initiative_id: str) -> InitiativeInFull | None:
    """Give one initiative as at a day, counted or not; nothing where there is none such."""
    parameters = {**scope.parameters, "initiative": initiative_id}
    return next(iter(database.read("initiative_one", parameters, InitiativeInFull)), None)


def list_updates_of(database: Database, scope: Scope, initiative_id: str) -> tuple[UpdateInFull, ...]:
    """List what was known of one initiative, the newest first; later days than the as-at date too."""
    parameters = {**scope.parameters, "initiative": initiative_id}
    return database.read("initiative_updates", parameters, UpdateInFull)


def list_milestones_of(database: Database, initiative_id: str) -> tuple[Milestone, ...]:
    """List the steps of one initiative, the first due first."""
    return database.read("initiative_milestones", {"initiative": initiative_id}, Milestone)


def list_links(database: Database, initiative_id: str | None = None) -> tuple[InitiativeLink, ...]:
    """List the links between initiatives: those of one, or all."""
    return database.read("link_list", {"initiative": initiative_id}, InitiativeLink)


def list_reports(database: Database, scope: Scope, most: int) -> tuple[Report, ...]:
    """List the newest reports on the initiatives of a scope, undated ones last."""
    return database.read("update_list", {**scope.parameters, "most": most}, Report)


def list_status_since(database: Database, scope: Scope) -> tuple[StatusSince, ...]:
    """Say since when each initiative of a scope has had its status and its confidence."""
    return database.read("status_since", scope.parameters, StatusSince)


def list_peers(
    database: Database, scope: Scope, city_id: str, thin_areas: Sequence[str], most: int
) -> tuple[Peer, ...]:
    """List what other cities have completed or under way in some areas, at most so many of each."""
    parameters = {**scope.parameters, "city": city_id, "thin_areas": list(thin_areas), "most": most}
    return database.read("peer_list", parameters, Peer)


def list_parts(database: Database, scope: Scope) -> tuple[Part, ...]:
    """List the parts of the initiatives of a scope."""
    parts = None
    if scope.cities:
        parts = [row["initiative_id"] for row in database.ask("part_names", scope.parameters)]
    return database.read("part_list", {**scope.parameters, "parts": parts}, Part)


def list_joint_initiatives(database: Database, scope: Scope) -> tuple[JointInitiative, ...]:
    """List the joint initiatives of a scope with those that they are joint with."""
    return database.read("joint_list", scope.parameters, JointInitiative)


def name_engine(database: Database) -> str:
    """Name the engine and its version, such as `DuckDB v1.5.5`."""
    return str(database.ask("engine")[0]["engine"])


def fingerprint_data(database: Database) -> Fingerprint:
    """Give a text that changes when any stored row of any source does."""
    return database.read("data_fingerprint", {}, Fingerprint)[0]
