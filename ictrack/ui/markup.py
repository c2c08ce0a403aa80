"""HTML that cannot be broken by what users type: the one place where it is made.

Everything that goes into an element is escaped unless it is itself an element.
"""

from __future__ import annotations

from markupsafe import Markup, escape


def element(tag: str, *children: object, **attributes: object) -> Markup:
    """Make one HTML element; `class_` is class, `aria_label` is aria-label, None is left out."""
    opened = [tag]
    for name, value in attributes.items():
        if value is not None:
            opened.append(f'{name.rstrip("_").replace("_", "-")}="{escape(str(value))}"')
    inner = joined(*children)
    return Markup(f"<{' '.join(opened)}>") + inner + Markup(f"</{tag}>")


def joined(*children: object) -> Markup:
    """Put elements one after the other."""
    return Markup("").join(escape(child) for child in children)


_MARKDOWN = str.maketrans({character: f"\\{character}" for character in "\\`*_{}[]()<>#+-.!|~$:&^="})


def plain_markdown(text: str) -> str:
    """Escape a text for places where Streamlit renders Markdown, so that it shows as typed."""
    return " ".join(text.split()).translate(_MARKDOWN)
