"""Who may do what with an appeal."""

from collections.abc import Callable

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.reach import Scope, current_reach
from huiguan.kernel.rules import YES, Rule, Verdict, condition, holds, scope_of
from huiguan.mechanisms.appeals.models import (
    AT_WORK,
    Appeal,
    AppealState,
    Assignment,
    AssignmentState,
    Clock,
    Escalation,
    Extension,
    Stage,
)
from huiguan.mechanisms.appeals.queries import closed_lately, is_solved, long_unconfirmed, may_still_be_extended

NONE = Q(pk__in=())
PAUSABLE = (Stage.ANSWER, Stage.OPINE, Stage.CONTRIBUTE)


def such(find: Callable[[], Q], why) -> Rule:
    """Something that the rows of an appeal say about it, whoever asks."""

    def check(by, appeal: Appeal | None) -> Verdict:
        is_so = appeal is None or Appeal.objects.filter(find(), pk=appeal.pk).exists()
        return YES if is_so else Verdict(False, why)

    return Rule(check, lambda by, model: find())


def along(word: str, find: Callable[[Scope], Q], why) -> Rule:
    """The person holds ``word`` over somebody who stands to the appeal as ``find`` says."""

    def check(by, appeal: Appeal | None) -> Verdict:
        scope = scope_of(by, word, appeal)
        if appeal is None:
            return YES if scope else Verdict(False, why)
        return YES if scope and Appeal.objects.filter(find(scope), pk=appeal.pk).exists() else Verdict(False, why)

    def q(by, model: type[Model]) -> Q:
        scope = scope_of(by, word)
        return find(scope) if scope else NONE

    return Rule(check, q, frozenset({word}))


def _filers(scope: Scope) -> Q:
    """Whoever raised it; for whom is not in the register, the chamber. Nobody is it by looking after all."""
    if scope.whole:
        return NONE
    its_own = Q(filing__organization__in=scope.subjects) | scope.nodes("filing__organization__own_node")
    return its_own | (Q(filing__organization=None) & scope.nodes("filing__through__own_node"))


def _through(scope: Scope) -> Q:
    """The chamber that filed it for a member."""
    return NONE if scope.whole else scope.nodes("filing__through__own_node")


def _units(is_lead: bool, *states: str) -> Callable[[Scope], Q]:
    def find(scope: Scope) -> Q:
        rows = Assignment.objects.filter(unit__in=scope.subjects, is_lead=is_lead, state__in=states)
        return Q(pk__in=rows.order_by().values("appeal"))

    return find


def _still_helps() -> Q:
    return Q(is_lead=False, state=AssignmentState.GIVEN)


def _released(is_so: bool) -> Q:
    return Q(release__isnull=not is_so)


def _clocks(**facts) -> Q:
    return Q(pk__in=Clock.objects.filter(stopped_at=None, **facts).order_by().values("appeal"))


def _asks(by) -> Q:
    return _escalated_to(by, heeded_at=None)


def _escalated_to(by, **facts) -> Q:
    reach = current_reach()
    absent = [user.pk for user in by.stands_for(reach.tenant)] if reach else []
    rows = Escalation.objects.filter(person__user__in=[by.pk, *absent], **facts)
    return Q(pk__in=rows.order_by().values("appeal"))


def _was_escalated(by, appeal: Appeal | None) -> Verdict:
    if appeal is None or Appeal.objects.filter(_escalated_to(by), pk=appeal.pk).exists():
        return YES
    return Verdict(False, _("没有报给您"))


# who

leads = holds("appeals.lead") & Rule(_was_escalated, lambda by, model: _escalated_to(by))
sees = holds("appeals.view") | leads
files = holds("appeals.file")
handles = holds("appeals.handle", _("由工商联工作人员办理"))
approves = holds("appeals.approve", _("由单位负责人审批"))
unveils = holds("appeals.unveil", _("查看身份由工商联工作人员办理"))
leads_it = along("appeals.answer", _units(True, *AT_WORK), _("由主办单位办理"))
helps_it = along("appeals.answer", _units(False, AssignmentState.GIVEN), _("由协办单位办理，办过的不用再办"))
raised_it = along("appeals.rate", _filers, _("由提出诉求的企业自己办理"))
filed_it = along("appeals.file", _through, _("由代提的商会办理"))
voices_it = raised_it | filed_it
works_on_it = leads_it | handles  # for a unit without an account the office enters what it says

