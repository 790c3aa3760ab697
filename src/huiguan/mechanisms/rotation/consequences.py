"""What a move of a turn, of a plan, of a request or of a suggestion brings about, as sentences, before it is made."""

from collections import Counter

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiguan.activities.models import Activity
from huiguan.kernel import clock
from huiguan.kernel.words import bracketed, labelled, listed
from huiguan.mechanisms.rotation.costs import costs_for_both, costs_of
from huiguan.mechanisms.rotation.models import Carry, Request, Roster, Seat, Suggestion, Turn
from huiguan.mechanisms.rotation.queries import (
    OPEN,
    in_tables,
    links_of,
    open_suggestions,
    seats_of,
    steps_settled,
    steps_to_do,
    steps_to_settle,
    turn_names,
)
from huiguan.mechanisms.rotation.rules import settles_steps

NAMED = 3  # so much advice is quoted; the rest is a number


# a turn


def publishing(turn: Turn) -> list[str]:
    facts = {"who": listed(seats_of([turn]))}
    return [
        *missing_roles(turn),
        _("公布后，轮值的各方能看到这一期，有账号的会收到通知：%(who)s") % facts,
        _("公布后不能再改人选；要改，先“撤回公布”"),
    ]


def publishing_all(turns: list[Turn]) -> list[str]:
    """Each turn with who serves in it and what it lacks, then what becomes of all of them."""
    found = []
    for turn in turns:
        found += [labelled(in_tables(turn), listed(seats_of([turn])) or _("还没有安排")), *missing_roles(turn)]
    return [
        *found,
        _("公布后，轮值的各方能看到自己的那一期，有账号的会收到通知"),
        _("公布后不能再改人选；要改，先在那一期里“撤回公布”"),
    ]


def missing_roles(turn: Turn) -> list[str]:
    """Roles of the scheme that fewer have in this turn than it lays down."""
    given = Counter(turn.seats.values_list("role", flat=True))
    return [
        _("“%(role)s”还差 %(n)s 位") % {"role": role, "n": role.least - given[role.pk]}
        for role in turn.scheme.roles.all()
        if given[role.pk] < role.least
    ]


def withdrawing(turn: Turn) -> list[str]:
    return [
        _("撤回后，轮值的各方看不到这一期；已经发出的通知收不回来"),
        _("改好以后可以再公布，届时再通知一次"),
    ]


def beginning(turn: Turn) -> list[str]:
    return [
        _("开始以后办理步骤，到期没有完成的算逾期；不另发通知"),
        _("开始早了，可以“退回未开始”"),
    ]


def putting_back(turn: Turn) -> list[str]:
    return [_("回到“已公布”；登记过的步骤、活动和建议都留着，以后可以再开始；不另发通知")]


def finishing_steps(activity: Activity, by) -> list[str]:
    """What an activity settles once it is held; or why it does not, and by whom it can be done."""
    found, named = [], turn_names()
    for link in links_of(activity):
        verdict = settles_steps(by, link.turn)
        told = (
            _("同时把%(turn)s %(who)s的步骤记为完成：%(step)s")
            if verdict
            else _("%(turn)s %(who)s的步骤不会随之记为完成：%(step)s（%(why)s）")
        )
        for step, seats in steps_to_settle(link):
            found.append(told % {"turn": named(link.turn), "who": listed(seats), "step": step, "why": verdict.why})
    return found


def withdrawing_steps(activity: Activity, by) -> list[str]:
    """What was done because an activity was held, and is not when it was not."""
    found, named = [], turn_names()
    for link in links_of(activity):
        verdict = settles_steps(by, link.turn)
        told = (
            _("同时退回%(turn)s %(who)s因此记为完成的步骤：%(step)s")
            if verdict
            else _("%(turn)s %(who)s的步骤仍算完成：%(step)s（%(why)s）")
        )
        for step, seats in steps_settled(link):
            found.append(told % {"turn": named(link.turn), "who": listed(seats), "step": step, "why": verdict.why})
    return found


def excusing() -> list[str]:
    return [_("免做以后不再算逾期，也不再提醒，但不算完成；原因在看板上看得到，以后可以“撤回免做”")]


def handing_over(turn: Turn) -> list[str]:
    return [*_not_over(turn), *_steps_left(turn), *_advice_left(turn), _("交接以后还可以补办步骤，也可以“撤回交接”")]


