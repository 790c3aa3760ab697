"""Putting tags on organizations and taking them off: on one, and on many, each of which stands or falls by itself."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from huiguan.kernel.acting import acting
from huiguan.kernel.bulk import Line, changed_since
from huiguan.kernel.flow import NotAllowed
from huiguan.kernel.models import Stale
from huiguan.register.models import Organization, Tag
from huiguan.register.rules import edits, gives_reserved_tags

Done = dict[str, list[int]]
"""The numbers of the tags that were ``added`` and ``removed``: only what changed, so that no more is taken back."""


def retag(organization: Organization, *, by, add: Iterable[Tag] = (), remove: Iterable[Tag] = ()) -> Done:
    """Says what it changed: a tag that is there already, or is not, changes nothing."""
    if not (verdict := edits(by, organization)):
        raise NotAllowed(str(verdict.why))
    held = set(organization.tags.all())
    added, removed = set(add) - held, set(remove) & held
    if any(tag.reserved for tag in added | removed) and not (verdict := gives_reserved_tags(by)):
        raise NotAllowed(str(verdict.why))
    if added or removed:
        with transaction.atomic(), acting(by):
            organization.log_apart({"tags": _names(held)}, {"tags": _names(held - removed | added)})
            organization.tags.add(*added)
            organization.tags.remove(*removed)
    return {"added": sorted(tag.pk for tag in added), "removed": sorted(tag.pk for tag in removed)}


def foresee(lines: list[Line], by) -> None:
    """Say on each line why nothing can be done with it, if so."""
    for line in lines:
        if line.record.version != line.seen:
            line.why = changed_since(line.record, line.seen)
        elif not (verdict := edits(by, line.record)):
            line.why = str(verdict.why)


def retag_line(line: Line, *, by, add: Iterable[Tag], remove: Iterable[Tag]) -> dict:
    """One of many, and what came of it."""
    record, done, why = line.record, {}, ""
    try:
        with transaction.atomic():
            if record.version != line.seen:
                raise Stale(record, record)
            done = retag(record, by=by, add=add, remove=remove)
            why = "" if any(done.values()) else _("已经是这样了，没有要改的")
    except NotAllowed as refusal:
        why = str(refusal)
    except Stale:
        why = changed_since(record, line.seen)
    return {"pk": record.pk, "source": "", "version": record.version, "why": why, **done}


def _names(tags: Iterable[Tag]) -> list[str]:
    return sorted(map(str, tags))
