"""A page per city that can be handed out alone: where it stands, what moved, what is due."""

from __future__ import annotations

from collections.abc import Mapping

from ictrack.labels import last_heard_label
from ictrack.language import _, ngettext
from ictrack.reports.document import Block, Bullets, Commentary, Heading, Paragraph, Section, Sentence
from ictrack.reports.grids import initiative_grid, progress_grid
from ictrack.reports.sections import progress
from ictrack.reports.sections.basis import Basis
from ictrack.reports.wording import follow, plain, whose
from ictrack.store.queries import City
from ictrack.summaries.freshness import counts_convenings, freshness_in_words
from ictrack.summaries.members import tell_part_taken
from ictrack.summaries.returns import Answer, CityReturn, state_label


def city_pages(
    basis: Basis, returns: Mapping[str, CityReturn], questions: Mapping[str, tuple[Sentence, ...]]
) -> Section:
    """Tell of each city; `returns` are what each has sent, `questions` for its taskforce, by city."""
    pages = tuple(
        _page(basis.of_city(one.city_id), one, returns.get(one.city_id), questions.get(one.city_id, ()))
        for one in basis.cities
    )
    return Section("cities", _("City by city"), sections=pages)


def _page(basis: Basis, city: City, sent: CityReturn | None, questions: tuple[Sentence, ...]) -> Section:
    key = f"city:{city.city_id}"
    fresh = freshness_in_words(basis.now, counts_convenings(basis.setting))
    blocks: list[Block] = [progress.lead(basis, city.name), Commentary(key)]
    taken = tell_part_taken(basis.memberships, basis.plans, basis.scope, basis.setting, city.city_id)
    membership = follow(plain(taken.sentence), plain("" if basis.now else taken.caveat))
    said = follow(plain(fresh), progress.unlinked(basis), _return(sent), membership)
    if said.text:
        blocks.append(Paragraph(said))
    if basis.now or basis.changes:
        name = city.city_id
        blocks += [progress.moved(basis, name), progress.needs(basis, name), progress.due(basis, name)]
    blocks += _help(basis)
    if questions:
        blocks.append(Bullets(_("Questions for the taskforce"), questions))
    if basis.now:
        rows = [(a.short_name, [i for i in basis.now if i.area_id == a.area_id]) for a in basis.areas]
        none = [i for i in basis.now if i.area_id is None]
        rows += [(_("No thematic area"), none)] if none else []
        first = Heading("thematic_area", _("Thematic area"), weight=5)
        caption = _("The initiatives of {city}", city=city.name)
        blocks += [
            progress_grid(_("By thematic area and progress"), first, rows, basis.kind),
            initiative_grid(caption, basis.now, last_heard_label(basis.kind)),
        ]
    return Section(key, city.name, tuple(blocks), is_liftable=True)


def _return(sent: CityReturn | None) -> Sentence:
    """Say what the city has sent for the convening; nothing where nothing was asked."""
    if sent is None or not sent.asked:
        return plain("")
    template = ngettext(
        "Its return: {state}, {x} of {n} answered.",
        "Its return: {state}, {x} of {n} answered.",
        len(sent.asked),
        state=state_label(sent.state).lower(),
        x=sent.count(Answer.ANSWERED),
    )
    return plain(template)


def _help(basis: Basis) -> list[Block]:
    """List the help that is wanted and offered, as told since the opening."""
    blocks: list[Block] = []
    for title, wanted in ((_("Help that is wanted"), True), (_("Help that is offered"), False)):
        told = [(one.initiative_id, one.help_wanted if wanted else one.help_offered) for one in basis.told]
        items = tuple(_told(basis, name, words) for name, words in told if words)
        blocks += [Bullets(title, items)] if items else []
    return blocks


def _told(basis: Basis, identifier: str, words: str) -> Sentence:
    found = basis.find(identifier)
    name = whose(found.title, identifier) if found else identifier
    return plain(_("{initiative}: {detail}", initiative=name, detail=words))
