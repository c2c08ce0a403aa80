"""One row of each source file: which columns it has, and what each cell may hold.

The rules of a row live here and nowhere else: reading, checking, the data dictionary
(`data/README.md`), the templates and the invented programme are derived from these
classes. A rule that needs other rows (duplicates, references, chains of corrections)
is a question over the set, in `ictrack/ingest/rules`.

Every cell arrives as text without surrounding white space; an empty cell is `None`.
A field's default `None` or `()` makes its column optional. `Reference` names the file
that a cell's identifier must be found in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from ictrack.conditions import Both, Either, Given, Not, OneOf, RowRule, Same
from ictrack.dates import FIRST_YEAR, LAST_YEAR, PartialDay, is_impossible_day, parse_partial_day
from ictrack.escapes import STEERING, web_address
from ictrack.vocabulary import (
    Confidence,
    Coverage,
    DeliveryStatus,
    EventKind,
    LeadKind,
    LinkKind,
    MembershipRole,
    PlanLink,
    RecordedOn,
    RecordKind,
    Schedule,
    Sector,
    UpdateKind,
    Visibility,
    YesNo,
)
from ictrack.words import match_word

LIST_SEPARATOR = ";"
NOT_IN_IDENTIFIER = re.compile("[;\t\n\r\u2028\u2029]")
LONGEST_IDENTIFIER = 200
# Web addresses as most are; an address may also be of another form.
PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9]+([.-][a-z0-9]+)*(/[A-Za-z0-9/._~%?=&+-]*)?", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,9}", re.ASCII)


@dataclass(frozen=True)
class Reference:
    """Mark a field whose cell names a row of another file, by identifier, name or alias."""

    file: str
    by_name: bool = False


@dataclass(frozen=True)
class Implies:
    """Mark a field of controlled words of which some also say what another column is to say."""

    column: str


@dataclass(frozen=True)
class Key:
    """Mark a field that, with the other keys of its file, tells one row from another."""


def rule_error(
    code: str, message: str, allowed: str = "", suggestion: str = "", column: str = ""
) -> PydanticCustomError:
    """Make the error of a row rule: a code, what is wrong, what is allowed, what is close.

    A suggestion is a value to write instead, or advice: a sentence with its full stop.
    `column` is named by a rule of the whole row.
    """
    context = {"message": message, "allowed": allowed, "suggestion": suggestion, "column": column}
    return PydanticCustomError(code, "{message}", context)


def read_identifier(cell: str) -> str:
    """Read an identifier: one line of text without the mark that parts a list."""
    if STEERING.search(cell) or NOT_IN_IDENTIFIER.search(cell) or len(cell) > LONGEST_IDENTIFIER:
        allowed = f"up to {LONGEST_IDENTIFIER} characters without ';' or line breaks"
        raise rule_error("identifier", "is not an identifier", allowed)
    return cell


def read_any_text(cell: str | None) -> str | None:
    """Read a text of which nothing is asked; where it names a row, that row is looked for."""
    return cell


def read_text(cell: str | None) -> str | None:
    """Read a text in which nothing steers what stands beside it."""
    if cell is not None and STEERING.search(cell):
        raise rule_error("control_character", "holds a control character", "text and line breaks")
    return cell


def _read_partial_day(cell: str | None) -> PartialDay | None:
    if cell is None:
        return None
    day = parse_partial_day(cell)
    if day is None:
        raise _day_error(cell, "2019, 2019-03 or 2019-03-14")
    return day


def _read_whole_day(cell: str | None) -> date | None:
    if cell is None:
        return None
    day = parse_partial_day(cell)
    if day is None or day.day is None:
        raise _day_error(cell, "a whole day, such as 2019-03-14")
    return day.first


_TIMELESS = {
    "ongoing": "Leave the date empty and write 'ongoing' in the column schedule.",
    "continuous": "Leave the date empty and write 'ongoing' in the column schedule.",
    "annual": "Leave the date empty and write 'recurring' in the column schedule.",
    "recurring": "Leave the date empty and write 'recurring' in the column schedule.",
    "tbc": "Leave the date empty until it is known.",
    "tba": "Leave the date empty until it is known.",
    "tbd": "Leave the date empty until it is known.",
    "n/a": "Leave the date empty.",
}
_SEASON_END = {"spring": "05", "summer": "08", "autumn": "11", "winter": "12"}


def _day_error(cell: str, allowed: str) -> PydanticCustomError:
    folded = cell.casefold()
    if is_impossible_day(cell):
        years = f"years from {FIRST_YEAR} to {LAST_YEAR}"
        return rule_error("no_such_day", "is not a day of the calendar", f"{allowed}, {years}")
    season = re.fullmatch(r"(spring|summer|autumn|winter)\s+(\d{4})", folded)
    suggestion = _TIMELESS.get(folded, "")
    if season:
        suggestion = f"{season[2]}-{_SEASON_END[season[1]]}"
    return rule_error("date_form", "is not a date that can be read", allowed, suggestion)


def items_of(cell: str) -> tuple[str, ...]:
    """Split a cell that holds a list; empty items are none."""
    return tuple(item.strip() for item in cell.split(LIST_SEPARATOR) if item.strip())


def _read_items(cell: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if cell is None or isinstance(cell, tuple):
        return cell or ()
    items = items_of(cell)
    for item in items:
        read_text(item)
    return items


def _read_sectors(cell: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(_read_sector(item) for item in _read_items(cell))


def _read_sector(item: str) -> str:
    match = match_word(Sector, item)
    if match.member is None and match.suggestion:
        raise rule_error(
            "unknown_word", f"'{item}' is not a sector", "any sector; known ones are listed", match.suggestion
        )
    return match.member or item


def read_url(cell: str | None) -> str | None:
    """Read the address of a page of the web."""
    if cell is None:
        return None
    if web_address(cell) is None or re.search(r"\s", cell):
        raise rule_error("url", "is not a web address", "an address that begins with https:// or http://")
    return read_text(cell)


def _read_number(cell: str | int) -> int:
    if isinstance(cell, int):
        return cell
    if _NUMBER.fullmatch(cell) is None:
        raise rule_error("number", "is not a whole number", "a whole number, such as 3")
    return int(cell)


E_ = TypeVar("E_", bound=StrEnum)


def _word(kind: type[E_]) -> Callable[[str | None], E_ | None]:
    """Make the reader of a controlled word: identifier or alias, case and accents apart."""

    def read(cell: str | None) -> E_ | None:
        if cell is None:
            return None
        match = match_word(kind, cell)
        if match.member is None:
            allowed = " or ".join(
                filter(None, [", ".join(f"'{m}'" for m in list(kind)[:-1]), f"'{list(kind)[-1]}'"])
            )
            raise rule_error("unknown_word", "is not allowed", allowed, match.suggestion)
        return match.member

    return read


Identifier = Annotated[str, BeforeValidator(read_identifier)]
Text = Annotated[str, BeforeValidator(read_text)]
OptionalText = Annotated[str | None, BeforeValidator(read_text)]
Items = Annotated[tuple[str, ...], BeforeValidator(_read_items)]
Sectors = Annotated[tuple[str, ...], BeforeValidator(_read_sectors)]
SectorWord = Annotated[str, BeforeValidator(_read_sector)]
Day = Annotated[PartialDay, BeforeValidator(_read_partial_day)]
OptionalDay = Annotated[PartialDay | None, BeforeValidator(_read_partial_day)]
OptionalWholeDay = Annotated[date | None, BeforeValidator(_read_whole_day)]
Url = Annotated[str | None, BeforeValidator(read_url)]
Number = Annotated[int, BeforeValidator(_read_number)]

CityRef = Annotated[Identifier, Reference("cities", by_name=True)]
OptionalCityRef = Annotated[str | None, BeforeValidator(read_any_text), Reference("cities", by_name=True)]
PhaseRef = Annotated[Identifier, Reference("phases", by_name=True)]
OptionalPhaseRef = Annotated[str | None, Reference("phases", by_name=True)]
OptionalAreaRef = Annotated[str | None, Reference("thematic_areas", by_name=True)]
AreaRefs = Annotated[Items, Reference("thematic_areas", by_name=True)]
PrincipleRefs = Annotated[Items, Reference("principles", by_name=True)]
InitiativeRef = Annotated[Identifier, Reference("initiatives")]


class Row(BaseModel):
    """One row of a source file; `file` is the file's name without its ending.

    `rules` are what holds between its cells; the first that refuses it is told.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    file: ClassVar[str]
    rules: ClassVar[tuple[RowRule, ...]] = ()

    @model_validator(mode="before")
    @classmethod
    def _split_words(cls, cells: Any) -> Any:
        """Split a tracker's word such as `amber` into a status and a confidence."""
        if not isinstance(cells, dict):
            return cells
        for column, other in implications_of(cls).items():
            if isinstance(cells.get(column), str):
                match = match_word(vocabularies_of(cls)[column], cells[column])
                if match.confidence is not None:
                    cells = {**cells, column: match.member, other: cells.get(other) or match.confidence}
        return cells

    @model_validator(mode="after")
    def _keep_rules(self) -> Row:
        for rule in self.rules:
            if rule.refuses.holds(self.__dict__):
                message = rule.message.format_map(self.__dict__)
                raise rule_error(rule.code, message, rule.allowed, column=rule.column)
        return self


