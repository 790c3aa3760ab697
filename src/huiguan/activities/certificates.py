"""Certificates on paper, one page for each."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiguan.activities.models import Activity, Certificate, Host
from huiguan.kernel.papers import Paper
from huiguan.kernel.words import bracketed, labelled


def paper(activity: Activity, rows: Sequence[Certificate]) -> Paper:
    """For one of them or for all who have one, in the order of their numbers."""
    made: Paper | None = None
    lead = Host.objects.filter(activity=activity).select_related("organization").first()
    for row in rows:
        title = row.get_kind_display()
        if made is None:
            made = Paper(title)
        else:
            made.next(title)
        made.centred(labelled(_("编号"), row.number))
        made.paragraph(_said(activity, row))
        made.paragraph(_("特发此证。") if row.kind == Certificate.Kind.COMPLETION else _("特此证明。"))
        made.signed(lead or activity.tenant, date_format(row.issued_on, "DATE_FORMAT"))
    return made or Paper(_("证书"))


def _said(activity: Activity, row: Certificate) -> str:
    came = row.participation
    hours = came.hours_there
    words = {
        "who": bracketed(came.called, came.unit),
        "days": _days(activity),
        "activity": activity,
        "hours": f"{hours.normalize():f}" if hours else "",
    }
    if row.kind == Certificate.Kind.COMPLETION:
        if hours:
            return _("%(who)s：您于%(days)s参加“%(activity)s”，修满 %(hours)s 学时，准予结业。") % words
        return _("%(who)s：您于%(days)s参加“%(activity)s”，准予结业。") % words
    if hours:
        return _("兹证明%(who)s于%(days)s参加“%(activity)s”，共 %(hours)s 学时。") % words
    return _("兹证明%(who)s于%(days)s参加“%(activity)s”。") % words


def _days(activity: Activity) -> str:
    """2019年5月3日至2019年5月7日"""
    first = timezone.localdate(activity.starts)
    last = timezone.localdate(activity.ends) if activity.ends else first
    days = [date_format(day, "DATE_FORMAT") for day in dict.fromkeys([first, last])]
    return days[0] if len(days) == 1 else _("%(first)s至%(last)s") % {"first": days[0], "last": days[1]}
