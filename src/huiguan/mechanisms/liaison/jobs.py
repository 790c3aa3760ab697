"""By the clock: leaders and their liaison officers hear what is due soon."""

from datetime import timedelta

from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.days import on_day
from huiguan.kernel.telling import tell
from huiguan.kernel.words import listed, severally
from huiguan.mechanisms.liaison.actions.questions import who_answers
from huiguan.mechanisms.liaison.coverage import Coverage, Due
from huiguan.mechanisms.liaison.models import Linker

WEEKS = timedelta(days=14)
SHOWN = 8


def remind() -> None:
    """Once for each span that is about to end: what is still asked of a leader in it."""
    linkers = Linker.objects.filter(on_day(clock.today())).select_related("scheme", "person__user", "officer__user")
    for row in Coverage(linkers.order_by("pk")).rows:
        spans: dict = {}
        for due in row.open:
            if due.is_soon:
                spans.setdefault(due.by, []).append(due)
        for by, dues in spans.items():
            tell(
                who_answers(row.linker),
                key=f"liaison.dues:{row.linker.pk}:{by}",
                say=lambda by=by, dues=dues: (_("%(day)s 前还要联系") % {"day": by}, said(dues)),
                about=row.linker,
            )


def said(dues: list[Due]) -> str:
    """What is asked, with the names of those it is asked for."""
    found: dict[str, list[str]] = {}
    for due in dues:
        found.setdefault(str(due.minimum), []).extend([str(due.target)] if due.target else [])
    lines = []
    for what, names in found.items():
        shown = listed(names[:SHOWN]) + (_("等 %(n)s 个") % {"n": len(names)} if len(names) > SHOWN else "")
        lines.append(_("%(what)s，还差：%(names)s") % {"what": what, "names": shown} if names else what)
    return severally(lines)
