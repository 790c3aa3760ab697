"""What those linked asked, and what they were answered."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.models import Record
from huiguan.mechanisms.liaison.models.briefings import Receipt
from huiguan.mechanisms.liaison.models.contacts import Contact
from huiguan.mechanisms.liaison.models.linkers import Linker
from huiguan.mechanisms.liaison.models.links import LinkTarget
from huiguan.mechanisms.liaison.models.reach import ReachToLinks

TITLE = 80  # characters, of what is made from it elsewhere


class QuestionState(models.TextChoices):
    ASKED = "asked", _("待回复")
    ANSWERED = "answered", _("已回复")
    WITHDRAWN = "withdrawn", _("已撤回")


class Question(Record):
    """What one of those linked asked or raised, on a notice or at a contact, and what they were answered."""

    reach_to = ReachToLinks.along("target__", node="linker__scheme__node")
    searched = ("text",)
    desk = "link_questions"
    known_by_day = ("create",)

    linker = models.ForeignKey(Linker, models.PROTECT, related_name="questions", verbose_name=_("问哪位领导"))
    target = models.ForeignKey(LinkTarget, models.PROTECT, related_name="questions", verbose_name=_("谁提的"))
    receipt = models.ForeignKey(
        Receipt, models.PROTECT, null=True, editable=False, related_name="questions", verbose_name=_("通报")
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, editable=False, related_name="questions", verbose_name=_("联系记录")
    )
    text = models.TextField(_("提了什么"))
    asked_on = models.DateField(_("哪天提的"))
    state = models.CharField(
        _("状态"), max_length=10, choices=QuestionState, default=QuestionState.ASKED, editable=False
    )

    class Meta(Record.Meta):
        ordering = ("-asked_on", "-pk")
        verbose_name = _("联系中提出的问题")
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=QuestionState.values), name="link_question_state_known")
        ]

    def passed_on(self) -> dict[str, Any]:
        """What another room that takes this up begins with."""
        told = {"title": self.text[:TITLE], "text": self.text, "channel": "link"}
        return {**told, "organization": self.target.organization_id} if self.target.organization_id else told

    def __str__(self):
        return self.text if len(self.text) <= 40 else f"{self.text[:39]}…"


class Reply(Record):
    """What was answered to a question, by whom and when."""

    reach_to = ReachToLinks.along("question__target__", node="question__linker__scheme__node")
    desk = "link_replies"

    question = models.OneToOneField(Question, models.CASCADE, related_name="reply")
    text = models.TextField(_("回复"))
    replied_on = models.DateField(_("哪天回复的"))

    class Meta(Record.Meta):
        verbose_name = _("回复")

    def __str__(self):
        return self.text if len(self.text) <= 40 else f"{self.text[:39]}…"
