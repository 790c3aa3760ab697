"""How turns are found in their list."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy

from huiguan.kernel.lists import ListFilter
from huiguan.kernel.search import matching
from huiguan.mechanisms.rotation.models import Scheme, Seat, Turn
from huiguan.mechanisms.rotation.models.bearers import KINDS


class TurnFilter(ListFilter):
    scheme = django_filters.ModelChoiceFilter(
        queryset=lambda request: Scheme.objects.all(), label=gettext_lazy("方案"), empty_label=gettext_lazy("全部方案")
    )

    def find(self, rows, name, value):
        """By the theme, or by who serves: a firm or chamber, a person, a team."""
        found = Q(pk__in=matching(Turn.objects.all(), value).values("pk"))
        for kind in KINDS:
            bearers = Seat._meta.get_field(kind).related_model.objects.all()
            seats = Seat.objects.filter(**{f"{kind}__in": matching(bearers, value)})
            found |= Q(pk__in=seats.values("turn"))
        return rows.filter(found)
