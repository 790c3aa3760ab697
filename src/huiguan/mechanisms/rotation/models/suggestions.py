"""What was advised to a host firm, and what became of it."""

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo
from huiguan.mechanisms.rotation.models.handovers import Handover
from huiguan.mechanisms.rotation.models.turns import Turn


class Topic(models.TextChoices):
    MANAGEMENT = "management", _("经营管理")
    TECHNOLOGY = "technology", _("技术改造")
    MARKET = "market", _("市场销售")
    FINANCE = "finance", _("融资")
    LABOUR = "labour", _("用工")
    SAFETY = "safety", _("安全环保")
    BRAND = "brand", _("品牌")
    DIGITAL = "digital", _("数字化")
    COMPLIANCE = "compliance", _("合规")
    LOGISTICS = "logistics", _("物流")
    SUCCESSION = "succession", _("传承接班")
    BUSINESS_CLIMATE = "business_climate", _("营商环境")
    OTHER = "other", _("其他")


class SuggestionState(models.TextChoices):
    PROPOSED = "proposed", _("待答复")
    ACCEPTED = "accepted", _("已采纳")
    DECLINED = "declined", _("未采纳")
    DONE = "done", _("已落实")


class Suggestion(Record):
    """One piece of advice to one host firm of a turn."""

    reach_to = ReachTo("rotation.view", node="turn__scheme__node", subjects=("organization",))
    searched = ("text", "number")
    desk = "suggestions"

    number = models.CharField(_("编号"), max_length=20, editable=False)
    turn = models.ForeignKey(Turn, models.PROTECT, related_name="suggestions", verbose_name=_("期次"))
    organization = models.ForeignKey(
        "register.Organization", models.PROTECT, related_name="rotation_suggestions", verbose_name=_("给哪家企业")
    )
    proposer = models.ForeignKey(
        "register.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("提出人")
    )
    proposed_by = models.CharField(_("提出人（不在册）"), max_length=60, blank=True)
    proposed_on = models.DateField(_("提出日期"))
    topic = models.CharField(_("方面"), max_length=20, choices=Topic)
    text = models.TextField(_("建议内容"))
    state = models.CharField(
        _("状态"), max_length=10, choices=SuggestionState, default=SuggestionState.PROPOSED, editable=False
    )

    class Meta(Record.Meta):
        ordering = ("-proposed_on", "-pk")
        verbose_name = _("意见建议")
        indexes = [models.Index(fields=["tenant", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="suggestion_number_once"),
            models.CheckConstraint(condition=models.Q(state__in=SuggestionState.values), name="suggestion_state_known"),
        ]

    def __str__(self):
        return self.number

    @property
    def gist(self) -> str:
        """The first words of it, by which a person knows it."""
        return Truncator(self.text).chars(28, truncate="…")

    @property
    def byline(self) -> str:
        """To which firm it was given: what stands below it outside its own page."""
        return str(self.organization)

    @property
    def with_turn(self) -> Turn | None:
        """The turn that looks after it now, if it was carried on and that turn is within reach."""
        last = self.carries.order_by("handover__handed_on", "pk").values_list("handover__to").last()
        return Turn.objects.filter(pk=last[0]).first() if last else None


class OfSuggestion(Record):
    """A fact that only some suggestions have."""

    reach_to = ReachTo("rotation.view", node="suggestion__turn__scheme__node", subjects=("suggestion__organization",))

    class Meta(Record.Meta):
        abstract = True

    def __str__(self):
        return str(self.suggestion)


class Carry(OfSuggestion):
    """A suggestion that was still open when its turn was handed over and went on to the next."""

    desk = "carries"
    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="carries")
    handover = models.ForeignKey(Handover, models.CASCADE, related_name="carries")

    class Meta(OfSuggestion.Meta):
        verbose_name = _("结转")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "suggestion", "handover"], name="carry_once_a_handover")
        ]


class Undertaking(OfSuggestion):
    """The host has taken a suggestion up: who sees to it, by when."""

    desk = "undertakings"
    suggestion = models.OneToOneField(Suggestion, models.CASCADE, related_name="undertaking")
    owner = models.CharField(_("落实人"), max_length=60)
    due = models.DateField(_("期限"), null=True, blank=True)

    class Meta(OfSuggestion.Meta):
        verbose_name = _("采纳")


class Result(OfSuggestion):
    """What came of a suggestion."""

    desk = "results"
    suggestion = models.OneToOneField(Suggestion, models.CASCADE, related_name="result")
    text = models.TextField(_("落实结果"))
    on = models.DateField(_("落实日期"))

    class Meta(OfSuggestion.Meta):
        verbose_name = _("落实结果")


class Judgement(OfSuggestion):
    """The host firm's own word on whether a suggestion was of use."""

    desk = "judgements"
    suggestion = models.OneToOneField(Suggestion, models.CASCADE, related_name="judgement")
    useful = models.BooleanField(_("是否有效"))
    words = models.CharField(_("评语"), max_length=200, blank=True)
    on = models.DateField(_("评价日期"))

    class Meta(OfSuggestion.Meta):
        verbose_name = _("评价")
