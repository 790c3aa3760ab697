"""An installation goes into one file and comes back equal, with real commands on a real home of its own."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from huiguan.site.cellar.backup import KEYS
from huiguan.site.keys import keys_file, read_keys
from huiguan.site.standstill import being_served
from tools import machine, postgres

PASSWORD = "long-enough-1"
SETUP = ("setup", "--name", "甲县工商业联合会", "--region", "371322", "--password", PASSWORD)
ADD_PERSON = """
from huiguan.kernel.models import Node, Tenant
from huiguan.kernel.reach import reaching, whole
from huiguan.register.models import Person
tenant = Tenant.objects.get()
with reaching(whole(tenant)):
    person = Person(node=Node.objects.get(parent=None), name="张三", phone="13800001234")
    person.save()
"""
READ_PERSON = """
from huiguan.kernel.models import Tenant
from huiguan.kernel.reach import reaching, whole
from huiguan.register.models import Person
with reaching(whole(Tenant.objects.get())):
    print([(one.name, one.phone) for one in Person.objects.filter(name="张三")])
"""


class House:
    """An installation in a folder, run by its commands."""

    def __init__(self, home: Path, **env: str):
        self.home, self.env = home, env

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        rest = {name: value for name, value in os.environ.items() if not name.startswith(("HUIGUAN_", "PG", "DJANGO"))}
        env = {**rest, "HUIGUAN_HOME": str(self.home), **self.env}
        command = [sys.executable, "-m", "huiguan.site.cli", *arguments]
        return subprocess.run(command, env=env, capture_output=True, text=True)

    def does(self, *arguments: str) -> str:
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refuses(self, *arguments: str) -> str:
        done = self.run(*arguments)
        assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
        return done.stderr

    def people(self) -> str:
        return self.does("shell", "--no-imports", "-c", READ_PERSON).strip()

    def hang(self, name: str, content: str) -> Path:
        """A file among the attachments."""
        place = self.home / "files" / "1" / "2026" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content)
        return place


def add_person(house: House) -> None:
    house.does("shell", "--no-imports", "-c", ADD_PERSON)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A house with somebody in it and an attachment, and its backup."""
    folder = tmp_path_factory.mktemp("cellar")
    house = House(folder / "home")
    house.does(*SETUP)
    add_person(house)
    house.hang("a.pdf", "%PDF-1")
    house.does("backup", str(folder / "kept.zip"))
    return house, folder / "kept.zip"


@pytest.fixture
def kept(told) -> Path:
    return told[1]


def changed(kept: Path, place: Path, **members: bytes | None) -> Path:
    """The backup once more, with some members exchanged or left out."""
    with zipfile.ZipFile(kept) as source, zipfile.ZipFile(place, "w") as target:
        for name in source.namelist():
            content = members.get(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
    return place


def manifest(kept: Path, **values) -> dict[str, bytes]:
    with zipfile.ZipFile(kept) as source:
        return {"manifest.json": json.dumps(json.loads(source.read("manifest.json")) | values).encode()}


def test_a_backup_holds_everything_and_only_its_owner_reads_it(told):
    _house, kept = told

    with zipfile.ZipFile(kept) as zipped:
        names = sorted(zipped.namelist())

    assert names == ["database.sqlite3", "files/1/2026/a.pdf", "keys.json", "manifest.json"]
    assert kept.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in kept.parent.iterdir()) == ["home", "kept.zip"]


def test_it_comes_back_on_another_machine(kept, tmp_path):
    fresh = House(tmp_path / "home")

    said = fresh.does("restore", str(kept))

    assert "每张表的行数都核对过" in said
    assert fresh.people() == "[('张三', '13800001234')]"
    assert (fresh.home / "files/1/2026/a.pdf").read_text() == "%PDF-1"
    assert "No issues" in fresh.does("check").replace("no issues", "No issues")
    assert fresh.does("setup").startswith("已经设置过了")


def test_what_is_there_is_moved_aside_and_only_when_asked(kept, tmp_path):
    house = House(tmp_path / "home")
    house.does(*SETUP)
    house.hang("b.pdf", "mine")
    before = read_keys(house.home)

    refused = house.refuses("restore", str(kept))
    untouched = (house.people(), read_keys(house.home) == before)
    house.does("restore", str(kept), "--replace")

    (aside,) = house.home.glob("before-restore-*")
    assert "请加 --replace" in refused
    assert untouched == ("[]", True)
    assert house.people() == "[('张三', '13800001234')]"
    assert not (house.home / "files/1/2026/b.pdf").exists()
    assert sorted(path.name for path in aside.iterdir() if "-" not in path.name) == ["files", "huiguan.sqlite3", KEYS]
    assert read_keys(aside) == before


