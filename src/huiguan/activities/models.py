"""When it happens: one record for every gathering, whoever it serves."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel.fields import PinyinKey, uuid7
from huiguan.kernel.models import NodeRecord, Record
from huiguan.kernel.reach import TENANT_WIDE, ReachTo, Scope, apart


class ActivityKind(Record):
    """A kind of gathering in this tenant's words."""

    reach_to = TENANT_WIDE
    desk = "activity_kinds"

    code = models.SlugField(_("代号"), max_length=30)
    name = models.CharField(_("名称"), max_length=20)
    pinyin = PinyinKey(source="name")
    order = models.PositiveSmallIntegerField(_("排序"), default=100)

    class Meta(Record.Meta):
        ordering = ("order", "pinyin")
        verbose_name = _("活动类型")
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="activity_kind_once_a_tenant")]

    def __str__(self):
        return self.name


class ActivityState(models.TextChoices):
    PLANNED = "planned", _("筹备中")
    HELD = "held", _("已举办")
    CANCELLED = "cancelled", _("已取消")


class Readers(models.TextChoices):
    HOSTS = "hosts", _("只给主办单位")
    GUESTS = "guests", _("主办和参加的单位")


@dataclass(frozen=True)
class ReachToActivities(ReachTo):
    """Its place and its hosts; who only came, where the activity is open to them.

    A guest without that has their own row of the list, and no way to the activity itself: what was said to one host is
    not for whoever went along.
    """

    guests: str = "participations__organization"

    def q(self, model: type[models.Model], scope: Scope) -> models.Q:
        found = super().q(model, scope)
        if scope.whole or not scope.subjects:
            return found
        came = models.Q(**{f"{self.guests}__in": scope.subjects, "minutes_for": Readers.GUESTS})
        return found | apart(model, came)


class Activity(NodeRecord):
    """One gathering: what, when, where, who invited, who came, what was said and what followed."""

    reach_to = ReachToActivities("activities.view", node="node", subjects=("hosts__organization",))
    searched = ("title", "place")
    desk = "activities"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.ForeignKey(ActivityKind, models.PROTECT, verbose_name=_("类型"))
    title = models.CharField(_("名称"), max_length=120)
    pinyin = PinyinKey(source="title")
    starts = models.DateTimeField(_("开始"))
    ends = models.DateTimeField(_("结束"), null=True, blank=True)
    place = models.CharField(_("地点"), max_length=120, blank=True)
    purpose = models.TextField(_("主题与目的"), blank=True)
    minutes = models.TextField(_("纪要"), blank=True)
    follow_up = models.TextField(_("后续落实"), blank=True)
    minutes_for = models.CharField(
        _("纪要和材料给谁看"),
        max_length=10,
        choices=Readers,
        default=Readers.HOSTS,
        help_text=_("管这件事的单位总看得到；参加的单位不能看的，只看得到时间、地点、主办和自己的人"),
    )
    state = models.CharField(
        _("状态"), max_length=10, choices=ActivityState, default=ActivityState.PLANNED, editable=False
    )

    class Meta(NodeRecord.Meta):
        ordering = ("-starts", "-pk")
        verbose_name = _("活动")
        verbose_name_plural = _("活动")
        indexes = [models.Index(fields=["tenant", "-starts", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="activity_ends_after_it_starts",
                violation_error_message=_("结束时间不能早于开始时间"),
            ),
            models.CheckConstraint(condition=models.Q(state__in=ActivityState.values), name="activity_state_known"),
            models.CheckConstraint(condition=models.Q(minutes_for__in=Readers.values), name="activity_readers_known"),
        ]

    def __str__(self):
        return self.title

    @property
    def beside_title(self) -> list[str]:
        """Its kind and its place, as far as the title does not say them already."""
        return [part for part in (str(self.kind), self.place) if part and part not in self.title]


class Host(Record):
    """An organization that holds an activity, alone or with others; one of them leads."""

    reach_to = ReachTo(
        "activities.view",
        node="activity__node",
        subjects=("organization", "activity__hosts__organization", "activity__participations__organization"),
    )
    desk = "hosts"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="hosts")
    organization = models.ForeignKey("register.Organization", models.PROTECT, related_name="hosted")
    is_lead = models.BooleanField(_("牵头"), default=False)

    class Meta(Record.Meta):
        ordering = ("-is_lead", "pk")
        verbose_name = _("主办单位")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "activity", "organization"],
                name="host_once_an_activity",
                violation_error_message=_("这个单位已经是主办单位了"),
            ),
            models.UniqueConstraint(
                fields=["tenant", "activity"],
                condition=models.Q(is_lead=True),
                name="host_one_lead_an_activity",
                violation_error_message=_("已经有牵头单位了；要换，请先去掉原来那一家的“牵头”"),
            ),
        ]

    def __str__(self):
        return str(self.organization)


class Participation(Record):
    """Who came: a person for an organization, in a role. Heads (人) are persons, attendances (人次) are these rows."""

    reach_to = ReachTo("activities.view", node="activity__node", subjects=("organization",))
    desk = "participations"

    class Role(models.TextChoices):
        ATTENDEE = "attendee", _("参加")
        HOST = "host", _("主持")
        SPEAKER = "speaker", _("发言")
        GUEST = "guest", _("嘉宾")
        STAFF = "staff", _("工作人员")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="participations", editable=False)
    organization = models.ForeignKey(
        "register.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=pgettext_lazy("组织", "单位"),
    )
    person = models.ForeignKey(
        "register.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=pgettext_lazy("单数", "人员"),
    )
    name = models.CharField(_("姓名（不在册的人）"), max_length=40, blank=True)
    role = models.CharField(_("身份"), max_length=10, choices=Role, default=Role.ATTENDEE)

    class Meta(Record.Meta):
        ordering = ("pk",)
        verbose_name = _("参加人员")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "activity", "person"],
                condition=models.Q(person__isnull=False),
                name="participation_once_a_person",
                violation_error_message=_("这个人已经在名单里了"),
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(name="") | models.Q(organization__isnull=False),
                name="participation_of_somebody",
                violation_error_message=_("请填写人员、姓名或单位"),
            ),
        ]

    def __str__(self):
        return str(self.person or self.name or self.organization)

    @property
    def byline(self) -> str:
        """What stands below the name outside the activity's own page."""
        place = f" · {self.organization}" if self.organization_id and (self.person_id or self.name) else ""
        return f"{self.activity}{place} · {self.get_role_display()}"
