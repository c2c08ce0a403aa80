"""The command line: `python -m ictrack`. Data goes to stdout, narration to stderr.

Exit codes: 0 done, 1 a fault of ictrack, 2 a value that is not allowed, and those of
`ictrack/errors.py`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from ictrack import __version__
from ictrack.access.roles import Role
from ictrack.actions.backups import MoveDatabase, ReplayJournal, RestoreBackup
from ictrack.actions.backups import move as move_database
from ictrack.actions.backups import replay as replay_journal
from ictrack.actions.backups import restore as restore_backup
from ictrack.actions.load import BundledChoice
from ictrack.commands.audit import AuditListCommand, AuditVerifyCommand
from ictrack.commands.backup import BackupCommand, describe_restored
from ictrack.commands.changes import ChangesCommand
from ictrack.commands.check import CheckCommand
from ictrack.commands.check_store import CheckStoreCommand
from ictrack.commands.command import Command, CommandOutcome
from ictrack.commands.gaps import GapsCommand
from ictrack.commands.load import LoadCommand
from ictrack.commands.loads import LoadsCommand
from ictrack.commands.maintain import MaintainCommand
from ictrack.commands.mapping import MappingCommand
from ictrack.commands.opening import Place
from ictrack.commands.people import (
    PeopleAddCommand,
    PeopleEraseCommand,
    PeopleExportCommand,
    PeopleListCommand,
    PeopleRevokeCommand,
    PeopleSignOutCommand,
)
from ictrack.commands.printing import Format, ListFormat, PlainRow, print_rows
from ictrack.commands.receipts import TextFormat
from ictrack.commands.report import ReportCommand
from ictrack.commands.running import run_command
from ictrack.commands.summary import SummaryCommand
from ictrack.commands.tokens import TokensAddCommand, TokensListCommand, TokensRevokeCommand
from ictrack.commands.undo import UndoCommand
from ictrack.commands.verify import VerifyCommand
from ictrack.commands.workbook import WorkbookCommand
from ictrack.demo.size import DemoSize
from ictrack.demo.write import write_demo
from ictrack.errors import DecisionNeededError, IctrackError, NotAllowedError, UsageError
from ictrack.reports.making import ReportFormat
from ictrack.reports.sections.basis import Audience
from ictrack.settings import current_settings
from ictrack.store.replay import Later
from ictrack.summaries.changes import ChangeRequest
from ictrack.summaries.counts import CountRequest
from ictrack.vocabulary import RecordedMode

PROGRAM = "python -m ictrack"
_ENDS_OF_SOURCES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".zip"})
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _one_of(kind: type[Any]) -> click.Choice[str]:
    """Let an option hold one word of a vocabulary, as the word itself."""
    return click.Choice([member.value for member in kind])


_PATH = click.Path(path_type=Path)
_SOURCE: Decorator = click.argument("source", type=_PATH)
_DATABASE: Decorator = click.option(
    "--database",
    # What the system refuses is said where the file is opened, alike for --database and the setting.
    type=click.Path(path_type=Path, readable=False),
    help="The file that holds what was loaded.  [default: the setting ICTRACK_DATABASE]",
)
_DAY_FIRST: Decorator = click.option(
    "--day-first", is_flag=True, default=None, help="Read 01/02/2019 as 1 February."
)
_WIDE: Decorator = click.option(
    "--wide",
    is_flag=False,
    flag_value="",
    metavar="[MAPPING]",
    help="Read a tracker with a column for each date, as the file MAPPING says; alone: as the last time.",
)
_TEXT_FORMAT: Decorator = click.option(
    "--format", "form", type=_one_of(TextFormat), default="text", show_default=True
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="ictrack")
def commands() -> None:
    """Progress of action plans, per city and per thematic area."""


@commands.command()
@_SOURCE
@_DATABASE
@click.option(
    "--recorded-on",
    "recorded_mode",
    type=_one_of(RecordedMode),
    help="What stands in for a blank recorded_on: the day of the report, or today.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be loaded; write nothing.")
@click.option("--replace-bundled", "bundled_choice", flag_value="replace", help="Replace the public record.")
@click.option("--keep-bundled", "bundled_choice", flag_value="keep", help="Keep the public record as well.")
@click.option("--accept-valid", is_flag=True, help="Load the good rows; write the others down to be mended.")
@click.option("--rejects", type=_PATH, metavar="FOLDER", help="Where those go.  [default: SOURCE-to-mend]")
@click.option("--filled-in", type=_PATH, metavar="FILE", help="Write one sheet again, with its identifiers.")
@_WIDE
@_DAY_FIRST
@_TEXT_FORMAT
def load(
    source: Path,
    database: Path | None,
    rejects: Path | None,
    filled_in: Path | None,
    wide: str | None,
    **asked: Any,
) -> NoReturn:
    """Load a folder of CSV files or a ZIP of it, a workbook or one sheet: all of it, or nothing.

    Without --replace-bundled or --keep-bundled the first load of one's own asks what
    becomes of the public record; where nobody can be asked, it is replaced.

    \b
    Examples:
        python -m ictrack load returns.xlsx --dry-run
        python -m ictrack load returns --recorded-on reported --keep-bundled
        python -m ictrack load tracker.xlsx --wide tracker.toml
    """
    if rejects is None and asked["accept_valid"]:
        rejects = Path(f"{source.absolute().stem}-to-mend")
    command = LoadCommand(
        today=date.today(),
        source=source.absolute(),
        rejects=_new_path("--rejects", rejects, is_written=not asked["dry_run"]),
        filled_in=_new_path("--filled-in", filled_in, is_written=not asked["dry_run"]),
        wide=wide is not None,
        mapping=Path(wide).absolute() if wide else None,
        **asked,
    )
    outcome = _load(command, database)
    if outcome.exit_code == DecisionNeededError.exit_code:
        decided = command.model_copy(update={"bundled_choice": _decide_on_bundled()})
        outcome = _load(decided, database)
    _finish(outcome)


def _new_path(option: str, path: Path | None, *, is_written: bool = True) -> Path | None:
    """Make a path absolute; raises UsageError where something is that would be lost."""
    if path and is_written and path.exists():
        raise UsageError(
            f"{option}: '{path}' is there already. Nothing was loaded. "
            f"Move it away, or name another with {option}."
        )
    return path.absolute() if path else None


def _load(command: LoadCommand, database: Path | None) -> CommandOutcome:
    place = Place.of(database, _narrate)
    return run_command(
        command, place.location, lambda: place.open_to_load(command.bundled_choice, dry_run=command.dry_run)
    )


def _decide_on_bundled() -> BundledChoice:
    """Ask what becomes of the public record; where nobody can be asked, it is replaced."""
    if not sys.stdin.isatty():
        _narrate("Your data replaces the public record; --keep-bundled keeps it as well.")
        return BundledChoice.REPLACE
    question = "Replace the public record of the programme by your data? (No keeps both.)"
    return BundledChoice.REPLACE if click.confirm(question, default=True, err=True) else BundledChoice.KEEP


@commands.command()
@click.argument("source", type=_PATH, required=False)
@click.option(
    "--database",
    is_flag=False,
    flag_value="",
    metavar="[PATH]",
    help="The database; without SOURCE, what is checked.  [default: the setting ICTRACK_DATABASE]",
)
@_WIDE
@_DAY_FIRST
@click.option("--format", "form", type=_one_of(ListFormat), default="text", show_default=True)
def check(
    source: Path | None, database: str | None, wide: str | None, day_first: bool | None, form: ListFormat
) -> NoReturn:
    """List every problem of a source, or of what is stored; change nothing.

    With SOURCE: every problem that a load would find; ends with 3 if there are any. With
    --database alone: what is to be checked in all that is stored, per city, as the page Data
    quality lists it; then whether the database itself is sound. Ends with 3 if it is not.

    \b
    Examples: all problems of a file, for another program; then of what is stored
        python -m ictrack check returns.xlsx --format json
        python -m ictrack check --database
    """
    place = Place.of(Path(database) if database else None, _narrate)
    if source is None:
        _refuse_unless_stored(database, wide=wide, day_first=day_first)
        stored = CheckStoreCommand(today=date.today(), form=form)
        _finish(run_command(stored, place.location, place.open_to_look))
    command = CheckCommand(
        today=date.today(),
        source=source.absolute(),
        wide=wide is not None,
        mapping=Path(wide).absolute() if wide else None,
        day_first=day_first,
        form=form,
    )
    _finish(run_command(command, place.location, place.open_to_check))


def _refuse_unless_stored(database: str | None, *, wide: str | None, day_first: bool | None) -> None:
    """Raise UsageError unless it is what is stored that is to be checked, and nothing else was asked."""
    if database is None:
        raise UsageError(
            "SOURCE: is missing. Name a file or folder to check, or write --database to check what is stored."
        )
    if wide is not None or day_first is not None:
        option = "--wide" if wide is not None else "--day-first"
        raise UsageError(
            f"{option}: says how a source is read, and none is named. Name it before --database."
        )
    path = current_settings().locate(Path(database))
    if database and isinstance(path, Path) and (path.is_dir() or path.suffix.lower() in _ENDS_OF_SOURCES):
        raise UsageError(
            f"--database: '{database}' is a source and no database. "
            f"Check it with '{PROGRAM} check {database}'; "
            "write --database alone, or last, to check what is stored."
        )


@commands.command()
@click.argument("tracker", type=_PATH)
@click.argument("out", type=_PATH)
@click.option("--sheet", help="The sheet of the workbook, where several have a column for each date.")
@_DATABASE
@_DAY_FIRST
def mapping(
    tracker: Path, out: Path, sheet: str | None, database: Path | None, day_first: bool | None
) -> NoReturn:
    """Propose how a tracker is read that has a row for each initiative and a column for each date.

    OUT is a text to look through: which day each column speaks of, what each word and each
    colour means. What can be read in several ways is left open in it, and asked about here.

    \b
    Example:
        python -m ictrack mapping tracker.xlsx tracker.toml
        python -m ictrack load tracker.xlsx --wide tracker.toml
    """
    path = _new_path("OUT", out)
    place = Place.of(database, _narrate)
    command = MappingCommand(
        today=date.today(), source=tracker.absolute(), out=path, sheet=sheet, day_first=day_first
    )
    _finish(run_command(command, place.location, place.open_to_check))


@commands.command()
@_DATABASE
@click.option("--format", "form", type=_one_of(Format), default="table", show_default=True)
def loads(database: Path | None, form: str) -> NoReturn:
    """List what was loaded, when, by whom, from which file, and what was taken back.

    \b
    Example:
        python -m ictrack loads
    """
    place = Place.of(database, _narrate)
    _finish(run_command(LoadsCommand(today=date.today(), form=form), place.location, place.open_to_read))


@commands.command()
@click.argument("load_id", metavar="LOAD", type=click.IntRange(min=1))
@_DATABASE
def undo(load_id: int, database: Path | None) -> NoReturn:
    """Take a whole load back; LOAD is its number, which the command loads lists.

    Pictures as known on earlier days still count what the load reported. Refused where
    later loads or reports build on it.

    \b
    Example:
        python -m ictrack undo 4
    """
    place = Place.of(database, _narrate)
    _finish(run_command(UndoCommand(today=date.today(), load_id=load_id), place.location, place.open_to_read))


@commands.command()
@click.option("--by", multiple=True, metavar="KEYS", help="city, area, phase, or several with commas.")
@click.option("--as-at", metavar="DAY", help="Day of the picture.  [default: today, or the last phase's end]")
@click.option("--known-on", metavar="DAY", help="Day on which it was known.  [default: today]")
@click.option("--phase", metavar="PHASE", help="One phase, by identifier or name.  [default: all]")
@click.option("--city", "cities", multiple=True, metavar="CITY", help="Only this city; may be repeated.")
@click.option("--area", "areas", multiple=True, metavar="AREA", help="Only this area; may be repeated.")
@click.option("--plan-link", "plan_links", multiple=True, metavar="LINK", help="Only this; may be repeated.")
@_DATABASE
@click.option("--format", "form", type=_one_of(Format), default="table", show_default=True)
def summary(by: tuple[str, ...], database: Path | None, form: str, **asked: Any) -> NoReturn:
    """Count initiatives by their standing at a day.

    DAY is a date such as 2019-03-14; 2019-03 and 2019 mean the last day of their period.

    \b
    Example: how each city stood in each thematic area when phase one ended
        python -m ictrack summary --by city,area --as-at 2019-08-31 --phase 1 --format csv
    """
    keys = tuple(word.strip() for words in by for word in words.split(","))
    place = Place.of(database, _narrate)
    command = SummaryCommand(today=date.today(), request=CountRequest(by=keys, **asked), form=form)
    _finish(run_command(command, place.location, place.open_to_read))


@commands.command()
@click.option("--since", required=True, metavar="DAY", help="The first day.")
@click.option("--until", required=True, metavar="DAY", help="The last day.")
@click.option("--known-on", metavar="DAY", help="Day on which the last day was known.  [default: today]")
@click.option("--known-since", metavar="DAY", help="The same of the first day.  [default: as --known-on]")
@click.option("--phase", metavar="PHASE", help="One phase, by identifier or name.  [default: all]")
@click.option("--city", "cities", multiple=True, metavar="CITY", help="Only this city; may be repeated.")
@click.option("--area", "areas", multiple=True, metavar="AREA", help="Only this area; may be repeated.")
@click.option("--plan-link", "plan_links", multiple=True, metavar="LINK", help="Only this; may be repeated.")
@_DATABASE
@click.option("--format", "form", type=_one_of(Format), default="table", show_default=True)
def changes(database: Path | None, form: str, **asked: Any) -> NoReturn:
    """List what became of each initiative between two days, one line each.

    DAY is a date such as 2019-03-14; 2019-03 and 2019 mean the last day of their period.
    The movement is one of joined, left, first_update, finished_earlier, forward, back,
    round_trip, fell_due, new_target_date, reviewed_no_change, updated_unchanged, silent:
    the first of them that holds.

    \b
    Example: what changed in phase two's first year, the start as it was known at the time
        python -m ictrack changes --since 2019-12 --until 2020-12 --known-since 2019-12
    """
    place = Place.of(database, _narrate)
    command = ChangesCommand(today=date.today(), request=ChangeRequest(**asked), form=form)
    _finish(run_command(command, place.location, place.open_to_read))


@commands.command()
@click.option("--as-at", metavar="DAY", help="Day of the picture.  [default: today, or the last phase's end]")
@click.option("--known-on", metavar="DAY", help="Day on which it was known.  [default: today]")
@click.option("--phase", metavar="PHASE", help="One phase, by identifier or name.  [default: all]")
@_DATABASE
@click.option("--format", "form", type=_one_of(Format), default="table", show_default=True)
def gaps(database: Path | None, form: str, **asked: Any) -> NoReturn:
    """Say how much moves in each thematic area of each member city, one line each.

    DAY is a date such as 2019-03-14; 2019-03 and 2019 mean the last day of their period.
    The state is one of not_known, none, all_completed, silent, planned_only, stalled, thin,
    moving: the first of them that holds. The reason says why, with the numbers.

    \b
    Example: where nothing moved when phase one ended
        python -m ictrack gaps --as-at 2019-05-31 --phase 1 --format csv
    """
    place = Place.of(database, _narrate)
    command = GapsCommand(today=date.today(), request=CountRequest(**asked), form=form)
    _finish(run_command(command, place.location, place.open_to_read))


@commands.command()
@click.argument("target", type=_PATH)
@click.option("--cities", type=int, default=DemoSize.cities, show_default=True, help="How many cities.")
@click.option("--initiatives", type=int, default=DemoSize.initiatives, show_default=True, help="How many.")
@click.option("--updates", type=int, default=DemoSize.updates, show_default=True, help="How many.")
@click.option("--seed", type=int, default=DemoSize.seed, show_default=True, help="The same, the same bytes.")
def demo(target: Path, **size: int) -> None:
    """Write an invented programme into a new folder, in the files that load reads.

    \b
    Example: look at an invented programme without touching one's own data
        python -m ictrack demo invented
        python -m ictrack load invented --database invented.duckdb
    """
    receipt = write_demo(target, DemoSize(**size))
    rows: list[PlainRow] = [{"file": file, "rows": count} for file, count in receipt.rows.items()]
    click.echo(print_rows(Format.TABLE, ("file", "rows"), rows).encode(), nl=False)
    _narrate(f"An invented programme was written to {target}; 'python -m ictrack load {target}' loads it.")


@commands.command()
@click.argument("out", type=_PATH)
@click.option("--city", required=True, metavar="CITY", help="The city, by identifier or name.")
@click.option("--convening", required=True, metavar="EVENT", help="The convening, by identifier.")
@_DATABASE
def workbook(out: Path, city: str, convening: str, database: Path | None) -> NoReturn:
    """Make the workbook in which a city answers for a convening, as an XLSX file.

    It shows what is known of each initiative of the city's own data that counts in the
    convening's phase by its cut-off, and asks how far it is now. Of a public record nobody is asked.
    When it comes back filled in, 'load' takes it in.

    \b
    Example:
        python -m ictrack workbook --city BRI --convening EV-07 bristol.xlsx
    """
    path = _new_path("OUT", out)
    place = Place.of(database, _narrate)
    command = WorkbookCommand(today=date.today(), city=city, convening=convening, out=path)
    _finish(run_command(command, place.location, place.open_to_read))


def _words(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Read an option that may be repeated and may hold several words with commas."""
    return tuple(word.strip() for words in given for word in words.split(",") if word.strip())


