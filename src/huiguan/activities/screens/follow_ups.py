"""What was agreed at gatherings: the list over all of them, and the page of each."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities import following
from huiguan.activities.actions import follow_ups
from huiguan.activities.flow import FollowUpFlow
from huiguan.activities.forms import FollowUpForm
from huiguan.activities.models import Activity, FollowUp, FollowUpState
from huiguan.activities.rules import arranges, arranges_its_activity, sees
from huiguan.kernel.filters import WaitingFilter
from huiguan.kernel.lists import Column
from huiguan.kernel.parts import PartDesk
from huiguan.register.models import Organization
from huiguan.register.screens.columns import beside

HUES = {FollowUpState.OPEN: "sky", FollowUpState.DONE: "jade", FollowUpState.DROPPED: "slate"}


class FollowUpFilter(WaitingFilter):
    due = django_filters.ChoiceFilter(
        choices=[("over", _("已逾期")), ("soon", _("两周内到期"))],
        label=_("期限"),
        empty_label=_("不限期限"),
        method="falls_due",
    )
    mine = django_filters.ChoiceFilter(
        choices=[("me", _("我是责任人"))], label=_("责任人"), empty_label=_("不论责任人"), method="is_mine"
    )
    organization = django_filters.ModelChoiceFilter(
        queryset=lambda request: Organization.objects.filter(pk__in=FollowUp.objects.values("organization")),
        label=_("责任单位"),
        empty_label=_("全部责任单位"),
    )
    decision = django_filters.ChoiceFilter(
        choices=[("yes", _("会议决定"))],
        field_name="is_decision",
        label=_("会议决定"),
        empty_label=_("不论是不是会议决定"),
        method="is_decided",
    )

    def falls_due(self, rows, name, value):
        return following.late(rows) if value == "over" else following.due_soon(rows)

    def is_mine(self, rows, name, value):
        return rows.filter(owner=self.request.user)

    def is_decided(self, rows, name, value):
        return rows.filter(is_decision=True)


class FollowUpDesk(PartDesk):
    name = "follow_ups"
    model = FollowUp
    form_class = FollowUpForm
    filter_class = FollowUpFilter
    flow = FollowUpFlow
    owner = "activity"
    owner_rule = arranges
    title = _("后续事项")
    purpose = _("活动上说定的事：谁来办、什么时候前、办得怎样")
    unit = pgettext_lazy("后续事项", "件")
    one = pgettext_lazy("新增的", "后续事项")
    hues = HUES
    tab_name = "state"
    tab_choices = FollowUpState.choices
    rules = {
        "list": sees,
        "detail": sees,
        "add": arranges,
        "edit": arranges_its_activity,
        "delete": arranges_its_activity,
    }
    columns = [
        Column(
            "text",
            _("要办的事"),
            lambda f: {"title": f.text, "note": beside(f.activity, _decision(f)), "monogram": ""},
            "name",
            export=lambda f: f.text,
        ),
        Column("organization", _("责任单位"), lambda f: f.organization or "", sort="organization__pinyin"),
        Column("owner", _("责任人"), lambda f: f.owner or ""),
        Column("due", _("期限"), lambda f: _due(f), "due", sort="due", export=lambda f: f.due),
        Column("state", _("状态"), lambda f: _status(f), "status", sort="state"),
    ]
    sheet = [
        Column("activity", _("活动"), lambda f: f.activity),
        Column("starts", _("活动时间"), lambda f: f.activity.starts),
        Column("text", _("要办的事"), lambda f: f.text),
        Column("decision", _("第几项决定"), lambda f: f.number),
        Column("organization", _("责任单位"), lambda f: f.organization or ""),
        Column("owner", _("责任人"), lambda f: f.owner or ""),
        Column("due", _("期限"), lambda f: f.due),
        Column("state", _("状态"), lambda f: f.get_state_display()),
        Column("done_on", _("办结日期"), lambda f: f.done_on),
        Column("result", _("办理结果"), lambda f: f.result),
    ]

    def get_queryset(self):
        return following.listed()

    def url_of(self, record):
        return self.url("detail", record.pk)

    def after(self, record):
        return super().after(record) if self.page != "add" else self._whole(record)

    def gone(self, record):
        return self._whole(record)

    def form_cancel(self):
        return self.url_of(self.record) if self.record.pk else self._whole(self.record)

    def _whole(self, record) -> str:
        return reverse("activities.detail", args=[record.activity_id])

    def status(self, record):
        return _status(record)

    def subtitle(self, record):
        return _decision(record)

    def facts(self, f):
        """The activity is named to whoever is responsible, and opens to whoever may read it."""
        is_open = Activity.objects.filter(pk=f.activity_id).exists()
        facts = [
            (_("要办的事"), f.text),
            (_("活动"), f.activity, *([self._whole(f)] if is_open else [])),
            (_("责任单位"), f.organization),
            (_("责任人"), f.owner),
            (_("期限"), f.due),
            (_("办理结果"), f.result),
            (_("办结日期"), f.done_on),
        ]
        return [fact for fact in facts if fact[1]]

    def quote(self, record):
        return [fact[:2] for fact in self.facts(record)]

    def save(self, form):
        is_new = not form.instance.pk
        record = form.save(commit=False)
        return (follow_ups.agree if is_new else follow_ups.reword)(record, by=self.request.user)


def _decision(follow_up: FollowUp) -> str:
    return str(_("会议决定 %(number)s") % {"number": follow_up.number}) if follow_up.number else ""


def _due(follow_up: FollowUp) -> dict:
    return {"day": follow_up.due, "late": follow_up.days_late}


def _status(follow_up: FollowUp) -> dict:
    return {"label": follow_up.get_state_display(), "hue": HUES[FollowUpState(follow_up.state)]}
