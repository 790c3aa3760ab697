"""What a page says of an appeal's past to whoever may not know who raised it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from huiguan.kernel.history import timeline_of, who_did
from huiguan.kernel.models import Record, Step
from huiguan.kernel.rooms import Happening
from huiguan.mechanisms.appeals.flow import AppealFlow
from huiguan.mechanisms.appeals.models import Appeal, Assignment, Escalation
from huiguan.mechanisms.appeals.queries.veil import LOOK, filing_within_reach
from huiguan.mechanisms.appeals.rules import unveils, voices_it

BY_THE_FILER = frozenset({"create", "supplement", "add", "confirm", "redo", "reopen", "withdraw"})
TO_THE_FILER = frozenset({"ask_more"})  # words for whoever raised it, which may say what their words were
OF_FILES = frozenset({"attach", "detach", "reattach"})  # whose names may say whose they are


def is_veiled(appeal: Appeal) -> bool:
    return appeal.is_hidden and filing_within_reach(appeal) is None


def timeline(appeal: Appeal, words: dict[str, Any], by) -> list[Happening]:
    """The steps of its life. Behind a veil those of whoever raised it have no name and no words; of who has looked,
    the units hear nothing, and why they did is read by those who might look themselves."""
    told = timeline_of(appeal, AppealFlow, words)
    steps = sorted(Step.of(appeal), key=lambda step: (step.recorded_at, step.pk), reverse=True)
    lines = list(zip(told, steps, strict=True))
    if is_veiled(appeal):
        return list(_veiled(lines, appeal, by))
    if voices_it(by, appeal):  # which reads that a unit was urged, and not how
        return [replace(line, note="") if step.move == "urge" else line for line, step in lines]
    return told


def _veiled(lines: Iterable[tuple[Happening, Step]], appeal: Appeal, by) -> Iterator[Happening]:
    of_the_house = by.scope("appeals.view", appeal.tenant).whole
    for line, step in lines:
        if step.move == LOOK:
            if of_the_house:
                yield line if unveils(by, appeal) else replace(line, note="")
        elif step.move in BY_THE_FILER and step.by != by:
            yield replace(line, who=_("诉求人"), note="")
        elif step.move in TO_THE_FILER:
            yield replace(line, note="")
        elif step.move in OF_FILES:
            yield replace(line, who="", note="")
        else:
            yield line


def said_by_the_filer(appeal: Appeal) -> list[tuple[Any, datetime, str]]:
    """The reasons that they gave for their moves: what they did, when, and why."""
    steps = Step.of(appeal).filter(move__in=BY_THE_FILER).exclude(why="")
    return [(AppealFlow.moves[step.move].label, step.happened_at, step.why) for step in steps]


def without_names(changes: list[dict[str, Any]], appeal: Appeal, by) -> None:
    """Whose saves belong to a move of the filer is told to nobody but themselves. A save belongs to the first step that
    was recorded since then, for the moves of an appeal wait for each other, and each leaves its step last."""
    steps = list(Step.of(appeal).order_by("recorded_at", "pk"))
    for change in changes:
        step = next((one for one in steps if one.recorded_at >= change["at"]), None)
        if step and step.move in BY_THE_FILER and step.by != by and change["who"] == who_did(step):
            change["who"] = _("诉求人")


def hushed(appeal: Appeal, by) -> frozenset[tuple[type[Record], str]]:
    """Fields of which the history says only that they changed: a unit reads an appeal as it was put to it, not the
    words before, which may have said who raised it; and not what a leader is asked about the unit. Nor does whoever
    raised it read what units are asked."""
    if by.scope("appeals.view", appeal.tenant).whole:
        return frozenset()
    asked: set[tuple[type[Record], str]] = {(Escalation, "text")}
    if voices_it(by, appeal):
        asked.add((Assignment, "note"))
    return frozenset(asked | {(Appeal, name) for name in ("title", "text", "tags")} if is_veiled(appeal) else asked)
