"""What a firm says to a visit. A visit without its consent is shown as such, and not refused."""

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities.actions import visiting
from huiguan.activities.forms.visiting import (
    AnotherDayForm,
    AnswerForm,
    NoteAnotherDayForm,
    NoteForm,
)
from huiguan.activities.models import Consent, Visit
from huiguan.activities.rules import arranges, by_itself, is_still_planned
from huiguan.activities.visit_rules import answers, asks_the_firm, is_not_answered_by_the_firm, notes_an_answer
from huiguan.kernel.flow import Flow, Move, Wait

NOT_ASKED, ASKED, AGREED = Consent.NOT_ASKED, Consent.ASKED, Consent.AGREED
ANOTHER_DAY, DECLINED = Consent.ANOTHER_DAY, Consent.DECLINED


def _day(visit: Visit):
    return timezone.localdate(visit.activity.starts)


class VisitFlow(Flow):
    """The firm answers and may answer otherwise; what staff heard by telephone stands until it answers itself."""

    model = Visit

    agree = Move(
        (NOT_ASKED, ASKED, ANOTHER_DAY, DECLINED),
        AGREED,
        answers,
        pgettext_lazy("企业对走访", "同意"),
        AnswerForm,
        partial(visiting.answered, to=AGREED),
        one_by_one=True,
    )
    another_day = Move(
        (NOT_ASKED, ASKED, AGREED, DECLINED),
        ANOTHER_DAY,
        answers,
        _("请改天"),
        AnotherDayForm,
        partial(visiting.answered, to=ANOTHER_DAY),
        one_by_one=True,
    )
    decline = Move(
        (NOT_ASKED, ASKED, AGREED, ANOTHER_DAY),
        DECLINED,
        answers,
        pgettext_lazy("企业对走访", "谢绝"),
        AnswerForm,
        partial(visiting.answered, to=DECLINED),
        one_by_one=True,
    )
    ask = Move((NOT_ASKED,), ASKED, asks_the_firm, _("请企业答复"), effect=visiting.asked)
    note_agreed = Move(
        (NOT_ASKED, ASKED, ANOTHER_DAY, DECLINED),
        AGREED,
        notes_an_answer,
        _("登记电话答复：同意"),
        NoteForm,
        partial(visiting.noted, to=AGREED),
        one_by_one=True,
    )
    note_another_day = Move(
        (NOT_ASKED, ASKED, AGREED, DECLINED),
        ANOTHER_DAY,
        notes_an_answer,
        _("登记电话答复：改天"),
        NoteAnotherDayForm,
        partial(visiting.noted, to=ANOTHER_DAY),
        one_by_one=True,
    )
    note_declined = Move(
        (NOT_ASKED, ASKED, AGREED, ANOTHER_DAY),
        DECLINED,
        notes_an_answer,
        _("登记电话答复：谢绝"),
        NoteForm,
        partial(visiting.noted, to=DECLINED),
        one_by_one=True,
    )
    take_back = Move(
        (AGREED, ANOTHER_DAY, DECLINED),
        NOT_ASKED,
        arranges & is_not_answered_by_the_firm,
        _("登记错了，退回没有问"),
        effect=visiting.forgotten,
        danger=True,
        one_by_one=True,
    )
    lapse = Move(
        (AGREED, ANOTHER_DAY, DECLINED), NOT_ASKED, by_itself, _("时间变了，答复作废"), effect=visiting.forgotten
    )
    ask_anew = Move((NOT_ASKED,), ASKED, by_itself, _("时间变了，重新问"), effect=visiting.asked_anew)

    waits = {
        NOT_ASKED: Wait(arranges & is_still_planned, _("问企业方便不方便"), _day),
        ASKED: Wait(answers, _("答复走访"), _day),
        ANOTHER_DAY: Wait(arranges & is_still_planned, _("改个日子"), _day),
        DECLINED: Wait(arranges & is_still_planned, _("不去了，移除"), _day),
    }
