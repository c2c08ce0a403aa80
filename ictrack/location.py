"""Where a database is: a file, or a lake that many replicas share."""

from __future__ import annotations

import platform
import re
from dataclasses import dataclass, field
from pathlib import Path

from ictrack.errors import UsageError

_LAKE = "ducklake:"
_POSTGRES = "ducklake:postgres:"
# What of a connection may be told: not as whom, and not with which password.
_TOLD = re.compile(r"\b(?:host|port|dbname)=(?:'[^']*'|\S+)")
_S3 = "s3://"
_JOURNAL = ".journal.jsonl"


@dataclass(frozen=True)
class Lake:
    """A DuckLake: how its catalogue in PostgreSQL is reached, and where its Parquet files are.

    `connection` is what PostgreSQL's own programs take, such as `host=db dbname=ictrack`; what it leaves
    out comes from `PGUSER`, `PGPASSFILE` and so on. `root` is a folder that all replicas share, or an
    address such as `s3://bucket/ictrack`. `journal` is the file in which this replica tells every change
    once more: its own, because no two computers can add to one file.
    """

    # May hold a password, so it stands in no text that is made of this.
    connection: str = field(repr=False)
    root: str
    journal: Path

    @property
    def files(self) -> str:
        """Give the folder, or the address, that holds the Parquet files and nothing else."""
        return f"{self.root}/tables/"

    @property
    def journals(self) -> tuple[Path, ...]:
        """Give the journals that are there: of all replicas; of a lake on S3 the one of this replica."""
        written = f"*{_JOURNAL}" if not self.is_on_s3 else self.journal.name
        return tuple(sorted(self.journal.parent.glob(written)))

    def __str__(self) -> str:
        """Name it without what is secret."""
        return f"{_POSTGRES}{' '.join(_TOLD.findall(self.connection))}"

    @property
    def is_on_s3(self) -> bool:
        """Say whether its files are on S3."""
        return self.root.startswith(_S3)


Location = Path | Lake


@dataclass(frozen=True)
class LakeSettings:
    """What is set of a lake beside its connection: its root, the name of this replica, a folder here."""

    root: str
    replica: str
    own_folder: Path


def location_of(written: str | Path, settings: LakeSettings) -> Location:
    """Read where a database is: a path, or a lake; raises UsageError for a lake that cannot be one."""
    text = str(written)
    if not text.startswith(_LAKE):
        return Path(written)
    if not text.startswith(_POSTGRES):
        kind = text.partition(" ")[0]
        raise UsageError(
            f"The database '{kind}' is not allowed: the catalogue of a lake is in PostgreSQL. "
            f"Write it as {_POSTGRES}host=HOST dbname=NAME. Nothing was opened."
        )
    if not settings.root:
        raise UsageError(
            "ICTRACK_LAKE_FILES: is not set. It names the folder, or the s3:// address, in which the lake "
            "keeps its files, the same for every replica. Nothing was opened."
        )
    is_on_s3 = settings.root.startswith(_S3)
    if not is_on_s3 and not Path(settings.root).is_absolute():
        raise UsageError(
            f"ICTRACK_LAKE_FILES: '{settings.root}' is not allowed. It is a whole path, from the root on, "
            "or an address that begins with s3://. Nothing was opened."
        )
    # To what is on S3 nothing can be added: there the journal is on this computer.
    folder = settings.own_folder if is_on_s3 else Path(settings.root)
    journal = folder / "journals" / f"{settings.replica or platform.node()}{_JOURNAL}"
    return Lake(text.removeprefix(_POSTGRES).strip(), settings.root.rstrip("/"), journal)
