"""A scheme as a practice suggests it, and the same scheme under new rules from a day on."""

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from huiguan.kernel.flow import NotAllowed, entered
from huiguan.kernel.models import Record
from huiguan.mechanisms.rotation.models import (
    Duty,
    Enrolment,
    Exemption,
    HandoverPoint,
    Member,
    Scheme,
    SchemeRole,
    SchemeStep,
    Team,
    TurnState,
    Way,
    Wish,
)
from huiguan.register.models import Post

FILE = Path(__file__).resolve().parent.parent / "data" / "presets.json"
COPIED = (SchemeStep, SchemeRole, Duty, HandoverPoint, Way)


@cache
def presets() -> dict[str, dict[str, Any]]:
    """Practices from which a scheme may start, by their keys."""
    return {one["key"]: one for one in json.loads(FILE.read_text(encoding="utf-8"))}


def furnish(scheme: Scheme, preset: dict[str, Any]) -> None:
    """A new scheme is given the steps, roles, duties, handover points and ways of a practice; all may be changed."""
    for order, (name, due_day, settled_by) in enumerate(preset.get("steps", ()), start=1):
        SchemeStep(scheme=scheme, order=order, name=name, due_day=due_day, settled_by=settled_by).save()
    for order, (name, least, most, is_lead, *posts) in enumerate(preset.get("roles", ()), start=1):
        role = SchemeRole(scheme=scheme, order=order, name=name, least=least, most=most, is_lead=is_lead)
        role.save()
        role.eligible_posts.set(Post.objects.filter(name__in=posts))
    for order, text in enumerate(preset.get("duties", ()), start=1):
        Duty(scheme=scheme, order=order, text=text).save()
    for order, name in enumerate(preset.get("points", ()), start=1):
        HandoverPoint(scheme=scheme, order=order, name=name).save()
    for kind, other_agrees, approval, days_before in preset.get("ways", ()):
        facts = {"kind": kind, "other_agrees": other_agrees, "approval": approval, "days_before": days_before}
        Way(scheme=scheme, **facts).save()


def renew(scheme: Scheme, *, by, starts: date, name: str) -> Scheme:
    """The same rules as a scheme of its own from that day on, to be changed there; the old one ends the day before.

    Whoever has served goes on waiting where they were. Drafts of the old scheme from that day on go; raises
    ``NotAllowed`` where one of its turns that is settled reaches further.
    """
    if Scheme.objects.filter(continues=scheme).exists():
        raise NotAllowed(_("这个方案已经另立过新方案了，请在新的那个上面改"))
    later = scheme.turns.filter(ends__gte=starts)
    settled = later.exclude(state=TurnState.DRAFTED).order_by("-ends").first()
    if settled:
        raise NotAllowed(
            _("%(turn)s已经公布，到 %(day)s 才结束；新规定请从那以后开始") % {"turn": settled, "day": settled.ends}
        )
    ends = scheme.ends if scheme.ends and scheme.ends >= starts else None
    new = _copy(scheme, name=name, starts=starts, ends=ends, continues=scheme)
    with entered(new, by=by):
        for turn in later:
            turn.delete()
        new.save()
        new.eligible_posts.set(scheme.eligible_posts.all())
        for kind in COPIED:
            for row in kind.objects.filter(scheme=scheme):
                copied = _copy(row, scheme=new)
                copied.save()
                if kind is SchemeRole:
                    copied.eligible_posts.set(row.eligible_posts.all())
        _copy_people(scheme, new, starts)
        scheme.ends = min(scheme.ends or date.max, starts - timedelta(days=1))
        scheme.save()
    return new


def _copy_people(scheme: Scheme, new: Scheme, day: date) -> None:
    """Teams with their people, who is enrolled and who is let off, and wishes, as far as they reach that day."""
    teams: dict[int | None, Team | None] = {None: None}
    for team in Team.objects.filter(scheme=scheme):
        teams[team.pk] = _copy(team, scheme=new)
        teams[team.pk].save()
        for member in Member.objects.filter(team=team):
            _copy(member, team=teams[team.pk]).save()
    for kind in (Enrolment, Exemption, Wish):
        for row in kind.objects.filter(scheme=scheme):
            if row.ends is None or row.ends >= day:
                _copy(row, scheme=new, team=teams[row.team_id]).save()


def _copy(row: Record, **changed: Any) -> Any:
    """A new row with the settings of another."""
    own = ("id", "tenant", "version", *changed)
    kept = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if field.name not in own}
    return type(row)(**{**kept, **changed})
