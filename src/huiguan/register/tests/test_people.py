import re

import pytest
from django import forms
from django.urls import reverse

from huiguan.kernel.models import Change, Step, User
from huiguan.register import logins
from huiguan.register.forms import numbers
from huiguan.register.models import Contact, Person
from tests.cast import browser, submit

ID_NUMBER = "11010519491231002X"


@pytest.fixture
def person(cast) -> Person:
    with cast.work():
        return Person.objects.create(
            node=cast.root, name="张三", organization=cast.tea_firm, phone="13800001234", id_number=ID_NUMBER
        )


def page(name: str, person: Person) -> str:
    return reverse(name, args=[person.pk])


# numbers


def test_numbers_are_masked_wherever_they_are_shown(cast, person):
    client = browser(cast.clerk)

    shown = [client.get(reverse("people.list")), client.get(page("people.detail", person))]
    shown += [client.get(page("people.edit", person)), client.get(page("people.history", person))]
    text = "".join(response.content.decode() for response in shown)

    assert ("138****1234" in text, "13800001234" in text, ID_NUMBER in text) == (True, False, False)


def test_a_look_at_the_full_number_asks_why_and_leaves_a_step(cast, person):
    client = browser(cast.clerk)

    before = client.get(page("people.numbers", person))
    revealed = submit(client, page("people.reveal", person), {"why": "核对身份"})
    shown = client.get(revealed.url)

    assert (before.status_code, before.url) == (302, page("people.reveal", person))
    assert ("13800001234" in shown.content.decode(), ID_NUMBER in shown.content.decode()) == (True, True)
    assert shown["Cache-Control"] == "private, no-store"
    assert [(step.move, step.why, step.by) for step in Step.of(person)] == [("reveal", "核对身份", cast.clerk)]


def test_one_persons_look_opens_nothing_for_another(cast, person):
    submit(browser(cast.clerk), page("people.reveal", person), {"why": "核对身份"})

    assert browser(cast.admin).get(page("people.numbers", person)).status_code == 302


def test_a_secretary_does_not_see_full_numbers(cast):
    assert browser(cast.tea_secretary).get(page("people.reveal", cast.people["tea_president"])).status_code == 403


def test_the_log_keeps_a_mark_of_a_number_and_never_the_number(cast, person):
    submit(browser(cast.clerk), page("people.edit", person), {"phone": "13900005678"})

    logged = str([(change.before, change.after) for change in Change.of(person)])
    assert ("13900005678" in logged, "13800001234" in logged, "•" in logged) == (False, False, True)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", "13800001234"), ("\u200b", "13800001234"), ("\u2060\ufeff", "13800001234"), ("-", ""), ("－", "")],
)
def test_only_a_hyphen_removes_a_number_and_what_nobody_can_see_keeps_it(cast, person, typed, kept):
    submit(browser(cast.clerk), page("people.edit", person), {"phone": typed})

    with cast.work():
        assert Person.objects.get(pk=person.pk).phone == kept


def test_the_history_says_that_a_number_was_changed_and_shows_nothing_of_it(cast, person):
    client, edit = browser(cast.clerk), page("people.edit", person)
    for phone in ("13900005678", "-"):
        submit(client, edit, {"phone": phone})

    changes = client.get(page("people.history", person)).context["changes"]

    said = [(row["before"], row["after"]) for change in changes for row in change["rows"] if row["label"] == "手机号"]
    assert said == [("已登记", ""), ("", "已更改"), ("", "已登记")]


def test_whoever_searches_for_a_number_is_told_that_numbers_are_not_searched(cast, person):
    page = browser(cast.clerk).get(reverse("people.list"), {"q": "13800001234"})

    assert (page.context["listing"].count, "手机号、身份证号加密保存，不能用来查找" in page.content.decode()) == (
        0,
        True,
    )


