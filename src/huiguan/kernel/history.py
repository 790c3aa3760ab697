"""A record's past as a person reads it: the moves that were made, and the values that changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from huiguan.kernel.fields import MARK, EncryptedTextField
from huiguan.kernel.models import Change, Record, Step
from huiguan.kernel.rooms import Happening
from huiguan.kernel.words import bracketed, listed, minute, sentences


def timeline_of(record, flow, words: dict[str, Any] | None = None) -> list[Happening]:
    """The steps of a record's life, the last recorded first; ``words`` says what steps that are no moves are called."""
    words = {**usual_words(), **(words or {})}
    steps = sorted(Step.of(record), key=lambda step: (step.recorded_at, step.pk), reverse=True)
    return [
        Happening(
            at=step.recorded_at,
            title=_move_label(flow, words, step.move),
            note=sentences(filter(None, [_recorded_later(step), step.why])),
            who=who_did(step),
            icon="circle-dot",
            hue="jade",
        )
        for step in steps
    ]


def _recorded_later(step: Step) -> str:
    """When it took place, where that is not when it was recorded."""
    happened, recorded = minute(step.happened_at), minute(step.recorded_at)
    if happened == recorded:
        return ""
    return _("发生于 %(happened)s，%(recorded)s 登记。") % {"happened": happened, "recorded": recorded}


def usual_words() -> dict[str, str]:
    """What steps are called that are no moves and that every desk may have."""
    return {
        "create": _("登记"),
        "attach": _("添加附件"),
        "detach": _("移走附件"),
        "reattach": _("放回附件"),
    }


def who_did(made: Step | Change) -> str:
    """甲（代 乙）; nothing for the system's own work."""
    absent = made.in_stead_of
    return bracketed(made.by or "", _("代 %(absent)s") % {"absent": absent} if absent else "")


def _move_label(flow, words: dict[str, Any], name: str) -> str:
    if flow and name in flow.moves:
        return str(flow.moves[name].label)
    return str(words.get(name, name))


def history_of(
    record, flow, words: dict[str, Any] | None = None, parts: Iterable[tuple[type[Record], str]] = ()
) -> dict[str, Any]:
    """Every save of the record and of its ``parts``, the newest first, each with its fields before and after.

    A part is a kind of row with the name of its field that leads to the record; those that are gone are told too.
    """
    told = [(change, type(record), "") for change in Change.of(record)]
    for kind, owner in parts:
        told += [(change, kind, owner) for change in Change.of_part(record, kind, owner)]
    told.sort(key=lambda one: (one[0].at, one[0].pk), reverse=True)
    changes = [_told(*one) for one in told]
    shown_changes = [change for change in changes if change["rows"] or change["is_gone"]]
    return {"changes": shown_changes, "timeline": timeline_of(record, flow, words), "back_url": _url(record)}


def _told(change: Change, kind: type[Record], owner: str) -> dict[str, Any]:
    """One save in words; of a part with what it is."""
    names = {field.name: str(field.verbose_name) for field in [*kind._meta.concrete_fields, *kind._meta.many_to_many]}
    before, after = change.before or {}, change.after or {}
    rows = [
        {
            "label": names.get(name, name),
            **_before_and_after(kind, name, before.get(name), after.get(name)),
        }
        for name in sorted({*before, *after} - {owner})
        if _is_told(kind, name) and (before.get(name) or after.get(name))
    ]
    return {
        "who": who_did(change),
        "at": change.at,
        "version": change.version,
        "part": kind._meta.verbose_name if owner else "",
        "is_gone": change.after is None,
        "rows": rows,
    }


def _before_and_after(record, name: str, before: Any, after: Any) -> dict[str, Any]:
    """Of what is kept encrypted the log only knows that it was there, and whether it became another."""
    if not isinstance(record._meta.get_field(name), EncryptedTextField):
        return {"before": shown(record, name, before), "after": shown(record, name, after)}
    if before and after:
        return {"before": "", "after": _("已更改")}
    return {"before": _("已登记") if before else "", "after": _("已登记") if after else ""}


def shown(record, name: str, value: Any) -> Any:
    """A logged value in words: a choice by its label, a row by its name, a moment by the clock on the wall."""
    field = record._meta.get_field(name)
    if isinstance(field, models.DateTimeField) and value:
        moment = value if isinstance(value, datetime) else parse_datetime(str(value))
        return minute(moment) if moment else value
    if isinstance(field, EncryptedTextField) and str(value or "").startswith(MARK):
        return _("已更改")
    if isinstance(value, list):
        return listed(value)
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    if isinstance(field, models.ForeignKey) and value:
        found = field.related_model._default_manager.filter(pk=value).first()
        return str(found) if found else f"#{value}"
    return "" if value is None else value


def _url(record) -> str:
    return reverse(f"{desk_name(record)}.detail", args=[record.pk])


def desk_name(record) -> str:
    """The name of the desk that shows this kind of record: the model says it, because URLs are named by desk."""
    return type(record).desk


def _is_told(record, name: str) -> bool:
    """Whether a person would know the field: what nobody edits is the system's own, but for the state."""
    known = {field.name: field for field in record._meta.concrete_fields}
    return name not in known or known[name].editable or name == "state"
