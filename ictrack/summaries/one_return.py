"""One city's return for a convening, or all of them: what is asked about, initiative by initiative."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ictrack.labels import progress_label
from ictrack.language import _, format_written, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.return_queries import AskedInitiative
from ictrack.summaries.address_words import problem_of_choice
from ictrack.summaries.return_cycles import Cycle
from ictrack.summaries.returns import (
    ALL_CITIES,
    Answer,
    CityReturn,
    answer_label,
    answer_of,
    links_onward,
    list_returns,
    open_returns,
)
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Cell, Column, Linked, Marked, Table, Target, open_initiative
from ictrack.vocabulary import PlanLink, RecordKind, Standing, StandingReason


@dataclass(frozen=True)
class OneReturn:
    """Hold what one city, or all of them, are asked about: in words, and listed.

    `city` is nothing where all are shown; `is_narrowed` says that not everything is.
    """

    problems: tuple[str, ...]
    sentence: str
    city: CityReturn | None
    is_narrowed: bool
    links: tuple[Linked, ...]
    listed: Table
    download: Table


def summarise_one_return(
    database: Database, scope: Scope, setting: Setting, cycle: Cycle, city_id: str, answer: str
) -> OneReturn:
    """List what a city, or every city, is asked about; of one answer where the address names one."""
    returns = list_returns(database, scope, setting, cycle)
    mine = [one for one in returns if city_id in {ALL_CITIES, one.city_id}]
    asked = [one for city in mine for one in city.asked]
    wanted = Answer(answer) if answer in set(Answer) else None
    shown = [one for one in asked if wanted in {None, answer_of(one)}]
    name = _("All cities") if city_id == ALL_CITIES else setting.city_name(city_id)
    caption = _caption(name, len(shown), len(asked), wanted)
    return OneReturn(
        problems=_problems(answer, wanted),
        sentence=_one_sentence(name, asked),
        city=mine[0] if mine and city_id != ALL_CITIES else None,
        is_narrowed=wanted is not None or city_id != ALL_CITIES,
        links=_links(cycle, city_id, asked, wanted),
        listed=_list(caption, shown, of_one_city=city_id != ALL_CITIES),
        download=_download(caption, shown),
    )


def _links(
    cycle: Cycle, city_id: str, asked: Sequence[AskedInitiative], wanted: Answer | None
) -> tuple[Linked, ...]:
    """Lead to all that is asked about, to the form for the city, and to where what was sent is read."""
    links = [Linked(_("Show all that is asked about"), open_returns(cycle, city_id))] if wanted else []
    if asked and city_id != ALL_CITIES:
        links.append(Linked(_("Report on screen"), Target("report", (("city", city_id),))))
    return (*links, *links_onward(sum(one.waiting for one in asked)))


def _problems(answer: str, wanted: Answer | None) -> tuple[str, ...]:
    if not answer or wanted:
        return ()
    return (problem_of_choice("answer", answer, Answer),)


def _one_sentence(name: str, asked: Sequence[AskedInitiative]) -> str:
    if not asked:
        return _("{city}: nothing is asked.", city=name)
    answers = [answer_of(one) for one in asked]
    waiting, missing = answers.count(Answer.WAITING), answers.count(Answer.MISSING)
    parts = [_("{x} of {n} answered", x=answers.count(Answer.ANSWERED), n=len(asked))]
    if waiting:
        parts.append(ngettext("{n} waits for review", "{n} wait for review", waiting))
    if missing:
        parts.append(ngettext("nothing reported yet on {n}", "nothing reported yet on {n}", missing))
    return _("{city}: {told}.", city=name, told="; ".join(parts))


def _caption(name: str, shown: int, asked: int, wanted: Answer | None) -> str:
    if wanted is None:
        return _("{city}: what is asked", city=name)
    return _("{city}: {answer}, {x} of {n}", city=name, answer=answer_label(wanted), x=shown, n=asked)


def _list(caption: str, asked: Sequence[AskedInitiative], *, of_one_city: bool) -> Table:
    """List initiatives on screen; the city is named where there are several."""
    columns = [
        Column("initiative", _("Initiative")),
        *(() if of_one_city else (Column("city", _("City")),)),
        *_columns_of_report(),
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            Linked(one.title, open_initiative(one.initiative_id)),
            *(() if of_one_city else (one.city_name,)),
            _answer(one),
            _progress(one),
            format_written(one.last_reported_on_written) or None,
        )
        for one in asked
    ]
    return Table(caption, tuple(columns), tuple(rows))


def _download(caption: str, asked: Sequence[AskedInitiative]) -> Table:
    """List initiatives for a file: with the city, and how many reports wait for review."""
    columns = (
        Column("initiative", _("Initiative")),
        Column("city", _("City")),
        *_columns_of_report(),
        Column("waiting", _("Reports that wait for review"), is_number=True),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            Linked(one.title, open_initiative(one.initiative_id)),
            one.city_name,
            answer_label(answer_of(one)),
            _progress(one),
            one.last_reported_on_written,
            one.waiting,
        )
        for one in asked
    ]
    return Table(caption, columns, tuple(rows))


def _columns_of_report() -> tuple[Column, ...]:
    return (
        Column("answer", _("Report")),
        Column("progress", _("Progress")),
        Column("last_reported_on", _("Last report")),
    )


def _answer(one: AskedInitiative) -> Cell:
    """Say what came of asking; where nothing did, that leads to the form."""
    answer = answer_of(one)
    if answer is not Answer.MISSING:
        return answer_label(answer)
    target = Target("report", (("initiative", one.initiative_id),))
    name = _("{answer}: report on {initiative}", answer=answer_label(answer), initiative=one.title)
    return Linked(answer_label(answer), target, name)


def _progress(one: AskedInitiative) -> Marked:
    standing = Standing(one.standing)
    words = progress_label(standing, StandingReason(one.standing_reason), RecordKind(one.record_kind))
    return Marked(words, standing, one.plan_link == PlanLink.UNCONFIRMED, one.is_closed)
