"""How an appeal is raised: by a firm for itself, by a chamber for a member, by the office for anybody."""

from datetime import datetime, timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities.models import Activity, ActivityState
from huiguan.kernel import clock
from huiguan.kernel.attaching import FilesForm
from huiguan.kernel.forms import NOTHING, Form, TimeInput, long_text
from huiguan.kernel.reach import Scope, current_reach
from huiguan.kernel.words import bracketed
from huiguan.mechanisms.appeals.models import Appeal, Category, Channel, FilerKind, Level
from huiguan.mechanisms.appeals.queries.veil import filing_for_the_house
from huiguan.register.forms import numbers
from huiguan.register.models import Affiliation, Kind, Organization

KINDS = {Kind.CHAMBER: FilerKind.CHAMBER, Kind.FEDERATION: FilerKind.CHAMBER}


class OccasionField(forms.ModelChoiceField):
    """One of the activities that have taken place, the last first; where there are few, each with its day."""

    def label_from_instance(self, obj) -> str:
        return bracketed(obj, timezone.localdate(obj.starts))


class OwnFilingForm(FilesForm):
    """On one page of a phone: what it is, and no more than is needed."""

    organization = forms.ModelChoiceField(Organization.objects.all(), label=_("企业"))
    title = forms.CharField(label=_("一句话说是什么事"), max_length=80)
    text = forms.CharField(
        label=_("详细情况"), widget=long_text(6), help_text=_("什么时候、在哪里、涉及哪个单位，希望怎样解决")
    )
    category = forms.ModelChoiceField(
        Category.objects.all(), label=_("类别"), required=False, help_text=_("说不准可以不选")
    )
    contact = forms.CharField(label=pgettext_lazy("诉求", "联系人"), max_length=40, required=False)
    phone = numbers.PhoneField(label=_("联系电话"))
    is_hidden = forms.BooleanField(
        label=_("不让办理的部门知道我是谁"),
        required=False,
        help_text=_("部门看不到您的单位、人、电话和材料；工商联要看须写明原因，您看得到谁看过"),
    )
    field_order = ("organization", "title", "text", "category", "contact", "phone", "is_hidden", "files")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].required, self.fields["files"].label = False, _("照片、材料")
        own = self.whose()
        self.fields["organization"].queryset = own
        if own.count() == 1:
            self.fields["organization"].initial = own.first()
            self.fields["organization"].widget = forms.HiddenInput()
        self.fields["contact"].initial = str(self.by)

    def whose(self):
        """For which organizations this person may raise one."""
        return Organization.objects.filter(pk__in=self.scope.subjects)

    @property
    def scope(self) -> Scope:
        return self.by.scope("appeals.file", current_reach().tenant)

    def how(self) -> dict:
        """What is kept of how it came."""
        said = self.cleaned_data
        kind = KINDS.get(said["organization"].kind, FilerKind.FIRM)
        facts = {name: said[name] for name in ("organization", "contact", "phone")}
        return {**facts, "kind": kind, "channel": Channel.WEB}


class AskMoreForm(Form):
    lacking = forms.CharField(
        label=_("缺什么，请企业补充什么"), widget=long_text(4), help_text=_("提出诉求的企业看得到")
    )

    def clean(self):
        cleaned = super().clean()
        return {**cleaned, "why": cleaned.get("lacking", "")}


