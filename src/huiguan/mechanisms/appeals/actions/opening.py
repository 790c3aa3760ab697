"""With which categories, endings and profiles the books begin; each place changes them on the screens."""

import json
from pathlib import Path

from huiguan.mechanisms.appeals.models import Category, Ending, Profile, StageLimit, Timed

FILE = Path(__file__).resolve().parent.parent / "data" / "tables.json"


def copy_limits(profile: Profile, like: Profile) -> None:
    """The new profile begins with how long each stage takes under another."""
    names = [field.name for field in Timed._meta.fields]
    for one in like.limits.all():
        facts = {name: getattr(one, name) for name in names}
        StageLimit(profile=profile, stage=one.stage, since=one.since, **facts).save()


def open_tables() -> None:
    tables = json.loads(FILE.read_text(encoding="utf-8"))
    endings = []
    for order, facts in enumerate(tables["endings"], start=1):
        endings.append(Ending(order=order * 10, **facts))
        endings[-1].save()
    for order, facts in enumerate(tables["profiles"], start=1):
        limits = facts.pop("limits")
        profile = Profile(order=order * 10, **facts)
        profile.save()
        profile.endings.set(endings)
        for limit in limits:
            StageLimit(profile=profile, **limit).save()
    for order, facts in enumerate(tables["categories"], start=1):
        Category(order=order * 10, **facts).save()
