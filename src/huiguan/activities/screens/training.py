"""What somebody of the register has learned: the activities with hours that they took part in, to be printed."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from huiguan.activities import training
from huiguan.activities.rules import sees
from huiguan.kernel.screens import Screen
from huiguan.register.models import Person
from huiguan.register.rules import sees_people


class Training(Screen):
    name = "training"
    pages = {"of": "of/<whole:person>/"}
    rules = {"of": sees & sees_people}

    def of(self, person: int):
        who = get_object_or_404(Person.objects.select_related("organization"), pk=person)
        years = training.transcript(who)
        return self.show(
            "of",
            title=gettext("学习培训 · %(person)s") % {"person": who},
            subtitle=who.organization or "",
            years=years,
            hours=sum(year.hours for year in years),
            back_url=reverse("people.detail", args=[who.pk]),
        )
