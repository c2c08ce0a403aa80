"""Rights hold below every question: none reads what is guarded but through what one reader may see."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ictrack.access.columns import LIMITED_TABLES, OPEN_COLUMNS, SHARED_COLUMNS
from ictrack.store.asking import sql_of
from ictrack.store.database import open_database
from ictrack.store.limiting import ASKED_BY_ACTIONS
from tests.architecture.project import python_files, sql_files, tree_of

GUARDED = (
    *("initiative", "undone_initiative", "status_update", "undone_status_update", "milestone"),
    *("initiative_link", "submission", "sign_off", "commentary", "frozen_report", "taskforce_member"),
    *("city_lead", "load", "load_undo", "report_freeze"),
)
# What tells of people, of their doings and of tokens: for those alone who may look after them.
OF_PEOPLE = ("person", "login", "role_grant", "erased_person", "api_token", "outbox")
NAMES = frozenset(path.stem for path in sql_files())
READS_GUARDED = re.compile(rf"\bdb\.({'|'.join((*GUARDED, *OF_PEOPLE))})\b|\baudit_narrowed\(")
# Tells nothing but whether anything changed.
FINGERPRINTS = frozenset({"data_fingerprint"})


def questions() -> Iterator[str]:
    """Name every question that any code asks of a database by its name."""
    for path in python_files("ictrack", "pages"):
        for node in ast.walk(tree_of(path)):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            named = node.args[0]
            asks = isinstance(node.func, ast.Attribute) and node.func.attr in {"ask", "read"}
            if asks and isinstance(named, ast.Constant) and named.value in NAMES:
                yield str(named.value)


def code_of(name: str) -> str:
    return "\n".join(line.split("--")[0] for line in sql_of(name).splitlines())


def test_no_question_reads_a_guarded_table_itself() -> None:
    names = set(questions())
    assert {"initiative_list", "initiative_one", "submission_list", "load_list"} <= names
    reading = {name for name in names if READS_GUARDED.search(code_of(name))}
    assert reading - FINGERPRINTS == ASKED_BY_ACTIONS & names


def test_the_macros_of_questions_read_no_guarded_table_themselves() -> None:
    assert READS_GUARDED.findall(code_of("macros") + code_of("return_macros")) == []


def test_what_a_reader_may_see_has_the_same_names_as_what_there_is() -> None:
    every = set(re.findall(r"macro (readable_[a-z_]+)\(\)", sql_of("readable")))
    limited = set(
        re.findall(r"macro limited\.(readable_[a-z_]+)\(\)", sql_of("limited") + sql_of("limited_columns"))
    )
    assert every == limited == {f"readable_{table}" for table in GUARDED}


def test_each_guarded_column_stands_by_itself_as_the_store_has_it() -> None:
    database = open_database()
    with database.cursor() as cursor:
        for table in (*LIMITED_TABLES, "undone_initiative", "undone_status_update"):
            body = (
                sql_of("limited_columns").partition(f"macro limited.readable_{table}()")[2].partition(";")[0]
            )
            named = table.removeprefix("undone_")
            stored = [
                column
                for (column,) in cursor.execute(
                    "select column_name from duckdb_columns() where database_name = 'db' "
                    "and table_name = $table order by column_index",
                    {"table": table},
                ).fetchall()
            ]
            guarded = re.findall(
                rf"is_open\('{named}\.([a-z_]+)'\) then told\.([a-z_]+) end as ([a-z_]+)", body
            )
            assert [column for column, *_same in guarded] == [c for c in stored if c != "undone_on"]
            assert all(len(set(names)) == 1 for names in guarded)
    database.close()


def test_every_column_of_a_list_is_one_of_the_store_and_what_is_internal_is_on_none() -> None:
    database = open_database()
    with database.cursor() as cursor:
        stored = {
            f"{table}.{column}"
            for table, column in cursor.execute(
                "select table_name, column_name from duckdb_columns() where database_name = 'db'"
            ).fetchall()
        }
    database.close()
    assert OPEN_COLUMNS < SHARED_COLUMNS < stored
    assert not any("internal" in column or column.endswith("sent_hash") for column in SHARED_COLUMNS)
