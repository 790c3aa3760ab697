"""One firm's calendar of all its visitors, for whoever plans to visit it and for the firm itself; its quiet times."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiguan.activities import actions, visit_load
from huiguan.activities.forms.visit_tables import QuietTimeForm
from huiguan.activities.models import ActivityState, QuietTime, Visit
from huiguan.activities.rules import arranges
from huiguan.activities.screens.visits import status_of
from huiguan.activities.visit_rules import enters_quiet, keeps_quiet, plans_visits, reads_calendar, speaks_for_the_firm
from huiguan.kernel import clock
from huiguan.kernel.parts import PartDesk
from huiguan.kernel.screens import Screen
from huiguan.kernel.words import labelled, listed
from huiguan.register.models import Organization

MONTHS_BACK = 12


@dataclass(frozen=True)
class Line:
    """One visit as everybody may read it who may plan one; the way to it only for those who may open it."""

    day: date
    who: str
    topics: str
    status: dict[str, Any]
    url: str
    is_held: bool

    @property
    def is_unsaid(self) -> bool:
        """The day is over, and nobody has said whether they went."""
        return not self.is_held and self.day < clock.today()


def lines(organization: Organization, since: date) -> list[Line]:
    rows = list(visit_load.visits_to(organization).filter(activity__starts__gte=clock.at(since, 0)))
    who = visit_load.visitors(row.activity for row in rows)
    open_ones = set(Visit.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    return [
        Line(
            visit_load.day_of(row),
            who[row.activity_id],
            listed(row.topics.all()),
            status_of(row),
            reverse("visits.detail", args=[row.pk]) if row.pk in open_ones else "",
            row.activity.state == ActivityState.HELD,
        )
        for row in rows
    ]


def used(organization: Organization) -> list[visit_load.Load]:
    """How much of each cap is used up in the period of today."""
    rows = list(visit_load.calendar(organization))
    arranged = [visit_load.day_of(row) for row in rows if row.activity.state != ActivityState.HELD]
    return visit_load.loads(organization, clock.today(), map(visit_load.day_of, rows), arranged)


def source_of(quiet: QuietTime) -> str:
    """By whom it was entered, as everybody may know who plans to visit: 企业自己填的：联某."""
    by, said = quiet.entered_by, quiet.get_source_display()
    return labelled(said, by.name or by.username) if by else str(said)


class VisitCalendar(Screen):
    name = "visit_calendar"
    prefix = "visits/"
    pages = {"of": "of/<whole:organization>/", "own": "own/"}
    rules = {"of": reads_calendar, "own": reads_calendar}

    def own(self):
        """That of the firm for which the reader speaks."""
        firm = Organization.objects.filter(speaks_for_the_firm.q(self.request.user, Organization)).first()
        if firm is None:
            raise Http404
        return redirect(self.url("of", firm.pk))

    def of(self, organization: int):
        firm = get_object_or_404(Organization.objects.all(), pk=organization)
        self.check(firm)
        by, today = self.request.user, clock.today()
        there = lines(firm, clock.add_months(today, -MONTHS_BACK))
        quiet_times = list(visit_load.quiet_times(firm))
        own = set(
            QuietTime.objects.filter(keeps_quiet.q(by, QuietTime), organization=firm).values_list("pk", flat=True)
        )
        return self.show(
            "of",
            title=gettext("走访安排 · %(firm)s") % {"firm": firm},
            crumbs=[{"label": firm, "url": reverse("organizations.detail", args=[firm.pk])}],
            firm=firm,
            loads=used(firm),
            coming=[line for line in there if line.day >= today and not line.is_held],
            past=[line for line in reversed(there) if line.day < today or line.is_held],
            quiet=[(quiet, source_of(quiet), quiet.pk in own) for quiet in quiet_times],
            quiet_now=[quiet for quiet in quiet_times if quiet.around(today)],
            add_url=reverse("quiet_times.add", args=[firm.pk]) if enters_quiet(by, firm) else "",
            plan_url=f"{reverse('activities.create')}?visited={firm.pk}" if self._plans(by, firm) else "",
        )

    def _plans(self, by: Any, firm: Organization) -> bool:
        return bool(arranges(by) and plans_visits(by, firm))


class QuietTimeDesk(PartDesk):
    name = "quiet_times"
    model = QuietTime
    form_class = QuietTimeForm
    owner = "organization"
    owner_rule = enters_quiet
    title = _("免打扰时段")
    one = pgettext_lazy("新增的", "免打扰时段")
    rules = {"add": enters_quiet, "edit": keeps_quiet, "delete": keeps_quiet}

    def get_queryset(self):
        return QuietTime.objects.select_related("organization")

    def save(self, form):
        return actions.keep_quiet(form.save(commit=False), by=self.request.user)

    def url_of(self, record):
        return reverse("visit_calendar.of", args=[record.organization_id])

    def above(self, owner: int | None = None, **kwargs):
        return reverse("visit_calendar.of", args=[owner]) if owner else reverse("home.list")

    def crumbs(self):
        firm = self.record.organization if self.record else None
        return [{"label": gettext("走访安排"), "url": self.url_of(self.record)}] if firm else []
