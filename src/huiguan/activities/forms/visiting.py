"""What is asked of visits: which firms, about what; why in spite of what there is to mind; what a firm says to it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.activities import visit_load
from huiguan.activities.models import Activity, Visit, VisitTopic
from huiguan.activities.visit_load import Visited
from huiguan.kernel import clock
from huiguan.kernel.forms import Form, RecordForm
from huiguan.register.models import Organization


class HeedsFirms(forms.Form):
    """Says what there is to mind before a firm is visited, and asks why it is to be visited nevertheless.

    The form calls ``heed`` when all else is answered. It comes back once with the lines, which stand in ``mind``, and
    with the field for the reason; it is good when it is sent with a reason and the lines are still the same. The firms
    are held meanwhile, so that of two who plan at once the second is told of the first.
    """

    why_despite = forms.CharField(
        label=gettext_lazy("仍然安排的理由"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("和走访记在一起，安排走访的人看得到"),
    )
    heeded = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.mind: list[str] = []
        self.minded: set[int] = set()  # the numbers of the firms of which there is something to mind
        self.minded_on: dict[date, set[int]] = {}  # the same, where several days are planned at once
        self._why = self.fields.pop("why_despite")
        if self.data.get(self.add_prefix("heeded")):
            self._offer_why()

    def heed(
        self,
        asked: Iterable[tuple[Organization, Iterable[VisitTopic]]],
        starts: datetime | None,
        besides: Activity | None = None,
    ) -> None:
        """``asked`` are the firms, each with what it is asked about; of what lies in the past there is no warning."""
        firms = {organization: list(topics) for organization, topics in asked}
        if firms and starts and starts > clock.now():
            visit_load.held_still(firms)
            day = timezone.localdate(starts)
            found = [(firm, visit_load.warnings(firm, day, topics, besides)) for firm, topics in firms.items()]
            self.minded = {firm.pk for firm, cautions in found if cautions}
            self.mind = visit_load.in_words(found)
        self._come_back_once()

    def heed_all(
        self, asked: Iterable[tuple[Organization, Iterable[VisitTopic]]], moments: Iterable[datetime], who: str
    ) -> None:
        """The same for several days on which ``who`` visits: each is minded as if those before it were kept by now."""
        firms = {organization: frozenset(topics) for organization, topics in asked}
        days = [timezone.localdate(moment) for moment in sorted(moments) if moment > clock.now()]
        visit_load.held_still(firms)
        for number, day in enumerate(days):
            before = days[:number]
            found = [
                (firm, visit_load.warnings(firm, day, topics, meant=[Visited(one, who, topics) for one in before]))
                for firm, topics in firms.items()
            ]
            self.minded_on[day] = {firm.pk for firm, cautions in found if cautions}
            self.mind += [f"{day} {line}" for line in visit_load.in_words(found)]
        self._come_back_once()

    def _come_back_once(self) -> None:
        if self.mind:
            self._offer_why()
            self._ask_why(visit_load.digest(self.mind))
        else:
            self.fields.pop("why_despite", None)
            self.cleaned_data["why_despite"] = ""
        self.cleaned_data.pop("heeded", None)  # what is left is what an action is told

    @property
    def reasons(self) -> dict[int, str]:
        """Why each firm of which there was something to mind is visited nevertheless, by its number."""
        return dict.fromkeys(self.minded, self.cleaned_data.get("why_despite", ""))

    @property
    def reasons_by_day(self) -> dict[date, dict[int, str]]:
        why = self.cleaned_data.get("why_despite", "")
        return {day: dict.fromkeys(minded, why) for day, minded in self.minded_on.items()}

    def _offer_why(self) -> None:
        self.fields["why_despite"] = self._why
        self.order_fields(self.field_order)

    def _ask_why(self, now: str) -> None:
        seen = self.cleaned_data.get("heeded")
        if seen == now and self.cleaned_data.get("why_despite"):
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("heeded")] = now
        if seen and seen != now:
            self.add_error("why_despite", _("上面要留意的和刚才不一样了：请再看一遍，仍然安排的，写明理由再保存"))
        else:
            self.add_error("why_despite", _("请先看上面要留意的：仍然安排的，写明理由再保存"))


class TopicsField(forms.ModelMultipleChoiceField):
    def __init__(self, **kwargs: Any):
        super().__init__(
            VisitTopic.objects.all(),
            label=gettext_lazy("要问什么"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=gettext_lazy("同一个季度问过的，系统会提醒，免得重复问"),
            **kwargs,
        )


class VisitForm(HeedsFirms, RecordForm):
    """One firm of an activity. Which firm it is stays: what it has said was said by that one."""

    fixed = ("activity",)
    topics = TopicsField()

    class Meta:
        model = Visit
        fields = ["organization", "topics"]
        help_texts = {"organization": gettext_lazy("一天走几家的，一家一家加")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["organization"]

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        organization = cleaned.get("organization") or (self.instance.pk and self.instance.organization)
        if organization and not self.conflict:
            activity = self.instance.activity
            self.heed([(organization, cleaned.get("topics") or ())], activity.starts, activity)
        return cleaned


class AnswerForm(Form):
    """An answer is to the time that the firm has read: when it is another by now, it reads that first."""

    words = forms.CharField(
        label=gettext_lazy("想说的话"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("可以不写"),
    )
    meant = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["meant"] = self.record.when

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("meant") != self.initial["meant"]:
            self.data = self.data.copy()
            self.data[self.add_prefix("meant")] = self.initial["meant"]
            now = {"when": self.record.when}
            raise forms.ValidationError(_("走访的时间刚刚改了，现在是 %(when)s：请按新的时间再答复") % now)
        return cleaned


class AnotherDayForm(AnswerForm):
    words = forms.CharField(
        label=gettext_lazy("什么时候方便"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )


class NoteForm(Form):
    answerer = forms.CharField(
        label=gettext_lazy("谁答复的"), max_length=60, help_text=gettext_lazy("电话里是谁说的，如：张三（办公室主任）")
    )
    words = forms.CharField(
        label=gettext_lazy("企业的话"), required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )


class NoteAnotherDayForm(NoteForm):
    words = forms.CharField(
        label=gettext_lazy("什么时候方便"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
