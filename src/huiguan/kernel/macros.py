"""Whether an office document carries macros, whatever it calls them.

ECMA-376 part 2 (parts and their types), MS-CFB (the directory of a compound file), MS-OVBA (the storage VBA and its
stream _VBA_PROJECT), MS-PPT (the atom that says that a presentation has macros).
"""

import re
import zlib
from lzma import LZMAError
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

MOST_PARTS = 10_000
CHUNK = 1 << 20
OVERLAP = 256  # more than any sign is long
ENTRY = b"PK\x01\x02"  # each part of a zip is named once more at the end behind this sign
TYPES = "[content_types].xml"
LONGEST_TYPES = 2 << 20
PARTS = re.compile(r"(^|[/\\])((vba|macros?)[^/\\]*\.(bin|xml)|(intl)?macrosheets?[/\\].*)$", re.IGNORECASE)
TYPE = re.compile(rb"vbaproject|vbadata|macroenabled|macrosheet", re.IGNORECASE)
DISGUISE = re.compile(rb"<!doctype|<!entity|&#", re.IGNORECASE)  # no program that writes such a list has use for them
COMPOUND = re.compile(
    b"|".join(
        (
            "_VBA_PROJECT".encode("utf-16-le"),
            "VBA".encode("utf-16-le") + rb"\0{58}\x08\0[\x01\x02]",  # a whole name in the directory
            rb"\x02\0\0\x04\x0c\0\0\0.{4}\x01\0\0\0",
        )
    ),
    re.IGNORECASE | re.DOTALL,
)
UNREADABLE = (BadZipFile, OSError, ValueError, RuntimeError, EOFError, KeyError, zlib.error, LZMAError)


def parts_without_macros(file: BinaryIO) -> list[str]:
    """The names of the parts of a zip; none if it has macros, cannot be read, or has more parts than any document."""
    if _number_of(ENTRY, file) > MOST_PARTS:
        return []
    try:
        with ZipFile(file) as zipped:
            names = zipped.namelist()
            lists = [_beginning(zipped, name) for name in names if name.lower() == TYPES]
    except UNREADABLE:
        return []
    has_macros = any(map(PARTS.search, names)) or any(map(_declares_macros, lists))
    return [] if has_macros else names


def _number_of(sign: bytes, file: BinaryIO) -> int:
    """How often it stands anywhere in the file, found without reading what it means."""
    file.seek(0)
    found, before = 0, b""
    while chunk := file.read(CHUNK):
        found += (before + chunk).count(sign)
        before = chunk[1 - len(sign) :]
    return found


def _beginning(zipped: ZipFile, name: str) -> bytes:
    with zipped.open(name) as part:
        return part.read(LONGEST_TYPES + 1)


def _declares_macros(types: bytes) -> bool:
    plain = types.replace(b"\0", b"")  # in whatever encoding
    return len(types) > LONGEST_TYPES or bool(TYPE.search(plain) or DISGUISE.search(plain))


def compound_has_macros(file: BinaryIO) -> bool:
    file.seek(0)
    before = b""
    while chunk := file.read(CHUNK):
        if COMPOUND.search(before + chunk):
            return True
        before = chunk[-OVERLAP:]
    return False