class PhaseRow(Row):
    """A funded period of the programme."""

    file: ClassVar[str] = "phases"
    phase_id: Annotated[Identifier, Key()] = Field(description="Short identifier, such as 1.")
    name: Text = Field(description="What people call it, such as Phase one.")
    starts_on: Day = Field(description="First day; a partial date counts from its first day.")
    ends_on: OptionalDay = Field(None, description="Last day; empty while it is open.")
    note: OptionalText = Field(None, description="Anything a reader should know.")


class CityRow(Row):
    """A member of the network, present or past."""

    file: ClassVar[str] = "cities"
    city_id: Annotated[Identifier, Key()] = Field(description="Short identifier, such as BRI.")
    name: Text = Field(description="Name in English.")
    name_cy: OptionalText = Field(None, description="Name in Welsh.")
    council: OptionalText = Field(None, description="The authority that answers for it.")
    nation: OptionalText = Field(None, description="England, Northern Ireland, Scotland or Wales.")
    aliases: Items = Field((), description="Other spellings that files use.")


class MembershipRow(Row):
    """One city in one phase, with its role there."""

    file: ClassVar[str] = "memberships"
    city_id: Annotated[CityRef, Key()] = Field(description="The city.")
    phase_id: Annotated[PhaseRef, Key()] = Field(description="The phase.")
    role: Annotated[MembershipRole, BeforeValidator(_word(MembershipRole))] = Field(
        description="Its role in that phase."
    )
    joined_on: OptionalDay = Field(None, description="First day, if not the phase's.")
    left_on: OptionalDay = Field(None, description="Last day, if it left before the phase ended.")
    note: OptionalText = Field(None, description="Anything a reader should know.")
    source_title: OptionalText = Field(None, description="The document that says so.")
    source_url: Url = Field(None, description="Where that document is.")


