"""Which firms a new activity visits; and, when it is put off, whether the other day suits those that it visits."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.activities import known
from huiguan.activities.forms.visiting import HeedsFirms, TopicsField
from huiguan.activities.models import Activity, ActivityState, Visit
from huiguan.register.models import Organization

MOST = 20  # firms of one activity that are written at once


class PlansVisits(HeedsFirms):
    visited = forms.ModelChoiceField(
        Organization.objects.all(),
        label=gettext_lazy("走访哪家"),
        required=False,
        help_text=gettext_lazy("不去企业的不填"),
    )
    also = forms.CharField(
        label=gettext_lazy("还走访哪几家"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("一天走几家的填：一行一家，写全称或者简称"),
    )
    topics = TopicsField()

    def offer_visits(self, activity: Activity) -> None:
        self.firms: list[Organization] = []
        if activity.pk:
            for name in ("visited", "also", "topics"):
                del self.fields[name]

    def clean_also(self):
        names = [line.strip() for line in self.cleaned_data["also"].splitlines() if line.strip()]
        if len(names) > MOST:
            raise forms.ValidationError(_("一次最多写 %(n)s 家，其余的保存以后再加") % {"n": MOST})
        meant = known.firms(names)
        there = {firm.pk: firm for firm in Organization.objects.filter(pk__in=[firm.pk for firm in meant.values()])}
        lost = [name for name in names if name not in meant or meant[name].pk not in there]
        if lost:
            said = _("“%(name)s”对不上是哪一家：请写全称，或者先登记这家企业")
            raise forms.ValidationError([said % {"name": name[:40]} for name in lost])
        return [there[meant[name].pk] for name in names]

    def check_visits(self, activity: Activity, cleaned: dict[str, Any]) -> None:
        """A new one with the firms that are named; one that is put off with those that it visits."""
        starts = cleaned.get("starts")
        if activity.pk:
            self._check_another_day(activity, starts)
            return
        named = [cleaned.get("visited"), *(cleaned.get("also") or ())]
        self.firms = list(dict.fromkeys(firm for firm in named if firm))
        if not self.firms and getattr(cleaned.get("kind"), "is_visit", False) and "also" not in self.errors:
            self.add_error("visited", _("走访企业的，请写明去哪家"))
        topics = cleaned.get("topics") or ()
        self.heed([(firm, topics) for firm in self.firms], starts)

    def _check_another_day(self, activity: Activity, starts: Any) -> None:
        visits = []
        is_planned = activity.state == ActivityState.PLANNED
        if is_planned and starts and timezone.localdate(starts) != timezone.localdate(activity.starts):
            rows = Visit.objects.filter(activity=activity)
            visits = list(rows.select_related("organization").prefetch_related("topics"))
        self.heed([(visit.organization, visit.topics.all()) for visit in visits], starts, activity)
