"""Verbs of the reports: bringing the claims of a published text into a tenant's books."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from huiguan.kernel.acting import acting
from huiguan.kernel.flow import entered
from huiguan.kernel.models import Tenant
from huiguan.kernel.reach import reaching, whole
from huiguan.reports.models import Claim, Publication, Tie

DATA = Path(__file__).resolve().parent / "data"


def bring_in_claims(tenant: Tenant, *, by) -> Publication:
    """The claims of the article and their ties, as the data files say them now; repeating it changes only what differs.

    Ties that the files no longer name are removed; claims never are.
    """
    source = json.loads((DATA / "claims.json").read_text(encoding="utf-8"))
    ties = json.loads((DATA / "ties.json").read_text(encoding="utf-8"))
    with reaching(whole(tenant)), transaction.atomic(), acting(by):
        publication = _publication(source["publication"], by=by)
        for row in source["claims"]:
            claim = _claim(publication, row, by=by)
            _tie(claim, [tie for tie in ties if tie["claim"] == claim.code], by=by)
    return publication


def _publication(row: dict[str, str], *, by) -> Publication:
    published = date.fromisoformat(row["published"])
    found = Publication.objects.filter(title=row["title"], published=published).first()
    publication = found or Publication(title=row["title"], published=published)
    return _keep(publication, {"publisher": row["publisher"]}, by=by)


def _claim(publication: Publication, row: dict[str, Any], *, by) -> Claim:
    code, source_mechanism = row["id"], row["mechanism"]
    said = {name: value for name, value in row.items() if name not in ("id", "mechanism")}
    found = Claim.objects.filter(publication=publication, code=code).first()
    claim = found or Claim(publication=publication, code=code)
    return _keep(claim, {**said, "source_mechanism": source_mechanism, "cut_off": publication.published}, by=by)


def _tie(claim: Claim, rows: list[dict[str, Any]], *, by) -> None:
    kept = {tie.order: tie for tie in claim.ties.all()}
    for order, row in enumerate(rows, start=1):
        values = {
            "figure": row["figure"],
            "filters": row.get("filters", {}),
            "starts": _day(row.get("starts")),
            "ends": _day(row.get("ends")),
            "out_of": row.get("out_of"),
            "unit": row.get("unit", ""),
            "name": row.get("name", ""),
        }
        _keep(kept.pop(order, None) or Tie(claim=claim, order=order), values, by=by)
    for tie in kept.values():
        tie.delete()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _keep(record, values: dict[str, Any], *, by):
    """The record with these values, saved if it is new or they differ."""
    changed = [name for name, value in values.items() if getattr(record, name) != value]
    for name in changed:
        setattr(record, name, values[name])
    if record.pk is None:
        with entered(record, by=by):
            record.save()
    elif changed:
        record.save()
    return record
