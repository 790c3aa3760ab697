"""代办 on the screen: named in 我的设置, working while it lasts, taken back by a button."""

from datetime import timedelta

import pytest

from huiguan.kernel import clock
from huiguan.kernel.models import Change, Message, StandIn
from huiguan.site.stand_ins import colleagues
from tests.cast import browser, submit, token_of

URL = "/me/stand-in/"


@pytest.fixture
def today():
    return clock.today()


@pytest.fixture
def secretary(cast):
    return browser(cast.tea_secretary)


def ask(client, stand_in, starts, ends):
    return submit(client, URL, {"stand_in": stand_in.pk, "starts": starts.isoformat(), "ends": ends.isoformat()})


def offered(client) -> set[str]:
    return {user.username for user in client.get(URL).context["form"].fields["stand_in"].queryset}


def test_a_stand_in_is_named_and_told(cast, secretary, today):
    answer = ask(secretary, cast.auditor, today, today + timedelta(days=4))

    row = StandIn.objects.get()
    assert (answer.status_code, row.absent, row.stand_in, row.tenant) == (
        302,
        cast.tea_secretary,
        cast.auditor,
        cast.tenant,
    )
    assert Message.objects.get().user == cast.auditor
    assert "审某 代我办理" in secretary.get("/me/settings/").content.decode()
    assert "我代 秘某 办理" in browser(cast.auditor).get("/me/settings/").content.decode()


def test_whoever_stands_in_works_with_what_the_absent_one_keeps_until_it_is_taken_back(cast, secretary, today):
    auditor, url = browser(cast.auditor), f"/organizations/{cast.tea.pk}/edit/"
    codes = [auditor.get(url).status_code]
    ask(secretary, cast.auditor, today, today)
    codes.append(auditor.get(url).status_code)
    saved = submit(auditor, url, {"short": "茶商会"})
    token = token_of(secretary.get("/me/settings/"))
    secretary.post(f"/me/stand-in/{StandIn.objects.get().pk}/end/", {"_once": token})
    codes.append(auditor.get(url).status_code)

    change = Change.of(cast.tea).latest("pk")
    assert (codes, saved.status_code) == ([403, 200, 403], 302)
    assert (change.by, change.in_stead_of) == (cast.auditor, cast.tea_secretary)
    history = browser(cast.clerk).get(f"/organizations/{cast.tea.pk}/history/").content.decode()
    assert "审某（代 秘某）" in history


def test_the_menu_says_for_whom_one_stands_in(cast, secretary, today):
    ask(secretary, cast.auditor, today, today)

    assert "代 秘某" in browser(cast.auditor).get("/more/").content.decode()


def test_only_the_absent_one_takes_it_back(cast, secretary, today):
    ask(secretary, cast.auditor, today, today)
    other = browser(cast.clerk)
    token = token_of(other.get(URL))

    answer = other.post(f"/me/stand-in/{StandIn.objects.get().pk}/end/", {"_once": token})

    assert (answer.status_code, StandIn.objects.get().ended_at) == (404, None)


def test_whoever_keeps_a_place_asks_a_colleague_with_a_place(cast):
    assert offered(browser(cast.clerk)) == {
        *("admin", "chair", "vice_chair", "county_leader", "auditor", "tea_secretary", "tea_president"),
    }


def test_the_contact_of_a_firm_asks_only_people_of_the_same_firm(cast):
    assert offered(browser(cast.tea_contact)) == set()


def test_nobody_who_only_stands_in_for_a_place_offers_it_on(cast, today):
    StandIn.objects.create(tenant=cast.tenant, absent=cast.clerk, stand_in=cast.tea_contact, starts=today, ends=today)

    assert colleagues(cast.tea_contact, cast.tenant) == []


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [(-1, 3, "已经过去的日子不能补"), (3, 1, "止期不能早于起期"), (0, 400, "一次最长一年")],
)
def test_days_that_make_no_sense_are_said_beside_the_field(cast, secretary, today, starts, ends, said):
    answer = ask(secretary, cast.auditor, today + timedelta(days=starts), today + timedelta(days=ends))

    assert (answer.status_code, said in answer.content.decode(), StandIn.objects.count()) == (422, True, 0)


def test_a_stranger_of_another_tenant_cannot_be_named(cast, secretary, today):
    assert ask(secretary, cast.stranger, today, today).status_code == 422
