"""Passwords: what is asked of them is said in our words, beside the field that is meant."""

import pytest
from django.core import signing
from django.test import Client

from huiguan.kernel import once
from huiguan.kernel.held import hold
from huiguan.register import logins
from huiguan.register.models import Person
from tests.cast import browser, submit

OLD, OWN, TEMPORARY = "long-enough-1", "yinxing-2031", "abcd-efgh-2345"
FIRST = "/me/password/first/"


@pytest.fixture
def admin(cast):
    return browser(cast.admin)


def errors(answer):
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


def change(admin, new, again=None, old=OLD):
    data = {"old_password": old, "new_password1": new, "new_password2": new if again is None else again}
    return submit(admin, "/me/password/", data)


def test_every_fault_of_a_new_password_is_a_sentence_of_its_own_beside_it(admin):
    answer = change(admin, "abc123")

    assert errors(answer) == {"new_password1": ["密码至少 8 位，现在是 6 位", "这个密码太常见，容易被人猜到，请换一个"]}


def test_a_password_is_not_like_the_login_of_its_person(admin, cast):
    cast.admin.username = "guanmou2026"
    cast.admin.save()

    assert errors(change(admin, "guanmou2027")) == {"new_password1": ["密码和账号或姓名太像，容易被人猜到，请换一个"]}


def test_two_different_passwords_are_noticed_at_the_second(admin):
    assert errors(change(admin, "long-enough-2", "long-enough-3")) == {"new_password2": ["两次输入的新密码不一样"]}


def test_a_wrong_old_password_is_said_beside_it(admin):
    assert errors(change(admin, "long-enough-2", old="wrong")) == {"old_password": ["现在的密码不对，请再输一次"]}


def test_a_good_password_takes_the_place_of_the_old_one(admin, cast):
    answer = change(admin, "long-enough-2")

    cast.admin.refresh_from_db()
    assert (answer.status_code, cast.admin.check_password("long-enough-2")) == (302, True)


def test_the_faults_are_said_in_the_language_of_the_reader(admin, cast):
    cast.admin.language = "en"
    cast.admin.save()

    assert errors(change(admin, "xq7"))["new_password1"] == ["A password has at least 8 characters; this one has 3"]


# temporary passwords


@pytest.fixture
def reset(cast):
    """The clerk's password was reset by the administrator; returns it."""
    logins.reset_password(cast.people["clerk"], by=cast.admin, password=TEMPORARY)


def signed_in_clerk(held=""):
    client = Client()
    answer = client.post("/sign-in/", {"username": "clerk", "password": TEMPORARY, "held": held})
    return client, answer


def test_a_temporary_password_opens_nothing_but_the_page_that_replaces_it(reset):
    client, answer = signed_in_clerk()

    assert answer.url == FIRST
    assert client.get("/organizations/").url == f"{FIRST}?next=%2Forganizations%2F"
    assert client.get("/me/password/").url == f"{FIRST}?next=%2Fme%2Fpassword%2F"
    assert client.post("/me/language/", {"language": "en"}).url == "/"
    assert client.post("/sign-out/").url == "/sign-in/"


def test_a_password_of_ones_own_opens_the_page_that_was_asked_for(reset, cast):
    client, _answer = signed_in_clerk()

    answer = client.post(f"{FIRST}?next=/organizations/", {"new_password1": OWN, "new_password2": OWN})

    cast.clerk.refresh_from_db()
    assert (answer.url, cast.clerk.password_is_temporary) == ("/organizations/", False)
    assert client.get("/organizations/").status_code == 200


def test_the_temporary_password_is_not_taken_as_ones_own(reset):
    client, _answer = signed_in_clerk()

    answer = client.post(FIRST, {"new_password1": TEMPORARY, "new_password2": TEMPORARY})

    assert errors(answer) == {"new_password1": ["新密码不能就是临时密码"]}


def test_a_form_that_waits_is_still_there_after_the_password_was_set(reset, cast):
    kept = [("name", "茶具"), ("_once", signing.dumps(["s", cast.clerk.pk, cast.tenant.pk], salt=once.SALT))]
    held = hold("/sectors/new/", kept)
    client, asked = signed_in_clerk(held)

    refused = client.post(FIRST, {"new_password1": "123", "new_password2": "123", "held": asked.context["held"]})
    resumed = client.post(FIRST, {"new_password1": OWN, "new_password2": OWN, "held": refused.context["held"]})

    assert resumed.context["fields"] == [("name", "茶具")]


def test_whoever_has_a_password_of_their_own_is_not_asked_again(admin):
    assert admin.get(FIRST).url == "/"


def test_a_login_given_by_a_colleague_begins_with_a_temporary_password(cast):
    with cast.work():
        person = Person.objects.create(node=cast.root, name="新某")

    given = logins.give_login(person, by=cast.admin, username="new", password=TEMPORARY)

    assert given.password_is_temporary
    assert not cast.clerk.password_is_temporary
