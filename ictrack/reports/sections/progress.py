"""What several sections say alike: how far initiatives have got, what moved, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ictrack.language import _, ngettext
from ictrack.reports.document import Block, Bullets, Figure, Paragraph, Sentence
from ictrack.reports.sections.basis import Basis
from ictrack.reports.wording import (
    counted,
    follow,
    identifiers_of,
    join,
    named,
    part,
    plain,
    say,
    whose,
)
from ictrack.store.queries import Change
from ictrack.summaries.attention import ShortList, list_due, list_moved, list_needs
from ictrack.summaries.grouped import grouped
from ictrack.summaries.ledger import tell_movements
from ictrack.summaries.progress import count_progress, delivered_sentence
from ictrack.summaries.sentences import day_in_words, tell_progress
from ictrack.vocabulary import Movement, Standing


def lead(basis: Basis, place: str) -> Paragraph:
    """Say in one sentence how far initiatives have got; `place` names where, such as a city."""
    return Paragraph(follow(how_far(basis, place), delivered(basis)), "lead")


def how_far(basis: Basis, place: str) -> Sentence:
    """Say how many have got how far; every initiative is in it once."""
    day = day_in_words(basis.setting, basis.scope.as_at)
    if not basis.now:
        return plain(_nothing(basis, day, place))
    counts = count_progress(basis.now, basis.scope.as_at)
    progress = join([part(words, mine) for words, mine in tell_progress(basis.now, counts, basis.kind)])
    initiatives = counted(basis.now)
    text = (
        _(
            "At {day} public documents show {initiatives} in {place}: {progress}.",
            day=day,
            initiatives=initiatives,
            place=place,
            progress=progress,
        )
        if basis.is_public_record
        else _(
            "At {day} there are {initiatives} in {place}: {progress}.",
            day=day,
            initiatives=initiatives,
            place=place,
            progress=progress,
        )
    )
    return say(text, initiatives, progress)


def _nothing(basis: Basis, day: str, place: str) -> str:
    if basis.is_public_record:
        return _("At {day} public documents show no initiative in {place}.", day=day, place=place)
    return _("At {day} there is no initiative in {place}.", day=day, place=place)


def delivered(basis: Basis) -> Sentence:
    """Say what is delivered of what can be, with the bounds that silence leaves."""
    counts = count_progress(basis.now, basis.scope.as_at)
    text = delivered_sentence(counts, basis.kind)
    share = ngettext("{x} of {n} completed", "{x} of {n} completed", counts.deliverable, x=counts.delivered)
    if share not in text:
        return plain(text)
    done = [i for i in basis.now if i.standing == Standing.COMPLETED and not i.is_open_ended]
    return Sentence(text, (Figure(share, identifiers_of(done)),))


def unlinked(basis: Basis) -> Sentence:
    """Say how many are left out because no document ties them to the programme; nothing where none are."""
    if not basis.unlinked:
        return plain("")
    initiatives = counted(basis.unlinked)
    done = [i for i in basis.unlinked if i.standing == Standing.COMPLETED]
    if not done:
        text = _(
            "Left out: {initiatives} whose link to the programme is not confirmed.", initiatives=initiatives
        )
        return say(text, initiatives)
    completed = part(ngettext("{n} completed", "{n} completed", len(done)), done)
    text = _(
        "Left out: {initiatives} whose link to the programme is not confirmed, of which {completed}.",
        initiatives=initiatives,
        completed=completed,
    )
    return say(text, initiatives, completed)


def movements(basis: Basis) -> Sentence:
    """Say how many went which way since the opening."""
    first, last = (_day(basis, day) for day in (basis.opening.as_at, basis.scope.as_at))
    if not basis.changes:
        return plain(_("No initiative counted on {first} or on {last}.", first=first, last=last))
    told = join([part(words, mine) for words, mine in tell_movements(basis.changes, basis.kind)])
    initiatives = counted(basis.changes)
    text = _(
        "From {first} to {last}, of {initiatives} {told}.",
        first=first,
        last=last,
        initiatives=initiatives,
        told=told,
    )
    return say(text, initiatives, told)


def _day(basis: Basis, day: date) -> str:
    return day_in_words(basis.setting, day).rstrip(",")


def moves_by_city(basis: Basis) -> tuple[Sentence, ...]:
    """Say what moved, city by city."""
    changes = grouped(basis.changes, lambda one: one.city_id)
    return tuple(told for city in basis.cities for told in _moves_of(city.name, changes[city.city_id]))


def _moves_of(name: str, changes: Sequence[Change]) -> tuple[Sentence, ...]:
    """Say what moved in one place, one sentence for each way that anything went."""
    sentences = []
    for movement in _TOLD_ONE_BY_ONE:
        mine = [one for one in changes if one.movement == movement]
        if mine:
            words = counted(mine, spelled=True)
            sentences.append(say(_move_in_words(movement, name, words, named(mine)), words))
    return tuple(sentences)


# How many a list that is of all cities holds: four such lists share one page.
_FEW = 3
_TOLD_ONE_BY_ONE = (
    Movement.FORWARD,
    Movement.BACK,
    Movement.ROUND_TRIP,
    Movement.FIRST_UPDATE,
    Movement.JOINED,
    Movement.LEFT,
    Movement.FELL_DUE,
    Movement.NEW_TARGET_DATE,
)


def _move_in_words(movement: Movement, place: str, initiatives: Sentence, which: str) -> str:
    return {
        Movement.FORWARD: _(
            "{place} moved {initiatives} forward ({which}).",
            place=place,
            initiatives=initiatives,
            which=which,
        ),
        Movement.BACK: _(
            "In {place} {initiatives} moved back ({which}).",
            place=place,
            initiatives=initiatives,
            which=which,
        ),
        Movement.ROUND_TRIP: _(
            "In {place} {initiatives} moved and returned ({which}).",
            place=place,
            initiatives=initiatives,
            which=which,
        ),
        Movement.FIRST_UPDATE: _(
            "In {place} the first status is known of {initiatives} ({which}).",
            place=place,
            initiatives=initiatives,
            which=which,
        ),
        Movement.JOINED: _(
            "New in {place}: {initiatives} ({which}).", place=place, initiatives=initiatives, which=which
        ),
        Movement.LEFT: _(
            "No longer in the plan of {place}: {initiatives} ({which}).",
            place=place,
            initiatives=initiatives,
            which=which,
        ),
        Movement.FELL_DUE: _(
            "In {place} the date of {initiatives} passed ({which}).",
            place=place,
            initiatives=initiatives,
            which=which,
        ),
        Movement.NEW_TARGET_DATE: _(
            "In {place} {initiatives} got another target date ({which}).",
            place=place,
            initiatives=initiatives,
            which=which,
        ),
    }[movement]


def moved(basis: Basis, city_id: str) -> Block:
    """List what moved last; of all cities only the first few, so that they are told on one page."""
    listed = list_moved(basis.changes, basis.now, basis.before, basis.scope, city_id, basis.setting)
    return _listed(basis, listed, with_city=not city_id)


def needs(basis: Basis, city_id: str) -> Block:
    """List what needs attention most, as short."""
    listed = list_needs(basis.now, basis.status_since, city_id)
    return _listed(basis, listed, with_city=not city_id, title=_("What needs attention"))


def due(basis: Basis, city_id: str) -> Block:
    """List the next target dates, as short."""
    listed = list_due(basis.now, basis.scope, city_id, basis.setting)
    return _listed(basis, listed, with_city=not city_id)


def _listed(basis: Basis, listed: ShortList, *, with_city: bool, title: str = "") -> Block:
    heading = title or listed.title
    if not listed.items:
        return Paragraph(plain(_("{title}: {why}", title=heading, why=listed.empty)))
    items = [
        _item(basis, dict(one.linked.target.opens)["initiative"], one.detail, with_city)
        for one in (listed.items[:_FEW] if with_city else listed.items)
    ]
    return Bullets(heading, tuple(items))


def _item(basis: Basis, identifier: str, detail: str, with_city: bool) -> Sentence:
    found = basis.find(identifier)
    city = found.city_name if found and with_city else ""
    name = whose(found.title if found else identifier, identifier, city)
    return plain(_("{initiative}: {detail}", initiative=name, detail=detail))
