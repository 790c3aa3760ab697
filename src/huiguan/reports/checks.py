"""Claims beside the records: each tie is read, judged, and the readings of one claim are brought together."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from huiguan.kernel.measure import Figure, Period, Value
from huiguan.kernel.rooms import figures
from huiguan.reports.claims import Finding, Verdict, agree, judge, plain, share, shown
from huiguan.reports.figures import Reading, read
from huiguan.reports.models import Claim, Tie


@dataclass(frozen=True)
class Check:
    """One tie, read. Without a reading the figure that it names is not installed."""

    tie: Tie
    reading: Reading | None
    value: Value
    finding: Finding

    @property
    def unit(self) -> str:
        return self.tie.unit or self.tie.claim.unit

    @property
    def shown(self) -> str:
        return shown(self.value, self.unit)


@dataclass(frozen=True)
class Checked:
    """A claim with everything that was found about it."""

    claim: Claim
    checks: list[Check]
    finding: Finding

    @property
    def verdict(self) -> Verdict:
        return self.finding.verdict

    @property
    def values(self) -> list[Value]:
        """The value of each reading; one alone if they are the same."""
        found = [check.value for check in self.checks]
        return found[:1] if all(value == found[0] for value in found) else found

    @property
    def shown(self) -> str:
        return _(" 或 ").join(shown(value, self.unit) for value in self.values) or "—"

    @property
    def unit(self) -> str:
        return self.checks[0].unit if self.checks else self.claim.unit

    @property
    def readings(self) -> list[Reading]:
        """What was read for it; two ties to the same figure read it once."""
        return list({id(check.reading): check.reading for check in self.checks if check.reading}.values())

    @property
    def records(self) -> int:
        """How many records stand behind it."""
        return sum(reading.count for reading in self.readings)

    @property
    def plain(self) -> dict[str, Any]:
        values = [plain(value) for value in self.values]
        return {
            "id": self.claim.code,
            "phrase": self.claim.phrase,
            "verdict": self.verdict.value,
            "value": values[0] if len(values) == 1 else values or None,
            "unit": self.unit,
            "records": self.records,
        }


def check_all(claims: Iterable[Claim]) -> list[Checked]:
    """Each claim, in order. A figure that several of them need is read once."""
    reader = _Reader()
    return [check(claim, reader) for claim in claims]


def check(claim: Claim, reader: "_Reader | None" = None) -> Checked:
    reader = reader or _Reader()
    checks = [_check(tie, claim, reader) for tie in claim.ties.all()]
    return Checked(claim, checks, agree([one.finding for one in checks]))


def _check(tie: Tie, claim: Claim, reader: "_Reader") -> Check:
    reading = reader.read(tie, Period(tie.starts, tie.ends or claim.cut_off))
    if reading is None:
        why = _("本机没有能得出这个数的统计项（%(key)s）。") % {"key": tie.figure}
        return Check(tie, None, None, Finding(Verdict.UNKNOWN, why))
    if not reading.is_whole:
        why = _("背后的记录您只能看到一部分，不能据此下结论。")
        return Check(tie, reading, None, Finding(Verdict.UNKNOWN, why))
    value = reading.value if reading.count else None
    if value is not None and tie.out_of:
        value = share(value, tie.out_of)
    return Check(tie, reading, value, judge(claim.said, value, tie.unit or claim.unit))


class _Reader:
    """Reads figures, each only once."""

    def __init__(self) -> None:
        self.figures: dict[str, Figure] = figures()
        self.readings: dict[tuple, Reading] = {}

    def read(self, tie: Tie, period: Period) -> Reading | None:
        key = (tie.figure, period, json.dumps(tie.filters, sort_keys=True))
        if tie.figure in self.figures and key not in self.readings:
            self.readings[key] = read(self.figures[tie.figure], period, **tie.filters)
        return self.readings.get(key)
