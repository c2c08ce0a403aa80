"""What ictrack is and is not, what its words mean, and what its numbers rest on."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from ictrack import __version__
from ictrack.labels import record_kind_label, standing_label
from ictrack.language import _, format_written, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import (
    ActionPlan,
    InitiativeAsAt,
    fingerprint_data,
    list_initiatives,
    list_plans,
    name_engine,
    read_schema_version,
)
from ictrack.summaries.accessibility import accessibility_statement
from ictrack.summaries.definitions import TERMS, define
from ictrack.summaries.section import Section
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Cell, Column, Linked, Marked, Table, Target
from ictrack.vocabulary import STANDING_ORDER, Coverage, RecordKind, Standing

_PACKAGES = {"streamlit": "Streamlit", "plotly": "Plotly", "pandas": "pandas"}


@dataclass(frozen=True)
class About:
    """Hold what the page About says: a sentence, then its sections."""

    sentence: str
    sections: tuple[Section, ...]


def summarise_about(database: Database, scope: Scope, setting: Setting) -> About:
    """Say what ictrack is, what its words mean, and what its numbers rest on."""
    return About(
        sentence=_(
            "ictrack shows how far the initiatives of the Inclusive Cities action plans have got: per city, "
            "per thematic area, in every phase, as at any day."
        ),
        sections=(
            _what_it_is_not(),
            _standings(setting.record_kind),
            _days_and_clocks(),
            Section(_("What the words mean"), facts=_terms(setting.record_kind)),
            _sources(setting),
            _what_is_not_in_the_data(list_plans(database), list_initiatives(database, scope), setting),
            accessibility_statement(),
            _privacy(),
            Section(_("Versions"), facts=_versions(database)),
            _licences(setting),
        ),
    )


def _what_it_is_not() -> Section:
    return Section(
        _("What it is, and what it is not"),
        paragraphs=(
            _(
                "It reads initiatives and dated status updates from files, decides for each initiative "
                "where it stands, and counts. Every number leads to the rows that it counts, and every row "
                "to its source."
            ),
            _(
                "It does not measure outcomes: that an initiative is completed says that it was delivered, "
                "not what changed for newcomers. It does not manage tasks. It does not rank cities: they "
                "are listed by name."
            ),
        ),
    )


def _standings(record_kind: RecordKind) -> Section:
    marks: list[tuple[Cell, ...]] = [
        (Marked(standing_label(standing, record_kind), standing), _meaning_of(standing, record_kind))
        for standing in STANDING_ORDER
    ]
    example = Standing.IN_PROGRESS
    marks += [
        (
            Marked(_("Hollow"), example, is_hollow=True),
            _("Only a source of the city's own ties the initiative to the programme."),
        ),
        (
            Marked(_("Paler"), example, is_closed=True),
            _("It was still open when its phase ended: closed with its phase."),
        ),
    ]
    if record_kind is RecordKind.RETURNS:
        silent = Marked(_("Hatched"), example, is_silent=True)
        marks.append((silent, _("It is still open and has no recent report: silent.")))
    columns = (Column("mark", _("Mark")), Column("meaning", _("What it says")))
    return Section(
        _("How progress is decided and drawn"),
        paragraphs=(define("standing", record_kind).meaning,),
        table=Table(_("The marks of progress"), columns, tuple(marks)),
    )


def _meaning_of(standing: Standing, record_kind: RecordKind) -> str:
    terms = {
        Standing.COMPLETED: "completed",
        Standing.IN_PROGRESS: "under_way",
        Standing.AT_RISK: "at_risk",
        Standing.BEHIND: "behind",
        Standing.PAUSED: "paused",
        Standing.NOT_STARTED: "not_started",
        Standing.NOT_REPORTED: "not_reported",
        Standing.STOPPED: "stopped",
    }
    return define(terms[standing], record_kind).meaning


def _days_and_clocks() -> Section:
    return Section(
        _("How days count"),
        paragraphs=(
            _(
                "A day may be known to the month or to the year only. It is shown as it was written, and "
                "counts from the last day of its month or year, because by then it is certain; only a phase "
                "begins on the first."
            ),
            _(
                "There are two clocks. As at says which day the picture is of; as known on says what had "
                "been recorded by then. So the picture that was given to a past convening can be drawn "
                "again, and what is reported late shows as late and changes no past picture."
            ),
            _(
                "A status update is never edited. A correction or a withdrawal names the update that it "
                "takes back, and has its effect from the day on which it was recorded."
            ),
        ),
    )


def _terms(record_kind: RecordKind) -> tuple[tuple[str, Cell], ...]:
    explained = [define(term, record_kind) for term in TERMS]
    return tuple((one.term, one.meaning) for one in explained if one.meaning)


def _sources(setting: Setting) -> Section:
    facts: list[tuple[str, Cell]] = []
    for source in setting.sources:
        parts = [record_kind_label(RecordKind(source.record_kind))]
        if source.compiled_on_written:
            parts.append(_("compiled {day}", day=format_written(source.compiled_on_written)))
        facts.append((source.title, "; ".join(parts)))
    return Section(
        _("Sources"),
        paragraphs=(
            _("Each initiative and each update names its own source, with its address where there is one."),
            Linked(_("All that is loaded, and what there is to check in it"), Target("data")),
        ),
        facts=tuple(facts),
    )


def _what_is_not_in_the_data(
    plans: Sequence[ActionPlan], initiatives: Sequence[InitiativeAsAt], setting: Setting
) -> Section:
    count = len(initiatives)
    no_target = sum(1 for one in initiatives if one.current_target_on is None and not one.is_open_ended)
    no_update = sum(1 for one in initiatives if not one.reports and not one.undated_reports)
    texts = [_plans_in_words(plans)]
    if count:
        texts.append(
            ngettext(
                "Of {n} initiative, {no_target} has no target date and {no_update} no update.",
                "Of {n} initiatives, {no_target} have no target date and {no_update} no update.",
                count,
                no_target=no_target,
                no_update=no_update,
            )
        )
    if setting.record_kind is RecordKind.PUBLIC_RECORD:
        texts.append(
            _(
                "Work that no public document speaks of is not here. Nobody was asked, so the absence of "
                "evidence says nothing of a city."
            )
        )
    texts.append(
        _("Names of people are left out on purpose. What no source says is left blank, never guessed.")
    )
    return Section(_("What is not in the data"), paragraphs=tuple(text for text in texts if text))


def _plans_in_words(plans: Sequence[ActionPlan]) -> str:
    if not plans:
        return ""
    read = Counter(Coverage(plan.coverage) for plan in plans)
    return ngettext(
        "Of {n} action plan, {read} was read in full, {part} in part and {not_read} not at all.",
        "Of {n} action plans, {read} were read in full, {part} in part and {not_read} not at all.",
        len(plans),
        read=read[Coverage.READ],
        part=read[Coverage.PART],
        not_read=read[Coverage.NOT_READ],
    ) + (
        " " + _("Where a plan was not read, the absence of an initiative says nothing.")
        if read[Coverage.READ] < len(plans)
        else ""
    )


def _privacy() -> Section:
    return Section(
        _("Privacy"),
        paragraphs=(
            _(
                "ictrack does not track its readers, shows no advertising and calls no other host. It keeps "
                "what was loaded: who or what loaded a file, when, and the rows. No name of a person is "
                "needed in any of them, and none should be given: name the post instead."
            ),
            Linked(_("What is held about people, for how long, and whom to ask"), Target("privacy")),
        ),
    )


def _versions(database: Database) -> tuple[tuple[str, Cell], ...]:
    data = fingerprint_data(database)
    rows = ngettext("{n} row", "{n} rows", data.stored_rows)
    facts: list[tuple[str, Cell]] = [("ictrack", __version__), ("Python", platform.python_version())]
    facts += [(name, version(package)) for package, name in _PACKAGES.items()]
    facts += [
        ("DuckDB", name_engine(database).removeprefix("DuckDB v")),
        (_("Data fingerprint"), f"{data.fingerprint} ({rows})"),
        (_("Version of the schema"), str(read_schema_version(database))),
    ]
    return tuple(facts)


def _licences(setting: Setting) -> Section:
    facts: list[tuple[str, Cell]] = [(_("The code of ictrack"), _("MIT licence"))]
    facts += [(source.title, source.licence) for source in setting.sources]
    return Section(
        _("Licences"),
        paragraphs=(
            _(
                "The documents that the data names stay their publishers'; ictrack links to them and copies "
                "none."
            ),
        ),
        facts=tuple(facts),
    )
