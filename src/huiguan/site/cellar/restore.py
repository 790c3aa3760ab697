"""Back from one file: checked as a whole before anything is touched, and what was there is moved aside, not deleted."""

import shutil
import tempfile
from contextlib import ExitStack
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
from huiguan.site.troubles import Unusable, sentence_of

THERE = "{folder} 里已经有一套数据。确实要用备份换掉它，请加 --replace；现有的会挪到旁边的文件夹里，不会删掉。"
OTHER_DATABASE = "这份备份来自 {theirs}，现在用的是 {ours}。请按备份时的数据库设置（HUIGUAN_POSTGRES）再恢复。"
NEWER = "这份备份是更新版本的会馆做的（多出 {names}）。请先升级会馆再恢复。"
NOT_THE_SAME = "恢复出来的数据与备份时不一样（{table}：应有 {wanted} 行，现有 {found} 行）。请换一份备份。"
NO_KEYS = "备份里没有密钥，这里也没有 {file}。请先把当时的 keys.json 放回去。"
UNDONE = "没有恢复：{why} 原来的数据和密钥都放回了原处，可以照常使用。"
HALF_UNDONE = "没有恢复：{why} 原来的数据也没有全部放回去，还在 {aside} 里，请不要删掉它。放不回去的原因：{also}"
ASIDE = "before-restore"


def restore(home: Path, file: Path, *, replace: bool = False) -> tuple[Manifest, Path | None]:
    """Returns what was restored and the folder to which the data of before were moved, if there were any.

    Raises ``Unusable`` with nothing changed: what was moved aside before something went wrong is put back.
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
            aside = _new_folder(home) if is_there else None
            undo = ExitStack()
            try:
                if aside:
                    _move_aside(home, aside, kind, {*brought, FILES}, undo)
                for name in brought:
                    _move(place / name, home / name, undo)
                kind.put_in_place(place / kind.MEMBER, home)
                undo.callback(kind.take_out, home, aside, manifest.rows)
                if kind.KIND != "sqlite":
                    _compare(kind.rows(), manifest)
            except BaseException as failure:
                _put_back(undo, aside, failure)
                raise
    return manifest, aside


def _put_back(undo: ExitStack, aside: Path | None, failure: BaseException) -> None:
    """Everything where it was, and said so; what did not go back is said too, and stays where it is."""
    why = sentence_of(failure) or type(failure).__name__
    try:
        undo.close()
    except Exception as also:
        words = {"why": why, "aside": aside, "also": sentence_of(also) or type(also).__name__}
        raise Unusable(HALF_UNDONE.format(**words)) from failure
    if aside:
        shutil.rmtree(aside)
        if isinstance(failure, Exception):
            raise Unusable(UNDONE.format(why=why)) from failure


def _check(manifest: Manifest, kind: ModuleType) -> None:
    if manifest.database != kind.KIND:
        raise Unusable(OTHER_DATABASE.format(theirs=manifest.database, ours=kind.KIND))
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    if unknown := {tuple(name) for name in manifest.migrations} - known:
        raise Unusable(NEWER.format(names=listed(sorted(".".join(name) for name in unknown))))


def _new_folder(home: Path) -> Path:
    aside = home / f"{ASIDE}-{timezone.localtime(clock.now()):%Y%m%d-%H%M%S}"
    aside.mkdir(mode=0o700)
    return aside


def _move_aside(home: Path, aside: Path, kind: ModuleType, names: set[str], undo: ExitStack) -> None:
    kind.move_away(home, aside, undo)
    for name in names:
        if (home / name).exists():
            _move(home / name, aside / name, undo)


def _move(source: Path, target: Path, undo: ExitStack) -> None:
    source.rename(target)
    undo.callback(target.rename, source)


def _compare(found: dict[str, int], manifest: Manifest) -> None:
    for table, wanted in manifest.rows.items():
        if found.get(table) != wanted:
            raise Unusable(NOT_THE_SAME.format(table=table, wanted=wanted, found=found.get(table, 0)))
