"""``huiguan setup``: the first administrator, asked for at a terminal or named by options."""

import getpass
import io
import sys

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from huiguan.kernel.models import Tenant, User

NAME = "某某县工商业联合会"


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def typing(monkeypatch):
    """Somebody at a terminal who types these passwords, one after the other."""

    def types(*passwords):
        left = iter(passwords)
        monkeypatch.setattr(sys, "stdin", Terminal())
        monkeypatch.setattr(getpass, "getpass", lambda prompt: next(left))

    return types


def setup(**options):
    call_command("setup", name=NAME, stdout=io.StringIO(), **options)


@pytest.mark.django_db
def test_the_faults_of_a_password_are_lines_in_chinese():
    with pytest.raises(CommandError) as refused, translation.override("zh-hans"):
        setup(password="123")

    assert str(refused.value) == "密码至少 8 位，现在是 3 位\n这个密码太常见，容易被人猜到，请换一个"


@pytest.mark.django_db
def test_without_a_terminal_it_says_which_option_to_give(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    with pytest.raises(CommandError, match="这里没有可以输入的终端，请用 --password 写明"):
        setup()


@pytest.mark.django_db
def test_an_end_of_input_is_a_sentence_too(monkeypatch):
    monkeypatch.setattr(sys, "stdin", Terminal())

    with pytest.raises(CommandError, match="没有输入，什么也没有建"):
        call_command("setup", stdout=io.StringIO())


@pytest.mark.django_db
def test_a_password_that_is_typed_differently_the_second_time_opens_nothing(typing):
    typing("long-enough-1", "long-enough-2")

    with pytest.raises(CommandError, match="两遍输入的密码不一样"):
        setup()
    assert Tenant.objects.count() == 0


@pytest.mark.django_db
def test_a_password_that_is_typed_twice_opens_the_books(typing):
    typing("long-enough-1", "long-enough-1")

    setup()

    assert User.objects.get(username="admin").check_password("long-enough-1")
