"""The story, told once for all tests of this folder and taken back when they are done."""

from collections.abc import Iterator
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
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                story = tell(TODAY)
                _plan_with_what_is_there()
                yield story
                raise Undo
        except Undo:
            pass


def _plan_with_what_is_there() -> None:
    """PostgreSQL gathers its statistics by itself, but not of what no transaction has brought to an end."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


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
