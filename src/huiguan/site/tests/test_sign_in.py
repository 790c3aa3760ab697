"""Signing in under attack: guessing, borrowed sessions, links that lead elsewhere."""

import pytest
from axes.models import AccessAttempt
from django.conf import settings as site
from django.test import Client, RequestFactory

from huiguan.kernel.models import User
from huiguan.register import logins
from huiguan.site.sign_in import address_of
from tests.cast import browser, submit

PASSWORD = "long-enough-1"
PAGE = "/sign-in/"


def sign_in(client, password=PASSWORD, username="clerk", url=PAGE, **extra):
    return client.post(url, {"username": username, "password": password}, **extra)


def guess(times, **each):
    """The answers to wrong passwords; ``each`` makes one more argument out of the number of the try."""
    return [
        sign_in(Client(), f"wrong-{n}", **{name: made(n) for name, made in each.items()}).status_code
        for n in range(times)
    ]


# guessing


def test_the_fifth_wrong_password_closes_the_door(cast):
    assert guess(6) == [200, 200, 200, 200, 429, 429]
    assert sign_in(Client()).status_code == 429


def test_another_browser_and_another_way_of_writing_the_name_are_the_same_guesser(cast):
    names = ["clerk", " clerk", "ｃｌｅｒｋ", "clerk ", "clerk"]

    assert guess(5, username=names.__getitem__, HTTP_USER_AGENT=str)[-1] == 429


def test_a_made_up_forwarded_address_opens_no_further_tries(cast):
    assert guess(5, HTTP_X_FORWARDED_FOR=lambda n: f"10.0.0.{n}")[-1] == 429


def test_nobody_locks_a_colleague_out_from_elsewhere(cast):
    guess(5, REMOTE_ADDR=lambda n: "192.0.2.7")

    assert sign_in(Client(), REMOTE_ADDR="192.0.2.8").status_code == 302


@pytest.mark.parametrize(
    ("tls", "peer", "told", "counted"),
    [
        (True, "127.0.0.1", "192.0.2.7", "192.0.2.7"),
        (True, "127.0.0.1", "made.up, 192.0.2.7", "192.0.2.7"),
        (True, "127.0.0.1", "", "127.0.0.1"),
        (True, "192.0.2.9", "192.0.2.7", "192.0.2.9"),
        (False, "127.0.0.1", "192.0.2.7", "127.0.0.1"),
    ],
)
def test_only_the_proxy_of_this_machine_is_believed(settings, tls, peer, told, counted):
    settings.BEHIND_TLS = tls

    assert address_of(RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=told)) == counted


def test_a_form_that_waits_and_the_way_on_outlast_a_closed_door(cast):
    guess(5)

    answer = Client().post(PAGE, {"username": "clerk", "password": "x", "held": "sealed", "next": "/turns/"})

    assert (answer.status_code, answer.context["held"], answer.context["next"]) == (429, "sealed", "/turns/")


# sessions


def test_signing_in_begins_a_new_session(cast):
    client = Client()
    session = client.session
    session["planted"] = "x"
    session.save()
    planted = session.session_key

    sign_in(client)

    assert client.session.session_key != planted
    assert Client(headers={"cookie": f"sessionid={planted}"}).get("/").status_code == 302


def test_the_cookie_of_a_session_is_out_of_reach_of_scripts_and_of_other_sites(cast):
    cookie = sign_in(Client()).cookies[site.SESSION_COOKIE_NAME]

    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_looking_at_the_address_of_signing_out_signs_nobody_out(cast):
    client = browser(cast.clerk)

    assert client.get("/sign-out/").status_code == 405
    assert client.get("/").status_code == 200


def test_a_new_password_ends_the_sessions_elsewhere_and_not_the_own_one(cast):
    here, elsewhere = browser(cast.clerk), browser(cast.clerk)
    data = {"old_password": PASSWORD, "new_password1": "yinxing-2031", "new_password2": "yinxing-2031"}

    submit(here, "/me/password/", data)

    assert (here.get("/").status_code, elsewhere.get("/").status_code) == (200, 302)


def test_a_password_set_by_a_colleague_ends_every_session(cast):
    client = browser(cast.clerk)

    logins.reset_password(cast.people["clerk"], by=cast.admin, password="abcd-efgh-2345")

    assert client.get("/").status_code == 302


def test_a_closed_login_ends_its_sessions(cast):
    client = browser(cast.clerk)

    User.objects.filter(pk=cast.clerk.pk).update(is_active=False)

    assert client.get("/").status_code == 302


# where it leads


ELSEWHERE = [
    "//evil.example/",
    "https://evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "http:///evil.example",
]


@pytest.mark.parametrize("then", ELSEWHERE)
def test_no_link_leads_out_of_the_house_after_signing_in(cast, then):
    answer = Client().post(f"{PAGE}?next={then}", {"username": "clerk", "password": PASSWORD})
    posted = Client().post(PAGE, {"username": "clerk", "password": PASSWORD, "next": then})
    language = Client().post("/me/language/", {"language": "en", "next": then})

    assert (answer.url, posted.url, language.url) == ("/", "/", "/")


# who


@pytest.mark.parametrize("told", [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}])
def test_the_public_password_of_a_demo_opens_nothing_from_elsewhere(cast, told):
    User.objects.filter(pk=cast.clerk.pk).update(is_demo=True)

    assert sign_in(Client()).status_code == 302
    assert sign_in(Client(), **told).status_code == 200


@pytest.mark.parametrize("name", ["长" * 300, "ﷺ" * 100], ids=["long", "long once its signs are taken apart"])
def test_a_name_longer_than_any_is_refused_beside_its_field(cast, name):
    answer = sign_in(Client(), username=name)

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["username"])
    assert AccessAttempt.objects.count() == 0
