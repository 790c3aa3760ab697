"""Macros are refused under whatever name they come."""

import io
import struct
import tracemalloc
import zipfile

import pytest

from huiguan.kernel.filetypes import is_what_it_says


def parts(**content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "x")
        for name, text in content.items():
            archive.writestr("[Content_Types].xml" if name == "types" else name, text)
    return made.getvalue()


def compound(*names: str) -> bytes:
    """A compound file with these names in its directory: 64 bytes of the name, its length, what it is."""
    entries = (f"{name}\0".encode("utf-16-le").ljust(64, b"\0") + bytes([2 * len(name) + 2, 0, 1, 1]) for name in names)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + b"".join(one.ljust(128, b"\0") for one in entries)


VBA = b'<Override PartName="/word/foo.dat" ContentType="application/vnd.ms-office.vbaProject"/>'
PLAIN = b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats"/>'


@pytest.mark.parametrize(
    ("name", "content", "taken"),
    [
        ("a.docx", parts(types=PLAIN), True),
        ("a.docx", parts(types=VBA), False),
        ("a.docx", parts(types=VBA.upper()), False),
        ("a.docx", parts(types=VBA.decode().encode("utf-16")), False),
        ("a.docx", parts(types=VBA.replace(b"vba", b"vb&#97;")), False),
        ("a.docx", parts(types=b"application/vnd.ms-word.document.macroEnabled.main+xml"), False),
        ("a.docx", parts(types=PLAIN + b" " * (3 << 20)), False),
        ("a.doc", compound("Root Entry", "WordDocument"), True),
        ("a.doc", compound("Root Entry", "WordDocument", "_VBA_PROJECT"), False),
        ("a.xls", compound("Root Entry", "Workbook", "VBA"), False),
        ("a.wps", compound("Root Entry", "vba"), False),
        ("a.et", compound("Root Entry", "_vba_project"), False),
        ("a.ppt", compound("Root Entry") + b"\x02\0\0\4\x0c\0\0\0\1\0\0\0\1\0\0\0\2\0\0\0", False),
        ("a.ppt", compound("Root Entry") + b"\x02\0\0\4\x0c\0\0\0\1\0\0\0\0\0\0\0\2\0\0\0", True),
        ("a.doc", compound().ljust((1 << 20) - 7, b"0") + compound("_VBA_PROJECT")[512:], False),  # across two readings
    ],
)
def test_macros_are_found_under_whatever_name(name, content, taken):
    assert is_what_it_says(io.BytesIO(content), name) is taken


def test_a_zip_of_more_parts_than_any_document_is_refused_before_they_are_read():
    """Its end says that there are 65535 entries, and holds many more."""
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, *[0] * 17)[:46]
    entry = entry[:28] + struct.pack("<H", 1) + entry[30:] + b"w"
    content = parts() + entry * 400_000
    content += struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, 47 * 400_000, len(content) - 47 * 400_000, 0)

    tracemalloc.start()
    refused = is_what_it_says(io.BytesIO(content), "a.docx")
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (refused, most < 30 << 20) == (False, True)