class ThematicAreaRow(Row):
    """One of the subject areas of the Framework."""

    file: ClassVar[str] = "thematic_areas"
    area_id: Annotated[Identifier, Key()] = Field(description="Short identifier, such as growth.")
    name: Text = Field(description="Full name.")
    short_name: OptionalText = Field(None, description="Name for charts and tables.")
    name_cy: OptionalText = Field(None, description="Name in Welsh.")
    sort_order: Number = Field(description="Place in lists.")


class PrincipleRow(Row):
    """One of the core principles of the Framework."""

    file: ClassVar[str] = "principles"
    principle_id: Annotated[Identifier, Key()] = Field(description="Short identifier, such as P1.")
    name: Text = Field(description="Full wording.")
    short_name: OptionalText = Field(None, description="Name for charts and tables.")
    name_cy: OptionalText = Field(None, description="Wording in Welsh.")
    sort_order: Number = Field(description="Place in lists.")


class EventRow(Row):
    """A convening or another dated event of the programme."""

    file: ClassVar[str] = "events"
    event_id: Annotated[Identifier, Key()] = Field(description="Short identifier, such as EV-01.")
    kind: Annotated[EventKind, BeforeValidator(_word(EventKind))] = Field(description="What it was.")
    title: Text = Field(description="What people call it.")
    phase_id: OptionalPhaseRef = Field(None, description="The phase it belongs to.")
    starts_on: Day = Field(description="First day.")
    ends_on: OptionalDay = Field(None, description="Last day, if not the first.")
    place: OptionalText = Field(None, description="Where it was.")
    topic: OptionalText = Field(None, description="What it was about.")
    cut_off_on: OptionalDay = Field(None, description="Last day that its report speaks of.")
    returns_due_on: OptionalDay = Field(None, description="Day by which cities report.")
    note: OptionalText = Field(None, description="Anything a reader should know.")
    source_title: OptionalText = Field(None, description="The document that says so.")
    source_url: Url = Field(None, description="Where that document is.")


