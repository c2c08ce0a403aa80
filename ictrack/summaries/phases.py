"""One phase beside the other: twice, for all cities and for those that took part in each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from ictrack.labels import role_label
from ictrack.language import _, format_count, format_day, format_written, join_words, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import Membership, Phase, list_initiatives
from ictrack.summaries.grouped import grouped
from ictrack.summaries.lineage import Lineage, trace_lineage
from ictrack.summaries.members import memberships_in_scope
from ictrack.summaries.nothing import list_lifted_filters
from ictrack.summaries.phase_dates import PhaseDates, compare_by_date
from ictrack.summaries.phase_months import PhaseMonths, compare_by_months
from ictrack.summaries.progress import Counts, SquareRow, count_progress, square_rows, standing_table
from ictrack.summaries.rows_counted import Paragraphs, rows_in_words
from ictrack.summaries.sentences import tied_completed_in_words
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Cell, Column, Linked, Outward, Table, Target, open_city, open_initiatives
from ictrack.vocabulary import MembershipRole, Standing
from ictrack.words import fold


@dataclass(frozen=True)
class Comparison:
    """The phases beside each other, of the same cities or of all; `cities` is 0 for all."""

    title: str
    cities: int
    counts: Counts
    by_phase: dict[str, Counts] = field(hash=False)
    squares: tuple[SquareRow, ...]
    table: Table
    sentence: str
    dates: PhaseDates
    months: PhaseMonths


@dataclass(frozen=True)
class Phases:
    """Hold what the page of the phases says."""

    sentence: str
    notes: tuple[str, ...]
    phases: Table
    comparisons: tuple[Comparison, ...]
    not_compared: str
    lifted: tuple[Linked, ...]
    rows: Paragraphs
    memberships: Table
    membership_sources: Table
    lineage: Lineage


def summarise_phases(database: Database, scope: Scope, setting: Setting) -> Phases:
    """Compare the phases that had begun by a day; the filter by phase is set aside."""
    whole = replace(scope, phase=None)
    begun = [phase for phase in setting.phases if phase.starts_on <= scope.as_at]
    memberships = [
        membership
        for membership in memberships_in_scope(database, scope, setting)
        if not scope.cities or membership.city_id in scope.cities
    ]
    initiatives = list_initiatives(database, whole)
    # A phase of which nothing is counted has nothing to be compared with.
    held = [phase for phase in begun if any(i.phase_id == phase.phase_id for i in initiatives)]
    lasting = _cities_in_each(held, memberships, scope)
    phaseless = sum(initiative.phase_id is None for initiative in initiatives)
    compared = count_progress([i for i in initiatives if i.phase_id], scope.as_at)
    everywhere = _("All cities of this view") if scope.cities else _("All cities")
    comparisons = [_compare(database, whole, setting, held, everywhere)] if held else []
    elsewhere = {initiative.city_id for initiative in initiatives}.difference(lasting)
    if len(held) > 1 and lasting and elsewhere:
        same = replace(whole, cities=lasting)
        comparisons.append(_compare(database, same, setting, held, _same_cities(len(held), len(lasting))))
    empty = [phase for phase in begun if phase not in held] if len(held) > 1 else []
    return Phases(
        sentence=_sentence(comparisons, held, scope) if held else _nothing_yet(setting, begun, scope),
        notes=(
            *_notes(scope, setting, len(initiatives), phaseless),
            *_without_any(empty),
            *_tied_in_words(comparisons),
        ),
        phases=_phases_table(database, whole, setting.phases, memberships),
        comparisons=tuple(comparisons),
        not_compared=_not_compared(begun, held, lasting, memberships, elsewhere),
        lifted=() if initiatives else list_lifted_filters(database, whole, setting, Target("phases")),
        rows=rows_in_words(database, whole, compared, None, phaseless=phaseless),
        memberships=_memberships_table(setting, memberships),
        membership_sources=_sources_table(setting, memberships),
        lineage=trace_lineage(database, whole, begun),
    )


def _nothing_yet(setting: Setting, begun: Sequence[Phase], scope: Scope) -> str:
    if not setting.phases:
        return _("No phase is known.")
    if begun:
        return _("At {day} there is no initiative of a phase to compare.", day=format_day(scope.as_at))
    return _("No phase had begun by {day}.", day=format_day(scope.as_at))


def _cities_in_each(
    phases: Sequence[Phase], memberships: Sequence[Membership], scope: Scope
) -> tuple[str, ...]:
    """Give the cities of a scope that had joined each of the phases by its day, whatever their role."""
    joined = [m for m in memberships if m.joined_on is None or m.joined_on <= scope.as_at]
    members = [{m.city_id for m in joined if m.phase_id == phase.phase_id} for phase in phases]
    lasting = set.intersection(*members) if members else set()
    return tuple(sorted(city for city in lasting if not scope.cities or city in scope.cities))


def _same_cities(phases: int, cities: int) -> str:
    if phases == 2:
        return ngettext("Only the {n} city in both phases", "Only the {n} cities in both phases", cities)
    return ngettext("Only the {n} city in every phase", "Only the {n} cities in every phase", cities)


def _not_compared(
    begun: Sequence[Phase],
    held: Sequence[Phase],
    lasting: Sequence[str],
    memberships: Sequence[Membership],
    elsewhere: Collection[str],
) -> str:
    """Say why there is no comparison of the same cities; nothing where there is one."""
    if not held:
        return ""
    if len(begun) == 1:
        return _(
            "Only {phase} had begun by this day: there is no other to compare it with.", phase=begun[0].name
        )
    if len(held) == 1:
        return _(
            "Every initiative of this view with a phase is of {phase}: there is no other to compare it with.",
            phase=_lower_first(held[0].name),
        )
    if not memberships:
        return _(
            "Which city took part in which phase is not known, so the same cities cannot be compared. "
            "To supply it: the file memberships."
        )
    if not lasting:
        return _("No city of this view took part in each of these phases.")
    return "" if elsewhere else _("Every city of this view took part in each of these phases.")


def _notes(scope: Scope, setting: Setting, initiatives: int, phaseless: int) -> tuple[str, ...]:
    notes = []
    if scope.phase:
        notes.append(_("The filter “{phase}” is set aside here.", phase=setting.phase_name(scope.phase)))
    if phaseless:
        notes.append(
            ngettext(
                "{n} of {all} initiatives has no phase, so {compared} are compared here.",
                "{n} of {all} initiatives have no phase, so {compared} are compared here.",
                phaseless,
                all=format_count(initiatives),
                compared=format_count(initiatives - phaseless),
            )
        )
    return tuple(notes)


def _without_any(phases: Sequence[Phase]) -> list[str]:
    return [_("{phase} has no initiative in this view.", phase=phase.name) for phase in phases]


def _tied_in_words(comparisons: Sequence[Comparison]) -> list[str]:
    """Give the other number beside each comparison's where some links are not confirmed."""
    return [
        _("{which}: {words}", which=comparison.title, words=tied_completed_in_words(comparison.counts))
        for comparison in comparisons
        if comparison.counts.has_unconfirmed
    ]


