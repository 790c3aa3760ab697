"""The health of an installation: a word for machines, a page for the administrator."""

from datetime import timedelta

from huiguan.kernel import clock
from huiguan.kernel.models import Delivery, JobRun, Message, Pulse
from huiguan.site.worker import HouseWorker
from tests.cast import browser


def test_a_machine_hears_ok_without_signing_in(client, db):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok")


def test_a_machine_is_not_sent_to_https(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/healthz").status_code == 200


def test_only_the_administrator_sees_how_the_installation_is(cast):
    codes = {
        name: browser(getattr(cast, name)).get("/health/").status_code for name in ("admin", "clerk", "tea_contact")
    }

    assert codes == {"admin": 200, "clerk": 403, "tea_contact": 403}


def test_the_page_says_whether_the_worker_lives(cast):
    admin = browser(cast.admin)
    pages = [admin.get("/health/").content.decode()]
    Pulse.objects.create(worker="one", seen=clock.now() - timedelta(minutes=5))
    pages.append(admin.get("/health/").content.decode())
    HouseWorker().look()
    pages.append(admin.get("/health/").content.decode())

    assert ["没有运行" in page for page in pages] == [True, True, False]


def test_a_run_that_failed_is_shown_with_its_place(cast):
    JobRun.objects.create(job="site.tidy", due=clock.now(), state="failed", error="jia: ValueError at tidy.py:20 tidy")

    assert "ValueError at tidy.py:20" in browser(cast.admin).get("/health/").content.decode()


def test_a_mail_that_could_not_be_sent_is_noticed(cast, settings):
    settings.MAIL_IS_ON = True
    now = clock.now()
    message = Message.objects.create(tenant=cast.tenant, user=cast.clerk, key="register.due:1", made=now)
    Delivery.objects.create(message=message, state="failed", next_try=now)

    page = browser(cast.admin).get("/health/").content.decode()

    assert ("有发不出去的" in page, "0 封等待发送，1 封没有发出去" in page) == (True, True)