def test_an_id_number_is_checked(cast):
    assert numbers.id_number("11010519491231002x") == ID_NUMBER
    for wrong in ("110105194912310021", "1101051949123100", "١١٠١٠٥١٩٤٩١٢٣١٠٠٢X"):
        with pytest.raises(forms.ValidationError):
            numbers.id_number(wrong)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("138 0000 1234", "13800001234"),
        ("+86 138-0000-1234", "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("0539-6220000", "05396220000"),
        ("(0539) 622 0000", "05396220000"),
        ("010－8888 8888", "01088888888"),
        ("0539-6220000-801", "05396220000转801"),
        ("0539 6220000 转 801", "05396220000转801"),
        ("400-820-8820", "4008208820"),
        ("+852 2345 6789", "+85223456789"),
        ("+86 539 6220000", "+865396220000"),
        ("+86 0539 6220000", "+865396220000"),
    ],
)
def test_a_telephone_is_kept_in_one_way_however_it_is_typed(typed, kept):
    assert numbers.phone(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "123",
        "6220000",
        "1380000123",
        "138000012345",
        "12800001234",
        "0539-622",
        "+86123",
        "电话",
        "00000000000",
        "—",
        "١٣٨٠٠٠٠١٢٣٤",
    ],
)
def test_what_is_no_telephone_is_refused_beside_the_field(cast, typed):
    with cast.work():
        before = Contact.objects.count()

    refused = submit(
        browser(cast.clerk), reverse("contacts.add", args=[cast.tea_firm.pk]), {"name": "某", "phone": typed}
    )

    with cast.work():
        assert Contact.objects.count() == before
    assert list(refused.context["form"].errors) == ["phone"]
    assert refused.context["form"]["phone"].value() == typed


# logins


def test_a_login_is_given_with_a_password_that_is_shown_once(cast, person):
    client = browser(cast.admin)

    given = submit(client, page("logins.give", person), {"username": "zhangsan"})
    first, second = client.get(given.url), client.get(given.url)

    password = re.search(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", first.content.decode())[0]
    assert User.objects.get(username="zhangsan").check_password(password)
    assert (second.status_code, second.url) == (302, page("people.detail", person))


def test_a_username_is_nobody_elses(cast, person):
    response = submit(browser(cast.admin), page("logins.give", person), {"username": "CLERK"})

    assert list(response.context["form"].errors) == ["username"]


def test_a_clerk_gives_no_logins(cast, person):
    assert browser(cast.clerk).get(page("logins.give", person)).status_code == 403


def test_a_closed_login_no_longer_opens_anything_until_it_is_opened_again(cast):
    clerk, admin = browser(cast.clerk), browser(cast.admin)
    person = cast.people["clerk"]

    submit(admin, page("logins.close", person))
    closed = clerk.get("/organizations/").status_code
    submit(admin, page("logins.reopen", person))

    assert (closed, browser(cast.clerk).get("/organizations/").status_code) == (302, 200)


def test_a_new_password_replaces_the_old_one(cast):
    person = cast.people["clerk"]

    submit(browser(cast.admin), page("logins.reset", person))

    assert not User.objects.get(username="clerk").check_password("long-enough-1")
    assert [step.move for step in Step.of(person)][-1] == "reset_password"


def test_nobody_takes_over_a_login_that_can_do_more(cast):
    admin = cast.people["admin"]

    asked = browser(cast.chair).get(page("logins.reset", admin))

    assert logins.why_not(cast.people["clerk"], by=cast.chair) == ""
    assert bool(logins.why_not(admin, by=cast.tea_secretary)) is True
    assert asked.status_code in (200, 422)


# moving


def test_a_contact_who_changes_firms_sees_the_new_one(cast):
    url = page("people.edit", cast.people["tea_contact"])

    submit(browser(cast.clerk), url, {"organization": cast.silk_firm.pk})

    rows = browser(User.objects.get(username="tea_contact")).get(reverse("organizations.list")).context["listing"].rows
    assert [row.record for row in rows] == [cast.silk_firm]


def test_a_new_person_is_kept_where_their_organization_is(cast):
    data = {"name": "新某", "organization": cast.tea.pk}

    submit(browser(cast.clerk), reverse("people.create"), data)
    submit(browser(cast.clerk), reverse("people.create"), {"name": "散某"})

    with cast.work():
        places = {person.name: person.node for person in Person.objects.filter(name__in=("新某", "散某"))}
    assert places == {"新某": cast.tea.own_node, "散某": cast.root}
