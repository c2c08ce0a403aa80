"""What a returns workbook says, before it is written: rows, words to choose from, instructions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ictrack.ingest.returns.columns import Fill, Holds, sheet_columns
from ictrack.ingest.returns.stamp import Stamp
from ictrack.labels import confidence_label, status_label, yes_no_label
from ictrack.language import _
from ictrack.vocabulary import Confidence, DeliveryStatus, RecordKind, YesNo

NEW_ROWS = 20


@dataclass(frozen=True)
class ShownInitiative:
    """Hold one initiative as its row shows it, by column; `update_id` is the last report shown."""

    cells: Mapping[str, str]
    update_id: str | None


@dataclass(frozen=True)
class WorkbookContent:
    """Hold all that a returns workbook says.

    `day` is what an empty day means, `due` until when it is to be sent; as people write them.
    """

    stamp: Stamp
    city: str
    convening: str
    day: str
    due: str
    made_on: date
    areas: tuple[str, ...]
    rows: tuple[ShownInitiative, ...]


def locked_texts(cells: Mapping[str, str]) -> list[str]:
    """Give what is locked in the row of a known initiative, in the order of the columns."""
    return [
        cells.get(column.key, "")
        for column in sheet_columns()
        if column.fill is not Fill.ANSWER and column.key != "row_stamp"
    ]


def words_of(holds: Holds) -> dict[str, str]:
    """Map the words of a list as people see them to the words of a source; none for areas."""
    if holds is Holds.STATUS:
        return {status_label(status, RecordKind.RETURNS): status.value for status in DeliveryStatus}
    if holds is Holds.CONFIDENCE:
        return {confidence_label(confidence): confidence.value for confidence in Confidence}
    if holds is Holds.TICK:
        return {yes_no_label(YesNo.YES): YesNo.YES.value}
    return {}


def name_of_answers() -> str:
    """Name the sheet that the city fills in."""
    return _("Your answers")


def instructions(content: WorkbookContent) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Say what to do, part by part: a heading, then sentences."""
    where = name_of_answers()
    return (
        (
            _("What to do"),
            (
                _("Go to the sheet “{sheet}”. It has one row for each initiative.", sheet=where),
                _("Grey cells show what we hold; they are locked. White cells are for your answers."),
                _("Nothing new? Choose Yes under “No change”, and leave the status empty."),
                _("That confirms the status of last time; where there is none yet, choose one."),
                _("Otherwise choose a status, and say what is new. Leave empty what you cannot say yet."),
                _("A row that you leave empty counts as not answered; you can send the workbook again."),
                _("A day that you leave empty means {day}.", day=content.day),
                _("New initiatives go into the empty rows at the end: title, area, and what you know."),
            ),
        ),
        (
            _("Sending it back"),
            (
                _("Save it as an Excel workbook (.xlsx), and send it to whoever sent it to you.")
                if not content.due
                else _(
                    "Save it as an Excel workbook (.xlsx), and send it by {due} to whoever sent it to you.",
                    due=content.due,
                ),
                _("Whoever may enter data can also take it in: in ictrack on the page “Send a return”."),
                _("If somebody reported on an initiative meanwhile, you are shown both, and you choose."),
            ),
        ),
        (
            _("Please do not"),
            (
                _("Write no names, email addresses or telephone numbers, and no counts under five people."),
                _(
                    "Do not delete, move or copy rows and columns, nor the sheet “{sheet}”.",
                    sheet=name_of_stamp(),
                ),
            ),
        ),
    )


def name_of_stamp() -> str:
    """Name the sheet that holds the stamp."""
    return _("About this workbook")
