"""What an activity asks its guests beside whether they come, and what they said. Every question may be left open."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models.activities import Activity
from huiguan.activities.models.invitations import Invitation
from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo

LONGEST = 200  # characters of an answer


class AnswerKind(models.TextChoices):
    """How a question is answered."""

    WORDS = "words", _("写一句话")
    YES_NO = "yes_no", _("是或否")
    CHOICE = "choice", _("选一项")


class Question(Record):
    """One question of one activity: where guests stay, what they eat, by which train they come."""

    reach_to = ReachTo("activities.view", node="activity__node")
    desk = "questions"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="questions", editable=False)
    text = models.CharField(_("问什么"), max_length=80)
    answered_by = models.CharField(_("怎么答"), max_length=6, choices=AnswerKind, default=AnswerKind.WORDS)
    options = models.TextField(_("有哪几项"), blank=True)
    order = models.PositiveSmallIntegerField(_("排序"), default=10)

    class Meta(Record.Meta):
        ordering = ("order", "pk")
        verbose_name = _("问客人的问题")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "activity", "text"],
                name="question_once_an_activity",
                violation_error_message=_("这个问题已经问了"),
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by__in=AnswerKind.values), name="question_answered_somehow"
            ),
            models.CheckConstraint(
                condition=~models.Q(answered_by="choice") | ~models.Q(options=""),
                name="question_has_options",
                violation_error_message=_("选一项的，请写有哪几项，一行一项"),
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def listed_options(self) -> list[str]:
        return list(dict.fromkeys(filter(None, (line.strip() for line in self.options.splitlines()))))


class Answer(Record):
    """What one guest said to one question."""

    reach_to = ReachTo("activities.view", node="invitation__activity__node")
    desk = "answers"

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="answers", editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers", editable=False)
    text = models.CharField(_("回答"), max_length=LONGEST)

    class Meta(Record.Meta):
        ordering = ("question__order", "question")
        verbose_name = _("客人的回答")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "invitation", "question"], name="answer_once_a_question")
        ]

    def __str__(self):
        return self.text
