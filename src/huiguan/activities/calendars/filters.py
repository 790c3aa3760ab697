"""What narrows activities, alike in the list and in the calendar, so that each leads to the other."""

import django_filters
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from huiguan.activities.calendars import queries
from huiguan.activities.models import Activity, ActivityKind, ActivityState
from huiguan.kernel.filters import ListFilter
from huiguan.kernel.numbers import whole
from huiguan.kernel.pickers import pick_among_many
from huiguan.register.models import Organization
from huiguan.register.queries import nodes_within

SHARED = ("q", "kind", "node", "mine", "organization", "state")  # what the list and the calendar both know


class Chosen(forms.CharField):
    """An organization that another page has chosen, by its number: named in a chip, not offered among thousands."""

    widget = forms.HiddenInput
    asked = ""

    @property
    def choices(self) -> list[tuple[int, str]]:
        row = self._row(self.asked)
        return [(row.pk, str(row))] if row else []

    def clean(self, value):
        if not (text := super().clean(value)):
            return None
        if (row := self._row(text)) is None:
            raise forms.ValidationError(_("没有这一家"))
        return row

    def _row(self, text: str) -> Organization | None:
        return Organization.objects.filter(pk=whole(text)).first() if text else None


class ChosenFilter(django_filters.Filter):
    field_class = Chosen


class ActivitiesFilter(ListFilter):
    """For lists: the organization comes from the calendar or from another page's link."""

    kind = django_filters.ModelChoiceFilter(
        queryset=lambda request: ActivityKind.objects.all(), label=_("类型"), empty_label=_("全部类型")
    )
    node = django_filters.ModelChoiceFilter(
        queryset=lambda request: nodes_within(request.user, "activities.view"),
        method="kept_below",
        label=_("归口单位"),
        empty_label=_("全部归口单位"),
    )
    mine = django_filters.ChoiceFilter(
        choices=[("me", _("我参加的"))], label=_("谁参加"), empty_label=_("不论谁参加"), method="concerning"
    )
    organization = ChosenFilter(method="with_one", label=_("主办或参加单位"))

    class Meta:
        model = Activity
        fields = ["kind", "node", "mine", "organization"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.request.reach.own:  # all that they see is their own, and places tell them nothing
            del self.filters["node"], self.filters["mine"]
        if isinstance(chosen := self.filters["organization"].field, Chosen):
            chosen.asked = (self.data or {}).get("organization", "")

    def kept_below(self, rows, name, node):
        return rows.filter(node__path__startswith=node.path)

    def concerning(self, rows, name, value):
        return rows.filter(queries.concerning(self.request.user))

    def with_one(self, rows, name, organization):
        return rows.filter(queries.with_one(organization))


class CalendarFilter(ActivitiesFilter):
    """For the calendar: the organization is picked here, and the state is one filter among the others."""

    organization = django_filters.ModelChoiceFilter(
        queryset=lambda request: Organization.objects.all(),
        method="with_one",
        label=_("主办或参加单位"),
        empty_label=_("全部单位"),
    )
    state = django_filters.ChoiceFilter(choices=ActivityState.choices, label=_("状态"), empty_label=_("全部状态"))

    class Meta(ActivitiesFilter.Meta):
        fields = [*ActivitiesFilter.Meta.fields, "state"]

    @cached_property
    def form(self):
        form = super().form
        pick_among_many(form)
        return form
