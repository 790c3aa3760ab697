from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.activities import actions, queries
from huiguan.activities.forms.programmes import CODE
from huiguan.activities.models import Series
from huiguan.activities.models.activities import MOST_SESSIONS
from huiguan.activities.recurrence import in_words
from huiguan.kernel import words
from huiguan.kernel.forms import Form, RecordForm
from huiguan.register.forms.choices import settle_place

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


class LayOutForm(Form):
    """A box for each day that the rule proposes, and fields for other days; each becomes a planned activity."""

    offered = forms.MultipleChoiceField(
        label=gettext_lazy("按规律，接下来是"), required=False, widget=forms.CheckboxSelectMultiple
    )
    other_1 = forms.DateTimeField(label=gettext_lazy("另定的时间"), required=False)
    other_2 = forms.DateTimeField(label=gettext_lazy("另定的时间（二）"), required=False)
    other_3 = forms.DateTimeField(label=gettext_lazy("另定的时间（三）"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
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
        return cleaned

    @property
    def moments(self) -> list[datetime]:
        chosen: list[Any] = [datetime.fromisoformat(text) for text in self.cleaned_data.get("offered") or ()]
        chosen += [self.cleaned_data.get(name) for name in ("other_1", "other_2", "other_3")]
        return sorted({moment for moment in chosen if moment})


def _in_words(moment: datetime) -> str:
    """2027-02-13 周六 09:00（正月初八）."""
    local = timezone.localtime(moment)
    return words.bracketed(date_format(local, "Y-m-d D H:i"), in_words(local.date()))
