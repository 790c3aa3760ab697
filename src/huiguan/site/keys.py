"""The secrets of an installation: made once, kept in one file beside the database, readable by its owner only.

Where the file is, there is an installation. The fixed keys below serve only what works without one: tests, the system
checks, writing migrations.
"""

import contextlib
import json
import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

from cryptography.fernet import Fernet

from huiguan.site.troubles import Unusable

DAMAGED = "密钥文件坏了：{file}。{why}。请用备份里的 keys.json 换回它；不要删掉它重来，否则加密的号码再也读不出来。"
UNREADABLE = "读不了密钥文件 {file}：{why}。请换成当初启用会馆的那个系统用户来运行，或改正它的权限。"
LOST = (
    "{database}里已经有数据，却没有密钥文件 {file}。请从备份里把 keys.json 放回去，再运行一次；"
    "没有原来的密钥，加密的号码读不出来，所以不会另造新的。"
)
NO_FOLDER = "数据文件夹 {folder} 建不起来，或者不是文件夹。请用 HUIGUAN_HOME 写明放数据的文件夹。"
NONE = "这里还没有启用会馆：没有密钥文件 {file}。请先运行 huiguan setup；如果数据在别处，请用 HUIGUAN_HOME 写明文件夹。"


class Keys(TypedDict):
    secret_key: str
    field_keys: list[str]  # the newest first; old ones still open


FOR_DEVELOPMENT = Keys(
    secret_key="unsafe-until-setup-has-run", field_keys=["qwPLEhvVUGO1kfoXZ9oVgnPZuBwz-ziyVtYcJ1dPBSA="]
)


def home() -> Path:
    return Path(os.environ.get("HUIGUAN_HOME") or "var").resolve()


def keys_file(folder: Path) -> Path:
    return folder / "keys.json"


def read_keys(folder: Path) -> Keys | None:
    """None where there is no installation; ``Unusable`` where there is one that nobody can open."""
    file = keys_file(folder)
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Unusable(UNREADABLE.format(file=file, why=error.strerror)) from error
    except ValueError:
        raise Unusable(DAMAGED.format(file=file, why="里面不是 JSON")) from None
    if why := _fault(found):
        raise Unusable(DAMAGED.format(file=file, why=why))
    return found


def _fault(found: object) -> str:
    """What is wrong with the contents of the file; nothing where all is well."""
    if not isinstance(found, dict):
        return "里面不是两种密钥"
    secret, fields = found.get("secret_key"), found.get("field_keys")
    if not isinstance(secret, str) or len(secret) < 20:
        return "签名密钥 secret_key 缺失或太短"
    if not isinstance(fields, list) or not fields or not all(map(_opens, fields)):
        return "加密密钥 field_keys 缺失或长度不对"
    return ""


def _opens(key: object) -> bool:
    try:
        return isinstance(key, str) and bool(Fernet(key))
    except ValueError:
        return False


def new_field_key() -> str:
    return Fernet.generate_key().decode()


def make_keys(folder: Path) -> None:
    """Never over others: without the first ones encrypted numbers cannot be read."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, FileNotFoundError, NotADirectoryError):
        raise Unusable(NO_FOLDER.format(folder=folder)) from None
    keys = Keys(secret_key=secrets.token_urlsafe(50), field_keys=[new_field_key()])
    with contextlib.suppress(FileExistsError):  # another command was faster
        _write(folder, keys, os.link)


def change_keys(folder: Path, keys: Keys) -> None:
    _write(folder, keys, os.replace)


def _write(folder: Path, keys: Keys, name_it: Callable[[str, Path], None]) -> None:
    """Whole or not at all."""
    descriptor, unfinished = tempfile.mkstemp(prefix=".keys-", dir=folder)  # readable by its owner only
    try:
        with os.fdopen(descriptor, "w") as opened:
            json.dump(keys, opened)
            opened.flush()
            os.fsync(opened.fileno())
        name_it(unfinished, keys_file(folder))
    finally:
        Path(unfinished).unlink(missing_ok=True)
