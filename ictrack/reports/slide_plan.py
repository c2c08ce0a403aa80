"""What goes on which slide: computed from how wide text is, before anything is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ictrack.escapes import clean_text
from ictrack.language import _, join_words
from ictrack.reports.document import (
    Block,
    Bullets,
    Chart,
    Commentary,
    Grid,
    Paragraph,
    Report,
    Section,
    Sentence,
)
from ictrack.reports.plain_text import paragraphs_of
from ictrack.reports.slide_bars import ChartPiece, chart_pieces
from ictrack.reports.slide_notes import sentence_notes
from ictrack.reports.slide_table import TablePiece, table_piece
from ictrack.reports.slide_text import (
    GAP,
    HEADING,
    ITEM,
    LABEL,
    LAST_ITEM,
    LEAD,
    LINE_HEIGHT,
    NOTE,
    PLAIN,
    WIDTH,
    Para,
    Space,
    TextPiece,
    TextStyle,
)
from ictrack.reports.stamp_tables import stamp_tables
from ictrack.reports.text_width import break_lines

Piece = TextPiece | TablePiece | ChartPiece
PAGE_HEIGHT = 540.0
MARGIN = 44.0
FOOT_SIZE = 10.5
FOOT_WIDTH = 800.0
FOOT_BOTTOM = 16.0
_TOP = 34.0
_UNDER_TITLE, _ABOVE_FOOT = 12.0, 14.0
# A slide with less than this is a scrap; how much less may stand on each so that none is left.
_SCRAP = 0.25
_SHARES = (0.92, 0.84, 0.76, 0.68)
_COVER_TOP, _UNDER_SUBTITLE = 60.0, 28.0
_SUBTITLE = TextStyle(20, after=0, quiet=True)
# The sizes of a title, and how many lines it may have at each.
_TITLE_SIZES = ((28.0, 1), (24.0, 2), (20.0, 3), (16.0, 6))
_COVER_SIZES = ((36.0, 2), (28.0, 3), (20.0, 5))
_STYLES = {"lead": LEAD, "plain": PLAIN, "note": NOTE}


@dataclass(frozen=True)
class TitleLines:
    """A title as it is set: its words, its size and its height."""

    text: str
    size: float
    height: float


@dataclass(frozen=True)
class SlidePlan:
    """One slide: its title, what stands under it, where that begins, and what the speaker reads.

    `part` is the part of the report that the slide is of. The cover has a subtitle.
    """

    part: str
    title: TitleLines
    pieces: tuple[Piece, ...]
    top: float
    notes: tuple[str, ...]
    subtitle: Para | None = None

    @property
    def top_of_title(self) -> float:
        """Say where the title begins."""
        return _COVER_TOP if self.subtitle else _TOP

    @property
    def top_of_subtitle(self) -> float:
        """Say where the subtitle of the cover begins."""
        return self.top_of_title + self.title.height + _UNDER_TITLE


def plan_slides(report: Report) -> tuple[SlidePlan, ...]:
    """Plan the slides of a report: cover, what it is of, its sections, and where its annex is."""
    bottom = PAGE_HEIGHT - FOOT_BOTTOM - foot_height(report) - _ABOVE_FOOT
    cover, about = _cover(report, bottom)
    parts = [(clean_text(report.title), _("About this report"), about)]
    titles = _section_titles(report)
    for section, part in _slide_sections(report.sections):
        pieces = [piece for block in section.blocks for piece in _pieces_of(block)]
        parts.append((part, titles[section.key], pieces))
    parts.append(_annex(report))
    filled = [_fill(part, title, pieces, bottom) for part, title, pieces in parts if pieces]
    slides = [slide for slides_of_part in filled for slide in slides_of_part]
    return (cover, *_number(slides))


def foot_lines(report: Report) -> tuple[str, ...]:
    """Give what stands at the foot of every slide: the warnings, then what the report is of."""
    return (*map(clean_text, report.stamp.warnings), clean_text(report.stamp.line))


def foot_height(report: Report) -> float:
    """Give the height of the foot."""
    lines = sum(len(break_lines(text, FOOT_WIDTH, FOOT_SIZE, bold=True)) for text in foot_lines(report))
    return lines * FOOT_SIZE * LINE_HEIGHT


def _slide_sections(sections: Iterable[Section], part: str = "") -> Iterator[tuple[Section, str]]:
    """Give the sections that slides show, and the part of the report that each is in."""
    for section in sections:
        if not section.is_annex:
            within = part or clean_text(section.title)
            yield section, within
            yield from _slide_sections(section.sections, within)


def _section_titles(report: Report) -> Mapping[str, str]:
    """Give each section a title of its own: one that others have too says what it is in."""
    shown = [section for section, _part in _slide_sections(report.sections)]
    seen = Counter([clean_text(section.title) for section in shown])
    above = {inner.key: section.title for section in shown for inner in section.sections}
    titles = {}
    for section in shown:
        title = clean_text(section.title)
        if title == clean_text(report.title):
            title = _("{part}: {title}", part=title, title=clean_text(report.subtitle))
        elif seen[title] > 1 and section.key in above:
            title = _("{part}: {title}", part=clean_text(above[section.key]), title=title)
        titles[section.key] = title
    return titles


def _pieces_of(block: Block) -> tuple[Piece, ...]:
    match block:
        case Paragraph(sentence=sentence, style=style):
            return (TextPiece((_said(sentence, _STYLES[style]),)),)
        case Bullets(title=title, items=items):
            return _bullets(title, items)
        case Grid():
            return (table_piece(block),)
        case Chart(table=table):
            numbers = table_piece(table)
            return (*chart_pieces(block, numbers.height - GAP), numbers)
        case Commentary(text=text):
            return _commentary(text)


def _bullets(title: str, items: Sequence[Sentence]) -> tuple[TextPiece, ...]:
    if not items:
        return ()
    heading = Para(clean_text(title), HEADING) if title else None
    *others, last = (_said(item, ITEM) for item in items)
    return (TextPiece((*others, replace(last, style=LAST_ITEM)), heading),)


def _said(sentence: Sentence, style: TextStyle) -> Para:
    return Para(clean_text(sentence.text), style, tuple(map(clean_text, sentence_notes(sentence))))


def _commentary(text: str) -> tuple[TextPiece, ...]:
    paras = tuple(Para(part, PLAIN, (part,)) for part in paragraphs_of(text))
    return (TextPiece(paras, Para(_("Commentary"), LABEL), is_boxed=True),) if paras else ()


def _cover(report: Report, bottom: float) -> tuple[SlidePlan, list[Piece]]:
    """Plan the cover, with as much as fits of what is said of the report; give the rest back."""
    title = _fit_title(clean_text(report.title), _COVER_SIZES)
    subtitle = Para(clean_text(report.subtitle), _SUBTITLE)
    top = _COVER_TOP + title.height + _UNDER_TITLE + subtitle.height(WIDTH) + _UNDER_SUBTITLE
    # More room than a cover has: what does not fit it goes on, and is not forced in.
    pages = list(_lay([table_piece(grid) for grid in stamp_tables(report)], bottom - _TOP, bottom - top))
    facts = (f"{name}: {value}" for name, value in report.stamp.facts)
    notes = tuple(map(clean_text, (report.title, report.subtitle, *facts)))
    plan = SlidePlan(title.text, title, pages[0], top, notes, subtitle)
    return plan, [piece for page in pages[1:] for piece in page]


def _annex(report: Report) -> tuple[str, str, list[Piece]]:
    """Say where that is which slides leave out."""
    left_out = list(_annexes(report.sections))
    title = join_words([clean_text(section.title) for section in left_out])
    sentence = _("The long lists are in the document and in the workbook of this report, not on slides.")
    inner = [clean_text(one.title) for section in left_out for one in section.sections]
    said: list[Piece] = [TextPiece((Para(sentence, LEAD, (sentence,)),))] if left_out else []
    listed: list[Piece] = [TextPiece(tuple(Para(name, ITEM) for name in inner))] if inner else []
    return title, title, said + listed


def _annexes(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        if section.is_annex:
            yield section
        else:
            yield from _annexes(section.sections)


def _fill(part: str, title: str, pieces: list[Piece], bottom: float) -> Iterator[SlidePlan]:
    """Lay pieces on slides, each from the top, none over the foot."""
    # Its number may stand behind the title.
    lines = _fit_title(_numbered(title, 88, 88), _TITLE_SIZES)
    top = _TOP + lines.height + _UNDER_TITLE
    room = bottom - top
    for laid in _lay_evenly(pieces, room):
        notes = tuple(dict.fromkeys(note for piece in laid for note in piece.notes))
        yield SlidePlan(part, replace(lines, text=title), laid, top, notes)


def _lay_evenly(pieces: list[Piece], room: float) -> list[tuple[Piece, ...]]:
    """Lay pieces on as few slides as they need, with no scrap on the last if less on each avoids it."""
    best = list(_lay(pieces, room, room))
    for share in _SHARES:
        if len(best) == 1 or _height(best[-1]) > room * _SCRAP:
            break
        even = list(_lay(pieces, room * share, room * share))
        if len(even) == len(best) and _height(even[-1]) > _height(best[-1]):
            best = even
    return best


def _height(laid: tuple[Piece, ...]) -> float:
    return sum(piece.height for piece in laid)


def _lay(pieces: list[Piece], room: float, first_room: float) -> Iterator[tuple[Piece, ...]]:
    """Give what stands on each slide; the first may have less room."""
    laid: list[Piece] = []
    left = first_room
    for piece in pieces:
        rest: Piece | None = piece
        while rest:
            first, rest = rest.split(Space(left, room))
            if first:
                laid.append(first)
                left -= first.height
            if rest:
                yield tuple(laid)
                laid, left = [], room
    yield tuple(laid)


def _number(slides: list[SlidePlan]) -> Iterator[SlidePlan]:
    """Tell slides of one title apart by their numbers."""
    totals = Counter(slide.title.text for slide in slides)
    seen: Counter[str] = Counter()
    for slide in slides:
        title = slide.title.text
        seen[title] += 1
        text = _numbered(title, seen[title], totals[title]) if totals[title] > 1 else title
        yield replace(slide, title=replace(slide.title, text=text))


def _numbered(title: str, number: int, total: int) -> str:
    return _("{title} ({number} of {total})", title=title, number=number, total=total)


def _fit_title(title: str, sizes: tuple[tuple[float, int], ...]) -> TitleLines:
    """Set a title as large as its length allows."""
    smallest = sizes[-1][0]
    counted = ((size, len(break_lines(title, WIDTH, size, bold=True)), most) for size, most in sizes)
    size, lines = next((size, lines) for size, lines, most in counted if lines <= most or size == smallest)
    return TitleLines(title, size, lines * size * LINE_HEIGHT)
