"""The file of a backup: a zip with a manifest that names every member with its SHA-256."""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from huiguan.site.troubles import Unusable

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1 << 20
MISSING = "没有这个文件：{file}。"
NOT_OURS = "{file} 不是会馆的备份。"
DAMAGED = "备份坏了：{member} 的内容与清单不符。请换一份备份。"
NEWER = "这份备份是更新的版本做的（格式 {format}），请先升级会馆。"


@dataclass
class Manifest:
    """What a backup holds, as of when, and how many rows each table has: what a restore must arrive at."""

    made: str
    database: str
    migrations: list[list[str]]
    rows: dict[str, int]
    members: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


class Packing:
    def __init__(self, zipped: zipfile.ZipFile):
        self.zipped, self.members = zipped, {}

    def add(self, file: Path, member: str) -> None:
        with file.open("rb") as source, self.zipped.open(member, "w", force_zip64=True) as target:
            self.members[member] = _copy(source, target)


@contextmanager
def packing(file: Path, manifest: Manifest) -> Iterator[Packing]:
    """A new archive, readable by its owner only, that has its name only once it is whole."""
    unfinished = file.with_name(f"{file.name}.part")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zipped:
                made = Packing(zipped)
                yield made
                manifest.members = made.members
                zipped.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
            opened.flush()
            os.fsync(opened.fileno())
        unfinished.rename(file)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


@contextmanager
def opened(file: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    try:
        with zipfile.ZipFile(file) as zipped:
            yield zipped, _manifest(zipped, file)
    except FileNotFoundError:
        raise Unusable(MISSING.format(file=file)) from None
    except zipfile.BadZipFile:
        raise Unusable(NOT_OURS.format(file=file)) from None


def _manifest(zipped: zipfile.ZipFile, file: Path) -> Manifest:
    try:
        found = json.loads(zipped.read(MANIFEST))
        if found["format"] > FORMAT:
            raise Unusable(NEWER.format(format=found["format"]))
        manifest = Manifest(**found)
    except (KeyError, TypeError, ValueError):
        raise Unusable(NOT_OURS.format(file=file)) from None
    if any(PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts for name in manifest.members):
        raise Unusable(NOT_OURS.format(file=file))
    return manifest


def unpack(zipped: zipfile.ZipFile, manifest: Manifest, into: Path) -> None:
    """All members below ``into``, each as the manifest says it was."""
    for member, digest in manifest.members.items():
        place = into / member
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            with (
                zipped.open(member) as source,
                os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as target,
            ):
                same = _copy(source, target) == digest
        except (KeyError, zipfile.BadZipFile, EOFError, OSError) as error:
            if isinstance(error, OSError):
                raise
            same = False
        if not same:
            raise Unusable(DAMAGED.format(member=member))


def _copy(source: BinaryIO, target: BinaryIO) -> str:
    """Returns the SHA-256 of what was copied, in hexadecimal."""
    digest = hashlib.sha256()
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()
