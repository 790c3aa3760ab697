"""What a leader and those linked to them had to do with each other."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.models import Record
from huiguan.kernel.words import listed
from huiguan.mechanisms.liaison.models.linkers import Linker
from huiguan.mechanisms.liaison.models.links import LinkTarget
from huiguan.mechanisms.liaison.models.reach import ReachToLinks
from huiguan.mechanisms.liaison.models.schemes import ContactKind


class ContactState(models.TextChoices):
    PLANNED = "planned", _("已约定")
    HELD = "held", _("已联系")
    CALLED_OFF = "called_off", _("已取消")


class Contact(Record):
    """One contact of a leader: a visit, a call, a talk … with one or several of those linked; counted once.

    What was told and heard is kept with each of them (``Talk``). A gathering is an activity, and kept there once.
    """

    reach_to = ReachToLinks.along("talks__target__", node="linker__scheme__node")
    desk = "link_contacts"
    known_by_day = ("create",)

    linker = models.ForeignKey(Linker, models.PROTECT, related_name="contacts", verbose_name=_("领导"))
    kind = models.CharField(_("联系方式"), max_length=12, choices=ContactKind, default=ContactKind.VISIT)
    on = models.DateField(_("哪天"))
    place = models.CharField(_("地点"), max_length=120, blank=True)
    activity = models.ForeignKey(
        "activities.Activity", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("活动")
    )
    entered_on = models.DateField(_("登记日期"), null=True, editable=False)
    state = models.CharField(
        _("状态"), max_length=10, choices=ContactState, default=ContactState.PLANNED, editable=False
    )

    class Meta(Record.Meta):
        ordering = ("-on", "-pk")
        verbose_name = _("联系记录")
        indexes = [models.Index(fields=["tenant", "linker", "on"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=ContactKind.values), name="contact_kind_known"),
            models.CheckConstraint(condition=models.Q(state__in=ContactState.values), name="contact_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state="held") | models.Q(entered_on__isnull=False), name="contact_held_was_entered"
            ),
        ]

    def __str__(self):
        with_whom = listed(talk.target for talk in self.talks.all())
        facts = {"who": self.linker, "kind": self.get_kind_display(), "targets": with_whom}
        return _("%(who)s%(kind)s：%(targets)s") % facts

    @property
    def due(self) -> date:
        """The day by which it is to be entered."""
        return self.on + timedelta(days=self.linker.scheme.record_days)

    @property
    def days_late(self) -> int:
        """How many days after that it was entered."""
        return max((self.entered_on - self.due).days, 0) if self.entered_on else 0


class Talk(Record):
    """What was told to one of those linked at a contact, and what was heard: theirs to read, nobody else's."""

    reach_to = ReachToLinks.along("target__", node="contact__linker__scheme__node")
    searched = ("told", "heard")
    desk = "talks"

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="talks", editable=False)
    target = models.ForeignKey(LinkTarget, models.PROTECT, related_name="talks", verbose_name=_("联系对象"))
    told = models.TextField(_("通报了什么"), blank=True)
    heard = models.TextField(_("听到了什么"), blank=True)

    class Meta(Record.Meta):
        ordering = ("target__pinyin", "pk")
        verbose_name = _("联系内容")
        constraints = [models.UniqueConstraint(fields=["tenant", "contact", "target"], name="talk_once_a_contact")]

    def __str__(self):
        return str(self.target)
