"""The words of ictrack as gettext sees them, and an invented language made from them."""

from __future__ import annotations

import shlex
import string
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from ictrack.language import DOMAIN, LOCALE_FOLDER

PROJECT = LOCALE_FOLDER.parents[1]
TEMPLATE = LOCALE_FOLDER / f"{DOMAIN}.pot"
# An invented language: English whose letters all bear an accent, so that none is ASCII.
INVENTED = "en_XA"
_PLAIN = string.ascii_lowercase + string.ascii_uppercase
_ACCENTED = "áƀćđéƒǵĥíĵķĺɱńóƥʠŕśťúʋŵẋýźÁƁĆĐÉƑǴĤÍĴĶĹḾŃÓƤɊŔŚŤÚƲŴẊÝŹ"
_WITH_ACCENTS = str.maketrans(_PLAIN, _ACCENTED)


def extract_command() -> list[str]:
    """Give the command that writes the template, as the README of the folder says it."""
    readme = (LOCALE_FOLDER / "README.md").read_text(encoding="utf-8")
    line = next(line for line in readme.splitlines() if line.startswith("pybabel extract"))
    return shlex.split(line)


def extract_words(into: Path) -> Catalog:
    """Collect the words of the code as they are now."""
    command = extract_command()
    command[command.index("--output-file") + 1] = str(into)
    command[-2:] = [str(PROJECT / folder) for folder in command[-2:]]
    command[command.index("--mapping-file") + 1] = str(LOCALE_FOLDER / "extraction.toml")
    with redirect_stdout(StringIO()):
        CommandLineInterface().run(["pybabel", "--quiet", *command[1:]])  # type: ignore[no-untyped-call]
    return read_catalogue(into)


def read_catalogue(path: Path) -> Catalog:
    """Read a template or a translation."""
    with path.open("rb") as file:
        return read_po(file, domain=DOMAIN)


def key_of(message: Message) -> tuple[str | None, tuple[str, ...]]:
    """Give what tells one message from another: its context, and its text in each number."""
    return message.context, texts_of(message.id)


def texts_of(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Give the text of a message, or its texts in singular and plural."""
    if text is None:
        return ()
    return (text,) if isinstance(text, str) else tuple(text)


def places_in(text: str) -> set[str]:
    """Name the places of a text that are filled in, such as `day` of `At {day}`."""
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def with_accents(text: str) -> str:
    """Write a text in the invented language; what stands in braces stays."""
    written = []
    for literal, name, spec, conversion in string.Formatter().parse(text):
        words = literal.replace("{", "{{").replace("}", "}}").translate(_WITH_ACCENTS)
        place = f"{{{name}{'!' + conversion if conversion else ''}{':' + spec if spec else ''}}}"
        written.append(words + (place if name is not None else ""))
    return "".join(written)


def write_invented_language(words: Catalog, folder: Path) -> None:
    """Write a catalogue that has every word in the invented language."""
    invented = Catalog(locale="en", domain=DOMAIN)
    for message in words:
        if message.id:
            texts = [with_accents(text) for text in texts_of(message.id)]
            translated = tuple(texts) if len(texts) > 1 else texts[0]
            invented.add(message.id, translated, context=message.context)
    target = folder / INVENTED / "LC_MESSAGES" / f"{DOMAIN}.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, invented)
