"""The life of a plan, of a contact, of a notice, of its receipt, and of a question."""

from django.utils.translation import gettext_lazy as _

from huiguan.kernel.flow import Flow, Move, Wait
from huiguan.mechanisms.liaison import actions
from huiguan.mechanisms.liaison import consequences as then
from huiguan.mechanisms.liaison.forms import CallOffForm, NoticeTakenForm, PostponeContactForm, ReplyForm, ReportForm
from huiguan.mechanisms.liaison.models import (
    Briefing,
    BriefingState,
    Contact,
    ContactState,
    LinkPlan,
    LinkPlanState,
    Question,
    QuestionState,
    Receipt,
    ReceiptState,
)
from huiguan.mechanisms.liaison.rules import (
    answers_question,
    asked_it,
    has_come,
    is_sent,
    keeps_contact,
    keeps_records,
    may_adopt,
    plans_it,
    speaks_for_target,
    takes_notice,
)

PROPOSED, ADOPTED, DROPPED = LinkPlanState
PLANNED, HELD, CALLED_OFF = ContactState
DRAFTED, SENT, WITHDRAWN = BriefingState
UNREAD, READ = ReceiptState
ASKED, ANSWERED, TAKEN_BACK = QuestionState


class LinkPlanFlow(Flow):
    model = LinkPlan

    adopt = Move((PROPOSED,), ADOPTED, may_adopt, _("采用"), effect=actions.adopt, mind=then.adopting, one_by_one=True)
    drop = Move((PROPOSED,), DROPPED, plans_it, _("不采用"))

    waits = {PROPOSED: Wait(may_adopt, _("待采用"))}


class ContactFlow(Flow):
    model = Contact

    report = Move(
        (PLANNED,),
        HELD,
        keeps_contact & has_come,
        _("登记联系情况"),
        ReportForm,
        actions.report,
        one_by_one=True,
    )
    postpone = Move(
        (PLANNED,),
        "",
        keeps_contact,
        _("改期"),
        PostponeContactForm,
        actions.postpone,
        mind=then.postponing,
        one_by_one=True,
    )
    call_off = Move(
        (PLANNED,),
        CALLED_OFF,
        keeps_contact,
        _("取消约定"),
        CallOffForm,
        actions.take_away,
        danger=True,
        mind=then.calling_off,
    )

    waits = {PLANNED: Wait(keeps_contact, _("待登记"), lambda contact: contact.due)}


class BriefingFlow(Flow):
    model = Briefing

    send = Move((DRAFTED, WITHDRAWN), SENT, keeps_records, _("发出"), effect=actions.send, mind=then.sending)
    withdraw = Move(
        (SENT,),
        WITHDRAWN,
        keeps_records,
        _("撤回通报"),
        CallOffForm,
        actions.called_back,
        danger=True,
        mind=then.calling_back,
    )

    waits = {DRAFTED: Wait(keeps_records, _("待发出"))}


class ReceiptFlow(Flow):
    """Read by whoever speaks for those linked; or told by hand, and entered so."""

    model = Receipt

    take = Move((UNREAD,), READ, speaks_for_target() & is_sent, _("已阅知"), effect=actions.take_notice)
    note = Move(
        (UNREAD,),
        READ,
        (keeps_records | answers_question) & is_sent,
        _("登记已告知"),
        NoticeTakenForm,
        actions.take_notice,
        one_by_one=True,
    )

    waits = {UNREAD: Wait(takes_notice & is_sent, _("待阅知"), lambda receipt: receipt.briefing.read_by)}


class QuestionFlow(Flow):
    model = Question

    answer = Move((ASKED,), ANSWERED, answers_question, _("回复"), ReplyForm, actions.answer)
    take_back = Move((ANSWERED,), ASKED, answers_question, _("撤回回复"), effect=actions.take_back_reply, danger=True)
    withdraw = Move((ASKED,), TAKEN_BACK, asked_it, _("撤回问题"), danger=True)

    waits = {ASKED: Wait(answers_question, _("待回复"))}