def _compare(
    database: Database, scope: Scope, setting: Setting, phases: Sequence[Phase], title: str
) -> Comparison:
    initiatives = [i for i in list_initiatives(database, scope) if i.phase_id]
    by_phase = {
        phase.phase_id: count_progress([i for i in initiatives if i.phase_id == phase.phase_id], scope.as_at)
        for phase in phases
    }
    done = [_completed_of(by_phase[phase.phase_id], phase) for phase in phases]
    return Comparison(
        title=title,
        cities=len(scope.cities),
        counts=count_progress(initiatives, scope.as_at),
        by_phase=by_phase,
        squares=square_rows(initiatives, _heads(phases, scope), lambda i: i.phase_id),
        table=_standings(database, scope, setting, phases, title),
        sentence=_("{which}: completed {parts}.", which=title, parts=join_words(done)),
        dates=compare_by_date(database, scope, setting, phases, title),
        months=compare_by_months(database, scope, setting, phases, title, initiatives),
    )


def _sentence(comparisons: Sequence[Comparison], phases: Sequence[Phase], scope: Scope) -> str:
    """Say how many of each phase's initiatives are completed: in all cities, and in the same ones."""
    everywhere, *same = comparisons
    parts = [_completed_of(everywhere.by_phase[phase.phase_id], phase) for phase in phases]
    text = _("Completed by {day}: {parts}", day=format_day(scope.as_at), parts=join_words(parts))
    for comparison in same:
        cities = ngettext(
            "in the {n} city that took part in each",
            "in the {n} cities that took part in each",
            comparison.cities,
        )
        of_same = [_completed(comparison.by_phase[phase.phase_id]) for phase in phases]
        text += f"; {cities}, {join_words(of_same)}"
    return f"{text}."


def _completed_of(counts: Counts, phase: Phase) -> str:
    return _("{x_of_n} of {phase}", x_of_n=_completed(counts), phase=_lower_first(phase.name))


