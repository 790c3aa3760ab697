"""The worker: the clock is looked after whatever else there is to do."""

from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.core.mail.backends.base import BaseEmailBackend

from huiguan.kernel import clock
from huiguan.kernel.models import Delivery, Pulse
from huiguan.kernel.telling import tell
from huiguan.site.worker import MAILS_AT_ONCE, HouseWorker

passing = ExitStack()


class Slow(BaseEmailBackend):
    """A mail server that takes six seconds."""

    def send_messages(self, mails):
        passing.enter_context(clock.standing_at(clock.now() + timedelta(seconds=6)))
        return len(mails)


@pytest.fixture
def mails(cast, settings):
    settings.MAIL_IS_ON = True
    cast.clerk.email = "someone@example.cn"
    cast.clerk.save()
    with cast.work():
        for number in range(MAILS_AT_ONCE + 10):
            tell([cast.clerk], key=f"register.due:{number}", say=lambda: ("一", "二"), about=cast.tea_firm)


def sent() -> int:
    return Delivery.objects.filter(state="sent").count()


def test_a_slow_mail_server_does_not_stop_the_clock(mails, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    worker = HouseWorker()

    with passing, clock.standing_at(clock.now()):
        worker.look()
        worker.send()
        late = clock.now() - Pulse.objects.get().seen

    assert (sent(), late) == (2, timedelta())


def test_many_mails_do_not_keep_the_queue_waiting(mails):
    worker = HouseWorker()

    with clock.standing_at(clock.now()):
        worker.look()
        worker.send()
        first = sent()
        worker.send()

    assert (first, sent()) == (MAILS_AT_ONCE, MAILS_AT_ONCE + 10)


def test_a_clock_that_was_put_back_is_looked_at(db):
    worker, now = HouseWorker(), clock.now()

    with clock.standing_at(now + timedelta(days=9)):
        worker.look()
    with clock.standing_at(now):
        worker.look()

    assert Pulse.objects.get().seen == now