class PublicationRow(Row):
    """A document of the programme or of a city."""

    file: ClassVar[str] = "publications"
    publication_id: Annotated[Identifier, Key()] = Field(description="Short identifier.")
    title: Text = Field(description="Its title.")
    kind: OptionalText = Field(None, description="What it is, such as city_action_plan.")
    city_id: OptionalCityRef = Field(None, description="The city it is of; empty for the programme's.")
    phase_id: OptionalPhaseRef = Field(None, description="The phase it belongs to.")
    published_on: OptionalDay = Field(None, description="When it came out.")
    publisher: OptionalText = Field(None, description="Who put it out.")
    note: OptionalText = Field(None, description="Anything a reader should know.")
    source_url: Url = Field(None, description="Where it is.")


class ActionPlanRow(Row):
    """The plan of one city for one phase."""

    file: ClassVar[str] = "action_plans"
    plan_id: Annotated[Identifier, Key()] = Field(description="Short identifier.")
    city_id: CityRef = Field(description="The city.")
    phase_id: PhaseRef = Field(description="The phase.")
    title: Text = Field(description="Its title.")
    published_on: OptionalDay = Field(None, description="When it came out.")
    coverage: Annotated[Coverage, BeforeValidator(_word(Coverage))] = Field(
        Coverage.READ, description="How much of it was read for this source."
    )
    source_url: Url = Field(None, description="Where it is.")


class CityLeadRow(Row):
    """The post that leads the work in a city; never a person's name."""

    file: ClassVar[str] = "city_leads"
    city_id: Annotated[CityRef, Key()] = Field(description="The city.")
    kind: Annotated[LeadKind, BeforeValidator(_word(LeadKind)), Key()] = Field(
        description="Senior or operational."
    )
    role: Annotated[Text, Key()] = Field(description="The post, such as Head of Inclusion.")
    starts_on: OptionalDay = Field(None, description="Since when.")
    ends_on: OptionalDay = Field(None, description="Until when.")


class SourceRow(Row):
    """One fact about the source itself, as key and value."""

    file: ClassVar[str] = "source"
    key: Annotated[
        Literal["title", "record_kind", "recorded_on", "compiled_on", "licence", "note", "invented"], Key()
    ] = Field(description="Which fact.")
    value: Text = Field(description="The fact.")

    @model_validator(mode="after")
    def _value_fits_key(self) -> SourceRow:
        readers: dict[str, Callable[[str | None], object]] = {
            "record_kind": _word(RecordKind),
            "recorded_on": _word(RecordedOn),
            "compiled_on": _read_partial_day,
            "invented": _word(YesNo),
        }
        if self.key in readers:
            readers[self.key](self.value)
        return self


class InitiativeRow(Row):
    """One commitment in an action plan."""

    file: ClassVar[str] = "initiatives"
    initiative_id: Annotated[Identifier, Key()] = Field(description="Short identifier, such as BRI-01.")
    city_id: CityRef = Field(description="The city whose plan it is in.")
    phase_id: OptionalPhaseRef = Field(None, description="The phase whose plan it is in.")
    area_id: OptionalAreaRef = Field(None, description="The one thematic area it counts in.")
    area_mapped_by: OptionalText = Field(None, description="Who chose that area.")
    secondary_areas: AreaRefs = Field((), description="Other thematic areas it touches.")
    principles: PrincipleRefs = Field((), description="Core principles it serves.")
    title: Text = Field(description="What it is called.")
    description: OptionalText = Field(None, description="What it does, in a sentence or two.")
    lead_organisation: OptionalText = Field(None, description="Who is responsible.")
    lead_role: OptionalText = Field(None, description="The post to ask; no name.")
    champion: OptionalText = Field(None, description="The taskforce member's organisation that backs it.")
    partners: Items = Field((), description="Who else takes part.")
    sectors: Sectors = Field((), description="The sectors of those who take part.")
    audiences: Items = Field((), description="Whom it is for.")
    children_and_young_people: Annotated[YesNo | None, BeforeValidator(_word(YesNo))] = Field(
        None, description="Whether it meets needs of children and young people."
    )
    schedule: Annotated[Schedule | None, BeforeValidator(_word(Schedule))] = Field(
        None, description="Whether it has an end that can be missed."
    )
    starts_on: OptionalDay = Field(None, description="When it starts or started.")
    target_on: OptionalDay = Field(None, description="The first day by which it was to be done.")
    added_on: OptionalDay = Field(None, description="When it joined the plan.")
    removed_on: OptionalDay = Field(None, description="When it left the plan.")
    removal_reason: OptionalText = Field(None, description="Why it left.")
    plan_link: Annotated[PlanLink | None, BeforeValidator(_word(PlanLink))] = Field(
        None, description="How sure it is that it belongs to the programme; empty means in the plan."
    )
    visibility: Annotated[Visibility | None, BeforeValidator(_word(Visibility))] = Field(
        None, description="Who may see it; empty: public in a public record, else network."
    )
    internal_note: OptionalText = Field(None, description="For the city and the project manager only.")
    source_title: OptionalText = Field(None, description="The document that says so.")
    source_url: Url = Field(None, description="Where that document is.")
    source_locator: OptionalText = Field(None, description="Where in it.")


