"""What is asked of a scheme, and of whoever plans it."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.forms import DateInput, Form, RecordForm
from huiguan.mechanisms.rotation.models import Scheme, Turn, TurnState
from huiguan.mechanisms.rotation.models.schemes import WEEKDAYS
from huiguan.register.models import Post
from huiguan.register.queries import nodes_within, posts_of_bodies

SETTLED = _("已有公布的期次，不能再改；要改请在方案页上“另立新方案”，从某一天起按新规定")


def posts_to_offer(row) -> QuerySet[Post]:
    """Nobody serves because they may sign in; a scheme or a role that says so already shows what it says."""
    chosen = row.eligible_posts.values("pk") if row.pk else ()
    return Post.objects.filter(Q(pk__in=posts_of_bodies()) | Q(pk__in=chosen))


class SchemeForm(RecordForm):
    """What decides when turns are and who can sit in them is fixed as soon as one of them has been published."""

    office_weekdays = forms.MultipleChoiceField(
        label=_("坐班在周几"), choices=WEEKDAYS, required=False, widget=forms.CheckboxSelectMultiple
    )
    settled = ("starts", "serves", "length", "unit", "aligned")
    groups = [
        ("", ["name", "node", "starts", "ends", "document"]),
        (_("多长一期"), ["length", "unit", "aligned", "notice_days", "remind_days", "advice_notice", "within"]),
        (_("谁来轮值"), ["serves", "hosts_from", "hosts_to", "eligible_posts", "enrolled_only"]),
        (_("走访以后"), ["revisit_months"]),
        (_("坐班"), ["office_days", "office_weekdays"]),
    ]

    class Meta:
        model = Scheme
        fields = (
            "name",
            "node",
            "starts",
            "ends",
            "document",
            "length",
            "unit",
            "aligned",
            "notice_days",
            "remind_days",
            "advice_notice",
            "within",
            "serves",
            "hosts_from",
            "hosts_to",
            "eligible_posts",
            "enrolled_only",
            "revisit_months",
            "office_days",
            "office_weekdays",
        )
        widgets = {"eligible_posts": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        places = nodes_within(self.by, "rotation.plan")
        self.fields["node"].queryset = places
        self.fields["node"].label = _("由谁组织")
        self.fields["node"].initial = places.first()
        self.fields["eligible_posts"].queryset = posts_to_offer(self.instance)
        self.fields["within"].queryset = Scheme.objects.exclude(pk=self.instance.pk)
        self.initial["office_weekdays"] = list(self.instance.office_weekdays)
        self._fix_what_is_settled()

    def _fix_what_is_settled(self) -> None:
        if self.instance.pk and self.instance.turns.exclude(state=TurnState.DRAFTED).exists():
            for name in self.settled:
                self.fields[name].disabled = True
                self.fields[name].help_text = SETTLED

    def clean_office_weekdays(self) -> str:
        return "".join(self.cleaned_data["office_weekdays"])

    def clean_within(self) -> Scheme | None:
        outer = around = self.cleaned_data["within"]
        while around is not None:
            if around.pk == self.instance.pk:
                raise forms.ValidationError(_("两个方案不能互相套"))
            around = around.within
        return outer

    def clean(self):
        cleaned = super().clean()
        least, most = cleaned.get("hosts_from"), cleaned.get("hosts_to")
        if least is not None and most is not None and not 1 <= least <= most <= 100:
            self.add_error("hosts_to", _("每期最多不能少于最少，且在 1 至 100 之间"))
        elif most is not None and self.instance.pk:
            needed = sum(role.least for role in self.instance.roles.all())
            if needed > most:
                self.add_error("hosts_to", _("各个称呼合计至少要 %(n)s 位，每期最多不能比这少") % {"n": needed})
        if cleaned.get("length") is not None and not 1 <= cleaned["length"] <= 366:
            self.add_error("length", _("一期的长度在 1 至 366 之间"))
        self._one_after_the_other(cleaned)
        return cleaned

    def _one_after_the_other(self, cleaned) -> None:
        """A scheme ends before the one begins by which it goes on."""
        if not self.instance.pk:
            return
        after = Scheme.objects.filter(continues=self.instance).first()
        if after and (cleaned.get("ends") is None or cleaned["ends"] >= after.starts):
            told = _("这个方案由“%(after)s”接续，那里 %(day)s 开始；止期要在那以前")
            self.add_error("ends", told % {"after": after, "day": after.starts})
        before = self.instance.continues
        if before and cleaned.get("starts") and before.ends and cleaned["starts"] <= before.ends:
            told = _("它接续的“%(before)s”到 %(day)s 才结束；起期要在那以后")
            self.add_error("starts", told % {"before": before, "day": before.ends})


class RenewForm(Form):
    """From which day on the new rules hold."""

    starts = forms.DateField(label=_("从哪天起"), widget=DateInput())
    name = forms.CharField(label=_("新方案的名称"), max_length=60)

    def clean_starts(self):
        starts = self.cleaned_data["starts"]
        if starts <= self.record.starts:
            raise forms.ValidationError(_("要晚于原方案的起始日 %(day)s") % {"day": self.record.starts})
        return starts


class PlanForm(Form):
    """From when to when the roster is to be drawn up."""

    starts = forms.DateField(label=_("从"), widget=DateInput())
    ends = forms.DateField(label=_("到"), widget=DateInput())
    with_published = forms.BooleanField(
        label=_("已公布、还没开始的期次也一起重排"),
        required=False,
        help_text=_("已公布的尽量不动；动了哪些，采用之前看得到"),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("starts") and cleaned.get("ends"):
            if cleaned["ends"] < cleaned["starts"]:
                self.add_error("ends", _("止期不能早于起期"))
            elif (cleaned["ends"] - cleaned["starts"]).days > 366 * 6:
                self.add_error("ends", _("一次最多编排六年"))
            elif cleaned.get("with_published") and not self._published(cleaned).exists():
                told = _("这段时间里没有已公布、还没开始的整期；不一起重排请去掉勾选，要重排请把起止改到那几期")
                self.add_error("with_published", told)
        return cleaned

    def _published(self, cleaned) -> QuerySet[Turn]:
        days = {"starts__gte": cleaned["starts"], "ends__lte": cleaned["ends"]}
        return Turn.objects.filter(scheme=self.record, state=TurnState.PUBLISHED, **days)
