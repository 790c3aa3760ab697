"""Visits to firms: the list over all of them, and the page of each, on which the firm answers."""

from typing import Any

import django_filters
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities import actions
from huiguan.activities.forms.visiting import VisitForm
from huiguan.activities.models import Activity, ActivityState, AnswerWay, Consent, Host, Visit, VisitTopic
from huiguan.activities.rules import arranges, reads_its_past, sees, sees_within
from huiguan.activities.screens.columns import HUES as OF_ACTIVITY
from huiguan.activities.visit_flow import VisitFlow
from huiguan.activities.visit_load import visitor
from huiguan.kernel.filters import Span, WaitingFilter
from huiguan.kernel.lists import Column
from huiguan.kernel.parts import PartDesk
from huiguan.kernel.words import listed
from huiguan.register.models import Organization
from huiguan.register.screens.columns import beside, day

HUES = {
    Consent.NOT_ASKED: "slate",
    Consent.ASKED: "gold",
    Consent.AGREED: "jade",
    Consent.ANOTHER_DAY: "violet",
    Consent.DECLINED: "brand",
}
WITHOUT = {Consent.NOT_ASKED: _("没有问过企业"), Consent.ASKED: _("企业没有答复")}
BY_ITSELF = ("lapse", "ask_anew")


class VisitFilter(WaitingFilter):
    organization = django_filters.ModelChoiceFilter(
        queryset=lambda request: Organization.objects.filter(pk__in=Visit.objects.values("organization")),
        label=_("企业"),
        empty_label=_("全部企业"),
    )
    since = django_filters.DateFilter("activity__starts", lookup_expr="date__gte", label=_("日期从"))
    until = django_filters.DateFilter("activity__starts", lookup_expr="date__lte", label=_("日期到"))
    spans = (Span(("since", "until"), _("走访日期")),)
    topic = django_filters.ModelChoiceFilter(
        queryset=lambda request: VisitTopic.objects.all(),
        label=_("要问什么"),
        empty_label=_("不论问什么"),
        method="asks_about",
    )
    activity = django_filters.ChoiceFilter(
        choices=Activity._meta.get_field("state").choices,
        field_name="activity__state",
        label=_("活动的状态"),
        empty_label=_("不论状态"),
    )
    despite = django_filters.ChoiceFilter(
        choices=[("yes", _("有提醒仍然安排的"))],
        label=_("提醒"),
        empty_label=_("不论有没有提醒"),
        method="was_minded",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("since", "until"):
            self.filters[name].field.widget.input_type = "date"
        if self.request and self.request.reach.own:  # why a visit was planned nevertheless is for those who plan
            del self.filters["despite"]

    def asks_about(self, rows, name, topic):
        return rows.filter(pk__in=topic.visits.values("pk"))

    def was_minded(self, rows, name, value):
        return rows.exclude(why_despite="")


def _host(visit: Visit) -> str:
    """Who visits, as it stands on the firm's calendar."""
    lead = next((host for host in visit.activity.hosts.all() if host.is_lead), None)
    return visitor(visit.activity, lead)


def consent_of(visit: Visit) -> Any:
    """In words; of what was held without an answer, that nobody asked, or that the firm did not answer."""
    if visit.activity.state == ActivityState.HELD:
        return WITHOUT.get(visit.state) or visit.get_state_display()
    return visit.get_state_display()


def status_of(visit: Visit) -> dict:
    return {"label": consent_of(visit), "hue": HUES[Consent(visit.state)]}


class VisitDesk(PartDesk):
    name = "visits"
    model = Visit
    form_class = VisitForm
    filter_class = VisitFilter
    flow = VisitFlow
    owner = "activity"
    owner_rule = arranges
    title = _("走访企业")
    purpose = _("谁哪天去哪家、问什么、企业同意没有")
    unit = pgettext_lazy("走访", "次")
    one = pgettext_lazy("新增的", "走访企业")
    tab_name = "state"
    tab_choices = Consent.choices
    rules = {
        "list": sees,
        "detail": sees,
        "history": reads_its_past,
        "add": arranges,
        "edit": arranges,
        "delete": arranges,
    }
    columns = [
        Column(
            "organization",
            _("企业"),
            lambda v: {"title": str(v.organization), "note": str(v.activity)},
            kind="name",
            sort="organization__pinyin",
        ),
        Column("day", _("日期"), lambda v: v.activity.starts, kind="date", sort="activity__starts"),
        Column("who", _("谁来"), _host, kind="muted"),
        Column("topics", _("要问什么"), lambda v: listed(v.topics.all()), kind="muted"),
        Column("consent", _("企业的意见"), status_of, kind="status", sort="state"),
        Column(
            "activity",
            _("活动"),
            lambda v: {"label": v.activity.get_state_display(), "hue": OF_ACTIVITY[v.activity.state]},
            kind="status",
            sort="activity__state",
        ),
    ]
    sheet = [
        Column("organization", _("企业"), lambda v: v.organization),
        Column("title", _("活动"), lambda v: v.activity),
        Column("starts", _("活动时间"), lambda v: v.activity.starts),
        Column("who", _("谁来"), _host),
        Column("topics", _("要问什么"), lambda v: listed(v.topics.all())),
        Column("consent", _("企业的意见"), consent_of),
        Column("way", _("怎样答复的"), lambda v: v.get_way_display()),
        Column("answerer", _("谁答复的"), lambda v: v.answerer),
        Column("answered_at", _("什么时候答复的"), lambda v: v.answered_at),
        Column("words", _("企业的话"), lambda v: v.words),
        Column("state", _("活动的状态"), lambda v: v.activity.get_state_display()),
    ]

    def get_queryset(self):
        rows = Visit.objects.select_related("organization", "activity__kind", "activity__node")
        leads = Prefetch("activity__hosts", Host.everywhere.select_related("organization"))  # known by name
        return rows.prefetch_related("topics", leads).order_by("-activity__starts", "pk")

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
        return status_of(record)

    def subtitle(self, record):
        return beside(day(record.activity.starts), _host(record))

    def buttons(self, record):
        """What the system does by itself is no button, and nobody is shown what is for the other side to say."""
        return [one for one in super().buttons(record) if one["name"] not in BY_ITSELF and one["allowed"]]

    def facts(self, v):
        """The activity opens to whoever may read it; why it was planned nevertheless is for those who keep it."""
        is_open = Activity.objects.filter(pk=v.activity_id).exists()
        is_known = Organization.objects.filter(pk=v.organization_id).exists()
        calendar = reverse("visit_calendar.of", args=[v.organization_id])
        facts = [
            (_("走访哪家"), v.organization, *([calendar] if is_known else [])),
            (_("活动"), v.activity, *([self._whole(v)] if is_open else [])),
            (_("谁来"), _host(v)),
            (_("时间"), day(v.activity.starts)),
            (_("要问什么"), listed(v.topics.all())),
            (_("怎样答复的"), v.get_way_display() if v.way in AnswerWay.values else ""),
            (_("谁答复的"), v.answerer),
            (_("什么时候答复的"), day(v.answered_at)),
            (_("企业的话"), v.words),
            (_("仍然安排的理由"), v.why_despite if sees_within(self.request.user, v) else ""),
        ]
        return [fact for fact in facts if fact[1]]

    def quote(self, record):
        return [fact[:2] for fact in self.facts(record)]

    def save(self, form):
        visit, by, topics = form.instance, self.request.user, form.cleaned_data["topics"]
        organization = visit.organization if visit.pk else form.cleaned_data["organization"]
        why = form.reasons.get(organization.pk, "")
        if visit.pk:
            return actions.change_visit(visit, by=by, topics=topics, why_despite=why)
        return actions.plan_visit(visit.activity, organization, by=by, topics=topics, why_despite=why)

    def erase(self, row):
        actions.drop_visit(row, by=self.request.user)
