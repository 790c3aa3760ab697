"""Numbers that sort by time, text that the database cannot read, numbers shown in part."""

import time
import uuid

import pytest
from cryptography.fernet import Fernet
from django.db import connection

from huiguan.kernel.fields import EncryptedTextField, Unreadable, masked, opened, sealed, uuid7


def test_a_uuid_says_its_version_and_variant():
    made = [uuid7() for _ in range(50)]

    assert {one.version for one in made} == {7}
    assert {one.variant for one in made} == {uuid.RFC_4122}
    assert len(set(made)) == 50


def test_a_uuid_begins_with_the_millisecond_so_that_new_ones_sort_last(monkeypatch):
    monkeypatch.setattr(time, "time_ns", lambda: 1_700_000_000_123 * 1_000_000)
    earlier = uuid7()
    monkeypatch.setattr(time, "time_ns", lambda: 1_700_000_000_124 * 1_000_000)
    later = uuid7()

    assert earlier.int >> 80 == 1_700_000_000_123
    assert earlier < later


def test_what_is_sealed_can_be_opened_and_differs_every_time():
    one, other = sealed("13800001234"), sealed("13800001234")

    assert (opened(one), opened(other)) == ("13800001234", "13800001234")
    assert one != other
    assert "13800001234" not in one


def test_nothing_stays_nothing():
    assert (sealed(""), opened("")) == ("", "")


def test_old_keys_still_open_and_the_newest_writes(settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.FIELD_KEYS = [old]
    written_before = sealed("旧")

    settings.FIELD_KEYS = [new, old]
    written_after = sealed("新")

    assert (opened(written_before), opened(written_after)) == ("旧", "新")
    settings.FIELD_KEYS = [new]
    assert opened(written_after) == "新"
    assert isinstance(opened(written_before), Unreadable)


def test_the_database_holds_only_ciphertext(cast):
    with cast.work():
        person = cast.people["clerk"]
        person.refresh_from_db()
        person.phone = "13800001234"
        person.save()

        with connection.cursor() as cursor:
            cursor.execute("SELECT phone FROM register_person WHERE id = %s", [person.pk])
            stored = cursor.fetchone()[0]

        person.refresh_from_db()
        assert person.phone == "13800001234"
        assert stored.startswith("gAAAA")


@pytest.mark.parametrize(
    "stored",
    [Fernet(Fernet.generate_key()).encrypt(b"x").decode(), "13800001234", "无"],
    ids=["sealed", "plain", "a word"],
)
def test_what_no_key_opens_says_so_and_is_written_back_as_it_was_found(stored):
    found = opened(stored)

    assert (found, masked(found), sealed(found)) == ("无法解密", "无法解密", stored)
    assert EncryptedTextField().mark(found) == EncryptedTextField().mark(opened(stored))


def test_the_mark_of_a_secret_differs_when_the_secret_does_and_tells_nothing_else():
    mark = EncryptedTextField().mark

    assert mark("") == ""
    assert mark("13800001234") == mark("13800001234")
    assert mark("13800001234") != mark("13800001235")
    assert "1380" not in mark("13800001234")


@pytest.mark.parametrize(
    ("text", "ends", "shown"),
    [
        ("13800001234", (), "138****1234"),
        ("110101199001011234", (6, 2), "110101**********34"),
        ("1234567", (), "*******"),
        ("12345678", (), "123*5678"),
        ("", (), ""),
    ],
)
def test_a_number_is_shown_by_its_ends_and_a_short_one_not_at_all(text, ends, shown):
    assert masked(text, *ends) == shown
