"""What is done by the clock: each due time of each job, and the workers that see to it."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock

SKEW = timedelta(minutes=2)  # by which the clocks of two machines may differ


class JobRun(models.Model):
    """One due time of one job: written down once, however many workers noticed it, and run once."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等待")
        RUNNING = "running", _("正在运行")
        DONE = "done", _("完成")
        FAILED = "failed", _("失败")

    OUT_OF_TIME = "dated in the future: the clock of this machine was wrong"  # such a run counts as not being there

    job = models.CharField(max_length=60)
    due = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    started = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    error = models.TextField(blank=True, help_text="which error where; never what it said, which may name people")

    class Meta:
        ordering = ("-due", "job")
        constraints = [models.UniqueConstraint(fields=["job", "due"], name="job_run_once_a_due_time")]

    def __str__(self):
        return f"{self.job} {self.due:%Y-%m-%d %H:%M}"

    @classmethod
    def claim(cls, pk: int) -> "JobRun | None":
        """The run, if nobody else has begun it."""
        waiting = cls.objects.filter(pk=pk, state=cls.State.WAITING)
        begun = waiting.update(state=cls.State.RUNNING, started=clock.now(), tries=models.F("tries") + 1)
        return cls.objects.get(pk=pk) if begun else None

    @classmethod
    def out_of_time(cls, now: datetime) -> models.Q:
        """Those of a time that is yet to come: written down while the clock was wrong."""
        return models.Q(error=cls.OUT_OF_TIME) | models.Q(due__gt=now + SKEW)

    @classmethod
    def set_aside(cls, now: datetime) -> None:
        """What is out of time must not hold up what is due, neither now nor when its time comes."""
        ahead = cls.objects.filter(cls.out_of_time(now)).exclude(error=cls.OUT_OF_TIME)
        ahead.update(state=cls.State.FAILED, error=cls.OUT_OF_TIME, ended=now)

    def end(self, error: str = "") -> None:
        self.state = self.State.FAILED if error else self.State.DONE
        self.error, self.ended = error, clock.now()
        self.save(update_fields=["state", "error", "ended"])


class Pulse(models.Model):
    """A worker of the background jobs, and when it was last seen at work."""

    worker = models.CharField(max_length=64, unique=True)
    seen = models.DateTimeField()

    class Meta:
        ordering = ("-seen",)

    def __str__(self):
        return self.worker
