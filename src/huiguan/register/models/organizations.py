"""Bodies of every kind, as one tenant knows them."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.fields import EncryptedTextField, PersonKey, PinyinKey, masked, uuid7
from huiguan.kernel.models import Node, NodeRecord, Record
from huiguan.kernel.reach import TENANT_WIDE, ReachTo, Scope
from huiguan.register.tables import industries


class Kind(models.TextChoices):
    FIRM = "firm", _("企业")
    COOPERATIVE = "cooperative", _("合作社")
    INDIVIDUAL = "individual", _("个体工商户")
    CHAMBER = "chamber", pgettext_lazy("单数", "商会")
    FEDERATION = "federation", _("工商联")
    DEPARTMENT = "department", _("部门")
    BANK = "bank", _("银行")
    SCHOOL = "school", _("学校")
    HOSPITAL = "hospital", _("医院")
    VILLAGE = "village", _("村（居）")
    CHARITY = "charity", _("慈善组织")
    MEDIA = "media", _("媒体")
    SOCIETY = "society", _("社会组织")


ENTERPRISES = (Kind.FIRM, Kind.COOPERATIVE, Kind.INDIVIDUAL)  # those who do business on their own account


class Size(models.TextChoices):
    LARGE = "large", _("大型")
    MEDIUM = "medium", _("中型")
    SMALL = "small", _("小型")
    MICRO = "micro", _("微型")


class LocalSector(Record):
    """A grouping of trades as the county itself speaks of them, beside the national classification."""

    reach_to = TENANT_WIDE
    desk = "sectors"

    name = models.CharField(_("名称"), max_length=40)
    pinyin = PinyinKey(source="name")
    order = models.PositiveSmallIntegerField(_("排序"), default=100)

    class Meta(Record.Meta):
        ordering = ("order", "pinyin")
        verbose_name = _("本地行业")
        constraints = [models.UniqueConstraint(fields=["tenant", "name"], name="sector_once_a_tenant")]

    def __str__(self):
        return self.name


class Tag(Record):
    """A word pinned on organizations so that they are found together."""

    reach_to = TENANT_WIDE
    desk = "tags"

    class Hue(models.TextChoices):
        SLATE = "slate", _("灰")
        VIOLET = "violet", _("紫")
        JADE = "jade", _("绿")
        SKY = "sky", _("蓝")
        GOLD = "gold", _("金")
        BRAND = "brand", _("红")

    name = models.CharField(_("名称"), max_length=20)
    pinyin = PinyinKey(source="name")
    hue = models.CharField(_("颜色"), max_length=10, choices=Hue, default=Hue.SLATE)
    reserved = models.BooleanField(
        _("只由工商联贴"),
        default=False,
        help_text=_("认定、荣誉一类的标签勾上：商会看得到，但不能给自己归口的组织加上或去掉它"),
    )

    class Meta(Record.Meta):
        ordering = ("pinyin", "pk")
        verbose_name = _("标签")
        constraints = [models.UniqueConstraint(fields=["tenant", "name"], name="tag_once_a_tenant")]

    def __str__(self):
        return self.name


def belonging(day: date) -> models.Q:
    """Affiliations that hold on a day; an unknown beginning counts as long ago."""
    return (models.Q(starts=None) | models.Q(starts__lte=day)) & (models.Q(ends=None) | models.Q(ends__gte=day))


def members_within(scope: Scope) -> models.QuerySet:
    """The organizations that belong to a place of this scope today."""
    return Affiliation.everywhere.filter(scope.nodes("node"), belonging(clock.today())).values("organization")


def about_members(model: type[models.Model], lookups: Iterable[str], scope: Scope) -> models.Q:
    """Rows of which one of these lookups leads to such an organization; no row comes twice."""
    members, found = members_within(scope), models.Q(pk__in=())
    for lookup in lookups:
        found |= models.Q(**{f"{lookup}__in": members})
    return models.Q(pk__in=model._base_manager.filter(found).values("pk"))


class ReachToMembers(ReachTo):
    """Whoever reaches a node also reaches the organizations that belong to it today, and what is kept of them.

    Reached is not administered: who may change a record is asked of the node at which it is registered.
    """

    def q(self, model, scope):
        found = super().q(model, scope)
        if scope.whole or not (scope.here or scope.below):
            return found
        return found | models.Q(**{f"{self.subjects[0]}__in": members_within(scope)})


class Organization(NodeRecord):
    """One body: a firm, a chamber, a department, a school … The same one may recur in another tenant's books."""

    reach_to = ReachToMembers("register.view", node="node", subjects=("pk",))
    searched = ("name", "short", "former", "uscc", "legal_rep")
    picked_with = ("region",)
    desk = "organizations"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(_("类别"), max_length=12, choices=Kind, default=Kind.FIRM)
    name = models.CharField(_("名称"), max_length=120)
    pinyin = PinyinKey(source="name")
    short = models.CharField(_("简称"), max_length=40, blank=True)
    former = models.CharField(_("曾用名"), max_length=200, blank=True)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    region = models.ForeignKey("register.Region", models.PROTECT, null=True, blank=True, verbose_name=_("所在地"))
    section = models.CharField(_("行业门类"), max_length=1, blank=True, choices=sorted(industries.SECTIONS.items()))
    division = models.CharField(_("行业大类"), max_length=2, blank=True)
    local_sector = models.ForeignKey(LocalSector, models.PROTECT, null=True, blank=True, verbose_name=_("本地行业"))
    tags = models.ManyToManyField(Tag, blank=True, verbose_name=_("标签"), related_name="organizations")
    size = models.CharField(_("规模"), max_length=8, blank=True, choices=Size)
    founded = models.DateField(_("成立日期"), null=True, blank=True)
    ended = models.DateField(_("注销日期"), null=True, blank=True)
    legal_rep = models.CharField(_("法定代表人（负责人）"), max_length=40, blank=True)
    staff = models.PositiveIntegerField(_("从业人数"), null=True, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    note = models.TextField(_("备注"), blank=True)
    own_node = models.OneToOneField(
        Node, models.PROTECT, null=True, blank=True, editable=False, related_name="organization"
    )

    class Meta(NodeRecord.Meta):
        ordering = ("pinyin", "pk")
        verbose_name = _("组织")
        indexes = [
            models.Index(fields=["tenant", "pinyin", "id"]),
            models.Index(fields=["tenant", "kind", "pinyin", "id"]),
            models.Index(fields=["tenant", "section"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "uscc"],
                condition=~models.Q(uscc=""),
                name="organization_one_a_code",
                violation_error_message=_("这个统一社会信用代码已经登记过了"),
            ),
            models.CheckConstraint(
                condition=models.Q(ended=None) | models.Q(founded=None) | models.Q(ended__gte=models.F("founded")),
                name="organization_ends_after_it_begins",
                violation_error_message=_("注销日期不能早于成立日期"),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def picked_note(self) -> str:
        place = str(self.region) if self.region_id else ""
        return " · ".join(filter(None, [str(self.get_kind_display()), place, self.uscc]))

    @property
    def trade(self) -> str:
        """The industry in words, as far as it is known."""
        division = industries.DIVISIONS.get(self.division)
        return division.name if division else industries.SECTIONS.get(self.section, "")


class Contact(Record):
    """Somebody to reach at an organization: a name, a post, a number that is kept encrypted."""

    reach_to = ReachToMembers("register.contacts", node="organization__node", subjects=("organization",))
    desk = "contacts"

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="contacts", editable=False)
    name = models.CharField(_("姓名"), max_length=40)
    pinyin = PersonKey(source="name")
    post = models.CharField(_("职务"), max_length=40, blank=True)
    phone = EncryptedTextField(_("电话"), blank=True)
    is_main = models.BooleanField(_("主要联系人"), default=False)

    class Meta(Record.Meta):
        ordering = ("-is_main", "pinyin")
        verbose_name = _("联系人")

    def __str__(self):
        return self.name

    @property
    def masked_phone(self) -> str:
        return masked(self.phone)


class Affiliation(Record):
    """This organization belongs to that node, from–to."""

    reach_to = ReachTo("register.view", node="node", subjects=("organization",))
    desk = "affiliations"

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="affiliations")
    node = models.ForeignKey(Node, models.PROTECT, related_name="affiliations", verbose_name=_("所属商会"))
    role = models.CharField(_("身份"), max_length=40, blank=True)
    starts = models.DateField(_("起"), null=True, blank=True)
    ends = models.DateField(_("止"), null=True, blank=True)

    class Meta(Record.Meta):
        ordering = ("node__pinyin", "pk")
        verbose_name = _("所属关系")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "organization", "node"],
                condition=models.Q(ends=None),
                name="affiliation_once_at_a_time",
                violation_error_message=_("已经在这个商会里了"),
            )
        ]

    def __str__(self):
        return f"{self.organization} · {self.node}"
