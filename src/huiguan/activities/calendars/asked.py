"""What a calendar is asked: which days, in which shape; and the addresses that lead from one to the next."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.activities.calendars import weeks
from huiguan.activities.calendars.filters import SHARED
from huiguan.kernel import clock, typed
from huiguan.kernel.asked import no_choice
from huiguan.kernel.narrowing import ALL

MONTH, WEEK, AGENDA = "month", "week", "agenda"
VIEWS = {MONTH: pgettext_lazy("日历", "月"), WEEK: pgettext_lazy("日历", "周"), AGENDA: gettext_lazy("日程")}
DAYS_AHEAD = 30  # of the agenda


@dataclass(frozen=True)
class Asked:
    """Some days in one shape; ``kept`` is what narrows the activities, in every address alike."""

    view: str
    day: date
    kept: QueryDict

    @property
    def days(self) -> list[date]:
        """All days that are shown: whole weeks, or those ahead."""
        if self.view == MONTH:
            return [day for days in weeks.month(self.day) for day in days]
        if self.view == WEEK:
            return weeks.week(self.day)
        return [self.day + number * weeks.DAY for number in range(DAYS_AHEAD)]

    @property
    def meant(self) -> tuple[date, date]:
        """The first and the last day that the title speaks of."""
        if self.view == MONTH:
            return self.day.replace(day=1), weeks.months_on(self.day, 1) - weeks.DAY
        return self.days[0], self.days[-1]

    def url(self, view: str = "", day: date | None = None) -> str:
        query = self.kept.copy()
        query["view"], query["day"] = view or self.view, (day or self.day).isoformat()
        return f"{reverse('calendar.view')}?{query.urlencode()}"

    @property
    def today_url(self) -> str:
        return self.url(day=clock.today())

    @property
    def earlier(self) -> str:
        return self._moved(-1)

    @property
    def later(self) -> str:
        return self._moved(1)

    def _moved(self, number: int) -> str:
        """A page on or back; none where time ends."""
        try:
            day = self._day_of(number)
        except (ValueError, OverflowError):
            return ""
        return self.url(day=day) if typed.is_plausible(day) else ""

    def _day_of(self, number: int) -> date:
        if self.view == MONTH:
            return weeks.months_on(self.day, number)
        return self.day + number * (7 if self.view == WEEK else DAYS_AHEAD) * weeks.DAY


def read(params: QueryDict, kept: QueryDict) -> tuple[list[Asked], list[str]]:
    """The shapes to show, and what of the question cannot be. Unless one is named, the screen's width decides."""
    view, text = params.get("view", ""), params.get("day", "")
    day = typed.day(text)
    wrong = [no_choice(_("日历"), [view])] if view and view not in VIEWS else []
    wrong += [no_choice(_("日期"), [text])] if text and day is None else []
    views = [view] if view in VIEWS else [MONTH, AGENDA]
    return [Asked(one, day or clock.today(), kept) for one in views], wrong


def beginning(text: str) -> datetime | None:
    """When an activity would begin that is entered from a day of the calendar."""
    day = typed.day(text)
    return clock.at(day) if day else None


def create_url(day: date) -> str:
    return f"{reverse('activities.create')}?day={day.isoformat()}"


def from_the_list(listing) -> dict[str, Any]:
    """The calendar, narrowed as the list is."""
    query = _shared(QueryDict(listing.query))
    url = reverse("calendar.view") + (f"?{query.urlencode()}" if query else "")
    return {"id": "calendar", "url": url, "icon": "calendar-range", "label": _("日历")}


def to_the_list(kept: QueryDict) -> str:
    query = _shared(kept)
    return f"{reverse('activities.list')}?{query.urlencode() or f'{ALL}=1'}"


def _shared(params: QueryDict) -> QueryDict:
    query = QueryDict(mutable=True)
    for name in SHARED:
        if params.get(name):
            query[name] = params[name]
    return query
