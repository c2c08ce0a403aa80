"""The head of a report as HTML: what it is, what it may do, and how it looks."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from ictrack.escapes import style_text
from ictrack.figures.mark_style import colour_rules, mark_rules
from ictrack.markup import element
from ictrack.reports.document import Report, Stamp
from ictrack.reports.web_scripts import content_policy

_SHEET = Path(__file__).parent / "web.css"


def draw_head(report: Report) -> Markup:
    """Draw the head; browsers that know no margins of pages print its title on each of them."""
    line = report.stamp.line
    title = line if line.startswith(report.title) else f"{report.title} · {line}"
    policy = {"http_equiv": "Content-Security-Policy", "content": content_policy(report)}
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", **policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", Markup(_style_of(report.stamp))),  # noqa: S704 - our own, with the stamp escaped
    )


def _style_of(stamp: Stamp) -> str:
    """Give the style sheet; on paper every page says of what it is."""
    light = colour_rules(lambda light, _dark: light)
    dark = f"{colour_rules(lambda _light, dark: dark)} :root {{ color-scheme: dark }}"
    boxes = _margin_box("top-left", " ".join(stamp.warnings)) + _margin_box("bottom-left", stamp.line)
    return "\n".join(
        [
            light,
            f"@media screen and (prefers-color-scheme: dark) {{ {dark} }}",
            mark_rules(),
            _SHEET.read_text(encoding="utf-8"),
            f"@page {{ {boxes} }}",
        ]
    )


def _margin_box(where: str, text: str) -> str:
    """Write a text into a margin of every printed page."""
    return f'@{where} {{ content: "{style_text(text)}"; }} '
