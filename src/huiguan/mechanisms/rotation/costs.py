"""What a request would cost, as sentences, before anybody grants it."""

from django.utils.translation import gettext as _

from huiguan.kernel.reach import reaching, whole
from huiguan.kernel.words import listed, severally
from huiguan.mechanisms.rotation.models import Request, RequestState, Way, borne_by
from huiguan.mechanisms.rotation.plans import effect_of
from huiguan.mechanisms.rotation.queries import bearers

OPEN = (RequestState.FILED, RequestState.AGREED)


def costs_of(request: Request) -> list[str]:
    """What changes and what gets worse by it; once it is decided there is nothing to weigh any more.

    It is counted over the whole roster, whoever asks.
    """
    if request.state not in OPEN:
        return []
    with reaching(whole(request.tenant)):
        return _costs(request, with_wishes=True)


def costs_for_both(request: Request) -> list[str]:
    """The same for the two sides: what others have said about their time is for whoever plans."""
    if request.state not in OPEN:
        return []
    with reaching(whole(request.tenant)):
        return _costs(request, with_wishes=False)


def _costs(request: Request, *, with_wishes: bool) -> list[str]:
    scheme, change = request.turn.scheme, effect_of(request)
    names = bearers(scheme, [*change.unwilling, *change.strangers])
    found = [_("动 %(n)s 席") % {"n": change.levels["moved"]}]
    found += worse(change.levels if with_wishes else {**change.levels, "unmet": 0})
    if with_wishes and change.unwilling:
        told = listed(names.get(pk, "") for pk in change.unwilling)
        found.append(_("登记过那段时间不能安排：%(names)s") % {"names": told})
    if change.strangers:
        told = listed(names.get(pk, "") for pk in change.strangers)
        found.append(_("不在参加轮值的之列：%(names)s") % {"names": told})
    left = request.turn.seats.count() - 1
    if request.way.kind in (Way.Kind.LEAVE, Way.Kind.POSTPONE) and left < scheme.hosts_from:
        facts = {"turn": request.turn, "n": left, "counter": scheme.counter, "sizes": scheme.sizes}
        found.append(_("%(turn)s只剩 %(n)s %(counter)s，方案规定 %(sizes)s") % facts)
    leads = request.turn.seats.filter(is_lead=True, **borne_by(request.bearer)).exists()
    if leads and request.way.kind in (Way.Kind.LEAVE, Way.Kind.POSTPONE):
        found.append(_("牵头的位置会空出来"))
    if len(found) == 1:
        found.append(_("先后和行业、镇街都不受影响"))
    return found


def worse(levels: dict[str, int]) -> list[str]:
    """What gets worse, level by level, besides seats that are moved and the lots that are drawn."""
    found = []
    if levels.get("again", 0) > 0:
        found.append(_("先后不如现在公平：会有人在别人轮到之前轮两次，或轮得更多的排到前面"))
    if levels.get("spacing", 0) > 0:
        found.append(_("会有人离自己的上一次更近"))
    if levels.get("likeness", 0) > 0:
        found.append(_("同一期里行业或镇街相同的多 %(n)s 对") % {"n": levels["likeness"]})
    if levels.get("unmet", 0) > 0:
        found.append(_("没有照顾到的时间意愿多 %(n)s 条") % {"n": levels["unmet"]})
    if levels.get("waiting", 0) > 0:
        found.append(_("等得久的会往后一些"))
    return found


def cost_of_granting(levels: dict[str, int]) -> str:
    """What granting a wish would cost, in one sentence, from how much worse each level of the plan would be."""
    moved = levels.get("moved", 0)
    found = [_("多动 %(n)s 席已排好的") % {"n": moved}] if moved > 0 else []
    told = severally(worse({**levels, "unmet": levels.get("unmet", 0) + 1}) + found)
    return _("照办的代价：%(what)s") % {"what": told or _("只是抽签的先后不同，别的都不受影响")}
