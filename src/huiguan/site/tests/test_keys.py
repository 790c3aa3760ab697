"""The keys of an installation: made once, never beside data that were written with others."""

import json
import sqlite3
import stat
from contextlib import closing

import pytest
from django.conf import settings

from huiguan.site import cli, keys
from huiguan.site.troubles import Unusable

GOOD = {"secret_key": "s" * 40, "field_keys": keys.FOR_DEVELOPMENT["field_keys"]}


@pytest.fixture(autouse=True)
def in_a_file(monkeypatch):
    monkeypatch.delenv("HUIGUAN_POSTGRES", raising=False)


@pytest.fixture
def file(tmp_path):
    return keys.keys_file(tmp_path)


def old_data(folder):
    with closing(sqlite3.connect(folder / "huiguan.sqlite3")) as database:
        database.execute("CREATE TABLE register_person (phone)")


def test_new_keys_are_good_ones_that_only_their_owner_reads(tmp_path, file):
    cli.keys_for(tmp_path / "new" / "home")

    made = keys.keys_file(tmp_path / "new" / "home")
    assert set(keys.read_keys(made.parent)) == {"secret_key", "field_keys"}
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert [path.name for path in made.parent.iterdir()] == ["keys.json"]


def test_keys_that_are_there_are_kept(tmp_path, file):
    file.write_text(json.dumps(GOOD))
    old_data(tmp_path)

    cli.keys_for(tmp_path)
    keys.make_keys(tmp_path)  # as another command would that began at the same moment

    assert keys.read_keys(tmp_path) == GOOD


def test_no_new_keys_are_made_beside_old_data(tmp_path, file):
    old_data(tmp_path)

    with pytest.raises(Unusable, match=r"里已经有数据，却没有密钥文件 .*keys.json。请从备份里把 keys.json 放回去"):
        cli.keys_for(tmp_path)

    assert not file.exists()


def test_an_empty_database_is_no_old_data(tmp_path, file):
    sqlite3.connect(tmp_path / "huiguan.sqlite3").close()

    cli.keys_for(tmp_path)

    assert file.exists()


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (b"", "里面不是 JSON"),
        (b"\xff\xfe", "里面不是 JSON"),
        (b'{"secret_key": "s', "里面不是 JSON"),
        (b"[]", "里面不是两种密钥"),
        (b"{}", "签名密钥 secret_key 缺失或太短"),
        (json.dumps(GOOD | {"secret_key": 7}).encode(), "签名密钥 secret_key 缺失或太短"),
        (json.dumps(GOOD | {"field_keys": []}).encode(), "加密密钥 field_keys 缺失或长度不对"),
        (json.dumps(GOOD | {"field_keys": ["short"]}).encode(), "加密密钥 field_keys 缺失或长度不对"),
        (json.dumps(GOOD | {"field_keys": ["密" * 44]}).encode(), "加密密钥 field_keys 缺失或长度不对"),
        (json.dumps(GOOD | {"field_keys": [7]}).encode(), "加密密钥 field_keys 缺失或长度不对"),
    ],
)
def test_a_damaged_file_is_a_sentence_and_stays_as_it_is(tmp_path, file, written, why):
    file.write_bytes(written)

    with pytest.raises(Unusable, match=f"密钥文件坏了：.*{why}"):
        cli.keys_for(tmp_path)

    assert file.read_bytes() == written


def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path, file):
    file.mkdir()  # root may read everything else

    with pytest.raises(Unusable, match="读不了密钥文件"):
        cli.keys_for(tmp_path)


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_home_that_is_a_file_is_a_sentence(tmp_path, place):
    (tmp_path / "file").write_text("")

    with pytest.raises(Unusable, match="建不起来，或者不是文件夹"):
        cli.keys_for(tmp_path / place)


# the commands


@pytest.mark.parametrize(
    "command", ["serve", "seed", "migrate", "figures", "claims", "shell", "runserver", "db_worker"]
)
def test_without_an_installation_nothing_runs_that_needs_one(command):
    with pytest.raises(Unusable, match=r"这里还没有启用会馆：没有密钥文件 .*keys.json。请先运行 huiguan setup"):
        cli.run(["huiguan", command])

    assert list(settings.HOME.glob("*.sqlite3")) == []


def test_what_needs_no_installation_runs_without_one(capsys):
    cli.run(["huiguan", "check"])

    assert capsys.readouterr().out == "System check identified no issues (0 silenced).\n"


@pytest.mark.parametrize("command", ["setup", "serve"])
def test_to_ask_for_help_makes_nothing(capsys, command):
    with pytest.raises(SystemExit):
        cli.run(["huiguan", command, "--help"])

    assert capsys.readouterr().out.startswith("usage:")
    assert settings.KEYS is None and not keys.keys_file(settings.HOME).exists()


@pytest.mark.parametrize("words", [[], ["help"], ["--help"], ["-h"]])
def test_help_lists_our_commands_each_with_a_sentence(capsys, words):
    cli.run(["huiguan", *words])

    lines = capsys.readouterr().out.splitlines()
    assert lines[2] == "启用和运行"
    assert "  migrate   把数据库升级到当前版本；serve 启动前会自己做。" in lines


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("serv", "没有“serv”这个命令。是不是想用 serve？运行 huiguan --help 看全部命令。"),
        ("日", "没有“日”这个命令。运行 huiguan --help 看全部命令。"),
    ],
)
def test_an_unknown_command_is_a_sentence(word, answer):
    with pytest.raises(Unusable) as refused:
        cli.run(["huiguan", word])

    assert str(refused.value) == answer
