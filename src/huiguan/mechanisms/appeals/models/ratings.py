"""What whoever raised an appeal says of the answer. Nobody else's word, and nobody's to change."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.fields import EncryptedTextField
from huiguan.kernel.reach import Reach
from huiguan.mechanisms.appeals.models.appeals import OfAppeal
from huiguan.mechanisms.appeals.models.reach import ReachToAppeals
from huiguan.mechanisms.appeals.models.work import Answer


class Score(models.TextChoices):
    SATISFIED = "satisfied", _("满意")
    FAIRLY = "fairly", _("基本满意")
    DISSATISFIED = "dissatisfied", _("不满意")


class RatingIsFinal(TypeError):
    """Somebody tried to change or to remove what a firm has said."""


class Rating(OfAppeal):
    """One word on one answer: given by the filer, or asked for by telephone and then it says who called whom, when.

    Written once. It is never changed and never deleted.
    """

    reach_to = ReachToAppeals.along("answer__appeal__")
    desk = "ratings"

    answer = models.OneToOneField(Answer, models.PROTECT, related_name="rating", editable=False)
    score = models.CharField(_("评价"), max_length=12, choices=Score)
    words = models.TextField(_("评语"), blank=True)
    may_be_told = models.BooleanField(_("同意不写名字公开"), default=False)
    by_phone = models.BooleanField(_("电话回访"), default=False)
    whom = EncryptedTextField(_("接电话的人"), blank=True)
    on = models.DateTimeField(_("评价时间"))

    class Meta(OfAppeal.Meta):
        ordering = ("-on", "-pk")
        verbose_name = _("评价")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(by_phone=False) | ~models.Q(whom=""), name="rating_by_phone_says_whom"
            )
        ]

    @classmethod
    def reach_q(cls, reach: Reach) -> models.Q:
        return cls.reach_to.of(cls, reach)

    def __str__(self):
        return str(self.answer)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise RatingIsFinal(f"rating {self.pk} stands as it was given")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any):
        raise RatingIsFinal(f"rating {self.pk} stands as it was given")
