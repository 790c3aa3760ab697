"""The story, told once for all tests of this folder and taken back when they are done."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client

from huiguan.kernel.models import User
from huiguan.kernel.story import Story
from huiguan.site.management.commands.seed import tell

TODAY = date(2026, 11, 24)
CAST = ("clerk", "head", "leader", "secretary", "official", "officer", "firm", "host", "handler", "auditor", "admin")


class Undo(Exception):
    """Ends the telling."""


@pytest.fixture(scope="package")
def told(django_db_setup, django_db_blocker) -> Iterator[Story]:
    with django_db_blocker.unblock(), _apart() if connection.vendor == "postgresql" else _taken_back():
        yield tell(TODAY)


@contextmanager
def _taken_back() -> Iterator[None]:
    """All of it in one transaction."""
    try:
        with transaction.atomic():
            yield
            raise Undo
    except Undo:
        pass


@contextmanager
def _apart() -> Iterator[None]:
    """In a copy of the database: PostgreSQL reads what one long transaction has written some times slower."""
    mine = connection.settings_dict["NAME"]
    copy = f"{mine}_story"
    try:
        _be_in(copy, f'DROP DATABASE IF EXISTS "{copy}"', f'CREATE DATABASE "{copy}" TEMPLATE "{mine}"')
        yield
    finally:
        _be_in(mine, f'DROP DATABASE IF EXISTS "{copy}"')


def _be_in(name: str, *before: str) -> None:
    """While nobody is connected, let the server do something; the next connection is to that database."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        for statement in before:
            cursor.execute(statement)
    connection.settings_dict["NAME"] = name


@pytest.fixture
def story(told, db) -> Story:
    return told


@pytest.fixture(params=CAST)
def person(request, story) -> User:
    """Each of the cast in turn."""
    return User.objects.get(username=request.param)


@pytest.fixture
def as_person(person, client: Client) -> Client:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client