waits_for_a_word = Rule(
    lambda by, appeal: (
        YES
        if appeal is None or Appeal.objects.filter(_asks(by), pk=appeal.pk).exists()
        else Verdict(False, _("已经批示过了"))
    ),
    lambda by, model: _asks(by),
)

# what is so

acknowledges = condition(
    lambda appeal: appeal.profile.acknowledges,
    Q(profile__acknowledges=True),
    _("这个办理时限方案不用签收，请直接交办"),
)
goes_on_at_once = condition(
    lambda appeal: not appeal.profile.acknowledges, Q(profile__acknowledges=False), _("这个办理时限方案要先签收")
)
opines = condition(lambda appeal: appeal.profile.opines, Q(profile__opines=True), _("这个办理时限方案不用先给初步意见"))
is_in_the_open = condition(
    lambda appeal: not appeal.is_hidden, Q(is_hidden=False), _("提出的企业隐名，由工商联工作人员联系")
)
is_mergeable = condition(
    lambda appeal: not appeal.is_hidden, Q(is_hidden=False), _("隐名的诉求不并案，免得从另一件看出是谁提的")
)
is_hidden = condition(lambda appeal: appeal.is_hidden, Q(is_hidden=True), _("这件诉求没有隐名"))
is_not_kept_out = is_in_the_open | unveils  # of what is hidden only whoever may look can speak with the firm
allows_objections = condition(
    lambda appeal: appeal.profile.objects_allowed, Q(profile__objects_allowed=True), _("这个办理时限方案不提异议")
)
may_object = allows_objections & such(
    lambda: _clocks(stage=Stage.OBJECT, due_at__gte=clock.now()), _("提异议的期限已过，或者已经提过一次")
)
is_unconfirmed = such(
    lambda: _clocks(stage=Stage.CONFIRM, due_at__lt=clock.now()) | long_unconfirmed(), _("企业确认的期限还没有过")
)
is_confirmed = condition(
    lambda appeal: appeal.state == AppealState.CONFIRMED, Q(state=AppealState.CONFIRMED), _("已经办结了")
)
has_to_be_forwarded = such(lambda: _clocks(stage=Stage.FORWARD), _("不是等着转送的拖欠账款投诉"))
runs = such(lambda: _clocks(stage__in=PAUSABLE, is_paused=False), _("没有可以暂停的计时"))
is_paused = such(lambda: _clocks(is_paused=True), _("计时没有暂停"))
can_be_extended = such(
    lambda: may_still_be_extended() & _clocks(stage=Stage.ANSWER, is_paused=False),
    _("没有在计时的答复期限，或者延期次数已经用完，或者已有申请在等审批"),
)
waits_for_more_time = such(
    lambda: Q(pk__in=Extension.objects.filter(state=Extension.State.ASKED).order_by().values("appeal")),
    _("没有等审批的延期申请"),
)
was_closed_lately = such(closed_lately, _("办结已久，不能再要求重新办理；请另提一件"))
waits_for_help = such(
    lambda: Q(pk__in=Assignment.objects.filter(_still_helps()).order_by().values("appeal")),
    _("没有等意见的协办单位"),
)
has_no_lead = such(
    lambda: ~Q(pk__in=Assignment.objects.filter(is_lead=True, state__in=AT_WORK).order_by().values("appeal")),
    _("已有主办单位"),
)
solved = such(is_solved, _("企业确认过、最后的答复计为已解决的，才可以公开"))
is_told = such(lambda: _released(True), _("没有公开过"))
is_untold = such(lambda: _released(False), _("已经公开了"))
looks_behind = unveils & is_hidden

LEADS_ON = {  # whose turn it is to make a move, which then stands out: what waits for one person alone comes first
    "heed": leads,
    "grant_extension": approves,
    "contribute": helps_it,
    "accept": handles,
    "supplement": voices_it,
    "assign": handles,
    "hand_on": handles,
    "acknowledge": leads_it,
    "uphold": handles,
    "answer": leads_it | (has_no_lead & handles),
    "confirm": raised_it,
    "close": handles,
    "forward": handles,
}


def owed_by(by) -> QuerySet:
    """Those to which a unit that this person answers for is still to give its part."""
    with_units = (AppealState.ASSIGNED, AppealState.HANDLING)
    return Appeal.objects.filter(helps_it.q(by, Appeal), state__in=with_units)
