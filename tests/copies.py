"""What many tests begin from is made once, by the real actions, and copied into the database of every other test."""

import pickle
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection, transaction
from django.utils import timezone

from huiguan.kernel import clock

T = TypeVar("T")
Tables = dict[str, list[tuple]]

AT_ONCE = 200  # rows
_made: dict[tuple, tuple[bytes, Tables]] = {}


def copy_of(make: Callable[[], T]) -> T:
    """What ``make`` returns, with all the rows that it makes; nothing of the test that made it first clings to it."""
    key = (make, connection.vendor)
    with transaction.atomic():
        if key in _made:
            _put(_made[key][1])
        else:
            _made[key] = _take(make)
    return pickle.loads(_made[key][0])


def _take(make: Callable[[], Any]) -> tuple[bytes, Tables]:
    before = _rows()
    with clock.standing_at(timezone.now()):
        thing = make()
    made = {table: [row for row in rows if row not in before[table]] for table, rows in _rows().items()}
    return pickle.dumps(thing), {table: rows for table, rows in made.items() if rows}


def _rows() -> Tables:
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {_quoted(table)}")
            found[table] = cursor.fetchall()
    return found


def _put(tables: Tables) -> None:
    with connection.cursor() as cursor:
        for table, rows in tables.items():
            for some in (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE)):
                row = f"({', '.join(['%s'] * len(some[0]))})"
                values = [value for one in some for value in one]
                cursor.execute(f"INSERT INTO {_quoted(table)} VALUES {', '.join([row] * len(some))}", values)


def _quoted(table: str) -> str:
    return connection.ops.quote_name(table)
