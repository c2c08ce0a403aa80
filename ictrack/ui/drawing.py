"""HTML of the parts of a page: data and a view in, escaped markup out. Nothing else happens here."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from ictrack.escapes import web_address
from ictrack.figures.mark_style import mark_classes
from ictrack.labels import standing_label
from ictrack.language import _, format_count, ngettext
from ictrack.markup import element, joined
from ictrack.summaries.definitions import define
from ictrack.summaries.matrix import LensMatrix, Matrix, MatrixCell
from ictrack.summaries.progress import Counts, GroupCount, Square, SquareRow
from ictrack.summaries.table import Cell, Column, Linked, Marked, Outward, Table
from ictrack.ui.view import View
from ictrack.vocabulary import STANDING_ORDER, Standing

# A table with more columns than this is set smaller on paper.
_MANY_COLUMNS = 7


def draw_paragraph(_view: View, text: str, look: str) -> Markup:
    """Draw one paragraph; `look` is its class."""
    return element("p", text, class_=look)


def draw_head(view: View, title: str, stamp: str, hint: tuple[str, Linked] | None) -> Markup:
    """Draw the head of a page: its one h1, its stamp, and a quiet line that leads onward."""
    parts = [element("h1", title, class_="ic-title")]
    if stamp:
        parts.append(element("p", stamp, class_="ic-stamp"))
    if hint:
        parts.append(element("p", hint[0], " ", draw_link(view, hint[1]), class_="ic-hint"))
    return element("div", *parts, class_="ic", lang=view.language)


def draw_texts(view: View, paragraphs: tuple[Cell, ...]) -> Markup:
    """Draw running text, one paragraph each."""
    return joined(*(element("p", draw_cell(view, text), class_="ic-text") for text in paragraphs))


def draw_groups(view: View, groups: tuple[GroupCount, ...], counts: Counts, since: str) -> Markup:
    """Draw the five groups, each a link to its initiatives, with what moved since the last convening."""
    caption = [_("Change {since}.", since=since)] if since else []
    if stopped := counts.of(Standing.STOPPED):
        caption.append(ngettext("{n} stopped is not in a group.", "{n} stopped are not in a group.", stopped))
    return joined(
        element("ul", *(_group(view, group) for group in groups), class_="ic-groups"),
        element("p", " ".join(caption), class_="ic-caption"),
    )


def _group(view: View, group: GroupCount) -> Markup:
    parts = [
        element("div", format_count(group.now), class_="ic-number"),
        element("div", group.label, class_="ic-label"),
    ]
    if group.before is not None:
        parts.append(element("div", change_in_words(group.now - group.before), class_="ic-change"))
    return element("li", element("a", *parts, href=view.link(group.target)))


def change_in_words(change: int) -> str:
    """Write a difference between two counts, such as "3 more" or "no change"."""
    if change > 0:
        return ngettext("{n} more", "{n} more", change)
    if change < 0:
        return ngettext("{n} fewer", "{n} fewer", -change)
    return _("no change")


def draw_squares(view: View, rows: tuple[SquareRow, ...], counts: Counts, caption: str) -> Markup:
    """Draw one square per initiative, in rows, each a link to its initiative."""
    body = [
        element(
            "tr",
            element("th", draw_link(view, row.head), scope="row"),
            element("td", _squares_of(view, row)),
            element("td", _number_of(view, row), class_="ic-count"),
        )
        for row in rows
    ]
    unseen_head = element(
        "tr",
        element("th", _("Group"), scope="col"),
        element("th", _("Initiatives"), scope="col"),
        element("th", _("Number"), scope="col"),
    )
    table = element(
        "table",
        element("caption", caption, class_="ic-unseen"),
        element("thead", unseen_head, class_="ic-unseen"),
        element("tbody", *body),
        class_="ic-squares",
    )
    return joined(_legend(view, rows, counts), table)


def _squares_of(view: View, row: SquareRow) -> Markup:
    if not row.squares:
        return element("span", _("none"), class_="ic-none")
    return element("ul", *(element("li", _square(view, square)) for square in row.squares))


def _number_of(view: View, row: SquareRow) -> object:
    """Give the number of a row's squares; it leads to the same initiatives as a list."""
    number = len(row.squares)
    if row.target is None or number == 0:
        return number or ""
    counted = ngettext("{n} initiative", "{n} initiatives", number)
    return draw_link(view, Linked(str(number), row.target, f"{row.head.text}: {counted}"))


def _square(view: View, square: Square) -> Markup:
    return element(
        "a",
        element("span", square.standing.letter),
        class_=mark_classes(
            square.standing,
            is_hollow=square.is_hollow,
            is_closed=square.is_closed,
            is_silent=square.is_silent,
        ),
        href=view.link(square.target),
        title=square.name,
        aria_label=square.name,
    )


def _legend(view: View, rows: Sequence[SquareRow], counts: Counts) -> Markup:
    squares = [square for row in rows for square in row.squares]
    items = [
        _legend_item(
            f"ic-{standing}",
            standing.letter,
            f"{standing_label(standing, view.record_kind)} {counts.of(standing)}",
        )
        for standing in STANDING_ORDER
        if counts.of(standing)
    ]
    if any(square.is_hollow for square in squares):
        items.append(_legend_item("ic-in_progress ic-hollow", "", _("hollow: link not confirmed")))
    if any(square.is_closed for square in squares):
        items.append(_legend_item("ic-in_progress ic-closed", "", _("paler: closed with its phase")))
    if any(square.is_silent for square in squares):
        items.append(_legend_item("ic-in_progress ic-silent", "", _("hatched: silent, no recent report")))
    return element("ul", *items, class_="ic-legend")


