"""The problems of a file that is imported: all at once, with suggestions to put in or take out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from itertools import groupby

import streamlit as st

from ictrack.actions.receipt import Receipt
from ictrack.escapes import plain_markdown
from ictrack.ingest.mended import MendedCell, suggested_cells
from ictrack.ingest.plain_words import label_to_write, plain_day
from ictrack.language import _, format_count, ngettext
from ictrack.reports.load_preview import issue_table, kind_of_issue, without_empty
from ictrack.summaries.table import Column, Table
from ictrack.ui import components
from ictrack.ui.forms.import_state import ImportUnderWay
from ictrack.words import letters_of_other_alphabets

# Past this many different suggestions the rest waits until these are taken.
_LISTED_SUGGESTIONS = 20
_FEW = 5
_SHOWN_WORD = 60
_Cells = tuple[MendedCell, ...]


def draw_problems(under_way: ImportUnderWay, receipt: Receipt) -> None:
    """Draw every problem, those of one kind where the reader asks, and what could be put instead."""
    if receipt.issue_count:
        components.show_heading(ngettext("{n} problem to mend", "{n} problems to mend", receipt.issue_count))
        _draw_suggestions(under_way, suggested_cells(under_way.mended_source(), receipt.issues))
        _draw_issues(receipt)
    if under_way.mended:
        _draw_mended(under_way)


def _draw_suggestions(under_way: ImportUnderWay, cells: _Cells) -> None:
    if not cells:
        return
    components.show_notes(
        _("A suggestion is put into the copy that is loaded; the file that was sent stays as it is.")
    )
    groups = _grouped(cells)
    if len(groups) > 1:
        label = ngettext("Put in {n} suggestion", "Put in all {n} suggestions", len(cells))
        st.button(label, key="import_put_in_all", type="primary", on_click=under_way.put_in, args=(cells,))
        with st.expander(_("Choose among the suggestions"), expanded=len(groups) <= _FEW):
            _draw_each(under_way, groups)
    else:
        _draw_each(under_way, groups)


def _draw_each(under_way: ImportUnderWay, groups: list[_Cells]) -> None:
    """Offer each suggestion by itself, the first of them."""
    for place, group in enumerate(groups[:_LISTED_SUGGESTIONS]):
        _draw_button(_put_in_words(group), f"import_put_in_{place}", under_way.put_in, group)
    left = len(groups) - _LISTED_SUGGESTIONS
    if left > 0:
        components.show_notes(ngettext("{n} more suggestion follows.", "{n} more suggestions follow.", left))


def _draw_button(label: str, key: str, act: Callable[[_Cells], None], cells: _Cells) -> None:
    st.button(plain_markdown(label), key=key, on_click=act, args=(cells,))


def _grouped(cells: _Cells) -> list[_Cells]:
    """Put together the cells of one column in which the same is to be written for the same."""

    def likeness(cell: MendedCell) -> tuple[str, str, str, str, str]:
        return (cell.file, cell.sheet or "", cell.column, cell.before, cell.after)

    return [tuple(group) for _likeness, group in groupby(sorted(cells, key=likeness), key=likeness)]


def _put_in_words(group: _Cells) -> str:
    cell = group[0]
    before, after = _short(cell.before), _after(cell)
    if cell.row == 1:
        return _("Name the column '{after}' instead of '{before}'", before=before, after=after)
    if len(group) == 1:
        row = format_count(cell.row)
        return _(
            "Write '{after}' for '{before}' in row {row}, {column}",
            before=before,
            after=after,
            row=row,
            column=cell.column,
        )
    return ngettext(
        "Write '{after}' for '{before}' in {n} cell of {column}",
        "Write '{after}' for '{before}' in {n} cells of {column}",
        len(group),
        before=before,
        after=after,
        column=cell.column,
    )


def _after(cell: MendedCell) -> str:
    """Give what is put in, in the words that people see; the name of a column is what it is."""
    return _short(cell.after if cell.row == 1 else plain_day(label_to_write(cell.after)))


def _short(word: str) -> str:
    """Shorten a word, and name the letters in it that only look like the right ones."""
    shown = word if len(word) <= _SHOWN_WORD else f"{word[:_SHOWN_WORD]}…"
    other = letters_of_other_alphabets(word)
    return f"{shown} ({other})" if other else shown


def _draw_issues(receipt: Receipt) -> None:
    kinds = Counter(issue.code for issue in receipt.issues)
    chosen = _choose_kind(kinds) if len(kinds) > 1 else None
    components.show_table(
        issue_table([issue for issue in receipt.issues if chosen in {None, issue.code}]), numbered_rows=100
    )
    for code, count in sorted(receipt.issues_left_out.items()):
        components.show_notes(
            ngettext(
                "{n} more problem of the kind '{kind}' is counted and not listed.",
                "{n} more problems of the kind '{kind}' are counted and not listed.",
                count,
                kind=kind_of_issue(code),
            )
        )
    components.show_downloads(issue_table(receipt.issues), "csv")


def _choose_kind(kinds: Mapping[str, int]) -> str | None:
    """Ask for one kind of problem; nothing means all of them."""
    every = ""
    chosen = st.selectbox(
        _("Kind of problem"),
        [every, *sorted(kinds)],
        format_func=lambda code: (
            f"{kind_of_issue(code)} ({format_count(kinds[code])})" if code else _("All kinds")
        ),
        key="import_kind",
        width=400,
    )
    return chosen or None


def _draw_mended(under_way: ImportUnderWay) -> None:
    """Draw what was put in, and offer to take it out again."""
    components.show_heading(ngettext("{n} cell was mended", "{n} cells were mended", len(under_way.mended)))
    components.show_table(_mended_table(under_way.mended), numbered_rows=50)
    with st.expander(_("Take back what was put in")):
        _draw_button(_("Take all of it back"), "import_take_back_all", under_way.take_out, under_way.mended)
        for place, group in enumerate(_grouped(under_way.mended)[:_LISTED_SUGGESTIONS]):
            back = tuple(group)
            label = _("Take back: {what}", what=_put_in_words(back))
            _draw_button(label, f"import_take_back_{place}", under_way.take_out, back)


def _mended_table(cells: _Cells) -> Table:
    columns = (
        Column("file", _("File")),
        Column("sheet", _("Sheet")),
        Column("row", _("Row"), is_number=True),
        Column("column", _("Column")),
        Column("before", _("Sent")),
        Column("after", _("Put in")),
    )
    rows = tuple((c.file, c.sheet, c.row, c.column, _short(c.before), _after(c)) for c in cells)
    return without_empty(Table(_("What was put in"), columns, rows), "sheet")
