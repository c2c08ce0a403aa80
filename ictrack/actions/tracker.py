"""Load a tracker as people keep it: one row per initiative, one column per reporting date."""

from __future__ import annotations

from dataclasses import replace

from ictrack.actions.load import LoadSource, load_raw
from ictrack.actions.mapping import SaveMapping, remembered_mapping, save_mapping
from ictrack.actions.receipt import Outcome, Receipt
from ictrack.ingest.source import RawSource
from ictrack.ingest.trackers.mapping import TrackerMapping
from ictrack.ingest.trackers.proposal import ProposalOptions, propose_mapping
from ictrack.ingest.trackers.source import as_source, tracker_of
from ictrack.store.database import Database


def load_tracker(
    database: Database, raw: RawSource, answers: TrackerMapping | None, command: LoadSource
) -> Receipt:
    """Load a tracker that was read from its file, and remember how.

    Without `answers` it is read as it was the last time. What no answer settles is among
    the problems of the receipt, which is then one of a refused load. Raises what
    `load_source` raises.
    """
    answers = answers or remembered_mapping(database, raw)
    options = ProposalOptions(day_first=command.day_first, offers_colours=False)
    source = as_source(raw, answers, options, command.today)
    if source.tracker is not None:
        source = replace(source, tracker=source.tracker.with_answers_of(answers))
    return load_mapped(database, source, command)


def load_mapped(database: Database, source: RawSource, command: LoadSource) -> Receipt:
    """Load a source as `load_raw` does; of a tracker that was loaded the mapping is remembered."""
    receipt = load_raw(database, source, command)
    if source.tracker is not None and receipt.outcome in {Outcome.LOADED, Outcome.NOTHING_NEW}:
        save_mapping(database, SaveMapping(source.tracker, command.loaded_by))
    return receipt


def propose_for(
    database: Database, raw: RawSource, *, sheet: str | None = None, day_first: bool | None = None
) -> TrackerMapping | None:
    """Propose how a file's tracker is read: as before, else as it says itself.

    Gives nothing where the file has no tracker, or several of which none is named.
    """
    answers = remembered_mapping(database, raw)
    table = tracker_of(raw, sheet or (answers.sheet if answers else None))
    if table is None:
        return None
    return propose_mapping(raw.path.stem, table, answers, ProposalOptions(day_first=day_first))
