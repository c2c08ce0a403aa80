"""Pictures of a report's charts, for the formats that can hold no Plotly chart.

Kaleido draws them with a Chrome or Chromium of this computer. It is given no way to the
network: what the browser would ask of its maker goes to a proxy that is not there.
"""

from __future__ import annotations

import asyncio
import logging
from asyncio import timeout
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import plotly.graph_objects as go
from kaleido import Kaleido
from kaleido.errors import BrowserClosedError, BrowserFailedError, ChromeNotFoundError, KaleidoError

from ictrack.errors import BrowserNeededError
from ictrack.figures.palette import Theme
from ictrack.reports.charts import report_figure
from ictrack.reports.document import Report

# Between the margins of A4 the words of a chart this wide are as large as those of a table.
_WIDTH = 640
# So that a picture is 1,600 dots wide.
_SCALE = 2.5
_SECONDS_TO_START, _SECONDS_EACH, _SECONDS_TO_END = 30, 30, 5
_NO_PROXY_THERE = "127.0.0.1:9"


def draw_pictures(report: Report) -> dict[str, bytes]:
    """Draw every chart as a PNG on white, by its key; one start of the browser for all.

    Raises BrowserNeededError where there is none, or where it does not draw.
    """
    figures = {chart.key: report_figure(chart, Theme.LIGHT) for chart in report.charts()}
    if not figures:
        return {}
    # In a thread of its own: the caller's may run an event loop already.
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(_draw, figures).result()


def _draw(figures: Mapping[str, go.Figure]) -> dict[str, bytes]:
    # It logs a fault of its own at every end of a browser; what goes wrong is raised besides.
    logging.getLogger("choreographer").setLevel(logging.CRITICAL)
    try:
        return asyncio.run(_draw_all(figures))
    except ChromeNotFoundError as error:
        raise BrowserNeededError("no Chrome or Chromium was found on this computer") from error
    except (BrowserClosedError, BrowserFailedError, KaleidoError, OSError) as error:
        raise BrowserNeededError("the Chrome or Chromium of this computer did not draw them") from error


async def _draw_all(figures: Mapping[str, go.Figure]) -> dict[str, bytes]:
    """Draw them one after the other; a browser that hangs is given up and ended."""
    kaleido = Kaleido(timeout=_SECONDS_EACH, mathjax=False, proxy_server=_NO_PROXY_THERE)
    try:
        async with timeout(_SECONDS_TO_START):
            await kaleido.open()
        return {key: await kaleido.calc_fig(figure, _size_of(figure)) for key, figure in figures.items()}
    finally:
        async with timeout(_SECONDS_TO_END):
            await kaleido.close()


def _size_of(figure: go.Figure) -> dict[str, object]:
    return {"format": "png", "width": _WIDTH, "height": figure.layout.height, "scale": _SCALE}
