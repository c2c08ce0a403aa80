"""What pages are made of. Each component shows one part of a summary and nothing else.

A component takes data and shows it; whatever is shown is also kept on the page, so that
"Take away" can save the same view as one file. How it is drawn is in `ictrack.ui.drawing`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from markupsafe import Markup

from ictrack.escapes import plain_markdown
from ictrack.figures.bars import standing_bars
from ictrack.figures.palette import Theme
from ictrack.language import _, current_language, join_words, ngettext
from ictrack.markup import element
from ictrack.reports.exports import table_csv, table_json, table_parquet, table_xlsx
from ictrack.settings import current_settings
from ictrack.summaries.contradictions import RuleFindings
from ictrack.summaries.matrix import LensMatrix, Matrix
from ictrack.summaries.progress import Counts, GroupCount, SquareRow
from ictrack.summaries.rows_counted import Paragraphs
from ictrack.summaries.section import Section
from ictrack.summaries.setting import Setting, stamp_of
from ictrack.summaries.table import Cell, Fact, Linked, Outward, Table, with_identifiers
from ictrack.ui import drawing
from ictrack.ui.kept import Kept
from ictrack.ui.offering import offer_file
from ictrack.ui.page import current_page
from ictrack.ui.take_away import facts_of_view, file_name_of
from ictrack.ui.view import View, drawn

FORMAT_NAMES = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON", "parquet": "Parquet"}
_Write = Callable[[Table, Sequence[Fact]], bytes]
_FORMATS: dict[str, tuple[_Write, str]] = {
    "csv": (table_csv, "text/csv"),
    "xlsx": (table_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": (table_json, "application/json"),
    "parquet": (table_parquet, "application/vnd.apache.parquet"),
}
_FIGURES = Kept(most=128, weight=3_000_000)
_CHART_BUTTONS = {"displayModeBar": True, "displaylogo": False, "modeBarButtons": [["toImage"]]}


def current_theme() -> Theme:
    """Say whether the reader sees light or dark."""
    return Theme.DARK if st.context.theme.type == "dark" else Theme.LIGHT


def show(draw: Callable[..., Markup], *data: Any) -> None:
    """Draw data for the reader, show it, and keep it for "Take away"."""
    page = current_page()
    markup = drawn(draw, page.view, *data)
    page.shown.append(markup)
    _send(page.view, markup)


def show_only(draw: Callable[..., Markup], *data: Any) -> None:
    """Draw data and show it where it is of a chart or a form, which "Take away" does not have."""
    view = current_page().view
    _send(view, drawn(draw, view, *data))


def _send(view: View, markup: Markup) -> None:
    st.html(drawn(_framed, view, markup))


def _framed(view: View, markup: Markup) -> Markup:
    """Put markup in the frame that the style sheet knows.

    The page itself always says that it is English: Streamlit has no setting for it.
    """
    return element("div", markup, class_="ic", lang=view.language)


def show_sentence(sentence: str) -> None:
    """Show the sentence that a page opens with: the answer, in words."""
    show(drawing.draw_paragraph, sentence, "ic-sentence")


def show_notes(*notes: str) -> None:
    """Show what limits the numbers above."""
    text = " ".join(note for note in notes if note)
    if text:
        show(drawing.draw_paragraph, text, "ic-notes")


def show_text(*paragraphs: str | Linked | Outward) -> None:
    """Show running text, one paragraph each; a link to a page that the reader may not open is left out."""
    view = current_page().view
    shown = tuple(text for text in paragraphs if not isinstance(text, Linked) or view.opens(text.target))
    show(drawing.draw_texts, shown)


def show_command(*lines: str) -> None:
    """Show commands to copy into a terminal, one per line."""
    text = "\n".join(lines)
    current_page().shown.append(element("pre", text))
    st.code(text, language=None)


def show_problems(problems: Sequence[str]) -> None:
    """Say what the address asks for and this page does not know."""
    for problem in problems:
        st.warning(plain_markdown(problem))


def show_section(section: Section) -> None:
    """Show a part of a page that is mostly words."""
    show_heading(section.title)
    if section.paragraphs:
        show_text(*section.paragraphs)
    if section.facts:
        show_facts(section.facts)
    if section.table:
        show_table(section.table)


def show_heading(text: str, level: int = 2) -> None:
    """Show a heading; pages have one h1, which the frame draws."""
    show(_heading, text, level)


def _heading(_view: View, text: str, level: int) -> Markup:
    return element(f"h{level}", text, class_="ic-heading")


def show_nothing(what: str, next_step: str) -> None:
    """Say that there is nothing to show, and what can be done about it."""
    show_sentence(what)
    show_notes(next_step)


def show_groups(groups: Sequence[GroupCount], counts: Counts, since: str) -> None:
    """Show the five groups, each a link to its initiatives, with what moved since the last convening."""
    show(drawing.draw_groups, tuple(groups), counts, since)


def show_standings(rows: Sequence[SquareRow], counts: Counts, caption: str, alt: str) -> None:
    """Show where initiatives stand: one square each, or bars where there are too many to count.

    The table of the same numbers is shown beside by the page.
    """
    if counts.initiatives <= current_settings().squares_limit:
        show_squares(rows, counts, caption)
        return
    why = ngettext(
        "{n} initiative is too many for a square each, so bars count them.",
        "{n} initiatives are too many for a square each, so bars count them.",
        counts.initiatives,
    )
    show_only(drawing.draw_paragraph, why, "ic-notes")
    kind = current_page().view.record_kind
    _show_chart(_figure(standing_bars, current_theme(), tuple(rows), kind), caption, alt)


def show_squares(rows: Sequence[SquareRow], counts: Counts, caption: str) -> None:
    """Show one square per initiative, in rows, each a link to its initiative."""
    if rows:
        show(drawing.draw_squares, tuple(rows), counts, caption)


def show_matrix(matrix: Matrix | LensMatrix) -> None:
    """Show rows by thematic areas in columns, a link in every cell that holds any and has a list."""
    show(drawing.draw_matrix, matrix)


def show_table(table: Table, *, numbered_rows: int = 200) -> None:
    """Show a table as it is; where it is long, say so and leave the rest to the download."""
    show(drawing.draw_table, table, numbered_rows)
    if len(table.rows) > numbered_rows:
        left = len(table.rows) - numbered_rows
        show_notes(ngettext("{n} more row is in the download.", "{n} more rows are in the download.", left))


def show_table_under(title: str, sentence: str, table: Table, *, numbered_rows: int = 200) -> None:
    """Show a heading, what a table says, and the table where it has rows."""
    show_heading(title)
    show_notes(sentence)
    if table.rows:
        show_table(table, numbered_rows=numbered_rows)


def show_tables(*tables: Table, numbered_rows: int = 50) -> None:
    """Show those of some tables that have rows, each with its download."""
    for table in tables:
        if table.rows:
            show_table(table, numbered_rows=numbered_rows)
            show_downloads(table)


def show_findings(findings: Sequence[RuleFindings]) -> None:
    """Show what is to be checked, rule by rule: why it matters, how to mend it, where it is."""
    for found in findings:
        show_heading(found.words.label)
        show_notes(found.words.why, found.words.mend)
        show_table(found.table, numbered_rows=50)


def show_same_numbers(table: Table, *terms: str, rows: Paragraphs = (), whole: Table | None = None) -> None:
    """Offer the table behind a chart, its download, and what its numbers mean.

    Where the chart shows a part, `whole` is the table of all; it is what is downloaded.
    """
    with st.expander(_("Table and download: {caption}", caption=plain_markdown(table.caption))):
        show_table(table)
        if whole and len(whole.rows) > len(table.rows):
            n = len(whole.rows)
            show_notes(ngettext("The download has all {n} row.", "The download has all {n} rows.", n))
        show_downloads(whole or table)
    if terms:
        show_definition(*terms, rows=rows)


def show_downloads(table: Table, *formats: str) -> None:
    """Offer a table as files, CSV and XLSX unless told otherwise; each is made when it is asked for."""
    page = current_page()
    name = file_name_of(page, table.caption)
    # The address is known now, and not any more when the file is made.
    about = (Fact("table", _("Table"), table.caption), *facts_of_view(page))
    with st.container(horizontal=True):
        for kind in formats or ("csv", "xlsx"):
            write, media_type = _FORMATS[kind]
            offer_file(
                _("Download {format}", format=FORMAT_NAMES[kind]),
                partial(_write_file, write, table, page.setting, about),
                f"{name}.{kind}",
                media_type,
                f"{kind}-{page.name}-{table.caption}",
            )


def _write_file(write: _Write, table: Table, setting: Setting, about: tuple[Fact, ...]) -> bytes:
    """Make the file of a table, with the identifiers of what it names."""
    known = {
        "city": {city.name: city.city_id for city in setting.cities},
        "thematic_area": {n: area.area_id for area in setting.areas for n in (area.name, area.short_name)},
    }
    return write(with_identifiers(table, known), about)


def show_caption(*notes: str) -> None:
    """Show under a chart what it is of: its marks, dates and filters, and the source."""
    page = current_page()
    sources = _("Source: {titles}.", titles=join_words([source.title for source in page.setting.sources]))
    text = f"{stamp_of(page.setting, page.scope)}. {sources}"
    # The file that is taken away has the chart's table and not the chart, so not its marks either.
    page.shown.append(drawn(drawing.draw_paragraph, page.view, text, "ic-caption"))
    show_only(drawing.draw_paragraph, " ".join([*notes, text]), "ic-caption")


def show_figure(
    draw: Callable[..., go.Figure],
    data: Any,
    *terms: str,
    alt: str,
    table: Table,
    notes: Sequence[str] = (),
    rows: Paragraphs = (),
    whole: Table | None = None,
) -> None:
    """Show a chart as the picture of a table: what it says, the chart, its numbers, their meaning.

    `draw` takes the data and the theme; it is asked once for the same data.
    """
    show_notes(alt)
    _show_chart(_figure(draw, current_theme(), data), table.caption, alt)
    show_caption(*notes)
    show_same_numbers(table, *terms, rows=rows, whole=whole)


def _figure(draw: Callable[..., go.Figure], theme: Theme, *data: Any) -> go.Figure:
    """Draw a figure once for the same data, theme and language; nobody changes it afterwards."""
    return _FIGURES.get((draw, theme, current_language(), data), partial(draw, *data, theme))


def _show_chart(figure: go.Figure, caption: str, alt: str) -> None:
    st.plotly_chart(
        figure,
        width="stretch",
        theme=None,
        config=_CHART_BUTTONS,
        alt=alt,
        # The style sheet knows charts by this key, and that paper is white.
        key=f"chart-{current_theme().value}-{caption}",
    )


def show_definition(*terms: str, rows: Paragraphs = ()) -> None:
    """Explain numbers: which rows they count, what is left out, and what their words mean."""
    with st.expander(_("Explain these numbers")):
        if rows:
            show(drawing.draw_texts, rows)
        show(drawing.draw_definitions, terms)


def show_facts(facts: Sequence[tuple[str, Cell]]) -> None:
    """Show names and values, one below the other; empty values are "not stated"."""
    show(drawing.draw_facts, tuple(facts))


def show_badge(text: str) -> None:
    """Show a short warning that may not be overlooked, such as "invented data"."""
    show(_badge, text)


def _badge(_view: View, text: str) -> Markup:
    return element("p", element("span", text, class_="ic-badge"))
