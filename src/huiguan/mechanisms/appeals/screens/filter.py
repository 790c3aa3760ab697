"""What narrows the list of appeals. Nobody narrows it by what lies behind a veil for them."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.filters import WaitingFilter
from huiguan.kernel.search import matching
from huiguan.mechanisms.appeals.flow import AppealFlow
from huiguan.mechanisms.appeals.models import (
    AT_WORK,
    Appeal,
    AppealState,
    Assignment,
    Category,
    Channel,
    CommonProblem,
    Extension,
    Filing,
    Level,
)
from huiguan.mechanisms.appeals.queries import is_solved, whose_last_answer, with_light
from huiguan.mechanisms.appeals.rules import owed_by
from huiguan.register.models import Organization

OF_THE_OFFICE = ("unit", "problem", "hidden", "told", "channel", "extension")


def units(request):
    """The units at work that this person knows."""
    at_work = Assignment.objects.filter(state__in=AT_WORK).order_by().values("unit")
    return Organization.objects.filter(pk__in=at_work)


class AppealFilter(WaitingFilter):
    category = django_filters.ModelChoiceFilter(
        queryset=lambda request: Category.objects.all(), label=_("类别"), empty_label=_("全部类别")
    )
    level = django_filters.ChoiceFilter(choices=Level.choices, label=_("轻重"), empty_label=_("不论轻重"))
    unit = django_filters.ModelChoiceFilter(
        queryset=units, label=_("承办单位"), empty_label=_("全部承办单位"), method="handled_by"
    )
    problem = django_filters.ModelChoiceFilter(
        queryset=lambda request: CommonProblem.objects.all(),
        field_name="problem_part__problem",
        label=_("共性问题"),
        empty_label=_("全部共性问题"),
    )
    light = django_filters.ChoiceFilter(
        choices=[("red", _("已逾期")), ("yellow", _("快到期")), ("paused", _("暂停计时"))],
        label=_("期限"),
        empty_label=_("不限期限"),
        method="stands",
    )
    extension = django_filters.ChoiceFilter(
        choices=[("asked", _("延期待审批"))], label=_("延期"), empty_label=_("不论延期"), method="asks_for_time"
    )
    hidden = django_filters.ChoiceFilter(
        choices=[("yes", _("隐名")), ("no", _("没有隐名"))],
        label=_("隐名"),
        empty_label=_("不论隐名"),
        method="is_hidden",
    )
    told = django_filters.ChoiceFilter(
        choices=[("yes", _("已公开")), ("may", _("可以公开，还没有公开"))],
        label=_("公开"),
        empty_label=_("不论公开没有"),
        method="is_told",
    )
    channel = django_filters.ChoiceFilter(
        choices=Channel.choices, label=_("来源"), empty_label=_("全部来源"), method="came_by"
    )

    def __init__(self, *args, **kwargs):
        """Whoever sees only what is their own is not asked by what the office keeps."""
        super().__init__(*args, **kwargs)
        for name in OF_THE_OFFICE if self.request.reach.own else ():
            del self.filters[name]

    def find(self, rows, name, value):
        known = matching(Organization.objects.all(), value).order_by().values("pk")
        filings = Filing.objects.filter(Q(organization__in=known) | Q(for_whom__icontains=value[:60]))
        found = matching(Appeal.objects.all(), value).order_by().values("pk")
        return rows.filter(Q(pk__in=found) | Q(pk__in=filings.order_by().values("appeal")))

    def handled_by(self, rows, name, value):
        at_work = Assignment.objects.filter(unit=value, state__in=AT_WORK)
        return rows.filter(pk__in=at_work.order_by().values("appeal"))

    def stands(self, rows, name, value):
        return with_light(rows, value)

    def waits(self, rows, name, value):
        """What the home page of a unit counts: also those that it owes its part."""
        by = self.request.user
        waiting = AppealFlow.waiting_for(by) | owed_by(by)
        return rows.filter(pk__in=waiting.order_by().values("pk"))

    def asks_for_time(self, rows, name, value):
        asked = Extension.objects.filter(state=Extension.State.ASKED)
        return rows.filter(pk__in=asked.order_by().values("appeal"))

    def is_hidden(self, rows, name, value):
        return rows.filter(is_hidden=value == "yes")

    def is_told(self, rows, name, value):
        """Those that are public, or that may be: solved, and whoever raised it agreed when they rated it."""
        if value == "yes":
            return rows.filter(release__isnull=False)
        agreed = whose_last_answer(Q(rating__may_be_told=True))
        return rows.filter(is_solved(), state=AppealState.CLOSED, release=None, pk__in=agreed)

    def came_by(self, rows, name, value):
        return rows.filter(pk__in=Filing.objects.filter(channel=value).order_by().values("appeal"))