def unseating(seat: Seat) -> list[str]:
    return [
        _("会给%(who)s记一条“不能安排”的时间意愿：%(starts)s 至 %(ends)s；重新编排也不再排进这一期，删掉那条意愿才会")
        % {"who": seat, "starts": seat.turn.starts, "ends": seat.turn.ends}
    ]


def taking_back(turn: Turn) -> list[str]:
    found = [_("回到“进行中”；交接说明和交接事项不再保留，再交接时重新填写（修改记录里还查得到）")]
    if count := _carried_on(turn).count():
        found.append(_("结转出去的 %(n)s 条建议回到本期") % {"n": count})
    return found


def closing(turn: Turn) -> list[str]:
    """What stays open when a turn is closed: its steps go on being late, and its advice goes on with the next."""
    steps, carried = _steps_left(turn), _carried_on(turn)
    found = [*_not_over(turn), *steps]
    if steps:
        found.append(_("没有完成的步骤办结以后照样算逾期；要补办，先“重新打开”"))
    found += _advice_left(turn)
    if count := carried.count():
        facts = {"n": count, "turn": turn.handover.to, "which": _quoted(carried, count)}
        found.append(_("%(n)s 条没有办完的建议已经结转到%(turn)s，由那一期接着办：%(which)s") % facts)
    return [*found, _("办结以后不再登记活动和建议；不另发通知，以后可以“重新打开”")]


def reopening(turn: Turn) -> list[str]:
    return [_("回到“已交接”，可以补办步骤、补登活动和建议；补完再办结")]


def _not_over(turn: Turn) -> list[str]:
    return [_("本期到 %(day)s 才结束") % {"day": turn.ends}] if clock.happened_on() < turn.ends else []


def _steps_left(turn: Turn) -> list[str]:
    return [
        _("步骤“%(step)s”没有完成：%(who)s") % {"step": step, "who": listed(seats)} for step, seats in steps_to_do(turn)
    ]


def _advice_left(turn: Turn) -> list[str]:
    """What is still open and was not carried on."""
    rows = open_suggestions(turn)
    if not (count := rows.count()):
        return []
    return [_("还有 %(n)s 条建议没有答复或没有落实：%(which)s") % {"n": count, "which": _quoted(rows, count)}]


def _carried_on(turn: Turn) -> QuerySet[Suggestion]:
    """What was open when the turn was handed over, and is still."""
    carried = Carry.objects.filter(handover__turn=turn).values("suggestion")
    return Suggestion.objects.filter(pk__in=carried, state__in=OPEN)


def _quoted(rows: QuerySet[Suggestion], count: int) -> str:
    first = [bracketed(one.gist.rstrip("。"), one.number) for one in rows.order_by("number")[:NAMED]]
    return listed(first) if count <= NAMED else _("%(which)s等") % {"which": listed(first)}


# a plan


def adopting(roster: Roster) -> list[str]:
    found = [_("采用后，这段时间里还在编排的期次照这一稿排；公布以前不通知任何人，不满意可以再编排一稿")]
    if roster.with_published:
        found.append(_("已经公布的期次也照这一稿改人选，轮值的各方随即看到；不另发通知"))
    return found


def dropping(roster: Roster) -> list[str]:
    return [_("现有的期次一席也不动；这一稿留作记录，以后不能再采用，可以重新编排")]


# a request


def agreeing(request: Request) -> list[str]:
    return [*costs_for_both(request), _("同意以后还要批准；批准以前安排不动")]


def settling(request: Request) -> list[str]:
    return [*costs_for_both(request), _carried_out()]


def granting(request: Request) -> list[str]:
    return [*costs_of(request), _carried_out()]


def calling_off(request: Request) -> list[str]:
    return [_("安排照旧，双方有账号的会收到通知；还要调换可以另提申请")]


def _carried_out() -> str:
    return _("安排随即改过来，双方有账号的会收到通知；要换回去须另提申请")


# a suggestion


def withdrawing_the_answer(suggestion: Suggestion) -> list[str]:
    return [
        _("回到“待答复”，由谁落实、期限和评价都不再保留，可以重新答复（修改记录里还查得到）"),
        _("提出人有账号的会收到通知"),
    ]


def answering_anew(suggestion: Suggestion) -> list[str]:
    return [_("回到“待答复”，原来的采纳、落实结果和评价都不再保留，要重新答复（修改记录里还查得到）；不另发通知")]
