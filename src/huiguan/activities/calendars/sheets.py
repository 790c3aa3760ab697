"""A month, a week or an agenda as its template reads it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from huiguan.activities.calendars import asked, weeks
from huiguan.activities.calendars.asked import AGENDA, MONTH, WEEK, Asked
from huiguan.kernel import clock
from huiguan.kernel.models import SpecialDay
from huiguan.kernel.words import month, span


@dataclass(frozen=True)
class Sheet:
    """One shape of the calendar; two stand on a page where the width of the screen is to decide."""

    asked: Asked
    spans: list[weeks.Span]
    special: dict[date, SpecialDay]
    alone: bool

    @property
    def view(self) -> str:
        return self.asked.view

    @property
    def css(self) -> str:
        return "" if self.alone else {MONTH: "on-wide", AGENDA: "on-narrow"}[self.view]

    @property
    def template(self) -> str:
        return f"activities/calendar/{self.view}.html"

    @property
    def title(self) -> str:
        if self.view != MONTH:
            return span(*self.asked.meant)
        return _("%(year)s年%(month)s") % {"year": self.asked.day.year, "month": month(self.asked.day)}

    @property
    def step(self) -> dict[str, Any]:
        """What the links back and on are called."""
        names = {
            MONTH: (_("上个月"), _("下个月")),
            WEEK: (_("上一周"), _("下一周")),
            AGENDA: (_("前 30 天"), _("后 30 天")),
        }
        return dict(zip(("earlier", "later"), names[self.view], strict=True))

    @property
    def tabs(self) -> list[dict[str, Any]]:
        return [
            {"view": view, "label": label, "url": self.asked.url(view), "current": view == self.view}
            for view, label in asked.VIEWS.items()
        ]

    @property
    def count(self) -> int:
        """Of what the title speaks of, without the days of other months that fill the weeks."""
        first, last = self.asked.meant
        return sum(one.first <= last and one.last >= first for one in self.spans)

    @property
    def weekdays(self) -> list[date]:
        """Days to name the columns by."""
        return weeks.week(self.asked.day)

    @property
    def rows(self) -> list[list["Cell"]]:
        return [self._week(days) for days in weeks.month(self.asked.day)]

    @property
    def columns(self) -> list["Cell"]:
        return self._week(weeks.week(self.asked.day))

    @property
    def listed(self) -> list["Cell"]:
        """The days on which there is something."""
        return [cell for cell in map(self._alone, self.asked.days) if cell.pieces]

    @property
    def chosen(self) -> "Cell":
        return self._alone(self.asked.day)

    def _week(self, days: list[date]) -> list["Cell"]:
        return [Cell(laid, self.asked, self.special.get(laid.day)) for laid in weeks.laid_out(days, self.spans)]

    def _alone(self, day: date) -> "Cell":
        return Cell(weeks.on(day, self.spans), self.asked, self.special.get(day))


@dataclass(frozen=True)
class Cell:
    """One day of a sheet."""

    laid: weeks.Day
    asked: Asked
    special: SpecialDay | None

    @property
    def day(self) -> date:
        return self.laid.day

    @property
    def pieces(self) -> tuple[weeks.Piece, ...]:
        return self.laid.pieces

    @property
    def is_today(self) -> bool:
        return self.day == clock.today()

    @property
    def is_chosen(self) -> bool:
        return self.day == self.asked.day

    @property
    def is_free(self) -> bool:
        """Whether it is a day off: by the State Council's calendar, or else by the week."""
        return self.special.kind == SpecialDay.Kind.OFF if self.special else self.day.weekday() > 4

    @property
    def css(self) -> str:
        marks = {
            "of-other": self.asked.view == MONTH and self.day.month != self.asked.day.month,
            "is-free": self.is_free,
            "is-today": self.is_today,
            "is-chosen": self.is_chosen,
        }
        return " ".join(name for name, holds in marks.items() if holds)

    @property
    def url(self) -> str:
        return f"{self.asked.url(MONTH, self.day)}#day"

    @property
    def create_url(self) -> str:
        return asked.create_url(self.day)