def test_a_house_that_is_served_is_not_replaced(kept, tmp_path):
    house = House(tmp_path / "home")

    with being_served(house.home):
        refused = house.refuses("restore", str(kept))
        changed_keys = house.refuses("keys", "--change")

    assert "请先停掉 huiguan serve" in refused
    assert "没有密钥文件" in changed_keys
    assert not keys_file(house.home).exists()


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ({"database.sqlite3": b"not a database"}, "备份坏了：database.sqlite3"),
        ({"files/1/2026/a.pdf": b"other"}, "备份坏了：files/1/2026/a.pdf"),
        ({"keys.json": None}, "备份坏了：keys.json"),
        ({"manifest.json": None}, "不是会馆的备份"),
        ({"manifest.json": b"[]"}, "不是会馆的备份"),
    ],
)
def test_a_damaged_backup_changes_nothing(kept, tmp_path, broken, words):
    fresh = House(tmp_path / "home")

    said = fresh.refuses("restore", str(changed(kept, tmp_path / "x.zip", **broken)))

    assert words in said
    assert [path.name for path in fresh.home.iterdir()] == ["serving.lock"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"format": 99}, "请先升级会馆"),
        ({"migrations": [["kernel", "0099_from_the_future"]]}, "多出 kernel.0099_from_the_future"),
        ({"database": "postgresql"}, "这份备份来自 postgresql，现在用的是 sqlite"),
        ({"rows": {"kernel_user": 77}}, "kernel_user：应有 77 行"),
        ({"members": {"../outside": "x"}}, "不是会馆的备份"),
    ],
)
def test_a_backup_that_does_not_fit_changes_nothing(kept, tmp_path, values, words):
    fresh = House(tmp_path / "home")

    said = fresh.refuses("restore", str(changed(kept, tmp_path / "x.zip", **manifest(kept, **values))))

    assert words in said
    assert [path.name for path in fresh.home.iterdir()] == ["serving.lock"]


@pytest.mark.parametrize(("file", "words"), [("missing.zip", "没有这个文件"), ("text.zip", "不是会馆的备份")])
def test_a_file_that_is_none(tmp_path, file, words):
    (tmp_path / "text.zip").write_text("x")

    assert words in House(tmp_path / "home").refuses("restore", str(tmp_path / file))


def test_without_keys_a_backup_needs_those_of_then(told, tmp_path):
    house, _kept = told
    house.does("backup", str(tmp_path / "bare.zip"), "--without-keys")
    fresh = House(tmp_path / "home")

    refused = fresh.refuses("restore", str(tmp_path / "bare.zip"))
    keys_file(fresh.home).write_bytes(keys_file(house.home).read_bytes())
    fresh.does("restore", str(tmp_path / "bare.zip"))

    assert "备份里没有密钥" in refused
    assert fresh.people() == "[('张三', '13800001234')]"


def test_a_backup_overwrites_nothing(told, tmp_path):
    house, kept = told
    before = kept.read_bytes()

    refused = house.refuses("backup", str(kept)), house.refuses("backup", str(tmp_path / "no" / "such.zip"))
    house.does("backup", str(tmp_path))

    assert ("备份从不覆盖" in refused[0], "没有地方放" in refused[1], kept.read_bytes() == before) == (True, True, True)
    assert [path.suffix for path in tmp_path.iterdir()] == [".zip"]


def test_a_backup_is_of_one_moment_while_others_write(told, tmp_path):
    """Two tables that are only ever written together hold as many rows in every backup."""
    house, _kept = told
    database = house.home / "huiguan.sqlite3"
    with closing(sqlite3.connect(database)) as opened:
        opened.executescript("CREATE TABLE a (n); CREATE TABLE b (n);")
    writes = (
        "import sqlite3, sys\n"
        "opened = sqlite3.connect(sys.argv[1], timeout=20, isolation_level=None)\n"
        "while True:\n"
        "    opened.executescript('BEGIN IMMEDIATE; INSERT INTO a VALUES (1); INSERT INTO b VALUES (1); COMMIT')\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", writes, str(database)])
    try:
        while not rows_of(database, "b"):
            pass
        house.does("backup", str(tmp_path / "now.zip"))
    finally:
        writer.kill()
        writer.wait()
    later = rows_of(database, "b")
    with closing(sqlite3.connect(database)) as opened:
        opened.executescript("DROP TABLE a; DROP TABLE b;")

    with zipfile.ZipFile(tmp_path / "now.zip") as zipped:
        rows = json.loads(zipped.read("manifest.json"))["rows"]

    assert 0 < rows["a"] == rows["b"] <= later


def rows_of(database: Path, table: str) -> int:
    with closing(sqlite3.connect(database, timeout=20)) as opened:
        return opened.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]


