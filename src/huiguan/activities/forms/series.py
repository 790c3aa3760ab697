from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.activities import actions, queries
from huiguan.activities.forms.programmes import CODE
from huiguan.activities.forms.visiting import HeedsFirms
from huiguan.activities.models import Series, Visit
from huiguan.activities.models.activities import MOST_SESSIONS
from huiguan.activities.recurrence import in_words
from huiguan.activities.visit_load import visitors
from huiguan.kernel import words
from huiguan.kernel.forms import Form, RecordForm
from huiguan.register.forms.choices import settle_place
from huiguan.register.models import Organization

NOBODY_TO_VISIT = gettext_lazy(
    "这是走访企业的，可是还没有一场写明走访哪家：请先从“只登记一场”安排一场，写明走访哪家，再安排下几次"
)
OFFERED = 4  # sessions that the rule proposes at once


class SeriesForm(RecordForm):
    groups = [
        (gettext_lazy("常办活动"), ["name", "kind", "node", "counter", "purpose", "code"]),
        (gettext_lazy("多久办一次"), ["rule", "every", "begins", "lunar_month", "lunar_day"]),
    ]

    class Meta:
        model = Series
        fields = [
            "name",
            "kind",
            "node",
            "counter",
            "purpose",
            "code",
            "rule",
            "every",
            "begins",
            "lunar_month",
            "lunar_day",
        ]
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "code": CODE,
            "rule": gettext_lazy("只用来提示下一次的日子，安排时都可以改"),
            "lunar_month": gettext_lazy("按农历的填；如春节后初八，填 1 月 8 日"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        settle_place(self, "activities.edit")
        self.fields["every"].required = False

    def clean_every(self):
        return self.cleaned_data["every"] or 1


class VisitedAgain(forms.ModelMultipleChoiceField):
    """The firms that the session before visited, each with what it was asked."""

    topics: Mapping[int, str] = MappingProxyType({})

    def label_from_instance(self, obj):
        return words.bracketed(obj, self.topics.get(obj.pk, ""))


class LayOutForm(HeedsFirms, Form):
    """A box for each day that the rule proposes, and fields for other days; each becomes a planned activity."""

    offered = forms.MultipleChoiceField(
        label=gettext_lazy("按规律，接下来是"), required=False, widget=forms.CheckboxSelectMultiple
    )
    other_1 = forms.DateTimeField(label=gettext_lazy("另定的时间"), required=False)
    other_2 = forms.DateTimeField(label=gettext_lazy("另定的时间（二）"), required=False)
    other_3 = forms.DateTimeField(label=gettext_lazy("另定的时间（三）"), required=False)

    visited = VisitedAgain(
        Organization.objects.all(),
        label=gettext_lazy("每次走访哪家"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("和上一场走访的一样，问的也一样；要加别家的，安排以后到活动页上加"),
    )

    field_order = ("offered", "other_1", "other_2", "other_3", "visited", "why_despite")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._offer_visits()
        offered = queries.next_moments(self.record, OFFERED)
        self.fields["offered"].choices = [(moment.isoformat(), _in_words(moment)) for moment in offered]
        if not offered:
            del self.fields["offered"]

    def clean(self):
        cleaned = super().clean()
        if not self.moments:
            raise forms.ValidationError(_("请勾选或填写至少一个时间"))
        actions.locked_series(self.record)  # what is asked from here on stays so until the sessions are kept
        if queries.last_number(self.record) + len(self.moments) > MOST_SESSIONS:
            raise forms.ValidationError(
                _("期数最多到 %(most)s；请改从新增活动一场一场安排，期数留空") % {"most": MOST_SESSIONS}
            )
        taken = {day for day in map(timezone.localdate, self.moments) if queries.is_laid_out(self.record, day)}
        if taken:
            raise forms.ValidationError(_("%(days)s 已经安排了这项活动") % {"days": words.listed(sorted(taken))})
        if not self.errors:
            self._heed_visits()
        return cleaned

    def _offer_visits(self) -> None:
        """Of a kind of activity that goes to firms; where no session says to which, none can be laid out."""
        is_visit = self.record.kind.is_visit
        known = queries.visits_before(self.record) if is_visit else []
        there = Organization.objects.filter(pk__in=[one.organization_id for one in known])
        self.before = [one for one in known if one.organization in there]
        self.problem = "" if self.before or not is_visit else str(NOBODY_TO_VISIT)
        if not self.before:
            del self.fields["visited"]
            return
        field = self.fields["visited"]
        field.topics = {one.organization_id: words.listed(one.topics.all()) for one in self.before}
        field.queryset = there
        field.initial = [one.organization_id for one in self.before]

    def _heed_visits(self) -> None:
        if self.problem:
            raise forms.ValidationError(self.problem)
        asked = [(one.organization, one.topics.all()) for one in self.visits]
        who = visitors([self.before[0].activity]).popitem()[1] if self.before else ""
        self.heed_all(asked, self.moments, who)

    @property
    def visits(self) -> list[Visit]:
        """Those of the session before whose firms are to be visited again."""
        chosen = set(self.cleaned_data.get("visited") or ())
        return [one for one in self.before if one.organization in chosen]

    @property
    def moments(self) -> list[datetime]:
        chosen: list[Any] = [datetime.fromisoformat(text) for text in self.cleaned_data.get("offered") or ()]
        chosen += [self.cleaned_data.get(name) for name in ("other_1", "other_2", "other_3")]
        return sorted({moment for moment in chosen if moment})


def _in_words(moment: datetime) -> str:
    """2027-02-13 周六 09:00（正月初八）."""
    local = timezone.localtime(moment)
    return words.bracketed(date_format(local, "Y-m-d D H:i"), in_words(local.date()))
