"""The convening report as data: every section computed once, for all formats.

What it says, in which order and by which rules stands in the README under "The convening
report". The writers of the formats compute nothing, so no two of them can differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ictrack import __version__
from ictrack.access.rights import EVERYBODY
from ictrack.labels import standing_label
from ictrack.language import _, current_language, format_day, format_written, join_words
from ictrack.reports.document import Report, Stamp, traced_sentences
from ictrack.reports.grids import standings_that_occur
from ictrack.reports.sections.annex import annex
from ictrack.reports.sections.areas import area_pages
from ictrack.reports.sections.basis import Audience, Basis
from ictrack.reports.sections.changed import what_changed
from ictrack.reports.sections.cities import city_pages
from ictrack.reports.sections.forward import forward_look
from ictrack.reports.sections.gaps import area_questions, city_questions, gaps_and_questions
from ictrack.reports.sections.leaders import leaders_page
from ictrack.reports.sections.learning import learning
from ictrack.reports.sections.network import network_picture
from ictrack.reports.sections.phases import phase_to_phase
from ictrack.reports.sections.quality import quality_and_limits
from ictrack.reports.sections.reading import ReportRequest, read_basis
from ictrack.reports.sections.said_and_done import said_and_done
from ictrack.store.database import Database
from ictrack.store.queries import fingerprint_data
from ictrack.store.return_queries import list_return_convenings
from ictrack.summaries.definitions import DEFINITIONS_VERSION
from ictrack.summaries.gap_sentences import names_in_words
from ictrack.summaries.gaps import summarise_gaps
from ictrack.summaries.return_cycles import Cycle
from ictrack.summaries.returns import CityReturn, ReturnState, list_returns
from ictrack.summaries.setting import Setting

_SENT = {ReturnState.WAITING, ReturnState.COMPLETE, ReturnState.SIGNED_OFF}


def compute_report(database: Database, setting: Setting, request: ReportRequest) -> Report:
    """Compute the whole report of a convening; commentary is put in later.

    Raises NotAllowedError for a convening or a city that is none.
    """
    is_for_everyone = request.audience is Audience.PUBLIC
    readable = database.seen_by(EVERYBODY) if is_for_everyone else database
    basis = read_basis(readable, setting, request)
    # Whether a return has come is for everyone; that it waits for review is known to few.
    returns = _returns(replace(basis, database=database))
    gaps = summarise_gaps(readable, basis.scope, setting)
    sections = (
        leaders_page(basis),
        said_and_done(basis),
        what_changed(basis),
        network_picture(basis),
        area_pages(basis, area_questions(basis, gaps)),
        city_pages(basis, returns, city_questions(basis, gaps)),
        phase_to_phase(basis),
        gaps_and_questions(gaps),
        learning(basis),
        forward_look(basis),
        quality_and_limits(basis),
    )
    fingerprint = fingerprint_data(database).fingerprint
    report = Report(
        title=basis.convening.title,
        subtitle=_("Convening report"),
        language=current_language(),
        stamp=_stamp(basis, returns, fingerprint),
        sections=sections,
        legend=tuple((one, standing_label(one, basis.kind)) for one in standings_that_occur(basis.now)),
    )
    return report.with_section(annex(basis, traced_sentences(report), fingerprint))


def _returns(basis: Basis) -> Mapping[str, CityReturn]:
    """Give what each city has sent for the convening; nothing where nobody was asked."""
    convening = next(
        (one for one in list_return_convenings(basis.database) if one.event_id == basis.convening.event_id),
        None,
    )
    if basis.is_public_record or convening is None:
        return {}
    as_at = min(basis.scope.as_at, convening.cut_off_on)
    cycle = Cycle(convening, as_at, is_asked_for=True, is_past_due=False)
    return {one.city_id: one for one in list_returns(basis.database, basis.scope, basis.setting, cycle)}


def _stamp(basis: Basis, returns: Mapping[str, CityReturn], fingerprint: str) -> Stamp:
    as_at, known_on = format_day(basis.scope.as_at), format_day(basis.scope.known_on)
    return Stamp(
        event_id=basis.convening.event_id,
        as_at=basis.scope.as_at.isoformat(),
        known_on=basis.scope.known_on.isoformat(),
        fingerprint=fingerprint,
        definitions=DEFINITIONS_VERSION,
        version=__version__,
        line=_(
            "{convening} · as at {as_at} · as known on {known_on} · data {fingerprint}",
            convening=basis.convening.title,
            as_at=as_at,
            known_on=known_on,
            fingerprint=fingerprint,
        ),
        warnings=_warnings(basis),
        facts=tuple((name, value) for name, value in _facts(basis, returns, fingerprint) if value),
    )


def _warnings(basis: Basis) -> tuple[str, ...]:
    """Say what must be read on every page."""
    told = []
    if basis.is_public_record:
        told.append(_("Reconstructed from public documents; not the report given to the convening."))
    if basis.setting.is_invented:
        told.append(_("Invented data."))
    if basis.is_for_everyone:
        told.append(_("Only what is public."))
    return tuple(told)


def _facts(basis: Basis, returns: Mapping[str, CityReturn], fingerprint: str) -> tuple[tuple[str, str], ...]:
    event = basis.convening
    when = format_written(event.ends_on_written or event.starts_on_written)
    return (
        (_("Convening"), ", ".join(part for part in (event.title, when, event.place) if part)),
        (_("Phase"), basis.setting.phase_name(event.phase_id) or _("all phases")),
        (_("As at"), format_day(basis.scope.as_at)),
        (_("As known on"), format_day(basis.scope.known_on)),
        (_("Changes since"), _since(basis)),
        (_("Cities"), names_in_words([city.name for city in basis.cities])),
        (_("Returns received"), _returned(returns, sent=True)),
        (_("Returns missing or in part"), _returned(returns, sent=False)),
        (_("Sources"), join_words([s.title for s in basis.setting.sources if s.initiatives])),
        (_("Fingerprint of the data"), fingerprint),
        (_("Definitions"), DEFINITIONS_VERSION),
        (_("Made with"), f"ictrack {__version__}"),
    )


def _since(basis: Basis) -> str:
    day = format_day(basis.opening.as_at)
    told = _("{day}, {occasion}", day=day, occasion=basis.before.title) if basis.before else day
    if basis.opening.known_on == basis.scope.known_on:
        return told
    known = format_day(basis.opening.known_on)
    return _("{moment}, as its report knew it on {day}", moment=told, day=known)


def _returned(returns: Mapping[str, CityReturn], *, sent: bool) -> str:
    """Name the cities whose return has come whole, or has not."""
    asked = [one for one in returns.values() if one.state is not ReturnState.NOTHING_ASKED]
    mine = [one.city_name for one in asked if (one.state in _SENT) is sent]
    if not asked:
        return ""
    return (
        _("{x} of {n}: {cities}", x=len(mine), n=len(asked), cities=names_in_words(mine))
        if mine
        else _("none")
    )
