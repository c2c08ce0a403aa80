"""A small report that has one of everything, and texts that a careless writer would trip over."""

from __future__ import annotations

from ictrack.reports.document import (
    Bullets,
    Chart,
    ChartSeries,
    Commentary,
    Count,
    Figure,
    Grid,
    Heading,
    Link,
    Mark,
    Paint,
    Paragraph,
    Report,
    Section,
    Sentence,
    Stamp,
)
from ictrack.vocabulary import Standing
from tests.nasty import ACCEPTED

# Those of the nasty texts whose letters the fonts of the PDF have, and whose words fit a column.
_FITTING = ("script", "template", "formula with minus", "mathematics", "Typst", "quotes", "letters", "path")
NASTY = tuple(ACCEPTED[name] for name in _FITTING)
CONTROL = "bell\x07 null\x00 escape\x1b[0m end"


def _progress(name: str, first: int, second: int) -> tuple[str, Count, Count]:
    identifiers = tuple(f"{name[:3].upper()}-{number:02}" for number in range(1, first + second + 1))
    return name, Count(first, identifiers[:first]), Count(second, identifiers[first:])


def progress_chart() -> Chart:
    """Make a chart of two cities by progress, with its table."""
    headings = (
        Heading("city", "City", weight=4),
        Heading("completed", "Completed", is_number=True),
        Heading("not_reported", "Not reported", is_number=True),
    )
    table = Grid(
        "Initiatives by city and progress",
        headings,
        (_progress("Bristol", 3, 1), _progress("Cardiff", 0, 2)),
    )
    return Chart(
        "progress_by_city",
        "Progress by city",
        "3 of 6 initiatives are completed, all in Bristol.",
        "Initiatives",
        is_upright=False,
        labels=("Bristol", "Cardiff"),
        series=(
            ChartSeries("Completed", Standing.COMPLETED, (3, 0)),
            ChartSeries("Not reported", Standing.NOT_REPORTED, (1, 2)),
        ),
        table=table,
    )


def steps_chart() -> Chart:
    """Make a waterfall: from 2 completed to 3."""
    labels = ("1 March 2019", "Moved forward", "Left", "31 March 2020")
    headings = (
        Heading("step", "Step", weight=4),
        Heading("change", "Change", is_number=True),
        Heading("initiatives", "Initiatives", is_number=True),
    )
    rows = (
        (labels[0], None, 2),
        (labels[1], "+2", 4),
        (labels[2], "\u22121", 3),
        (labels[3], None, 3),
    )
    return Chart(
        "steps",
        "Completed, step by step",
        "Completed: 2 on 1 March 2019, 3 on 31 March 2020.",
        "Initiatives",
        is_upright=False,
        labels=labels,
        series=(
            ChartSeries("Start", Paint.HIDDEN, (0, 2, 3, 0)),
            ChartSeries("On the day", Paint.TOTAL, (2, 0, 0, 3)),
            ChartSeries("Added", Paint.ADDED, (0, 2, 0, 0)),
            ChartSeries("Taken away", Paint.TAKEN, (0, 0, 1, 0)),
        ),
        table=Grid("Completed: from the first day to the last", headings, rows),
    )


def series_chart() -> Chart:
    """Make upright bars over time."""
    headings = (Heading("as_at", "As at", weight=4), Heading("completed", "Completed", is_number=True))
    return Chart(
        "over_time",
        "Progress over time",
        "Completed initiatives went from 0 to 3.",
        "Initiatives",
        is_upright=True,
        labels=("31 December 2018", "31 December 2019"),
        series=(ChartSeries("Completed", Standing.COMPLETED, (0, 3)),),
        table=Grid("Progress over time", headings, (("31 December 2018", 0), ("31 December 2019", 3))),
    )


def list_of(initiatives: int) -> Grid:
    """Make a long table of marks, links, blanks and words that break lines."""
    headings = (
        Heading("initiative_id", "Identifier", weight=2),
        Heading("initiative", "Initiative", weight=6),
        Heading("progress", "Progress", weight=3),
        Heading("evidence", "Evidence", weight=3),
    )
    rows = tuple(
        (
            f"BRI-{number:02}",
            NASTY[number % len(NASTY)],
            Mark("Past its date", Standing.BEHIND, is_hollow=number % 2 == 0, is_closed=number % 3 == 0),
            Link("Council report", "https://example.org/a?b=1&c=%20d") if number % 2 else None,
        )
        for number in range(1, initiatives + 1)
    )
    return Grid("All initiatives", headings, rows)


def sample_report(*, commentary: str = "", initiatives: int = 60) -> Report:
    """Make a report with one of every block; with commentary where there is any."""
    leaders = Section(
        "leaders",
        "One page for leaders",
        (
            Paragraph(
                Sentence(
                    "At 31 March 2020 2 cities report on 6 initiatives: 3 completed; 3 are not reported.",
                    (
                        Figure("6 initiatives", ("BRI-01", "BRI-02", "BRI-03", "BRI-04", "CAR-01", "CAR-02")),
                        Figure("3 completed", ("BRI-01", "BRI-02", "BRI-03")),
                    ),
                ),
                "lead",
            ),
            Commentary("leaders"),
            Bullets(
                "What moved",
                (
                    Sentence(
                        "Bristol moved two initiatives forward (BRI-01, BRI-02).",
                        (Figure("two initiatives", ("BRI-01", "BRI-02")),),
                    ),
                    *(Sentence(text) for text in NASTY),
                ),
            ),
            Bullets("What is due", ()),
            Paragraph(Sentence("Counting completed initiatives measures delivery, not outcome."), "note"),
        ),
        is_liftable=True,
    )
    changed = Section(
        "changed",
        "What changed",
        (Paragraph(Sentence("One paragraph.")), steps_chart(), Commentary("changed")),
    )
    network = Section("network", "The network picture", (progress_chart(), series_chart()))
    cities = Section(
        "cities",
        "City by city",
        sections=tuple(
            Section(
                f"city:{key}",
                name,
                (Paragraph(Sentence(f"{name} & more."), "lead"), list_of(rows)),
                is_liftable=True,
            )
            for key, name, rows in (("BRI", "Bristol", 9), ("CAR", "Cardiff <Caerdydd>", 1))
        ),
    )
    annex = Section("annex", "Annex", (list_of(initiatives),), is_annex=True)
    report = Report(
        title="Second convening",
        subtitle="Convening report",
        language="en",
        stamp=Stamp(
            event_id="EV-09",
            as_at="2020-03-31",
            known_on="2026-11-25",
            fingerprint="0123456789abcdef",
            definitions="1",
            version="0.1.0",
            line="Second convening · as at 31 March 2020 · as known on 25 November 2026 · data 01234567",
            warnings=("Reconstructed from public documents; not the report given to the convening.",),
            facts=(("Convening", "Second convening"), ("As at", "31 March 2020"), ("Returns", "1 of 2")),
        ),
        sections=(leaders, changed, network, cities, annex),
        legend=((Standing.COMPLETED, "Completed"), (Standing.NOT_REPORTED, "Not reported")),
    )
    return report.with_commentary({"leaders": commentary, "changed": commentary}) if commentary else report
