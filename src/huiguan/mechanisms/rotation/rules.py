"""Who may do what in a rotation."""

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.rules import YES, Rule, Verdict, condition, holds
from huiguan.mechanisms.rotation.models import SuggestionState, Turn, TurnState

sees_rotation = holds("rotation.view")
plans_it = holds("rotation.plan", _("编排和公布由工商联工作人员办理"))
runs_it = holds("rotation.run", _("期次的办理由工商联工作人员负责"))
suggests = holds("rotation.suggest", _("意见建议由班子成员和工作人员登记"))
answers_for_it = holds("rotation.respond", _("由受建议的企业自己（或工作人员代为）答复"))

is_settled = condition(
    lambda turn: turn.state != TurnState.DRAFTED, ~Q(state=TurnState.DRAFTED), _("这一期还在编排，尚未公布")
)
sees_turn = sees_rotation & (plans_it | is_settled)
is_drafted = condition(
    lambda turn: turn.state == TurnState.DRAFTED,
    Q(state=TurnState.DRAFTED),
    _("已经公布的期次不能再改动，请先撤回公布"),
)
seat_is_drafted = condition(
    lambda seat: seat.turn.state == TurnState.DRAFTED,
    Q(turn__state=TurnState.DRAFTED),
    _("已经公布的期次不能再改动，请先撤回公布"),
)
seat_is_settled = condition(
    lambda seat: seat.turn.state != TurnState.DRAFTED, ~Q(turn__state=TurnState.DRAFTED), _("这一期还在编排，尚未公布")
)
sees_seat = sees_rotation & (plans_it | seat_is_settled)
suggestion_is_new = condition(
    lambda suggestion: suggestion.state == SuggestionState.PROPOSED,
    Q(state=SuggestionState.PROPOSED),
    _("已经答复的建议不再修改；需要改动请先重开"),
)


def _enough_hosts(by, turn: Turn) -> Verdict:
    seats, scheme = turn.seats.count(), turn.scheme
    if scheme.hosts_from <= seats <= scheme.hosts_to:
        return YES
    why = _("这一期有 %(seats)s 家轮值企业，方案规定 %(least)s–%(most)s 家")
    return Verdict(False, why % {"seats": seats, "least": scheme.hosts_from, "most": scheme.hosts_to})


def _turns_with_enough_hosts(by, model) -> Q:
    counted = Turn.objects.annotate(hosts=Count("seats"))
    enough = counted.filter(hosts__gte=F("scheme__hosts_from"), hosts__lte=F("scheme__hosts_to"))
    return Q(pk__in=enough.values("pk"))


has_enough_hosts = Rule(_enough_hosts, _turns_with_enough_hosts)
