"""Back from one file: checked as a whole before anything is touched, and what was there is moved aside, not deleted."""

import tempfile
from pathlib import Path
from types import ModuleType

from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from huiguan.kernel import clock
from huiguan.kernel.words import listed
from huiguan.site import database as ground
from huiguan.site.cellar.archive import Manifest, opened, unpack
from huiguan.site.cellar.backup import FILES, KEYS, database
from huiguan.site.keys import keys_file, read_keys
from huiguan.site.standstill import standing_still
from huiguan.site.troubles import Unusable

THERE = "{folder} 里已经有一套数据。确实要用备份换掉它，请加 --replace；现有的会挪到旁边的文件夹里，不会删掉。"
OTHER_DATABASE = "这份备份来自 {theirs}，现在用的是 {ours}。请按备份时的数据库设置（HUIGUAN_POSTGRES）再恢复。"
NEWER = "这份备份是更新版本的会馆做的（多出 {names}）。请先升级会馆再恢复。"
NOT_THE_SAME = "恢复出来的数据与备份时不一样（{table}：应有 {wanted} 行，现有 {found} 行）。请换一份备份。"
NO_KEYS = "备份里没有密钥，这里也没有 {file}。请先把当时的 keys.json 放回去。"
ASIDE = "before-restore"


def restore(home: Path, file: Path, *, replace: bool = False) -> tuple[Manifest, Path | None]:
    """Returns what was restored and the folder to which the data of before were moved, if there were any.

    Raises ``Unusable`` with nothing changed.
    """
    with standing_still(home):
        return _restore(home, file, replace)


def _restore(home: Path, file: Path, replace: bool) -> tuple[Manifest, Path | None]:
    kind = database()
    with opened(file) as (zipped, manifest):
        _check(manifest, kind)
        brought = {name for name in (KEYS, FILES) if any(one.partition("/")[0] == name for one in manifest.members)}
        is_there = ground.holds_tables(home) or any((home / name).exists() for name in {*brought, FILES})
        if is_there and not replace:
            raise Unusable(THERE.format(folder=home))
        if KEYS not in manifest.members and read_keys(home) is None:
            raise Unusable(NO_KEYS.format(file=keys_file(home)))
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=home) as unpacked:
            place = Path(unpacked)
            unpack(zipped, manifest, place)
            if kind.KIND == "sqlite":
                _compare(kind.rows(place / kind.MEMBER), manifest)
            aside = _move_aside(home, kind, {*brought, FILES}) if is_there else None
            kind.put_in_place(place / kind.MEMBER, home)
            for name in brought:
                (place / name).rename(home / name)
    if kind.KIND != "sqlite":
        _compare(kind.rows(), manifest)
    return manifest, aside


def _check(manifest: Manifest, kind: ModuleType) -> None:
    if manifest.database != kind.KIND:
        raise Unusable(OTHER_DATABASE.format(theirs=manifest.database, ours=kind.KIND))
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    if unknown := {tuple(name) for name in manifest.migrations} - known:
        raise Unusable(NEWER.format(names=listed(sorted(".".join(name) for name in unknown))))


def _move_aside(home: Path, kind: ModuleType, names: set[str]) -> Path:
    aside = home / f"{ASIDE}-{timezone.localtime(clock.now()):%Y%m%d-%H%M%S}"
    aside.mkdir(mode=0o700)
    kind.move_away(home, aside)
    for name in names:
        if (home / name).exists():
            (home / name).rename(aside / name)
    return aside


def _compare(found: dict[str, int], manifest: Manifest) -> None:
    for table, wanted in manifest.rows.items():
        if found.get(table) != wanted:
            raise Unusable(NOT_THE_SAME.format(table=table, wanted=wanted, found=found.get(table, 0)))
