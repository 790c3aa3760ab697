"""Telling: written with the act, once for each key, in the reader's language; mails once they are wanted."""

import pytest
from django.db import transaction
from django.utils.translation import gettext as _

from huiguan.kernel.acting import acting
from huiguan.kernel.models import Delivery, Message, Muted
from huiguan.kernel.telling import open_to, tell, unread

KEY = "register.due:1"


@pytest.fixture
def within(cast):
    with cast.work():
        yield


@pytest.fixture
def mail_is_on(settings):
    settings.MAIL_IS_ON = True


def say():
    return "有一件事", "请看一看"


def with_address(user):
    user.email = "someone@example.cn"
    user.save()
    return user


def test_a_user_is_told_the_same_key_once(cast, within):
    first = tell([cast.clerk, cast.clerk], key=KEY, say=say)
    second = tell([cast.clerk, cast.chair], key=KEY, say=say)

    assert [message.user for message in first] == [cast.clerk]
    assert [message.user for message in second] == [cast.chair]


def test_a_message_goes_with_the_act_that_was_undone(cast, within):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell([cast.clerk], key=KEY, say=say)
        raise ZeroDivisionError

    assert Message.objects.count() == 0


def test_nobody_is_told_what_they_have_done_themselves(cast, within):
    with acting(cast.clerk):
        tell([cast.clerk, cast.chair], key=KEY, say=say)

    assert [message.user for message in Message.objects.all()] == [cast.chair]


def test_who_can_no_longer_sign_in_is_not_told(cast, within):
    cast.clerk.is_active = False

    assert tell([cast.clerk, cast.system], key=KEY, say=say) == []


def test_each_is_told_in_their_own_language(cast, within):

    cast.chair.language = "en"

    told = tell([cast.clerk, cast.chair], key=KEY, say=lambda: (_("已保存"), ""))

    assert [message.subject for message in told] == ["已保存", "Saved"]


def test_a_kind_that_no_room_declares_is_a_mistake(cast, within):
    with pytest.raises(LookupError):
        tell([cast.clerk], key="register.other:1", say=say)


def test_a_mail_is_written_for_those_only_who_have_an_address_and_want_it(cast, within, mail_is_on):
    for user in (cast.clerk, cast.chair):
        with_address(user)
    Muted.objects.create(user=cast.chair, kind="register.due")

    tell([cast.clerk, cast.chair, cast.admin], key=KEY, say=say)

    assert [delivery.message.user for delivery in Delivery.objects.all()] == [cast.clerk]
    assert Message.objects.count() == 3


def test_no_mail_is_written_where_mail_is_not_set_up(cast, within):
    tell([with_address(cast.clerk)], key=KEY, say=say)

    assert Delivery.objects.count() == 0


def test_a_message_leads_to_the_page_of_its_record(cast, within):
    message = tell([cast.clerk], key=KEY, say=say, about=cast.tea_firm)[0]

    assert (message.link, message.label, message.object_id) == (
        f"/organizations/{cast.tea_firm.pk}/",
        "register.organization",
        cast.tea_firm.pk,
    )


def test_a_message_of_a_record_out_of_reach_is_not_open(cast, within):
    for place, firm in enumerate((cast.tea_firm, cast.silk_firm, None)):
        tell([cast.tea_contact], key=f"{KEY}{place}", say=say, about=firm)
    messages = list(Message.objects.order_by("pk"))

    assert type(cast.silk_firm).objects.filter(pk=cast.silk_firm.pk).exists()
    assert open_to(cast.tea_contact, messages) == {messages[0].pk, messages[2].pk}


def test_what_is_unread_is_counted_for_one_tenant(cast, within):
    tell([cast.clerk], key=KEY, say=say)

    assert (unread(cast.clerk, cast.tenant), unread(cast.clerk, cast.other)) == (1, 0)
