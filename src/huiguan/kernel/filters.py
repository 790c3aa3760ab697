"""The filters of a list."""

from dataclasses import dataclass
from typing import Any, ClassVar

import django_filters
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.flow import flow_for
from huiguan.kernel.search import matching
from huiguan.kernel.typed import within_reason


@dataclass(frozen=True)
class Span:
    """Two filters that ask for the first and the last day of one span; ``label`` says of what."""

    names: tuple[str, str]
    label: Any


class ListFilter(django_filters.FilterSet):
    """``q`` finds by characters, pinyin or initials when the model says what is searched.

    Where it does not, and no ``find`` of the list's own knows better, nothing is asked: a box would find nothing.
    """

    spans: ClassVar[tuple[Span, ...]] = ()

    q = django_filters.CharFilter(method="find", label=_("搜索"), max_length=10_000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not getattr(self.queryset.model, "searched", ()) and type(self).find is ListFilter.find:
            del self.filters["q"]

    @cached_property
    def form(self):
        form = super().form
        within_reason(form)
        return form

    def find(self, rows, name, value):
        return matching(rows, value)


class WaitingFilter(ListFilter):
    """For records with a flow: those that wait for the reader, as the home page counts them."""

    waiting = django_filters.ChoiceFilter(
        choices=[("me", _("等我办的"))], label=_("等谁办"), empty_label=_("不论等谁办"), method="waits"
    )

    def waits(self, rows, name, value):
        waiting = flow_for(rows.model).waiting_for(self.request.user)
        return rows.filter(pk__in=waiting.order_by().values("pk"))
