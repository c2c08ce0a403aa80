"""What a taskforce takes away: one city or one thematic area on one or two printed sides.

Its gaps with reasons, questions for discussion, whom to ask and what help is wanted; a part of
no convening's report, and written by the same writers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from ictrack import __version__
from ictrack.errors import NotAllowedError
from ictrack.language import _, current_language, format_day, format_written, join_words, ngettext
from ictrack.reports.document import (
    Block,
    Bullets,
    Cell,
    Grid,
    Heading,
    Link,
    Mark,
    Paragraph,
    Report,
    Section,
    Stamp,
)
from ictrack.reports.sections.gaps import told_of
from ictrack.reports.wording import plain, whose
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.exchange_queries import Elsewhere, Help, list_elsewhere, list_help
from ictrack.store.queries import fingerprint_data
from ictrack.summaries.definitions import DEFINITIONS_VERSION
from ictrack.summaries.gap_elsewhere import (
    contact_in_words,
    evidence_of,
    learned_in_words,
    mark_of,
    most_pressing_areas,
)
from ictrack.summaries.gap_questions import questions_for_area, questions_for_city
from ictrack.summaries.gap_rules import current_limits
from ictrack.summaries.gap_sentences import names_in_words
from ictrack.summaries.gaps import Gaps, summarise_gaps
from ictrack.summaries.setting import Setting, stamp_of, upper_first
from ictrack.vocabulary import GapState

# What two sides hold: how many gaps to ask about, answers to each, and asks.
_MOST_AREAS, _MOST_ANSWERS, _MOST_OF_AN_AREA, _MOST_ASKS = 3, 2, 5, 4


class TaskforceKind(StrEnum):
    """What a taskforce's page is of."""

    CITY = "city"
    AREA = "area"


def compute_taskforce_page(
    database: Database, scope: Scope, setting: Setting, kind: TaskforceKind, key: str
) -> Report:
    """Compute the page of one city or of one thematic area, by its identifier.

    Raises NotAllowedError for a city or a thematic area that is none.
    """
    narrowed, title = _narrow(scope, setting, kind, key)
    gaps = summarise_gaps(database, narrowed, setting)
    is_city = kind is TaskforceKind.CITY
    asked = questions_for_city(gaps, key) if is_city else questions_for_area(gaps, key)
    blocks: list[Block] = [Paragraph(plain(gaps.sentence), "lead")]
    blocks += _gaps(gaps, is_city=is_city)
    if asked:
        items = tuple(plain(upper_first(one.question)) for one in asked)
        blocks.append(Bullets(_("Questions for discussion"), items))
    blocks += _whom_to_ask(database, scope, setting, gaps, key, is_city=is_city)
    blocks += _help(list_help(database, narrowed, current_limits().months), setting)
    blocks.append(Paragraph(plain(" ".join((*gaps.notes, _where_from(setting)))), "note"))
    section = Section(f"{kind.value}:{key}", _("Gaps, and whom to ask"), tuple(blocks))
    fingerprint = fingerprint_data(database).fingerprint
    return Report(
        title=title,
        subtitle=_("For the taskforce"),
        language=current_language(),
        stamp=_stamp(scope, setting, fingerprint),
        sections=(section,),
        legend=(),
    )


def _narrow(scope: Scope, setting: Setting, kind: TaskforceKind, key: str) -> tuple[Scope, str]:
    if kind is TaskforceKind.CITY:
        cities = [city.city_id for city in setting.cities]
        if key not in cities:
            raise NotAllowedError("city", key, cities)
        return scope.of_city(key), setting.city_name(key)
    areas = [area.area_id for area in setting.areas]
    if key not in areas:
        raise NotAllowedError("thematic area", key, areas)
    return scope.of_area(key), setting.area_name(key)


