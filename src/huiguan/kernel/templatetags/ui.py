"""Tags and filters that every template may use without loading them."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from huiguan.kernel import charts, icons, monogram, once, typed, words

LIST_SHOWS, POINTING_SHOWS = 120, 600  # characters

DAY = re.compile(r"\d{4}-\d\d-\d\d")

register = template.Library()

register.simple_tag(icons.icon, name="icon")
register.filter("mono", monogram.monogram)
register.filter("hue", monogram.hue)
register.filter("month", words.month)
register.simple_tag(words.span, name="span")


@register.inclusion_tag("kernel/written.html", takes_context=True)
def written(context) -> dict[str, Any]:
    """On a page that tells that nothing was done: what was typed, so that it is not lost. Another site's words are not
    shown as if the person had typed them."""
    request = context.get("request")
    is_theirs = request and request.method == "POST" and getattr(request, "csrf_processing_done", False)
    return {"texts": typed.texts_in(request.POST) if is_theirs else []}


for chart in (charts.bars, charts.ring, charts.area, charts.columns, charts.hbars, charts.donut):
    register.simple_tag(chart, name=f"chart_{chart.__name__}")


@register.filter
def num(value: Any, places: int | None = None) -> str:
    """169,051: Django's Chinese formats have an empty thousand separator. Nothing for nothing, never a zero."""
    if value is None or value == "":
        return ""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if places is not None:
        return f"{number:,.{places}f}"
    return f"{number:,.0f}" if number == number.to_integral_value() else f"{number.normalize():,f}"


@register.filter
def percent(part: Any, whole: Any = 100) -> str:
    """A share of a whole, 0 to 100, for eyes and for style="--w:…%": in every language with a dot."""
    share = float(part or 0) / float(whole) * 100 if whole else 0.0
    return f"{min(100.0, max(0.0, share)):.1f}".removesuffix(".0")


@register.filter
def initial(name: Any) -> str:
    """The character that stands for a person: the last of a Chinese name, the first of any other."""
    text = str(name or "").strip()
    return (text[-1:] if "一" <= text[-1:] <= "鿿" else text[:1].upper()) or "·"


@register.filter
def cut(text: Any) -> Any:
    """A long text in a list, cut; what follows is told by pointing at it, and stands whole on the record's page."""
    words = "" if text is None else str(text)
    if len(words) <= LIST_SHOWS:
        return text
    return format_html('<span title="{}">{}…</span>', words[:POINTING_SHOWS], words[: LIST_SHOWS - 1])


@register.filter
def days(text: Any) -> Any:
    """A text in which no day breaks at its hyphens, as a narrow line would have it."""
    if not isinstance(text, str) or isinstance(text, SafeString):
        return text
    return SafeString(DAY.sub(r'<span class="unbroken">\g<0></span>', conditional_escape(text)))


@register.filter
def get(mapping: Any, key: Any) -> Any:
    return mapping.get(key, "") if mapping else ""


@register.filter
def asks(form: Any) -> bool:
    """Whether there is anything in a form that its reader may fill in."""
    return any(not bound.field.disabled for bound in form.visible_fields())


@register.filter
def requires(form: Any) -> bool:
    """Whether one of its fields carries the star of those that must be filled in."""
    return any(bound.field.required and not bound.field.disabled for bound in form.visible_fields())


@register.filter
def allowed(moves: Any) -> list[Any]:
    """The moves that this reader may make now."""
    return [move for move in moves or () if move["allowed"]]


@register.filter
def locked(moves: Any) -> list[Any]:
    """The moves that start here, but not for this reader or not now."""
    return [move for move in moves or () if not move["allowed"]]


@register.simple_tag(takes_context=True)
def qs(context: template.Context, **changes: Any) -> str:
    """This page's query with some values changed. A changed filter starts at page one again."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = value
    return "?" + query.urlencode()


@register.simple_tag(takes_context=True)
def form_guard(context: template.Context) -> SafeString:
    """What every POST form carries: the proof of origin, and a token that makes a second press do nothing."""
    csrf = context.get("csrf_token", "")
    token = once.issue(context["request"])
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="_once" value="{}">',
        csrf,
        token,
    )
