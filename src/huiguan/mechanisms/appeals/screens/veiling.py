"""What a page says of an appeal's past to whoever may not know who raised it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from huiguan.kernel.history import timeline_of, who_did
from huiguan.kernel.models import Step
from huiguan.kernel.rooms import Happening
from huiguan.mechanisms.appeals.flow import AppealFlow
from huiguan.mechanisms.appeals.models import Appeal
from huiguan.mechanisms.appeals.queries.veil import LOOK, filing_within_reach
from huiguan.mechanisms.appeals.rules import unveils

BY_THE_FILER = frozenset({"create", "supplement", "add", "confirm", "redo", "reopen", "withdraw"})
TO_THE_FILER = frozenset({"ask_more"})  # words for whoever raised it, which may say what their words were


def is_veiled(appeal: Appeal) -> bool:
    return appeal.is_hidden and filing_within_reach(appeal) is None


def timeline(appeal: Appeal, words: dict[str, Any], by) -> list[Happening]:
    """The steps of its life. Behind a veil those of whoever raised it have no name and no words; of who has looked,
    the units hear nothing, and why they did is read by those who might look themselves."""
    told = timeline_of(appeal, AppealFlow, words)
    if not is_veiled(appeal):
        return told
    steps = sorted(Step.of(appeal), key=lambda step: (step.recorded_at, step.pk), reverse=True)
    return list(_veiled(zip(told, steps, strict=True), appeal, by))


def _veiled(lines: Iterator[tuple[Happening, Step]], appeal: Appeal, by) -> Iterator[Happening]:
    of_the_house = by.scope("appeals.view", appeal.tenant).whole
    for line, step in lines:
        if step.move == LOOK:
            if of_the_house:
                yield line if unveils(by, appeal) else replace(line, note="")
        elif step.move in BY_THE_FILER:
            yield replace(line, who=_("诉求人"), note="")
        elif step.move in TO_THE_FILER:
            yield replace(line, note="")
        else:
            yield line


def names_of_filers(appeal: Appeal) -> set[str]:
    """How those are named in the history who raised it, or spoke for whoever did, whatever else they are."""
    return {who_did(step) for step in Step.of(appeal).filter(move__in=BY_THE_FILER)}
