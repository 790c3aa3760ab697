"""Which days a contact may have; another day for one that was arranged; what may be put right of one."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huiguan.activities.forms.visiting import HeedsFirms
from huiguan.kernel import clock
from huiguan.kernel.forms import DateInput, Form, RecordForm
from huiguan.kernel.words import listed
from huiguan.mechanisms.liaison.actions.gatherings import GATHERINGS
from huiguan.mechanisms.liaison.models import Contact, ContactKind, ContactState, Linker, LinkTarget, Talk
from huiguan.mechanisms.liaison.queries import links_on
from huiguan.mechanisms.liaison.visits import visits_of


def holds_on(row, day: date) -> bool:
    return row.starts <= day and (row.ends is None or day <= row.ends)


def in_post(linker: Linker, day: date) -> None:
    if day < linker.starts:
        raise forms.ValidationError(_("这位领导 %(day)s 起才联系") % {"day": linker.starts})
    if linker.ends and day > linker.ends:
        raise forms.ValidationError(_("这位领导的联系 %(day)s 就结束了") % {"day": linker.ends})


def linked_on(linker: Linker, targets: Iterable[LinkTarget], day: date) -> None:
    held = set(links_on(day).filter(linker=linker).values_list("target", flat=True))
    if others := [one for one in targets if one.pk not in held]:
        facts = {"day": day, "targets": listed(others)}
        raise forms.ValidationError(_("%(day)s 这位领导不联系%(targets)s；请改日期，或者先登记联系关系") % facts)


class PostponeContactForm(HeedsFirms, Form):
    """Another day for what was arranged; of an activity the hour too. Before somebody is visited, what there is to
    mind is said."""

    at = forms.DateTimeField(label=_("改到什么时候"))

    field_order = ("at", "why_despite")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        activity = self.record.activity
        self.initial["at"] = activity.starts if activity else self.record.on
        if activity is None:
            self.fields["at"] = forms.DateField(label=_("改到哪天"), widget=DateInput())
            self.order_fields(self.field_order)

    def clean_at(self):
        at, activity, contact = self.cleaned_data["at"], self.record.activity, self.record
        at = at if activity else clock.at(at)
        day = timezone.localdate(at)
        if at <= clock.now() if activity else day < clock.today():
            raise forms.ValidationError(_("这个时间已经过了；去过的请用“登记联系情况”"))
        if at == activity.starts if activity else day == contact.on:
            raise forms.ValidationError(_("时间和原来的一样"))
        in_post(contact.linker, day)
        if day != contact.on:
            linked_on(contact.linker, self.targets, day)
        return at

    @property
    def targets(self) -> list[LinkTarget]:
        talks = Talk.objects.filter(contact=self.record).select_related("target__organization")
        return [talk.target for talk in talks]

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        activity, at = self.record.activity, cleaned["at"]
        visits = visits_of(activity, self.targets) if activity else []
        self.heed([(one.organization, one.topics.all()) for one in visits], at, activity)
        self.cleaned_data = {"at": at, **({"reasons": self.reasons} if self.reasons else {})}
        return self.cleaned_data


class ContactForm(RecordForm):
    """What may be put right of a contact. With whom it was is not changed: it is deleted and entered anew. The day of
    what is to come is changed by putting it off; the kind of an activity stays."""

    fixed = ("linker",)

    class Meta:
        model = Contact
        fields = ("kind", "on", "place")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        is_held = self.instance.state == ContactState.HELD
        if not is_held:
            del self.fields["on"]
        if not is_held or self.instance.activity_id:
            del self.fields["kind"]
        else:
            kinds = [(kind, label) for kind, label in ContactKind.choices if kind not in GATHERINGS]
            self.fields["kind"].choices = kinds

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError(_("已经联系过的，日期不能晚于今天"))
        if on != self.instance.on:
            in_post(self.instance.linker, on)
            talks = Talk.objects.filter(contact=self.instance).select_related("target__organization")
            linked_on(self.instance.linker, [talk.target for talk in talks], on)
        return on
