"""The health of an installation: a word for machines, a page for the administrator."""

from datetime import timedelta

from huiguan.kernel import clock
from huiguan.kernel.models import Delivery, JobRun, Message, Pulse
from huiguan.site import health
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


def test_what_a_wrong_clock_wrote_counts_for_nothing_and_is_said(cast, settings, tmp_path):
    settings.BACKUPS = tmp_path
    ahead = clock.now() + timedelta(days=3650)
    with clock.standing_at(ahead):
        HouseWorker().look()
    (tmp_path / f"huiguan-{ahead:%Y%m%d-%H%M%S}.zip").touch()

    signs = {sign["label"]: sign for sign in health.signs()}
    runs = [one["run"] for one in health.last_runs()]

    assert {name: signs[name]["state"] for name in ("后台任务", "备份", "时钟")} == {
        "后台任务": "没有运行",
        "备份": "还没有",
        "时钟": "走错过",
    }
    assert f"{JobRun.objects.count()} 次定时任务、1 份备份" in signs["时钟"]["note"]
    assert runs == [None] * len(runs)


def test_a_clock_that_was_never_wrong_is_not_spoken_of(cast):
    HouseWorker().look()

    assert "时钟" not in [sign["label"] for sign in health.signs()]
