"""Whether the installation is well: one word for a machine that asks, a page for the administrator."""

import shutil
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from huiguan.kernel import clock
from huiguan.kernel.jobs import jobs
from huiguan.kernel.models import Delivery, JobRun, Pulse
from huiguan.kernel.rules import holds_for_all
from huiguan.kernel.schedule import Job
from huiguan.kernel.screens import Screen
from huiguan.site.cellar.nightly import backups, made_until_now

ALIVE = timedelta(minutes=2)
FRESH = timedelta(days=2)
HUES = {"waiting": "slate", "running": "sky", "done": "jade", "failed": "brand"}
SHOWN = 20
BACKUP = "site.backup"
GIB = 2**30
SCARCE = 2  # GiB left on the disk
sees_health = holds_for_all("site.health", gettext_lazy("运行状况由系统管理员查看"))


@login_not_required
def healthz(request):
    """For a supervisor or a proxy: the process answers, and so does its database."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


class Health(Screen):
    name = "health"
    pages = {"list": ""}
    rules = {"list": sees_health}

    def list(self):
        return self.show("list", title=_("运行状况"), signs=signs(), jobs=last_runs(), failures=failures())


def signs() -> list[dict]:
    """Each with its state as a word; the colour only repeats it."""
    seen = Pulse.objects.filter(seen__lte=clock.now() + ALIVE).values_list("seen", flat=True).first()
    queue = DBTaskResult.objects.ready().count()
    disk = shutil.disk_usage(settings.HOME)
    return [
        _sign(_("后台任务"), bool(seen) and clock.now() - seen < ALIVE, _("在运行"), _("没有运行"), seen_words(seen)),
        _sign(_("排队的任务"), queue < 100, _("正常"), _("积压"), _("%(n)s 个") % {"n": queue}),
        mails(),
        _sign(_("数据库"), True, _("正常"), "", database()),
        last_backup(),
        _sign(_("磁盘"), disk.free > SCARCE * GIB, _("够用"), _("快满了"), _space(disk)),
        *clock_sign(),
    ]


def clock_sign() -> list[dict]:
    """Only where the clock of the machine is, or was, wrong: what was done meanwhile is dated in the future."""
    runs = JobRun.objects.filter(JobRun.out_of_time(clock.now())).count()
    files = len(backups(settings.BACKUPS)) - len(made_until_now(settings.BACKUPS)) if settings.BACKUPS else 0
    if not runs and not files:
        return []
    facts = {"runs": runs, "files": files}
    note = _("有 %(runs)s 次定时任务、%(files)s 份备份的时间在将来，都不算数；请核对这台机器的时钟") % facts
    return [_sign(_("时钟"), False, "", _("走错过"), note)]


def last_backup() -> dict:
    """Whether there is one of the last two days where backups are made; where none are, how to have them."""
    if settings.BACKUPS is None:
        return _sign(_("备份"), False, "", _("没有设置"), _("设置 HUIGUAN_BACKUPS，每天夜里自动备份到那个文件夹"))
    made = next((made for made, _file in made_until_now(settings.BACKUPS)), None)
    if made is None:
        return _sign(_("备份"), False, "", _("还没有"), str(settings.BACKUPS))
    fresh = timezone.localtime(clock.now()).replace(tzinfo=None) - made < FRESH
    note = _("最近一次 %(at)s") % {"at": f"{made:%Y-%m-%d %H:%M}"}
    return _sign(_("备份"), fresh, _("正常"), _("太久没有备份"), note)


def _sign(label: str, well: bool, yes: str, no: str, note: str) -> dict:
    return {"label": label, "state": yes if well else no, "hue": "jade" if well else "brand", "note": note}


def seen_words(seen) -> str:
    if seen is None:
        return _("从来没有见到；它由 huiguan serve 一起启动")
    return _("%(n)s 秒前还在") % {"n": max(0, int((clock.now() - seen).total_seconds()))}


def failed_mails() -> int:
    return Delivery.objects.filter(state=Delivery.State.FAILED).count()


def mails() -> dict:
    """Without a mailbox nothing is wrong, and nothing is well either."""
    if not settings.MAIL_IS_ON:
        return not_set(_("邮件"), _("没有设置发信邮箱，消息只在站内看"))
    return _sign(_("邮件"), not failed_mails(), _("正常"), _("有发不出去的"), mail_words())


def not_set(label: str, note: str) -> dict:
    return {"label": label, "state": _("没有设置"), "hue": "slate", "note": note}


def mail_words() -> str:
    waiting = Delivery.objects.filter(state__in=(Delivery.State.WAITING, Delivery.State.CLAIMED)).count()
    return _("%(waiting)s 封等待发送，%(failed)s 封没有发出去") % {"waiting": waiting, "failed": failed_mails()}


def _space(disk) -> str:
    return _("还剩 %(free).1f GB，共 %(total).1f GB") % {"free": disk.free / GIB, "total": disk.total / GIB}


def database() -> str:
    """Which one, and how large where that is a file."""
    name = connection.settings_dict["NAME"]
    if connection.vendor != "sqlite":
        return "PostgreSQL"
    file = settings.HOME / "huiguan.sqlite3"
    size = file.stat().st_size / 2**20 if str(name) == str(file) and file.exists() else 0
    return f"SQLite · {size:.0f} MB" if size else "SQLite"


def last_runs() -> list[dict]:
    """Each installed job with its last run and when it is due again."""
    last: dict[str, JobRun] = {}
    in_time = JobRun.objects.exclude(JobRun.out_of_time(clock.now()))
    for run in in_time.filter(job__in=jobs()).order_by("due"):
        last[run.job] = run
    return [{"job": job, "run": (run := last.get(job.name)), "status": _status(job, run)} for job in jobs().values()]


def _status(job: Job, run: JobRun | None) -> dict | None:
    """A nightly backup without a folder runs and makes none."""
    if job.name == BACKUP and settings.BACKUPS is None:
        return {"label": _("没有设置"), "hue": "slate"}
    return {"label": run.get_state_display(), "hue": HUES[run.state]} if run else None


def failures() -> list[dict]:
    labels = {name: job.label for name, job in jobs().items()}
    failed = JobRun.objects.filter(state=JobRun.State.FAILED).exclude(JobRun.out_of_time(clock.now()))[:SHOWN]
    return [{"label": labels.get(run.job, run.job), "run": run} for run in failed]
