"""An installation as one file: database, attachments, keys. It may be in use meanwhile."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from huiguan.kernel import clock
from huiguan.site.cellar import postgres, sqlite
from huiguan.site.cellar.archive import Manifest, packing
from huiguan.site.keys import keys_file
from huiguan.site.troubles import Unusable

THERE = "{file} 已经有了。备份从不覆盖别的文件，请换一个名字。"
NO_PLACE = "文件夹 {folder} 不在，备份没有地方放。"
FILES, KEYS = "files", "keys.json"


def database() -> ModuleType:
    """The half of the cellar that knows the database of this installation."""
    return postgres if os.environ.get("HUIGUAN_POSTGRES") else sqlite


def name_for_now() -> str:
    return f"huiguan-{timezone.localtime(clock.now()):%Y%m%d-%H%M%S}.zip"


def back_up(home: Path, file: Path, *, with_keys: bool = True) -> tuple[Path, Manifest]:
    """Write ``file``, or in a folder one named by the moment; returns which, and what it holds.

    The database comes first, so that every attachment of which it speaks is there: none that has a row is ever
    deleted. One that goes meanwhile belonged to an act that was undone.
    """
    file = file / name_for_now() if file.is_dir() else file
    if file.exists():
        raise Unusable(THERE.format(file=file))
    if not file.parent.is_dir():
        raise Unusable(NO_PLACE.format(folder=file.parent))
    kind = database()
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=file.parent) as folder:
        copy = Path(folder) / kind.MEMBER
        manifest = Manifest(
            made=timezone.localtime(clock.now()).isoformat(timespec="seconds"),
            database=kind.KIND,
            migrations=sorted(map(list, MigrationRecorder(connection).applied_migrations())),
            rows=kind.dump(home, copy),
        )
        with packing(file, manifest) as made:
            made.add(copy, kind.MEMBER)
            if with_keys:
                made.add(keys_file(home), KEYS)
            for path in attachments(home):
                with suppress(FileNotFoundError):
                    made.add(path, str(path.relative_to(home)))
    return file, manifest


def attachments(home: Path) -> Iterator[Path]:
    return (path for path in sorted((home / FILES).rglob("*")) if path.is_file())
