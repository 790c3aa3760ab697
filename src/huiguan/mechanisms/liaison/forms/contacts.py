"""What is asked of a contact: less than a minute's worth, on a phone."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huiguan.activities.forms.visiting import HeedsFirms, TopicsField
from huiguan.kernel import clock
from huiguan.kernel.forms import DateInput, Form, RecordForm, long_text
from huiguan.kernel.words import bracketed, span
from huiguan.mechanisms.liaison.actions.contacts import Said
from huiguan.mechanisms.liaison.actions.gatherings import VISITS
from huiguan.mechanisms.liaison.forms.contact_days import holds_on, in_post, linked_on
from huiguan.mechanisms.liaison.models import Contact, ContactKind, Link, Linker, LinkTarget, Talk

LONGEST_QUESTION = 500
MOST_QUESTIONS = 20  # at once


def lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class Targets(forms.ModelMultipleChoiceField):
    """Those linked to the leader on any day; the days stand beside those who are not linked today."""

    days: Mapping[int, str] = MappingProxyType({})

    def label_from_instance(self, obj):
        return bracketed(obj, self.days.get(obj.pk, ""))


class WithTargets(Form):
    """With whom: those linked to the leader on the day of the contact; ticked if it is one."""

    targets = Targets(LinkTarget.objects.all(), label=_("和谁"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, linker: Linker, **kwargs):
        super().__init__(*args, **kwargs)
        self.linker = linker
        links = list(Link.objects.filter(linker=linker).order_by("starts", "pk"))
        today = {link.target_id for link in links if holds_on(link, clock.today())}
        field = self.fields["targets"]
        field.days = {one.target_id: span(one.starts, one.ends) for one in links if one.target_id not in today}
        rows = LinkTarget.objects.filter(pk__in=[link.target_id for link in links])
        field.queryset = rows.select_related("organization").order_by("pinyin", "pk")
        if len(today) == 1:
            field.initial = list(today)

    def check_day(self, day: date) -> None:
        """The leader is in the post on that day, and linked to each of them."""
        in_post(self.linker, day)
        linked_on(self.linker, self.cleaned_data.get("targets", ()), day)


class TellsAndHears(Form):
    told = forms.CharField(label=_("通报了什么"), required=False, max_length=5000, widget=long_text(2))
    heard = forms.CharField(label=_("听到了什么"), required=False, max_length=5000, widget=long_text(3))
    asked = forms.CharField(
        label=_("提了哪些问题，要回复的"),
        required=False,
        max_length=5000,
        widget=long_text(2),
        help_text=_("一行一条；每一条都会等着回复"),
    )

    def clean_asked(self):
        found = lines(self.cleaned_data["asked"])
        if any(len(line) > LONGEST_QUESTION for line in found):
            raise forms.ValidationError(_("一条最多 %(n)s 个字") % {"n": LONGEST_QUESTION})
        if len(found) > MOST_QUESTIONS:
            raise forms.ValidationError(_("一次最多 %(n)s 条问题") % {"n": MOST_QUESTIONS})
        return found

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned[name] for name in ("told", "heard", "asked")):
            raise forms.ValidationError(_("请写一句说了什么或听到什么"))
        return cleaned

    def said(self, targets) -> list[Said]:
        """The same with each of them."""
        cleaned = self.cleaned_data
        return [Said(target, cleaned["told"], cleaned["heard"], cleaned["asked"]) for target in targets]


class RecordContactForm(TellsAndHears, WithTargets):
    """A contact that lies behind."""

    kind = forms.ChoiceField(label=_("怎样联系的"), choices=ContactKind.choices, widget=forms.RadioSelect)
    on = forms.DateField(label=_("哪天"), widget=DateInput())
    place = forms.CharField(label=_("地点"), max_length=120, required=False)
    topics = TopicsField()

    field_order = ("targets", "kind", "on", "told", "heard", "asked", "topics", "place")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = ContactKind.VISIT
        self.fields["on"].initial = min(clock.today(), self.linker.ends or clock.today())
        self.fields["topics"].label = _("走访时问了什么")

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError(_("还没到这一天；约好了还没去的，请用“约定联系”"))
        self.check_day(on)
        return on

    def clean(self):
        cleaned = super().clean()
        if not self.errors and self.is_known_already(cleaned) and self.data.get("seen") != self.key(cleaned):
            self.data = self.data.copy()
            self.data["seen"] = self.key(cleaned)
            raise forms.ValidationError(_("同一天同一种联系已经登记过一次；确实是另一次，再按一次“登记联系”"))
        return cleaned

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def key(self, cleaned) -> str:
        return f"{cleaned['kind']} {cleaned['on']} {sorted(one.pk for one in cleaned['targets'])}"

    def is_known_already(self, cleaned) -> bool:
        rows = Contact.objects.filter(linker=self.linker, kind=cleaned["kind"], on=cleaned["on"], state="held")
        return rows.filter(pk__in=Talk.objects.filter(target__in=cleaned["targets"]).values("contact")).exists()


class ArrangeForm(HeedsFirms, WithTargets):
    """A contact to come; before somebody is visited, what there is to mind is said."""

    kind = forms.ChoiceField(label=_("怎样联系"), choices=ContactKind.choices, widget=forms.RadioSelect)
    at = forms.DateTimeField(label=_("什么时候"))
    place = forms.CharField(label=_("地点"), max_length=120, required=False)

    topics = TopicsField()

    field_order = ("targets", "kind", "at", "topics", "place", "why_despite")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = ContactKind.VISIT

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at <= clock.now():
            raise forms.ValidationError(_("这个时间已经过了；去过的请用“登记联系”"))
        self.check_day(timezone.localdate(at))
        return at

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and cleaned["kind"] in VISITS:
            visited = [(target.organization, cleaned["topics"]) for target in cleaned["targets"] if target.organization]
            self.heed(visited, cleaned["at"])
        return cleaned


class ReportForm(TellsAndHears):
    """What was said at a contact that had been arranged."""

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            targets = [talk.target for talk in self.record.talks.select_related("target")]
            self.cleaned_data = {"said": self.said(targets)}
        return cleaned if self.errors else self.cleaned_data


def hindrance(linker: Linker, *, is_to_come: bool) -> str:
    """Why no contact of this leader can be entered, or arranged, at all."""
    today = clock.today()
    if is_to_come and linker.ends and linker.ends < today:
        return _("这位领导的联系 %(day)s 已经结束，不能再约") % {"day": linker.ends}
    if not is_to_come and linker.starts > today:
        return _("这位领导 %(day)s 起才联系，还没有可以登记的") % {"day": linker.starts}
    if not Link.objects.filter(linker=linker).exists():
        return _("这位领导还没有联系任何商会或企业：请先分工，或者在领导的页面上“手工加一家”")
    return ""


class TalkForm(RecordForm):
    fixed = ("contact", "target")

    class Meta:
        model = Talk
        fields = ("told", "heard")
        widgets = {name: long_text(4) for name in ("told", "heard")}


class CallOffForm(Form):
    why = forms.CharField(label=_("原因"), max_length=200)