def test_new_keys_write_every_number_anew(kept, tmp_path):
    house = House(tmp_path / "home")
    house.does("restore", str(kept))
    before = read_keys(house.home)

    said = house.does("keys", "--change")

    after = read_keys(house.home)
    assert "重新加密了" in said
    assert (len(after["field_keys"]), set(after["field_keys"]) & set(before["field_keys"])) == (1, set())
    assert after["secret_key"] == before["secret_key"]
    assert house.people() == "[('张三', '13800001234')]"


def test_old_keys_stay_while_a_number_needs_one_that_is_lost(kept, tmp_path):
    house = House(tmp_path / "home")
    house.does("restore", str(kept))
    with closing(sqlite3.connect(house.home / "huiguan.sqlite3")) as opened:
        opened.execute("UPDATE register_person SET phone = 'gAAAAA-of-another-key' WHERE name = '张三'")
        opened.commit()
    before = read_keys(house.home)["field_keys"]

    refused = house.refuses("keys", "--change")

    assert "有 1 个号码现有的密钥都打不开" in refused
    assert read_keys(house.home)["field_keys"][1:] == before


def test_on_postgresql_too(tmp_path):
    if (programs := machine.postgres()) is None:
        (pytest.fail if machine.required("postgres") else pytest.skip)("no PostgreSQL on this machine")
    with postgres.throw_away(programs) as where:
        house = House(tmp_path / "home", HUIGUAN_PG_BIN=str(programs), **where)
        house.does(*SETUP)
        add_person(house)
        house.hang("a.pdf", "%PDF-1")
        house.does("backup", str(tmp_path / "kept.zip"))
        add_person(house)
        twice = house.people()

        refused = house.refuses("restore", str(tmp_path / "kept.zip"))
        house.does("restore", str(tmp_path / "kept.zip"), "--replace")

        (aside,) = house.home.glob("before-restore-*")
        assert (twice, house.people()) == (str([("张三", "13800001234")] * 2), "[('张三', '13800001234')]")
        assert "请加 --replace" in refused
        assert sorted(path.name for path in aside.iterdir()) == ["database.dump", "files", KEYS]


def contents(home: Path) -> dict[str, str]:
    """All that lies in a home but what a command leaves there in any case."""
    files = (path for path in home.rglob("*") if path.is_file() and path.name != "serving.lock")
    return {str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def on_postgresql(tmp_path_factory):
    """A house with somebody in it, its backup, and the environment of its database."""
    if (programs := machine.postgres()) is None:
        (pytest.fail if machine.required("postgres") else pytest.skip)("no PostgreSQL on this machine")
    folder = tmp_path_factory.mktemp("postgres")
    with postgres.throw_away(programs) as where:
        house = House(folder / "home", HUIGUAN_PG_BIN=str(programs), **where)
        house.does(*SETUP)
        add_person(house)
        house.hang("a.pdf", "%PDF-1")
        house.does("backup", str(folder / "kept.zip"))
        add_person(house)
        yield house, folder / "kept.zip", where


def test_a_restore_that_the_database_refuses_puts_everything_back(on_postgresql):
    house, kept, where = on_postgresql
    house.hang("b.pdf", "mine")
    before, people = contents(house.home), house.people()
    server = {"host": where["PGHOST"], "port": where["PGPORT"], "user": where["PGUSER"], "dbname": "huiguan"}
    with psycopg.connect(**server) as opened:
        opened.execute("CREATE VIEW reporting AS SELECT id, username FROM kernel_user")

    refused = house.refuses("restore", str(kept), "--replace")

    with psycopg.connect(**server) as opened:
        opened.execute("DROP VIEW reporting")
    assert "没有恢复：pg_restore 没有成功" in refused
    assert "放回了原处" in refused
    assert (contents(house.home), house.people()) == (before, people)
    assert "没有密钥" not in house.run("check").stderr


def test_a_restore_that_arrives_at_other_figures_puts_everything_back(on_postgresql, tmp_path):
    house, kept, _where = on_postgresql
    before, people = contents(house.home), house.people()
    rows = {"register_person": 77, "kernel_user": 1}

    refused = house.refuses("restore", str(changed(kept, tmp_path / "x.zip", **manifest(kept, rows=rows))), "--replace")

    assert "register_person：应有 77 行" in refused
    assert "放回了原处" in refused
    assert (contents(house.home), house.people()) == (before, people)


def test_a_restore_that_stops_half_way_puts_everything_back(kept, tmp_path):
    """The place to which the files of the backup belong is taken by what cannot be moved away."""
    house = House(tmp_path / "home")
    house.does(*SETUP)
    house.hang("b.pdf", "mine")
    before = contents(house.home)
    (house.home / "files").rename(tmp_path / "elsewhere")
    (house.home / "files").symlink_to(tmp_path / "nowhere")

    refused = house.refuses("restore", str(kept), "--replace")
    (house.home / "files").unlink()
    (tmp_path / "elsewhere").rename(house.home / "files")

    assert "放回了原处" in refused
    assert contents(house.home) == before
    assert house.people() == "[]"
