"""For whom seats, seat cards and badges are made: those who come, in the order of their posts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.activities import guests, seating
from huiguan.activities.models import Activity, ActivityState, Invitation, Participation
from huiguan.activities.models.invitations import COMING
from huiguan.activities.names import without_post
from huiguan.kernel.cutting import Cards, FoldedNames
from huiguan.kernel.papers import Paper

BADGE = (90, 54)  # mm
WIDEST = 26  # seats in a row: more does not fit on a sheet
TEXT_WIDTH = 156  # mm
LONG = 6  # characters, from which a name on a badge is written smaller


class Whom(TextChoices):
    COMING = "coming", gettext_lazy("答复要来的客人")
    CAME = "came", pgettext_lazy("名单", "参加人员")


@dataclass(frozen=True)
class Sitter:
    name: str
    unit: str
    role: str


def usual(activity: Activity) -> Any:
    """Before it is held those who said that they come, if there are any; else those on the list."""
    is_planned = activity.state == ActivityState.PLANNED
    asked = is_planned and Invitation.objects.filter(activity=activity, state__in=COMING).exists()
    return Whom.COMING if asked else Whom.CAME


def of(activity: Activity, whom: str) -> list[Sitter]:
    if whom == Whom.COMING:
        rows = guests.by_rank(Invitation.objects.filter(activity=activity, state__in=COMING))
        return [sitter for row in rows for sitter in _invited(row)]
    rows = guests.by_rank(Participation.objects.filter(activity=activity))
    return [Sitter(row.called, row.unit, _role(row)) for row in rows]


def seats(activity: Activity, people: list[Sitter], width: int) -> Paper:
    paper = Paper(_("座次表"), activity)
    paper.centred(_("主席台 · 图上左右，以面向主席台来看"))
    table = [[sitter.name if sitter else "" for sitter in row] for row in seating.rows(people, width)]
    paper.grid(table, TEXT_WIDTH)
    paper.paragraph(_("居中为第一位，第二位在其左手，第三位在其右手，依次向两边排开；先坐满第一排。"))
    return paper


def seat_cards(activity: Activity, people: list[Sitter]) -> FoldedNames:
    return FoldedNames(_("席卡"), [sitter.name for sitter in people])


def badges(activity: Activity, people: list[Sitter]) -> Cards:
    width, height = BADGE
    return Cards(_("胸牌"), width=width, height=height, cards=[_badge(activity, sitter) for sitter in people])


def _badge(activity: Activity, sitter: Sitter) -> list[tuple[str, int]]:
    size = 26 if len(sitter.name) <= LONG else 18
    lines = [(sitter.name, size), (sitter.unit, 12), (sitter.role, 12), (str(activity), 9)]
    return [(text, size) for text, size in lines if text]


def _invited(row: Invitation) -> Iterable[Sitter]:
    """Whoever was invited or comes for them, and a place for each who comes along and is not named."""
    unit = row.unit or str(row.organization or "") if row.stand_in else row.unit
    yield Sitter(without_post(row.stand_in) or row.called, unit, str(_("来宾")))
    for number in range(1, row.seats):
        yield Sitter(_("%(guest)s 随行 %(n)s") % {"guest": row.called, "n": number}, row.unit, str(_("来宾")))


def _role(row: Participation) -> str:
    """What stands on a badge: whoever is merely present is called so."""
    return str(Whom.CAME.label if row.role == Participation.Role.ATTENDEE else row.get_role_display())
