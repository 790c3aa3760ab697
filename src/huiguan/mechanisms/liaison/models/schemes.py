"""The rules by which leaders link to chambers and firms, as a document lays them down."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from huiguan.kernel.fields import PinyinKey
from huiguan.kernel.models import NodeRecord, Record
from huiguan.kernel.reach import ReachTo
from huiguan.kernel.spans import Span
from huiguan.mechanisms.liaison.models.reach import ReachToLinks

MOST = 100  # links of one leader, or leaders of one target


class Linked(models.TextChoices):
    CHAMBERS = "chambers", _("商会")
    FIRMS = "firms", _("企业")
    MEMBERS = "members", _("会员")
    PROJECTS = "projects", _("项目")
    MIXED = "mixed", _("商会、企业、项目都可以")


class LinkScheme(NodeRecord):
    """One set of rules with its document: how many each leader links to, for how long, by when contacts are entered.

    ``least`` and ``most`` are the links of each leader (nothing: no such bound), ``leaders_least`` and
    ``leaders_most`` the leaders of each chamber, firm or project.
    """

    reach_to = ReachToLinks.along("targets__", node="node")
    searched = ("name", "document")
    desk = "link_schemes"

    name = models.CharField(_("名称"), max_length=60)
    pinyin = PinyinKey(source="name")
    document = models.CharField(_("依据文件"), max_length=120, blank=True)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    issued_on = models.DateField(_("印发日期"), null=True, blank=True)
    starts = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)
    links_to = models.CharField(_("联系什么"), max_length=10, choices=Linked, default=Linked.CHAMBERS)
    least = models.PositiveSmallIntegerField(
        _("每位领导最少联系"), null=True, blank=True, default=2, help_text=_("不规定就不填")
    )
    most = models.PositiveSmallIntegerField(_("每位领导最多联系"), null=True, blank=True, default=3)
    leaders_least = models.PositiveSmallIntegerField(
        _("每个对象最少几位领导"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )
    leaders_most = models.PositiveSmallIntegerField(
        _("每个对象最多几位领导"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )
    months = models.PositiveSmallIntegerField(
        _("一次分工管几个月"), null=True, blank=True, help_text=_("到期重新分工；一直管到调整为止就不填")
    )
    record_days = models.PositiveSmallIntegerField(_("联系以后几天内登记"), default=7)

    class Meta(NodeRecord.Meta):
        ordering = ("-starts", "pinyin")
        verbose_name = _("联系方案")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="link_scheme_ends_after_it_starts",
                violation_error_message=_("止期不能早于起期"),
            ),
            models.CheckConstraint(
                condition=models.Q(least=None) | models.Q(most=None) | models.Q(most__gte=models.F("least")),
                name="link_scheme_least_to_most",
                violation_error_message=_("每位领导最多联系的，不能少于最少联系的"),
            ),
            models.CheckConstraint(
                condition=(models.Q(least=None) | models.Q(least__lte=MOST))
                & (models.Q(most=None) | models.Q(most__gte=1, most__lte=MOST)),
                name="link_scheme_links_in_bounds",
                violation_error_message=_("每位领导联系的在 1 至 100 之间"),
            ),
            models.CheckConstraint(
                condition=models.Q(leaders_least__gte=1, leaders_most__gte=models.F("leaders_least"))
                & models.Q(leaders_most__lte=MOST),
                name="link_scheme_leaders_least_to_most",
                violation_error_message=_("每个对象最多几位领导，不能少于最少几位，且在 1 至 100 之间"),
            ),
            models.CheckConstraint(
                condition=models.Q(months=None) | models.Q(months__gte=1, months__lte=120),
                name="link_scheme_months",
                violation_error_message=_("一次分工管 1 至 120 个月"),
            ),
            models.CheckConstraint(
                condition=models.Q(record_days__lte=366),
                name="link_scheme_record_days",
                violation_error_message=_("登记期限最多 366 天"),
            ),
            models.CheckConstraint(condition=models.Q(links_to__in=Linked.values), name="link_scheme_links_to_known"),
        ]

    def __str__(self):
        return self.name

    @property
    def counter(self) -> str:
        """How what is linked is counted: 3 家, 3 个."""
        one_by_one = self.links_to in (Linked.PROJECTS, Linked.MIXED)
        return pgettext("联系对象", "个") if one_by_one else pgettext("商会", "家")

    @property
    def sizes(self) -> str:
        """How many each leader links to, in words: 2–3 家."""
        least, most = self.least, self.most
        if least is None and most is None:
            return _("不限")
        if least is None or most is None:
            told = _("不超过 %(n)s %(counter)s") if least is None else _("不少于 %(n)s %(counter)s")
            return told % {"n": most if least is None else least, "counter": self.counter}
        count = str(least) if least == most else f"{least}–{most}"
        return _("%(count)s %(counter)s") % {"count": count, "counter": self.counter}


class Issuer(Record):
    """One of the bodies that issued the document of a scheme together."""

    reach_to = ReachTo("liaison.view", node="scheme__node")
    desk = "link_issuers"

    scheme = models.ForeignKey(LinkScheme, models.CASCADE, related_name="issuers", editable=False)
    organization = models.ForeignKey(
        "register.Organization", models.PROTECT, related_name="+", verbose_name=_("印发单位")
    )
    order = models.PositiveSmallIntegerField(_("排序"), default=1)

    class Meta(Record.Meta):
        ordering = ("order", "pk")
        verbose_name = _("印发单位")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "scheme", "organization"],
                name="link_issuer_once_a_scheme",
                violation_error_message=_("这个单位已经在印发单位里了"),
            )
        ]

    def __str__(self):
        return str(self.organization)


class ContactKind(models.TextChoices):
    VISIT = "visit", _("走访")
    PHONE = "phone", _("电话")
    LETTER = "letter", _("书信、信息")
    TALK = "talk", _("谈心")
    SEMINAR = "seminar", _("座谈")
    FIELD_STUDY = "field_study", _("调研")
    EVENT = "event", _("参加会议、活动")


class Minimum(Record):
    """How often at least: so many contacts of a kind (or any) in each month, quarter …, with each target or in all."""

    reach_to = ReachToLinks.along("scheme__targets__", node="scheme__node")
    desk = "link_minimums"

    scheme = models.ForeignKey(LinkScheme, models.CASCADE, related_name="minimums", editable=False)
    kind = models.CharField(
        _("联系方式"), max_length=12, choices=ContactKind, blank=True, help_text=_("哪一种都算就不选")
    )
    times = models.PositiveSmallIntegerField(_("至少几次"), default=1)
    span = models.CharField(_("多久以内"), max_length=8, choices=Span, default=Span.YEAR)
    with_each = models.BooleanField(
        _("对每个联系对象都要"), default=True, help_text=_("不勾选：这位领导对全部联系对象合计")
    )

    class Meta(Record.Meta):
        ordering = ("kind", "pk")
        verbose_name = _("最低联系次数")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(times__gte=1, times__lte=MOST),
                name="link_minimum_times",
                violation_error_message=_("次数在 1 至 100 之间"),
            ),
            models.CheckConstraint(condition=models.Q(span__in=Span.values), name="link_minimum_span_known"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["", *ContactKind.values]), name="link_minimum_kind_known"
            ),
            models.UniqueConstraint(
                fields=["tenant", "scheme", "kind", "span", "with_each"],
                name="link_minimum_once",
                violation_error_message=_("这种联系方式已经规定过了，请改那一条"),
            ),
        ]

    def __str__(self):
        facts = {"span": self.get_span_display(), "kind": self.kind_name, "n": self.times}
        if self.with_each:
            return _("对每个对象%(span)s%(kind)s至少 %(n)s 次") % facts
        return _("%(span)s%(kind)s合计至少 %(n)s 次") % facts

    @property
    def short(self) -> str:
        """每季度电话, with the number done and asked beside it."""
        facts = {"span": self.get_span_display(), "kind": self.kind_name}
        return (_("%(span)s%(kind)s") if self.with_each else _("%(span)s%(kind)s合计")) % facts

    @property
    def kind_name(self) -> str:
        return str(self.get_kind_display()) if self.kind else _("联系")
