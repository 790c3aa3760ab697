"""How the list of activities is narrowed."""

import django_filters
from django.utils.translation import gettext_lazy as _

from huiguan.activities.calendars.filters import ActivitiesFilter
from huiguan.activities.countries import HERE, among
from huiguan.activities.models import Activity, Programme, Series, Stop
from huiguan.kernel.filters import Span
from huiguan.register.models import Organization


class ActivityFilter(ActivitiesFilter):
    since = django_filters.DateFilter("starts", lookup_expr="date__gte", label=_("日期从"))
    until = django_filters.DateFilter("starts", lookup_expr="date__lte", label=_("日期到"))
    spans = (Span(("since", "until"), _("开始")),)

    programme = django_filters.ModelChoiceFilter(
        queryset=lambda request: Programme.objects.all(), label=_("系列活动"), empty_label=_("全部系列活动")
    )
    series = django_filters.ModelChoiceFilter(
        queryset=lambda request: Series.objects.all(), label=_("常办活动"), empty_label=_("全部常办活动")
    )

    country = django_filters.ChoiceFilter(method="goes_to", label=_("去哪国"), empty_label=_("不论去哪国"))
    partner = django_filters.ModelChoiceFilter(
        queryset=lambda request: Organization.objects.filter(pk__in=Stop.objects.values("partner")),
        method="visits",
        label=_("走访的单位"),
        empty_label=_("不论走访哪家"),
    )

    class Meta:
        model = Activity
        fields = ["kind", "node", "mine", "since", "until", "organization", "programme", "series", "country", "partner"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("since", "until"):
            self.filters[name].field.widget.input_type = "date"
        codes = set(Stop.objects.order_by().values_list("country", flat=True).distinct())
        if codes - {HERE}:
            self.filters["country"].extra["choices"] = among(codes)
        else:
            del self.filters["country"]

    def goes_to(self, rows, name, country):
        return rows.filter(pk__in=Stop.objects.filter(country=country).values("activity"))

    def visits(self, rows, name, partner):
        return rows.filter(pk__in=Stop.objects.filter(partner=partner).values("activity"))
