"""What kinds of files are taken in: by the name's ending, and by what the file really is.

Signatures: ISO 32000 (PDF), PNG, JFIF, WebP (RIFF), ISO/IEC 23008-12 (HEIC), ECMA-376 (docx, xlsx, pptx), MS-CFB (doc,
xls, ppt, wps, et), GB/T 33190 (OFD). Files with macros are refused.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from huiguan.kernel.macros import compound_has_macros, parts_without_macros

HEAD = 32
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class FileType:
    media: str
    fits: Callable[[BinaryIO], bool]
    is_picture: bool = False  # one that every browser shows


def _starts(*signatures: bytes) -> Callable[[BinaryIO], bool]:
    return lambda file: _head(file).startswith(signatures)


def _head(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(HEAD)


def _is_webp(file: BinaryIO) -> bool:
    head = _head(file)
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _is_heic(file: BinaryIO) -> bool:
    head = _head(file)
    return head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"msf1")


def _holds(part: str) -> Callable[[BinaryIO], bool]:
    """A zip with this part in it, and without macros."""
    return lambda file: any(name.startswith(part) for name in parts_without_macros(file))


def _is_compound(file: BinaryIO) -> bool:
    return _head(file).startswith(COMPOUND) and not compound_has_macros(file)


def _is_text(file: BinaryIO) -> bool:
    file.seek(0)
    raw = file.read()
    if b"\x00" in raw:
        return False
    return _decodes(raw, "utf-8") or _decodes(raw, "gb18030")


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


OFFICE = "application/vnd.openxmlformats-officedocument."
_JPEG = FileType("image/jpeg", _starts(b"\xff\xd8\xff"), is_picture=True)
TYPES = {
    "pdf": FileType("application/pdf", _starts(b"%PDF-")),
    "ofd": FileType("application/ofd", _holds("OFD.xml")),
    "docx": FileType(f"{OFFICE}wordprocessingml.document", _holds("word/")),
    "xlsx": FileType(f"{OFFICE}spreadsheetml.sheet", _holds("xl/")),
    "pptx": FileType(f"{OFFICE}presentationml.presentation", _holds("ppt/")),
    "doc": FileType("application/msword", _is_compound),
    "xls": FileType("application/vnd.ms-excel", _is_compound),
    "ppt": FileType("application/vnd.ms-powerpoint", _is_compound),
    "wps": FileType("application/vnd.ms-works", _is_compound),
    "et": FileType("application/octet-stream", _is_compound),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": FileType("image/png", _starts(b"\x89PNG\r\n\x1a\n"), is_picture=True),
    "webp": FileType("image/webp", _is_webp, is_picture=True),
    "heic": FileType("image/heic", _is_heic),
    "txt": FileType("text/plain; charset=utf-8", _is_text),
    "csv": FileType("text/csv; charset=utf-8", _is_text),
}


def ending(name: str) -> str:
    """The part of a file's name after the last dot, in small letters; empty without one."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def is_what_it_says(file: BinaryIO, name: str) -> bool:
    """Whether the content fits the ending; the file stands at its beginning afterwards."""
    found = TYPES.get(ending(name))
    try:
        return bool(found and found.fits(file))
    finally:
        file.seek(0)
