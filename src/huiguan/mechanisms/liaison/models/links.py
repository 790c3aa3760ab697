"""Who links to whom, from when to when, and why it is they."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.fields import PinyinKey
from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo
from huiguan.kernel.words import bracketed
from huiguan.mechanisms.liaison.models.linkers import Linker
from huiguan.mechanisms.liaison.models.reach import ReachToLinks
from huiguan.mechanisms.liaison.models.schemes import LinkScheme


class LinkTarget(Record):
    """What may be linked under a scheme: a chamber, a firm, or a project (of a firm or of nobody in the register)."""

    reach_to = ReachToLinks.along("", node="scheme__node")
    searched = ("name",)
    desk = "link_targets"

    scheme = models.ForeignKey(LinkScheme, models.CASCADE, related_name="targets", editable=False)
    organization = models.ForeignKey(
        "register.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="link_targets",
        verbose_name=_("商会或企业"),
    )
    project = models.CharField(_("项目"), max_length=60, blank=True, help_text=_("联系的是项目才填"))
    name = models.CharField(max_length=200, editable=False)
    pinyin = PinyinKey(source="name")
    starts = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)

    class Meta(Record.Meta):
        ordering = ("pinyin", "pk")
        verbose_name = _("联系对象")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organization__isnull=False) | ~models.Q(project=""),
                name="link_target_is_somebody",
                violation_error_message=_("请选商会或企业，或者填项目"),
            ),
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="link_target_ends_after_it_starts",
                violation_error_message=_("止期不能早于起期"),
            ),
            models.UniqueConstraint(
                fields=["tenant", "scheme", "organization", "project"],
                condition=models.Q(ends=None, organization__isnull=False),
                name="link_target_once_a_scheme",
                violation_error_message=_("已经在联系对象里了"),
            ),
            models.UniqueConstraint(
                fields=["tenant", "scheme", "project"],
                condition=models.Q(ends=None, organization__isnull=True),
                name="link_target_project_once_a_scheme",
                violation_error_message=_("这个项目已经在联系对象里了"),
            ),
        ]

    def save(self, *args, **kwargs):
        self.name = self.called()
        super().save(*args, **kwargs)

    def called(self) -> str:
        """The project with the firm whose it is, or the organization alone."""
        if not self.project:
            return str(self.organization)
        return bracketed(self.project, str(self.organization) if self.organization else "")

    def __str__(self):
        return self.called()


class PairRule(Record):
    """A leader links to this one in any case, or never, and why."""

    reach_to = ReachTo("liaison.inspect", node="linker__scheme__node")
    desk = "pair_rules"

    class Kind(models.TextChoices):
        MUST = "must", _("一定由他（她）联系")
        MUST_NOT = "must_not", _("不能由他（她）联系")

    linker = models.ForeignKey(Linker, models.CASCADE, related_name="pair_rules", verbose_name=_("领导"))
    target = models.ForeignKey(LinkTarget, models.CASCADE, related_name="pair_rules", verbose_name=_("联系对象"))
    kind = models.CharField(_("怎样"), max_length=10, choices=Kind, default=Kind.MUST)
    why = models.CharField(_("原因"), max_length=100)

    class Meta(Record.Meta):
        ordering = ("linker__pinyin", "target__pinyin", "pk")
        verbose_name = _("指定与回避")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "linker", "target"],
                name="pair_rule_once",
                violation_error_message=_("这一对已经有规定了"),
            ),
            models.CheckConstraint(condition=models.Q(kind__in=["must", "must_not"]), name="pair_rule_kind_known"),
        ]

    def __str__(self):
        return f"{self.linker} · {self.target}"


class Link(Record):
    """A leader and whom they are linked to, from–to. Who takes over has one of their own."""

    reach_to = ReachToLinks.along("target__", node="linker__scheme__node")
    desk = "links"

    linker = models.ForeignKey(Linker, models.PROTECT, related_name="links", verbose_name=_("领导"))
    target = models.ForeignKey(LinkTarget, models.PROTECT, related_name="links", verbose_name=_("联系对象"))
    starts = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)
    by_hand = models.BooleanField(_("手工安排"), default=False, editable=False)
    reasons = models.JSONField(default=list, editable=False)
    took_over = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="handed_to", verbose_name=_("接自")
    )
    end_reason = models.CharField(_("为什么结束"), max_length=100, blank=True, editable=False)

    class Meta(Record.Meta):
        ordering = ("-starts", "linker__pinyin", "pk")
        verbose_name = _("联系关系")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="link_ends_after_it_starts",
                violation_error_message=_("止期不能早于起期"),
            ),
            models.UniqueConstraint(
                fields=["tenant", "linker", "target"],
                condition=models.Q(ends=None),
                name="link_once",
                violation_error_message=_("这一对已经在联系了"),
            ),
        ]

    def __str__(self):
        return f"{self.linker} · {self.target}"