def _completed(counts: Counts) -> str:
    if counts.initiatives == 0:
        return _("no initiative")
    completed = format_count(counts.of(Standing.COMPLETED))
    return ngettext("{x} of {n} initiative", "{x} of {n} initiatives", counts.initiatives, x=completed)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _heads(phases: Sequence[Phase], scope: Scope) -> list[tuple[str | None, Linked]]:
    """Head each row of squares by its phase, with a link to the same initiatives as a list."""
    cities = tuple(("cities", city_id) for city_id in scope.cities)
    return [
        (phase.phase_id, Linked(phase.name, Target("initiatives", (("phase", phase.phase_id), *cities))))
        for phase in phases
    ]


def _standings(
    database: Database, scope: Scope, setting: Setting, phases: Sequence[Phase], title: str
) -> Table:
    """Count standings per phase, at its end where that has passed and at the as-at date."""
    rows: list[tuple[Cell, Counts]] = []
    for phase in phases:
        days = [scope.as_at]
        if phase.ends_on and phase.ends_on < scope.as_at:
            days = [phase.ends_on, scope.as_at]
        for day in days:
            whole = list_initiatives(database, scope.at(day))
            of_phase = [initiative for initiative in whole if initiative.phase_id == phase.phase_id]
            words = (
                _("{phase}, at its end, {day}", phase=phase.name, day=format_day(day))
                if day == phase.ends_on
                else _("{phase}, at {day}", phase=phase.name, day=format_day(day))
            )
            rows.append((words, count_progress(of_phase, day)))
    caption = _("Initiatives by phase and progress: {which}", which=_lower_first(title))
    return standing_table(caption, Column("phase", _("Phase and day")), rows, setting.record_kind_in(scope))


def _phases_table(
    database: Database, scope: Scope, phases: Sequence[Phase], memberships: Sequence[Membership]
) -> Table:
    counted = list_initiatives(database, scope)
    columns = (
        Column("phase", _("Phase")),
        Column("starts_on", _("From")),
        Column("ends_on", _("To")),
        Column("cities", _("Cities"), is_number=True),
        Column("initiatives", _("Initiatives"), is_number=True),
        Column("note", _("Note")),
    )
    rows = tuple(
        (
            Linked(phase.name, open_initiatives(phase=phase.phase_id)),
            format_written(phase.starts_on_written),
            format_written(phase.ends_on_written) or _("still open"),
            len({m.city_id for m in memberships if m.phase_id == phase.phase_id}),
            sum(i.phase_id == phase.phase_id for i in counted),
            phase.note,
        )
        for phase in phases
    )
    return Table(_("The phases"), columns, rows)


def _memberships_table(setting: Setting, memberships: Sequence[Membership]) -> Table:
    """Tabulate cities by phases: the role in each, and what a reader should know."""
    columns = [Column("city", _("City"))]
    columns += [Column(f"phase_{phase.phase_id}", phase.name) for phase in setting.phases]
    columns.append(Column("note", _("Note")))
    by_city = grouped(memberships, lambda membership: membership.city_id)
    rows = []
    for city_id in _in_order(setting, memberships):
        mine = {m.phase_id: m for m in by_city[city_id]}
        roles = [_role(mine[p.phase_id]) if p.phase_id in mine else None for p in setting.phases]
        notes = dict.fromkeys(m.note for m in mine.values() if m.note)
        rows.append((Linked(setting.city_name(city_id), open_city(city_id)), *roles, " ".join(notes) or None))
    return Table(_("Which city took part in which phase"), tuple(columns), tuple(rows))


def _in_order(setting: Setting, memberships: Sequence[Membership]) -> list[str]:
    return sorted({m.city_id for m in memberships}, key=lambda city: (fold(setting.city_name(city)), city))


def _role(membership: Membership) -> str:
    text = role_label(MembershipRole(membership.role))
    if membership.joined_on_written:
        text = _("{role}, joined {day}", role=text, day=format_written(membership.joined_on_written))
    if membership.left_on_written:
        text = _("{role}, left {day}", role=text, day=format_written(membership.left_on_written))
    return text


def _sources_table(setting: Setting, memberships: Sequence[Membership]) -> Table:
    columns = (
        Column("city", _("City")),
        Column("phase", _("Phase")),
        Column("role", _("Role")),
        Column("joined_on", _("Joined")),
        Column("left_on", _("Left")),
        Column("source", _("Source")),
    )
    order = {city: place for place, city in enumerate(_in_order(setting, memberships))}
    rows = tuple(
        (
            setting.city_name(m.city_id),
            setting.phase_name(m.phase_id),
            role_label(MembershipRole(m.role)),
            format_written(m.joined_on_written) or None,
            format_written(m.left_on_written) or None,
            Outward(m.source_title or m.source_url, m.source_url) if m.source_url else m.source_title,
        )
        for m in sorted(memberships, key=lambda m: (order[m.city_id], m.phase_id))
    )
    return Table(_("Memberships and where they were read"), columns, rows)
