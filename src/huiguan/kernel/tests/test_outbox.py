"""Mails on their way: claimed before they are sent, tried again, always under the same name."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from huiguan.kernel import clock, outbox
from huiguan.kernel.models import Delivery, Grant, Message, Muted
from huiguan.kernel.outbox import TRIES, mute_token, muted_by, send_next
from huiguan.kernel.telling import tell


class Refusing(BaseEmailBackend):
    def send_messages(self, mails):
        raise OSError("someone@example.cn")


@pytest.fixture(autouse=True)
def mail_is_on(settings):
    settings.MAIL_IS_ON = True
    settings.SITE_URL = "https://huiguan.example.cn"
    settings.DEFAULT_FROM_EMAIL = "office@example.cn"


@pytest.fixture
def message(cast):
    cast.clerk.email = "someone@example.cn"
    cast.clerk.save()
    with cast.work():
        return tell([cast.clerk], key="register.due:1", say=lambda: ("有一件事", "请看一看"), about=cast.tea_firm)[0]


def later(**delta):
    return clock.standing_at(clock.now() + timedelta(**delta))


def test_a_mail_says_what_the_message_says_and_leads_to_its_record(cast, message):
    assert (send_next(), send_next()) == (True, False)

    sent = mail.outbox[0]
    assert (sent.to, sent.subject) == (["someone@example.cn"], "甲县工商联：有一件事")
    assert f"请看一看\n\nhttps://huiguan.example.cn/organizations/{cast.tea_firm.pk}/\n" in sent.body
    assert Delivery.objects.get().state == "sent"


def test_a_mail_that_was_claimed_and_lost_is_sent_again_under_the_same_name(message):
    send_next()
    Delivery.objects.update(state="claimed")

    with later(minutes=4):
        early = send_next()
    with later(minutes=6):
        late = send_next()

    assert (early, late) == (False, True)
    assert len({sent.extra_headers["Message-ID"] for sent in mail.outbox}) == 1 < len(mail.outbox)


def test_of_two_workers_one_takes_a_mail(message):
    assert [outbox.claimed() is None, outbox.claimed() is None] == [False, True]


def test_a_mail_that_is_refused_is_tried_again_later_and_given_up_at_last(message, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    tries, minutes = 0, 0

    while Delivery.objects.get().state != "failed":
        with later(minutes=minutes):
            tries += send_next()
        minutes += 1

    failed = Delivery.objects.get()
    assert (tries, failed.tries, minutes > 120) == (TRIES, TRIES, True)
    assert "example.cn" not in failed.error


def test_a_kind_that_was_muted_meanwhile_is_not_sent(cast, message):
    Muted.objects.create(user=cast.clerk, kind="register.due")

    send_next()

    assert (mail.outbox, Delivery.objects.count()) == ([], 0)


def test_what_the_reader_may_no_longer_see_is_not_sent(cast, message):
    Grant.objects.filter(user=cast.clerk).delete()

    send_next()

    assert (mail.outbox, Delivery.objects.count()) == ([], 0)


def test_the_link_in_a_mail_asks_first_and_acts_on_post_only(client, cast, message):
    send_next()
    url = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>").removeprefix("https://huiguan.example.cn")

    asked = client.get(url)
    before = Muted.objects.count()
    client.post(url)
    client.post(url)

    assert (asked.status_code, before) == (200, 0)
    assert [(muted.user, muted.kind) for muted in Muted.objects.all()] == [(cast.clerk, "register.due")]


def test_a_link_that_we_did_not_write_leads_nowhere(client, db):
    assert client.get("/mute/made-up/").status_code == 404
    assert client.post("/mute/made-up/").status_code == 404


def test_a_link_says_whose_mails_of_which_kind(cast):
    assert muted_by(mute_token(cast.clerk, "register.due")) == (cast.clerk, "register.due")


def test_a_mail_of_a_room_that_is_switched_off_goes_on_without_its_link(message):
    Message.objects.update(kind="gone.due", label="gone.thing")

    assert send_next()

    assert (Delivery.objects.get().state, "请看一看" in mail.outbox[0].body) == ("sent", True)
    assert "/organizations/" not in mail.outbox[0].body


def test_a_mail_that_cannot_even_be_written_is_given_up_like_one_that_is_refused(message):
    Message.objects.update(label="no-such-label")
    minutes = 0

    while Delivery.objects.get().state != "failed" and minutes < 1000:
        with later(minutes=minutes):
            send_next()
        minutes += 1

    assert (Delivery.objects.get().tries, Delivery.objects.get().error != "") == (TRIES, True)


@pytest.mark.parametrize(
    "written", [{"state": "claimed", "claimed_at": timedelta(days=9)}, {"next_try": timedelta(days=9)}]
)
def test_what_a_wrong_clock_wrote_holds_up_no_mail(message, written):
    now = clock.now()
    moments = {name: now + value if isinstance(value, timedelta) else value for name, value in written.items()}
    Delivery.objects.update(**moments)

    assert send_next()

    assert len(mail.outbox) == 1
