"""Does what was written agree with what the records give? Pure: a bound, a number and a value in, a finding out.

A published number is seldom bare. ``200余`` is not 200 but "200 or more, and less than what one would have written
instead". That next figure is the number with one added to its last figure that is not a trailing zero, so 200 → 300,
60 → 70, 20000 → 30000, 120 → 130; a value of 200 or 299 makes the claim true, 199 and 300 make it false. How each
bound is read is said to people in ``CONVENTIONS``, word for word as it is done here.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.measure import Value
from huiguan.kernel.words import sentences

Figure = int | float | Decimal
Number = Figure | list | None

MANY = 2  # how many 多家 is, at the least
NEARLY_ALL = 90  # percent: where 基本 begins, if no share is given


class Bound(TextChoices):
    EXACT = "exact", _("确数")
    LOWER_BOUND = "lower_bound", _("下限（余、多、等）")
    RANGE = "range", _("区间")
    APPROXIMATE = "approximate", _("约数（基本、约）")
    UNSPECIFIED_PLURAL = "unspecified_plural", _("不可数（多家）")
    UNIVERSAL = "universal", _("全称（每个）")
    IMPLIED = "implied", _("隐含单数")


CONVENTIONS = {
    Bound.EXACT: _("原文给出确数：记录得出的数与它相等才算相符。"),
    Bound.LOWER_BOUND: _(
        "“余、多、超”：从原文的数（含）起，到人们会改写的下一个数（不含）为止都算相符；下一个数是把最后一位不为零的数字加一，"
        "例如 200 余是 200 至 299，60 余万是 60 万至不足 70 万。以“等”收尾的列举只有下限，没有上限。"
    ),
    Bound.RANGE: _("原文给出区间：记录得出一个数的，落在两端之间（含两端）算相符；得出一个区间的，两端都相同算相符。"),
    Bound.APPROXIMATE: _(
        "“约”：四舍五入到原文所写的位数后相等算相符。只说“基本”而没有给出比例的，按达到 90% 而不足 100% 算相符。"
    ),
    Bound.UNSPECIFIED_PLURAL: _("“多家”没有给出数目：两家及以上算相符。"),
    Bound.UNIVERSAL: _("“每个”是全称：达到 100% 才算相符。"),
    Bound.IMPLIED: _("原文没有写数字，由单数的说法按 1 计：记录得出的数与它相等才算相符。"),
}


class Verdict(TextChoices):
    HOLDS = "holds", _("相符")
    CONTRADICTS = "contradicts", _("不符")
    AMBIGUOUS = "ambiguous", _("有歧义")
    UNKNOWN = "unknown", _("无从核对")
    UNTIED = "untied", _("尚未对应")


@dataclass(frozen=True)
class Said:
    """What a text says: a number with its bound. A list that 等 cuts short leaves open how many there are."""

    bound: str
    number: Number = None
    listed: bool = False


@dataclass(frozen=True)
class Finding:
    verdict: Any  # a Verdict; Django's choices have no types that mypy could see
    why: str


def judge(said: Said, value: Value, unit: str = "") -> Finding:
    """Holds, contradicts, or unknown if there is no value to compare; ``unit`` is only for the words of it."""
    if value is None:
        return Finding(Verdict.UNKNOWN, _now("系统里没有可以用来核对的记录。"))
    try:
        holds, wanted = _JUDGES[Bound(said.bound)](said, _comparable(value, said.number))
    except (TypeError, ArithmeticError):
        why = _now("得出的是 %(value)s，无法与原文的说法比较。") % {"value": shown(value, unit)}
        return Finding(Verdict.UNKNOWN, why)
    words = {"value": shown(value, unit), "wanted": wanted}
    if holds:
        return Finding(Verdict.HOLDS, _now("记录得出 %(value)s，符合原文的%(wanted)s。") % words)
    return Finding(Verdict.CONTRADICTS, _now("记录得出 %(value)s，不符合原文的%(wanted)s。") % words)


def agree(findings: list[Finding]) -> Finding:
    """One finding out of those of several readings: what they all say, or that the text leaves it open."""
    verdicts = {finding.verdict for finding in findings}
    if not findings:
        return Finding(Verdict.UNTIED, _now("这句话还没有对应到系统里的统计项。"))
    if len(verdicts) == 1:
        return Finding(findings[0].verdict, sentences(dict.fromkeys(finding.why for finding in findings)))
    if Verdict.UNKNOWN in verdicts:
        return next(finding for finding in findings if finding.verdict is Verdict.UNKNOWN)
    return Finding(Verdict.AMBIGUOUS, _now("原文没有说明口径，几种读法的结论不一致，一并列出。"))


def next_figure(number: Figure) -> Decimal:
    """The number that one would have written instead: one more in the last place that is not a trailing zero."""
    return Decimal(str(number)) + _step(number)


def shown(value: Any, unit: str = "") -> str:
    """A value as a person reads it: ``2 至 3 家``, ``2018-05-01``, ``94.7%``; a dash for nothing."""
    if value is None:
        return "—"
    if isinstance(value, list):
        words = _now("%(low)s 至 %(high)s") % {"low": shown(value[0]), "high": shown(value[1])}
    else:
        words = str(plain(value))
    return words + (unit if unit == "%" else f" {unit}" if unit else "")


def plain(value: Value) -> str | list[str] | None:
    """A value as other programs read it: a string, a list of two strings, or nothing."""
    if value is None:
        return None
    if isinstance(value, list):
        return [str(plain(part)) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def share(value: Value, out_of: int) -> Decimal:
    """How many percent ``value`` is of ``out_of``, to one decimal."""
    return round(Decimal(str(value)) * 100 / out_of, 1)


def _step(number: Figure) -> Decimal:
    return Decimal(1).scaleb(int(Decimal(str(number)).normalize().as_tuple().exponent))


def _comparable(value: Any, number: Number) -> Any:
    """Decimals for numbers; of a date, what the text names: its year, or its year and month."""
    if isinstance(value, date):
        return [Decimal(value.year), Decimal(value.month)] if isinstance(number, list) else Decimal(value.year)
    if isinstance(value, list):
        return [Decimal(str(part)) for part in value]
    return Decimal(str(value))


def _exact(said: Said, value: Any) -> tuple[bool, str]:
    return value == _comparable(said.number, said.number), _now("“%(number)s”") % {"number": shown(said.number)}


def _lower_bound(said: Said, value: Any) -> tuple[bool, str]:
    low, words = Decimal(str(said.number)), {"low": shown(said.number)}
    if said.listed:
        return value >= low, _now("“至少 %(low)s”") % words
    high = next_figure(low)
    return low <= value < high, _now("“%(low)s 余”（%(low)s 起，不到 %(high)s）") % {**words, "high": shown(high)}


def _range(said: Said, value: Any) -> tuple[bool, str]:
    low, high = _comparable(said.number, said.number)
    holds = value == [low, high] if isinstance(value, list) else low <= value <= high
    return holds, _now("“%(range)s”") % {"range": shown(said.number)}


def _approximate(said: Said, value: Any) -> tuple[bool, str]:
    if said.number is None:
        words = {"low": NEARLY_ALL}
        return NEARLY_ALL <= value < 100, _now("“基本”（达到 %(low)s%% 而不足 100%%）") % words
    number = Decimal(str(said.number))
    return abs(value - number) * 2 <= _step(number), _now("“约 %(number)s”") % {"number": shown(number)}


def _unspecified_plural(said: Said, value: Any) -> tuple[bool, str]:
    return value >= MANY, _now("“多”（至少 %(low)s）") % {"low": MANY}


def _universal(said: Said, value: Any) -> tuple[bool, str]:
    return value == 100, _now("“每个”（100%）")


_JUDGES = {
    Bound.EXACT: _exact,
    Bound.IMPLIED: _exact,
    Bound.LOWER_BOUND: _lower_bound,
    Bound.RANGE: _range,
    Bound.APPROXIMATE: _approximate,
    Bound.UNSPECIFIED_PLURAL: _unspecified_plural,
    Bound.UNIVERSAL: _universal,
}
