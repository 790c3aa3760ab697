"""Who takes part in a scheme and why, how often they have served, since when they wait."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from huiguan.kernel.words import listed
from huiguan.mechanisms.rotation.models import Enrolment, Exemption, Scheme, Serves
from huiguan.mechanisms.rotation.plans import eligible_since, served_before
from huiguan.mechanisms.rotation.queries import eligible, holds_on, on_day


@dataclass(frozen=True)
class Standing:
    """One who takes part, on a day; for whoever plans, nobody else."""

    bearer: Any
    why: str
    served: int
    since: date | None
    exempt: Exemption | None


def standings(scheme: Scheme, day: date) -> list[Standing]:
    """In the order of their names: it is no ranking."""
    enrolled = {row.bearer_id: row for row in Enrolment.objects.filter(on_day(day), scheme=scheme)}
    exempt = {row.bearer_id: row for row in Exemption.objects.filter(scheme=scheme) if holds_on(row, day)}
    served, since = served_before(scheme, day), eligible_since(scheme)
    by_name = "pk" if scheme.serves == Serves.TEAMS else "pinyin"
    return [
        Standing(
            bearer=one,
            why=str(enrolled[one.pk].get_how_display()) if one.pk in enrolled else _by_rule(scheme),
            served=served.get(one.pk, (0, None))[0],
            since=served[one.pk][1] if one.pk in served else since.get(one.pk),
            exempt=exempt.get(one.pk),
        )
        for one in eligible(scheme, day).order_by(by_name, "pk")
    ]


def _by_rule(scheme: Scheme) -> str:
    if scheme.serves == Serves.TEAMS:
        return _("小组")
    posts = listed(scheme.eligible_posts.all())
    return _("按职务：%(posts)s") % {"posts": posts} if posts else _("全部参加")
