"""Certificates of an activity: issued, listed, taken away as papers."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiguan.activities import actions, certificates
from huiguan.activities.forms import IssueForm
from huiguan.activities.models import ActivityState, Certificate
from huiguan.activities.rules import NOT_HELD, arranges, was_held
from huiguan.activities.screens.arranged import arranged
from huiguan.kernel.desks import Desk
from huiguan.kernel.flow import NotAllowed
from huiguan.kernel.papers import send


class CertificateDesk(Desk):
    name = "certificates"
    model = Certificate
    title = _("证书")
    one = pgettext_lazy("新增的", "证书")
    pages = {
        "of": "of/<whole:owner>/",
        "issue": "of/<whole:owner>/new/",
        "all": "of/<whole:owner>/papers/",
        "paper": "<whole:pk>/paper/",
    }
    posted = frozenset({"issue"})
    rules = {**dict.fromkeys(pages, arranges), "paper": arranges & was_held}

    def get_queryset(self):
        rows = Certificate.objects.select_related("participation__activity__tenant", "participation__person")
        return rows.select_related("participation__organization")

    def url_of(self, record):
        return self.url("of", record.participation.activity_id)

    def above(self, owner: int | None = None, **kwargs) -> str:
        return reverse("activities.detail", args=[owner]) if owner else reverse("home.list")

    def of(self, owner: int):
        activity = arranged(self.request.user, owner)
        here = {"label": str(activity), "url": reverse("activities.detail", args=[activity.pk])}
        return self.show(
            "of",
            title=gettext("证书 · %(activity)s") % {"activity": activity},
            crumbs=[{"label": gettext("活动"), "url": reverse("activities.list")}, here],
            rows=self._of(activity),
            activity=activity,
            is_held=activity.state == ActivityState.HELD,
            why=NOT_HELD,
        )

    def issue(self, owner: int):
        activity = arranged(self.request.user, owner)
        form = IssueForm(self.request.POST or None, by=self.request.user, record=activity)
        then, problem = self.url("of", activity.pk), ""
        if activity.state != ActivityState.HELD:
            problem = gettext("活动登记为已举办以后，再发证书")
        elif not form.fields["rows"].queryset:
            problem = gettext("名单上有姓名的人都已经有证书了，或者还没有登记参加人员")
        if form.is_bound and form.is_valid() and not problem:
            made = actions.issue(activity, form.cleaned_data["rows"], form.cleaned_data["kind"], by=self.request.user)
            messages.success(self.request, gettext("已编号 %(n)s 份，可以下载打印") % {"n": len(made)})
            return redirect(then)
        title = gettext("发证书 · %(activity)s") % {"activity": activity}
        mind = [gettext("编号按年连续，发出以后不变，也不会再给别人；有证书的人不能从名单上移除")]
        return self.ask(form, title, then, submit=gettext("编号发证"), problem=problem, mind=mind)

    def all(self, owner: int):
        activity = arranged(self.request.user, owner)
        if activity.state != ActivityState.HELD:
            raise NotAllowed(str(NOT_HELD))
        rows = list(self._of(activity))
        return send(certificates.paper(activity, rows), f"{self.title}-{activity}")

    def paper(self):
        row = self.record
        activity = arranged(self.request.user, row.participation.activity_id)
        return send(certificates.paper(activity, [row]), f"{row.get_kind_display()}-{row.participation}-{row.number}")

    def _of(self, activity):
        return self.get_queryset().filter(participation__activity=activity)
