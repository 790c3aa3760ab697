"""Numbers that none of the keys opens: every page still stands, and nothing of them is overwritten by accident."""

import io

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from django.urls import reverse
from python_calamine import CalamineWorkbook

from huiguan.kernel.flow import NotAllowed, perform
from huiguan.register.correcting import propose
from huiguan.register.models import Contact, Person
from tests.cast import browser, submit

OLD, NEW = "13800001234", "13900005678"


@pytest.fixture
def old_keys(settings) -> list[str]:
    return settings.FIELD_KEYS


@pytest.fixture
def contact(cast) -> Contact:
    with cast.work():
        made = Contact(organization=cast.tea_firm, name="老会计", phone=OLD)
        made.save()
    return made


@pytest.fixture
def correction(cast, contact):
    with cast.work():
        return propose(cast.tea_firm, {"name": "老会计"}, by=cast.tea_contact, contact=contact, phone=NEW)


@pytest.fixture
def person(cast, contact, correction, old_keys, settings) -> Person:
    """Somebody whose numbers were written with keys that are gone."""
    with cast.work():
        made = Person.objects.create(
            node=cast.root, name="张三", organization=cast.tea_firm, phone=OLD, id_number="11010519491231002X"
        )
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]
    return made


def stored(record, column="phone") -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {record._meta.db_table} WHERE id = %s", [record.pk])
        return cursor.fetchone()[0]


def test_every_page_says_that_the_number_cannot_be_read(cast, person, contact, correction):
    client = browser(cast.clerk)
    pages = [
        reverse("people.list"),
        reverse("people.detail", args=[person.pk]),
        reverse("people.edit", args=[person.pk]),
        reverse("contacts.edit", args=[contact.pk]),
        reverse("organizations.detail", args=[cast.tea_firm.pk]),
        reverse("corrections.detail", args=[correction.pk]),
    ]

    answers = {url: client.get(url, {"tab": "people"}) for url in pages}

    assert {url: (a.status_code, "无法解密" in a.content.decode()) for url, a in answers.items()} == dict.fromkeys(
        pages, (200, True)
    )


def test_the_full_numbers_and_the_table_say_so_too(cast, person):
    client = browser(cast.clerk)

    shown = client.get(submit(client, reverse("people.reveal", args=[person.pk]), {"why": "核对"}).url)
    table = client.get(reverse("people.export"))

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(table.content)).get_sheet_by_index(0).to_python()
    assert shown.content.decode().count("无法解密") == 2
    assert "无法解密" in [cell for row in sheet for cell in row]


def test_saving_something_else_leaves_the_ciphertext_as_it_was(cast, person):
    before = stored(person), stored(person, "id_number")

    answer = submit(browser(cast.clerk), reverse("people.edit", args=[person.pk]), {"note": "退休"})

    with cast.work():
        assert (answer.status_code, Person.objects.get(pk=person.pk).note) == (302, "退休")
    assert (stored(person), stored(person, "id_number")) == before


def test_a_number_that_is_typed_takes_its_place(cast, person):
    submit(browser(cast.clerk), reverse("people.edit", args=[person.pk]), {"phone": NEW})

    with cast.work():
        found = Person.objects.get(pk=person.pk)
        assert (found.phone, found.id_number) == (NEW, "无法解密")


def test_once_the_keys_are_back_everything_is_readable_again(cast, person, old_keys, settings):
    submit(browser(cast.clerk), reverse("people.edit", args=[person.pk]), {"note": "退休"})

    settings.FIELD_KEYS = old_keys

    with cast.work():
        assert Person.objects.get(pk=person.pk).phone == OLD


def test_a_correction_that_cannot_be_read_never_replaces_a_number(cast, person, contact, correction):
    with cast.work():
        correction.refresh_from_db()
        with pytest.raises(NotAllowed, match="更正里的号码无法解密"):
            perform(correction, "take_over", by=cast.clerk)

    assert stored(contact) != stored(correction)