@commands.command()
@click.option("--convening", required=True, metavar="EVENT", help="The convening, by identifier.")
@click.option("--out", required=True, type=_PATH, metavar="FOLDER", help="Where the files are written.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    default=[form.value for form in ReportFormat],
    callback=_words,
    metavar="FORMATS",
    help="docx, pptx, xlsx, html, pdf, or several with commas.  [default: all]",
)
@click.option("--as-at", metavar="DAY", help="Day of the picture.  [default: the convening's cut-off]")
@click.option("--known-on", metavar="DAY", help="Day on which it was known.  [default: today]")
@click.option("--cities", multiple=True, callback=_words, metavar="CITIES", help="Only these, with commas.")
@click.option(
    "--plan-link", "plan_links", multiple=True, metavar="LINK", help="Count these; may be repeated."
)
@click.option("--audience", type=_one_of(Audience), default="network", show_default=True)
@click.option("--part", default="", metavar="PART", help="Only leaders, city:ID or area:ID.  [default: all]")
@click.option("--pictures", is_flag=True, help="Put pictures of the charts into DOCX and PDF.")
@_DATABASE
def report(database: Path | None, out: Path, **asked: Any) -> NoReturn:
    """Make the report of a convening: the same numbers in every format.

    It counts the initiatives that a document ties to the programme. Where the convening was
    frozen, and no other days or cities are asked for, its numbers are the frozen ones.
    --pictures needs a Chrome or Chromium; the tables with the same numbers are there anyway.

    \b
    Examples:
        python -m ictrack report --convening EV-09 --out report
        python -m ictrack report --convening EV-09 --part city:CAR --format docx,pdf --out cardiff
    """
    unknown = next((form for form in asked["formats"] if form not in set(ReportFormat)), None)
    if unknown is not None:
        raise NotAllowedError("--format", unknown, [form.value for form in ReportFormat])
    names = ("as_at", "known_on", "cities", "plan_links")
    place = Place.of(database, _narrate)
    command = ReportCommand(
        today=date.today(),
        out=_new_folder("--out", out),
        request=CountRequest(**{name: asked.pop(name) for name in names}),
        **asked,
    )
    _finish(run_command(command, place.location, place.open_to_read))


