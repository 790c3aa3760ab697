"""The word of whoever raised an appeal."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed
from huiguan.mechanisms.appeals.actions import telling
from huiguan.mechanisms.appeals.models import Appeal, Rating, Score
from huiguan.mechanisms.appeals.queries import last_answer


def rate(appeal: Appeal, *, by, score: str, words: str = "", may_be_told: bool = False) -> None:
    _write(appeal, score=score, words=words, may_be_told=may_be_told, on=clock.happened())
    telling.tell_office(appeal, _("企业已确认"))
    telling.tell_units(appeal, _("企业已确认"), only_lead=True)


def rate_by_phone(
    appeal: Appeal, *, by, score: str, whom: str, called_at: datetime, words: str = "", may_be_told: bool = False
) -> None:
    """Somebody of the office asked: whom, and when. Who asked stands in the step."""
    said = {"score": score, "words": words, "may_be_told": may_be_told}
    _write(appeal, on=called_at, by_phone=True, whom=whom, **said)
    telling.tell_filer(appeal, _("登记了您在电话里的评价；和您说的不一样，请提出重新办理"), str(Score(score).label))


def _write(appeal: Appeal, **said) -> None:
    answer = last_answer(appeal)
    if answer is None or Rating.objects.filter(answer=answer).exists():
        raise NotAllowed(_("这次答复已经评价过了"))
    Rating(answer=answer, **said).save()
