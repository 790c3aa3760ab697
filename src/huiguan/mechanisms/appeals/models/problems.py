"""What many firms ask: one problem behind many appeals, and what was proposed so that it does not come again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.models import NodeRecord, Record
from huiguan.kernel.reach import ReachTo
from huiguan.mechanisms.appeals.models.appeals import Appeal, OfAppeal
from huiguan.mechanisms.appeals.models.tables import Category


class CommonProblem(NodeRecord):
    """One problem that several appeals have in common. Each of them goes on by itself; what is answered may be one."""

    reach_to = ReachTo("appeals.view", node="node")
    searched = ("title", "text")
    desk = "problems"

    title = models.CharField(_("问题"), max_length=80)
    text = models.TextField(_("共同的情况"), blank=True)
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, verbose_name=_("类别"))

    class Meta(NodeRecord.Meta):
        ordering = ("-pk",)
        verbose_name = _("共性问题")

    def __str__(self):
        return self.title


class ProblemPart(OfAppeal):
    """One appeal that belongs to a common problem."""

    desk = "problem_parts"

    appeal = models.OneToOneField(Appeal, models.PROTECT, related_name="problem_part", verbose_name=_("诉求"))
    problem = models.ForeignKey(
        CommonProblem, models.PROTECT, related_name="parts", verbose_name=_("共性问题"), editable=False
    )

    class Meta(OfAppeal.Meta):
        verbose_name = _("归入共性问题")


class PolicySuggestion(Record):
    """What was proposed to whoever can change the rule, and what they said to it."""

    reach_to = ReachTo("appeals.view", node="problem__node")
    desk = "policy_suggestions"

    problem = models.ForeignKey(CommonProblem, models.PROTECT, related_name="suggestions", editable=False)
    to = models.CharField(_("报给哪个部门"), max_length=120)
    text = models.TextField(_("政策建议"))
    sent_on = models.DateField(_("报送日期"), null=True, blank=True)
    reply = models.TextField(_("采纳情况"), blank=True)

    class Meta(Record.Meta):
        ordering = ("pk",)
        verbose_name = _("政策建议")

    def __str__(self):
        return self.to
