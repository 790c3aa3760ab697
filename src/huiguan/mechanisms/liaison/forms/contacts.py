"""What is asked of a contact: less than a minute's worth, on a phone."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huiguan.activities.forms.visiting import HeedsFirms, TopicsField
from huiguan.kernel import clock
from huiguan.kernel.forms import DateInput, Form, RecordForm
from huiguan.mechanisms.liaison.actions.contacts import VISITS, Said
from huiguan.mechanisms.liaison.models import Contact, ContactKind, Linker, LinkTarget, Talk
from huiguan.mechanisms.liaison.queries import links_on, targets_on

LONGEST_QUESTION = 500


def lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class WithTargets(Form):
    """With whom: those linked to the leader first and ticked if it is one, the others of the scheme below."""

    targets = forms.ModelMultipleChoiceField(
        LinkTarget.objects.all(), label=_("和谁"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, linker: Linker, **kwargs):
        super().__init__(*args, **kwargs)
        self.linker = linker
        mine = [link.target_id for link in links_on(clock.today()).filter(linker=linker)]
        rows = LinkTarget.objects.filter(pk__in=mine) if mine else targets_on(linker.scheme, clock.today())
        self.fields["targets"].queryset = rows.select_related("organization").order_by("pinyin", "pk")
        if len(mine) == 1:
            self.fields["targets"].initial = mine


class TellsAndHears(Form):
    told = forms.CharField(
        label=_("通报了什么"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )
    heard = forms.CharField(
        label=_("听到了什么"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    asked = forms.CharField(
        label=_("提了哪些问题，要回复的"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("一行一条；每一条都会等着回复"),
    )

    def clean_asked(self):
        found = lines(self.cleaned_data["asked"])
        if any(len(line) > LONGEST_QUESTION for line in found):
            raise forms.ValidationError(_("一条最多 %(n)s 个字") % {"n": LONGEST_QUESTION})
        return found

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
        self.fields["on"].initial = clock.today()
        self.fields["topics"].label = _("走访时问了什么")

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError(_("还没到这一天；约好了还没去的，请用“约定联系”"))
        if on < self.linker.starts:
            raise forms.ValidationError(_("这位领导 %(day)s 起才联系") % {"day": self.linker.starts})
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
        if self.linker.ends and timezone.localdate(at) > self.linker.ends:
            raise forms.ValidationError(_("这位领导的联系 %(day)s 就结束了") % {"day": self.linker.ends})
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


class ContactForm(RecordForm):
    """What may be put right of a contact; with whom it was is not changed, it is deleted and entered anew."""

    fixed = ("linker",)

    class Meta:
        model = Contact
        fields = ("kind", "on", "place")

    def clean_on(self):
        on = self.cleaned_data["on"]
        if self.instance.state == "held" and on > clock.today():
            raise forms.ValidationError(_("已经联系过的，日期不能晚于今天"))
        return on


class TalkForm(RecordForm):
    fixed = ("contact", "target")

    class Meta:
        model = Talk
        fields = ("told", "heard")
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("told", "heard")}


class CallOffForm(Form):
    why = forms.CharField(label=_("原因"), max_length=200)
