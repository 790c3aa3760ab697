"""Passwords: what is asked of them is said in our words, beside the field that is meant."""

import pytest

from tests.cast import browser, submit

OLD = "long-enough-1"


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
