"""Before it is too late: which notice it is time for, and who stands how near to a record."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps

from huiguan.kernel import clock, notices
from huiguan.kernel.failures import SomeFailed, place_of
from huiguan.kernel.flow import Wait
from huiguan.kernel.models import Grant, Message
from huiguan.kernel.notices import holders, nearest, responsible, stage_of
from huiguan.kernel.rooms import Room
from huiguan.kernel.rules import condition, holds

TODAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("left", "stage"),
    [(8, None), (7, "7"), (3, "7"), (2, "7"), (1, "1"), (0, "1"), (-1, "late"), (-7, "late"), (-8, None)],
)
def test_each_day_has_its_notice_and_old_news_has_none(left, stage):
    with clock.standing_at(clock.at(TODAY)):
        assert stage_of(TODAY + timedelta(days=left), (7, 1)) == stage


@pytest.fixture
def contact(cast):
    """A part of the tea firm's file, reached along its firm and its node."""
    with cast.work():
        yield apps.get_model("register.Contact").objects.create(organization=cast.tea_firm, name="某人")


def test_whoever_holds_a_word_stands_as_near_as_their_grant(cast, contact):
    found = holders(["register.contacts"], contact)

    steps = {user.username: found[user] for user in found}
    assert steps == {"tea_contact": 0, "admin": 1, "chair": 1, "clerk": 1}
    assert nearest(found) == [cast.tea_contact]


def test_a_grant_further_up_is_further_away_and_one_elsewhere_is_none(cast):
    with cast.work():
        found = holders(["register.edit"], cast.tea)

    assert (found[cast.tea_secretary], found[cast.clerk]) == (1, 2)
    assert nearest(found) == [cast.tea_secretary]
    assert cast.people["tea_secretary"].user not in holders(["register.edit"], cast.silk)


def test_a_grant_that_is_over_and_a_login_that_is_closed_count_for_nothing(cast, contact):
    Grant.objects.filter(user=cast.clerk).update(ends=clock.today() - timedelta(days=1))
    cast.chair.is_active = False
    cast.chair.save()

    assert {user.username for user in holders(["register.contacts"], contact)} == {"tea_contact", "admin"}


def test_whose_turn_it_is_is_said_by_the_rule(cast, contact):
    has_a_name = holds("register.contacts") & condition(lambda record: not record.name, None, "有姓名")

    assert responsible(has_a_name, contact) == {}
    assert set(responsible(holds("register.contacts"), contact)) == set(holders(["register.contacts"], contact))


def test_nobody_stands_near_where_nobody_holds_the_word():
    assert nearest({}) == []


def test_a_record_of_which_nobody_can_be_reminded_leaves_the_others_their_turn(cast, monkeypatch):
    """Of two firms' contacts one has no day that could be worked out."""

    def until(contact):
        if contact.name == "张三":
            raise LookupError("张三 13800000000")
        return clock.today()

    Contact = apps.get_model("register.Contact")
    everything = SimpleNamespace(filter=lambda state: Contact.objects.order_by("pk"))
    wait = Wait(holds("register.contacts"), "请更新联系人", until)
    flow = SimpleNamespace(waits={"": wait}, notice_days=(1,), model=SimpleNamespace(objects=everything))
    monkeypatch.setattr(notices, "rooms", lambda: [Room("register", "", "", flows=[flow])])
    with cast.work():
        for firm, name in ((cast.tea_firm, "张三"), (cast.silk_firm, "李四"), (cast.silk_firm, "王五")):
            Contact.objects.create(organization=firm, name=name)

        with pytest.raises(SomeFailed) as failed:
            notices.remind()

    said = place_of(failed.value)
    assert (said.startswith("1 × LookupError at test_notices.py:"), "张三" in said) == (True, False)
    assert {message.object_id for message in Message.objects.all()} == {
        contact.pk for contact in Contact.everywhere.exclude(name="张三")
    }