class MilestoneRow(Row):
    """A step of an initiative."""

    file: ClassVar[str] = "milestones"
    milestone_id: Annotated[Identifier, Key()] = Field(description="Short identifier.")
    initiative_id: InitiativeRef = Field(description="The initiative.")
    title: Text = Field(description="What is to be reached.")
    due_on: Day = Field(description="By when.")
    done_on: OptionalDay = Field(None, description="When it was reached.")


_IS_STATUSLESS = OneOf("kind", (UpdateKind.REVIEWED_NO_CHANGE, UpdateKind.WITHDRAWAL))
_IS_NAMING = OneOf("kind", (UpdateKind.CORRECTION, UpdateKind.WITHDRAWAL))


class StatusUpdateRow(Row):
    """One dated report on one initiative; never edited, only followed."""

    file: ClassVar[str] = "status_updates"
    rules: ClassVar[tuple[RowRule, ...]] = (
        RowRule(
            Both(Given("confidence"), Not(Given("status"))),
            "confidence_without_status",
            "gives a confidence without a status",
            "a status beside it",
            column="confidence",
        ),
        RowRule(
            Both(_IS_STATUSLESS, Either(Given("status"), Given("revised_target_on"))),
            "status_not_expected",
            "carries a status or a new target date",
            "neither, or another kind",
            column="kind",
        ),
        RowRule(
            Both(_IS_NAMING, Not(Given("corrects_update_id"))),
            "names_nothing",
            "is a {kind} that names no update",
            "the update that it takes back, in corrects_update_id",
            column="corrects_update_id",
        ),
        RowRule(
            Both(Not(_IS_NAMING), Given("corrects_update_id")),
            "names_needlessly",
            "is named by an update that is neither a correction nor a withdrawal",
            "one of these kinds, or no corrects_update_id",
            column="corrects_update_id",
        ),
        RowRule(
            Same("corrects_update_id", "update_id"),
            "corrects_itself",
            "names itself",
            "the identifier of another update",
            column="corrects_update_id",
        ),
    )
    update_id: Annotated[Identifier, Key()] = Field(description="Short identifier, such as BRI-01-U001.")
    initiative_id: InitiativeRef = Field(description="The initiative it speaks of.")
    kind: Annotated[UpdateKind, BeforeValidator(_word(UpdateKind))] = Field(
        UpdateKind.STATUS, description="What it does."
    )
    reported_on: OptionalDay = Field(
        None, description="The day it speaks of; empty: undated evidence, which sets no standing."
    )
    recorded_on: OptionalWholeDay = Field(
        None, description="The day it became known; empty: the day of the load."
    )
    status: Annotated[
        DeliveryStatus | None, BeforeValidator(_word(DeliveryStatus)), Implies("confidence")
    ] = Field(None, description="The delivery status; empty: it says nothing of it.")
    status_read_by: OptionalText = Field(None, description="Who read the status from the text.")
    confidence: Annotated[Confidence | None, BeforeValidator(_word(Confidence))] = Field(
        None, description="How sure the city is to deliver; only beside a status."
    )
    reason: OptionalText = Field(None, description="Why, unless on track.")
    revised_target_on: OptionalDay = Field(None, description="The new day by which it is to be done.")
    summary: OptionalText = Field(None, description="What is new, in a sentence.")
    achievements: OptionalText = Field(None, description="What was reached.")
    challenges: OptionalText = Field(None, description="What stands in the way.")
    next_steps: OptionalText = Field(None, description="What comes next.")
    help_wanted: OptionalText = Field(None, description="What would help.")
    help_offered: OptionalText = Field(None, description="What others may ask for.")
    evidence_title: OptionalText = Field(None, description="What shows it.")
    evidence_url: Url = Field(None, description="Where that is.")
    reported_by_role: OptionalText = Field(None, description="The post that reported; no name.")
    corrects_update_id: OptionalText = Field(
        None, description="The update that a correction or withdrawal takes back."
    )
    source_title: OptionalText = Field(None, description="The document that says so.")
    source_url: Url = Field(None, description="Where that document is.")
    source_locator: OptionalText = Field(None, description="Where in it.")