def _gaps(gaps: Gaps, *, is_city: bool) -> Iterator[Block]:
    """List the gaps with their reasons; where nothing is known is said in one sentence."""
    told = [cell for cell in gaps.cells if cell.state not in {GapState.MOVING, GapState.NOT_KNOWN}]
    if told:
        first = Heading("thematic_area", _("Thematic area")) if is_city else Heading("city", _("City"))
        headings = (
            first,
            Heading("state", _("What is shown")),
            Heading("initiatives", _("Initiatives"), is_number=True, weight=1),
            Heading("reason", _("Why"), weight=5),
        )
        rows = tuple((cell.area_name if is_city else cell.city_name, *told_of(cell)) for cell in told)
        yield Grid(_("Gaps, and why each is one"), headings, rows)
    for state in (GapState.MOVING, GapState.NOT_KNOWN):
        places = [cell.area_name if is_city else cell.city_name for cell in gaps.of(state)]
        if places:
            label = gaps.of(state)[0].label
            yield Paragraph(plain(_("{state}: {places}.", state=label, places=names_in_words(places))))


def _whom_to_ask(
    database: Database, scope: Scope, setting: Setting, gaps: Gaps, key: str, *, is_city: bool
) -> Iterator[Block]:
    """Name initiatives elsewhere: for a city's most pressing gaps, or of all cities in an area."""
    if not is_city:
        found = list_elsewhere(database, scope, "", key, "", _MOST_OF_AN_AREA)
        yield from _table(_("Whom to ask"), found)
        return
    for area_id in most_pressing_areas(gaps, key)[:_MOST_AREAS]:
        found = list_elsewhere(database, scope, key, area_id, "", _MOST_ANSWERS)
        area = setting.area_name(area_id)
        yield from _table(_("Whom to ask about {area}", area=area), found)


def _table(caption: str, found: Sequence[Elsewhere]) -> Iterator[Grid]:
    if found:
        headings = (
            Heading("initiative", _("Initiative"), weight=4),
            Heading("progress", _("Progress"), weight=3),
            Heading("learned", _("What was learned"), weight=4),
            Heading("evidence", _("Evidence"), weight=4),
            Heading("contact", _("Whom to ask"), weight=3),
        )
        yield Grid(caption, headings, tuple(map(_elsewhere, found)))


def _elsewhere(one: Elsewhere) -> tuple[Cell, ...]:
    marked, evidence = mark_of(one), evidence_of(one)
    return (
        whose(one.title, one.initiative_id, one.city_name),
        Mark(marked.text, marked.standing, marked.is_hollow, marked.is_closed),
        learned_in_words(one),
        Link(evidence.text, evidence.url) if evidence else None,
        contact_in_words(one),
    )


def _help(spoken: Sequence[Help], setting: Setting) -> Iterator[Block]:
    """List the newest asks and offers of those who are in view."""
    recent = [one for one in spoken if one.is_recent]
    for kind, title in (("ask", _("Help wanted")), ("offer", _("Help offered"))):
        mine = [one for one in recent if one.kind == kind]
        if mine:
            items = tuple(plain(_said(one, setting)) for one in mine[:_MOST_ASKS])
            yield Bullets(_left_out(title, len(mine) - len(items)), items)


def _left_out(title: str, more: int) -> str:
    if more <= 0:
        return title
    return ngettext(
        "{title} (the newest; {n} more on the page Gaps)",
        "{title} (the newest; {n} more on the page Gaps)",
        more,
        title=title,
    )


def _said(one: Help, setting: Setting) -> str:
    return _(
        "{text} {initiative}, {area}, {day}.",
        text=one.text if one.text.endswith((".", "?", "!")) else f"{one.text}.",
        initiative=whose(one.title, one.initiative_id, one.city_name),
        area=setting.area_name(one.area_id),
        day=format_written(one.said_on_written),
    )


def _where_from(setting: Setting) -> str:
    sources = join_words([source.title for source in setting.sources if source.initiatives])
    return _("Source: {titles}.", titles=sources)


def _stamp(scope: Scope, setting: Setting, fingerprint: str) -> Stamp:
    return Stamp(
        event_id="taskforce",
        as_at=scope.as_at.isoformat(),
        known_on=scope.known_on.isoformat(),
        fingerprint=fingerprint,
        definitions=DEFINITIONS_VERSION,
        version=__version__,
        line=_(
            "{view} · as known on {known_on} · data {fingerprint}",
            view=stamp_of(setting, scope),
            known_on=format_day(scope.known_on),
            fingerprint=fingerprint,
        ),
        warnings=(_("Invented data."),) if setting.is_invented else (),
        facts=(),
    )
