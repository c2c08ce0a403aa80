"""What a source says of itself, and which source of the store it is."""

from __future__ import annotations

import re

from ictrack.ingest.columns import read_header
from ictrack.ingest.issues import IssueLog
from ictrack.ingest.rows import RowReader
from ictrack.ingest.sets import rule_sql
from ictrack.ingest.source import RawTable, SourceFacts
from ictrack.models import SourceRow
from ictrack.store.staging import Staging
from ictrack.vocabulary import RecordedOn, RecordKind, YesNo
from ictrack.words import fold, match_word

BUNDLED_SOURCE = "public_record"
OWN_SOURCE = "own"


def read_facts(table: RawTable | None, log: IssueLog) -> SourceFacts:
    """Read the file `source`; a source without one says nothing of itself."""
    if table is None:
        return SourceFacts()
    header = read_header(table, SourceRow)
    log.extend(header.issues)
    rows = RowReader(SourceRow, table, header, log).read_models()
    said: dict[str, str] = {row.key: row.value for row in rows if isinstance(row, SourceRow)}
    if len(said) < len(rows):
        log.add(table.issue("duplicate_identifier", "says one thing twice", allowed="one row for each key"))
    return SourceFacts(
        title=said.get("title"),
        record_kind=match_word(RecordKind, said.get("record_kind", "")).member,
        recorded_on=match_word(RecordedOn, said.get("recorded_on", "")).member,
        compiled_on=said.get("compiled_on"),
        licence=said.get("licence"),
        note=said.get("note"),
        invented=match_word(YesNo, said["invented"]).member is YesNo.YES if "invented" in said else None,
    )


def source_id_of(facts: SourceFacts, staging: Staging, *, bundled: bool) -> str:
    """Tell which source of the store this is: the one of its title.

    Without a title it is the only source of one's own that is stored, if there is one only.
    """
    if bundled:
        return BUNDLED_SOURCE
    if facts.title:
        words = re.sub(r"[^\w ]", "", fold(facts.title)).replace(" ", "_") or OWN_SOURCE
        return f"own_{words}" if words == BUNDLED_SOURCE else words
    own = staging.ask(rule_sql("own_source"))
    return str(own[0]["source_id"]) if len(own) == 1 else OWN_SOURCE
