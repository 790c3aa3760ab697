"""Columns that Django does not have."""

import hashlib
import hmac
import secrets
import time
import uuid
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


def uuid7() -> uuid.UUID:
    """A UUID of version 7: milliseconds since 1970 in its first 48 bits, so that new ones sort last (RFC 9562)."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | secrets.randbits(80)
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    return uuid.UUID(int=(value & ~(0x3 << 62)) | (0x2 << 62))


@lru_cache
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def sealed(text: str) -> str:
    """Ciphertext (Fernet); the newest of ``settings.FIELD_KEYS`` writes."""
    return _cipher(tuple(settings.FIELD_KEYS)).encrypt(text.encode()).decode() if text else ""


def opened(text: str) -> str:
    return _cipher(tuple(settings.FIELD_KEYS)).decrypt(text.encode()).decode() if text else ""


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
        key = settings.SECRET_KEY.encode()
        return "•" + hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:8]


def masked(text: str, head: int = 3, tail: int = 4) -> str:
    """``138****0000``: the first and last figures of a number, the rest hidden; short ones are hidden whole."""
    if len(text) <= head + tail:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]