class AdditionForm(FilesForm):
    """More words, and files that hang where those of the beginning do."""

    text = forms.CharField(label=_("补充说明"), widget=long_text(5))
    field_order = ("text", "files")

    def __init__(self, *args, record: Appeal, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.fields["files"].required, self.fields["files"].label = False, _("照片、材料")

    @property
    def holder(self):
        return filing_for_the_house(self.record)


class ForAMemberForm(OwnFilingForm):
    """A chamber for itself or for one of its members."""

    def whose(self):
        members = Affiliation.objects.filter(self.scope.nodes("node"), ends=None).values("organization")
        return Organization.objects.filter(Q(pk__in=members) | self.scope.nodes("own_node"))

    def how(self) -> dict:
        facts = super().how()
        chamber = Organization.objects.filter(self.scope.nodes("own_node")).order_by("pk").first()
        if facts["organization"] != chamber:
            facts |= {"through": chamber, "channel": Channel.CHAMBER}
        return facts


class FilingForm(OwnFilingForm):
    """The office enters what it has heard: also of whoever is no member, and from an activity."""

    organization = forms.ModelChoiceField(
        Organization.objects.all(),
        label=_("单位"),
        required=False,
        help_text=_("不在册的不选，写在“单位或个人（不在册）”一栏"),
    )
    for_whom = forms.CharField(label=_("单位或个人（不在册）"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("谁提的"), choices=FilerKind.choices)
    channel = forms.ChoiceField(label=_("来源"), choices=[("", NOTHING), *Channel.choices])
    received_on = forms.DateField(
        label=_("收到的日期"),
        required=False,
        help_text=_("来信、来电、走访时听到的，写收到的那天，期限从那天起算；不写就是现在"),
    )
    received_at = forms.TimeField(
        label=_("几点"), required=False, help_text=_("来电、走访写到几点几分；来信不知道的不写"), widget=TimeInput()
    )
    occasion = OccasionField(Activity.objects.none(), label=_("在哪次活动上提的"), required=False)
    level = forms.ChoiceField(label=_("轻重"), choices=Level.choices, initial=Level.ORDINARY)
    field_order = (
        *(
            "organization",
            "for_whom",
            "kind",
            "channel",
            "received_on",
            "received_at",
            "occasion",
            "title",
            "text",
            "category",
            "level",
        ),
        *("contact", "phone", "is_hidden", "files"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contact"].initial = None
        took_place = Activity.objects.filter(starts__lte=clock.now()).exclude(state=ActivityState.CANCELLED)
        self.fields["occasion"].queryset = took_place.order_by("-starts", "-pk")
        self.fields["is_hidden"].help_text = _(
            "承办单位看不到提出的企业是谁，也看不到人、电话和材料；工商联要看须写明原因，提出的企业看得到谁看过"
        )
        self.fields["title"].label, self.fields["is_hidden"].label = _("事由"), _("隐名：不让承办单位知道是谁提的")

    def whose(self):
        return Organization.objects.exclude(kind=Kind.DEPARTMENT)

    def clean_received_on(self):
        day, today = self.cleaned_data["received_on"], clock.today()
        if day and day > today:
            raise forms.ValidationError(_("收到的日期不能晚于今天"))
        if day and day < today - timedelta(days=365):
            raise forms.ValidationError(_("收到的日期最早是一年以前；更早的不在这里登记"))
        return day

    def clean(self):
        cleaned = super().clean()
        if self.received and self.received > clock.now():
            self.add_error("received_at", _("收到的时间不能晚于现在"))
        if cleaned.get("kind") == FilerKind.PERSON and cleaned.get("organization"):
            self.add_error(
                "organization", _("个人提的不选单位，姓名写在“单位或个人（不在册）”一栏；单位提的请改“谁提的”")
            )
        elif cleaned.get("organization") and cleaned.get("for_whom"):
            self.add_error("for_whom", _("选了在册的单位，就不用再写名称；提出的是别人，请不要选单位"))
        if not cleaned.get("organization") and not cleaned.get("for_whom") and "organization" not in self.errors:
            self.add_error("organization", _("请选单位；不在册的写名称"))
        return cleaned

    def how(self) -> dict:
        names = ("organization", "for_whom", "kind", "channel", "occasion", "contact", "phone")
        facts = {name: self.cleaned_data[name] for name in names}
        return {**facts, "received": self.received}

    @property
    def received(self) -> datetime | None:
        """When it came; of a day of which nobody noted the hour its beginning. Nothing if it comes now."""
        day, hour = self.cleaned_data.get("received_on"), self.cleaned_data.get("received_at")
        if hour:
            return clock.at(day or clock.today(), hour.hour, hour.minute)
        return clock.at(day, 0) if day and day < clock.today() else None
