"""A backup every night, in the folder that ``HUIGUAN_BACKUPS`` names: the last fourteen, and the first of each month
for a year."""

import re
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from huiguan.kernel import clock
from huiguan.site.cellar.backup import back_up

NAME = re.compile(r"huiguan-(\d{8}-\d{6})\.zip")
LAST, MONTHS = 14, 12


def nightly() -> None:
    """Nothing where no folder is named. Old ones go only after the new one is whole."""
    if settings.BACKUPS is None:
        return
    settings.BACKUPS.mkdir(mode=0o700, parents=True, exist_ok=True)
    back_up(settings.HOME, settings.BACKUPS)
    for file in superfluous(made_until_now(settings.BACKUPS)):
        file.unlink()


def backups(folder: Path) -> list[tuple[datetime, Path]]:
    """Those with a name that we gave, the newest first; other files in the folder are somebody else's."""
    named = [(NAME.fullmatch(file.name), file) for file in folder.glob("huiguan-*.zip")]
    return sorted(((datetime.strptime(name[1], "%Y%m%d-%H%M%S"), file) for name, file in named if name), reverse=True)


def made_until_now(folder: Path) -> list[tuple[datetime, Path]]:
    """Without those that a clock which was wrong dated in the future: nobody knows how old they are."""
    now = timezone.localtime(clock.now()).replace(tzinfo=None)
    return [(made, file) for made, file in backups(folder) if made <= now]


def superfluous(found: list[tuple[datetime, Path]]) -> list[Path]:
    first_of_month = {f"{made:%Y%m}": file for made, file in found}  # the oldest comes last and stays
    kept = {file for _made, file in found[:LAST]} | set(list(first_of_month.values())[:MONTHS])
    return [file for _made, file in found if file not in kept]
