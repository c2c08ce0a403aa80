"""Choose what a page opens, such as a city, or type it; the choice lives in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from ictrack.escapes import plain_markdown
from ictrack.language import _
from ictrack.ui.page import current_page
from ictrack.words import fold, suggest

_LAST = "ictrack_opened_"


def choose_from_address(
    name: str,
    options: Mapping[str, str],
    label: str,
    *,
    default: str | None = None,
    clears: Sequence[str] = (),
    width: int = 400,
) -> str:
    """Draw a box to choose from, show what the address opens, and give its identifier.

    `options` gives the words of each identifier, in order. The address may also hold the
    words. What it does not hold, or holds in vain, is `default`, else what was opened
    last, else the first option; an unknown value is named to the reader. Without options
    nothing is drawn and the answer is empty. What the choice makes void in the address,
    such as the rows that were turned to, it `clears`.
    """
    if not options:
        return ""
    page = current_page()
    written = page.opened(name)
    found = _find(written, options)
    fallbacks = [option for option in (default, opened_last(name).get(name)) if option and option in options]
    chosen = found or next(iter([*fallbacks, *options]))
    if written and not found:
        st.warning(_unknown(written, options, options[chosen]))
    # So that a copied link opens the same, however it was chosen.
    page.query[name] = [chosen]
    st.session_state[f"{_LAST}{name}"] = chosen
    key = f"choice_{name}"
    st.session_state[key] = chosen
    st.selectbox(
        label,
        list(options),
        format_func=lambda identifier: options.get(identifier, identifier),
        key=key,
        on_change=_write(name, key, clears),
        width=width,
    )
    return chosen


def type_into_address(name: str, label: str, hint: str) -> str:
    """Draw a box to type into, with what the address holds, and give that; what is typed goes there."""
    written = " ".join(current_page().opened(name).split())
    key = f"choice_{name}"
    st.session_state[key] = written
    st.text_input(label, key=key, help=hint, on_change=_write(name, key, ()), max_chars=200, width=280)
    return written


def opened_last(name: str) -> dict[str, str]:
    """Give what was opened last under a name, as the address writes it; nothing if nothing was."""
    opened: str = st.session_state.get(f"{_LAST}{name}", "")
    return {name: opened} if opened else {}


def _find(written: str, options: Mapping[str, str]) -> str | None:
    """Match what the address says to an identifier, then to words that only one option has."""
    if written in options:
        return written
    folded = fold(written)
    for known in ((identifier, identifier) for identifier in options), options.items():
        hits = [identifier for identifier, words in known if fold(words) == folded]
        if len(hits) == 1:
            return hits[0]
    return None


def _unknown(written: str, options: Mapping[str, str], shown: str) -> str:
    words = {fold(identifier): identifier for identifier in options}
    words.update({fold(text): text for text in options.values()})
    parts = [_("The address asks for '{value}', which this data does not have.", value=written)]
    if close := suggest(written, words):
        parts.append(_("Did you mean '{close}'?", close=close))
    parts.append(_("{shown} is shown.", shown=shown))
    return plain_markdown(" ".join(parts))


def _write(name: str, key: str, clears: Sequence[str]) -> Callable[[], None]:
    """Make the callback that writes the choice to the address."""

    def write() -> None:
        for gone in clears:
            if gone in st.query_params:
                del st.query_params[gone]
        st.query_params[name] = st.session_state[key]

    return write
