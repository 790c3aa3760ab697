"""What is asked of those who link and of those who are linked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.days import on_day
from huiguan.kernel.forms import DateInput, Form, RecordForm
from huiguan.mechanisms.liaison.models import Link, Linker, LinkTarget, PairRule
from huiguan.mechanisms.liaison.queries import last_contact, linkable, targets_on
from huiguan.register.models import ChamberType, LocalSector, Organization, Person
from huiguan.register.queries import townships
from huiguan.register.tables import industries


class LinkerForm(RecordForm):
    fixed = ("scheme",)
    trades = forms.MultipleChoiceField(
        label=_("分管的行业门类"),
        choices=sorted(industries.SECTIONS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Linker
        fields = (
            "person",
            "level",
            "post",
            "officer",
            "starts",
            "ends",
            "least",
            "most",
            "trades",
            "sectors",
            "chamber_types",
            "townships",
        )
        widgets = dict.fromkeys(("sectors", "chamber_types", "townships"), forms.CheckboxSelectMultiple)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["trades"] = list(self.instance.trades)
        self.fields["sectors"].queryset = LocalSector.objects.order_by("order", "pinyin")
        self.fields["chamber_types"].queryset = ChamberType.objects.order_by("code")
        self.fields["townships"].queryset = townships()
        scheme = self.instance.scheme
        for name, value in (("least", scheme.least), ("most", scheme.most)):
            self.fields[name].widget.attrs["placeholder"] = "" if value is None else value
        if not self.instance.pk:
            self.initial.setdefault("starts", max(scheme.starts, clock.today()))

    def clean_trades(self) -> str:
        return "".join(self.cleaned_data["trades"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("officer") and cleaned["officer"] == cleaned.get("person"):
            self.add_error("officer", _("联络员和领导不能是同一个人"))
        self._reach_over_its_links(cleaned)
        return cleaned

    def _reach_over_its_links(self, cleaned) -> None:
        """Whoever has links is in office while they hold."""
        rows = Link.objects.filter(linker=self.instance) if self.instance.pk else Link.objects.none()
        first = rows.order_by("starts").values_list("starts", flat=True).first()
        if first and cleaned.get("starts") and cleaned["starts"] > first:
            self.add_error("starts", _("%(day)s 起就有联系关系了") % {"day": first})
        if cleaned.get("ends") and rows.exclude(ends__lte=cleaned["ends"]).exists():
            self.add_error("ends", _("那以后还有联系关系；请先结束它们，或者办交接"))


class LinkTargetForm(RecordForm):
    fixed = ("scheme",)

    class Meta:
        model = LinkTarget
        fields = ("organization", "project", "starts", "ends")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        scheme = self.instance.scheme
        here = Organization.objects.filter(pk=self.instance.organization_id)
        self.fields["organization"].queryset = linkable(scheme, clock.today()) | here
        if not self.instance.pk:
            self.initial.setdefault("starts", max(scheme.starts, clock.today()))


class PairRuleForm(RecordForm):
    class Meta:
        model = PairRule
        fields = ("linker", "target", "kind", "why")

    def __init__(self, *args, scheme=None, **kwargs):
        super().__init__(*args, **kwargs)
        scheme = scheme or self.instance.linker.scheme
        today = clock.today()
        self.fields["linker"].queryset = Linker.objects.filter(on_day(today), scheme=scheme)
        self.fields["linker"].label_from_instance = lambda one: one.titled
        self.fields["target"].queryset = targets_on(scheme, today)


class LinkForm(RecordForm):
    """A link by hand, from the page of the leader."""

    fixed = ("linker",)

    class Meta:
        model = Link
        fields = ("target", "starts", "ends")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        scheme = self.instance.linker.scheme
        self.fields["target"].queryset = targets_on(scheme, clock.today())
        self.initial.setdefault("starts", max(self.instance.linker.starts, clock.today()))

    def clean(self):
        """Within the time of the leader, of the target and of the scheme."""
        cleaned = super().clean()
        starts, ends, target = cleaned.get("starts"), cleaned.get("ends"), cleaned.get("target")
        if not starts or not target:
            return cleaned
        linker = self.instance.linker
        first = max(linker.starts, linker.scheme.starts, target.starts)
        last = min(filter(None, (linker.ends, linker.scheme.ends, target.ends)), default=None)
        if starts < first:
            self.add_error("starts", _("%(day)s 起才能联系") % {"day": first})
        if last and (starts > last or (ends or starts) > last):
            self.add_error("starts" if starts > last else "ends", _("只能到 %(day)s 为止") % {"day": last})
        return cleaned


class EndLinkForm(Form):
    on = forms.DateField(label=_("到哪天为止"), widget=DateInput())
    why = forms.CharField(label=_("为什么结束"), max_length=100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()

    def clean_on(self):
        """Not before it began or before what was done in it, and not after it would have ended anyway."""
        on, link = self.cleaned_data["on"], self.record
        if on < link.starts:
            raise forms.ValidationError(_("不能早于开始那天：%(day)s") % {"day": link.starts})
        last = last_contact(link)
        if last and on < last:
            raise forms.ValidationError(_("%(day)s 还联系过，不能结束在那以前") % {"day": last})
        until = min(filter(None, (link.ends, link.linker.ends, link.linker.scheme.ends)), default=None)
        if until and on > until:
            raise forms.ValidationError(_("本来就到 %(day)s 为止") % {"day": until})
        return on


class HandOverForm(Form):
    """Who takes the post over, and from which day on."""

    to = forms.ModelChoiceField(Person.objects.all(), label=_("由谁接手"))
    post = forms.CharField(label=_("职务"), max_length=60)
    officer = forms.ModelChoiceField(
        Person.objects.all(), label=_("联络员"), required=False, help_text=_("联络员不变就不填")
    )
    on = forms.DateField(label=_("从哪天起"), widget=DateInput())
    why = forms.CharField(label=_("原因"), max_length=100, help_text=_("例如：职务调整"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].initial = self.record.post
        self.fields["on"].initial = clock.today()

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on <= self.record.starts:
            raise forms.ValidationError(_("要在接手那天（%(day)s）以后") % {"day": self.record.starts})
        if on > clock.today():
            raise forms.ValidationError(_("还没到这一天；到了那天再办交接"))
        return on

    def clean_to(self):
        to = self.cleaned_data["to"]
        if to.pk == self.record.person_id:
            raise forms.ValidationError(_("接手的和交出的是同一个人"))
        return to
