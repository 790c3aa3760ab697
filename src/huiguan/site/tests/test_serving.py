"""Serving beyond this machine: what has to be set is said before the first visitor, and to a lost one."""

import pytest

from huiguan.site.management.commands.serve import NO_HOSTS, NO_TLS, warnings


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
