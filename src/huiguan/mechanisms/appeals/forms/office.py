"""What is asked of the office."""

from django import forms
from django.db.models import Case, Value, When
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.forms import Form, long_text
from huiguan.kernel.models import Grant
from huiguan.kernel.words import minute
from huiguan.mechanisms.appeals.forms.choosing import AppealChoice
from huiguan.mechanisms.appeals.forms.naming import Unnaming
from huiguan.mechanisms.appeals.models import Appeal, Diverted, Rating, Score
from huiguan.mechanisms.appeals.queries import OVER, last_answer, lead_of
from huiguan.mechanisms.appeals.queries.veil import of_the_category_first, of_the_same_filer, with_filer
from huiguan.register.models import Kind, Organization, Person

HELPERS = tuple(f"helper_{n}" for n in range(1, 7))
NO_UNITS = (Kind.FIRM, Kind.COOPERATIVE, Kind.INDIVIDUAL)


class WhyForm(Unnaming, Form):
    why = forms.CharField(label=_("原因"), widget=long_text(3))


class WithdrawForForm(WhyForm):
    """A firm that wants no more of it has told the office so."""

    whom = forms.CharField(label=_("企业的谁说的"), max_length=40)
    asked_at = forms.DateTimeField(label=_("什么时候说的"))
    field_order = ("whom", "asked_at", "why")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asked_at"].initial = clock.now()

    def clean_asked_at(self):
        asked_at = self.cleaned_data["asked_at"]
        if asked_at > clock.now():
            raise forms.ValidationError(_("不能晚于现在"))
        if asked_at < self.record.filed_at.replace(second=0, microsecond=0):
            told = _now("不能早于提出诉求的时间（%(when)s）") % {"when": minute(self.record.filed_at)}
            raise forms.ValidationError(told)
        return asked_at


class ForwardForm(Unnaming, Form):
    to = forms.CharField(label=_("转送给哪个机关"), max_length=120)


class HeedForm(Form):
    text = forms.CharField(label=_("批示"), widget=long_text(3), help_text=_("只看过、没有意见，写“已阅”就行"))

    def clean(self):
        cleaned = super().clean()
        return {**cleaned, "why": cleaned.get("text", "")}


def units_to_choose():
    """Whoever may be given one: departments first, of which it is nearly always one."""
    units = Organization.objects.exclude(kind__in=NO_UNITS).filter(ended=None)
    first = Case(When(kind=Kind.DEPARTMENT, then=Value(0)), default=Value(1))
    return units.order_by(first, *Organization._meta.ordering)


class ReassignForm(Unnaming, Form):
    lead = forms.ModelChoiceField(Organization.objects.all(), label=pgettext_lazy("诉求", "主办单位"))
    note = forms.CharField(label=_("交办要求"), widget=long_text(3), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("lead", *HELPERS):
            if name in self.fields:
                self.fields[name].queryset = units_to_choose()

    def clean_lead(self):
        lead, now = self.cleaned_data["lead"], lead_of(self.record)
        if now and now.unit == lead:
            raise forms.ValidationError(_now("现在就由%(unit)s主办；改派请选别的单位") % {"unit": lead})
        return lead


class Helper(forms.ModelChoiceField):
    def __init__(self, n: int):
        label = _("协办单位") if n == 1 else format_lazy("{} {}", _("协办单位"), n)
        super().__init__(Organization.objects.all(), label=label, required=False)


class AssignForm(ReassignForm):
    """Each helper is looked for by itself: among a hundred bodies nobody finds some in one list."""

    helper_1, helper_2, helper_3 = Helper(1), Helper(2), Helper(3)
    helper_4, helper_5, helper_6 = Helper(4), Helper(5), Helper(6)
    field_order = ("lead", *HELPERS, "note")

    def clean(self):
        cleaned = super().clean()
        others = {name: unit for name in HELPERS if (unit := cleaned.pop(name, None))}
        for name, unit in others.items():
            if unit == cleaned.get("lead"):
                self.add_error(name, _("主办单位不用再选为协办"))
        return {**cleaned, "others": list(dict.fromkeys(others.values()))}


class DivertForm(WhyForm):
    kind = forms.ChoiceField(label=_("属于"), choices=Diverted.choices)
    to = forms.CharField(label=_("转到哪里"), max_length=120)
    field_order = ("kind", "to", "why")

    def __init__(self, *args, record: Appeal, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        if record.category:
            self.initial["kind"] = record.category.belongs_elsewhere
        self.fields["kind"].help_text = _(
            "拖欠账款投诉：按《保障中小企业款项支付条例》由省级以上的受理部门受理，县里在 10 个工作日内转送"
        )


class MergeForm(WhyForm):
    """Into another of the same firm; what many firms ask is a common problem."""

    into = AppealChoice(
        label=_("并入哪一件"), help_text=_("同一家企业重复提的才并案；几家企业说同一件事，请归入共性问题")
    )
    field_order = ("into", "why")

    def __init__(self, *args, record: Appeal, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        open_ones = with_filer(of_the_same_filer(record).exclude(state__in=OVER))
        self.fields["into"].queryset = of_the_category_first(open_ones, record.category)


class PauseForm(Unnaming, Form):
    reason = forms.CharField(label=_("为什么暂停计时"), widget=long_text(3))

    def clean(self):
        cleaned = super().clean()
        return {**cleaned, "why": cleaned.get("reason", "")}


class UrgeForm(Unnaming, Form):
    text = forms.CharField(label=_("督办要求"), widget=long_text(3))

    def clean(self):
        cleaned = super().clean()
        return {**cleaned, "why": cleaned.get("text", "")}


class EscalateForm(Unnaming, Form):
    readers = pgettext_lazy("看得到的", "领导")
    person = forms.ModelChoiceField(
        Person.objects.all(),
        label=_("报给哪位领导"),
        help_text=_("只列得出有账号、能过问诉求的领导；没有的，请系统管理员先在人员页给他开通账号"),
    )
    text = forms.CharField(label=_("请示事项"), widget=long_text(3))

    def __init__(self, *args, record: Appeal, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        grants = Grant.in_force().filter(word="appeals.lead", user__is_active=True)
        asked = record.escalations.values("person")
        self.fields["person"].queryset = Person.objects.filter(user__in=grants.values("user")).exclude(pk__in=asked)


class CloseForm(Unnaming, Form):
    """A firm that is not content is not simply put away: what was done about it is said."""

    why = forms.CharField(label=_("怎么跟进的"), widget=long_text(3), required=False)

    def __init__(self, *args, record: Appeal, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        said = Rating.objects.filter(answer=last_answer(record)).first()
        if said and said.score != Score.SATISFIED:
            self.fields["why"].required = True
            self.fields["why"].help_text = _now("企业的评价是“%(score)s”，归档前请写明怎么跟进的") % {
                "score": said.get_score_display()
            }


class LookForm(Form):
    why = forms.CharField(
        label=_("为什么要看"), max_length=200, help_text=_("谁在什么时候为什么看过，会留下记录，提出的企业看得到")
    )
