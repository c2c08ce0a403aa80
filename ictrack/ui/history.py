"""Show what was said of one initiative, and where it stood at each meeting."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from ictrack.language import _
from ictrack.markup import element, joined
from ictrack.summaries.history import History, Said
from ictrack.summaries.moment_marks import MomentMark, MomentMarks
from ictrack.ui.components import show, show_downloads, show_heading, show_notes
from ictrack.ui.drawing import draw_cell, draw_mark
from ictrack.ui.view import View


def show_history(history: History) -> None:
    """Show all that is dated in one line of time, updates without a date apart, and offer these as files."""
    show_heading(_("What happened and what was said"))
    show_notes(history.sentence)
    if history.dated:
        show(_all_said, history.dated)
    if history.undated:
        show_heading(_("Without a date"), level=3)
        show_notes(_("It is shown and counted as evidence, and never sets the progress."))
        show(_all_said, history.undated)
    if history.table.rows:
        show_downloads(history.table)


def _all_said(view: View, updates: tuple[Said, ...]) -> Markup:
    return element("ol", *(_said(view, said) for said in updates), class_="ic-history")


def _said(view: View, said: Said) -> Markup:
    head: list[object] = [element("strong", said.when)]
    head += [element("span", said.kind)] if said.kind else []
    head += [_struck(said, draw_cell(view, said.status))] if said.status else []
    head += [element("span", said.confidence)] if said.confidence else []
    head += [element("span", said.update_id, class_="ic-code")] if said.update_id else []
    parts = [element("p", *_spaced(head, " · "), class_="ic-when")]
    parts += [element("p", element("strong", note)) for note in said.notes]
    parts += [element("p", _struck(said, said.summary))] if said.summary else []
    parts += [element("p", f"{name}: ", _struck(said, text)) for name, text in said.texts]
    if said.trail:
        trail = _spaced([draw_cell(view, cell) for cell in said.trail], " · ")
        parts.append(element("p", *trail, class_="ic-caption"))
    return element("li", *parts, class_=_look_of(said))


def _look_of(said: Said) -> str | None:
    if not said.update_id:
        return "ic-event"
    return "ic-now" if said.sets_standing else None


def _struck(said: Said, text: object) -> object:
    """Strike through what was taken back; a note beside it says so in words."""
    return element("del", text) if said.is_taken_back else text


def _spaced(parts: Sequence[object], between: str) -> list[object]:
    return [piece for place, part in enumerate(parts) for piece in ((between, part) if place else (part,))]


def show_marks(found: MomentMarks) -> None:
    """Show where an initiative stood at each convening and end of a phase, the earliest first."""
    if not found.marks:
        return
    show_heading(_("At each meeting and end of a phase"))
    show_notes(found.sentence)
    show(_strip, found.marks)


def _strip(_view: View, marks: tuple[MomentMark, ...]) -> Markup:
    return element("ol", *map(_mark, marks), class_="ic-strip")


def draw_absent() -> Markup:
    """Draw the mark of a day on which an initiative did not count; words beside it say why."""
    return element("span", element("span", "–"), class_="ic-mark ic-absent", aria_hidden="true")


def _mark(mark: MomentMark) -> Markup:
    drawn = draw_mark(mark.marked) if mark.marked else draw_absent()
    words = joined(
        element("span", mark.words, class_="ic-strip-words"),
        element("span", mark.day, class_="ic-caption", aria_hidden="true"),
        element("span", mark.occasion, class_="ic-unseen"),
    )
    if mark.known_then:
        then = element("span", _("known then: {progress}", progress=mark.known_then), class_="ic-caption")
        words = joined(words, then)
    return element("li", drawn, words, title=f"{mark.occasion}: {mark.words}")
