"""The secrets of an installation: made once, kept in one file beside the database, readable by its owner only."""

import json
import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet


def home() -> Path:
    return Path(os.environ.get("HUIGUAN_HOME", "var")).resolve()


def ensure_keys(folder: Path) -> Path:
    """Write ``keys.json`` if there is none. It is never overwritten: without it encrypted numbers cannot be read."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "keys.json"
    if not file.exists():
        keys = {"secret_key": secrets.token_urlsafe(50), "field_keys": [Fernet.generate_key().decode()]}
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            json.dump(keys, opened)
    return file