def _legend_item(classes: str, letter: str, words: str) -> Markup:
    mark = element("span", element("span", letter), class_=f"ic-mark {classes}", aria_hidden="true")
    return element("li", mark, element("span", words))


def draw_matrix(view: View, matrix: Matrix | LensMatrix) -> Markup:
    """Draw rows by thematic areas in columns, a link in every cell that holds any and has a list."""
    head = element(
        "tr",
        element("th", matrix.corner, scope="col"),
        *(element("th", draw_cell(view, column), scope="col") for column in matrix.columns),
    )
    body = [
        element(
            "tr",
            element("th", draw_cell(view, head_of_row), scope="row"),
            *(_matrix_cell(view, cell) for cell in cells),
        )
        for head_of_row, cells in matrix.rows
    ]
    table = element(
        "table",
        element("caption", matrix.caption),
        element("thead", head),
        element("tbody", *body),
        class_="ic-table ic-matrix",
    )
    return scrolling(table, matrix.caption)


def _matrix_cell(view: View, cell: MatrixCell) -> Markup:
    if cell.initiatives == 0:
        unseen = element("span", f": {cell.why}", class_="ic-unseen") if cell.why else ""
        return element("td", element("span", cell.empty, unseen, class_="ic-none", title=cell.name))
    done = (
        joined(" ", element("small", ngettext("{n} completed", "{n} completed", cell.completed)))
        if cell.completed
        else ""
    )
    inner = joined(element("strong", cell.initiatives), done)
    if cell.target is None:
        return element("td", element("span", inner, class_="ic-plain", title=cell.name))
    return element("td", element("a", inner, href=view.link(cell.target), aria_label=cell.name))


def draw_table(view: View, table: Table, most: int) -> Markup:
    """Draw a table, or its first rows; on a phone a row becomes a card."""
    head = element(
        "tr",
        *(
            element("th", column.label, scope="col", class_="ic-num" if column.is_number else None)
            for column in table.columns
        ),
        role="row",
    )
    body = [_table_row(view, table.columns, row) for row in table.rows[:most]]
    drawn = element(
        "table",
        element("caption", table.caption),
        element("thead", head, role="rowgroup"),
        element("tbody", *body, role="rowgroup"),
        class_="ic-table ic-cards ic-wide" if len(table.columns) > _MANY_COLUMNS else "ic-table ic-cards",
        role="table",
    )
    return scrolling(drawn, table.caption)


def _table_row(view: View, columns: Sequence[Column], row: Sequence[Cell]) -> Markup:
    cells = [element("th", draw_cell(view, row[0]), scope="row", role="rowheader")]
    cells += [
        element(
            "td",
            draw_cell(view, cell),
            class_="ic-num" if column.is_number else None,
            role="cell",
            data_label=column.label,
        )
        for column, cell in zip(columns[1:], row[1:], strict=True)
    ]
    return element("tr", *cells, role="row")


def draw_facts(view: View, facts: tuple[tuple[str, Cell], ...]) -> Markup:
    """Draw names and values, one below the other; empty values are "not stated"."""
    items = []
    for name, value in facts:
        stated = draw_cell(view, value) if value else _("not stated")
        items += [element("dt", name), element("dd", stated)]
    return element("dl", *items, class_="ic-facts")


def draw_definitions(view: View, terms: tuple[str, ...]) -> Markup:
    """Draw what terms mean: what they count, of which rows, and what is left out."""
    items = []
    for term in terms:
        explained = define(term, view.record_kind)
        if not explained.meaning:
            continue
        items += [element("dt", explained.term), element("dd", explained.meaning)]
    return element("dl", *items, class_="ic-facts")


def draw_cell(view: View, cell: Cell) -> object:
    """Draw what a cell holds: text, a number, a link, a mark with its words."""
    if cell is None:
        return element("span", "–", class_="ic-none")
    if isinstance(cell, Linked):
        return draw_link(view, cell)
    if isinstance(cell, Outward):
        address = web_address(cell.url)
        return element("a", cell.text, href=address, rel="noreferrer") if address else cell.text
    if isinstance(cell, Marked):
        unseen = element("span", *_unseen_words(cell), class_="ic-unseen")
        return element("span", draw_mark(cell), " ", element("span", cell.text, unseen), class_="ic-marked")
    return format_count(cell) if isinstance(cell, int) else cell


def draw_mark(marked: Marked) -> Markup:
    """Draw the mark of a standing; the words beside it say the same, so it is not read aloud."""
    classes = mark_classes(
        marked.standing, is_hollow=marked.is_hollow, is_closed=marked.is_closed, is_silent=marked.is_silent
    )
    return element("span", element("span", marked.standing.letter), class_=classes, aria_hidden="true")


def _unseen_words(marked: Marked) -> list[str]:
    """Say for those who hear a mark what its look says beside the letter."""
    words = [_("; link not confirmed")] if marked.is_hollow else []
    words += [_("; closed with its phase")] if marked.is_closed else []
    return [*words, _("; silent")] if marked.is_silent else words


def draw_link(view: View, linked: Linked) -> Markup:
    """Draw text that leads to a page of the app; as mere text where the reader may not open it."""
    if not view.opens(linked.target):
        return element("span", linked.text)
    return element("a", linked.text, href=view.link(linked.target), aria_label=linked.name)


def scrolling(table: Markup, name: str) -> Markup:
    """Let a wide table scroll by itself; it can then be reached by keyboard."""
    return element("div", table, class_="ic-scroll", role="region", aria_label=name, tabindex="0")
