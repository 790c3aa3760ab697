"""A published text, what it claims, and what in the records each claim is tied to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo
from huiguan.reports.claims import Bound, Said

REPORTS = ReachTo("reports.view")


class Publication(Record):
    """A text that was published about the federation; only what it claims is kept, never the text."""

    reach_to = REPORTS
    desk = "publications"

    title = models.CharField(_("标题"), max_length=200)
    publisher = models.CharField(_("刊发单位"), max_length=100)
    published = models.DateField(_("刊发日期"))

    class Meta(Record.Meta):
        ordering = ("-published", "pk")
        verbose_name = _("刊发的文章")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "title", "published"], name="publication_once_a_tenant")
        ]

    def __str__(self):
        return _("《%(title)s》") % {"title": self.title}


class Kind(models.TextChoices):
    MEASURE = "measure", _("计量")
    DATE = "date", _("时间点")
    DURATION = "duration", _("时长")
    FREQUENCY = "frequency", _("频率")
    RANGE = "range", _("区间")
    ORDINAL = "ordinal", _("序数")
    RANK = "rank", _("排名或唯一")
    RATIO = "ratio", _("比例")
    ENUMERATED = "enumerated", _("由列举数出")
    IMPLIED_COUNT = "implied_count", _("隐含单次")
    VAGUE = "vague", _("不可计数的说法")


class Claim(Record):
    """One statement of a published text: its phrase as written, the number in it, and how firmly it is said."""

    reach_to = REPORTS
    desk = "claims"

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="claims", verbose_name=_("出处"))
    code = models.CharField(_("编号"), max_length=12)
    phrase = models.CharField(_("原文"), max_length=200)
    number = models.JSONField(_("数字"), null=True, blank=True)
    bound = models.CharField(_("说法"), max_length=20, choices=Bound)
    unit = models.CharField(_("单位"), max_length=40, blank=True)
    period = models.CharField(_("原文所指时间"), max_length=60, blank=True)
    subject = models.CharField(_("所说的事"), max_length=100)
    source_mechanism = models.CharField(_("来源分类"), max_length=20, blank=True)
    kind = models.CharField(_("类别"), max_length=16, choices=Kind)
    note = models.CharField(_("附注"), max_length=200, blank=True)
    cut_off = models.DateField(_("截至"))

    class Meta(Record.Meta):
        ordering = ("publication", "code")
        verbose_name = _("文章里的说法")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "publication", "code"], name="claim_once_a_publication"),
            models.CheckConstraint(condition=models.Q(bound__in=Bound.values), name="claim_bound_known"),
        ]

    def __str__(self):
        return self.phrase

    @property
    def said(self) -> Said:
        return Said(self.bound, self.number, listed=self.kind == Kind.ENUMERATED)


class Tie(Record):
    """One way of reading a claim in the records: a measure or an attribute by its key, narrowed, over a period.

    Without a start the period begins with the first record; without an end it ends at the claim's cut-off. With
    ``out_of`` the value is read as a percentage of that many.
    """

    reach_to = REPORTS
    desk = "ties"

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="ties")
    order = models.PositiveSmallIntegerField()
    figure = models.CharField(_("统计项"), max_length=60)
    filters = models.JSONField(_("限定"), default=dict)
    starts = models.DateField(_("起"), null=True)
    ends = models.DateField(_("止"), null=True)
    out_of = models.PositiveIntegerField(_("总数"), null=True)
    unit = models.CharField(_("单位"), max_length=20, blank=True)
    name = models.CharField(_("读法"), max_length=60, blank=True)

    class Meta(Record.Meta):
        ordering = ("claim", "order")
        verbose_name = _("对应的统计项")
        constraints = [models.UniqueConstraint(fields=["tenant", "claim", "order"], name="tie_in_its_place")]

    def __str__(self):
        return self.name or self.figure
