"""What can be wrong around an installation: each trouble is a sentence, and a mistake of the program is not."""

import errno
import re
import sqlite3
from contextlib import closing

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, OperationalError, connections
from django.test import RequestFactory

from huiguan.site import cli, errors, told, troubles
from huiguan.site.troubles import Unusable, passes, sentence_of


@pytest.fixture
def file(tmp_path):
    return tmp_path / "huiguan.sqlite3"


def trouble(act):
    with pytest.raises(Exception) as raised:
        act()
    return sentence_of(raised.value)


def write(database):
    with closing(sqlite3.connect(database, timeout=0)) as opened, opened:
        opened.execute("BEGIN IMMEDIATE")
        opened.execute("CREATE TABLE t (x)")


def test_a_file_that_is_no_database(file):
    file.write_text("not a database " * 100)

    assert trouble(lambda: write(file)) == troubles.NOT_A_DATABASE


def test_a_database_that_is_locked(file):
    with closing(sqlite3.connect(file)) as holder:
        holder.execute("BEGIN EXCLUSIVE")

        assert trouble(lambda: write(file)) == troubles.LOCKED


def test_a_database_in_no_folder(tmp_path):
    assert trouble(lambda: write(tmp_path / "none" / "x.sqlite3")) == troubles.NO_DATABASE_FILE


def test_a_database_that_may_grow_no_further(file):
    def fill():
        with closing(sqlite3.connect(file)) as opened:
            opened.execute("PRAGMA max_page_count=2")
            opened.execute("CREATE TABLE t (x)")
            opened.execute("INSERT INTO t VALUES (zeroblob(100000))")

    assert trouble(fill) == troubles.FULL


def test_a_database_that_may_only_be_read(file):
    write(file)

    def change():
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as opened:
            opened.execute("DROP TABLE t")

    assert trouble(change) == troubles.READ_ONLY


def test_a_database_without_tables(file):
    def ask():
        with closing(sqlite3.connect(file)) as opened:
            opened.execute("SELECT * FROM kernel_tenant")

    assert trouble(ask) == troubles.NOT_PREPARED


@pytest.mark.parametrize("host", ["127.0.0.1", "/nowhere"])
def test_a_server_that_does_not_answer(host):
    sentence = trouble(lambda: psycopg.connect(host=host, port=1, dbname="x"))

    assert sentence.startswith("连不上 PostgreSQL：")
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, troubles.FULL),
        (errno.EFBIG, troubles.FULL),
        (errno.EACCES, troubles.FORBIDDEN.format(what="/srv/x")),
        (errno.EROFS, troubles.FORBIDDEN.format(what="/srv/x")),
        (errno.ENOENT, None),
    ],
)
def test_what_the_system_refuses_to_write(number, sentence):
    assert sentence_of(OSError(number, "no", "/srv/x")) == sentence


def test_what_lies_beneath_is_what_is_said():
    found = DatabaseError("x")
    found.__cause__ = sqlite3.OperationalError("database is locked")

    assert sentence_of(found) == troubles.LOCKED


@pytest.mark.parametrize(
    "mistake", [KeyError("x"), ValueError("database is locked"), OperationalError("near x: syntax")]
)
def test_a_mistake_of_the_program_keeps_its_trace(mistake):
    assert (sentence_of(mistake), passes(mistake)) == (None, False)


def test_a_command_ends_with_the_sentence_and_one(monkeypatch):
    monkeypatch.delenv("HUIGUAN_POSTGRES", raising=False)
    monkeypatch.setattr("sys.argv", ["huiguan", "serve"])

    with pytest.raises(SystemExit) as ended:
        cli.main()

    assert ended.value.code.startswith("这里还没有启用会馆")  # Python prints it and ends with 1


@pytest.mark.parametrize("given", ["x", "0", "-5", "1.5", "٣"])
def test_a_number_that_is_none_is_a_sentence(monkeypatch, given):
    monkeypatch.setenv("HUIGUAN_IDLE_MINUTES", given)

    with pytest.raises(Unusable, match=f"HUIGUAN_IDLE_MINUTES 要写一个大于 0 的整数，现在写的是“{given}”"):
        told.number("HUIGUAN_IDLE_MINUTES", 60)


def test_names_may_stand_apart(monkeypatch):
    monkeypatch.setenv("HUIGUAN_HOSTS", " a.example.cn , b.example.cn,,")

    assert told.names("HUIGUAN_HOSTS") == ["a.example.cn", "b.example.cn"]


# while serving


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (OperationalError("database is locked"), 503, "数据库正忙，或者服务器的磁盘满了"),
        (OperationalError("database or disk is full"), 503, "数据库正忙，或者服务器的磁盘满了"),
        (OperationalError("deadlock detected\nDETAIL:  Process 7 waits"), 503, "数据库正忙，或者服务器的磁盘满了"),
        (OperationalError("could not serialize access due to concurrent update"), 503, "数据库正忙"),
        (OperationalError("no such table: x"), 500, "是我们这边的问题"),
        (KeyError("x"), 500, "是我们这边的问题"),
    ],
)
def test_what_passes_is_another_answer_than_what_is_broken(error, status, words):
    try:
        raise error
    except Exception:
        answer = errors.server_error(RequestFactory().get("/"))

    assert (answer.status_code, words in answer.content.decode()) == (status, True)


@pytest.mark.django_db(transaction=True)
def test_signing_in_while_nothing_can_be_written_ends_in_the_designed_page(cast, client):
    client.raise_request_exception = False

    def refuse(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE")):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connections["default"].execute_wrapper(refuse):
        answer = client.post("/sign-in/", {"username": "clerk", "password": "long-enough-1"})

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "sessionid" not in answer.cookies


def refused(path, fields):
    return errors.server_error(RequestFactory().post(path, fields)).content.decode()


def test_what_was_typed_waits_on_the_page_to_be_sent_again():
    page = refused("/people/new/?x=1", {"name": "张<三>", "tags": ["1", "2"]})

    assert 'action="/people/new/?x=1"' in page
    assert re.findall('name="([^"]+)" value="([^"]*)"', page.partition("<form")[2]) == [
        ("name", "张&lt;三&gt;"),
        ("tags", "1"),
        ("tags", "2"),
    ]


def test_a_password_never_waits_on_a_page():
    assert "geheim" not in refused("/sign-in/", {"username": "clerk", "password": "geheim"})


def test_files_that_cannot_wait_on_the_page_are_named():
    page = refused("/organizations/1/files/new/", {"why": "x", "files": SimpleUploadedFile("门头.pdf", b"%PDF")})

    assert "门头.pdf：请在提交以后再选一次、再传" in page
    assert 'name="_files_left" value="门头.pdf"' in page
    assert "请在提交以后再选" not in refused("/organizations/1/files/new/", {"why": "x"})
