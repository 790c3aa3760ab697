"""What is done about an appeal: by which unit, what it said, what was asked and granted on the way."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.mechanisms.appeals.models.appeals import Appeal, OfAppeal
from huiguan.mechanisms.appeals.models.reach import AT_WORK, ReachBehindTheVeil
from huiguan.mechanisms.appeals.models.tables import Diverted, Ending


class AssignmentState(models.TextChoices):
    GIVEN = "given", _("已交办")
    ACKNOWLEDGED = "acknowledged", _("已签收")
    OBJECTED = "objected", _("提了异议")
    ANSWERED = "answered", _("已答复")
    WITHDRAWN = "withdrawn", _("已收回")


class Assignment(OfAppeal):
    """One unit that is to deal with an appeal: the lead, which answers, or one that helps it."""

    names_to_readers = ("unit",)

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="assignments", editable=False)
    unit = models.ForeignKey("register.Organization", models.PROTECT, related_name="+", verbose_name=_("承办单位"))
    is_lead = models.BooleanField(pgettext_lazy("诉求", "主办"), default=False)
    since = models.DateTimeField(_("交办时间"))
    state_since = models.DateTimeField(_("到现在这个状态的时间"), editable=False)
    note = models.TextField(_("交办要求"), blank=True)
    words = models.TextField(_("协办意见"), blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=AssignmentState, default=AssignmentState.GIVEN)

    class Meta(OfAppeal.Meta):
        ordering = ("-is_lead", "pk")
        verbose_name = _("交办")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "appeal"],
                condition=models.Q(is_lead=True, state__in=AT_WORK),
                name="assignment_one_lead",
                violation_error_message=_("主办单位只有一个"),
            ),
            models.UniqueConstraint(
                fields=["tenant", "appeal", "unit"],
                condition=models.Q(state__in=AT_WORK),
                name="assignment_once_a_unit",
                violation_error_message=_("这个单位已经在办了"),
            ),
        ]


class Diversion(OfAppeal):
    """It belongs elsewhere: to whom it was passed on, whether or not it goes on here as well."""

    appeal = models.OneToOneField(Appeal, models.PROTECT, related_name="diversion", editable=False)
    kind = models.CharField(_("属于"), max_length=12, choices=Diverted)
    to = models.CharField(_("转到哪里"), max_length=120)

    class Meta(OfAppeal.Meta):
        verbose_name = _("分流")


class Merger(OfAppeal):
    """It is the same as another, with which it goes on."""

    appeal = models.OneToOneField(Appeal, models.PROTECT, related_name="merger", editable=False)
    into = models.ForeignKey(Appeal, models.PROTECT, related_name="merged", verbose_name=_("并入"))

    class Meta(OfAppeal.Meta):
        verbose_name = _("并案")


class Contact(OfAppeal):
    """Somebody got in touch with whoever raised it."""

    reach_to = ReachBehindTheVeil.along("appeal__")
    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="contacts", editable=False)
    on = models.DateTimeField(_("什么时候"))
    note = models.TextField(_("联系情况"))

    class Meta(OfAppeal.Meta):
        ordering = ("on", "pk")
        verbose_name = _("联系企业")


class Opinion(OfAppeal):
    """What the unit says at first, before it answers."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="opinions", editable=False)
    on = models.DateTimeField(_("什么时候"))
    text = models.TextField(_("初步意见"))

    class Meta(OfAppeal.Meta):
        ordering = ("on", "pk")
        verbose_name = _("初步意见")


class Extension(OfAppeal):
    """More time for the answer: asked for, and granted or not."""

    class State(models.TextChoices):
        ASKED = "asked", _("待审批")
        GRANTED = "granted", _("已同意")
        REFUSED = "refused", _("未同意")

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="extensions", editable=False)
    days = models.PositiveSmallIntegerField(_("延长几个工作日"))
    reason = models.TextField(_("为什么"))
    asked_at = models.DateTimeField(_("申请时间"))
    decided_at = models.DateTimeField(_("审批时间"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.ASKED)

    class Meta(OfAppeal.Meta):
        ordering = ("asked_at", "pk")
        verbose_name = _("延期")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "appeal"],
                condition=models.Q(state="asked"),
                name="extension_one_at_a_time",
                violation_error_message=_("已经有一个延期申请在等审批"),
            )
        ]


class Answer(OfAppeal):
    """What was answered in one round: by the lead unit, or by the office itself; its files hang here."""

    desk = "answers"

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="answers", editable=False)
    round = models.PositiveSmallIntegerField(_("第几次答复"))
    unit = models.ForeignKey(
        "register.Organization", models.PROTECT, null=True, related_name="+", verbose_name=_("答复单位")
    )
    ending = models.ForeignKey(Ending, models.PROTECT, related_name="+", verbose_name=_("办结方式"))
    text = models.TextField(_("答复"))
    promised_on = models.DateField(_("承诺在哪天前办成"), null=True, blank=True)
    is_by_office = models.BooleanField(_("工商联代为登记"), default=False)
    on = models.DateTimeField(_("答复时间"))

    class Meta(OfAppeal.Meta):
        ordering = ("round",)
        verbose_name = _("答复")
        constraints = [models.UniqueConstraint(fields=["tenant", "appeal", "round"], name="answer_once_a_round")]


class Urging(OfAppeal):
    """The office or a leader asks those who handle it to get on with it."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="urgings", editable=False)
    on = models.DateTimeField(_("什么时候"))
    text = models.TextField(_("督办要求"))

    class Meta(OfAppeal.Meta):
        ordering = ("on", "pk")
        verbose_name = _("督办")


class Escalation(OfAppeal):
    """A leader is asked to see to it."""

    names_to_readers = ("person",)

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="escalations", editable=False)
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="+", verbose_name=_("报给哪位领导"))
    on = models.DateTimeField(_("什么时候"))
    text = models.TextField(_("请示事项"))
    heeded_at = models.DateTimeField(_("批示时间"), null=True, blank=True)
    words = models.TextField(_("批示"), blank=True)

    class Meta(OfAppeal.Meta):
        ordering = ("on", "pk")
        verbose_name = _("提级")
        constraints = [models.UniqueConstraint(fields=["tenant", "appeal", "person"], name="escalation_once_a_person")]


class Closing(OfAppeal):
    """It is over; gone when it is taken up again."""

    appeal = models.OneToOneField(Appeal, models.PROTECT, related_name="closing", editable=False)
    on = models.DateTimeField(_("办结时间"))
    is_confirmed = models.BooleanField(_("经企业确认"), default=True)

    class Meta(OfAppeal.Meta):
        verbose_name = _("办结")
