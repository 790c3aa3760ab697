"""The calendar of activities: a month, a week, or what comes next."""

from typing import Any

from django.http import QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from huiguan.activities.calendars import asked, queries
from huiguan.activities.calendars.filters import CalendarFilter
from huiguan.activities.calendars.sheets import Sheet
from huiguan.activities.rules import arranges, sees
from huiguan.activities.screens.activities import HUES
from huiguan.kernel.asked import ignored, too_long
from huiguan.kernel.pickers import PICK, picks
from huiguan.kernel.screens import Screen


class Calendar(Screen):
    name = "calendar"
    pages = {"view": ""}
    rules = {"view": sees}

    def view(self):
        narrowed = CalendarFilter(self.request.GET, queryset=self._activities(), request=self.request)
        form = narrowed.form
        if field := self.request.GET.get(PICK):
            return TemplateResponse(
                self.request, "kernel/picks.html", picks(form, field, self.request.GET.get("q", ""))
            )
        form.is_valid()
        kept = _kept(form)
        pages, wrong = asked.read(self.request.GET, kept)
        first, last = min(page.days[0] for page in pages), max(page.days[-1] for page in pages)
        spans = queries.spans(queries.touching(narrowed.qs, first, last))
        special = queries.special_days(first, last)
        alone = pages[0] if len(pages) == 1 else None
        return self.show(
            "view",
            partial="results",
            title=_("活动日历"),
            form=form,
            selects=[form[name] for name in form.fields if name not in ("q", "organization")],
            chips=_chips(form, kept),
            notes=[*ignored(form, self.request.GET), *wrong, *too_long(self.request.GET.get("q", ""))],
            sheets=[Sheet(page, spans, special, alone=page is alone) for page in pages],
            chosen=alone,
            hues=HUES,
            clear_url=reverse("calendar.view") + (f"?view={alone.view}&day={alone.day.isoformat()}" if alone else ""),
            list_url=asked.to_the_list(kept),
            create_url=asked.create_url(pages[0].day) if self.may_create else "",
        )

    @cached_property
    def may_create(self) -> bool:
        return bool(arranges(self.request.user))

    def _activities(self):
        return queries.within_sight(self.request.user).select_related("kind")


def _kept(form) -> QueryDict:
    """What narrows the calendar, as an address: rows by their numbers, however they were asked for."""
    kept = QueryDict(mutable=True)
    for name in form.fields:
        if answer := form.cleaned_data.get(name):
            kept[name] = str(getattr(answer, "pk", answer))
    return kept


def _chips(form, kept: QueryDict) -> list[dict[str, Any]]:
    """One for each choice that narrows the calendar, with the address without it."""
    found = []
    for name, value in kept.items():
        query = form.data.copy()
        for gone in (name, f"{name}-words"):
            query.pop(gone, None)
        answer = form.cleaned_data[name]
        label = answer if hasattr(answer, "pk") else dict(getattr(form.fields[name], "choices", ())).get(value, value)
        found.append({"label": label, "name": name, "value": value, "url": f"?{query.urlencode()}"})
    return found
