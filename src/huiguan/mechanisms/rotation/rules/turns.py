"""Who may do what in a rotation."""

from django.db.models import Count, F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.rules import YES, Rule, Verdict, condition, holds, scope_of
from huiguan.mechanisms.rotation.models import (
    RequestState,
    Roster,
    RosterState,
    Turn,
    TurnState,
    Way,
)
from huiguan.mechanisms.rotation.plans import is_overtaken
from huiguan.mechanisms.rotation.queries import RUNNING, on_day
from huiguan.mechanisms.rotation.visits import to_see_again
from huiguan.register.rules import administers

sees_rotation = holds("rotation.view")
plans_it = administers("rotation.plan", _("编排和公布由组织轮值的单位（工商联或商会）的工作人员办理"))
runs_it = administers("rotation.run", _("期次的办理由组织轮值的单位（工商联或商会）的工作人员负责"))
suggests = administers("rotation.suggest", _("意见建议由班子成员和工作人员登记"))
inspects = administers("rotation.inspect", _("编排、意愿和申请由组织轮值的单位查阅"))
reads_papers = administers("rotation.papers", _("走访提纲、简报和交接单由组织轮值的单位查阅"))
answers_for_it = holds("rotation.respond", _("由受建议的企业自己（或工作人员代为）答复"))

asks = holds("rotation.ask", _("调换由轮到的一方自己（或工作人员代为）提出"))


def served_by(by, side: str = "") -> Q:
    """Rows that this person bears: in person, in a team of which they are today, or through the firm or chamber for
    which they speak.

    ``side`` leads to the bearer: ``seat__``, or ``other_`` for the other side of a request.
    """
    in_team = f"{side}team__members__"
    of_team = Q(**{f"{in_team}person__user": by.pk}) | _speaks_for(by, f"{in_team}organization")
    found = Q(**{f"{side}person__user": by.pk}) | _speaks_for(by, f"{side}organization")
    return found | (of_team & on_day(clock.today(), in_team))


def _speaks_for(by, organization: str) -> Q:
    """Firms over which somebody holds the word themselves, or on whose books they are while the office that gives it
    to them reaches the firm; and the chambers of the places where they hold it. To be on the books is not enough."""
    scope = scope_of(by, "rotation.ask")
    on_the_books = Q(**{f"{organization}__people__user": by.pk})
    if scope.whole:
        return on_the_books
    found = Q(**{f"{organization}__in": scope.subjects})
    if scope.here or scope.below:
        found |= on_the_books & scope.nodes(f"{organization}__node")
        found |= scope.nodes(f"{organization}__own_node")
    return found


def borne_by_them(side: str, why) -> Rule:
    """The person holds the word for it, and is, or speaks for, the bearer to whom ``side`` leads."""

    def check(by, record):
        if record is None or type(record).objects.filter(served_by(by, side), pk=record.pk).exists():
            return YES
        return Verdict(False, why)

    def q(by, model):
        return Q(pk__in=model.objects.filter(served_by(by, side)).values("pk"))

    return holds("rotation.ask", why) & Rule(check, q)


