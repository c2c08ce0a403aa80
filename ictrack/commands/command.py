"""What every command is: data in, an outcome out, whoever carries it out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from pathlib import Path
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from ictrack.errors import IctrackError
from ictrack.store.database import Database


class OutputFile(BaseModel):
    """A file that a command was asked to write; the process that was called writes it."""

    model_config = ConfigDict(frozen=True, ser_json_bytes="base64", val_json_bytes="base64")
    path: Path
    content: bytes


class CommandOutcome(BaseModel):
    """What came of a command: data for stdout, narration for stderr, files, an exit code."""

    model_config = ConfigDict(frozen=True)
    stdout: str = ""
    stderr: str = ""
    files: tuple[OutputFile, ...] = ()
    exit_code: int = 0


class Command(BaseModel, ABC):
    """One command with all that it needs: paths absolute, the day that counts as today.

    Commands that write are carried out one after the other.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    writes: ClassVar[bool] = False
    today: date

    @abstractmethod
    def run(self, database: Database) -> CommandOutcome:
        """Carry the command out on a database that is open."""


def carry_out(command: Command, database: Database) -> CommandOutcome:
    """Carry a command out; an error that ictrack raises on purpose becomes its outcome."""
    try:
        return command.run(database)
    except IctrackError as error:
        return outcome_of(error)


def outcome_of(error: IctrackError) -> CommandOutcome:
    """Turn an error into what its command prints and ends with."""
    return CommandOutcome(stderr=f"{error}\n", exit_code=error.exit_code)
