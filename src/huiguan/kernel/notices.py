"""Before it is too late: whoever must act on a record is told some days before it is due, and once when it is late.

Before the day those are told who stand nearest to the record (its own people, else those of its node, else further up);
once it is late, everybody whose turn it is.
"""

import logging
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiguan.kernel import clock
from huiguan.kernel.failures import SomeFailed, place_of
from huiguan.kernel.models import Grant, User
from huiguan.kernel.reach import current_reach, reaching
from huiguan.kernel.rooms import rooms
from huiguan.kernel.rules import Rule
from huiguan.kernel.telling import DUE, tell
from huiguan.kernel.words import labelled

log = logging.getLogger("huiguan.jobs")
LATE = "late"
OLD_NEWS = 7  # days; what has been late for longer stands on the home page and is told to nobody anew


def remind() -> None:
    """Of everything that waits in the current tenant, by the flows of all rooms.

    A record of which nobody can be reminded leaves the others their turn; raises ``SomeFailed`` when all had theirs.
    """
    failed = []
    for room in rooms():
        for flow in room.flows:
            for state, wait in flow.waits.items():
                for record in flow.model.objects.filter(state=state):
                    try:
                        days = wait.notice_days(record) if wait.notice_days else flow.notice_days
                        _remind_if_it_is_time(record, wait, days, f"{room.name}.{DUE}")
                    except Exception as failure:
                        log.error("no reminder of %s %s: %s", record.label(), record.pk, place_of(failure))
                        failed.append(failure)
    if failed:
        raise SomeFailed(failed)


def _remind_if_it_is_time(record, wait, days: Iterable[int], kind: str) -> None:
    due = _day(wait.until(record))
    if due is not None and (stage := stage_of(due, days)) is not None:
        _remind_of(record, wait, due, stage, kind)


def stage_of(due: date, days: Iterable[int]) -> str | None:
    """Which notice it is time for: the shortest of the days before that has come, or that it is late; or none.

    A day on which nothing ran is made up for on the next, since it is still the same notice.
    """
    left = (due - clock.today()).days
    if left < 0:
        return LATE if -left <= OLD_NEWS else None
    return next((str(before) for before in sorted(days) if left <= before), None)


def how_long(due: date) -> str:
    left = (due - clock.today()).days
    if left < 0:
        return ngettext("已逾期 %(n)s 天", "已逾期 %(n)s 天", -left) % {"n": -left}
    return ngettext("还剩 %(n)s 天", "还剩 %(n)s 天", left) % {"n": left} if left else _("今天到期")


def holders(words: Iterable[str], record) -> dict[User, int]:
    """Who holds one of the words where the record belongs today, and how far from it: 0 on its own subject, 1 at one
    of its nodes, one more for each step up the tree."""
    rows = type(record).everywhere.filter(pk=record.pk)
    reach_to = type(record).reach_to
    subjects = {pk for lookup in reach_to.owners for pk in rows.values_list(lookup, flat=True) if pk}
    paths = {path for lookup in reach_to.nodes for path in rows.values_list(f"{lookup}__path", flat=True) if path}
    depths = up(paths)
    there = Q(subject_id__in=subjects) | Q(node__path__in=paths) | Q(below=True, node__path__in=depths)
    grants = Grant.in_force().filter(there, tenant_id=record.tenant_id, word__in=words, user__is_active=True)
    found: dict[User, int] = {}
    for grant in grants.select_related("user", "node").order_by("user"):
        steps = depths[grant.node.path] if grant.node else 0
        found[grant.user] = min(steps, found.get(grant.user, steps))
    return found


def up(paths: Iterable[str]) -> dict[str, int]:
    """The places from some nodes up to the root, with how many steps away each is: a node itself 1."""
    found: dict[str, int] = {}
    for path in paths:
        parts = [part for part in path.split("/") if part]
        for depth in range(len(parts), 0, -1):
            above, steps = "/".join(parts[:depth]) + "/", 1 + len(parts) - depth
            found[above] = min(steps, found.get(above, steps))
    return found


def responsible(rule: Rule, record) -> dict[User, int]:
    """Those of the holders to whom the rule says yes today."""
    found = {}
    for user, steps in holders(rule.words, record).items():
        with reaching(user.reach(current_reach().tenant)):
            if rule(user, record):
                found[user] = steps
    return found


def nearest(found: dict[User, int]) -> list[User]:
    return [user for user, steps in found.items() if steps == min(found.values())]


def _remind_of(record, wait, due: date, stage: str, kind: str) -> None:
    found = responsible(wait.whose, record)

    def say() -> tuple[str, str]:
        subject = labelled(record, f"{wait.label} · {how_long(due)}")
        known = [getattr(record, "byline", ""), getattr(record, "gist", "")]
        return subject, "\n".join(filter(None, [*known, _("期限：%(day)s") % {"day": due}]))

    key = f"{kind}:{record.label()}:{record.pk}:{due}:{stage}"
    tell(found if stage == LATE else nearest(found), key=key, say=say, about=record)


def _day(until: date | datetime | None) -> date | None:
    return timezone.localdate(until) if isinstance(until, datetime) else until