class InitiativeLinkRow(Row):
    """Two initiatives that belong together."""

    file: ClassVar[str] = "initiative_links"
    rules: ClassVar[tuple[RowRule, ...]] = (
        RowRule(
            Same("from_id", "to_id"),
            "links_itself",
            "links an initiative with itself",
            "two initiatives",
            column="to_id",
        ),
    )
    from_id: Annotated[InitiativeRef, Key()] = Field(description="The part, the successor, the learner.")
    to_id: Annotated[InitiativeRef, Key()] = Field(description="The whole, the forerunner, the model.")
    kind: Annotated[LinkKind, BeforeValidator(_word(LinkKind)), Key()] = Field(
        description="How they belong together."
    )
    note: OptionalText = Field(None, description="Anything a reader should know.")


class TaskforceMemberRow(Row):
    """A seat on a city's taskforce; no name is needed, and a name is personal data."""

    file: ClassVar[str] = "taskforce_members"
    member_id: Annotated[Identifier, Key()] = Field(description="Short identifier.")
    city_id: CityRef = Field(description="The city.")
    role: Text = Field(description="The seat, such as chair.")
    organisation: OptionalText = Field(None, description="Whom it speaks for.")
    sector: SectorWord = Field(description="Its sector.")
    champions_areas: AreaRefs = Field((), description="Thematic areas it champions.")
    starts_on: OptionalDay = Field(None, description="Since when.")
    ends_on: OptionalDay = Field(None, description="Until when.")


# Every file of a source, in the order in which one may refer to another.
ROWS: tuple[type[Row], ...] = (
    SourceRow,
    PhaseRow,
    CityRow,
    ThematicAreaRow,
    PrincipleRow,
    MembershipRow,
    EventRow,
    PublicationRow,
    ActionPlanRow,
    CityLeadRow,
    InitiativeRow,
    MilestoneRow,
    StatusUpdateRow,
    InitiativeLinkRow,
    TaskforceMemberRow,
)
ROW_OF_FILE: dict[str, type[Row]] = {row.file: row for row in ROWS}


def columns_of(row: type[Row]) -> tuple[str, ...]:
    """List a file's columns in their order."""
    return tuple(row.model_fields)


def required_columns_of(row: type[Row]) -> tuple[str, ...]:
    """List the columns whose cells may not be empty."""
    return tuple(name for name, field in row.model_fields.items() if field.is_required())


@cache
def key_columns_of(row: type[Row]) -> tuple[str, ...]:
    """List the columns that tell one row of a file from another."""
    return tuple(
        name for name, field in row.model_fields.items() if any(isinstance(m, Key) for m in field.metadata)
    )


def references_of(row: type[Row]) -> dict[str, Reference]:
    """Map each column that names rows of another file to what it names."""
    return {
        name: mark
        for name, field in row.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, Reference)
    }


@cache
def implications_of(row: type[Row]) -> dict[str, str]:
    """Map each column some of whose words imply what another column says to that column."""
    return {
        name: mark.column
        for name, field in row.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, Implies)
    }


def day_columns_of(row: type[Row]) -> tuple[str, ...]:
    """List the columns that hold partial days."""
    return tuple(
        name
        for name, field in row.model_fields.items()
        if field.annotation is PartialDay or PartialDay in get_args(field.annotation)
    )


def list_columns_of(row: type[Row]) -> tuple[str, ...]:
    """List the columns whose cells hold several items."""
    return tuple(name for name, field in row.model_fields.items() if get_origin(field.annotation) is tuple)


@cache
def vocabularies_of(row: type[Row]) -> dict[str, type[StrEnum]]:
    """Map each column of controlled words to the words that it knows."""
    return {
        name: kind
        for name, field in row.model_fields.items()
        for kind in (field.annotation, *get_args(field.annotation))
        if isinstance(kind, type) and issubclass(kind, StrEnum)
    }
