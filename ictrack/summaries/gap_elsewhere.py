"""From a gap to whom to ask: what other cities have done in a thematic area, and why it may help.

Chosen by what they share with what the city has there itself, newest evidence first; no city
and no initiative is given a score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ictrack.labels import gap_label, sector_label, standing_label
from ictrack.language import _, format_written, join_words, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.exchange_queries import Elsewhere, list_elsewhere
from ictrack.summaries.gap_questions import ASKED_FIRST
from ictrack.summaries.gaps import GapCell, Gaps
from ictrack.summaries.sentences import day_in_words
from ictrack.summaries.setting import Setting, lower_first, upper_first
from ictrack.summaries.table import (
    Cell,
    Linked,
    Marked,
    Outward,
    open_city,
    open_initiative,
)
from ictrack.vocabulary import GapState, PlanLink, RecordKind, Standing
from ictrack.words import fold

MOST_ANSWERS = 3
_MOST_WORDS = 5
# More of a text than this is read on the initiative's own page.
_MOST_LETTERS, _LETTERS_OF_A_CELL = 400, 200


@dataclass(frozen=True)
class Place:
    """One thematic area of one city, as identifiers; either is empty where there is none to choose."""

    city_id: str
    area_id: str


@dataclass(frozen=True)
class Answer:
    """One initiative to ask about: where it stands, why it may help, and whom to ask, as names and values."""

    initiative: Linked
    city: Linked
    progress: Marked
    facts: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class WhomToAsk:
    """Hold whom a city could ask about an area; `here` says what it has there itself, with a link to it."""

    sentence: str
    here: tuple[str | Linked, ...]
    note: str
    answers: tuple[Answer, ...]


def summarise_elsewhere(
    database: Database,
    scope: Scope,
    setting: Setting,
    place: Place,
    cell: GapCell | None,
    asked_words: str = "",
) -> WhomToAsk:
    """Name up to three initiatives of other cities to ask about, for one thematic area of a city.

    `cell` is what the gap matrix says of the place; none where the city is no member.
    """
    found = list_elsewhere(database, scope, place.city_id, place.area_id, asked_words, MOST_ANSWERS)
    names = setting.city_name(place.city_id), setting.area_name(place.area_id)
    return WhomToAsk(
        sentence=_sentence(found, *names, day_in_words(setting, scope.as_at)),
        here=_here(cell),
        note=_how_chosen(found, names[0]) if found else "",
        answers=tuple(_answer(one) for one in found),
    )


def place_choices(setting: Setting, scope: Scope) -> tuple[dict[str, str], dict[str, str]]:
    """List the cities and the thematic areas to choose from, by identifier."""
    cities = sorted(setting.cities_of(scope), key=lambda city: (fold(city.name), city.city_id))
    return (
        {city.city_id: city.name for city in cities},
        {area.area_id: area.short_name for area in setting.areas},
    )


def most_pressing_areas(gaps: Gaps, city_id: str) -> list[str]:
    """List the thematic areas in which a city has a gap, first those that can best be acted on."""
    mine = [cell for cell in gaps.cells if cell.city_id == city_id and cell.state is not GapState.MOVING]
    return [cell.area_id for cell in sorted(mine, key=lambda cell: ASKED_FIRST.index(cell.state))]


def _sentence(found: Sequence[Elsewhere], city: str, area: str, day: str) -> str:
    if not found:
        return _(
            "At {day} no other city has anything completed or under way in {area}, so there is nobody to ask "
            "about it here.",
            day=day,
            area=area,
        )
    others = list(dict.fromkeys(one.city_name for one in found))
    return ngettext(
        "{city} could ask {others} about {area}: at {day} this initiative is completed or under way there.",
        "{city} could ask {others} about {area}: at {day} these {n} initiatives are completed or under way "
        "there.",
        len(found),
        city=city,
        others=join_words(others),
        area=area,
        day=day,
    )


def _here(cell: GapCell | None) -> tuple[str | Linked, ...]:
    """Say what the city has there itself; it leads to those initiatives where there are any."""
    if cell is None:
        return ()
    told = _(
        "In {city} itself: {state}. {reason}",
        city=cell.city_name,
        state=lower_first(gap_label(cell.state, cell.record_kind)),
        reason=cell.reason,
    )
    if not cell.initiatives and not cell.not_counted:
        return (told,)
    return (Linked(told, cell.target),)


def _how_chosen(found: Sequence[Elsewhere], city: str) -> str:
    return ngettext(
        "It is the only one of another city that {city} could ask about there. It says nothing of how good "
        "the work is.",
        "Chosen from {n} initiatives of other cities by what they share with what {city} has there: one of "
        "each city, then further ones. Newest evidence stands first. It says nothing of how good the work "
        "is.",
        found[0].of_all,
        city=city,
    )


def _answer(one: Elsewhere) -> Answer:
    kind = RecordKind(one.record_kind)
    facts: list[tuple[str, Cell]] = [
        (_("Why it may help"), _why(one)),
        (_("What it is"), _clip(one.description)),
        *_learned(one, kind),
        (_("Evidence"), evidence_of(one) or _("None is named")),
        (_("They offer"), _clip(one.help_offered)),
        (_("Whom to ask"), contact_in_words(one)),
    ]
    return Answer(
        initiative=Linked(one.title, open_initiative(one.initiative_id)),
        city=Linked(one.city_name, open_city(one.city_id)),
        progress=mark_of(one),
        facts=tuple((name, value) for name, value in facts if value),
    )


def mark_of(one: Elsewhere) -> Marked:
    """Say where an initiative stands, with its mark."""
    standing = Standing(one.standing)
    label = standing_label(standing, RecordKind(one.record_kind))
    return Marked(label, standing, one.plan_link == PlanLink.UNCONFIRMED, one.is_closed)


def learned_in_words(one: Elsewhere) -> str | None:
    """Say in one cell what was learned; where nothing is, what was last said."""
    told = [text for text in (one.achievements, one.challenges) if text] or [one.summary or ""]
    return _clip(" ".join(told), _LETTERS_OF_A_CELL) or None


def _why(one: Elsewhere) -> str:
    told = [] if one.is_own_area else [_("it touches this thematic area beside its own")]
    if one.asked_words:
        told.append(_("it holds words that you typed"))
    if one.shared_audiences:
        told.append(_("it is for {audiences} too", audiences=join_words(one.shared_audiences)))
    if one.shared_sectors:
        sectors = join_words([sector_label(sector).lower() for sector in one.shared_sectors])
        told.append(_("the same sectors take part ({sectors})", sectors=sectors))
    if one.shared_words:
        told.append(_("it speaks of {words} too", words=join_words(one.shared_words[:_MOST_WORDS])))
    return upper_first(join_words(told)) if told else _("It is in this thematic area")


def _learned(one: Elsewhere, kind: RecordKind) -> list[tuple[str, Cell]]:
    """Say what was learned; where only a summary says anything of it, say that."""
    said = _("What was last found") if kind is RecordKind.PUBLIC_RECORD else _("What was last reported")
    learned: list[tuple[str, Cell]] = [
        (_("What was achieved"), _clip(one.achievements)),
        (_("What was hard"), _clip(one.challenges)),
    ]
    return learned if one.achievements or one.challenges else [(said, _clip(one.summary))]


def evidence_of(one: Elsewhere) -> Outward | None:
    """Lead to the newest evidence, with its day; nothing where none is named."""
    if not one.evidence_url:
        return None
    day = format_written(one.evidence_on_written)
    title = one.evidence_title or one.evidence_url
    return Outward(_("{title}, {day}", title=title, day=day) if day else title, one.evidence_url)


def contact_in_words(one: Elsewhere) -> str:
    """Name the post to ask and its organisation; never a person."""
    organisation = one.lead_organisation or one.council or one.city_name
    if one.contact_role:
        return _("{role}, {organisation}", role=one.contact_role, organisation=organisation)
    if one.city_lead_role:
        return _(
            "{organisation}; the city's lead for this work is: {role}",
            organisation=organisation,
            role=one.city_lead_role,
        )
    return _("{organisation}; no post is named", organisation=organisation)


def _clip(text: str | None, most: int = _MOST_LETTERS) -> str | None:
    if text is None or len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(",.;: ") + " …"
