"""The list of all words is that of the code, and every place in braces can be filled in."""

from __future__ import annotations

import ast
import gettext
from pathlib import Path

import pytest

from ictrack.language import DOMAIN, LOCALE_FOLDER
from tests.architecture.project import place, python_files, tree_of
from tests.catalogue import (
    INVENTED,
    TEMPLATE,
    extract_command,
    extract_words,
    key_of,
    places_in,
    read_catalogue,
    texts_of,
    with_accents,
    write_invented_language,
)

# Texts that the function they are handed to fills in.
FILLED_IN_LATER = {"Evidence: {title}", "Source: {title}"}
ONE_TEXT, TWO_TEXTS, CONTEXT = {"_", "gettext"}, {"ngettext"}, {"pgettext"}


def test_the_committed_list_is_that_of_the_code(tmp_path: Path) -> None:
    committed = {key_of(message) for message in read_catalogue(TEMPLATE)}
    current = {key_of(message) for message in extract_words(tmp_path / "now.pot")}
    mend = " ".join(extract_command())
    assert sorted(map(str, committed ^ current)) == [], f"to mend it: {mend}"


def test_every_text_has_places_that_can_be_read() -> None:
    for message in read_catalogue(TEMPLATE):
        for text in texts_of(message.id):
            assert all(name.isidentifier() for name in places_in(text)), text


def test_singular_and_plural_have_the_same_places_but_for_the_number() -> None:
    for message in read_catalogue(TEMPLATE):
        texts = texts_of(message.id)
        if len(texts) > 1:
            singular, plural = map(places_in, texts)
            assert singular | {"n"} == plural | {"n"}, texts


def test_every_translation_keeps_the_places_of_its_text() -> None:
    for path in LOCALE_FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po"):
        for message in read_catalogue(path):
            allowed = set().union(*map(places_in, texts_of(message.id))) | {"n"}
            for text in texts_of(message.string):
                assert not text or places_in(text) <= allowed, (path, text)


def test_every_translation_is_compiled() -> None:
    for path in LOCALE_FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po"):
        compiled = gettext.translation(DOMAIN, LOCALE_FOLDER, languages=[path.parts[-3]])
        for message in read_catalogue(path):
            if isinstance(message.id, str) and message.id and message.string and not message.context:
                assert compiled.gettext(message.id) == message.string, path


@pytest.mark.parametrize("path", python_files("pages", "ictrack"), ids=place)
def test_what_fills_a_text_in_is_what_it_has_places_for(path: Path) -> None:
    assert [found for call in calls_of(path) for found in misfits(path, call)] == []


def calls_of(path: Path) -> list[ast.Call]:
    """List the calls by which a file asks for words."""
    named = ONE_TEXT | TWO_TEXTS | CONTEXT
    calls = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in named]


def misfits(path: Path, call: ast.Call) -> list[str]:
    """Say where a call gives too little, too much, or a text that cannot be collected."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    arguments = call.args[1:2] if name in CONTEXT else call.args[: 2 if name in TWO_TEXTS else 1]
    texts = [a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    where = place(path, call.lineno)
    if len(texts) < len(arguments):
        return [] if _is_collected_elsewhere(arguments) else [f"{where}: is not a text of its own"]
    if FILLED_IN_LATER.issuperset(texts):
        return []
    given = {keyword.arg for keyword in call.keywords if keyword.arg}
    wanted = set().union(*map(places_in, texts)) - ({"n"} if name in TWO_TEXTS else set())
    return [f"{where}: {sorted(given ^ wanted)}"] if given != wanted else []


def _is_collected_elsewhere(arguments: list[ast.expr]) -> bool:
    """Say whether a text is one that stands in a list of its own, as `fault.why` does."""
    return [ast.unparse(argument) for argument in arguments] == ["fault.why"]


def test_the_invented_language_has_no_plain_letter_but_in_braces(tmp_path: Path) -> None:
    assert with_accents("At {day}: {n} of them") == "Áť {day}: {n} óƒ ťĥéɱ"
    write_invented_language(read_catalogue(TEMPLATE), tmp_path)
    spoken = gettext.translation(DOMAIN, tmp_path, languages=[INVENTED])
    assert spoken.gettext("Completed") == "Ćóɱƥĺéťéđ"
    assert spoken.ngettext("{n} city", "{n} cities", 2) == "{n} ćíťíéś"
