"""Giving out the links: worked out first, which only reads; adopted afterwards, in one short write."""

from datetime import date, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.clock import add_months
from huiguan.kernel.days import on_day
from huiguan.kernel.flow import NotAllowed, entered
from huiguan.kernel.words import listed
from huiguan.mechanisms.liaison import plans
from huiguan.mechanisms.liaison.actions.letting_go import let_go
from huiguan.mechanisms.liaison.models import ContactState, Link, LinkPlan, LinkScheme
from huiguan.mechanisms.liaison.queries import outside
from huiguan.mechanisms.liaison.solver import solve_problem

ONE_DAY = timedelta(days=1)


class NothingToPlan(Exception):
    """Nobody links on that day (``leaders``), fewer than each target is to have (``few``), or there is nobody to be
    linked (``targets``)."""


def draw(scheme: LinkScheme, *, starts: date, keep: bool = True, seconds: float = 30) -> LinkPlan:
    """The best links from a day on, not yet saved. Reads only. Raises ``NothingToPlan`` and the solver's ``Impossible``
    with each promise that cannot be kept."""
    leaders = plans.leaders_on(scheme, starts)
    if len(leaders) < scheme.leaders_least:
        raise NothingToPlan("few" if leaders else "leaders")
    if not plans.targets_on(scheme, starts).exists():
        raise NothingToPlan("targets")
    solved = solve_problem(plans.problem(scheme, starts, keep=keep), seconds)
    ends = add_months(starts, scheme.months) - ONE_DAY if scheme.months else None
    if scheme.ends and (ends is None or ends > scheme.ends):
        ends = scheme.ends
    return LinkPlan(
        scheme=scheme,
        starts=starts,
        ends=ends,
        keep=keep,
        solved_at=clock.now(),
        proven=solved.proven,
        levels=[vars(level) for level in solved.levels],
        unmet=[list(reason) for reason in solved.unmet],
        pairs=[
            {"linker": leader, "target": target, "reasons": [list(one) for one in solved.reasons[leader, target]]}
            for leader, target in solved.pairs
        ],
        seen=plans.as_they_stand(scheme, starts),
    )


def propose(plan: LinkPlan, *, by) -> LinkPlan:
    """Keeps a plan that was drawn up, so that it can be compared and adopted."""
    with entered(plan, by=by):
        plan.save()
    return plan


def adopt(plan: LinkPlan, *, by) -> None:
    """The plan becomes the links: those that it keeps go on, the others end the day before, the new ones begin; what
    was arranged outside of them is called off.

    Raises ``NotAllowed`` if anything that it was drawn up from has changed since, or somebody met from that day on of
    whom it says that they are not linked any more.
    """
    LinkScheme.objects.select_for_update().order_by("pk").get(pk=plan.scheme_id)  # one planner at a time
    if plans.is_overtaken(plan):
        raise NotAllowed(_("分工以后，领导、联系对象、指定与回避或者联系关系又有改动；请重新分工"))
    if met := outside(plan, ContactState.HELD):
        facts = {"day": plan.starts, "contacts": listed(f"{one.on} {one}" for one, _talks in met)}
        raise NotAllowed(_("%(day)s 起已经联系过、这一稿却不再联系的：%(contacts)s；请从那以后的日子重新分工") % facts)
    wanted = {(row["linker"], row["target"]): row["reasons"] for row in plan.pairs}
    unlinked = outside(plan)
    held = {(one.linker_id, one.target_id): one for one in _from(plan)}
    for pair, one in held.items():
        if pair not in wanted:
            _end(one, plan)
        elif one.ends != plan.ends and one.starts <= plan.starts:
            one.ends = plan.ends
            one.save()
    for (linker, target), reasons in wanted.items():
        if (linker, target) not in held:
            made = Link(linker_id=linker, target_id=target, starts=plan.starts, ends=plan.ends, reasons=reasons)
            with entered(made, by=by):
                made.save()
    with translation.override(settings.LANGUAGE_CODE):  # why it is so is kept, whoever adopts the plan
        why = _("重新分工")
    for contact, talks in unlinked:
        let_go(contact, talks, by=by, why=why)


def _from(plan: LinkPlan):
    """The links that hold on the first day of a plan; those that begin later make way."""
    rows = Link.objects.filter(linker__scheme=plan.scheme)
    for later in rows.filter(starts__gt=plan.starts):
        later.delete()
    return rows.filter(on_day(plan.starts))


def _end(one: Link, plan: LinkPlan) -> None:
    if one.starts == plan.starts:
        one.delete()
        return
    with translation.override(settings.LANGUAGE_CODE):  # it is kept, whoever adopts the plan
        one.ends, one.end_reason = plan.starts - ONE_DAY, _("重新分工")
    one.save()
