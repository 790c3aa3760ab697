"""Visits to firms: planned, told, answered by the firm itself or by telephone, asked anew when the day is another."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from huiguan.activities import visit_wording, voices
from huiguan.activities.models import Activity, ActivityState, AnswerWay, Consent, Host, Visit, VisitTopic
from huiguan.activities.models.visiting import ANSWERED
from huiguan.activities.rules import sees
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import NotNow, entered, perform
from huiguan.kernel.models import Step, User
from huiguan.kernel.telling import tell
from huiguan.register.models import Organization

KIND = "activities.visits"


def plan_visit(
    activity: Activity,
    organization: Organization,
    *,
    by: Any,
    topics: Iterable[VisitTopic] = (),
    why_despite: str = "",
) -> Visit:
    """This activity visits this firm. Of what is to come the firm is told, and asked whether it suits it.

    ``why_despite`` is why it is planned although there was something to mind: see ``visit_load.warnings``.
    """
    visit = Visit(activity=activity, organization=organization, why_despite=why_despite)
    is_asked = _is_to_come(activity) and bool(voices.of(organization))
    visit.state = Consent.ASKED if is_asked else Consent.NOT_ASKED
    with entered(visit, by=by):
        visit.save()
        _ask_about(visit, topics)
        if is_asked:
            _tell(visit, visit_wording.asked)
    return visit


def plan_visits(
    activity: Activity,
    organizations: Iterable[Organization],
    *,
    by: Any,
    topics: Iterable[VisitTopic] = (),
    reasons: Mapping[int, str] | None = None,
) -> list[Visit]:
    """Several firms that are asked the same; ``reasons`` are by the numbers of those of which there was something to
    mind."""
    about, why = list(topics), reasons or {}
    return [plan_visit(activity, firm, by=by, topics=about, why_despite=why.get(firm.pk, "")) for firm in organizations]


def change_visit(visit: Visit, *, by: Any, topics: Iterable[VisitTopic], why_despite: str = "") -> Visit:
    """It is asked about something else: the firm hears of it, and what it has answered stands."""
    with transaction.atomic(), acting(by):
        if why_despite and why_despite != visit.why_despite:
            visit.why_despite = why_despite
            visit.save()
        if _ask_about(visit, topics) and visit.state != Consent.NOT_ASKED and _is_to_come(visit.activity):
            _tell(visit, visit_wording.changed)
    return visit


def drop_visit(visit: Visit, *, by: Any) -> None:
    with transaction.atomic(), acting(by):
        _say_that_it_is_off(visit)
        visit.delete()


def ask_firms_anew(activity: Activity, *, by: Any, reasons: Mapping[int, str] | None = None) -> set[int]:
    """It is on another day, or on again: what firms have said was said to what had been planned before. ``reasons``
    are by the numbers of firms. What has begun by now is only put right. Returns the firms, who hear of it so."""
    if not _is_to_come(activity):
        return set()
    with transaction.atomic(), acting(by):
        visits = _of(activity)
        for visit in visits:
            if why := (reasons or {}).get(visit.organization_id):
                visit.why_despite = why
                visit.save()
            _ask_anew(visit)
    return {visit.organization_id for visit in visits}


def called_off(activity: Activity, *, by: Any) -> None:
    with transaction.atomic(), acting(by):
        hosts = set(Host.everywhere.filter(activity=activity).values_list("organization", flat=True))
        for visit in _of(activity):
            if visit.organization_id not in hosts:  # these are told as hosts
                _say_that_it_is_off(visit)


# effects of moves


def asked(visit: Visit, *, by: Any) -> None:
    _tell(visit, visit_wording.asked)


def asked_anew(visit: Visit, *, by: Any) -> None:
    _tell(visit, visit_wording.asked_anew)


def answered(visit: Visit, *, by: Any, to: str, words: str = "", meant: str = "") -> None:
    """By the firm itself. It is said to the time that was ``meant``."""
    if meant and meant != visit.when:
        raise NotNow("moved")
    _answer(visit, to, AnswerWay.ACCOUNT, by.name or by.username, words)


def noted(visit: Visit, *, by: Any, to: str, answerer: str, words: str = "") -> None:
    """By telephone, written down by whoever asked; those who speak for the firm hear what was written down."""
    _answer(visit, to, AnswerWay.PHONE, answerer, words)
    _tell(visit, visit_wording.noted)


def forgotten(visit: Visit, *, by: Any) -> None:
    visit.way, visit.answerer, visit.words, visit.answered_at = "", "", "", None


def who_planned(visit: Visit) -> list[User]:
    """Whoever planned it, as long as they may read it: what it says is not for others."""
    planned = Step.of(visit).filter(move="create").select_related("by").first()
    return [planned.by] if planned and planned.by and sees(planned.by, visit) else []


def _answer(visit: Visit, to: str, way: str, who: str, words: str) -> None:
    """Whoever planned the visit hears of it."""
    visit.state, visit.way, visit.answerer, visit.words, visit.answered_at = to, way, who[:60], words, clock.now()
    tell(
        who_planned(visit),
        key=f"{KIND}:answer:{visit.pk}:{visit.version}",
        say=lambda: visit_wording.answered(visit),
        about=visit,
    )


def _ask_anew(visit: Visit) -> None:
    activity = visit.activity
    if visit.state in ANSWERED:
        visit = perform(visit, "lapse", by=User.system())
        visit.activity = activity
    if visit.state == Consent.ASKED:
        _tell(visit, visit_wording.asked_anew)
    elif voices.of(visit.organization):
        perform(visit, "ask_anew", by=User.system())


def _of(activity: Activity) -> list[Visit]:
    """With the activity as it stands in the hand: it may not be kept yet. Nobody answers meanwhile."""
    stored = Visit.everywhere.filter(activity=activity).select_related("organization")
    rows = list(stored.select_for_update(of=("self",)).order_by("pk"))
    for visit in rows:
        visit.activity = activity
    return rows


def _is_to_come(activity: Activity) -> bool:
    return activity.state == ActivityState.PLANNED and activity.starts > clock.now()


def _ask_about(visit: Visit, topics: Iterable[VisitTopic]) -> bool:
    """Whether something else is asked by now; rows of a many-to-many field are no columns, so the log is told apart."""
    before = sorted(map(str, visit.topics.all()))
    visit.topics.set(topics)
    after = sorted(map(str, visit.topics.all()))
    if before != after:
        visit.log_apart({"topics": before}, {"topics": after})
    return before != after


def _say_that_it_is_off(visit: Visit) -> None:
    is_known = visit.state not in (Consent.NOT_ASKED, Consent.DECLINED)
    if is_known and visit.activity.starts > clock.now():
        _tell(visit, visit_wording.called_off)


def _tell(visit: Visit, say: Any) -> None:
    tell(
        voices.of(visit.organization),
        key=f"{KIND}:{say.__name__}:{visit.pk}:{visit.version}:{visit.activity.version}",
        say=lambda: say(visit),
        about=visit,
    )
