"""Every command that can be passed to the app, and how it is read there."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter

from ictrack.commands.audit import AuditListCommand, AuditVerifyCommand
from ictrack.commands.backup import BackupCommand
from ictrack.commands.changes import ChangesCommand
from ictrack.commands.check import CheckCommand
from ictrack.commands.check_store import CheckStoreCommand
from ictrack.commands.command import Command
from ictrack.commands.gaps import GapsCommand
from ictrack.commands.load import LoadCommand
from ictrack.commands.loads import LoadsCommand
from ictrack.commands.maintain import MaintainCommand
from ictrack.commands.mapping import MappingCommand
from ictrack.commands.people import (
    PeopleAddCommand,
    PeopleEraseCommand,
    PeopleExportCommand,
    PeopleListCommand,
    PeopleRevokeCommand,
    PeopleSignOutCommand,
)
from ictrack.commands.report import ReportCommand
from ictrack.commands.summary import SummaryCommand
from ictrack.commands.tokens import TokensAddCommand, TokensListCommand, TokensRevokeCommand
from ictrack.commands.undo import UndoCommand
from ictrack.commands.verify import VerifyCommand
from ictrack.commands.workbook import WorkbookCommand

AnyCommand = Annotated[
    SummaryCommand
    | ChangesCommand
    | GapsCommand
    | LoadCommand
    | LoadsCommand
    | UndoCommand
    | CheckCommand
    | CheckStoreCommand
    | MappingCommand
    | WorkbookCommand
    | ReportCommand
    | VerifyCommand
    | BackupCommand
    | MaintainCommand
    | PeopleListCommand
    | PeopleAddCommand
    | PeopleRevokeCommand
    | PeopleSignOutCommand
    | PeopleEraseCommand
    | PeopleExportCommand
    | AuditListCommand
    | AuditVerifyCommand
    | TokensAddCommand
    | TokensListCommand
    | TokensRevokeCommand,
    Field(discriminator="kind"),
]
_READER: TypeAdapter[AnyCommand] = TypeAdapter(AnyCommand)


def read_command(body: bytes) -> Command:
    """Read a command that was passed on; raises pydantic's ValidationError for anything else."""
    return _READER.validate_json(body)
