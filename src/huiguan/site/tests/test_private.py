"""What an installation writes is its owner's alone, whatever the folder and whatever the umask."""

import os

from huiguan.site.tests.test_cellar import SETUP, House

HANG = """
from django.core.files.uploadedfile import SimpleUploadedFile
from huiguan.kernel.models import Attachment, Tenant
from huiguan.kernel.reach import reaching, whole
from huiguan.register.models import Organization
with reaching(whole(Tenant.objects.get())):
    Attachment.hang(Organization.objects.first(), SimpleUploadedFile("a.pdf", b"%PDF-1"))
import os
os._exit(0)  # so that the write-ahead log stays where it is
"""


def test_nobody_else_reads_what_lies_in_a_folder_that_was_there_before(tmp_path):
    house, kept = House(tmp_path / "home"), tmp_path / "kept"
    for folder in (house.home, kept):
        folder.mkdir(mode=0o755)
    before = os.umask(0o022)
    try:
        house.does(*SETUP)
        house.does("backup", str(kept))
        house.does("shell", "--no-imports", "-c", HANG)
    finally:
        os.umask(before)

    found = {path: path.stat().st_mode & 0o077 for path in [*house.home.rglob("*"), *kept.iterdir()]}
    names = {path.name for path in found}
    assert {"huiguan.sqlite3", "huiguan.sqlite3-wal", "keys.json", "files"} <= names
    assert [str(path) for path, others in found.items() if others] == []
