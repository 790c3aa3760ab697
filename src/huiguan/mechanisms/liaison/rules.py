"""Who may do what with links, contacts, notices and questions."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiguan.activities import voices
from huiguan.kernel import clock
from huiguan.kernel.days import on_day
from huiguan.kernel.rules import EVERY_ROW, YES, Rule, Verdict, condition, holds
from huiguan.mechanisms.liaison.models import BriefingState, ContactState, Linker, LinkPlan, LinkPlanState, LinkTarget
from huiguan.mechanisms.liaison.plans import is_overtaken
from huiguan.mechanisms.liaison.queries import linkers_of, theirs
from huiguan.register.rules import administers

NO_ROW = Q(pk__in=())
OF_THE_OFFICE = _("由牵头联系工作的单位（工商联或商会）的工作人员办理")
OF_THE_LEADER = _("由联系领导本人、联络员（或工作人员代为）办理")
OF_THOSE_LINKED = _("由被联系的商会或企业自己（或工作人员代为）办理")

sees_links = holds("liaison.view")
inspects = administers("liaison.inspect", _("全部联系记录和完成情况由牵头单位查阅；您看得到自己的"))
plans_it = administers("liaison.plan", OF_THE_OFFICE)
keeps_records = administers("liaison.record", OF_THE_OFFICE)


def _of(whose, why) -> Rule:
    """The rows that ``whose`` finds for a person; without a record, anybody may come so far."""

    def check(by, record):
        if record is None or type(record).objects.filter(whose(by), pk=record.pk).exists():
            return YES
        return Verdict(False, why)

    return Rule(check, lambda by, model: Q(pk__in=model.objects.filter(whose(by)).values("pk")))


def is_their_leader(path: str = "linker__") -> Rule:
    """The person is the leader to whom ``path`` leads, or serves them as liaison officer."""
    return holds("liaison.serve", OF_THE_LEADER) & _of(lambda by: theirs(by, path), OF_THE_LEADER)


def speaks_for_target(path: str = "target__") -> Rule:
    """The person speaks for the chamber or the firm that is linked."""
    return holds(voices.SPEAKS, OF_THOSE_LINKED) & _of(
        lambda by: voices.spoken_for(by, f"{path}organization__"), OF_THOSE_LINKED
    )


is_sent = condition(
    lambda receipt: receipt.briefing.state == BriefingState.SENT,
    Q(briefing__state=BriefingState.SENT),
    _("这份通报已经撤回"),
)


def _for_whom(there_is, why) -> Rule:
    """Something about the person, whatever record it is."""
    return Rule(
        lambda by, record: YES if there_is(by) else Verdict(False, why),
        lambda by, model: EVERY_ROW if there_is(by) else NO_ROW,
    )


sees_own_card = holds("liaison.serve", OF_THE_LEADER) & _for_whom(
    lambda by: linkers_of(by).exists(), _("您不是联系领导，也不是联络员")
)
is_own_card = is_their_leader("")
sees_card = inspects | is_own_card
records_for = keeps_records | is_own_card


is_linked = sees_links & _for_whom(
    lambda by: LinkTarget.objects.filter(speaks_for_target("").q(by, LinkTarget)).exists(), OF_THOSE_LINKED
)
records = sees_links & _for_whom(
    lambda by: Linker.objects.filter(records_for.q(by, Linker), on_day(clock.today())).exists(),
    _("没有您可以登记的联系领导"),
)
sees_contact = inspects | is_their_leader() | speaks_for_target("talks__target__")
keeps_contact = keeps_records | is_their_leader()
sees_receipt = inspects | is_their_leader() | (speaks_for_target() & is_sent)
reads_its_files = inspects | (
    holds(voices.SPEAKS, OF_THOSE_LINKED)
    & _of(
        lambda by: voices.spoken_for(by, "receipts__target__organization__") & Q(state=BriefingState.SENT),
        OF_THOSE_LINKED,
    )
)
may_ask = (keeps_records | speaks_for_target()) & is_sent
sees_own = inspects | is_their_leader() | speaks_for_target()
sees_talk = inspects | is_their_leader("contact__linker__") | speaks_for_target()
keeps_talk = keeps_records | is_their_leader("contact__linker__")
answers_question = keeps_records | is_their_leader()
asked_it = keeps_records | speaks_for_target()
takes_notice = keeps_records | speaks_for_target()

contact_is_planned = condition(
    lambda contact: contact.state == ContactState.PLANNED, Q(state=ContactState.PLANNED), _("已经联系过，或者已经取消")
)
has_come = Rule(
    lambda by, contact: (
        YES if contact is None or contact.on <= clock.happened_on() else Verdict(False, _("还没到那一天"))
    ),
    lambda by, model: Q(on__lte=clock.happened_on()),
)
is_drafted = condition(
    lambda briefing: briefing.state == BriefingState.DRAFTED,
    Q(state=BriefingState.DRAFTED),
    _("发出过的通报留作记录，不删除"),
)
is_not_out = condition(
    lambda briefing: briefing.state != BriefingState.SENT,
    ~Q(state=BriefingState.SENT),
    _("已经发出的通报不能再改；要改请先撤回"),
)


def _still_holds(by, link):
    if link is None or link.ends is None or link.ends >= clock.today():
        return YES
    return Verdict(False, _("这对联系已经结束"))


link_still_holds = Rule(_still_holds, lambda by, model: Q(ends=None) | Q(ends__gte=clock.today()))
OVERTAKEN = _("分工以后，领导、联系对象、指定与回避或者联系关系又有改动，这一稿不能再采用；请重新分工")


def _adoptable() -> Q:
    waiting = LinkPlan.objects.filter(state=LinkPlanState.PROPOSED).select_related("scheme")
    return Q(pk__in=[plan.pk for plan in waiting if not is_overtaken(plan)])


still_holds = Rule(
    lambda by, plan: Verdict(False, OVERTAKEN) if plan is not None and is_overtaken(plan) else YES,
    lambda by, model: _adoptable(),
)
may_adopt = plans_it & still_holds
