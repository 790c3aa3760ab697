"""Columns that Django does not have."""

import hashlib
import hmac
import secrets
import time
import uuid
from collections.abc import Iterable
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models
from django.utils.translation import gettext

from huiguan.kernel import collation

MARK = "•"  # begins what the change log keeps in the place of what is encrypted


def uuid7() -> uuid.UUID:
    """A UUID of version 7: milliseconds since 1970 in its first 48 bits, so that new ones sort last (RFC 9562)."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | secrets.randbits(80)
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    return uuid.UUID(int=(value & ~(0x3 << 62)) | (0x2 << 62))


@lru_cache
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


class Unreadable(str):
    """Stands for a text that none of the keys opens. It is shown as such, and written back as it was found."""

    ciphertext: str

    @classmethod
    def of(cls, ciphertext: str) -> "Unreadable":
        found = cls(gettext("无法解密"))
        found.ciphertext = ciphertext
        return found


def sealed(text: str) -> str:
    """Ciphertext (Fernet); the newest of ``settings.FIELD_KEYS`` writes."""
    if isinstance(text, Unreadable):
        return text.ciphertext
    return _cipher(tuple(settings.FIELD_KEYS)).encrypt(text.encode()).decode() if text else ""


def opened(text: str) -> str:
    try:
        return _cipher(tuple(settings.FIELD_KEYS)).decrypt(text.encode()).decode() if text else ""
    except InvalidToken:
        return Unreadable.of(text)


class EncryptedTextField(models.TextField):
    """Text that the database sees only as ciphertext."""

    def get_prep_value(self, value):
        return sealed(value)

    def from_db_value(self, value, expression, connection):
        return opened(value)

    def mark(self, value: str) -> str:
        """What the change log may keep: nothing for nothing, and otherwise a mark that differs when the value does."""
        if not value:
            return ""
        secret = value.ciphertext if isinstance(value, Unreadable) else value
        return MARK + hmac.new(settings.SECRET_KEY.encode(), secret.encode(), hashlib.sha256).hexdigest()[:8]


class PinyinKey(models.CharField):
    """Where the row stands in a list by name: computed from ``source`` whenever the row is written."""

    def __init__(self, *, source: str, **kwargs):
        self.source = source
        super().__init__(**{"max_length": 300, "editable": False, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, instance, add):
        key = self.key_of(getattr(instance, self.source))[: self.max_length]
        setattr(instance, self.attname, key)
        return key

    def key_of(self, name: str) -> str:
        return collation.name_key(name)


class PersonKey(PinyinKey):
    """The same for the names of people, whose family names are read in their own way."""

    def key_of(self, name: str) -> str:
        return collation.person_key(name)


def with_keys(row: models.Model, fields: Iterable[str]) -> set[str]:
    """These fields, and the keys that have to be written anew with them."""
    keys = [field for field in row._meta.concrete_fields if isinstance(field, PinyinKey)]
    return {*fields, *(key.name for key in keys if key.source in fields)}


def masked(text: str, head: int = 3, tail: int = 4) -> str:
    """``138****0000``: the first and last figures of a number, the rest hidden; short ones are hidden whole."""
    if isinstance(text, Unreadable):
        return str(text)
    if len(text) <= head + tail:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]
