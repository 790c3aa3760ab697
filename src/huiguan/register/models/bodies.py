"""Terms and offices: who holds which post, from when to when. Posts never add up to a head-count."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.fields import PinyinKey
from huiguan.kernel.models import Node, NodeRecord, Record
from huiguan.kernel.reach import TENANT_WIDE, ReachTo
from huiguan.register.models.organizations import Organization
from huiguan.register.models.people import Person


class Term(NodeRecord):
    """A numbered term (届) of one body, with its planned end and, once over, its real one."""

    reach_to = ReachTo("register.view", node="node")
    desk = "terms"

    number = models.PositiveSmallIntegerField(_("届次"))
    starts = models.DateField(_("起"))
    planned_end = models.DateField(_("应届满"), null=True, blank=True)
    ends = models.DateField(_("实际届满"), null=True, blank=True)
    note = models.TextField(_("备注"), blank=True)

    class Meta(NodeRecord.Meta):
        ordering = ("-starts",)
        verbose_name = _("届次")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "node", "number"],
                name="term_once_a_body",
                violation_error_message=_("这一届已经登记过了"),
            ),
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="term_ends_after_it_starts",
                violation_error_message=_("届满不能早于起始"),
            ),
        ]

    def __str__(self):
        return _("%(body)s第%(number)s届") % {"body": self.node, "number": self.number}


class Body(models.TextChoices):
    """The kinds of body at which a post exists."""

    FEDERATION = "federation", _("工商联")
    CHAMBER = "chamber", _("商会")
    ANY = "any", _("都有")

    @classmethod
    def of(cls, node: Node) -> "Body":
        """The root of a tree is the federation; every other place is a chamber's."""
        return cls.FEDERATION if node.parent_id is None else cls.CHAMBER


class Post(Record):
    """A post that a body gives, in this tenant's words, and the role whose words it carries."""

    reach_to = TENANT_WIDE
    desk = "posts"

    code = models.SlugField(_("代号"), max_length=30)
    name = models.CharField(_("名称"), max_length=40)
    pinyin = PinyinKey(source="name")
    body = models.CharField(_("设在哪里"), max_length=12, choices=Body, default=Body.ANY)
    is_leading = models.BooleanField(_("属于领导班子"), default=False)
    is_committee = models.BooleanField(_("属于执行委员会"), default=False)
    role = models.CharField(_("系统角色"), max_length=30, blank=True)
    is_for_access = models.BooleanField(_("只为登录设立"), default=False)
    order = models.PositiveSmallIntegerField(_("排序"), default=100)

    class Meta(Record.Meta):
        ordering = ("order", "pinyin")
        verbose_name = _("职务")
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="post_once_a_tenant")]

    def __str__(self):
        return self.name

    def exists_at(self, node: Node) -> bool:
        return self.body in (Body.ANY, Body.of(node))

    @property
    def is_of_the_term(self) -> bool:
        """Whether it is filled anew with every term."""
        return self.is_leading or self.is_committee


def in_force(day=None) -> models.Q:
    """Offices held on that day (today if none is given)."""
    day = day or clock.today()
    return models.Q(starts__lte=day) & (models.Q(ends=None) | models.Q(ends__gte=day))


class Office(Record):
    """A post held from–to, by a person or by an organization, in one body."""

    reach_to = ReachTo("register.view", node="node", subjects=("person__organization", "organization"))
    desk = "offices"

    post = models.ForeignKey(Post, models.PROTECT, related_name="offices", verbose_name=_("职务"))
    node = models.ForeignKey(Node, models.PROTECT, related_name="offices", verbose_name=_("任职机构"))
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, verbose_name=_("届次"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="offices", verbose_name=_("任职人")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="offices", verbose_name=_("任职单位")
    )
    starts = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)
    end_reason = models.CharField(_("离任原因"), max_length=100, blank=True)

    class Meta(Record.Meta):
        ordering = ("post__order", "starts", "pk")
        verbose_name = _("任职")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, organization__isnull=True)
                | models.Q(person__isnull=True, organization__isnull=False),
                name="office_of_a_person_or_an_organization",
                violation_error_message=_("任职人和任职单位只能填一个"),
            ),
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="office_ends_after_it_starts",
                violation_error_message=_("离任不能早于任职"),
            ),
        ]

    def __str__(self):
        return f"{self.person or self.organization} · {self.post}"

    @property
    def byline(self) -> str:
        """What tells it from the other offices of the same holder."""
        return str(self.post)
