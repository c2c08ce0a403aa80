"""Where the sections of a report stand: under which level of heading, and which of them start a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ictrack.reports.document import Block, Bullets, Commentary, Paragraph, Report, Section
from ictrack.reports.plain_text import paragraphs_of

# The report's title is the one heading above them.
_LEVEL_OF_SECTIONS = 2


@dataclass(frozen=True)
class Place:
    """A section, the level of its heading, and whether it starts a page."""

    section: Section
    level: int
    starts_page: bool


def outline_of(report: Report) -> tuple[Place, ...]:
    """Place every section, each before the sections in it.

    What can be handed out alone has its pages to itself, and so has the annex. A heading with
    nothing but sentences under it goes to the page of the section that follows it; a section
    that is all of the report follows the stamp.
    """
    is_alone = len(report.sections) == 1
    return tuple(_place(report.sections, _LEVEL_OF_SECTIONS, follows_heading=is_alone))


def is_drawn(block: Block) -> bool:
    """Say whether there is anything to write: no list without items, no commentary without words."""
    match block:
        case Bullets(items=items):
            return bool(items)
        case Commentary(text=text):
            return bool(paragraphs_of(text))
    return True


def _place(sections: Sequence[Section], level: int, *, follows_heading: bool) -> Iterator[Place]:
    after_apart = False
    for number, section in enumerate(sections):
        stays = follows_heading and number == 0
        yield Place(section, level, not stays and (after_apart or _begins_apart(section)))
        yield from _place(section.sections, level + 1, follows_heading=_is_introduction(section))
        after_apart = _holds_apart(section)


def _begins_apart(section: Section) -> bool:
    if section.is_liftable or section.is_annex:
        return True
    return _is_introduction(section) and bool(section.sections) and _begins_apart(section.sections[0])


def _holds_apart(section: Section) -> bool:
    return section.is_liftable or section.is_annex or any(map(_holds_apart, section.sections))


def _is_introduction(section: Section) -> bool:
    return all(isinstance(block, Paragraph) for block in section.blocks if is_drawn(block))
