"""我的设置: an address is used once it was confirmed, and each kind of mail can be stopped."""

import re

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from huiguan.kernel.models import Muted, User
from huiguan.kernel.telling import kinds
from tests.cast import browser, submit

URL = "/me/settings/"


class Refusing(BaseEmailBackend):
    def send_messages(self, mails):
        raise OSError


@pytest.fixture(autouse=True)
def mail_is_on(settings):
    settings.MAIL_IS_ON = True
    settings.SITE_URL = "https://huiguan.example.cn"


@pytest.fixture
def clerk(cast):
    return browser(cast.clerk)


def address(username="clerk") -> str:
    return User.objects.get(username=username).email


def link() -> str:
    return re.search(r"https://huiguan.example.cn(/me/address/\S+)", mail.outbox[-1].body)[1]


def test_an_address_is_used_once_its_owner_has_opened_the_link(cast, clerk):
    submit(clerk, URL, {"email": "someone@example.cn"})
    asked = address()
    page = clerk.get(link())
    opened = address()
    submit(clerk, link())

    assert (page.status_code, asked, opened, address()) == (200, "", "", "someone@example.cn")


def test_a_link_confirms_nothing_for_anybody_else(cast, clerk):
    submit(clerk, URL, {"email": "someone@example.cn"})

    assert browser(cast.chair).get(link()).status_code == 404


def test_an_address_that_takes_no_mail_is_said_beside_the_field(clerk, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"

    answer = submit(clerk, URL, {"email": "someone@example.cn"})

    assert answer.status_code == 422
    assert "确认邮件没有发出去" in answer.content.decode()
    assert "someone@example.cn" in answer.content.decode()


def test_an_address_that_is_none_is_refused(clerk):
    assert submit(clerk, URL, {"email": "nobody"}).status_code == 422


def test_an_address_is_taken_away_at_once(cast, clerk):
    cast.clerk.email = "someone@example.cn"
    cast.clerk.save()

    submit(clerk, URL, {"email": ""})

    assert address() == ""


def test_a_kind_that_is_not_chosen_is_not_mailed(cast, clerk):
    wanted = sorted(kinds())[1:]

    submit(clerk, URL, {"mailed": wanted})

    assert [muted.kind for muted in Muted.objects.filter(user=cast.clerk)] == sorted(kinds())[:1]


def test_where_mail_is_not_set_up_nothing_is_asked(clerk, settings):
    settings.MAIL_IS_ON = False

    page = clerk.get(URL).content.decode()

    assert "还没有设置发信邮箱" in page
