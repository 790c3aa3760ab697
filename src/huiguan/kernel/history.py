"""A record's past as a person reads it: the moves that were made, and the values that changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from huiguan.kernel.fields import MARK, EncryptedTextField
from huiguan.kernel.models import Change, Record, Step
from huiguan.kernel.rooms import Happening
from huiguan.kernel.words import bracketed, listed, minute, sentences

PAGE_SIZE = 50
Told = tuple[Change, type[Record], str]  # one save, of a row of which kind, and the field that leads from a part to it
Names = dict[tuple[type[models.Model], Any], str]
Hushed = frozenset[tuple[type[Record], str]]


def timeline_of(record, flow, words: dict[str, Any] | None = None) -> list[Happening]:
    """The steps of a record's life, the last recorded first; ``words`` says what steps that are no moves are called."""
    words = {**usual_words(), **(words or {})}
    by_day = getattr(record, "known_by_day", ())
    steps = sorted(Step.of(record), key=lambda step: (step.recorded_at, step.pk), reverse=True)
    return [
        Happening(
            at=step.recorded_at,
            title=_move_label(flow, words, step.move),
            note=sentences(filter(None, [_recorded_later(step, step.move in by_day), step.why])),
            who=who_did(step),
            icon="circle-dot",
            hue="jade",
        )
        for step in steps
    ]


def _recorded_later(step: Step, is_known_by_day: bool) -> str:
    """When it took place, where that is not when it was recorded."""
    happened, recorded = minute(step.happened_at), minute(step.recorded_at)
    if is_known_by_day:
        happened = str(timezone.localdate(step.happened_at))
    if recorded.startswith(happened):
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
    record,
    flow,
    words: dict[str, Any] | None = None,
    parts: Iterable[tuple[type[Record], str]] = (),
    page: str | None = None,
    hushed: Hushed = frozenset(),
) -> dict[str, Any]:
    """The saves of the record and of its ``parts``, the newest first, each with its fields before and after; as many
    as a page holds. Of ``hushed`` fields it is only told that they changed.

    A part is a kind of row with the name of its field that leads to the record; those that are gone are told too.
    """
    told = [(change, type(record), "") for change in Change.of(record)]
    for kind, owner in parts:
        told += [(change, kind, owner) for change in Change.of_part(record, kind, owner)]
    told = [one for one in told if one[0].after is None or _fields_told(*one)]
    told.sort(key=lambda one: (one[0].at, one[0].pk), reverse=True)
    of_page = Paginator(told, PAGE_SIZE).get_page(page)
    names = _names_of_rows(of_page.object_list)
    return {
        "changes": [_told(*one, names, hushed) for one in of_page.object_list],
        "page": of_page,
        "pages": list(of_page.paginator.get_elided_page_range(of_page.number)),
        "timeline": timeline_of(record, flow, words),
        "back_url": _url(record),
    }


def _fields_told(change: Change, kind: type[Record], owner: str) -> list[str]:
    before, after = change.before or {}, change.after or {}
    names = sorted({*before, *after} - {owner})
    return [name for name in names if _is_told(kind, name) and (before.get(name) or after.get(name))]


def _names_of_rows(told: Iterable[Told]) -> Names:
    """What the rows are called to which a page of changes refers: two queries at most for each kind, however many they
    are. Those that the record names to all its readers have their name also where they are out of reach."""
    asked: dict[tuple[type[models.Model], int | None], set] = {}
    for change, kind, owner in told:
        for name in _fields_told(change, kind, owner):
            if isinstance(field := kind._meta.get_field(name), models.ForeignKey):
                values = {(saved or {}).get(name) for saved in (change.before, change.after)}
                tenant = change.tenant_id if name in kind.names_to_readers else None
                asked.setdefault((field.related_model, tenant), set()).update(values - {None, ""})
    return {key: name for (model, tenant), pks in asked.items() for key, name in _names_of(model, pks, tenant).items()}


def _names_of(model: Any, pks: set, tenant: int | None = None) -> Names:
    rows = model.everywhere.filter(tenant=tenant) if tenant else model._default_manager
    return {(model, row.pk): str(row) for row in rows.filter(pk__in=pks)}


def _told(change: Change, kind: type[Record], owner: str, rows_named: Names, hushed: Hushed) -> dict[str, Any]:
    """One save in words; of a part with what it is."""
    names = {field.name: str(field.verbose_name) for field in [*kind._meta.concrete_fields, *kind._meta.many_to_many]}
    before, after = change.before or {}, change.after or {}
    rows = [
        {
            "label": names.get(name, name),
            **_before_and_after(kind, name, before.get(name), after.get(name), rows_named, hushed),
        }
        for name in _fields_told(change, kind, owner)
    ]
    return {
        "who": who_did(change),
        "at": change.at,
        "version": change.version,
        "part": kind._meta.verbose_name if owner else "",
        "is_gone": change.after is None,
        "rows": rows,
    }


def _before_and_after(record, name: str, before: Any, after: Any, rows_named: Names, hushed: Hushed) -> dict[str, Any]:
    """Of what is kept encrypted the log only knows that it was there, and whether it became another."""
    is_told = (record, name) not in hushed and not isinstance(record._meta.get_field(name), EncryptedTextField)
    if is_told:
        return {word: shown(record, name, value, rows_named) for word, value in (("before", before), ("after", after))}
    if before and after:
        return {"before": "", "after": _("已更改")}
    return {"before": _("已登记") if before else "", "after": _("已登记") if after else ""}


def shown(record, name: str, value: Any, rows_named: Names | None = None) -> Any:
    """A logged value in words: a choice by its label, a row by its name, a moment by the clock on the wall."""
    field = record._meta.get_field(name)
    if isinstance(field, models.DateTimeField) and value:
        moment = value if isinstance(value, datetime) else parse_datetime(str(value))
        return minute(moment) if moment else value
    if isinstance(field, EncryptedTextField) and str(value or "").startswith(MARK):
        return _("已更改")
    if isinstance(value, list):
        return listed(value)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    if isinstance(field, models.ForeignKey) and value:
        if rows_named is None:
            rows_named = _names_of(field.related_model, {value})
        return rows_named.get((field.related_model, value), _("（看不到的记录）"))
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
