from datetime import date, datetime

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.activities import standing
from huiguan.activities.forms.moving import MovesAlong
from huiguan.activities.forms.planning_visits import PlansVisits
from huiguan.activities.models import Activity, ActivityKind, ActivityState, Host, Participation
from huiguan.activities.rules import arranges
from huiguan.kernel import clock
from huiguan.kernel.forms import Form, RecordForm
from huiguan.kernel.words import listed
from huiguan.register.forms.bodies import PersonAndFirm
from huiguan.register.forms.choices import settle_place
from huiguan.register.models import Organization
from huiguan.register.queries import known_by_name


class ActivityForm(PlansVisits, MovesAlong, RecordForm):
    """Asks for the lead host and for firms that are visited only where an activity begins; afterwards they are kept on
    its page."""

    lead = forms.ModelChoiceField(
        Organization.objects.all(),
        label=gettext_lazy("牵头单位"),
        required=False,
        help_text=gettext_lazy("保存后可以再加其他主办单位"),
    )
    groups = [
        (
            gettext_lazy("活动安排"),
            [
                *("kind", "title", "starts", "ends", "along", "place", "lead", "node", "expected", "purpose"),
                *("hours", "lodging", "insurance", "risks"),
            ],
        ),
        (gettext_lazy("走访企业"), ["visited", "also", "topics", "why_despite"]),
        (gettext_lazy("属于哪一项"), ["programme", "series", "session"]),
        (gettext_lazy("邀请"), ["capacity", "reply_by", "is_open"]),
        (gettext_lazy("会后"), ["minutes", "minutes_for"]),
    ]

    class Meta:
        model = Activity
        fields = [
            "kind",
            "title",
            "starts",
            "ends",
            "place",
            "node",
            "expected",
            "purpose",
            "lodging",
            "insurance",
            "risks",
            "programme",
            "series",
            "session",
            "capacity",
            "reply_by",
            "is_open",
            "minutes",
            "minutes_for",
            "hours",
        ]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "lodging": forms.Textarea(attrs={"rows": 3}),
            "risks": forms.Textarea(attrs={"rows": 3}),
            "minutes": forms.Textarea(attrs={"rows": 8}),
        }
        help_texts = {
            "expected": gettext_lazy("大约来多少人；按规定要不要审批看它"),
            "lodging": gettext_lazy("外地客人住哪里、在哪里吃饭"),
            "insurance": gettext_lazy("给谁投了什么保险"),
            "risks": gettext_lazy("可能出什么事、怎么防、谁负责"),
            "hours": gettext_lazy("参加一次算几个学时，可以有一位小数；不算学时的留空"),
            "programme": gettext_lazy("节庆、城市周等，一次办好几场的"),
            "series": gettext_lazy("年年办、一期一期办的"),
            "session": gettext_lazy("对外怎么称呼就填几；不数的留空"),
            "is_open": gettext_lazy("活动页上有报名链接可以发出去，不用账号；不设就只有受邀的人能答复"),
            "capacity": gettext_lazy("坐满以后，再答复参加的自动列入候补；不限就留空"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        settle_place(self, "activities.edit")
        self.offer_to_move(self.instance)
        self.offer_visits(self.instance)
        for name in ("programme", "series"):  # whoever takes part in one does not put something of their own into it
            field, kept = self.fields[name], getattr(self.instance, f"{name}_id")
            own = arranges.q(self.by, field.queryset.model)
            field.queryset = field.queryset.filter(Q(pk__in=field.queryset.filter(own).values("pk")) | Q(pk=kept))
        if self.instance.pk:
            del self.fields["lead"]

    def clean(self):
        cleaned = super().clean()
        self.check_what_moves(self.instance, cleaned, cleaned.get("starts"))
        if self.instance.state != ActivityState.HELD and {"starts", "reply_by"} & set(self.changed_data):
            self._check_reply_by(cleaned.get("starts"), cleaned.get("reply_by"))
        self.check_visits(self.instance, cleaned)
        return cleaned

    def _check_reply_by(self, starts: datetime | None, reply_by: date | None) -> None:
        if starts and reply_by and reply_by > (day := timezone.localdate(starts)):
            said = _("不能晚于活动开始的那天（%(day)s）；请改早一些，或者留空")
            self.add_error("reply_by", said % {"day": date_format(day, "DATE_FORMAT")})


class HeldForm(MovesAlong, Form):
    happened = forms.DateTimeField(
        label=gettext_lazy("实际开始时间"), help_text=gettext_lazy("补登过去的活动，请填当时的时间")
    )
    minutes = forms.CharField(label=gettext_lazy("纪要"), required=False, widget=forms.Textarea(attrs={"rows": 8}))
    field_order = ("happened", "along", "minutes")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.record.starts <= clock.now():  # else nobody means the plan: it is asked when it really began
            self.initial.setdefault("happened", self.record.starts)
        self.initial.setdefault("minutes", self.record.minutes)
        self.offer_to_move(self.record)

    def clean(self):
        cleaned = super().clean()
        self.check_what_moves(self.record, cleaned, cleaned.get("happened"))
        return cleaned

    def clean_happened(self):
        happened = self.cleaned_data["happened"]
        if happened > clock.now():
            raise forms.ValidationError(_("还没有到这个时间；举办之后再登记"))
        return happened


class CancelForm(Form):
    """Why is kept with what was done; what guests are to read of it stands apart."""

    why = forms.CharField(
        label=gettext_lazy("取消原因"), max_length=200, help_text=gettext_lazy("留在办理记录里，不发给客人")
    )
    words_to_guests = forms.CharField(
        label=gettext_lazy("告诉客人的话"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("写进给客人的取消通知，也显示在他们的邀请页上；不写就只说取消了"),
    )


class HostForm(RecordForm):
    fixed = ("activity",)

    class Meta:
        model = Host
        fields = ["organization", "part", "is_lead"]
        labels = {"organization": pgettext_lazy("组织", "单位")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = known_by_name()


class OfSomebodyForm(RecordForm):
    """A row of an activity about a person of the register, or somebody by name, for an organization."""

    fixed = ("activity",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = self.fields["person"].queryset.select_related("organization")

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        person = cleaned.get("person")
        if person and cleaned.get("name"):
            self.add_error("name", _("已选在册人员，不用再填姓名"))
        if person and not cleaned.get("organization"):
            cleaned["organization"] = person.organization
        return cleaned


class ParticipationForm(OfSomebodyForm):
    """Who it is stays as it is once they signed, said something or have a certificate: all that is theirs."""

    class Meta:
        model = Participation
        fields = ["person", "name", "organization", "role", "hours"]
        field_classes = {"person": PersonAndFirm}
        help_texts = {"organization": gettext_lazy("代表哪个单位来；选了在册人员可留空，自动取他的单位")}

    def clean(self):
        cleaned = super().clean()
        row = self.instance
        is_another = any(cleaned.get(name) != getattr(row, name) for name in ("person", "name", "organization"))
        if row.pk and is_another and not self.errors and (kinds := standing.on_participation(row)):
            said = _("已有%(kinds)s，不能换成别人，也不能换单位；身份、学时还可以改")
            raise forms.ValidationError(said % {"kinds": listed(kinds)})
        return cleaned


class ActivityKindForm(RecordForm):
    class Meta:
        model = ActivityKind
        fields = ["name", "code", "order", "is_visit"]
        help_texts = {"code": gettext_lazy("小写英文，统计时用，不要改动")}
