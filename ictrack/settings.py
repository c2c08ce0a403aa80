"""Settings: each has a name, a default and a sentence that says what it does.

They are read from the environment (`ICTRACK_DATABASE`, `ICTRACK_HOST`, ...).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from ictrack.errors import UsageError
from ictrack.location import LakeSettings, Location, location_of

PROJECT = Path(__file__).resolve().parent.parent
PUBLIC_RECORD = PROJECT / "data" / "public-record"


class Settings(BaseSettings):
    """What can be set from outside; the README's table is made from these fields."""

    model_config = SettingsConfigDict(env_prefix="ICTRACK_", frozen=True)

    database: Path = Field(
        default=PROJECT / "data" / "ictrack.duckdb",
        description="The file that holds everything that was loaded; or `ducklake:postgres:` and how "
        "PostgreSQL is reached, such as `host=db dbname=ictrack`, for many replicas.",
    )
    lake_files: str = Field(
        default="",
        description="The folder, or the `s3://` address, in which a lake keeps its files: the same for every "
        "replica.",
    )
    replica: str = Field(
        default="",
        pattern=r"^[A-Za-z0-9._-]*$",
        description="The name of this replica of a lake, by which its journal is called; without one, that "
        "of the computer.",
    )
    backups: Path = Field(
        default=PROJECT / "data" / "backups",
        description="The folder into which backups go, each into a folder of its own.",
    )
    language: str = Field(default="en", description="The language of all words: a folder of ictrack/locale.")
    host: str = Field(default="127.0.0.1", description="The address that `ictrack serve` listens on.")
    port: int = Field(default=8501, ge=1, le=65535, description="The port that `ictrack serve` listens on.")
    allowed_hosts: str = Field(
        default="",
        description="Further host names that the app answers to, with commas; on this computer localhost "
        "always is one, and with logins the name to which they lead back.",
    )
    sessions: int = Field(
        default=200,
        gt=0,
        description="How many windows of browsers may have the app open at once; half as many from one "
        "address of other computers.",
    )
    requests_per_minute: int = Field(
        default=1_200,
        gt=0,
        description="How many requests may come from one address in a minute, the files of Streamlit not "
        "counted; opening a page takes seven.",
    )
    request_bytes: int = Field(
        default=1024**2,
        gt=0,
        description="How large a request may be; one that brings a file, `ICTRACK_UPLOAD_BYTES` more.",
    )
    login_hours: int = Field(
        default=8, gt=0, le=24, description="After how many hours somebody who logged in must log in again."
    )
    idle_minutes: int = Field(
        default=60,
        gt=0,
        le=1_440,
        description="After how many minutes without a click somebody who logged in must log in again.",
    )
    public_view: Literal["on", "off"] = Field(
        default="off",
        description="Whether anybody may read what is public without a login, where logins are set up: "
        "`on` or `off`.",
    )
    person_months: int = Field(
        default=24,
        gt=0,
        le=120,
        description="After how many months without a visit what is held of a person is erased.",
    )
    stranger_days: int = Field(
        default=30,
        gt=0,
        le=365,
        description="After how many days what is held of somebody who logged in and was given no role "
        "is erased.",
    )
    cell_characters: int = Field(default=10_000, gt=0, description="The longest text that one cell may hold.")
    memory_limit: str = Field(default="1GB", description="How much memory DuckDB may use.")
    upload_bytes: int = Field(
        default=10 * 1024**2, gt=0, description="How large a file may be that is imported on the web."
    )
    upload_rows: int = Field(
        default=20_000, gt=0, description="How many rows a file may have that is imported on the web."
    )
    reading_seconds: int = Field(
        default=60, gt=0, description="How long the app may take to read a file that is imported."
    )
    reading_megabytes: int = Field(
        default=2_048, ge=512, description="How much memory may be used to read a workbook or a ZIP."
    )
    review: Literal["on", "off"] = Field(
        default="on",
        description="Whether reports made on screen or in a returns workbook wait for review: `on` or `off`.",
    )
    gap_months: int = Field(
        default=12,
        gt=0,
        le=1_200,
        description="After how many months without evidence, or without a step forward, a public record has "
        "a gap; the latter also where no convening is known.",
    )
    gap_few: int = Field(
        default=1,
        gt=0,
        description="Up to how many initiatives of a city in a thematic area are shown as only one, or few.",
    )
    sender: str = Field(
        default="",
        pattern=r"^([^\s@<>,;:\"]+@[^\s@<>,;:\"]+)?$",
        description="The address that a message to a city is from; without one, that of whoever sends it.",
    )
    squares_limit: int = Field(
        default=500, gt=0, description="Above this number of initiatives squares give way to bars."
    )

    @property
    def location(self) -> Location:
        """Give where the database is; raises UsageError where that cannot be."""
        return self.locate(self.database)

    def locate(self, database: Path) -> Location:
        """Give where a database is that was named as the setting `database` is."""
        return location_of(database, LakeSettings(self.lake_files, self.replica, PROJECT / "data"))


@lru_cache(maxsize=1)
def current_settings() -> Settings:
    """Read the settings from the environment, once per process.

    Raises UsageError where the environment holds a value that is not allowed.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(map(str, first["loc"])).upper()
        raise UsageError(
            f"ICTRACK_{name}: '{first['input']}' is not allowed. {first['msg']}. Nothing was done."
        ) from error
