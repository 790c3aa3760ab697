"""Office hours as people write them: 08:30–12:00、14:00–17:30."""

import re
import unicodedata
from datetime import time
from itertools import pairwise

from django import forms
from django.utils.translation import gettext as _

from huiguan.kernel.words import listed

SPAN = re.compile(r"([0-9]{1,2}):([0-9]{2})[-~至]([0-9]{1,2}):([0-9]{2})")
MOST = 4


def read(text: str) -> list[list[str]]:
    """Each span as its two edges, in the order of the day; nothing for nothing."""
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join("-" if unicodedata.category(c) == "Pd" else c for c in plain)
    words = re.sub(r"\s*([-~至])\s*", r"\1", plain).replace("、", " ").replace(",", " ").replace(";", " ").split()
    spans = [_span(word) for word in words]
    if len(spans) > MOST:
        raise forms.ValidationError(_("一天最多 %(n)s 段") % {"n": MOST})
    edges = [edge for span in spans for edge in span]
    if any(later <= earlier for earlier, later in pairwise(edges)):
        raise forms.ValidationError(_("每一段要先起后止，后一段要在前一段之后"))
    return [[f"{begin:%H:%M}", f"{end:%H:%M}"] for begin, end in spans]


def written(spans: tuple[tuple[time, time], ...]) -> str:
    return listed(f"{begin:%H:%M}–{end:%H:%M}" for begin, end in spans)


def _span(word: str) -> tuple[time, time]:
    found = SPAN.fullmatch(word)
    numbers = [int(number) for number in found.groups()] if found else []
    if not found or max(numbers[0], numbers[2]) > 23 or max(numbers[1], numbers[3]) > 59:
        raise forms.ValidationError(_("请写成 08:30–12:00、14:00–17:30 这样"))
    return time(*numbers[:2]), time(*numbers[2:])
