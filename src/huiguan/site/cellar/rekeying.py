"""New keys for encrypted numbers: the new one writes, all of them open; once everything is written anew, the old go."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import models, transaction

from huiguan.kernel.fields import EncryptedTextField, Unreadable
from huiguan.site.keys import Keys, change_keys, new_field_key, read_keys
from huiguan.site.standstill import standing_still
from huiguan.site.troubles import Unusable

AT_ONCE = 500
NOT_OPENED = "有 {count} 个号码现有的密钥都打不开，所以旧密钥还不能丢。请先从备份里找回写它们的那把密钥。"


def add_key() -> None:
    """A new key in front. What is written from now on is sealed with it."""
    keys = _keys()
    _use({**keys, "field_keys": [new_field_key(), *keys["field_keys"]]})


def drop_old_keys() -> None:
    keys = _keys()
    _use({**keys, "field_keys": keys["field_keys"][:1]})


def change() -> int:
    """Everything in one go, while nobody is served; returns how many values were written anew.

    The new key is kept before anything is written with it, and the old ones go when nothing needs them any more: after
    a crash in between, running it again ends it. Raises ``Unusable``, with the old keys kept, if a value stays closed.
    """
    with standing_still(settings.HOME):
        add_key()
        with transaction.atomic():
            written, closed = 0, 0
            for model, field in encrypted_fields():
                some_written, some_closed = _seal_anew(model, field)
                written, closed = written + some_written, closed + some_closed
        if closed:
            raise Unusable(NOT_OPENED.format(count=closed))
        drop_old_keys()
        return written


def encrypted_fields() -> Iterator[tuple[type[models.Model], str]]:
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield model, field.attname


def _seal_anew(model: type[models.Model], field: str) -> tuple[int, int]:
    """Straight in the columns: no version and no history, because nothing that a person knows has changed."""
    rows = model._base_manager.exclude(**{field: ""}).order_by("pk")
    written = closed = last = 0
    while some := list(rows.filter(pk__gt=last).values_list("pk", field)[:AT_ONCE]):
        for pk, text in some:
            if isinstance(text, Unreadable):
                closed += 1
            else:
                models.QuerySet(model).filter(pk=pk).update(**{field: text})
                written += 1
        last = some[-1][0]
    return written, closed


def _keys() -> Keys:
    found = read_keys(settings.HOME)
    if found is None:
        raise Unusable("没有密钥文件")
    return found


def _use(keys: Keys) -> None:
    change_keys(settings.HOME, keys)
    settings.FIELD_KEYS = keys["field_keys"]