def _new_folder(option: str, folder: Path) -> Path:
    """Make a folder unless it is there; raises UsageError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{option}: '{folder}' is no folder and cannot be made one: {error.strerror}. "
            f"Nothing was written. Name another with {option}."
        ) from error
    return folder.absolute()


@commands.command()
@_DATABASE
def verify(database: Path | None) -> NoReturn:
    """Compare the database with its journal; ends with 3 if they tell different things.

    The journal is compared line by line with what the database recorded, and the data
    with what comes of making every change again.

    \b
    Example:
        python -m ictrack verify
    """
    place = Place.of(database, _narrate)
    _finish(run_command(VerifyCommand(today=date.today()), place.location, place.open_to_read))


@commands.command()
@click.argument("folder", type=_PATH, required=False)
@_DATABASE
def backup(folder: Path | None, database: Path | None) -> NoReturn:
    """Copy the database as it is now into a new folder within FOLDER, while the app goes on.

    Without FOLDER it goes into the setting ICTRACK_BACKUPS. The copy is compared with the
    database before it gets its name. That of a lake is a file as well, of one moment.

    \b
    Example:
        python -m ictrack backup /mnt/backups
    """
    place = Place.of(database, _narrate)
    into = (folder or current_settings().backups).absolute()
    _finish(run_command(BackupCommand(today=date.today(), folder=into), place.location, place.open_to_read))


@commands.command()
@click.option(
    "--days",
    type=click.IntRange(min=0),
    default=7,
    show_default=True,
    help="How long what was replaced is kept.",
)
@_DATABASE
def maintain(days: int, database: Path | None) -> NoReturn:
    """Put the small files of a lake together, and remove what was replaced long ago.

    Run it once a day, from one computer, while everybody goes on. A database in one file needs none of it.

    \b
    Example:
        python -m ictrack maintain --days 30
    """
    place = Place.of(database, _narrate)
    _finish(run_command(MaintainCommand(today=date.today(), days=days), place.location, place.open_to_read))


@commands.command()
@click.argument("backup", type=_PATH)
@click.option("--journal", type=_PATH, metavar="JOURNAL", help="Then make the changes that it tells again.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]),
    metavar="MOMENT",
    help="Of these only those until then, in UTC.  [default: all]",
)
@_DATABASE
def restore(backup: Path, journal: Path | None, until: datetime | None, database: Path | None) -> None:
    """Put a backup in the place of the database, a file or a lake; what was there is kept.

    BACKUP is a folder that the command backup made. Stop the app first, on every replica. A file
    is kept under another name; what a lake holds is backed up, and then replaced at one moment.
    With --journal the database becomes as it was later than the backup.

    \b
    Examples: as it was at the backup; as it was just before somebody loaded the wrong file
        python -m ictrack restore data/backups/ictrack-2026-03-31-170000
        python -m ictrack restore data/backups/ictrack-2026-03-31-170000 \\
            --journal data/ictrack.journal.jsonl --until 2026-04-02T09:15:00
    """
    if until is not None and journal is None:
        raise UsageError("--until: says how far a journal is followed, and none is named. Add --journal.")
    later = Later(journal, until and until.replace(microsecond=999_999)) if journal else None
    location = Place.of(database, _narrate).location
    restored = restore_backup(RestoreBackup(backup, location, later))
    click.echo(str(restored.database))
    for sentence in describe_restored(restored):
        _narrate(sentence)


@commands.command()
@click.argument("source", metavar="FROM", type=_PATH)
@click.argument("target", metavar="TO", type=_PATH)
def move(source: Path, target: Path) -> None:
    """Copy all that is stored from one place to another: a file or a lake, either way.

    FROM and TO are paths, or 'ducklake:postgres:' and how PostgreSQL is reached; the files of a lake are
    where ICTRACK_LAKE_FILES says. Stop the app first. Both are compared. If the command breaks off, run it
    again: it goes on where it was.

    \b
    Example: from one file to several replicas
        python -m ictrack move data/ictrack.duckdb 'ducklake:postgres:host=db.example.org dbname=ictrack'
    """
    settings = current_settings()
    moved = move_database(MoveDatabase(settings.locate(source), settings.locate(target)))
    _narrate(
        f"{moved.rows:,} rows of {moved.tables} tables are there, compared with the original; of these "
        f"tables {moved.were_there} were as they are before."
    )


@commands.command()
@click.argument("journal", type=_PATH)
@click.option(
    "--database", type=_PATH, required=True, metavar="NEW", help="The file to make; none may be there."
)
def replay(journal: Path, database: Path) -> None:
    """Make a new database from a journal: every change once more, in order.

    \b
    Example: the database was lost, its journal was not
        python -m ictrack replay data/ictrack.journal.jsonl --database data/ictrack.duckdb
    """
    changes = replay_journal(ReplayJournal(journal, current_settings().locate(database)))
    click.echo(str(database))
    _narrate(
        f"{changes:,} changes were made again. 'python -m ictrack verify --database {database}' compares."
    )


@commands.group()
def people() -> None:
    """Look after who may log in: roles, logins, and what is held of people.

    KEY is the random key of a person; the command people list lists them.
    """


_KEY: Decorator = click.argument("person_id", metavar="KEY")
_ROLES = _one_of(Role)
_CITY: Decorator = click.option(
    "--city", metavar="CITY", help="The city of a role of a city: its identifier."
)


def _run_on(database: Path | None, command: Command) -> NoReturn:
    place = Place.of(database, _narrate)
    _finish(run_command(command, place.location, place.open_to_read))


@people.command("list")
@_DATABASE
@click.option("--format", "form", type=_one_of(Format), default="table", show_default=True)
def people_list(database: Path | None, form: str) -> NoReturn:
    """List who may log in, their roles, and first who waits for one.

    \b
    Example:
        python -m ictrack people list --format csv
    """
    _run_on(database, PeopleListCommand(today=date.today(), form=form))


@people.command("add")
@click.argument("person_id", metavar="[KEY]", required=False, default="")
@click.option("--issuer", default="", help="Who vouches for somebody who has not come yet: an address.")
@click.option("--subject", default="", help="What the issuer calls them: often a number, seldom an email.")
@click.option("--role", type=_ROLES, required=True, help="The role to give.")
@_CITY
@click.option("--name", default="", help="How they are called, until their login says it.")
@_DATABASE
def people_add(database: Path | None, **asked: Any) -> NoReturn:
    """Give a role to somebody who has logged in, or who is about to.

    The first administrator is named in this way: by the issuer and the subject that the login
    provider shows for their account, or by KEY once they have tried to log in.

    \b
    Examples:
        python -m ictrack people add person-0123456789abcdef --role operational_lead --city BRI
        python -m ictrack people add --issuer https://login.example.org --subject 1234 --role administrator
    """
    _run_on(database, PeopleAddCommand(today=date.today(), **asked))


@people.command("revoke")
@_KEY
@click.option("--role", type=_ROLES, help="The role to take.  [default: all]")
@_CITY
@_DATABASE
def people_revoke(database: Path | None, **asked: Any) -> NoReturn:
    """Take a role from somebody, or all; without one left they are signed out.

    \b
    Example:
        python -m ictrack people revoke person-0123456789abcdef --role reader
    """
    if asked["city"] and not asked["role"]:
        raise UsageError("--city: says of which city a role is taken, and none is named. Add --role.")
    _run_on(database, PeopleRevokeCommand(today=date.today(), **asked))


@people.command("sign-out")
@_KEY
@_DATABASE
def people_sign_out(database: Path | None, person_id: str) -> NoReturn:
    """Sign somebody out in every browser; they may log in again.

    \b
    Example:
        python -m ictrack people sign-out person-0123456789abcdef
    """
    _run_on(database, PeopleSignOutCommand(today=date.today(), person_id=person_id))


@people.command("erase")
@_KEY
@click.option("--yes", is_flag=True, help="Do not ask.")
@_DATABASE
def people_erase(database: Path | None, person_id: str, *, yes: bool) -> NoReturn:
    """Erase what is held of somebody: name, email, login, roles. It cannot be undone.

    What they did stays recorded, under a key that names nobody.

    \b
    Example:
        python -m ictrack people erase person-0123456789abcdef --yes
    """
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError("--yes: is missing, and nobody can be asked. Nothing was erased.")
        click.confirm(f"Erase what is held of {person_id}? This cannot be undone.", abort=True, err=True)
    _run_on(database, PeopleEraseCommand(today=date.today(), person_id=person_id))


@people.command("export")
@_KEY
@_DATABASE
def people_export(database: Path | None, person_id: str) -> NoReturn:
    """Print all that is held of somebody as JSON, for whoever asks what that is.

    \b
    Example:
        python -m ictrack people export person-0123456789abcdef > held.json
    """
    _run_on(database, PeopleExportCommand(today=date.today(), person_id=person_id))


@commands.group()
def tokens() -> None:
    """Make tokens with which programs read, list them, take them back."""


@tokens.command("add")
@click.option("--label", required=True, help="Which program it is for; never the name of a person.")
@click.option("--role", type=_ROLES, required=True, help="As which role it reads; a token never writes.")
@_CITY
@click.option("--expires", "days", type=int, required=True, metavar="DAYS", help="For how long; 366 at most.")
@_DATABASE
def tokens_add(database: Path | None, **asked: Any) -> NoReturn:
    """Make a token, and print it this once: only its fingerprint is kept.

    The label is recorded for ever, so no name of a person belongs there.

    \b
    Example:
        python -m ictrack tokens add --label 'Council website' --role public --expires 90
    """
    _run_on(database, TokensAddCommand(today=date.today(), **asked))


@tokens.command("list")
@_DATABASE
@click.option("--format", "form", type=_one_of(Format), default="table", show_default=True)
def tokens_list(database: Path | None, form: str) -> NoReturn:
    """List the tokens that were made, what each reads as, and until when it is good.

    \b
    Example:
        python -m ictrack tokens list
    """
    _run_on(database, TokensListCommand(today=date.today(), form=form))


@tokens.command("revoke")
@click.argument("token_id", metavar="TOKEN")
@_DATABASE
def tokens_revoke(database: Path | None, token_id: str) -> NoReturn:
    """Take a token back: it lets nobody in any more. TOKEN is its name in the list.

    \b
    Example:
        python -m ictrack tokens revoke token-0123456789abcdef
    """
    _run_on(database, TokensRevokeCommand(today=date.today(), token_id=token_id))


@commands.group()
def audit() -> None:
    """See who did what and when, and whether nothing of it was altered."""


@audit.command("list")
@click.option("--since", default="", metavar="DAY", help="From this day on.  [default: all]")
@click.option("--kind", "of_kind", metavar="KIND", help="Only this kind, such as load or login.")
@click.option("--by", metavar="KEY", help="Only what this person did.")
@_DATABASE
@click.option("--format", "form", type=_one_of(Format), default="table", show_default=True)
def audit_list(database: Path | None, **asked: Any) -> NoReturn:
    """List who did what, the last first. People are keys: people list says who they are.

    \b
    Example:
        python -m ictrack audit list --since 2026-01 --kind role_given --format csv
    """
    _run_on(database, AuditListCommand(today=date.today(), **asked))


@audit.command("verify")
@click.option("--head", default="", metavar="HEAD", help="A head that was noted down earlier.")
@_DATABASE
def audit_verify(database: Path | None, head: str) -> NoReturn:
    """Say whether all that was recorded is as it was; ends with 3 if it is not.

    The chain is computed anew over every entry, and compared with the heads in the database and
    with each line of the journal. With --head it is also seen whether a head that was noted down
    earlier is in the chain: so a tail is found that was cut off both.

    \b
    Example:
        python -m ictrack audit verify
    """
    _run_on(database, AuditVerifyCommand(today=date.today(), head=head))


@commands.command()
@click.option("--host", help="The address to listen on.  [default: the setting ICTRACK_HOST]")
@click.option("--port", type=click.IntRange(1, 65535), help="The port.  [default: the setting ICTRACK_PORT]")
def serve(host: str | None, port: int | None) -> NoReturn:
    """Serve the app, as 'streamlit run app.py' does; to others only where people log in over HTTPS.

    \b
    Example:
        python -m ictrack serve --port 8600
    """
    # Streamlit takes a second to import; the other commands do without.
    from ictrack.server.serving import serve as serve_app  # noqa: PLC0415

    settings = current_settings()
    serve_app(host or settings.host, port or settings.port)


def _narrate(sentence: str) -> None:
    click.echo(sentence, err=True)


def _finish(outcome: CommandOutcome) -> NoReturn:
    """Print what came of a command, write the files that it asks for, and end with its code.

    It is printed as bytes, so that lines end alike everywhere.
    """
    click.echo(outcome.stderr.encode(), nl=False, err=True)
    click.echo(outcome.stdout.encode(), nl=False)
    for file in outcome.files:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        file.path.write_bytes(file.content)
    sys.exit(outcome.exit_code)


def run_command_line(arguments: list[str] | None = None) -> NoReturn:
    """Run one command; every mistake in its words is one line on stderr."""
    try:
        sys.exit(commands.main(arguments, prog_name=PROGRAM, standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        _narrate(f"{error.format_message()} '{PROGRAM} --help' says what is allowed.")
        sys.exit(error.exit_code)
    except IctrackError as error:
        _narrate(str(error))
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # Whoever read our output has enough; the rest of it goes nowhere, at exit too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        _narrate(f"{error.filename or 'The output'}: cannot be written ({error.strerror}).")
        sys.exit(1)
    except (click.Abort, KeyboardInterrupt):
        _narrate("Stopped.")
        sys.exit(130)
