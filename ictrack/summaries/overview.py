"""Where the whole network stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ictrack.language import _, format_written, join_words, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import (
    City,
    InitiativeAsAt,
    Phase,
    Publication,
    list_initiatives,
    list_plans,
    list_publications,
)
from ictrack.summaries.freshness import counts_convenings, freshness_in_words
from ictrack.summaries.grouped import grouped
from ictrack.summaries.matrix import Matrix, arrange_matrix
from ictrack.summaries.members import cities_in_scope, phases_in_scope
from ictrack.summaries.nothing import list_lifted_filters
from ictrack.summaries.progress import (
    Counts,
    GroupCount,
    SquareRow,
    city_heads,
    count_progress,
    delivered_sentence,
    group_counts,
    square_rows,
    standing_table,
)
from ictrack.summaries.publications import is_out
from ictrack.summaries.rows_counted import Paragraphs, rows_in_words
from ictrack.summaries.sentences import caveats_of, day_in_words, progress_in_words, tied_in_words
from ictrack.summaries.series import Series, summarise_series
from ictrack.summaries.setting import Setting, since_convening
from ictrack.summaries.table import Cell, Column, Linked, Outward, Table, Target, open_city, open_initiatives
from ictrack.vocabulary import RecordKind
from ictrack.words import fold


@dataclass(frozen=True)
class Overview:
    """Hold what the Overview says."""

    sentence: str
    delivered: str
    freshness: str
    caveats: tuple[str, ...]
    lifted: tuple[Linked, ...]
    rows: Paragraphs
    counts: Counts
    groups: tuple[GroupCount, ...]
    since: str
    squares: tuple[SquareRow, ...]
    squares_table: Table
    matrix: Matrix
    series: Series
    publications: Table
    publications_sentence: str


def summarise_overview(database: Database, scope: Scope, setting: Setting) -> Overview:
    """Say where the network stands at a day, and how it got there."""
    initiatives = list_initiatives(database, scope)
    counts = count_progress(initiatives, scope.as_at)
    convening = setting.last_convening_before(scope.as_at)
    before = None
    if convening:
        then = list_initiatives(database, scope.at(convening.cut_off_on))
        before = count_progress(then, convening.cut_off_on)
    publications = tuple(p for p in list_publications(database) if is_out(p, scope, setting))
    cities, phases = cities_in_scope(database, scope, setting, initiatives), phases_in_scope(scope, setting)
    return Overview(
        sentence=headline(counts, setting, scope),
        delivered=delivered_sentence(counts, setting.record_kind_in(scope)),
        freshness=freshness_in_words(initiatives, counts_convenings(setting)),
        caveats=caveats_of(counts, initiatives),
        lifted=() if initiatives else list_lifted_filters(database, scope, setting, Target("overview")),
        rows=rows_in_words(database, scope, counts, open_initiatives()),
        counts=counts,
        groups=group_counts(counts, before, setting.record_kind_in(scope)),
        since=since_convening(convening) if convening else "",
        squares=square_rows(initiatives, city_heads(initiatives), lambda i: i.city_id),
        squares_table=_table_by_city(initiatives, scope, setting.record_kind_in(scope)),
        matrix=arrange_matrix(initiatives, cities, setting.areas, list_plans(database), phases),
        series=summarise_series(database, scope, setting),
        publications=_publications_by_city(publications, cities if publications else (), phases),
        publications_sentence=_publications_sentence(publications),
    )


def headline(counts: Counts, setting: Setting, scope: Scope) -> str:
    """Write the sentence that opens the Overview: every initiative is in it once."""
    day = day_in_words(setting, scope.as_at)
    if counts.initiatives == 0:
        return _("At {day} there is no initiative to show.", day=day)
    public = setting.record_kind_in(scope) is RecordKind.PUBLIC_RECORD
    opening = _(
        "At {day} {shows} {initiatives} in {cities}",
        day=day,
        shows=_("public documents show") if public else _("the cities report on"),
        initiatives=ngettext("{n} initiative", "{n} initiatives", counts.initiatives),
        cities=ngettext("{n} city", "{n} cities", counts.cities),
    )
    text = f"{opening}: {progress_in_words(counts, setting.record_kind_in(scope))}."
    return " ".join(part for part in (text, tied_in_words(counts)) if part)


def _table_by_city(initiatives: tuple[InitiativeAsAt, ...], scope: Scope, record_kind: RecordKind) -> Table:
    by_city: Mapping[str | None, Sequence[InitiativeAsAt]] = grouped(initiatives, lambda i: i.city_id)
    rows: list[tuple[Cell, Counts]] = [
        (head, count_progress(by_city[city_id], scope.as_at)) for city_id, head in city_heads(initiatives)
    ]
    rows.append((_("All"), count_progress(initiatives, scope.as_at)))
    return standing_table(_("Initiatives by city and progress"), Column("city", _("City")), rows, record_kind)


def _publications_by_city(
    publications: tuple[Publication, ...], cities: tuple[City, ...], phases: tuple[Phase, ...]
) -> Table:
    columns = [Column("city", _("City"))]
    columns += [Column(f"plan_{p.phase_id}", _plan_label(p.name)) for p in phases]
    columns += [Column("covid_19_briefing", _("COVID-19 briefing")), Column("other", _("Other"))]
    by_city = grouped(publications, lambda publication: publication.city_id)
    rows = []
    for city in sorted(cities, key=lambda city: (fold(city.name), city.city_id)):
        mine = by_city[city.city_id]
        plans = [[p for p in mine if _is_plan(p) and p.phase_id == phase.phase_id] for phase in phases]
        briefings = [p for p in mine if _is_briefing(p)]
        rest = len(mine) - sum(map(len, plans)) - len(briefings)
        cells: list[Cell] = [_document(plan) for plan in plans]
        rows.append((Linked(city.name, open_city(city.city_id)), *cells, _document(briefings), rest or None))
    return Table(_("What the programme has published per city"), tuple(columns), tuple(rows))


def _plan_label(phase_name: str) -> str:
    return _("{phase} plan", phase=phase_name)


def _is_plan(publication: Publication) -> bool:
    return "action_plan" in (publication.kind or "").replace(" ", "_").replace("-", "_")


def _is_briefing(publication: Publication) -> bool:
    return "covid" in (publication.kind or "").lower()


def _document(publications: list[Publication]) -> Cell:
    """Name the day of the first document, with a link to it, and count those that follow."""
    if not publications:
        return None
    first = publications[0]
    text = format_written(first.published_on_written) or _("published, no date")
    if further := len(publications) - 1:
        text = _("{day}, +{n}", day=text, n=further)
    return Outward(text, first.source_url) if first.source_url else text


def _publications_sentence(publications: tuple[Publication, ...]) -> str:
    if not publications:
        return _("No publication is known by this day. To supply them: the file publications.")
    plans = sum(1 for p in publications if p.city_id and _is_plan(p))
    briefings = sum(1 for p in publications if p.city_id and _is_briefing(p))
    parts = [
        ngettext("{n} city action plan", "{n} city action plans", plans),
        ngettext("{n} COVID-19 briefing", "{n} COVID-19 briefings", briefings),
    ]
    return _("Found so far: {what}.", what=join_words(parts))
