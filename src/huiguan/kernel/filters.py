"""The filters of a list."""

import django_filters
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.search import matching
from huiguan.kernel.typed import within_reason


class ListFilter(django_filters.FilterSet):
    """``q`` finds by characters, pinyin or initials when the model says what is searched.

    Where it does not, and no ``find`` of the list's own knows better, nothing is asked: a box would find nothing.
    """

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
