"""HTML that cannot be broken by what users type: the one place where it is made.

Everything that goes into an element is escaped unless it is itself an element.
"""

from __future__ import annotations

from markupsafe import Markup, escape

# Elements that hold nothing, and so have no end.
_VOID = frozenset({"base", "br", "col", "link", "meta"})


def element(tag: str, *children: object, **attributes: object) -> Markup:
    """Make one HTML element; `class_` is class, `aria_label` is aria-label, None is left out."""
    opened = [tag]
    for name, value in attributes.items():
        if value is not None:
            opened.append(f'{name.rstrip("_").replace("_", "-")}="{escape(str(value))}"')
    start = Markup(f"<{' '.join(opened)}>")
    return start if tag in _VOID else start + joined(*children) + Markup(f"</{tag}>")


def joined(*children: object) -> Markup:
    """Put elements one after the other."""
    return Markup("").join(escape(child) for child in children)