bears_it = borne_by_them("", _("由轮到的一方自己（或工作人员代为）提出"))
asked_for_it = borne_by_them("", _("由提出的一方自己（或工作人员代为）办理"))
is_the_other = borne_by_them("other_", _("由对方自己（或工作人员代为）答复"))
waits_for_other = condition(
    lambda request: request.way.waits_for_other,
    Q(way__other_agrees=True, way__kind__in=(Way.Kind.SWAP, Way.Kind.SUBSTITUTE)),
    _("这种办法不用对方同意"),
)
waits_for_none = condition(
    lambda request: not request.way.waits_for_other,
    ~Q(way__other_agrees=True, way__kind__in=(Way.Kind.SWAP, Way.Kind.SUBSTITUTE)),
    _("这种办法要对方先同意"),
)
is_agreed = condition(
    lambda request: request.state == RequestState.AGREED, Q(state=RequestState.AGREED), _("对方还没有同意")
)
needs_approval = condition(
    lambda request: request.way.approval != Way.Approval.NOBODY,
    ~Q(way__approval=Way.Approval.NOBODY),
    _("这种办法不用批准"),
)
needs_no_approval = condition(
    lambda request: request.way.approval == Way.Approval.NOBODY,
    Q(way__approval=Way.Approval.NOBODY),
    _("这种办法要批准以后才照办"),
)
seat_is_open = condition(
    lambda seat: seat.turn.state in RUNNING,
    Q(turn__state__in=RUNNING),
    _("只有进行中和已交接的期次才办理步骤"),
)
is_running = condition(
    lambda turn: turn.state in RUNNING, Q(state__in=RUNNING), _("只有进行中和已交接的期次才办理步骤")
)
settles_steps = runs_it & is_running
is_taken = condition(
    lambda seat: seat.left_on is None, Q(left_on=None), _("这一席已经换了人；做过的留在这里，不能再改")
)
may_finish = runs_it & seat_is_open & is_taken
seat_may_change = condition(
    lambda seat: seat.turn.state in (TurnState.PUBLISHED, TurnState.UNDER_WAY),
    Q(turn__state__in=(TurnState.PUBLISHED, TurnState.UNDER_WAY)),
    _("只有已公布和进行中的期次可以调换"),
)
may_ask = asks & (plans_it | bears_it) & seat_may_change & is_taken
may_log = asks & (runs_it | bears_it) & seat_is_open & is_taken
keeps_office_day = runs_it | borne_by_them("seat__", _("坐班记录由坐班的人自己（或工作人员代为）填写"))
is_to_be_seen_again = Rule(
    lambda by, seat: (
        YES if to_see_again().filter(pk=seat.pk).exists() else Verdict(False, _("没有走访过，或者方案没有安排回访"))
    ),
    lambda by, model: Q(pk__in=to_see_again().values("pk")),
)
sees_requests = asks | inspects
sees_request = inspects | asked_for_it | is_the_other
may_agree = waits_for_other & (plans_it | is_the_other)
may_settle = needs_no_approval & (may_agree | (waits_for_none & (plans_it | asked_for_it)))
may_grant = plans_it & needs_approval & (waits_for_none | is_agreed)

is_settled = condition(
    lambda turn: turn.state != TurnState.DRAFTED, ~Q(state=TurnState.DRAFTED), _("这一期还在编排，尚未公布")
)
is_open = condition(
    lambda turn: turn.state in (TurnState.PUBLISHED, *RUNNING),
    Q(state__in=(TurnState.PUBLISHED, *RUNNING)),
    _("已经办结的期次不再登记；需要补登请先重新打开"),
)
sees_turn = sees_rotation & (inspects | is_settled)
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
sees_seat = sees_rotation & (inspects | seat_is_settled)


def _enough_hosts(by, turn: Turn) -> Verdict:
    seats, scheme = turn.seats.count(), turn.scheme
    if scheme.hosts_from <= seats <= scheme.hosts_to:
        return YES
    why = _("这一期排了 %(seats)s %(counter)s，方案规定 %(sizes)s")
    return Verdict(False, why % {"seats": seats, "counter": scheme.counter, "sizes": scheme.sizes})


def _turns_with_enough_hosts(by, model) -> Q:
    counted = Turn.objects.annotate(hosts=Count("seats", filter=Q(seats__left_on=None)))
    enough = counted.filter(hosts__gte=F("scheme__hosts_from"), hosts__lte=F("scheme__hosts_to"))
    return Q(pk__in=enough.values("pk"))


def _has_come(by, turn: Turn) -> Verdict:
    if turn.starts <= clock.happened_on():
        return YES
    return Verdict(False, _("这一期 %(day)s 才开始") % {"day": turn.starts})


has_come = Rule(_has_come, lambda by, model: Q(starts__lte=clock.happened_on()))
has_enough_hosts = Rule(_enough_hosts, _turns_with_enough_hosts)

OVERTAKEN = _("编排以后，期次、人选、称呼、暂停或免轮又有改动，这一稿不能再采用；请重新编排")


def _to_adopt() -> Q:
    waiting = Roster.objects.filter(state=RosterState.PROPOSED).select_related("scheme")
    return Q(pk__in=[roster.pk for roster in waiting if not is_overtaken(roster)])


still_holds = Rule(
    lambda by, roster: Verdict(False, OVERTAKEN) if roster and is_overtaken(roster) else YES,
    lambda by, model: _to_adopt(),
)
may_adopt = plans_it & still_holds


def is_full(turn: Turn) -> bool:
    return turn.seats.count() >= turn.scheme.hosts_to


def full(turn: Turn) -> str:
    counts = {"most": turn.scheme.hosts_to, "counter": turn.scheme.counter}
    return gettext("这一期已经有 %(most)s %(counter)s，满了；先撤下或换走一%(counter)s") % counts
