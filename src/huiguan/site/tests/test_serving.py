"""Serving beyond this machine: what has to be set is said before the first visitor, and to a lost one."""

import re
import socket
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command
from gunicorn.glogging import Logger
from gunicorn.http.parser import RequestParser

from huiguan.kernel.search import IN_A_BOX, LONGEST
from huiguan.site.checks import before_others_come
from huiguan.site.keys import keys_file
from huiguan.site.management.commands.serve import NO_HOSTS, NO_TLS, warnings
from huiguan.site.refusing import LONGEST_ADDRESS, Worker
from huiguan.site.server import Server
from tests.cast import browser


@pytest.fixture
def nothing_set(monkeypatch, settings):
    monkeypatch.delenv("HUIGUAN_HOSTS", raising=False)
    settings.BEHIND_TLS = False


@pytest.mark.parametrize("address", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
def test_nothing_need_be_set_to_serve_this_machine(nothing_set, address):
    assert warnings(address) == []


def test_whoever_serves_others_hears_what_is_not_set(nothing_set):
    assert warnings("0.0.0.0:8000") == [NO_HOSTS, NO_TLS]


def test_whoever_has_set_it_hears_nothing(monkeypatch, settings):
    monkeypatch.setenv("HUIGUAN_HOSTS", "huiguan.example.cn")
    settings.BEHIND_TLS = True

    assert warnings("0.0.0.0:8000") == []


def test_an_unknown_name_is_told_what_to_set_but_not_what_is_set(client, settings):
    settings.ALLOWED_HOSTS = ["known.example.cn"]

    answer = client.get("/sign-in/", headers={"host": "other.example.cn"})

    page = answer.content.decode()
    assert (answer.status_code, "HUIGUAN_HOSTS" in page, "known.example.cn" in page) == (400, True, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"address": "nowhere"}, "看不懂地址“nowhere”"),
        ({"workers": 0}, "--workers 和 --threads 至少是 1"),
        ({}, "这里还没有账"),
    ],
)
def test_what_cannot_be_served_is_said_in_a_sentence(monkeypatch, told, why):
    monkeypatch.delenv("HUIGUAN_POSTGRES", raising=False)

    with pytest.raises(CommandError, match=why):
        call_command("serve", **{"address": "127.0.0.1:48613", **told})


def test_details_of_errors_are_never_shown_to_others(settings):
    settings.DEBUG = True

    with pytest.raises(CommandError, match="HUIGUAN_DEBUG=1"):
        call_command("serve", address="0.0.0.0:48613")


# what is refused before it is a request


def answered(head: bytes) -> tuple[str, str]:
    """What our server says to a request, as far as it refuses it: the first line, and the page."""
    settings = Server("127.0.0.1:48613", 1, 1).cfg
    worker = Worker(1, 0, [], None, 30, settings, Logger(settings))
    ours, theirs = socket.socketpair()
    with ours, theirs, closing(worker.tmp):
        try:
            next(RequestParser(settings, iter([head]), ("127.0.0.1", 1)))
        except Exception as refusal:
            worker.handle_error(None, ours, ("127.0.0.1", 1), refusal)
        ours.shutdown(socket.SHUT_WR)
        said = b"".join(iter(lambda: theirs.recv(65536), b"")).decode()
    lines, _blank, page = said.partition("\r\n\r\n")
    assert not said or f"Content-Length: {len(page.encode())}" in lines
    return lines.partition("\r\n")[0], page


def get(address: str, **headers: str) -> bytes:
    lines = [f"GET {address} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


def test_an_address_as_long_as_the_server_takes_is_not_refused():
    path = "/" + "a" * (LONGEST_ADDRESS - len("GET / HTTP/1.1"))

    assert answered(get(path)) == ("", "")
    assert answered(get(f"{path}a"))[0] == "HTTP/1.1 414 URI Too Long"


@pytest.mark.parametrize(
    ("head", "first", "title"),
    [
        (get("/organizations/?q=" + "%E8%8C%B6" * 1000), "HTTP/1.1 414 URI Too Long", "网址太长了"),
        (get("/", cookie="a" * 9000), "HTTP/1.1 431 Request Header Fields Too Large", "浏览器带来的内容太多"),
    ],
)
def test_what_is_too_long_for_the_server_is_refused_in_our_words(head, first, title):
    said, page = answered(head)

    assert (said, re.findall("<h1>(.*)</h1>", page)) == (first, [title])
    assert 'href="/"' in page and "URI Too Long" not in page


def test_what_is_no_request_is_answered_by_the_server_itself():
    assert answered(b"nonsense\r\n\r\n")[0] == "HTTP/1.1 400 Bad Request"


@pytest.mark.parametrize(("url", "boxes"), [("/", 1), ("/search/", 2), ("/organizations/", 2)])
def test_no_box_of_search_takes_more_than_an_address_holds(cast, url, boxes):
    page = browser(cast.clerk).get(url).content.decode()

    found = [
        re.findall(r'maxlength="(\d+)"', box)
        for box in re.findall('<input type="search"[^>]*>|<input id="global-search"[^>]*>', page)
    ]
    assert found == [[str(IN_A_BOX)]] * boxes
    assert LONGEST < IN_A_BOX < (LONGEST_ADDRESS - 1000) / len("%E8%8C%B6")


# what production needs


@pytest.fixture
def ready(tmp_path, settings):
    settings.HOME, settings.KEYS = tmp_path, {}
    settings.ALLOWED_HOSTS, settings.BEHIND_TLS = ["huiguan.example.cn"], True
    keys_file(tmp_path).touch(0o600)


def found():
    return [message.id for message in before_others_come(None)]


def test_nothing_is_missing_where_all_is_set(ready):
    assert found() == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("KEYS", None, "huiguan.E001"),
        ("DEBUG", True, "huiguan.E002"),
        ("ALLOWED_HOSTS", ["a.example.cn", "*"], "huiguan.E003"),
        ("ALLOWED_HOSTS", ["127.0.0.1", "localhost"], "huiguan.W002"),
        ("BEHIND_TLS", False, "huiguan.W003"),
        ("CSRF_TRUSTED_ORIGINS", ["http://huiguan.example.cn"], "huiguan.W004"),
    ],
)
def test_each_thing_that_is_missing_has_a_name_and_a_hint(ready, settings, name, value, said):
    setattr(settings, name, value)

    assert found() == [said]
    assert all(message.hint for message in before_others_come(None))


def test_keys_that_others_can_read_are_noticed(ready, settings):
    keys_file(settings.HOME).chmod(0o640)

    assert found() == ["huiguan.W001"]
