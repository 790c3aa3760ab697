"""Writes the first migration of every room anew from its models: ``python -m tools.migrations``.

Only while nothing is released: afterwards a change of models is a migration of its own. Constraints and indexes are
folded into the tables that they belong to. Added one by one, as Django writes them, each makes it draw up all related
models again, which takes most of the time in which an installation is set up.
"""

import os
import re
from importlib import import_module
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.writer import MigrationWriter

FIRST = "0001_initial"


def write_anew() -> None:
    rooms = [app for app in apps.get_app_configs() if app.name.startswith("huiguan.") and _first(app).exists()]
    for room in rooms:
        _first(room).unlink()
    call_command("makemigrations", *(room.label for room in rooms), verbosity=0)
    for room in rooms:
        made = import_module(f"{room.name}.migrations.{FIRST}").Migration
        facts = {"initial": True, "dependencies": made.dependencies, "operations": folded(made.operations)}
        anew = type("Migration", (Migration,), facts)(FIRST, room.label)
        _first(room).write_text(MigrationWriter(anew, include_header=False).as_string(), encoding="utf-8")


def _first(app) -> Path:
    return Path(app.path) / "migrations" / f"{FIRST}.py"


def folded(operations: list[Operation]) -> list[Operation]:
    """The same, but that a table is made with its constraints and indexes, unless they are of a column added later."""
    tables = {one.name_lower: one for one in operations if isinstance(one, CreateModel)}
    late = {(one.model_name_lower, one.name) for one in operations if isinstance(one, AddField)}
    left = []
    for one in operations:
        rule, kind = _rule(one)
        table = tables.get(one.model_name_lower) if rule else None
        if table and not any(model == table.name_lower and _is_of(rule, column) for model, column in late):
            table.options.setdefault(kind, []).append(rule)
        else:
            left.append(one)
    return left


def _rule(operation: Operation):
    if isinstance(operation, AddConstraint):
        return operation.constraint, "constraints"
    return (operation.index, "indexes") if isinstance(operation, AddIndex) else (None, "")


def _is_of(rule, column: str) -> bool:
    return re.search(rf"'{column}(__\w+)?'", repr(rule.deconstruct())) is not None


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiguan.site.settings")
    django.setup()
    write_anew()
