"""A plan beside the turns as they stood when it was drawn up: who stays, who comes, who goes, and in which role.

While it may be adopted they still stand so, else it is not adopted; afterwards it can still be read what it changed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from huiguan.kernel.words import bracketed, labelled, listed, severally
from huiguan.mechanisms.rotation.models import Roster, SchemeRole, TurnState
from huiguan.mechanisms.rotation.queries import bearers


@dataclass(frozen=True)
class Place:
    """One who serves in a turn, what they are called there, and what they were called before, where that is another."""

    who: Any
    title: str
    was: str | None = None

    def __str__(self):
        return bracketed(self.who, self.title)

    @property
    def told(self) -> str:
        """What became of the role of one who stays."""
        facts = {"who": self.who, "was": self.was or _("没有称呼"), "title": self.title or _("没有称呼")}
        return _("%(who)s 由%(was)s改为%(title)s") % facts


@dataclass(frozen=True)
class Difference:
    """One turn before and after; whoever is in both stays."""

    number: int
    starts: date
    ends: date
    stays: list[Place]
    goes: list[Place]
    comes: list[Place]
    is_new: bool
    state: str = ""

    @property
    def changed(self) -> list[Place]:
        """Those who stay, and are called otherwise."""
        return [place for place in self.stays if place.was is not None]

    @property
    def told(self) -> str:
        """What changes, in one line; nothing where nothing does."""
        found = []
        if self.goes:
            found.append(labelled(_("撤下"), listed(self.goes)))
        if self.comes:
            found.append(labelled(_("排上"), listed(self.comes)))
        return severally([*found, *(place.told for place in self.changed)])


@dataclass(frozen=True)
class Cancelled:
    """A turn that there is no more, with what becomes of those who were to serve in it."""

    number: int
    starts: date
    ends: date
    fates: list[str]
    unplaced: int = 0  # how many of them have no turn now


@dataclass(frozen=True)
class Comparison:
    rows: list[Difference]
    cancelled: list[Cancelled]

    @property
    def moved(self) -> int:
        """Seats of the turns that there are which change hands."""
        return sum(len(row.goes) for row in self.rows) + sum(len(turn.fates) for turn in self.cancelled)

    @property
    def unplaced(self) -> int:
        return sum(turn.unplaced for turn in self.cancelled)

    @property
    def new(self) -> int:
        return sum(len(row.comes) for row in self.rows)

    @property
    def changed(self) -> int:
        """Of those who stay, how many are called otherwise."""
        return sum(len(row.changed) for row in self.rows)


def compare(roster: Roster) -> Comparison:
    before = _as_it_stood(roster)
    planned = {seat["bearer"] for row in roster.windows for seat in row["seats"]}
    names = bearers(roster.scheme, planned.union(*before.values()))
    titles = {role.pk: role.name for role in SchemeRole.objects.filter(scheme=roster.scheme_id)}
    states = {starts: state for _turn, state, _number, starts, _ends in roster.seen.get("turns", [])}
    rows = [_difference(row, before, names, titles, states.get(row["starts"], "")) for row in roster.windows]
    return Comparison(rows, [_cancelled(*turn, before, names, rows) for turn in _gone(roster)])


def _gone(roster: Roster) -> list[tuple[int, str, str]]:
    turns = roster.seen.get("turns", [])
    return [(number, starts, ends) for turn, _state, number, starts, ends in turns if turn in roster.cancelled]


def _cancelled(number: int, starts: str, ends: str, before, names, rows: list[Difference]) -> Cancelled:
    fates, unplaced = [], 0
    for one in (names[pk] for pk in before.get(starts, {}) if pk in names):
        later = [row.number for row in rows if one in [place.who for place in (*row.comes, *row.stays)]]
        if later:
            fates.append(_("%(who)s 改在第 %(turns)s 期") % {"who": one, "turns": listed(later)})
        else:
            unplaced += 1
            fates.append(_("%(who)s 这次没有再排上") % {"who": one})
    return Cancelled(number, date.fromisoformat(starts), date.fromisoformat(ends), fates, unplaced)


def changes_of_published(roster: Roster) -> dict[date, str]:
    """What it changes in turns that have been published already, by their first day."""
    rows = [row for row in compare(roster).rows if row.state == TurnState.PUBLISHED]
    return {row.starts: row.told for row in rows if row.told}


def _as_it_stood(roster: Roster) -> dict[str, dict[int, tuple[int | None, bool]]]:
    """Who sat in the turns that there were, and as what, by the first day of each."""
    first_days = {turn: starts for turn, _state, _number, starts, _ends in roster.seen.get("turns", [])}
    before: dict[str, dict[int, tuple[int | None, bool]]] = {starts: {} for starts in first_days.values()}
    for turn, bearer, _by_hand, role, is_lead in roster.seen.get("seats", []):
        before[first_days[turn]][bearer] = role, is_lead
    return before


def _difference(row: dict, before, names: dict[int, Any], titles: dict[int, str], state: str) -> Difference:
    def title(role: int | None, is_lead: bool) -> str:
        return titles.get(role, "") if role else _("牵头") if is_lead else ""

    day = row["starts"]
    was = {pk: title(*held) for pk, held in before.get(day, {}).items() if pk in names}
    after = {one["bearer"]: title(one["role"], one["lead"]) for one in row["seats"] if one["bearer"] in names}
    return Difference(
        number=row["number"],
        starts=date.fromisoformat(day),
        ends=date.fromisoformat(row["ends"]),
        stays=[Place(names[pk], now, was[pk] if was[pk] != now else None) for pk, now in after.items() if pk in was],
        goes=[Place(names[pk], then) for pk, then in was.items() if pk not in after],
        comes=[Place(names[pk], now) for pk, now in after.items() if pk not in was],
        is_new=day not in before,
        state=state,
    )
