"""What a report as HTML needs to draw its charts: Plotly once, their figures, and who may run."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from markupsafe import Markup
from plotly.offline import get_plotlyjs

from ictrack.escapes import script_json
from ictrack.figures.palette import Theme
from ictrack.markup import element, joined
from ictrack.reports.charts import report_figure
from ictrack.reports.document import Chart, Report
from ictrack.reports.web_places import place_of_chart

_DRAWING = Path(__file__).parent / "web_charts.js"


def content_policy(report: Report) -> str:
    """Say what a browser may do with the report: run its own scripts, and ask nothing of anybody."""
    hashes = " ".join(f"'sha256-{_hash_of(script)}'" for script in _scripts_of(report)) or "'none'"
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def draw_scripts(report: Report) -> Markup:
    """Write the scripts that draw the charts; none where there are none."""
    scripts = [element("script", Markup(script)) for script in _scripts_of(report)]  # noqa: S704 - our own
    return joined(_figures_of(report.charts()), *scripts) if scripts else joined()


def _scripts_of(report: Report) -> tuple[str, ...]:
    return (_plotly(), _DRAWING.read_text(encoding="utf-8")) if report.charts() else ()


@cache
def _plotly() -> str:
    return str(get_plotlyjs())


@cache
def _hash_of(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


def _figures_of(charts: tuple[Chart, ...]) -> Markup:
    """Write every chart, light and dark, as data that no browser runs."""
    figures = {
        chart.key: {
            "place": place_of_chart(chart.key),
            **{theme.value: _plain(chart, theme) for theme in Theme},
        }
        for chart in charts
    }
    text = script_json(figures)
    return element("script", Markup(text), type="application/json", id="figures")  # noqa: S704 - escaped


def _plain(chart: Chart, theme: Theme) -> Any:
    return json.loads(report_figure(chart, theme).to_json())
